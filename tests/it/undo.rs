//! The last act of a reviewer is taken back, in the open.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn desk() -> Session {
    Session::with_fixture("stadtwerke.txt")
}

/// What is known of a claim now: its status, whether it is dismissed, and its notes that stand.
fn state(session: &Session, claim: &str) -> String {
    let shown = session.run(&format!("factledger show {claim} --format json")).json();
    format!("{} {} {}", shown["status"], shown["dismissed"], shown["claimant"])
}

fn is_proven(session: &Session) {
    session.run("factledger verify").success();
    session
        .run("rm -rf b && factledger export --format bundle -o b && factledger verify b")
        .success();
    session.run("python3 -I b/verify.py").success();
}

#[test]
fn a_verdict_is_taken_back_and_the_earlier_one_counts_again() {
    let session = desk();
    session.run("factledger mark C1 corroborated -m report").success();
    session.run("factledger mark C1 disputed -m 'the wrong claim'").success();
    assert_data_eq!(
        session.run("factledger undo --dry-run").screen(),
        str![[r#"
E5  2026-11-23T08:02:00Z  marked C1 disputed: the wrong claim
to take it back: withdraw the review of C1
nothing was recorded

"#]]
    );
    assert_eq!(state(&session, "C1"), "\"disputed\" false null");
    let said = session.run("factledger undo -m 'a slip'");
    assert!(said.stderr.contains("taken back by ana"), "{}", said.stderr);
    assert_eq!(state(&session, "C1"), "\"corroborated\" false null");
    let history = session.run("factledger history C1 --format jsonl").success();
    assert!(history.contains("undo of E5: a slip"), "{history}");
    // Again: the act before.
    session.run("factledger undo").success();
    assert_eq!(state(&session, "C1"), "\"unverified\" false null");
    is_proven(&session);
}

#[test]
fn an_act_on_several_claims_is_taken_back_as_one() {
    let session = desk();
    session.run("factledger mark C1 C2 C3 corroborated -m report").success();
    session.run("factledger --as ben note C1 -m 'asked them'").success();
    let said = session.run("factledger undo");
    assert_eq!(said.stdout.matches("to take it back:").count(), 3, "{}", said.stdout);
    for claim in ["C1", "C2", "C3"] {
        assert_eq!(state(&session, claim), "\"unverified\" false null");
    }
    // What ben did is his, and is not touched.
    let notes = session.run("factledger show C1").success();
    assert!(notes.contains("asked them"), "{notes}");
    session.run("factledger --as ben undo").success();
    is_proven(&session);
}

#[test]
fn each_kind_of_act_has_its_opposite() {
    let session = desk();
    session.run("factledger dismiss C1 -m 'no claim'").success();
    session.run("factledger undo").success();
    assert_eq!(state(&session, "C1"), "\"unverified\" false null");
    session
        .run("factledger dismiss C1 -m 'no claim' && factledger restore C1 -m 'it is'")
        .failure();
    session.run("factledger restore C1 -m 'it is one'").success();
    session.run("factledger undo").success();
    assert_eq!(state(&session, "C1"), "\"unverified\" true null");
    let before = session.run("factledger show C2 --format json").json()["claimant"].clone();
    session.run("factledger correct C2 --claimant 'Halla Moen'").success();
    session.run("factledger correct C2 --claimant 'H. Moen'").success();
    session.run("factledger undo").success();
    assert!(state(&session, "C2").ends_with("\"Halla Moen\""));
    session.run("factledger undo").success();
    assert_eq!(session.run("factledger show C2 --format json").json()["claimant"], before);
    let title = session.run("factledger show A1 --format json").json()["title"].clone();
    session.run("factledger correct A1 --title Heat --byline 'H. Moen'").success();
    session.run("factledger undo").success();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!((&shown["title"], &shown["byline"]), (&title, &serde_json::Value::Null));
    session.run("factledger note C3 -m 'the wrong claim'").success();
    session.run("factledger undo").success();
    session.run("factledger withdraw A1 -m 'not ours'").success();
    session.run("factledger undo").success();
    assert_eq!(state(&session, "C3"), "\"unverified\" false null");
    is_proven(&session);
}

#[test]
fn an_import_is_taken_back_with_its_claims() {
    let session = desk().write("b.txt", "The toll rose by 5 percent in May, they said.\n");
    session.run("factledger import b.txt --min-score 0").success();
    let said = session.run("factledger undo --yes").stdout;
    assert!(said.contains("withdraw A2, with all its claims"), "{said}");
    let shown = session.run("factledger list --article A2 --format json").json();
    assert_eq!(shown.as_array().unwrap().len(), 0);
    is_proven(&session);
}

#[test]
fn what_cannot_be_taken_back_says_why_and_what_to_do_instead() {
    let session = desk();
    session.run("factledger reviewer add dov").success();
    session.run("factledger reviewer retire dov -m left").success();
    assert_data_eq!(
        session.run("factledger undo").failure(),
        str![[r#"
error: `E5` cannot be taken back: ana retired dov
hint: a key never counts again; for another one: `factledger reviewer add dov`

"#]]
    );
    session.run("factledger key rotate").success();
    assert!(session.run("factledger undo").failure().contains("rotate it once more"));
    session.run("factledger withhold A1 -m 'personal data'").success();
    assert!(session.run("factledger undo").failure().contains("gone for good"));
    let nothing = session.run("factledger --as ben undo").failure();
    assert!(nothing.contains("there is nothing of ben to take back"), "{nothing}");
    session.run("factledger verify").success();
}

#[test]
fn tags_and_assignments_are_put_back() {
    let session = desk();
    session.run("factledger --as ben note C9 -m hello").success();
    let docket = |claim: &str| {
        let shown = session.run(&format!("factledger show {claim} --format json")).json();
        let taken = &shown["taken_by"];
        format!("{} {} {taken}", shown["tags"], shown["assignee"])
    };
    session.run("factledger tag C1 C2 +health").success();
    session.run("factledger tag C1 +heat -health").success();
    session.run("factledger assign C1 ben --due 2099-12-01").success();
    assert_data_eq!(
        session.run("factledger undo").screen(),
        str![[r#"
E9  2026-11-23T08:04:00Z  assigned C1 to ben, due 2099-12-01
to take it back: assign C1 to nobody
taken back by ana

"#]]
    );
    assert_eq!(docket("C1"), "[\"heat\"] null null");
    session.run("factledger undo").success();
    assert_eq!(docket("C1"), "[\"health\"] null null");
    session.run("factledger undo").success();
    assert_eq!((docket("C1"), docket("C2")), ("null null null".into(), "null null null".into()));
    // What took a tag back is no act to take back.
    let before = session.run("factledger undo --dry-run").stdout;
    assert!(before.contains("withdraw A1"), "{before}");
    let history = session.run("factledger history C2").success();
    assert!(history.contains("tagged C2 -health, taking back E7"), "{history}");

    session.run("factledger assign C3 me --due 2099-12-01").success();
    session.run("factledger take C3").success();
    session.run("factledger release C3").success();
    session.run("factledger undo").success();
    assert_eq!(docket("C3"), "null \"ana\" \"ana\"");
    session.run("factledger undo").success();
    assert_eq!(docket("C3"), "null \"ana\" null");
    let said = session.run("factledger undo -m why");
    assert!(said.code == 2 && said.stderr.contains("without a reason"), "{}", said.screen());
    session.run("factledger undo").success();
    assert_eq!(docket("C3"), "null null null");
    is_proven(&session);
}
