//! The program is killed, or asked to stop, at any call that it makes.

use factledger::domain::Sha256;
use factledger::ledger::{Access, VerifyOptions};

use super::content::content;
use super::strace::{Call, calls, inject, is_here};
use super::{database, open};
use crate::session::Session;

/// Calls that change a file. A kill at any other call leaves the same as the one before it.
const CHANGES: &str = "fdatasync,fsync,ftruncate,link,linkat,mkdir,openat,pwrite64,rename,\
                       renameat,renameat2,unlink,unlinkat,write";

const IMPORT: &str = "factledger import articles --min-score 0";

fn desk() -> Session {
    let mut session = Session::new();
    for file in 0..3 {
        let claims: String = (0..100).map(|n| format!("It is {file}{n:02}.\n\n")).collect();
        session = session.write(&format!("articles/{file}.txt"), claims);
    }
    session
}

#[test]
fn an_import_killed_at_any_system_call_leaves_a_sound_ledger_and_can_be_resumed() {
    killed_at_one_in(17);
}

#[test]
#[ignore = "two minutes: at every call, where the test above takes a sample"]
fn an_import_killed_at_each_system_call_leaves_a_sound_ledger_and_can_be_resumed() {
    killed_at_one_in(1);
}

fn killed_at_one_in(every: usize) {
    if !is_here() {
        return;
    }
    let uninterrupted = desk();
    let calls = calls(&uninterrupted, CHANGES, IMPORT);
    let expected = content(&database(&uninterrupted));
    assert_eq!(expected.0, 3 + 300);
    assert!(calls.len() > 200, "{}", calls.len());
    for call in calls.iter().step_by(every) {
        stop(call, "KILL", 137, expected);
    }
}

#[test]
fn an_interrupted_import_leaves_a_sound_ledger_and_can_be_resumed() {
    if !is_here() {
        return;
    }
    let uninterrupted = desk();
    let calls = calls(&uninterrupted, CHANGES, IMPORT);
    let expected = content(&database(&uninterrupted));
    for call in calls.iter().step_by(140) {
        for (signal, code) in [("HUP", 129), ("INT", 130), ("TERM", 143), ("XFSZ", 153)] {
            stop(call, signal, code, expected);
        }
    }
}

/// Send a signal to an import at this call, and resume it.
#[track_caller]
fn stop(call: &Call, signal: &str, code: i32, expected: (usize, Sha256)) {
    let session = desk();
    let what = format!("signal={signal}:when={}", call.number);
    let stopped = inject(&session, call, &what, IMPORT);
    assert_eq!(stopped.code, code, "{what} {call:?}: {}", stopped.stderr);
    let is_sound = || {
        let ledger = open(&session, Access::Read).unwrap()?;
        Some(ledger.verify(VerifyOptions::default(), &mut |_, _| {}).unwrap().is_sound())
    };
    assert_ne!(is_sound(), Some(false), "{what} {call:?}");
    session.run(IMPORT).success();
    assert_eq!(is_sound(), Some(true), "{what} {call:?}, and resumed");
    assert_eq!(content(&database(&session)), expected, "{what} {call:?}, and resumed");
}

#[test]
fn an_import_succeeds_even_if_its_output_is_not_read() {
    let session = desk();
    session.run(&format!("{IMPORT} --format jsonl 2>&1 | true")).success();
    assert_eq!(content(&database(&session)).0, 3 + 300);
}
