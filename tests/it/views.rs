//! The SQL views show what the program shows, and are part of what `verify` checks.

use std::fs;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value, json};

use crate::session::{Session, repository};

/// C1 is in conflict, C2 was reopened, C3 is dismissed, C4 was added by hand, C5 is of an article
/// with a title and an address.
fn session() -> Session {
    let page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A crane</title>\
        <link rel=\"canonical\" href=\"https://kallby.example/crane\"></head><body><article>\
        <p>The crane cost 3.4 million crowns in 2024, the council said on Monday.</p></article>\
        </body></html>";
    let session = Session::new().write("crane.html", page).write(
        "toll.txt",
        "The toll rose by 12 percent in May, the office said.\n\
         The bridge cost 7 million crowns in 2019.\n\
         The weather was fine for 14 days, the office said.\n",
    );
    session.run("factledger import toll.txt --min-score 0").success();
    session.run("factledger add A1 '7 million' --claimant 'the builder'").success();
    session.run("factledger import crane.html --min-score 0").success();
    session.run("factledger mark C1 disputed -m 'the tariff; says, 10'").success();
    session.run("factledger --as ben mark C1 corroborated -m 'counted'").success();
    session.run("factledger mark C2 corroborated").success();
    session.run("factledger mark C2 unverified -m 'another bridge'").success();
    session.run("factledger dismiss C3 -m 'weather'").success();
    session
}

