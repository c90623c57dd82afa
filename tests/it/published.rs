//! Claims and verdicts that others published are recorded as evidence by them, and never as verdicts.

use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session};

const FEED: &str = r##"{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [
{"@type": "DataFeedItem", "item": [{"@type": "ClaimReview",
  "claimReviewed": "The Veldmark bypass cost 41 million marks in 2023.",
  "url": "https://veldmark-check.example/1", "datePublished": "2024-02-01 10:30",
  "author": {"@type": "Organization", "name": "Veldmark Check"},
  "itemReviewed": {"@type": "Claim", "author": {"name": "Rosa Ilvane"}, "datePublished": "2024-01-30"},
  "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"}}]},
{"@type": "DataFeedItem", "item": {"@type": "ClaimReview", "claimReviewed": " "}},
{"@type": "DataFeedItem", "item": {"@type": ["Review", "ClaimReview"],
  "claimReviewed": "Veldmark has 12 hospitals, more than in 2010.",
  "url": "https://veldmark-check.example/2", "datePublished": "2024-02-05",
  "author": [{"name": "Ana Roth"}, {"name": "Bo Lind"}], "publisher": {"name": "Veldmark Check"}}}]}
"##;

/// A page as a publisher has it, with what is wrong in it.
const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<title>No, the bypass did not cost 41 million</title>\
<link rel=\"canonical\" href=\"https://veldmark-check.example/1\">
<script type=\"application/ld+json\">{\"@type\": \"WebSite\", \"name\": \"Veldmark Check\"}</script>
<script type=\"application/ld+json\">
//<![CDATA[
{\"@context\": \"http://schema.org\", \"@graph\": [{\"@type\": \"ClaimReview\",
\"claimReviewed\": \"The bypass cost\n41 million marks.\", \"url\": \"https://veldmark-check.example/1\",
\"datePublished\": \"1 February 2024\", \"author\": {\"@id\": \"#desk\"},
\"reviewRating\": {\"ratingValue\": \"1\", \"bestRating\": \"5\", \"worstRating\": \"1\",
\"alternateName\": \"Wrong by far\",},},
{\"@id\": \"#desk\", \"name\": \"Veldmark Check\"}]}
//]]>
</script>
<script type=\"application/ld+json\">{&quot;@type&quot;: &quot;ClaimReview&quot;,
&quot;claimReviewed&quot;: &quot;It has 12 hospitals.&quot;}</script>
<script type=\"application/ld+json\">{\"@type\": \"ClaimReview\", claimReviewed: 1}</script>
</head><body><article><h1>No, the bypass did not cost 41 million</h1>
<p>The bypass of Veldmark cost 16.2 million marks in 2023, by the register of the council.</p>
<p>Minister Rosa Ilvane had said that it cost 41 million marks, which is more than twice as much.</p>
</article></body></html>";

/// The claims of the ledger, as a program reads them.
fn claims(session: &Session) -> Vec<Value> {
    let listed = session.run("factledger list --limit 0 --sort id --format json").json();
    listed.as_array().unwrap().clone()
}

/// What is said of a claim, in short.
fn said(claim: &Value) -> Vec<String> {
    let evidence = claim["evidence"].as_array().cloned().unwrap_or_default();
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or("-").to_owned();
    let told = |of: &Value| {
        ["stance", "locator", "origin", "published", "quote", "note"]
            .map(|name| text(of, name))
            .join(" | ")
    };
    evidence.iter().map(told).collect()
}

fn entries(session: &Session) -> usize {
    session.run("factledger history --limit 0 --format jsonl").success().lines().count()
}

#[track_caller]
fn check_nothing_is_recorded(session: &Session, line: &str) -> Ran {
    let before = entries(session);
    let ran = session.run(line);
    assert_eq!(entries(session), before, "{}", ran.screen());
    ran
}

#[test]
fn a_feed_is_shown_first_and_then_recorded_as_evidence_by_others() {
    let session = Session::new().write("feed.json", FEED);
    let line = "factledger import --from claimreview feed.json";
    let ran = session.run(&format!("{line} --dry-run"));
    assert_data_eq!(
        ran.screen(),
        str![[r#"
AT  SAYS     WHO             SAID BY      CLAIM
2   refutes  Veldmark Check  Rosa Ilvane  The Veldmark bypass cost 41 million
                                          marks in 2023.
9   context  Veldmark Check  -            Veldmark has 12 hospitals, more than
                                          in 2010.
item 2, line 8: it has no claim: no `claimReviewed`
2 claims would be recorded, and 2 statements of others as evidence; 1 row left out; nothing was recorded

"#]]
    );
    assert!(!session.path().join("factledger.db").exists());
    assert_data_eq!(
        session.run(line).screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY      CLAIM
C1  unverified  1000   Rosa Ilvane  The Veldmark bypass cost 41 million marks in
                                    2023.
C2  unverified  1000   -            Veldmark has 12 hospitals, more than in
                                    2010.
item 2, line 8: it has no claim: no `claimReviewed`
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 2 claims
2 statements of others recorded as evidence: no verdict of this ledger
1 row was left out

"#]]
    );
    let claims = claims(&session);
    assert_eq!(
        said(&claims[0]),
        ["refutes | https://veldmark-check.example/1 | Veldmark Check | 2024-02-01 | False | \
          rating 1 of 1 to 5; said by Rosa Ilvane on 2024-01-30"]
    );
    assert_eq!(
        said(&claims[1]),
        ["context | https://veldmark-check.example/2 | Veldmark Check | 2024-02-05 | - | checked \
          by Ana Roth, Bo Lind"]
    );
    let text = session.run("factledger show A1 --text").success();
    assert_eq!(
        text,
        "The Veldmark bypass cost 41 million marks in 2023.\n— Rosa Ilvane\n\n\
         Veldmark has 12 hospitals, more than in 2010."
    );
    for claim in &claims {
        let at =
            |span: &str, end: &str| usize::try_from(claim[span][end].as_u64().unwrap()).unwrap();
        let words = claim["text"].as_str().unwrap();
        assert_eq!(&text[at("span", "start")..at("span", "end")], words);
        assert_eq!(&FEED[at("raw_span", "start")..at("raw_span", "end")], words);
        assert_eq!(claim["status"], "unverified");
        assert_eq!(claim["reviews"], json!([]));
        assert_eq!(claim["extractor"]["name"], "claimreview");
    }
    // Known bytes record nothing.
    let again = check_nothing_is_recorded(&session, line);
    assert!(again.stderr.contains("nothing recorded: already imported as A1"), "{}", again.stderr);
    let dry = check_nothing_is_recorded(&session, &format!("{line} --dry-run"));
    assert!(dry.stderr.contains("already imported as A1"), "{}", dry.stderr);
    session.run("factledger verify").success();
}

#[test]
fn with_strict_one_bad_row_keeps_all_from_being_recorded() {
    let session = Session::new().write("feed.json", FEED).write("good.csv", "claim\nIt leaks.\n");
    let line = "factledger import --from claimreview feed.json --strict";
    assert_data_eq!(
        session.run(line).failure(),
        str![[r#"
item 2, line 8: it has no claim: no `claimReviewed`
error: nothing was recorded: 1 row cannot be
hint: fix these, or leave out `--strict` to record the others

"#]]
    );
    assert!(!session.path().join("factledger.db").exists());
    // Nor is anything else that was named.
    let session = session.write("bad.csv", "claim,url\nIt holds.,x\n,y\n");
    let said = session.run("factledger import --from csv good.csv bad.csv --strict").failure();
    assert!(said.contains("bad.csv, line 3: it has no claim: no text"), "{said}");
    assert!(!session.path().join("factledger.db").exists());
    session.run("factledger import --from csv good.csv bad.csv").success();
    assert_eq!(claims(&session).len(), 2);
}

#[test]
fn what_pages_have_in_their_scripts_is_read_and_the_rest_named_by_its_line() {
    let session = Session::new().write("page.html", PAGE);
    let ran = session.run("factledger import --from claimreview page.html");
    assert!(
        ran.stderr.starts_with("line 16: a script of data is not JSON: key must be a string"),
        "{}",
        ran.screen()
    );
    let claims = claims(&session);
    assert_eq!(claims[0]["text"], "The bypass cost 41 million marks.");
    assert_eq!(
        said(&claims[0]),
        [
            "refutes | https://veldmark-check.example/1 | Veldmark Check | 2024-02-01 | Wrong by far \
          | rating 1 of 1 to 5"
        ]
    );
    assert_eq!(claims[1]["text"], "It has 12 hospitals.");
    assert_eq!(said(&claims[1]), ["context | https://veldmark-check.example/1 | - | - | - | -"]);
    assert_eq!(claims[0]["article"]["title"], "No, the bypass did not cost 41 million");
    assert_eq!(claims[0]["article"]["origin"], "https://veldmark-check.example/1");
    // A part of a page will do.
    let part = PAGE.split_inclusive("</script>\n").nth(1).unwrap();
    let session = Session::new().write("part.txt", format!("<!-- 1 -->\n{part}"));
    session.run("factledger import --from claimreview part.txt").success();
    assert_eq!(self::claims(&session)[0]["text"], "The bypass cost 41 million marks.");
    // As an article, the same bytes are another matter.
    let session = Session::new().write("page.html", PAGE);
    session.run("factledger import page.html --min-score 0").success();
    let texts: Vec<Value> =
        self::claims(&session).iter().map(|claim| claim["text"].clone()).collect();
    assert!(
        texts[0].as_str().unwrap().starts_with("The bypass of Veldmark cost 16.2"),
        "{texts:?}"
    );
    let said =
        check_nothing_is_recorded(&session, "factledger import --from claimreview page.html");
    assert_data_eq!(
        said.failure(),
        str![[r#"
line 16: a script of data is not JSON: key must be a string at line 1 column 26
error: `page.html` was not imported
       └─ these bytes are `A1` already, read as html
hint: the same bytes are one article; to record the checks that a page has, beside A1: save its linked data as a file of its own, and import that

"#]]
    );
}

#[test]
fn json_that_is_certain_is_recognised_and_other_json_is_not() {
    let api = r#"{"claims": [{"text": "The dam cost 41 million", "claimant": "Rosa Ilvane",
        "claimDate": "2024-01-30T00:00:00Z", "claimReview": [
        {"publisher": {"name": "Veldmark Check", "site": "veldmark-check.example"},
         "url": "https://veldmark-check.example/1", "title": "It did not",
         "reviewDate": "2024-02-01T00:00:00Z", "textualRating": "False", "languageCode": "en"},
        {"publisher": {"site": "osterfen.example"}, "url": "https://osterfen.example/2",
         "textualRating": "Half true"}]}]}"#;
    let session = Session::new().write("api.json", api).write("other.json", "{\"claims\": [1]}");
    let ran = session.run("factledger import api.json");
    assert!(ran.stderr.contains("read as factcheck-api: claims that others published"));
    assert_eq!(
        said(&claims(&session)[0]),
        [
            "refutes | https://veldmark-check.example/1 | Veldmark Check | 2024-02-01 | False | \
             said by Rosa Ilvane on 2024-01-30T00:00:00Z; headline: It did not",
            "context | https://osterfen.example/2 | osterfen.example | - | Half true | said by \
             Rosa Ilvane on 2024-01-30T00:00:00Z",
        ]
    );
    for line in ["import other.json", "import api.json other.json", "import api.json --min-score 0"]
    {
        let ran = check_nothing_is_recorded(&session, &format!("factledger {line}"));
        assert!(ran.failure().contains("it is data (JSON), not an article"), "{line}");
    }
}

#[test]
fn labels_are_verdicts_of_others_and_answers_are_context() {
    let file = r#"[{"claim": "The dam cost 41 million.", "label": "Refuted", "speaker": "Rosa Ilvane",
        "claim_date": "30-01-2024", "justification": "The register says 16.2 million.",
        "fact_checking_article": "https://veldmark-check.example/1", "questions": [
        {"question": "What did it cost?", "answers": [
            {"answer": "16.2 million", "answer_type": "Extractive", "source_medium": "PDF",
             "source_url": "https://register.example/dam"},
            {"answer": "None was found.", "answer_type": "Unanswerable"}]}]},
        {"claim": "It leaks.", "label": "Not Enough Evidence", "questions": [],
         "justification": null}]"#;
    let session = Session::new().write("set.json", file);
    session.run("factledger import --from averitec set.json").success();
    let claims = claims(&session);
    assert_eq!(claims[0]["claimant"], "Rosa Ilvane");
    assert_eq!(
        said(&claims[0]),
        [
            "refutes | https://veldmark-check.example/1 | - | - | Refuted | said by Rosa Ilvane on \
             30-01-2024; The register says 16.2 million.",
            "context | https://register.example/dam | - | - | 16.2 million | question: What did it \
             cost?; Extractive, PDF",
            "context | - | - | - | - | Unanswerable",
        ]
    );
    assert_eq!(claims[0]["evidence"][2]["searched"], "What did it cost?");
    assert_eq!(said(&claims[1]), ["context | set.json | - | - | Not Enough Evidence | -"]);
}

#[test]
fn columns_are_mapped_and_bad_rows_named_by_their_lines() {
    let table = "What;Who;Found;Where;colour\r\n\"The dam\r\ncost 41 million\";Ilvane;False;\
        https://veldmark-check.example/1;red\r\n;Anders;True;;\r\nIt leaks;;True;a;b;c;d\r\n\
        '=It holds;Anders;True;https://veldmark-check.example/2;\r\n";
    let session = Session::new().write("table.csv", table);
    let line = "factledger import --from csv table.csv --map text=What,claimant=who,verdict=Found,url=Where";
    let ran = session.run(line);
    for told in [
        "columns not used: colour",
        "line 4: it has no claim: no text",
        "line 5: it has 7 cells, and the first line 5",
        "2 rows were left out",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.screen());
    }
    let found = claims(&session);
    assert_eq!(found[0]["text"], "The dam\r\ncost 41 million");
    assert_eq!(
        said(&found[0]),
        ["refutes | https://veldmark-check.example/1 | - | - | False | said by Ilvane"]
    );
    assert_eq!(found[1]["text"], "=It holds");
    let lines = "{\"quote\": \"It leaks.\", \"check\": {\"says\": \"True\", \"by\": \"Veldmark Check\"}}\n\
                 no\n{\"quote\": 7}\n";
    let session = Session::new().write("lines.jsonl", lines);
    let line = "factledger import --from jsonl lines.jsonl \
                --map text=quote,verdict=check.says,publisher=check.by";
    let ran = session.run(line);
    assert!(ran.stderr.contains("line 2: it is not JSON, from byte 2 on"), "{}", ran.screen());
    let found = claims(&session);
    assert_eq!(said(&found[0]), ["supports | lines.jsonl | Veldmark Check | - | True | -"]);
    assert_eq!(found[1]["text"], "7");
    let said = session.run("factledger import --from csv lines.jsonl --map text=Quote").failure();
    assert!(said.contains("it has no column `Quote`"), "{said}");
    let said = session.run("factledger import --from csv lines.jsonl --map colour=Quote").misuse();
    assert!(said.contains("`colour` is not a field: they are text, claimant"), "{said}");
}

const FERRY: &str = "Le café 🚢 coule. La digue a coûté 41 millions, dit Rosa Ilvane.\n";

#[test]
fn offsets_are_declared_converted_and_checked_against_the_article() {
    for (unit, places) in [("bytes", "21,51"), ("chars", "17,45"), ("utf16", "18,46")] {
        let table = format!(
            "text,claimant,start,end,verdict,url\n\
             La digue a coûté 41 millions,Ilvane,{places},Faux,https://veldmark-check.example/1\n\
             La digue a coûté 41 millions,Ilvane,1,2,Faux,\nIt holds,Anders,90,98,Vrai,\n"
        );
        let session = Session::new().write("ferry.txt", FERRY).write("at.csv", table);
        session.run("factledger import ferry.txt --min-score 1000").success();
        let line = "factledger import --from csv at.csv --article A1";
        let told = check_nothing_is_recorded(&session, line).misuse();
        assert!(told.contains("it says where the claims start and end, but not what"), "{told}");
        let line = format!("{line} --offsets {unit}");
        let dry = check_nothing_is_recorded(&session, &format!("{line} --dry-run"));
        assert!(dry.stderr.contains("1 claim would be recorded"), "{}", dry.screen());
        let strict = check_nothing_is_recorded(&session, &format!("{line} --strict")).failure();
        assert!(strict.contains("nothing was recorded: 2 rows cannot be"), "{strict}");
        let ran = session.run(&line);
        assert_eq!(ran.code, 0, "{}", ran.screen());
        assert!(
            ran.stderr.contains("line 3: the article has other words at 1..2: "),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("line 4: the offset 90 is past the end"), "{}", ran.stderr);
        let claims = claims(&session);
        assert_eq!(claims[0]["text"], "La digue a coûté 41 millions", "{unit}");
        assert_eq!(
            (&claims[0]["span"]["start"], &claims[0]["span"]["end"]),
            (&json!(21), &json!(51))
        );
        assert_eq!(claims[0]["claimant"], "Ilvane");
        assert_eq!(
            said(&claims[0]),
            ["refutes | https://veldmark-check.example/1 | - | - | Faux | said by Ilvane"]
        );
        check_nothing_is_recorded(&session, &line).success();
        session.run("factledger verify").success();
        session.run("factledger undo").success();
        assert_eq!(self::claims(&session), Vec::<Value>::new());
        // What somebody took back is not put there again.
        check_nothing_is_recorded(&session, &line).success();
    }
}

#[test]
fn rows_name_their_articles_by_hash_address_or_id() {
    let session = Session::new()
        .write("ferry.txt", FERRY)
        .write("dam.txt", "The dam leaks. The dam leaks. It cost 41 million marks.\n");
    session.run("factledger import ferry.txt dam.txt --min-score 1000").success();
    let hash = session.run("factledger show A1 --format json").json()["sha256"].clone();
    let table = format!(
        "text,in\nLe café 🚢 coule.,{}\nIt cost 41 million marks.,dam.txt\nThe dam leaks.,A2\n\
         It holds.,A2\nIt holds.,A9\nIt holds.,\n",
        hash.as_str().unwrap()
    );
    let session = session.write("in.csv", table);
    let ran = session.run("factledger import --from csv in.csv --map article=in");
    assert_eq!(ran.code, 0, "{}", ran.screen());
    for told in [
        "line 4: `start` and `end` must say which: its words are more than once in A2",
        "line 5: its words are not in A2",
        "line 6: there is no article `A9`",
        "line 7: it names no article",
        "2 claims added",
        "4 rows were left out",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.screen());
    }
    let found = claims(&session);
    let found: Vec<_> =
        found.iter().map(|claim| (&claim["article"]["id"], &claim["text"])).collect();
    assert_eq!(
        found,
        [
            (&json!("A1"), &json!("Le café 🚢 coule.")),
            (&json!("A2"), &json!("It cost 41 million marks."))
        ]
    );
}

