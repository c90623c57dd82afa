//! The promise: every acknowledged act is in the log, and nothing false is signed or shown.

use rusqlite::Connection;

use crate::insider::Insider;
use crate::session::{Ran, Session};

/// A ledger with an article, three claims, verdicts of two reviewers and a remark.
fn ledger() -> Session {
    let session = Session::new().write(
        "a.txt",
        "The toll rose by 5 percent in May, the council said.\n\n\
         It had cost 6 crowns in 2024.\n\n\
         In June 4,120 people crossed the bridge.\n",
    );
    for line in [
        "factledger import a.txt --title T",
        "factledger mark C1 disputed -m 'it was 4'",
        "factledger mark C2 corroborated -m 'the price list'",
        "factledger --as ben mark C2 disputed -m 'the list is of 2023'",
        "factledger note C1 -m 'asked the council'",
    ] {
        session.run(line).success();
    }
    session
}

fn change(session: &Session, sql: &str) {
    Connection::open(session.path().join("factledger.db")).unwrap().execute_batch(sql).unwrap();
}

fn number(session: &Session, sql: &str) -> i64 {
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn entries(session: &Session) -> i64 {
    number(session, "SELECT count(*) FROM entries")
}

#[track_caller]
fn is_tampered(ran: &Ran, what: &str) {
    assert_eq!(ran.code, 3, "{}\n{}", ran.line, ran.screen());
    assert!(ran.screen().contains(what), "{}: {what}\n{}", ran.line, ran.screen());
}

#[test]
fn an_act_that_a_foreign_trigger_would_swallow_fails_and_verify_names_the_trigger() {
    let ignore = "BEGIN SELECT RAISE(IGNORE); END";
    for trigger in [
        format!("CREATE TRIGGER nodes BEFORE INSERT ON entries {ignore}"),
        format!("CREATE TRIGGER counts BEFORE INSERT ON checkpoints {ignore}"),
        format!("CREATE TRIGGER claims_by_article BEFORE INSERT ON reviews {ignore}"),
        format!("CREATE TRIGGER entries BEFORE UPDATE ON claims {ignore}"),
        "CREATE TRIGGER articles AFTER INSERT ON reviews BEGIN DELETE FROM reviews; END".to_owned(),
        "CREATE TRIGGER subjects AFTER INSERT ON entries BEGIN
             UPDATE claims SET quote = 'forged'; END"
            .to_owned(),
        "DROP TRIGGER entries_are_not_removed".to_owned(),
        "CREATE VIEW claims_by_hand AS SELECT * FROM claims".to_owned(),
        "CREATE INDEX by_note ON reviews (note)".to_owned(),
    ] {
        let session = ledger();
        change(&session, &trigger);
        let before = entries(&session);
        let acted = session.run("factledger mark C3 disputed -m 'important'");
        is_tampered(&acted, "the structure of the database was changed");
        assert_eq!(entries(&session), before, "{trigger}");
        let kind = trigger.split_whitespace().nth(1).unwrap().to_lowercase();
        is_tampered(&session.run("factledger verify"), &format!("WRONG the {kind} `"));
        session.run("factledger verify --rebuild").success();
        session.run("factledger mark C3 disputed -m 'important'").success();
        session.run("factledger verify").success();
    }
}

#[test]
fn damage_in_the_index_refuses_the_act_and_is_never_signed() {
    for (damage, act) in [
        ("UPDATE claims SET quote_sha256 = randomblob(32) WHERE id = 3", "mark C3 corroborated"),
        ("UPDATE claims SET quote_sha256 = randomblob(32) WHERE id = 3", "note C3 -m x"),
        ("UPDATE claims SET quote_sha256 = randomblob(32) WHERE id = 3", "dismiss C3 -m x"),
        ("UPDATE claims SET entry = 4 WHERE id = 3", "mark C3 corroborated"),
        ("UPDATE claims SET dismissed = 1 WHERE id = 3", "restore C3 -m x"),
        ("UPDATE claims SET status = 'disputed' WHERE id = 3", "mark C3 corroborated"),
        ("DELETE FROM reviews WHERE claim = 1", "mark C1 corroborated"),
        ("UPDATE reviews SET reviewer = 'ben' WHERE claim = 1", "mark C1 corroborated -m x"),
        ("UPDATE articles SET raw_sha256 = text_sha256, title = 'U'", "import a.txt"),
        ("DELETE FROM claims WHERE id = 3", "add A1 '4,120 people'"),
        ("DELETE FROM claims WHERE id = 3", "mark C3 corroborated"),
        ("DELETE FROM claims WHERE id = 3; UPDATE counts SET claims = claims - 1", "import b.txt"),
        ("UPDATE claims SET id = 9 WHERE id = 3", "add A1 '6 crowns'"),
        ("UPDATE articles SET id = 7", "import b.txt"),
        ("DELETE FROM articles", "import b.txt"),
        ("DELETE FROM articles", "add A1 '6 crowns'"),
        ("UPDATE articles SET origin = 'elsewhere'", "add A1 '6 crowns'"),
        ("UPDATE articles SET text_sha256 = randomblob(32)", "add A1 '6 crowns'"),
    ] {
        let session = ledger().write("b.txt", "The ferry carried 310 people on 3 May 2025.\n");
        change(&session, damage);
        let before = entries(&session);
        let acted = session.run(&format!("factledger {act}"));
        assert_eq!(acted.code, 3, "{damage}; {act}\n{}", acted.screen());
        assert!(acted.stderr.contains("verify --rebuild") || damage.contains("text_sha256"));
        assert_eq!(entries(&session), before, "{damage}; {act}");
        session.run("factledger verify --rebuild").success();
        // Of the true state it is judged by the rules again.
        let acted = session.run(&format!("factledger {act}"));
        assert!([0, 1].contains(&acted.code), "{damage}; {act}\n{}", acted.screen());
        session.run("factledger verify").success();
    }
}

#[test]
fn valid_keys_are_read_from_the_log_not_the_index() {
    for damage in [
        "DELETE FROM reviewers WHERE name = 'ben'",
        "UPDATE reviewers SET key = (SELECT key FROM reviewers WHERE name = 'ana') || 'x'
         WHERE name = 'ben'",
        "UPDATE reviewers SET revoked = 3 WHERE name = 'ben'",
        "DELETE FROM reviewers",
    ] {
        let session = ledger();
        change(&session, damage);
        // The log knows ben's key, and shows the damage.
        let acted = session.run("factledger --as ben mark C3 disputed -m x");
        is_tampered(&acted, "its rows of the keys of ben are not what the log says");
        assert_eq!(
            session.run("factledger reviewer list --format jsonl").success().lines().count(),
            2
        );
        assert_eq!(session.run("factledger verify").code, 3, "{damage}");
        session.run("factledger verify --rebuild").success();
    }
}

#[test]
fn damage_in_the_hashes_of_the_tree_is_never_signed() {
    // A hash of the tree is kept for every 256 entries.
    let claims: String = (0..260).map(|number| format!("It is {number}.\n\n")).collect();
    let session = ledger().write("many.txt", claims);
    session.run("factledger import many.txt --min-score 0").success();
    let ids: Vec<String> = (4..264).map(|id| format!("C{id}")).collect();
    session.run(&format!("factledger -q note {} -m seen", ids.join(" "))).success();
    assert_eq!(number(&session, "SELECT count(*) FROM nodes"), 1);
    change(&session, "UPDATE nodes SET hash = randomblob(32)");
    let acted = session.run("factledger note C3 -m x");
    is_tampered(&acted, "its hashes do not lead to the root that was signed last");
    session.run("factledger verify --rebuild").success();
    session.run("factledger note C3 -m x").success();
    session.run("factledger verify").success();
}

#[test]
fn nothing_is_signed_on_top_of_entries_without_a_checkpoint() {
    let session = ledger();
    change(
        &session,
        "DROP TRIGGER checkpoints_are_not_removed;
         DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints);
         CREATE TRIGGER checkpoints_are_not_removed BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never removed'); END",
    );
    let acted = session.run("factledger note C3 -m x");
    is_tampered(&acted, "do not extend the last checkpoint signed here");
    session.run("rm .home/.config/factledger/keys/*/last-signed.checkpoint").success();
    let acted = session.run("factledger note C3 -m x");
    is_tampered(&acted, "no checkpoint was signed for the entries from `E8` on");
    is_tampered(&session.run("factledger verify"), "no signed checkpoint covers the entries");
}

