//! `docs/fields.md` has every field that the program writes, and no others.

use std::collections::BTreeSet;
use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::session::{Session, repository};

/// A ledger in which every field occurs.
fn session() -> Session {
    let page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The toll</title>\
        <link rel=\"canonical\" href=\"https://osterfen.example/toll\"></head><body><article>\
        <h1>The toll</h1><p>The toll rose by 12 percent in May 2025, the harbour office said.</p>\
        <p>The ferry carried 412,000 passengers in 2024.</p></article></body></html>";
    let session = Session::new().write("toll.html", page);
    session.run("factledger import toll.html --min-score 0").success();
    session.run("factledger mark C2 disputed -m 'the tariff says 10 percent'").success();
    session.run("factledger --as ben mark C2 corroborated -m 'the council says 12'").success();
    session.run("factledger waive C2 no_party -m 'we are only two'").success();
    session.run("factledger policy set --reviews-required 2 --editor-required off --note-required on --resolver editor --join open --blind on --importer-may-judge on --evidence-required off --independent-origins 0")
        .success();
    session.run("factledger mark C1 corroborated").success();
    let scale = r#"[{"label": "false", "status": "disputed"}, {"label": "true", "status": "corroborated"}]"#;
    fs::write(session.path().join("scale.json"), scale).unwrap();
    session.run("factledger rating scale set scale.json -m 'agreed'").success();
    fs::write(session.path().join("b.txt"), "The bridge cost 7 million crowns.\n").unwrap();
    session.run("factledger import b.txt --min-score 0").success();
    session.run("factledger add A1 'in May 2025' --claimant 'the mayor'").success();
    session.run("factledger withhold A2 -m 'personal data'").success();
    session.run("factledger mark C2 disputed -m 'as Ilsa told me'").success();
    let last = session.run("factledger history --format json").json()[0]["id"].clone();
    let last = last.as_str().unwrap();
    session.run(&format!("factledger withhold {last} -m 'personal data'")).success();
    let pier = "The pier has 212 piles. The council spent 9 million crowns on it in 2019.\n";
    fs::write(session.path().join("c.txt"), pier).unwrap();
    fs::write(session.path().join("d.txt"), format!("\u{feff}{pier}")).unwrap();
    session.run("factledger import c.txt --min-score 0").success();
    session.run("factledger import c.txt --min-score 1000").success();
    session.run("factledger import d.txt").success();
    fs::write(session.path().join("v.txt"), "It cost 9 million crowns, said the council.\n")
        .unwrap();
    session.run("factledger evidence add C1 v.txt --stance refutes --quote '9 million' --kind primary --published 2026-05-03 --origin council -m seen").success();
    session.run("factledger evidence add C1 --searched 'the archive' --stance context").success();
    session
        .run("factledger evidence add C1 https://osterfen.example/x --stance supports --quote '9'")
        .success();
    session.run("factledger evidence origin V1 --is 'the council'").success();
    session.run("factledger mark C1 --rating true -e V1 -m again").success();
    fs::write(session.path().join("v.txt"), "It cost 8 million crowns, said the council.\n")
        .unwrap();
    session.run("factledger evidence check V1").success();
    session.run("factledger evidence withdraw V2 -m 'the wrong archive'").success();
    session.run("factledger withhold V1 -m 'personal data'").success();
    session.run("factledger assign C3 me --due 2099-12-01").success();
    session.run("factledger take C3").success();
    session.run("factledger tag C3 +transport").success();
    session.run("factledger resolve C2 --rating false -m 'as the tariff says'").success();
    session.run("factledger rests C3 on C2 -m 'the sum'").success();
    session.run("factledger scope C3 --period 2024 --place Ardelle --unit crowns").success();
    fs::write(session.path().join("e.txt"), "The mole is 900 m long. Ilsa lives there.\n").unwrap();
    session.run("factledger import e.txt --min-score 0").success();
    let claims = session.run("factledger list --article A4 --format json").json();
    let last = claims[1]["id"].as_str().unwrap();
    session.run(&format!("factledger withhold {last} -m 'personal data'")).success();
    let placed =
        "| Year | Cars |\n|--|--|\n| 2023 | 41 cars |\n\n10.45 It rained.\n\n9.30 It froze.\n";
    fs::write(session.path().join("g.md"), placed).unwrap();
    session.run("factledger import g.md --reader markdown --min-score 0").success();
    session.run("factledger key rotate").success();
    session.run("factledger checkpoint --cosign --as ben -o kept.checkpoint").success();
    session.run("factledger reviewer revoke ben -m 'a stolen laptop'").success();
    session
}

/// The fields in the table under this heading of the page.
#[track_caller]
fn documented(heading: &str) -> BTreeSet<String> {
    let page = fs::read_to_string(repository().join("docs/fields.md")).unwrap();
    let (_, part) = page.split_once(&format!("\n{heading}\n")).expect(heading);
    let part = part.split("\n#").next().unwrap();
    let cell =
        |line: &str| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name.to_owned());
    let fields: Vec<String> = part.lines().filter_map(cell).collect();
    let set: BTreeSet<String> = fields.iter().cloned().collect();
    assert_eq!(set.len(), fields.len(), "{heading}: a field is there twice");
    set
}

