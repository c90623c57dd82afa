//! What raised and what lowered a score.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn session() -> Session {
    let session = Session::new().write(
        "bridge.txt",
        "The bridge, which the town paid for, cost 6 million crowns in 1932, and 40 men built it.",
    );
    session.run("factledger import bridge.txt --min-score 0").success();
    session
}

#[test]
fn the_reasons_of_a_score_add_up_to_it() {
    let session = session();
    let claim = session.run("factledger show C1 --format json").json();
    let why = session.run("factledger show C1 --why --format json").json();
    assert_eq!(why["claim"], "C1");
    assert_eq!(why["sentence"], claim["text"]);
    assert_eq!(why["score"], claim["extractor"]["score"]);
    let reasons = why["reasons"].as_array().unwrap();
    let sum: i64 = reasons.iter().map(|reason| reason["points"].as_i64().unwrap()).sum();
    assert_eq!(why["points"], sum);
    let figure = reasons.iter().find(|reason| reason["for"] == "a figure").unwrap();
    assert_eq!(figure["words"], serde_json::json!(["6", "40"]));
    assert!(figure["points"].as_i64().unwrap() > 0);
    let table = session.run("factledger show C1 --why").success();
    assert!(table.contains("a figure"), "{table}");
}

#[test]
fn a_partial_sentence_is_explained_by_its_whole_sentence() {
    let session = Session::new().write(
        "bridge.txt",
        "The bridge cost 6 million crowns in 1932, and 40 men built it in three years.",
    );
    let line = "factledger import bridge.txt --min-score 0 --granularity statement";
    session.run(line).success();
    let why = session.run("factledger show C2 --why --format json").json();
    assert!(why["sentence"].as_str().unwrap().starts_with("The bridge cost"));
    let claims = session.run("factledger list --format json").json();
    assert_eq!(claims[1]["text"], "40 men built it in three years.");
    assert_eq!(claims[1]["extractor"]["score"], why["score"]);
}

#[test]
fn a_claim_without_a_score_of_this_program_is_refused() {
    let session = session();
    session.run("factledger add A1 '40 men'").success();
    assert_data_eq!(
        session.run("factledger show C2 --why").failure(),
        str![[r#"
error: a person added `C2`: it has no score
hint: `factledger show C2` shows who added it

"#]]
    );
    assert_data_eq!(
        session.run("factledger show A1 --why").misuse(),
        str![[r#"
error: `A1` is an article, and `--why` explains a claim's score
hint: `factledger list --article A1` shows its claims

"#]]
    );
}
