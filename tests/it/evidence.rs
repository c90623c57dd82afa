//! What is pointed out about evidence when it is added and when it is looked up again.

use std::fs;

use crate::session::Session;

fn session() -> Session {
    let session = Session::new()
        .write("a.txt", "The toll rose by 12 percent in May 2025, the harbour office said.\n")
        .write("minutes.txt", "The council agreed on a toll that is 10 percent higher.\n");
    session.run("factledger import a.txt --min-score 0").success();
    session
}

#[test]
fn the_article_itself_is_pointed_out_as_no_evidence_of_its_own_claim() {
    let session = session();
    let said =
        session.run("factledger evidence add C1 a.txt --stance supports --quote '12 percent'");
    assert!(
        said.stderr.contains("look again: V1 is A1 itself, which C1 is from"),
        "{}",
        said.stderr
    );
    let said = session.run("factledger evidence add C1 minutes.txt --stance refutes");
    assert!(!said.stderr.contains("itself"), "{}", said.stderr);
}

#[test]
fn figures_that_the_quote_lacks_are_pointed_out() {
    let session = session();
    let line =
        "factledger evidence add C1 minutes.txt --stance refutes --quote '10 percent higher'";
    let said = session.run(line).stderr;
    assert!(said.contains("look again: C1 has 12"), "{said}");
    let said =
        session.run("factledger evidence add C1 minutes.txt --stance refutes --quote '9 percent'");
    assert!(said.stderr.contains("not in the text that was kept"), "{}", said.stderr);
}

#[test]
fn a_file_that_is_gone_fails_and_says_what_is_still_kept() {
    let session = session();
    session
        .run("factledger evidence add C1 minutes.txt --stance refutes --quote '10 percent'")
        .success();
    let same = session.run("factledger evidence check all").stderr;
    assert!(same.contains("1 of 1 looked up again; 0 changes recorded"), "{same}");
    fs::write(
        session.path().join("minutes.txt"),
        "Corrected in June.\nThe council agreed on a toll that is 10 percent higher.\n",
    )
    .unwrap();
    let moved = session.run("factledger evidence check all").stderr;
    assert!(moved.contains("V1: the text around it changed"), "{moved}");
    fs::remove_file(session.path().join("minutes.txt")).unwrap();
    // Another machine may have the file.
    let said = session.run("factledger evidence check all").stderr;
    assert!(said.contains("1 file is not here, such as `minutes.txt`"), "{said}");
    let gone = session.run("factledger evidence check all --in .").failure();
    assert!(gone.contains("1 piece of evidence cannot be found"), "{gone}");
    assert!(gone.contains("`factledger evidence show V1`"), "{gone}");
    let stale = session.run("factledger list --stale --format json").json();
    assert_eq!(stale.as_array().unwrap().len(), 0, "no review rests on it");
    session.run("factledger verify").success();
}
