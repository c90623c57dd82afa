//! A report on a selection: what it has, what it leaves out, and that it says so.

use serde_json::json;
use snapbox::{assert_data_eq, str};

use crate::session::Session;

/// Three articles. C1 is disputed, C2 is corroborated by ben, C3 is dismissed, C4 and C5 are
/// unverified; A3 has no judged claim.
fn session() -> Session {
    let session = Session::new()
        .write(
            "a.txt",
            "The toll rose by 12 percent in May, the office said.\n\
             The ferry carried 412,000 passengers in 2024, the office said.\n\
             The weather was fine for 14 days, the office said.\n",
        )
        .write("b.txt", "The bridge cost 7 million crowns in 2019, the council said.\n")
        .write("c.txt", "The school cost 9 million crowns in 2021, the council said.\n");
    for file in ["a.txt", "b.txt", "c.txt"] {
        session.run(&format!("factledger import {file} --min-score 0")).success();
    }
    session.run("factledger mark C1 disputed -m 'the tariff says 10 percent'").success();
    session.run("factledger --as ben mark C2 corroborated").success();
    session.run("factledger dismiss C3 -m 'weather is no claim'").success();
    session
}

/// The claims of a report on this selection, article by article.
#[track_caller]
fn check(session: &Session, selection: &str, expected: &str) {
    let report = session.run(&format!("factledger export {selection} --format json")).json();
    let mut claims = Vec::new();
    for article in report["articles"].as_array().unwrap() {
        for claim in article["claims"].as_array().unwrap() {
            assert_eq!(claim["article"]["id"], article["id"]);
            claims.push(format!("{} {}", article["id"], claim["id"]).replace('"', ""));
        }
    }
    assert_eq!(claims.join(", "), expected, "export {selection}");
    let csv = session.run(&format!("factledger export {selection} --format csv")).success();
    assert_eq!(csv.lines().count(), 1 + claims.len(), "{csv}");
    let head = &report["counts"];
    let sum = ["unverified", "disputed", "corroborated", "dismissed"].map(|of| head[of].as_u64());
    assert_eq!(sum.into_iter().flatten().sum::<u64>(), claims.len() as u64);
}

#[test]
fn a_report_has_the_selected_claims_and_no_others() {
    let session = session();
    check(&session, "", "A1 C1, A1 C2, A1 C3, A2 C4, A3 C5");
    check(&session, "--status disputed", "A1 C1");
    check(&session, "--status corroborated --status disputed", "A1 C1, A1 C2");
    check(&session, "--status unverified", "A2 C4, A3 C5");
    check(&session, "--by ben", "A1 C2");
    check(&session, "--reviewer ana", "A1 C1");
    check(&session, "--article A3 --article a1", "A1 C1, A1 C2, A1 C3, A3 C5");
    check(&session, "--article b.txt --article A1 --status unverified", "A2 C4");
    check(&session, "--since 2026-11-23T08:03:00Z", "A1 C1, A1 C2, A1 C3");
    check(&session, "--since 2026-11-23T08:04:00Z --status corroborated", "A1 C2");
    check(&session, "--since 2026-11-24", "");
    check(&session, "--claim C2 --claim c5", "A1 C2, A3 C5");
    check(&session, "--claim C2 --status disputed", "");
    check(&session, "--until 2026-11-23T08:03:00Z --status corroborated", "");
    check(&session, "--since 2026-11-23 --until 2026-11-23 --status disputed", "A1 C1");
    session.run("factledger tag C1 C4 +cost").success();
    session.run("factledger tag C4 +big_one").success();
    check(&session, "--tag cost", "A1 C1, A2 C4");
    check(&session, "--tag COST --tag big_one", "A2 C4");
    check(&session, "--tag cost --status disputed", "A1 C1");
    let page = session.run("factledger export --tag cost --tag big_one").success();
    assert!(page.contains("only claims with the tags big\\_one and cost.**"), "{page}");
    assert!(page.contains("- tags: big\\_one and cost"), "{page}");
    session.run("factledger export --by bne").failure();
    session.run("factledger export --article A9").failure();
}

#[test]
fn a_report_says_that_it_is_a_selection_and_of_what() {
    let session = session();
    let line = "factledger export --status disputed --status corroborated --article A1 --by ana";
    let report = session.run(line);
    let head: Vec<&str> = report.stdout.lines().take(7).collect();
    assert_data_eq!(
        head.join("\n"),
        str![[r#"
# a.txt

Fact-check report · a.txt · checked by ana, 23 November 2026

**Of one claim, 1 does not hold.**

- ✕ disputed: 1
"#]]
    );
    assert_data_eq!(
        report.stderr,
        str![[r#"
a selection: 1 of 4 claims

"#]]
    );
    let line = "factledger export --since 2026-11-23T08:04:00Z --article A1 --format json";
    let report = session.run(line).json();
    let counts = json!({
        "unverified": 2, "disputed": 1, "corroborated": 1, "dismissed": 1, "conflict": 0
    });
    let expected = json!({
        "articles": ["A1"],
        "statuses": [],
        "since": "2026-11-23T08:04:00Z",
        "by": null,
        "whole": {"articles": 3, "counts": counts},
    });
    assert_eq!(report["selection"], expected);
    assert_eq!(report["unverified"], json!([]));
    let whole = session.run("factledger export --format json").json();
    assert_eq!(whole["selection"], json!(null));
    let page = session.run("factledger export --status disputed --format html").success();
    let said = page.lines().find(|line| line.contains("shows a selection")).unwrap();
    assert!(said.contains("only claims that are disputed."), "{said}");
    assert!(page.contains("No claim is left open."));
    assert_data_eq!(
        session.run("factledger export --status disputed -o disputed.html").screen(),
        str![[r#"
report written to disputed.html, with a selection: 1 of 4 claims

"#]]
    );
}

#[test]
fn a_bundle_of_a_selection_is_refused() {
    let session = session();
    for selection in ["--status disputed", "--by ana", "--since 7d", "--article A1"] {
        let line = format!("factledger export {selection} -o bundle.tar");
        assert_data_eq!(
            session.run(&line).misuse(),
            str![[r#"
error: a bundle always covers the whole ledger
hint: `factledger prove CLAIM` proves one verdict, and `--format html` reports on a selection

"#]]
        );
    }
}

#[test]
fn a_selection_of_a_ledger_with_a_hidden_row_is_refused() {
    let session = session();
    let database = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
    database.execute("UPDATE claims SET status = 'unverified' WHERE id = 1", []).unwrap();
    let ran = session.run("factledger export --status disputed");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}
