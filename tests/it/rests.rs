//! What a claim rests on: when that falls, the claim is pointed out, and nothing is decided.

use serde_json::json;

use crate::session::Session;

/// Four claims in two articles, and the people ana, ben and cat, of whom ana is the editor.
fn session() -> Session {
    let a = "Fares rose by 4 percent.\n\nFares fell by 2 percent.\n\nThe ferry took 900 people.\n";
    let session = Session::new().write("a.txt", a).write("b.txt", "The pier cost 9 crowns.\n");
    session.run("factledger --as ana import a.txt b.txt --min-score 0").success();
    for name in ["ben", "cat"] {
        session.run(&format!("factledger --as ana reviewer add {name}")).success();
    }
    session
}

#[track_caller]
fn fallen(session: &Session, who: &str, expected: &str) {
    let list =
        session.run(&format!("factledger --as {who} -q list --fallen --format jsonl")).success();
    let ids = list.lines().filter_map(|line| line.strip_prefix(r#"{"id":""#)?.split('"').next());
    assert_eq!(ids.collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn a_claim_is_pointed_out_while_one_that_it_rests_on_does_not_stand() {
    let session = session();
    session.run("factledger --as ben mark C1 corroborated").success();
    let said = session.run("factledger --as ben rests C1 on C2 C4 -m 'the sum of both'");
    assert!(said.stderr.contains("C1 rests on C2, C4, says ben"), "{}", said.screen());
    for (line, why) in [
        ("rests C1 C1", "cannot rest on `C1`"),
        ("rests C2 on C1", "`C1` rests on `C2`, by whatever way, so `C2` cannot rest on `C1`"),
        ("rests C1 on C2", "already rests on `C2`"),
        ("rests C1 --not C3", "does not rest on `C3`"),
        ("rests C1", "nothing is named"),
        ("rests on C2", "no claim is named"),
        ("rests C1 on C99", "C99"),
    ] {
        let ran = session.run(&format!("factledger --as ana {line}"));
        assert!(ran.code > 0 && ran.stderr.contains(why), "{line}\n{}", ran.screen());
    }
    fallen(&session, "ben", "");
    session.run("factledger --as ben inbox").success();
    // Each way of falling, and of standing again.
    for (falls, stands, why) in [
        ("mark C2 disputed -m no", "withdraw C2 -m x", "disputed"),
        ("dismiss C2 -m no", "restore C2 -m x", "dismissed"),
        ("withdraw A2 -m no", "restore A2 -m x", "withdrawn"),
    ] {
        session.run(&format!("factledger --as ana {falls}")).success();
        fallen(&session, "ben", "C1");
        let shown = session.run("factledger show C1 --format json").json();
        let fell =
            shown["rests_on"].as_array().unwrap().iter().find(|on| on["fallen"] != json!(null));
        assert_eq!(fell.unwrap()["fallen"], why, "{shown}");
        assert_eq!(shown["status"], "corroborated");
        let inbox = session.run("factledger --as ben inbox --format json").json();
        assert_eq!(inbox[0]["reason"], "ground", "{inbox}");
        assert_eq!(inbox[0]["claims"], json!(["C1"]));
        assert_eq!(inbox[1], json!(null), "{inbox}");
        session.run(&format!("factledger --as ana {stands}")).success();
        fallen(&session, "ben", "");
    }
    session.run("factledger --as cat mark C4 disputed -m 'it was 8'").success();
    let listed = session.run("factledger list").success();
    assert!(listed.contains("C1  corroborated, fallen"), "{listed}");
    let report = session.run("factledger export").success();
    let said = "- rests on C4: **C4 no longer carries it: it is disputed** (ben)";
    assert!(report.contains(said), "{report}");
    let verified = session.run("factledger -q list --fallen --verified --format csv").success();
    assert!(verified.lines().nth(1).unwrap().contains(",C2; C4 disputed,"), "{verified}");
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    assert_eq!(session.run("python3 -I b/verify.py").code, 0);
    session.run("factledger --as ana rests C1 --not C4 -m 'it stands without it'").success();
    fallen(&session, "ben", "");
    session.run("factledger --as ana undo").success();
    fallen(&session, "ben", "C1");
    session.run("factledger verify").success();
}

#[test]
fn one_who_reviews_blind_learns_no_verdict_from_what_rests_on_it() {
    let session = session();
    session.run("factledger --as ben mark C1 corroborated").success();
    session.run("factledger --as ben rests C1 on C2").success();
    session.run("factledger --as ana policy set --blind on -m 'nobody follows anybody'").success();
    session.run("factledger --as ben inbox").success();
    session.run("factledger --as cat mark C2 disputed -m no").success();
    fallen(&session, "ben", "");
    fallen(&session, "ana", "C1");
    let shown = session.run("factledger --as ben show C1").success();
    assert!(!shown.contains("disputed") && !shown.contains("fallen"), "{shown}");
    let inbox = session.run("factledger --as ben inbox --format json").json();
    assert_eq!(inbox, json!([]));
    // Once they have judged it, they know.
    session.run("factledger --as ben mark C2 disputed -m no").success();
    fallen(&session, "ben", "C1");
    let inbox = session.run("factledger --as ben inbox --format json").json();
    assert_eq!(inbox[0]["reason"], "ground", "{inbox}");
    // What everybody may know, they know at once.
    session.run("factledger --as ana rests C1 on C3").success();
    session.run("factledger --as ana dismiss C3 -m 'no figure'").success();
    let shown = session.run("factledger --as cat show C1").success();
    assert!(shown.contains("C3, which is dismissed"), "{shown}");
}