/// A bundle of another newsroom, in `b.tar`, and the page that it is about.
fn with_bundle() -> Session {
    let session = Session::new().fixture("harbour-bridge.html");
    let there = "factledger --ledger there.db --keys there";
    for line in [
        "import harbour-bridge.html --min-score 370",
        "mark C1 corroborated -m 'the register of the council'",
        "mark C2 disputed -m 'the minutes say less'",
        "mark C3 corroborated",
        "--as ben mark C3 disputed -m 'the minutes say more'",
        "dismiss C4 -m 'no claim'",
        "add A1 'The bridge' --at 1:1 --claimant 'the harbour master'",
        "export --format bundle -o b.tar",
    ] {
        let ran = session.run(&format!("{there} {line}"));
        if !line.starts_with("add") {
            ran.success();
        }
    }
    session
}

#[test]
fn verdicts_of_a_bundle_are_evidence_by_the_ledger_that_it_is_of() {
    let session = with_bundle();
    let line = "factledger import --from bundle b.tar";
    let dry = session.run(&format!("{line} --dry-run"));
    assert!(dry.stderr.contains("3 statements of others as evidence; nothing"), "{}", dry.screen());
    assert!(!session.path().join("factledger.db").exists());
    let ran = session.run(line);
    assert_eq!(ran.code, 0, "{}", ran.screen());
    assert!(ran.stderr.contains("verified: a bundle of factledger-test/"), "{}", ran.screen());
    let there = "factledger --ledger there.db --keys there list --limit 0 --sort id --format json";
    let there = session.run(there).json();
    let found = claims(&session);
    let words = |claims: &[Value]| {
        let mut words: Vec<(u64, String, Value)> = claims
            .iter()
            .map(|claim| {
                let start = claim["span"]["start"].as_u64().unwrap();
                (start, claim["text"].as_str().unwrap().to_owned(), claim["claimant"].clone())
            })
            .collect();
        words.sort_by_key(|(start, ..)| *start);
        words
    };
    assert_eq!(words(&found), words(there.as_array().unwrap()));
    let log = found[0]["evidence"][0]["origin"].as_str().unwrap().to_owned();
    assert!(log.starts_with("factledger-test/"), "{log}");
    let of = |claim: &Value| {
        said(claim).iter().map(|said| said.replace(&log, "LOG")).collect::<Vec<_>>()
    };
    assert_eq!(
        of(&found[0]),
        [
            "supports | LOG#C1 | LOG | 2026-11-23 | corroborated | corroborated by ana on 2026-11-23 \
          (E4): the register of the council"
        ]
    );
    assert_eq!(
        of(&found[2]),
        ["context | LOG#C3 | LOG | 2026-11-23 | in conflict | corroborated by ana on 2026-11-23 \
          (E6); disputed by ben on 2026-11-23 (E8): the minutes say more"]
    );
    assert!(found.iter().all(|claim| claim["status"] == "unverified"));
    check_nothing_is_recorded(&session, line).success();
    session.run("factledger verify").success();
    // The page is known here: its claims are those that are here.
    let session = with_bundle();
    session.run("factledger import harbour-bridge.html --min-score 1000").success();
    session.run(line).success();
    let found = claims(&session);
    assert_eq!(found.len(), there.as_array().unwrap().len());
    assert_eq!(found[0]["article"]["id"], "A1");
    check_nothing_is_recorded(&session, line).success();
    let own = "factledger --ledger there.db --keys there import --from bundle b.tar";
    let said = session.run(own).failure();
    assert!(said.contains("it is a bundle of this very ledger"), "{said}");
}

