//! The power goes, at any moment: of what was not synced, the disk keeps what it likes.

use std::collections::BTreeSet;
use std::path::Path;

use factledger::domain::{Actor, ClaimId};
use factledger::ledger::{Access, VerifyOptions};
use rusqlite::Connection;

use super::disk::{Disk, Luck};
use super::recording::{Step, record};
use super::strace::is_here;
use super::{database, open};
use crate::session::Session;

/// Commands, and how many entries each of them records.
const COMMANDS: [(&str, u64); 6] = [
    ("factledger import a.txt", 4),
    ("factledger mark C1 disputed -m 'it was 4'", 1),
    ("factledger --as ben mark C1 C2 corroborated -m 'it was 5'", 3),
    ("factledger note C2 -m 'asked the council'", 1),
    ("factledger import b.txt", 2),
    ("factledger dismiss C3 -m 'no claim'", 1),
];

fn desk() -> Session {
    Session::new()
        .write("a.txt", "The toll rose by 5 percent in May. The tax fell by 3 percent in June.\n")
        .write("b.txt", "The rent rose by 7 percent in July.\n")
}

/// What the commands do to the files, each until it was acknowledged. `is_alone`: nobody else has
/// the ledger open, so that each command tidies up behind itself.
fn recorded(is_alone: bool) -> Vec<Step> {
    let session = desk();
    let mut steps = Vec::new();
    let mut others = Vec::new();
    for (line, entries) in COMMANDS {
        let (ran, did) = record(&session, "", line);
        ran.success();
        steps.extend(did);
        steps.push(Step::Acknowledged(entries));
        if !is_alone && others.is_empty() {
            let other = Connection::open(database(&session)).unwrap();
            other
                .query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, i64>(0))
                .unwrap();
            others.push(other);
        }
    }
    steps
}

/// Cut the power at this many points, from `first` on. Returns what was wrong after it.
fn cut(steps: &[Step], first: usize, times: u64, ignores_syncs: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for seed in 0..times {
        let mut luck = Luck::new(seed);
        let until = first + luck.one_of(steps.len() - first + 1);
        let mut disk = Disk::new(ignores_syncs);
        let mut acknowledged = 0;
        for step in &steps[..until] {
            disk.take(step);
            if let Step::Acknowledged(entries) = step {
                acknowledged += entries;
            }
        }
        let session = Session::new();
        disk.after_power_cut(&mut luck, session.path());
        if let Err(what) = survived(&session, acknowledged) {
            wrong.push(format!("seed {seed}, step {until}: {what}"));
        }
    }
    wrong
}

/// Whether the ledger is sound, has all that was acknowledged, and can be written to.
fn survived(session: &Session, acknowledged: u64) -> Result<(), String> {
    let Some(mut ledger) = open(session, Access::Write)? else {
        return if acknowledged == 0 { Ok(()) } else { Err("there is no ledger".to_owned()) };
    };
    let found = ledger
        .verify(VerifyOptions::default(), &mut |_, _| {})
        .map_err(|error| error.to_string())?;
    if !found.is_sound() {
        return Err(format!("{:?}", found.findings));
    }
    if found.entries < acknowledged {
        return Err(format!("{} of {acknowledged} acknowledged entries", found.entries));
    }
    if acknowledged > 0 {
        let author = Actor {
            at: "2026-11-24T08:00:00Z".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [7; 32],
        };
        let note = "after the power was back".parse().unwrap();
        ledger.note(&author, &[ClaimId(1)], &note).map_err(|error| error.to_string())?;
    }
    Ok(())
}

#[test]
fn an_acknowledged_act_survives_a_power_cut() {
    if !is_here() {
        return;
    }
    for is_alone in [true, false] {
        let steps = recorded(is_alone);
        assert_eq!(cut(&steps, 0, 90, false), Vec::<String>::new(), "alone: {is_alone}");
        // On a disk that lies, much is lost: the test can fail.
        let lost = cut(&steps, 0, 60, true);
        assert!(lost.len() > 30, "{}", lost.len());
    }
}

#[test]
fn an_act_acknowledged_despite_a_failed_sync_survives_a_power_cut() {
    if !is_here() {
        return;
    }
    let [(import, four), (mark, one), ..] = COMMANDS;
    let mut codes = BTreeSet::new();
    for number in 1.. {
        for from_then_on in ["", "+"] {
            let session = desk();
            let (ran, mut steps) = record(&session, "", import);
            ran.success();
            steps.push(Step::Acknowledged(four));
            let first = steps.len();
            let failing = format!("-e inject=fsync:error=EIO:when={number}{from_then_on}");
            let (ran, did) = record(&session, &failing, mark);
            let failed = did.iter().find_map(|step| {
                let Step::Synced { fails: true, path } = step else { return None };
                Some(path.clone())
            });
            let Some(failed) = failed else {
                assert_eq!(codes, BTreeSet::from([0, 1]));
                return;
            };
            // SQLite takes no notice when it is the folder that cannot be synced.
            if failed == Path::new("") {
                continue;
            }
            codes.insert(ran.code);
            steps.extend(did);
            if ran.code == 0 {
                steps.push(Step::Acknowledged(one));
            }
            assert_eq!(cut(&steps, first, 12, false), Vec::<String>::new(), "{failing}");
        }
    }
}
