//! Search: words in claims, evidence, notes and titles, ranked; what is withheld is gone from the index, too.

use std::fs;

use rusqlite::Connection;
use serde_json::json;
use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn session() -> Session {
    let session = Session::new()
        .write(
            "quay.txt",
            "The Harbour Bridge was opened on 3 May 1932 by Élodie Quarré, the mayor.\n\
             The bridge over the harbour cost 6,200 crowns, the council said on Tuesday.\n\
             The ferry carried 412,000 passengers in 2024, and 311 of them were ill.\n",
        )
        .write("metro.txt", "北京地铁在2024年运送了3.6亿人次。市政府花费了9亿元修建新线路。\n");
    session.run("factledger import quay.txt --min-score 0 --title 'The quay'").success();
    session.run("factledger import metro.txt --min-score 0").success();
    session.run("factledger mark C2 disputed -m 'the invoice of the bridge says 7,100'").success();
    session.run("factledger note C3 -m 'ask Ilsa at the ferry office'").success();
    session
}

#[track_caller]
fn finds(session: &Session, words: &str, expected: &str) {
    let found = session.run(&format!("factledger -q search {words} --format json")).json();
    let ids: Vec<&str> =
        found.as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert_eq!(ids.join(" "), expected, "search {words}");
}

#[test]
fn claims_notes_and_titles_are_found_by_their_words() {
    let session = session();
    assert_data_eq!(
        session.run("factledger search bridge").screen(),
        str![[r#"
ID  STATUS      WHAT         WORDS
E6  disputed    note on C2   the invoice of the [bridge] says 7,100
C1  unverified  claim of A1  The Harbour [Bridge] was opened on 3 May 1932 by
                             Élodie Quarré, the mayor.
C2  disputed    claim of A1  The [bridge] over the harbour cost 6,200 crowns,
                             the council said on Tuesday.
3 texts shown

"#]]
    );
    finds(&session, "BRIDGE harbour", "C1 C2");
    finds(&session, "harbour bridge", "C1 C2");
    finds(&session, "'bridge harbour'", "");
    finds(&session, "'harbour bridge'", "C1");
    finds(&session, "elodie", "C1");
    finds(&session, "'6,200'", "C2");
    finds(&session, "ferr*", "E7 C3");
    finds(&session, "ferry --in claims", "C3");
    finds(&session, "quay", "A1");
    finds(&session, "北京", "C4");
    finds(&session, "'新线路'", "C5");
    finds(&session, "bridge --limit 1 --page 2", "C1");
    assert_data_eq!(
        session.run("factledger search ferr").screen(),
        str![[r#"
0 texts shown
words are found as a whole; for all that begin so: factledger search 'ferr*'

"#]]
    );
    assert_data_eq!(
        session.run("factledger search -- '—'").misuse(),
        str![[r#"
error: there is no word to search for
hint: signs alone are not searched: give a word, or a number

"#]]
    );
}

#[test]
fn a_list_can_be_of_claims_with_words_in_them_or_in_a_note() {
    let session = session();
    let list = |words: &str| {
        let line = format!("factledger -q list --search {words} --format csv | cut -d, -f1");
        session.run(&line).success().lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(list("'harbour bridge'"), "C1 C2");
    assert_eq!(list("'\"harbour bridge\"'"), "C1");
    assert_eq!(list("ilsa"), "C3");
    assert_eq!(list("invoice --status disputed"), "C2");
    assert_eq!(list("invoice --status corroborated"), "");
}

#[test]
fn what_changes_changes_what_is_found_and_the_index_still_matches_the_log() {
    let session = session();
    session.run("factledger correct C1 --claimant 'Ivo Sandrake'").success();
    finds(&session, "sandrake", "C1");
    session.run("factledger correct A1 --title 'The pier'").success();
    finds(&session, "quay --in titles", "A1");
    finds(&session, "pier", "A1");
    session.run("factledger note --retract E7 -m 'she left'").success();
    finds(&session, "ilsa", "");
    session.run("factledger dismiss C3 -m 'no'").success();
    finds(&session, "ferry", "");
    session.run("factledger restore C3 -m 'yes'").success();
    finds(&session, "ferry", "C3");
    session.run("factledger withdraw A1 -m 'the wrong file'").success();
    finds(&session, "ferry bridge", "");
    finds(&session, "pier", "");
    session.run("factledger verify").success();
    session.run("factledger verify --rebuild").success();
    session.run("factledger verify").success();
}

#[test]
fn withheld_words_are_gone_from_the_file() {
    let session = session();
    session.run("factledger withhold E6 -m 'personal data'").success();
    session.run("factledger withhold A1 -m 'personal data'").success();
    finds(&session, "invoice", "");
    finds(&session, "bridge", "");
    finds(&session, "ferry", "E7");
    let file = fs::read(session.path().join("factledger.db")).unwrap();
    for gone in ["invoice", "quarre", "passengers", "crowns"] {
        let is_there = file.windows(gone.len()).any(|bytes| bytes == gone.as_bytes());
        assert!(!is_there, "{gone}");
    }
    session.run("factledger verify").success();
}

#[test]
fn one_who_reviews_blind_does_not_find_what_others_said() {
    let session = session();
    session.run("factledger policy set --blind on").success();
    finds(&session, "invoice", "E6");
    finds(&session, "invoice --as ben", "");
    finds(&session, "bridge --as ben", "C1 C2");
    let list = "factledger -q --as ben list --search ilsa --format csv | cut -d, -f1";
    assert_eq!(session.run(list).success(), "id\n");
    let hits = session.run("factledger -q --as ben search bridge --format json").json();
    assert_eq!((&hits[1]["id"], &hits[1]["status"]), (&"C2".into(), &"unverified".into()));
}

#[test]
fn a_damaged_index_is_found_and_never_shows_what_is_not_there() {
    let session = session();
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let sql = "UPDATE search_terms SET texts = x'0300' WHERE term = 'bridge' AND kind = 1";
    assert_eq!(database.execute(sql, []).unwrap(), 1);
    drop(database);
    assert_eq!(session.run("factledger search bridge").code, 3);
    let verified = session.run("factledger verify");
    assert_eq!(verified.code, 3);
    assert!(verified.stdout.contains("search_terms"), "{}", verified.stdout);
}

#[test]
fn evidence_is_found_by_what_it_says_and_where_it_is() {
    let session = session();
    let page = "The council keeps an almanac.\nIn it the quay is 900 metres long.\n";
    fs::write(session.path().join("almanac.txt"), page).unwrap();
    let add = |line: &str| {
        session.run(&format!("factledger evidence add {line}")).success();
    };
    add("C1 C2 almanac.txt --stance refutes --quote '900 metres' --origin Chronicle -m Lighthouse");
    add("C3 --searched 'the ledger of the pilots' --stance context");
    for words in ["almanac", "metres", "chronicle", "lighthouse"] {
        finds(&session, &format!("{words} --in evidence"), "V1");
        let listed = session.run(&format!("factledger list --search {words} --format json"));
        let listed = listed.json();
        assert_eq!((&listed[0]["id"], &listed[1]["id"]), (&json!("C1"), &json!("C2")), "{words}");
    }
    finds(&session, "pilots", "V2");
    let said = session.run("factledger search metres").screen();
    assert!(said.contains("V1  ") && said.contains("evidence on C1"), "{said}");
    let rows = |sql: &str| {
        let database = Connection::open(session.path().join("factledger.db")).unwrap();
        let value: Option<String> = database.query_row(sql, [], |row| row.get(0)).unwrap();
        value.unwrap_or_default()
    };
    let quoted = "SELECT claim || quote || is_confirmed || origin FROM evidence_view LIMIT 1";
    assert_eq!(rows(quoted), "C1900 metres1Chronicle");
    session.run("factledger evidence origin V1 --is Annals").success();
    finds(&session, "chronicle", "");
    finds(&session, "annals", "V1");
    // What others added is hidden from a reviewer who has reviewed none of its claims.
    session.run("factledger policy set --blind on").success();
    let blind = session.run("factledger --as zoe search annals --format json").json();
    assert_eq!(blind, json!([]));
    session.run("factledger policy set --blind off").success();
    session.run("factledger withhold V1 -m 'personal data'").success();
    // So is the note on it.
    finds(&session, "metres", "");
    finds(&session, "lighthouse", "");
    assert_eq!(rows("SELECT quote FROM evidence_view LIMIT 1"), "");
    let history = session.run("factledger history --type evidence --format json").json();
    let added = history.as_array().unwrap().iter().find(|act| act["type"] == "evidence.added");
    let entry = added.unwrap()["id"].as_str().unwrap();
    session.run(&format!("factledger withhold {entry} -m 'personal data'")).success();
    finds(&session, "pilots", "");
    finds(&session, "annals", "V1");
    session.run("factledger evidence withdraw V1 -m wrong").success();
    finds(&session, "annals", "");
    session.run("factledger verify").success();
    session.run("factledger verify --rebuild").success();
    finds(&session, "annals", "");
}
