//! What happened that concerns a person: each learns of it once, and nobody of what is hidden.

use crate::session::Session;

/// Six claims, and the people ana, ben and cat, of whom ana is the editor.
fn session() -> Session {
    let lines: Vec<String> = (1..=6)
        .map(|n| format!("The harbour office counted {n}00 ships in the year 19{n:02}, it said."))
        .collect();
    let session = Session::new().write("ships.txt", lines.join("\n"));
    session.run("factledger --as ana import ships.txt --min-score 0").success();
    for name in ["ben", "cat"] {
        session.run(&format!("factledger --as ana reviewer add {name}")).success();
        session.run(&format!("factledger --as {name} inbox")).success();
    }
    session
}

/// What is in an inbox: the reason, the claims and who did it.
fn inbox(session: &Session, line: &str) -> Vec<String> {
    let found = session.run(&format!("factledger {line} --format json")).json();
    let of = |notice: &serde_json::Value| {
        let claims = notice["claims"].as_array().unwrap().iter();
        let claims: Vec<&str> = claims.map(|claim| claim.as_str().unwrap()).collect();
        let (reason, by) = (notice["reason"].as_str().unwrap(), notice["by"].as_str().unwrap());
        format!("{reason} {} {by}", claims.join("+"))
    };
    found.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn each_learns_once_of_what_others_did_that_concerns_them() {
    let session = session();
    let run = |line: &str| drop(session.run(&format!("factledger {line}")).success());
    run("--as ben mark C1-C3 corroborated");
    run("--as cat mark C1 disputed -m 'the register says 90'");
    assert_eq!(inbox(&session, "--as ana inbox"), ["conflict C1 cat"]);
    run("--as ana resolve C1 disputed -m 'the register counts'");
    run("--as ana dismiss C2 --over -m 'no claim'");
    run("--as ana assign C4 ben --due 2026-11-24");
    run("--as cat note C3 -m 'see page 9'");
    run("--as cat note C5 -m 'of no concern to ben'");
    run("--as ana reviewer role cat editor");
    run("--as ana reviewer role ben observer");
    run("--as ana reviewer role ben reviewer");
    run("--as ana correct A1 --title Ships");
    run("--as ana policy set --reviews-required 2");
    run("--as ana reviewer rename ben ben.okafor -m 'a second ben came'");
    let expected = [
        "disagreement C1 cat",
        "overruled C1 ana",
        "dismissed C2 ana",
        "note C3 cat",
        "role  ana",
        "role  ana",
        "changed C1+C2+C3 ana",
        "policy  ana",
    ];
    // Who was no reviewer for a while has nothing any more: C4 is free.
    assert_eq!(inbox(&session, "--as ben.okafor inbox --keep"), expected);
    let table = session.run("factledger --as ben.okafor inbox").screen();
    for words in ["overruled you", "register", "8 things new for ben.okafor"] {
        assert!(table.contains(words), "{table}");
    }
    assert_eq!(inbox(&session, "--as ben.okafor inbox"), Vec::<String>::new());
    let all = session.run("factledger --as ben.okafor inbox --all --format json").json();
    assert_eq!(all.as_array().unwrap().len(), 8);
    assert!(all.as_array().unwrap().iter().all(|notice| notice["new"] == false), "{all}");
    run("--as ana assign C5 ben.okafor --due 2026-11-23");
    assert_eq!(inbox(&session, "--as ben.okafor inbox"), ["due C5 ana"]);
    let again = session.run("factledger --as ben.okafor inbox");
    assert_eq!(again.stderr, "nothing new for ben.okafor; due by tomorrow: 1\n");
    assert_eq!(inbox(&session, "--as cat inbox"), ["role  ana", "changed C1 ana", "policy  ana"]);
    let nobody = session.run("factledger --as dora inbox");
    assert_eq!(nobody.code, 1, "{}", nobody.screen());
    run("verify");
}

#[test]
fn what_is_hidden_comes_when_the_person_has_judged() {
    let session = session();
    let run = |line: &str| drop(session.run(&format!("factledger {line}")).success());
    run("--as ana policy set --blind on");
    run("--as ana assign C1 cat");
    run("--as ben mark C1 disputed -m 'the register says 90'");
    run("--as ben note C1 -m 'see page 9'");
    assert_eq!(inbox(&session, "--as cat inbox"), ["policy  ana", "assigned C1 ana"]);
    assert_eq!(inbox(&session, "--as cat inbox --all").len(), 2);
    run("--as cat mark C1 corroborated -m mine");
    assert_eq!(inbox(&session, "--as cat inbox"), ["disagreement C1 ben", "note C1 ben"]);
    // Withdrawn, it is hidden again.
    run("--as cat withdraw C1 -m 'not sure'");
    assert_eq!(inbox(&session, "--as cat inbox --all"), ["policy  ana"]);
}

#[test]
fn a_mark_that_cannot_be_read_shows_everything_again() {
    let session = session();
    session.run("factledger --as ana assign C1-C2 ben").success();
    assert_eq!(inbox(&session, "--as ben inbox").len(), 2);
    session
        .run("for mark in .home/.config/factledger/keys/*/inbox/ben; do echo torn > $mark; done")
        .success();
    assert_eq!(inbox(&session, "--as ben inbox").len(), 2);
    assert_eq!(inbox(&session, "--as ben inbox").len(), 0);
    // A mark of a longer copy of the ledger.
    session.run("for mark in .home/.config/factledger/keys/*/inbox/ben; do echo E900 E900 > $mark; done").success();
    assert_eq!(inbox(&session, "--as ben inbox").len(), 2);
}
