//! A call of the system fails: all or nothing was recorded, and what was said is true.

use factledger::domain::TreeHead;
use factledger::ledger::{Access, VerifyOptions};

use super::copy::copy;
use super::strace::{calls, inject, is_here};
use super::{is_in_use, open};
use crate::session::Session;

/// All that is asked of a file system, but for locks.
const CALLS: &str = "fchown,fdatasync,fsync,ftruncate,link,linkat,lseek,mkdir,newfstatat,\
                     openat,pread64,pwrite64,read,rename,renameat,renameat2,statx,unlink,unlinkat,\
                     write";

/// What may be refused for want of room.
const ALLOCATES: [&str; 8] =
    ["fsync", "ftruncate", "mkdir", "openat", "pwrite64", "rename", "renameat2", "write"];

/// The whole of a ledger, in one value. `None`: there is none. It must be sound.
fn state(session: &Session, context: &str) -> Option<TreeHead> {
    let ledger = open(session, Access::Read).unwrap()?;
    let found = ledger.verify(VerifyOptions::default(), &mut |_, _| {}).unwrap();
    assert!(found.is_sound(), "{context}\n{:?}", found.findings);
    Some(found.head.unwrap()).filter(|head| head.size > 0)
}

/// Run a command with one in `every` of these calls of it failing in turn, once or from then on.
fn fails(names: &str, before: &Session, line: &str, every: usize) {
    let again = || {
        let session = Session::new();
        copy(before.path(), session.path());
        is_in_use(&session.path().join(".home/.config/factledger/keys"));
        session.wait_a_minute();
        session
    };
    let undisturbed = again();
    let calls = calls(&undisturbed, names, line);
    let (nothing, all) = (state(before, "before"), state(&undisturbed, "undisturbed"));
    assert_ne!(nothing, all);
    assert!(calls.len() > 30, "{}", calls.len());
    for call in calls.iter().step_by(every) {
        let mut errors = vec!["EIO"];
        if ALLOCATES.contains(&call.name.as_str()) {
            errors.push("ENOSPC");
        }
        if call.name == "openat" {
            errors.push("EMFILE");
        }
        for error in errors {
            for from_then_on in ["", "+"] {
                let session = again();
                let what = format!("error={error}:when={}{from_then_on}", call.number);
                let ran = inject(&session, call, &what, line);
                let context = format!("{what} {}\ncode {}\n{}", call.words, ran.code, ran.stderr);
                let may_be = if ran.code == 0 || ran.stderr.contains("error: it was recorded") {
                    vec![&all]
                } else if ran.stderr.contains("to see whether it was recorded") {
                    vec![&nothing, &all]
                } else if call.name == "write" && from_then_on == "+" {
                    // It cannot say anything any more.
                    vec![&nothing, &all]
                } else {
                    vec![&nothing]
                };
                assert!(may_be.contains(&&state(&session, &context)), "{context}");
            }
        }
    }
}

fn import() -> (Session, &'static str) {
    let before = Session::new().write("a.txt", "The toll rose by 5 percent in May, they said.\n");
    (before, "factledger import a.txt")
}

fn verdict() -> (Session, &'static str) {
    let (session, line) = import();
    session.run(line).success();
    (session, "factledger mark C1 disputed -m 'it was 4'")
}

#[test]
fn an_import_is_recorded_entirely_or_not_at_all_whichever_system_call_fails() {
    if is_here() {
        let (before, line) = import();
        fails(CALLS, &before, line, 13);
    }
}

#[test]
fn a_verdict_is_recorded_entirely_or_not_at_all_whichever_system_call_fails() {
    if is_here() {
        let (before, line) = verdict();
        fails(CALLS, &before, line, 11);
    }
}

#[test]
#[ignore = "two minutes: every call, where the tests above take a sample"]
fn an_act_is_recorded_entirely_or_not_at_all_whichever_of_all_system_calls_fails() {
    if is_here() {
        for (before, line) in [import(), verdict()] {
            fails(CALLS, &before, line, 1);
        }
    }
}

#[test]
#[ignore = "half an hour: a lock that is not to be had is waited for"]
fn an_act_is_recorded_entirely_or_not_at_all_whichever_lock_fails() {
    if is_here() {
        for (before, line) in [import(), verdict()] {
            fails("fcntl,flock", &before, line, 1);
        }
    }
}
