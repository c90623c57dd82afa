//! What people said by mistake, they take back in the open: it no longer counts and is no longer
//! shown to others, and the history keeps it.

use crate::session::Session;

fn judged() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 corroborated -m 'the register'").success();
    session.run("factledger --as ben mark C1 disputed -m 'another year'").success();
    session
}

#[test]
fn a_withdrawn_review_is_as_if_it_had_not_been_given() {
    let session = judged();
    let withdrawn = session.run("factledger --as ben withdraw C1 -m 'I read the wrong line'");
    let screen = withdrawn.screen();
    assert!(screen.contains("withdrawn on 1 claim by ben"), "{screen}");
    let claim = session.run("factledger show C1 --format json").json();
    assert_eq!((&claim["status"], &claim["conflict"]), (&"corroborated".into(), &false.into()));
    assert_eq!(claim["reviews"].as_array().unwrap().len(), 1);
    // The history keeps both.
    let history = session.run("factledger history C1").success();
    for what in ["marked C1 disputed", "withdrew the review E", "another year"] {
        assert!(history.contains(what), "{what}\n{history}");
    }
    // Pages for others do not repeat it.
    for format in ["md", "html"] {
        let page = session.run(&format!("factledger export --format {format}")).success();
        assert!(!page.contains("another year"), "{page}");
        assert!(page.contains("taken back since"), "{page}");
    }
    session.run("factledger export --format bundle -o b").success();
    for line in ["factledger verify", "factledger verify b", "python3 -I b/verify.py"] {
        session.run(line).success();
    }
    let again = session.run("factledger --as ben withdraw C1 -m again").failure();
    assert!(again.contains("ben has no review of `C1`"), "{again}");
}

#[test]
fn only_its_author_takes_a_review_or_a_note_back() {
    let session = judged();
    session.run("factledger note C2 -m 'her brother works there'").success();
    let entries = session.run("factledger history --format json --limit 2").json();
    let [note, review] = [0, 1].map(|at| entries[at]["id"].as_str().unwrap().to_owned());
    for line in [
        format!("withdraw {review} -m x"),
        format!("--as ben withdraw {note} -m x"),
        format!("--as ben note --retract {note} -m x"),
        format!("--as ben note --replace {note} -m x"),
    ] {
        let refused = session.run(&format!("factledger {line}")).failure();
        assert!(refused.contains("can take it back"), "{refused}");
    }
    let nothing = session.run("factledger withdraw E0 -m x").failure();
    assert!(nothing.contains("neither a review nor a note"), "{nothing}");
    let elsewhere = session.run(&format!("factledger note C1 --retract {note} -m x")).failure();
    assert!(elsewhere.contains("not a note on `C1` that stands"), "{elsewhere}");
}

#[test]
fn a_note_is_replaced_or_retracted_and_no_longer_shown_to_others() {
    let session = judged();
    session.run("factledger note C2 -m 'her brother works there'").success();
    let last = || {
        let entries = session.run("factledger history --format json --limit 1").json();
        entries[0]["id"].as_str().unwrap().to_owned()
    };
    session.run(&format!("factledger note --replace {} -m 'asked the office'", last())).success();
    let page = session.run("factledger export").success();
    assert!(page.contains("asked the office") && !page.contains("her brother"), "{page}");
    let replaced = last();
    session.run(&format!("factledger note --retract {replaced} -m 'meant for C3'")).success();
    let page = session.run("factledger export").success();
    assert!(!page.contains("asked the office"), "{page}");
    let again = session.run(&format!("factledger note --retract {replaced} -m x")).failure();
    assert!(again.contains("not a note on `C2` that stands"), "{again}");
    session.run("factledger verify").success();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
}

#[test]
fn a_claim_that_another_reviewer_judged_is_dismissed_only_over_them() {
    let session = judged();
    let refused = session.run("factledger --as cat dismiss C1 -m 'a wish'").failure();
    assert!(refused.contains("`C1` was judged by ana, ben"), "{refused}");
    assert!(refused.contains("--over"), "{refused}");
    session.run("factledger --as cat dismiss C1 --over -m 'a wish'").success();
    let entries = session.run("factledger history C1 --format json --limit 1").json();
    assert_eq!(entries[0]["body"]["over"], serde_json::json!(["ana", "ben"]));
    // One's own judgement stands in nobody's way.
    session.run("factledger mark C2 corroborated").success();
    session.run("factledger dismiss C2 -m 'a wish'").success();
    session.run("factledger verify").success();
}

#[test]
fn a_conflict_with_a_reviewer_who_left_ends_with_an_answer() {
    let session = judged();
    session.run("factledger reviewer revoke ben -m 'left the desk'").success();
    let conflict = |session: &Session| session.run("factledger show C1 --format json").json();
    assert_eq!(conflict(&session)["conflict"], true);
    session.run("factledger mark C1 corroborated -m 'asked again'").success();
    let claim = conflict(&session);
    assert_eq!((&claim["status"], &claim["conflict"]), (&"corroborated".into(), &false.into()));
    // What ben said is still there.
    assert_eq!(claim["reviews"].as_array().unwrap().len(), 3);
    session.run("factledger export --format bundle -o b").success();
    for line in ["factledger verify", "factledger verify b", "python3 -I b/verify.py"] {
        session.run(line).success();
    }
}
