//! The published schema of reports: every report that a test prints is valid, and no other is.

use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::session::Session;

const SCHEMA: &str = include_str!("../../docs/report.schema.json");

/// The schema, which must also name every member: else it would say nothing of new ones.
fn strict() -> &'static Validator {
    static STRICT: OnceLock<Validator> = OnceLock::new();
    STRICT.get_or_init(|| {
        let mut schema = serde_json::from_str(SCHEMA).unwrap();
        close(&mut schema);
        jsonschema::validator_for(&schema).unwrap()
    })
}

/// Allow no member that is not named.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if members.contains_key("properties") && members.contains_key("type") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => {}
    }
}

/// Check what a command printed, if it is a report in JSON, or one in JSON Lines.
#[track_caller]
pub(crate) fn check_if_report(printed: &str) {
    if printed.starts_with("{\"format\":\"factledger-report\"") {
        check(&serde_json::from_str(printed).unwrap());
    } else if printed.starts_with("{\"kind\":\"report\"") {
        printed.lines().for_each(|line| check(&serde_json::from_str(line).unwrap()));
    }
}

#[track_caller]
fn check(report: &Value) {
    let found: Vec<String> = strict()
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(found.is_empty(), "{found:#?}\n{report}");
}

/// A ledger in which much happened.
fn session() -> Session {
    let text = "A bridge for Eastwater\n\nThe bridge was opened on 3 May 1932.\n\n\
                It cost 6 million crowns, the council said on Tuesday.\n\n\
                The ferry stopped on the same day, and 40 people lost their work.\n";
    let session = Session::new().write("bridge.txt", text).write("books.txt", "7 million crowns");
    let session = session.write("other.txt", "The tower of Ardelle has 300 steps.\n");
    for line in [
        "import bridge.txt other.txt --min-score 0",
        "mark C2 corroborated -m 'minutes of the council, page 3'",
        "evidence add C3 books.txt --stance refutes --quote '7 million' --kind primary --origin books",
        "evidence add C3 --searched 'the archive' --stance context -m 'nothing there'",
        "evidence add C3 https://bank.example/rate --stance context --published 1932-05-03",
        "mark C3 disputed -m 'the books say 7 million' -e V1",
        "--as ben mark C3 corroborated -m 'the books were corrected'",
        "waive C3 no_party -m 'nobody else is here'",
        "resolve C3 disputed -m 'the first books count'",
        "evidence withdraw V1 -m 'a forgery'",
        "note C1 -m 'asked the archive'",
        "add A1 '40 people' --claimant 'the ferry company'",
        "correct C3 --claimant 'the council of Eastwater'",
        "correct A1 --published 1932-05-04",
        "scope C3 --period 1932 --place Eastwater --unit crowns",
        "rests C1 on C2 -m 'the same day'",
        "tag C3 +cost",
        "assign C2 ana --due 2026-12-01",
        "withdraw A2 -m 'by mistake'",
        "policy set --reviews-required 2 -m 'four eyes'",
        "--as ben mark C1 corroborated -m 'a letter'",
        "reviewer revoke ben -m 'the laptop was stolen'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn a_report_on_a_ledger_in_which_much_happened_is_valid() {
    let session = session();
    let report = session.run("factledger export --format json").success();
    let lines = session.run("factledger export --format jsonl").success();
    assert!(report.starts_with("{\"format\"") && lines.starts_with("{\"kind\""));
    for named in ["evidence", "rulings", "scope", "rests_on", "tags", "assignee", "waits_for"] {
        assert!(report.contains(&format!("\"{named}\":")), "{named}");
    }
    // Both were checked when they were printed; an earlier state, a selection and a blind one, too.
    session.run("factledger export --format json --at 2026-11-23T08:05:00Z").success();
    session
        .run("factledger export --format json --tag cost --by ana --claim C1 --until 2030-01-01")
        .success();
    session.run("factledger withhold A1 -m 'the court said so'").success();
    session.run("factledger export --format json").success();
    session.run("factledger policy set --blind on -m 'nobody follows anybody'").success();
    session.run("factledger --as carl export --format json").success();
}

/// The places of all values in a value.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                places(value, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(all) => {
            for (at, value) in all.iter().enumerate() {
                places(value, &format!("{place}/{at}"), found);
            }
        }
        Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => {}
    }
    found.push(place.to_owned());
}

#[test]
fn a_changed_report_is_refused() {
    let open = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let report = session().run("factledger export --format json").json();
    let mut all = Vec::new();
    places(&report, "", &mut all);
    assert!(all.len() > 500);
    // What is free: the bodies of entries, and what a policy set.
    let is_free = |place: &str| place.contains("/body/") || place.contains("/set/");
    for place in all.iter().filter(|place| !is_free(place)) {
        for wrong in [json!([[]]), json!(-1.5), json!({"x": "x"})] {
            // These have no member that must be there.
            if wrong.is_object() && (place.ends_with("/body") || place.ends_with("/set")) {
                continue;
            }
            let mut changed = report.clone();
            *changed.pointer_mut(place).unwrap() = wrong;
            assert!(!open.is_valid(&changed), "{place}");
        }
    }
    for (place, wrong) in [
        ("/format", json!("factledger")),
        ("/version", json!(2)),
        ("/made_at", json!("2026-11-23 08:00")),
        ("/articles/0/sha256", json!("00")),
        ("/articles/0/claims/1/status", json!("true")),
        ("/articles/0/claims/1/id", json!("12")),
        ("/articles/0/claims/1/extractor/score", json!(1001)),
    ] {
        let mut changed = report.clone();
        *changed.pointer_mut(place).unwrap() = wrong;
        assert!(!open.is_valid(&changed), "{place}");
    }
    for (place, member) in [
        ("", "counts"),
        ("", "articles"),
        ("/articles/0", "claims"),
        ("/articles/0/claims/1", "text"),
    ] {
        let mut changed = report.clone();
        let members = changed.pointer_mut(place).unwrap().as_object_mut().unwrap();
        assert!(members.remove(member).is_some(), "{member}");
        assert!(!open.is_valid(&changed), "without {member}");
    }
}

#[test]
fn the_schema_is_printed_and_is_a_schema() {
    let session = Session::new();
    assert_eq!(session.run("factledger export --schema").success(), SCHEMA);
    let asked = session.run("factledger -q --ledger no.db export --schema");
    assert_eq!(asked.success(), SCHEMA, "it needs no ledger");
    session.run("factledger export --schema --format json").misuse();
    jsonschema::meta::validate(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
}
