//! Several writers at once: every acknowledged act is recorded, and the log has no gap.

use std::thread;
use std::time::{Duration, Instant};

use factledger::domain::{Actor, ClaimId};
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Ledger};

use crate::session::{Ran, Session};

/// All entries, as their ids say it, the newest first.
fn positions(session: &Session) -> Vec<String> {
    let lines = session.run("factledger history --limit 0 --format jsonl").success();
    let entries =
        lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    entries.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn eight_who_import_at_once_all_succeed_even_into_a_new_ledger() {
    let mut session = Session::on_disk();
    for n in 0..8 {
        let text = format!("The toll rose by {n} percent in May, the council said.\n").repeat(3);
        session = session.write(&format!("{n}.txt"), text);
    }
    let started: Vec<_> = (0..8)
        .map(|n| session.start(&format!("factledger --as writer{n} import {n}.txt")))
        .collect();
    for writer in started {
        Ran::of("import", &writer.wait_with_output().unwrap()).success();
    }
    let articles = session.run("factledger list --format csv --limit 0").success();
    for n in 0..8 {
        assert!(articles.contains(&format!("rose by {n} percent")), "{n} is lost");
    }
    let positions = positions(&session);
    let expected: Vec<String> = (0..positions.len()).rev().map(|n| format!("E{n}")).collect();
    assert_eq!(positions, expected);
    // The ledger, and for each of eight: the person, the article, its claims.
    assert_eq!(positions.len(), 1 + 8 * 3);
}

#[test]
fn if_two_reviewers_expect_the_same_verdict_the_second_is_refused() {
    let session = Session::with_fixture("stadtwerke.txt");
    for claim in 1..=6 {
        let mark = |who| {
            session.start(&format!(
                "factledger --as {who} mark C{claim} corroborated --expect unverified"
            ))
        };
        let both = [mark("ana"), mark("ben")];
        let codes: Vec<i32> =
            both.map(|writer| Ran::of("mark", &writer.wait_with_output().unwrap()).code).into();
        assert_eq!(codes.iter().sum::<i32>(), 1, "C{claim}: {codes:?}");
    }
}

#[test]
fn writers_do_not_block_readers() {
    let session = Session::with_fixture("long-inquiry.txt");
    let reader = session.start("factledger list --limit 0 --format json");
    session.run("factledger mark C1 corroborated").success();
    let whole = Ran::of("list", &reader.wait_with_output().unwrap()).json();
    assert!(whole.as_array().unwrap().len() > 100);
}

/// Let these write at once, this many acts each. None fails, the log has no gap, and nobody waits much
/// longer than all do.
#[track_caller]
fn assert_fair<W: FnMut(usize) + Send>(session: &Session, acts: usize, writers: Vec<W>) {
    let before = positions(session).len();
    let begun = Instant::now();
    let count = writers.len();
    let took: Vec<Duration> = thread::scope(|scope| {
        let write = |mut writer: W| {
            let act = move |act| {
                let begun = Instant::now();
                writer(act);
                begun.elapsed()
            };
            (0..acts).map(act).collect::<Vec<_>>()
        };
        let writers: Vec<_> =
            writers.into_iter().map(|writer| scope.spawn(move || write(writer))).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    let each = begun.elapsed() / u32::try_from(acts).unwrap();
    let longest = took.into_iter().max().unwrap();
    let positions = positions(session);
    let expected: Vec<String> = (0..positions.len()).rev().map(|n| format!("E{n}")).collect();
    assert_eq!(positions, expected);
    // Each introduces themselves.
    assert_eq!(positions.len(), before + count + count * acts);
    // Two to ten times; and eighty times where SQLite by itself decides who is next. What a machine
    // that does other things too keeps waiting for some seconds is not starved.
    let most = Duration::max(each * 30, Duration::from_secs(5));
    assert!(longest < most, "an act takes {each:?}, and one took {longest:?}");
}

#[test]
fn eight_processes_writing_at_once_all_succeed() {
    const ACTS: usize = 15;
    let session = Session::new().fixture("stadtwerke.txt");
    session.run("factledger import stadtwerke.txt").success();
    let writers = (0..8).map(|writer| {
        let line = |act| format!("factledger --as writer{writer} note C1 -m 'note {act}'");
        let mut commands: Vec<_> = (0..ACTS).map(|act| session.command(&line(act))).collect();
        move |act: usize| {
            Ran::of("note", &commands[act].output().unwrap()).success();
        }
    });
    assert_fair(&session, ACTS, writers.collect());
}

#[test]
fn eight_writers_without_a_pause_all_get_their_turn() {
    let session = Session::new().fixture("stadtwerke.txt");
    session.run("factledger import stadtwerke.txt").success();
    let writers = (0..8).map(|writer| {
        let keys = session.path().join(".home/.config/factledger/keys");
        let keys = KeyFolder::new(keys, Randomness::Guessable([writer; 32]));
        let path = session.path().join("factledger.db");
        let mut ledger = Ledger::open(&path, Access::Write, keys).unwrap();
        let mut author = Actor {
            at: "2026-11-24T08:00:00Z".parse().unwrap(),
            name: format!("writer{writer}").parse().unwrap(),
            seed: [writer; 32],
        };
        move |act: usize| {
            let note = format!("note {act}").parse().unwrap();
            ledger.note(&author, &[ClaimId(1)], &note).unwrap();
            author = author.for_next_act();
        }
    });
    assert_fair(&session, 20, writers.collect());
}
