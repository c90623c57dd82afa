//! The formats of exchange: what a check says, what is left out, and who is told.

use serde_json::{Value, json};
use snapbox::{IntoData as _, assert_data_eq, str};

use crate::session::Session;

/// Claims of every kind, with evidence, ratings and a correction.
fn session() -> Session {
    let session = Session::new()
        .write(
            "bridge.html",
            "<!doctype html><html lang=en><title>A bridge for Eastwater</title>\
             <link rel=canonical href=https://news.example/bridge>\
             <article><h1>A bridge for Eastwater</h1>\
             <p>The Brücke was opened on 3 May 1932 by the mayor of Eastwater.</p>\
             <p>It cost 6 million crowns, the council said on Tuesday.</p>\
             <p>Four of the 12 pillars were built on sand, the engineers wrote in 1934.</p>\
             <p>The ferry stopped on the same day, and 40 people lost their work.</p></article></html>",
        )
        .write("books.txt", "The books say that it cost 7 million crowns.\n")
        .write(
            "scale.json",
            r#"[{"label": "true", "status": "corroborated"},
                {"label": "half true", "status": "disputed", "description": "some of it holds"},
                {"label": "false", "status": "disputed"}]"#,
        );
    for line in
        ["import bridge.html --min-score 0", "rating scale set scale.json -m 'agreed on 3 May'"]
    {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

/// The ids of the claims that have these words.
fn id(session: &Session, words: &str) -> String {
    let claims = session.run("factledger list --limit 0 --format json").json();
    let has = |claim: &&Value| claim["text"].as_str().unwrap().contains(words);
    claims.as_array().unwrap().iter().find(has).unwrap()["id"].as_str().unwrap().to_owned()
}

fn judged() -> Session {
    let session = session();
    let [open, cost, sand, ferry] =
        ["opened", "6 million", "pillars", "ferry"].map(|words| id(&session, words));
    for line in [
        format!("evidence add {cost} books.txt --stance refutes --quote '7 million crowns'"),
        format!("evidence add {cost} https://bank.example/rates --stance supports -m 'so says it'"),
        format!("mark {cost} corroborated -m 'a first look'"),
        format!("mark {cost} --rating 'half true' -m 'the books say 7 million' -e V1"),
        format!("mark {open} corroborated -m 'minutes of the council'"),
        format!("--as ben mark {open} disputed -m 'it was June'"),
        format!("evidence add {sand} --searched 'the archive of the port' --stance context"),
        format!("dismiss {ferry} -m 'no claim'"),
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn a_check_says_what_was_claimed_where_and_on_what_ground_it_is_rated() {
    let session = judged();
    let ran = session.run(
        "factledger export --format claimreview --base-url https://desk.example/checks \
         --publisher 'The desk'",
    );
    assert_data_eq!(
        ran.stderr.as_str(),
        str![[r#"
1 claim written; left out: 1 dismissed, gone or withdrawn, 1 in conflict, 1 unverified

"#]]
        .raw()
    );
    let feed = ran.json();
    let check = &feed["dataFeedElement"][0]["item"][0];
    assert_eq!(feed["dataFeedElement"].as_array().unwrap().len(), 1);
    assert_eq!(check["claimReviewed"], "It cost 6 million crowns, the council said on Tuesday.");
    assert_eq!(check["author"]["name"], "The desk");
    assert_eq!(check["itemReviewed"]["author"], json!({"name": "the council"}));
    assert_eq!(check["itemReviewed"]["datePublished"], Value::Null, "it is not known");
    assert_eq!(check["itemReviewed"]["appearance"][0]["url"], "https://news.example/bridge");
    assert_eq!(
        check["reviewRating"],
        json!({"@type": "Rating", "alternateName": "half true", "ratingValue": 2,
            "bestRating": 3, "worstRating": 1, "ratingExplanation": "the books say 7 million"})
    );
    assert_eq!(
        check["correction"][0]["text"],
        "Changed from corroborated to disputed: the books say 7 million"
    );
    let cited: Vec<Value> = check["citation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cited| json!([cited["identifier"], cited["name"], cited["url"], cited["text"]]))
        .collect();
    assert_eq!(
        cited,
        [
            json!(["V1", "books.txt", null, "7 million crowns"]),
            json!(["V2", null, "https://bank.example/rates", null]),
        ]
    );
    assert!(check["datePublished"].as_str() < check["dateModified"].as_str());
}

#[test]
fn a_page_with_our_check_in_its_head_is_read_as_one() {
    let session = judged();
    let line = "factledger export --format claimreview-html --base-url https://desk.example/";
    let head = session.run(line).success();
    let page = format!(
        "<!doctype html><html><head><title>A check</title>{head}</head><body><article>\
         <p>The bridge cost more than the council said, as its books show.</p></article></html>"
    );
    let session = session.write("check.html", page);
    let screen = session.run("factledger import check.html --min-score 0").screen();
    assert!(screen.contains("It cost 6 million crowns"), "{screen}");
}

#[test]
fn claims_of_the_data_set_have_the_label_that_their_evidence_gives() {
    let claims = judged().run("factledger export --format averitec").json();
    let labels: Vec<Value> = claims
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| {
            let answers = claim["questions"].as_array().unwrap().iter();
            let types: Vec<&str> =
                answers.map(|asked| asked["answers"][0]["answer_type"].as_str().unwrap()).collect();
            json!([claim["label"], claim["speaker"], types])
        })
        .collect();
    assert_eq!(
        labels,
        [
            json!([
                "Conflicting Evidence/Cherrypicking",
                "the council",
                ["Extractive", "Abstractive"]
            ]),
            json!(["Not Enough Evidence", "the engineers", ["Unanswerable"]]),
        ]
    );
}

#[test]
fn annotations_point_at_the_words_of_the_text_and_the_page() {
    let session = judged();
    let page = std::fs::read(session.path().join("bridge.html")).unwrap();
    let text = session.run("factledger show A1 --text").success();
    let characters: Vec<char> = text.chars().collect();
    let written = session.run("factledger export --format annotations").json();
    let all = written["first"]["items"].as_array().unwrap();
    assert_eq!(written["total"], all.len());
    let range = |selector: &Value| {
        let at = |end: &str| usize::try_from(selector[end].as_u64().unwrap()).unwrap();
        at("start")..at("end")
    };
    for annotation in all {
        let [of_page, of_text] = [&annotation["target"][0], &annotation["target"][1]];
        let exact = of_text["selector"][0]["exact"].as_str().unwrap();
        assert_eq!(of_page["source"], "https://news.example/bridge");
        let selected: String = characters[range(&of_text["selector"][1])].iter().collect();
        assert_eq!(selected, exact);
        assert_eq!(&text[range(&of_text["selector"][2])], exact);
        assert_eq!(&page[range(&of_page["selector"][1])], exact.as_bytes());
    }
}

#[test]
fn the_options_of_exchange_are_for_exchange() {
    let session = session();
    session.run("factledger export --base-url https://desk.example/").misuse();
    session.run("factledger export --format claimreview --base-url desk.example").misuse();
    let empty = session.run("factledger export --format claimreview");
    assert_data_eq!(
        empty.stderr.as_str(),
        str![[r#"
0 claims written; left out: 4 unverified

"#]]
        .raw()
    );
    let none = Value::Array(Vec::new());
    assert_eq!(empty.json()["dataFeedElement"], none);
    for format in ["claimreview", "claimreview-html", "annotations", "averitec"] {
        let line = format!("FACTLEDGER_NOW=2026-11-24 factledger export --format {format}");
        assert_eq!(session.run(&line).success(), session.run(&line).success());
    }
}

#[test]
fn a_house_may_call_a_verdict_as_it_likes() {
    let session = session();
    let scale = r#"[{"label": "Unverified", "status": "disputed"}]"#;
    std::fs::write(session.path().join("scale.json"), scale).unwrap();
    session.run("factledger rating scale set scale.json -m 'another'").success();
    let cost = id(&session, "6 million");
    session.run(&format!("factledger mark {cost} --rating Unverified -m 'no source'")).success();
    let feed = session.run("factledger export --format claimreview").json();
    let said = feed.pointer("/dataFeedElement/0/item/reviewRating/alternateName");
    let said =
        said.or_else(|| feed.pointer("/dataFeedElement/0/item/0/reviewRating/alternateName"));
    assert_eq!(said, Some(&json!("Unverified")), "{feed:#}");
}
