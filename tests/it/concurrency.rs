//! Several at once: everything that was acknowledged is there, and the log has no gap.

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
    let mut session = Session::new();
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
fn of_two_who_expect_the_same_verdict_one_is_told_of_the_other() {
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
fn who_writes_while_others_read_is_not_in_their_way() {
    let session = Session::with_fixture("long-inquiry.txt");
    let reader = session.start("factledger list --limit 0 --format json");
    session.run("factledger mark C1 corroborated").success();
    let whole = Ran::of("list", &reader.wait_with_output().unwrap()).json();
    assert!(whole.as_array().unwrap().len() > 100);
}
