//! The key of the ledger is rotated while the program is killed at any call.

use super::strace::{calls, inject, is_here};
use crate::session::Session;

const CHANGES: &str = "fdatasync,fsync,ftruncate,link,linkat,mkdir,openat,pwrite64,rename,\
                       renameat,renameat2,unlink,unlinkat,write";

const ROTATE: &str = "factledger key rotate";

fn desk() -> Session {
    let session = Session::new().write("a.txt", "The toll rose by 5 percent in May, they said.\n");
    session.run("factledger import a.txt").success();
    session
}

#[test]
fn a_rotation_killed_at_any_system_call_leaves_a_ledger_that_goes_on() {
    kill_at_each(7);
}

#[test]
#[ignore = "two minutes: every call, where the test above takes a sample"]
fn a_rotation_killed_at_every_system_call_leaves_a_ledger_that_goes_on() {
    kill_at_each(1);
}

/// Kill it at one of so many calls.
fn kill_at_each(step: usize) {
    if !is_here() {
        return;
    }
    let calls = calls(&desk(), CHANGES, ROTATE);
    assert!(calls.len() > 20, "{}", calls.len());
    let (mut undone, mut finished) = (0, 0);
    for call in calls.iter().step_by(step) {
        let session = desk();
        let what = format!("signal=KILL:when={}", call.number);
        assert_eq!(inject(&session, call, &what, ROTATE).code, 137, "{call:?}");
        let is_sound = |when: &str| {
            let found = session.run("factledger verify");
            assert_eq!(found.code, 0, "{call:?}, {when}\n{}", found.screen());
        };
        let rotations = || {
            session
                .run("factledger history --type key.rotated --format jsonl")
                .success()
                .lines()
                .count()
        };
        is_sound("killed");
        let before = rotations();
        // Every other time, something else comes first.
        if call.number % 2 == 0 {
            session.run("factledger mark C1 corroborated -m report").success();
            is_sound("and marked");
        }
        let again = session.run(ROTATE);
        assert_eq!(again.code, 0, "{call:?}\n{}", again.stderr);
        is_sound("and rotated");
        if again.stderr.contains("stopped before it was recorded") {
            undone += 1;
            assert_eq!((before, rotations()), (0, 1), "{call:?}");
        } else if again.stderr.contains("already, by a rotation that was stopped") {
            finished += 1;
            assert_eq!((before, rotations()), (1, 1), "{call:?}");
        } else {
            assert_eq!(rotations(), before + 1, "{call:?}");
        }
        session.run("factledger mark C1 disputed -m 'it was 4'").success();
    }
    assert!(undone > 0 && finished > 0, "{undone}, {finished}");
}