/// The members of a value and of the values in it, except in those that are described elsewhere.
fn members(value: &Value, path: &str, elsewhere: &[&str], found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => {
            for item in items {
                members(item, path, elsewhere, found);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                found.insert(path.clone());
                if !elsewhere.contains(&path.as_str()) {
                    members(value, &path, elsewhere, found);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[track_caller]
fn check(heading: &str, values: &[Value], elsewhere: &[&str]) {
    let mut found = BTreeSet::new();
    for value in values {
        members(value, "", elsewhere, &mut found);
    }
    assert_eq!(found, documented(heading), "{heading}: written, and documented");
}

#[track_caller]
fn check_columns(heading: &str, csv: &str) {
    let columns = csv.lines().next().unwrap().trim_end().split(',').map(str::to_owned).collect();
    let documented = documented(heading);
    assert_eq!(documented, columns, "{heading}: documented, and written");
}

#[test]
fn every_member_of_the_json_is_documented_and_no_others() {
    let session = session();
    let json = |line: &str| session.run(&format!("factledger {line} --format json")).json();
    let placed = json("list --article g.md");
    let placed = |at: usize| json(&format!("show {}", placed[at]["id"].as_str().unwrap()));
    let claims = [json("list"), json("list --gone"), json("show C2"), json("--as zoe list")];
    let claims = [&claims[..], &[placed(0), placed(1)]].concat();
    check("## Claims", &claims, &["history", "evidence"]);
    check("## Evidence", &[json("evidence list")], &["capture", "checks.capture"]);
    check("## Articles", &[json("articles"), json("show A1")], &[]);
    let reports = [
        json("export"),
        json("export --status disputed --article A1 --tag transport --claim C1 --until 2030-01-01"),
        json("--as zoe export"),
    ];
    let elsewhere = ["articles", "counts", "selection.whole.counts"];
    check("## Reports", &reports, &elsewhere);
    check("## Reviewers", &[json("reviewer list")], &[]);
    check("## Search", &[json("search toll")], &[]);
    check(
        "## Statistics",
        &[json("stats"), json("--as zoe stats")],
        &["articles.counts", "counts"],
    );
    check("## Inbox", &[json("--as ben inbox --all")], &[]);
    check("## Why a score", &[json("show C2 --why")], &[]);
    check("## Where a fact was found", &[json("show A1 --why")], &[]);
    check("## Selftest", &[json("selftest")], &[]);
}

#[test]
fn every_member_of_the_history_and_of_a_verification_is_documented_and_no_others() {
    let session = session();
    session.run("factledger export --format bundle -o bundle").success();
    let ran = session.run("factledger verify bundle --format json").json();
    // An entry without effect, such as a program of someone else would write.
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let faults = "INSERT INTO faults VALUES (4)";
    database.execute(faults, []).unwrap();
    let found = session.run("factledger verify --checkpoint kept.checkpoint --format json").stdout;
    let found: Value = serde_json::from_str(&found).unwrap();
    check("## Verification", &[ran, found], &[]);
    let history = session.run("factledger history --format json").json();
    check("## Entries", &[history], &["body"]);
}

#[test]
fn every_column_of_the_csv_is_documented_and_no_others() {
    let session = session();
    let csv = |line: &str| session.run(&format!("factledger {line} --format csv")).success();
    check_columns("### Claims as CSV", &csv("list"));
    let listed = csv("list").lines().next().unwrap().to_owned();
    let reported = csv("export").lines().next().unwrap().replace(",remarks,as_of", "");
    assert_eq!(reported.trim_end(), listed.trim_end());
    check_columns("### Claims as CSV", &csv("show C1"));
    check_columns("### Articles as CSV", &csv("articles"));
    check_columns("### Evidence as CSV", &csv("evidence list"));
    check_columns("### Articles as CSV", &csv("show A1"));
    check_columns("### Entries as CSV", &csv("history"));
    check_columns("## Inbox", &csv("--as ben inbox --all"));
    check_columns("## Reviewers", &csv("reviewer list"));
    check_columns("### Why a score, as CSV", &csv("show C1 --why"));
    check_columns("### Where a fact was found, as CSV", &csv("show A1 --why"));
    check_columns("## Selftest", &csv("selftest"));
}

#[test]
fn every_column_of_the_views_is_documented_and_no_others() {
    let session = session();
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name";
    let mut names = database.prepare(sql).unwrap();
    let names = names.query_map([], |row| row.get(0)).unwrap();
    let names: Vec<String> = names.map(Result::unwrap).collect();
    assert_eq!(
        names,
        ["articles_view", "claims_view", "evidence_view", "history_view", "reviews_view"]
    );
    for name in names {
        let statement = database.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_names().map(str::to_owned).collect();
        assert_eq!(documented(&format!("### {name}")), columns, "{name}: documented, and there");
    }
}