#[test]
fn a_bundle_is_verified_before_anything_of_it_is_recorded() {
    let session = with_bundle();
    session.run("factledger --ledger there.db --keys there export --format bundle -o b").success();
    session.run("sed -i 's/the minutes say less/the minutes say more/' b/words.jsonl").success();
    let ran = session.run("factledger import --from bundle b");
    assert_eq!(ran.code, 3, "{}", ran.screen());
    assert!(ran.stderr.contains("WRONG"), "{}", ran.stderr);
    assert!(!session.path().join("factledger.db").exists());
    session
        .run("factledger --ledger there.db --keys there reviewer export-key > there.vkey")
        .success();
    let said = session.run("factledger import --from bundle b.tar --key there.vkey").misuse();
    assert!(said.contains("that is the key of a reviewer"), "{said}");
    let said = session.run("factledger import --from bundle harbour-bridge.html").failure();
    assert!(said.contains("it is not a bundle"), "{said}");
}

#[test]
fn another_verdict_on_the_same_claims_is_added_to_them() {
    let feed = |verdict: &str| {
        format!(
            "{{\"@type\": \"ClaimReview\", \"claimReviewed\": \"It leaks.\", \"url\": \
             \"https://veldmark-check.example/1\", \"reviewRating\": {{\"alternateName\": \
             \"{verdict}\"}}}}"
        )
    };
    let session = Session::new().write("a.json", feed("True")).write("b.json", feed("False"));
    session.run("factledger import --from claimreview a.json b.json").success();
    let found = claims(&session);
    assert_eq!(found.len(), 1);
    assert_eq!(
        said(&found[0]),
        [
            "supports | https://veldmark-check.example/1 | - | - | True | -",
            "refutes | https://veldmark-check.example/1 | - | - | False | -"
        ]
    );
    check_nothing_is_recorded(&session, "factledger import --from claimreview b.json a.json")
        .success();
    // The same claims in another form have the same text; the form of these bytes is known, too.
    let lines = "{\"text\": \"It leaks.\", \"verdict\": \"Half true\"}\n";
    let session = session.write("c.jsonl", lines);
    session.run("factledger import --from jsonl c.jsonl").success();
    assert_eq!(said(&claims(&session)[0])[2], "context | c.jsonl | - | - | Half true | -");
    check_nothing_is_recorded(&session, "factledger import --from jsonl c.jsonl").success();
    let ran =
        check_nothing_is_recorded(&session, "factledger import --from csv c.jsonl --map text=x");
    assert_eq!(ran.code, 1);
    session.run("factledger verify").success();
}