#[test]
fn a_doctored_row_of_a_claim_an_article_or_a_review_is_never_shown() {
    for damage in [
        "UPDATE claims SET quote = 'FALSE' WHERE id = 1",
        "UPDATE claims SET claimant = 'FALSE' WHERE id = 1",
        "UPDATE claims SET span_start = span_start + 1 WHERE id = 1",
        "UPDATE claims SET line = 9 WHERE id = 1",
        "UPDATE claims SET score = 999 WHERE id = 1",
        "UPDATE claims SET extractor = 'FALSE' WHERE id = 1",
        "UPDATE claims SET status = 'corroborated' WHERE id = 1",
        "UPDATE claims SET conflict = 1 WHERE id = 1",
        "UPDATE claims SET dismissed = 1 WHERE id = 1",
        "UPDATE claims SET updated_at = 5 WHERE id = 1",
        "UPDATE claims SET entry = 2 WHERE id = 1",
        "UPDATE reviews SET note = 'FALSE' WHERE claim = 1",
        "UPDATE reviews SET reviewer = 'ben' WHERE claim = 1",
        "UPDATE reviews SET status = 'corroborated' WHERE claim = 1",
        "DELETE FROM reviews WHERE claim = 1",
        "INSERT INTO reviews VALUES (2, 1, 'ana', 'corroborated', 'FALSE', 0, NULL, NULL)",
        "DELETE FROM subjects WHERE claim = 1",
        "UPDATE articles SET title = 'FALSE'",
        "UPDATE articles SET byline = 'FALSE'",
        "UPDATE articles SET origin = 'FALSE'",
        "UPDATE articles SET imported_by = 'ben'",
    ] {
        let session = ledger();
        change(&session, damage);
        for line in [
            "show C1",
            "show C1 --format json",
            "export",
            "export --format html",
            "export --format json",
            "export --format csv",
            "export --format bundle -o b",
            "prove C1",
            "list --verified --format json",
            "list --verified --dismissed",
            "list --verified --status disputed",
        ] {
            let ran = session.run(&format!("factledger {line}"));
            assert!(!ran.stdout.contains("FALSE"), "{damage}: {line}\n{}", ran.screen());
            if !line.starts_with("list") {
                assert_eq!(ran.code, 3, "{damage}: {line}\n{}", ran.screen());
            }
        }
        session.run("factledger verify --rebuild").success();
        session.run("factledger show C1").success();
        session.run("factledger export -o r.html").success();
    }
}

