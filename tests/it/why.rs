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
}

#[test]
fn an_article_shows_where_its_document_says_what_is_known_of_it() {
    let page = "<!doctype html><html lang=en><head><title>Sluice fails | Ottermere Post</title>\
        <meta name=author content='By Ana Silva, water correspondent'>\
        <meta property=article:modified_time content='2025-05-07 10:00:00 +0200'></head><body>\
        <article><h1>Sluice fails</h1><p class=post-date>May 6, 2025</p><p>Inspectors found cracks \
        in nine of the 14 gates at the Ottermere sluice on Monday, the board said.</p></article>";
    let session = Session::new().write("sluice.html", page);
    session.run("factledger import sluice.html").success();
    session.run("factledger correct A1 --byline 'Ana da Silva' -m 'she says so'").success();
    assert_data_eq!(
        session.run("factledger show A1 --why").screen(),
        str![[r#"
A1  Sluice fails

title      Sluice fails
           in the heading (h1)
byline     Ana da Silva
           corrected by ana, E4
           the document says Ana Silva, in meta author: »By Ana Silva, water
           correspondent«
published  2025-05-06
           in <p class=post-date>: »May 6, 2025«
modified   2025-05-07T10:00:00+02:00
           in meta article:modified_time: »2025-05-07 10:00:00 +0200«
language   en
           in html lang

"#]]
    );
    let why = session.run("factledger show A1 --why --format json").json();
    assert_eq!(why["read_by"], why["reader"]);
    assert_eq!(why["facts"][1]["recorded"], "Ana da Silva");
    assert_eq!(why["facts"][1]["place"], "meta author");
    assert_eq!(why["facts"][3]["value"], "2025-05-07T10:00:00+02:00");
    assert_eq!(why["facts"][3]["words"], "2025-05-07 10:00:00 +0200");
}
