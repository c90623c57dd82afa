//! A claim on which the reviewers disagree is seen as such wherever it is shown or counted.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// C1 is corroborated, and ben disputes it; C2 is disputed, and ben corroborates it.
fn session() -> Session {
    let session = Session::new().write(
        "fares.txt",
        "Fares rose by 12 percent on 1 March 2025.\n\
         The ferry line carried 412,000 passengers in 2024, the harbour office said.\n\
         The operator spent 3.4 million crowns on new engines.\n",
    );
    for line in [
        "import fares.txt --min-score 0",
        "mark C1 corroborated",
        "mark C2 disputed -m 'the register says 402,000'",
        "--as ben mark C1 disputed -m 'it was 11 percent'",
        "--as ben mark C2 corroborated -m 'the register was corrected'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn no_verdict_counts_a_claim_in_conflict() {
    let session = session();
    for (line, says) in [
        ("list", "3 claims: 1 unverified, 2 in conflict"),
        ("show A1", "3 claims: 1 unverified, 2 in conflict"),
        ("export", "Of 3 claims, 2 are in dispute among the checkers and 1 is not verified."),
        ("export --format html", "0 disputed, 2 in conflict, 0 corroborated, 1 unverified"),
    ] {
        let said = session.run(&format!("factledger {line}")).screen();
        assert!(said.contains(says), "{line}: {said}");
    }
    let report = session.run("factledger export --format json").json();
    let expected = serde_json::json!({
        "unverified": 1, "disputed": 1, "corroborated": 1, "dismissed": 0, "conflict": 2
    });
    assert_eq!(report["counts"], expected);
    assert_eq!(report["articles"][0]["counts"], expected);
    assert_eq!(report["in_conflict"], serde_json::json!(["C1", "C2"]));
    assert_eq!(session.run("factledger show A1 --format json").json()["counts"], expected);
    // A dismissed claim is counted as dismissed alone.
    session.run("factledger dismiss C1 --over -m 'an opinion'").success();
    let list = session.run("factledger list").screen();
    assert!(list.contains("2 claims: 1 unverified, 1 in conflict; 1 dismissed"), "{list}");
    session.run("factledger verify").success();
}

#[test]
fn a_claim_that_anybody_disputes_is_listed_as_disputed() {
    let session = session();
    // A claim that nobody disputes any more is not.
    for line in [
        "mark C3 corroborated",
        "--as ben mark C3 disputed -m 'it was 3.1'",
        "--as cleo mark C3 corroborated",
        "--as ben mark C3 unverified -m 'asking again'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    for (arguments, expected) in [
        ("--sort id", "C1 C2"),
        ("--sort newest", "C2 C1"),
        ("--sort pending", "C2 C1"),
        ("--article A1 --sort id", "C1 C2"),
        ("--conflict --sort id", "C1 C2"),
        ("--sort id --limit 1", "C1"),
        ("--sort id --after C1", "C2"),
        ("--sort newest --after C2", "C1"),
        ("--after disputed:C2", "C1"),
        ("--verified --sort id", "C1 C2"),
    ] {
        let line = format!("factledger -q list --status disputed {arguments} --format csv");
        let rows = session.run(&line).success();
        let ids: Vec<&str> = rows.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
        assert_eq!(ids.join(" "), expected, "{arguments}");
    }
    let by_score = session.run("factledger list --sort score --format csv").success();
    let disputed =
        session.run("factledger list --sort score --status disputed --format csv").success();
    let without_c3: String =
        by_score.split_inclusive("\r\n").filter(|row| !row.starts_with("C3")).collect();
    assert_eq!(disputed, without_c3);
    // The verdicts of the others are exact.
    let corroborated = session.run("factledger -q list --status corroborated --format csv");
    let rows = corroborated.success();
    assert!(rows.contains("\nC1,") && !rows.contains("\nC2,"), "{rows}");
    assert_data_eq!(
        session.run("factledger list --status disputed --sort id").screen(),
        str![[r#"
ID  STATUS       SCORE  SAID BY             CLAIM
C1  in conflict  [..]    -                   Fares rose by 12 percent on 1 March
                                            2025.
C2  in conflict  [..]    the harbour office  The ferry line carried 412,000
                                            passengers in 2024, the harbour
                                            office said.
2 claims shown; the ledger has 3 claims: 3 in conflict

"#]]
    );
}

#[test]
fn a_conflict_has_the_colour_of_no_verdict() {
    let session = session();
    for line in ["list --conflict", "show C1"] {
        let shown = session.run(&format!("factledger --color always {line}")).success();
        let head: String = shown.lines().take_while(|line| !line.contains("E5")).collect();
        let (green, red) = ("\u{1b}[32m", "\u{1b}[31m");
        assert!(!head.contains(green) && !head.contains(red), "{line}: {head:?}");
    }
    let page = session.run("factledger export --format html").success();
    assert!(page.contains(r#"<article class="file conflict" id="C1">"#), "{page}");
    assert!(page.contains(r#"<span class="tag conflict">⇄ in conflict</span>"#), "{page}");
    assert!(page.contains("<b><bdi>ben</bdi>: disputed.</b>"), "{page}");
    let (_, bar) = page.split_once("<div class=\"bar\"").unwrap();
    let (bar, _) = bar.split_once("</div>").unwrap();
    assert!(bar.contains("class=\"conflict\"") && !bar.contains("class=\"disputed\""), "{bar}");
    let report = session.run("factledger export").success();
    let findings =
        "## What does not hold\n\n⇄ **in conflict**, [C1](#c1), said by the article itself\n";
    assert!(report.contains(findings), "{report}");
    let stands = "- Until the checkers agree, the earlier verdict remains in force: corroborated.";
    assert!(report.contains(stands), "{report}");
    assert_data_eq!(
        session.run("factledger show C1 | head -n 3").success(),
        str![[r#"
C1  in conflict: disputed by ben, corroborated by ana
until they agree, the earlier verdict stands: corroborated


"#]]
    );
}

#[test]
fn a_proof_says_what_it_does_not_show() {
    let session = session();
    assert_data_eq!(
        session.run("factledger prove C1 -o C1.tlog-proof").stderr,
        str![[r#"
proof of `E4`: ana marked C1 corroborated
to check it: factledger verify C1.tlog-proof --key factledger-test/[..]
warning: the proof does not show that ben said disputed, in `E7`

"#]]
    );
    session.run("factledger --as ben mark C1 corroborated -m 'I was wrong'").success();
    let superseded = session.run("factledger prove E7").stderr;
    for said in ["that ana said corroborated, in `E4`", "that ben later said corroborated, in `E9`"]
    {
        assert!(superseded.contains(said), "{superseded}");
    }
    assert!(!session.run("factledger prove C1").stderr.contains("warning"));
    let verified =
        session.run("factledger export -o b --format bundle && factledger verify C1.tlog-proof --key b/keys/log.vkey");
    assert!(verified.success().ends_with(
        "this does not show whether the review is still in force, or whether others disagree\n"
    ));
}