#[test]
fn a_report_counts_what_it_shows() {
    for damage in [
        "UPDATE counts SET claims = claims + 1 WHERE article = 0 AND status = 'unverified'",
        "DELETE FROM counts",
        "DELETE FROM claims WHERE id = 2",
        "DELETE FROM claims WHERE id = 3",
        "DELETE FROM articles",
    ] {
        let session = ledger();
        change(&session, damage);
        let shown = session.run("factledger show A1");
        assert!(shown.code == 3 || damage.contains("article = 0"), "{damage}\n{}", shown.screen());
        let listed = session.run("factledger list --verified");
        assert_eq!(listed.code, 3, "{damage}\n{}", listed.screen());
        for format in ["md", "html", "json", "csv"] {
            let ran = session.run(&format!("factledger export --format {format} -o r.{format}"));
            assert_eq!(ran.code, 3, "{damage}: {format}\n{}", ran.screen());
            assert!(!session.path().join(format!("r.{format}")).exists(), "{damage}: {format}");
        }
    }
}

/// An entry past the program, and what is wrong with it: who signs, the type, the body.
fn refused_entries(session: &Session) -> Vec<(&'static str, &'static str, String)> {
    let claims = session.run("factledger list --format json").json();
    let quote = |id: &str| {
        let mut claims = claims.as_array().unwrap().iter();
        let claim = claims.find(|claim| claim["id"] == id).unwrap();
        claim["quote_sha256"].as_str().unwrap().to_owned()
    };
    let (one, three) = (quote("C1"), quote("C3"));
    let text = claims[0]["article"]["text_sha256"].as_str().unwrap();
    let reviewed = |claim: &str, quote: &str, status: &str| {
        format!(r#"{{"claim":"{claim}","note":"x","quote_sha256":"{quote}","status":"{status}"}}"#)
    };
    vec![
        ("ana", "claim.reviewed", reviewed("C3", &one, "disputed")),
        ("ana", "claim.reviewed", reviewed("C99", &three, "disputed")),
        ("ana", "claim.reviewed", reviewed("C3", &three, "true")),
        ("ana", "claim.reviewed", reviewed("C03", &three, "disputed")),
        (
            "ana",
            "claim.added",
            format!(
                r#"{{"article":"A1","claim":"C3","quote_sha256":"{three}","span":{{"end":9,"start":4}},"text_sha256":"{text}"}}"#
            ),
        ),
        ("ben", "note.added", format!(r#"{{"claim":"C3","note":"","quote_sha256":"{three}"}}"#)),
        ("ben", "claim.sung", r#"{"a": 1}"#.to_owned()),
        ("ana", "reviewer.added", r#"{"key":"x","name":"cem"}"#.to_owned()),
    ]
}

#[test]
fn an_entry_that_breaks_the_rules_is_always_named_has_no_effect_and_blocks_nothing() {
    let first = ledger();
    for (actor, kind, body) in refused_entries(&first) {
        let session = ledger();
        let claims = || session.run("factledger list --format json").success();
        let before = claims();
        Insider::of(&session).record(actor, kind, &body);
        let what = "WRONG `E9` ";
        is_tampered(&session.run("factledger verify"), what);
        is_tampered(&session.run("factledger verify --rebuild"), what);
        let again = session.run("factledger verify");
        is_tampered(&again, what);
        assert!(again.stderr.contains("1 problem found"), "{body}\n{}", again.screen());
        assert_eq!(claims(), before, "{body}");
        // The ledger is gone on with, saved, exported and proven all the same.
        session.run("factledger mark C3 corroborated -m 'the count of the office'").success();
        session.run("factledger add A1 '6 crowns'").success();
        for line in [
            "factledger backup copy.db",
            "factledger export -o r.html",
            "factledger export --format bundle -o b",
            "factledger salvage saved",
            "factledger prove C3",
        ] {
            let ran = session.run(line);
            assert_eq!(ran.code, 0, "{body}: {line}\n{}", ran.screen());
        }
        for line in ["verify copy.db", "verify b", "verify saved/ledger.db", "verify"] {
            let ran = session.run(&format!("factledger {line}"));
            is_tampered(&ran, what);
            assert!(ran.stderr.contains("1 problem found"), "{body}: {line}\n{}", ran.screen());
        }
        // A proof would say nothing of that.
        let proof = session.run("factledger prove E9");
        assert_eq!(proof.code, 1, "{body}\n{}", proof.screen());
        assert!(
            proof.stderr.contains("`E9` breaks the rules and has no effect"),
            "{}",
            proof.stderr
        );
        // The history says so too.
        let history = session.run("factledger history --format jsonl").success();
        let without = history.lines().filter(|line| line.contains(r#""effect":false"#));
        assert_eq!(without.count(), 1, "{history}");
    }
}

#[test]
fn a_reviewer_with_a_look_alike_name_cannot_join() {
    let session = ledger();
    let mut insider = Insider::of(&session);
    let name = "\u{430}na";
    let of = format!("{}/{name}", insider.log.name().as_str());
    let key = factledger::merkle::SigningKey::new(of.parse().unwrap(), &[9; 32]);
    let body = format!(r#"{{"key":"{}","name":"{name}"}}"#, key.verifier());
    insider.keys.insert(name.to_owned(), key);
    insider.record(name, "reviewer.added", &body);
    let found = session.run("factledger verify --rebuild");
    is_tampered(&found, "`E9` breaks the key rules: it adds");
    assert!(found.stdout.contains("looks like ana"), "{}", found.stdout);
    assert_eq!(session.run("factledger reviewer list --format jsonl").success().lines().count(), 2);
}

#[test]
fn any_damage_ends_in_exit_3() {
    for damage in [
        "PRAGMA user_version = 99",
        "PRAGMA user_version = 3",
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 7",
        "UPDATE claims SET quote = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE claims SET status = 'so so' WHERE id = 1",
        "UPDATE claims SET score = 70000 WHERE id = 1",
        "UPDATE claims SET created_at = 9223372036854775807 WHERE id = 1",
        "UPDATE claims SET span_start = 900 WHERE id = 1",
        "UPDATE claims SET span_end = -1 WHERE id = 1",
        "UPDATE reviews SET reviewer = CAST(x'c328' AS TEXT)",
        "UPDATE articles SET title = CAST(x'ff' AS TEXT)",
        "UPDATE articles SET raw_sha256 = x'00'",
        "UPDATE counts SET claims = -1",
        "DROP TABLE claims",
        "ALTER TABLE claims RENAME COLUMN quote TO words",
        "DROP TABLE reviews; CREATE VIEW reviews AS SELECT * FROM subjects",
    ] {
        let session = ledger();
        change(&session, damage);
        for line in ["verify", "export -o r.html", "verify --format json"] {
            let ran = session.run(&format!("factledger {line}"));
            assert_eq!(ran.code, 3, "{damage}: {line}\n{}", ran.screen());
        }
        // The log was looked at all the same.
        let found = session.run("factledger verify").stdout;
        assert!(found.contains("9 entries hashed, 9 signatures"), "{damage}\n{found}");
        session.run("factledger verify --rebuild").success();
        session.run("factledger mark C3 corroborated").success();
        session.run("factledger export -o r.html").success();
    }
}

#[test]
fn a_ledger_whose_first_page_is_damaged_is_not_called_something_else() {
    let session = ledger();
    let path = session.path().join("factledger.db");
    let whole = std::fs::read(&path).unwrap();
    for at in [0, 3, 15, 16, 17, 20] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        std::fs::write(&path, &bytes).unwrap();
        for line in ["verify", "list", "mark C3 corroborated", "verify factledger.db"] {
            let ran = session.run(&format!("factledger {line}"));
            assert_eq!(ran.code, 3, "byte {at}: {line}\n{}", ran.screen());
        }
    }
}

#[test]
fn an_entry_hidden_from_the_log_leads_to_no_duplicate_key_or_id() {
    for (damage, act) in [
        // The entry that revoked ben's key, that of the last claims, and one that is not there yet.
        ("INSERT INTO faults VALUES (9)", "--as ben mark C3 disputed -m x"),
        ("INSERT INTO faults VALUES (1)", "mark C3 disputed -m x"),
        ("INSERT INTO faults VALUES (3); DELETE FROM claims", "add A1 '6 crowns'"),
        ("INSERT INTO faults VALUES (2); DELETE FROM articles", "import b.txt"),
        ("INSERT INTO faults VALUES (10)", "mark C3 disputed -m x"),
    ] {
        let session = ledger().write("b.txt", "The ferry carried 310 people on 3 May 2025.\n");
        session.run("factledger reviewer revoke ben -m lost").success();
        change(&session, damage);
        let acted = session.run(&format!("factledger {act}"));
        assert_eq!(acted.code, 3, "{damage}\n{}", acted.screen());
        assert_eq!(entries(&session), 10, "{damage}");
        session.run("factledger verify --rebuild").success();
    }
}

#[test]
fn entries_without_the_logs_signature_are_neither_shown_nor_built_upon() {
    let unsigned = "INSERT INTO entries SELECT 9, randomblob(16), bytes, leaf FROM entries
                    WHERE position = 4";
    let cut_off = "DROP TRIGGER entries_are_not_removed; DELETE FROM entries WHERE position = 8;
                   CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END";
    for damage in [unsigned, cut_off] {
        let session = ledger();
        change(&session, damage);
        for line in [
            "show C1",
            "prove C1",
            "export",
            "export --format bundle -o b",
            "list --verified",
            "checkpoint",
            "mark C3 corroborated",
            "--as cem note C3 -m x",
        ] {
            let ran = session.run(&format!("factledger {line}"));
            assert_eq!(ran.code, 3, "{damage}: {line}\n{}", ran.screen());
        }
    }
}

#[test]
fn an_act_on_one_claim_is_never_shown_on_another() {
    let session = ledger();
    change(
        &session,
        "UPDATE subjects SET claim = 3 WHERE claim = 2; UPDATE reviews SET claim = 3 WHERE claim = 2;
         UPDATE claims SET status = 'unverified', conflict = 0, updated_at = created_at
         WHERE id = 2;
         UPDATE claims SET status = 'corroborated', conflict = 1, updated_at =
             (SELECT max(at) FROM reviews WHERE claim = 3) WHERE id = 3",
    );
    for line in ["show C3", "prove C3", "export", "list --verified", "mark C3 corroborated -m x"] {
        let ran = session.run(&format!("factledger {line}"));
        is_tampered(&ran, "`C3`");
    }
}