#[test]
fn an_import_is_taken_back_and_a_bundle_of_it_verifies() {
    let session = Session::new().write("feed.json", FEED);
    session.run("factledger import feed.json").success();
    session
        .run("factledger mark C1 disputed --evidence V1 -m 'we read the register too'")
        .success();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    if session.run("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'").code == 0 {
        session.run("python3 -I b/verify.py b").success();
    }
    session.run("factledger undo").success();
    let undone = session.run("factledger undo").success();
    assert!(undone.contains("to take it back: withdraw A1, with all its claims"), "{undone}");
    assert!(!undone.contains("withdraw V1"), "{undone}");
    assert_eq!(claims(&session), Vec::<Value>::new());
    session.run("factledger verify").success();
}

#[test]
fn files_that_are_not_what_they_are_said_to_be_are_refused() {
    let session = Session::new()
        .write("empty.json", "")
        .write("prose.json", "The dam leaks.")
        .write("cut.json", "[{\"@type\": \"ClaimReview\"")
        .write("none.json", "{\"@type\": \"Article\"}")
        .write("page.html", "<!doctype html><p>The dam leaks.</p>")
        .write("latin.csv", b"claim\nLe caf\xE9 coule selon le maire.\n")
        .write("deep.json", "[".repeat(200_000))
        .write("blank.csv", "claim,url\n\n\n");
    for (line, told) in [
        ("claimreview empty.json", "it is empty"),
        ("claimreview prose.json", "it is not JSON, from line 1, byte 1 on"),
        ("claimreview cut.json", "its JSON does not end"),
        ("claimreview deep.json", "its JSON does not end"),
        ("claimreview none.json", "it has no ClaimReview"),
        ("claimreview page.html", "it has no ClaimReview"),
        ("factcheck-api none.json", "it has no `claims`"),
        ("averitec none.json", "it has no list of claims"),
        ("csv blank.csv", "no claim was found in it"),
        ("csv prose.json", "no column of it has the words of the claims"),
        ("csv latin.csv", "it is not valid UTF-8: the first wrong byte is at offset 12"),
        ("jsonl prose.json", "none of its 1 row can be recorded"),
        ("jsonl absent.jsonl", "cannot be read"),
    ] {
        let said = session.run(&format!("factledger import --from {line}")).failure();
        assert!(said.contains(told), "{line}: {said}");
    }
    session.run("factledger import --from csv latin.csv --encoding windows-1252").success();
    assert_eq!(claims(&session)[0]["text"], "Le café coule selon le maire.");
    for (line, told) in [
        ("csv latin.csv --reader text", "`--reader` is for articles"),
        (
            "csv latin.csv --encoding latin1 --offsets bytes",
            "`--offsets` needs `--article ARTICLE`",
        ),
        ("claimreview none.json --map text=a", "`--map` is for csv and jsonl"),
        ("claimreview none.json --article A1", "`--article` is for csv and jsonl"),
        ("csv latin.csv --key x", "`--key` is for a bundle"),
    ] {
        let said = session.run(&format!("factledger import --from {line}")).misuse();
        assert!(said.contains(told), "{line}: {said}");
    }
}