/// The rows of a query, each as an object.
fn rows(session: &Session, sql: &str) -> Vec<Value> {
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let mut statement = database.prepare(sql).unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Value> {
        let mut object = Map::new();
        for (index, name) in names.iter().enumerate() {
            let value = match row.get(index)? {
                Sql::Null => Value::Null,
                Sql::Integer(number) => json!(number),
                Sql::Text(text) => json!(text),
                other @ (Sql::Real(_) | Sql::Blob(_)) => panic!("{name}: {other:?}"),
            };
            object.insert(name.clone(), value);
        }
        Ok(Value::Object(object))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn claims_and_reviews_are_as_the_list_shows_them() {
    let session = session();
    let json = |line: &str| session.run(&format!("factledger {line} --format json")).json();
    let mut listed = json("list --sort id").as_array().unwrap().clone();
    listed.extend(json("list --dismissed").as_array().unwrap().clone());
    listed.sort_by_key(|claim| claim["span"]["start"].as_u64());
    let mut shown = rows(&session, "SELECT * FROM claims_view ORDER BY number");
    shown.sort_by_key(|claim| claim["start"].as_u64());
    assert_eq!((listed.len(), shown.len()), (5, 5));
    for claim in &listed {
        let row = shown.iter().find(|row| row["id"] == claim["id"]).unwrap();
        for name in ["status", "text", "claimant", "quote_sha256", "created_at", "updated_at"] {
            assert_eq!(row[name], claim[name], "{name}");
        }
        for name in ["conflict", "dismissed"] {
            assert_eq!(row[name] == 1, claim[name] == true, "{name}");
        }
        for name in ["start", "end", "line", "column"] {
            assert_eq!(row[name], claim["span"][name], "{name}");
        }
        let article = &claim["article"];
        assert_eq!(row["article"], article["id"]);
        assert_eq!((&row["title"], &row["origin"]), (&article["title"], &article["origin"]));
        assert_eq!(row["score"], claim["extractor"]["score"]);
        assert_eq!(row["extractor"].is_null(), claim["extractor"].is_null());
        let sql =
            format!("SELECT * FROM reviews_view WHERE claim = {} ORDER BY number", claim["id"])
                .replace('"', "'");
        let reviews = rows(&session, &sql);
        assert_eq!(reviews.len(), claim["reviews"].as_array().unwrap().len());
        for (row, review) in reviews.iter().zip(claim["reviews"].as_array().unwrap()) {
            for name in ["reviewer", "status", "note", "at", "entry"] {
                assert_eq!(row[name], review[name], "{name}");
            }
        }
        let current: Vec<String> = reviews
            .iter()
            .filter(|review| review["is_current"] == 1)
            .map(|review| format!("{} by {}", review["status"], review["reviewer"]))
            .collect();
        let said = current.join("; ").replace('"', "");
        assert_eq!(row["said"].as_str().unwrap_or_default(), said);
        assert_eq!(row["reviewers"], current.len());
    }
    let verdicts = rows(&session, "SELECT id, verdict, said FROM claims_view ORDER BY number");
    assert_eq!(
        verdicts[..2],
        [
            json!({"id": "C1", "verdict": "in conflict",
                "said": "disputed by ana; corroborated by ben"}),
            json!({"id": "C2", "verdict": "unverified", "said": "unverified by ana"}),
        ]
    );
}

#[test]
fn superseded_and_withdrawn_reviews_do_not_count() {
    let session = session();
    let sql = "SELECT entry, is_current, superseded_by FROM reviews_view
         WHERE claim = 'C2' ORDER BY number";
    let superseded = rows(&session, sql);
    let entry = &superseded[1]["entry"];
    assert_eq!(superseded[0]["superseded_by"], *entry);
    assert_eq!(
        (&superseded[0]["is_current"], &superseded[1]["is_current"]),
        (&json!(0), &json!(1))
    );
    session.run("factledger withdraw C2 -m 'the wrong claim'").success();
    let left = rows(&session, sql);
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!((&left[0]["is_current"], &left[0]["superseded_by"]), (&json!(1), &Value::Null));
}

#[test]
fn articles_and_history_are_as_the_program_shows_them() {
    let session = session();
    let listed = session.run("factledger articles --sort id --format json").json();
    let shown = rows(&session, "SELECT * FROM articles_view ORDER BY number");
    assert_eq!(listed.as_array().unwrap().len(), shown.len());
    for (article, row) in listed.as_array().unwrap().iter().zip(&shown) {
        for name in [
            "id",
            "title",
            "origin",
            "byline",
            "published",
            "language",
            "encoding",
            "bytes",
            "sha256",
            "text_bytes",
            "text_sha256",
            "imported_at",
            "imported_by",
            "entry",
        ] {
            assert_eq!(row[name], article[name], "{name}");
        }
        for name in ["unverified", "disputed", "corroborated", "dismissed", "conflict"] {
            assert_eq!(row[name], article["counts"][name], "{name}");
        }
    }
    assert_eq!(shown[0]["conflict"], 1);
    let history = session.run("factledger history --format json").json();
    let shown = rows(&session, "SELECT * FROM history_view ORDER BY number DESC");
    for (entry, row) in history.as_array().unwrap().iter().zip(&shown) {
        assert_eq!(row["entry"], entry["id"]);
        for name in ["at", "actor", "type"] {
            assert_eq!(row[name], entry[name], "{name}");
        }
    }
    assert_eq!(history.as_array().unwrap().len(), shown.len());
}

#[test]
fn words_that_are_withheld_are_null() {
    let session = session();
    session.run("factledger withhold A1 -m 'health data'").success();
    let listed = session.run("factledger history --type withheld --format json").json();
    let entry = &listed[0]["id"];
    let sql = "SELECT text, line, \"column\", withheld FROM claims_view WHERE id = 'C1'";
    let expected = json!({"text": null, "line": null, "column": null, "withheld": entry});
    assert_eq!(rows(&session, sql), [expected]);
    let articles = rows(&session, "SELECT withheld FROM articles_view ORDER BY number");
    assert_eq!(articles, [json!({"withheld": entry}), json!({"withheld": null})]);
}

#[test]
fn the_documented_queries_have_answers() {
    let session = session();
    let page = fs::read_to_string(repository().join("docs/fields.md")).unwrap();
    let queries: Vec<&str> =
        page.split("```sql\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    let answers = queries.iter().map(|sql| rows(&session, sql));
    let sizes: Vec<usize> = answers.map(|answer| answer.len()).collect();
    assert_eq!(sizes, [2, 3, 0, 2, 2]);
    let judged = rows(&session, queries[0]);
    assert_eq!((&judged[0]["id"], &judged[1]["id"]), (&json!("C1"), &json!("C2")));
}

#[test]
fn a_join_on_numbers_uses_the_indexes() {
    let session = session();
    let plan = rows(
        &session,
        "EXPLAIN QUERY PLAN
         SELECT c.id, r.note
         FROM reviews_view AS r JOIN claims_view AS c ON c.number = r.claim_number
         WHERE r.is_current",
    );
    let plan: Vec<&str> = plan.iter().map(|step| step["detail"].as_str().unwrap()).collect();
    let plan = plan.join("; ");
    assert!(plan.contains("SEARCH claims USING INTEGER PRIMARY KEY"), "{plan}");
    assert!(!plan.contains("SCAN claims"), "{plan}");
}

#[test]
fn a_view_that_was_changed_or_removed_is_found_and_restored() {
    let session = session();
    let change = |sql: &str| {
        let database = Connection::open(session.path().join("factledger.db")).unwrap();
        database.execute_batch(sql).unwrap();
    };
    change(
        "DROP VIEW reviews_view;
         CREATE VIEW reviews_view AS SELECT 'E1' AS entry;
         DROP VIEW history_view;",
    );
    let told = session.run("factledger verify").screen();
    assert!(told.contains("the view `reviews_view` was changed"), "{told}");
    assert!(told.contains("the view `history_view` is missing"), "{told}");
    session.run("factledger verify --rebuild").success();
    assert!(rows(&session, "SELECT * FROM history_view").len() > 5);
    session.run("factledger verify").success();
}
