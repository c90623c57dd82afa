//! What people write stands beside the log: an entry has only its hash.

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use serde_json::Value;

use crate::session::Session;

/// A ledger in which people wrote whatever they can write.
fn desk() -> Session {
    let session = Session::new().write("toll.txt", "The toll is 5 crowns, the council said.\n");
    for line in [
        "factledger import toll.txt",
        "factledger mark C1 disputed -m 'Orsolya Venn told me'",
        "factledger --as ben note C1 -m 'called \"Venn\"\nagain'",
        "factledger add A1 'The toll is 5' --claimant 'Orsolya Venn'",
        "factledger dismiss C2 -m 'no claim, says Venn'",
        "factledger restore C2 -m 'it is one'",
        "factledger correct C2 --claimant 'O. Venn' -m 'as she spells it'",
        "factledger correct A1 --title 'The toll' -m 'Venn told me'",
        "factledger --as ben note --retract E6 -m 'Venn took it back'",
        "factledger reviewer revoke ben -m 'lent Venn the key'",
    ] {
        session.run(line).success();
    }
    session
}

fn tampered(session: &Session, sql: &str) {
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    database.execute_batch(sql).unwrap();
}

#[test]
fn nothing_that_a_person_wrote_is_in_an_entry_and_everything_is_shown() {
    let session = desk();
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let sql = "SELECT count(*) FROM entries WHERE instr(bytes, CAST('Venn' AS BLOB)) > 0";
    assert_eq!(database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    let history = session.run("factledger history --format json").json();
    let notes: Vec<&Value> = history.as_array().unwrap().iter().map(|act| &act["note"]).collect();
    for note in ["Orsolya Venn told me", "called \"Venn\"\nagain", "lent Venn the key"] {
        assert!(notes.contains(&&note.into()), "{note}\n{notes:?}");
    }
    let shown = session.run("factledger show C2 --format json").json();
    assert_eq!(shown["claimant"], "O. Venn");
    assert_eq!(shown["history"][0]["claimant"], "Orsolya Venn");
    for line in ["show C1", "show C2", "history", "history --grep venn", "export"] {
        let ran = session.run(&format!("factledger {line}"));
        assert!(ran.code == 0 && ran.screen().contains("Venn"), "{line}\n{}", ran.screen());
    }
    session.run("factledger verify").success();
    // The same act again is the same act.
    let again = session.run("factledger correct C2 --claimant 'O. Venn'").failure();
    assert!(again.contains("would change nothing"), "{again}");
}

#[test]
fn a_text_that_was_changed_taken_away_or_added_is_found_and_not_shown() {
    for (sql, named, line) in [
        ("UPDATE words SET text = replace(text, 'told me', 'sold me')", "was changed", "show C1"),
        ("UPDATE words SET salt = zeroblob(32)", "was changed", "show C1"),
        ("DELETE FROM words", "the words of `E4` are missing", "show C1"),
        ("INSERT INTO words SELECT zeroblob(32), salt, text FROM words LIMIT 1", "was changed", ""),
        ("UPDATE reviews SET note = 'seen'", "the table `reviews`", "show C1"),
        ("UPDATE sealed SET entry = 1", "the table `sealed`", ""),
        ("UPDATE claims SET claimant = 'Ole' WHERE id = 2", "the table `claims`", "show C2"),
        ("UPDATE claims SET claimant = NULL WHERE id = 2", "the table `claims`", "show C2"),
        (
            "DELETE FROM words; UPDATE sealed SET withheld = 3; UPDATE reviews SET note = ''",
            "the words of `E4` are missing",
            "show C1",
        ),
    ] {
        let session = desk();
        tampered(&session, sql);
        let found = session.run("factledger verify");
        assert!(found.code == 3 && found.stdout.contains(named), "{sql}\n{}", found.screen());
        if !line.is_empty() {
            let shown = session.run(&format!("factledger {line}"));
            assert_eq!(shown.code, 3, "{sql}\n{}", shown.screen());
        }
    }
}

#[test]
fn the_words_come_along_in_copies_bundles_proofs_and_what_is_saved() {
    let session = desk();
    session.run("factledger backup copy.db").success();
    session.run("factledger --ledger copy.db verify").success();
    session.run("factledger verify --against copy.db").success();
    session.run("factledger salvage saved").success();
    let shown = session.run("factledger --ledger saved/ledger.db show C1").success();
    assert!(shown.contains("Orsolya Venn told me"), "{shown}");
    let then = session.run("factledger export --at 2026-11-23T08:05:00Z --format json").json();
    assert_eq!(then["articles"][0]["claims"][1]["reviews"][0]["note"], "Orsolya Venn told me");
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    session.run("python3 -I b/verify.py").success();
    session.run("factledger prove C1 -o p").success();
    let keys = "--key \"$(cat b/keys/log.vkey)\" --key \"$(head -n 1 b/keys/reviewers.vkey)\"";
    let proven = session.run(&format!("factledger verify p {keys}")).success();
    assert!(proven.contains("Orsolya Venn told me"), "{proven}");
}

#[test]
fn words_that_the_database_cannot_find_any_more_are_saved_from_its_bytes() {
    let session = desk();
    // The row stays in the file; only its index is gone.
    tampered(&session, "PRAGMA secure_delete = OFF; DELETE FROM words");
    assert_eq!(session.run("factledger verify").code, 3);
    let saved = session.run("factledger salvage saved");
    assert_eq!(saved.code, 0, "{}", saved.screen());
    let shown = session.run("factledger --ledger saved/ledger.db show C1").success();
    assert!(shown.contains("Orsolya Venn told me"), "{shown}");
}

#[test]
fn a_proof_with_other_words_is_refused_and_one_without_says_so() {
    let session = desk();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger prove C1 -o p").success();
    let key = "--key \"$(cat b/keys/log.vkey)\"";
    let change = "sed -n 's/^extra //p' p | base64 -d | sed '4s/told/sold/' | base64 -w 0 > x; \
                  sed \"s,^extra .*,extra $(cat x),\" p > changed; \
                  sed -n 's/^extra //p' p | base64 -d | sed 4d | base64 -w 0 > x; \
                  sed \"s,^extra .*,extra $(cat x),\" p > bare";
    session.run(change).success();
    let refused = session.run(&format!("factledger verify changed {key}"));
    assert_eq!(refused.code, 3, "{}", refused.screen());
    assert!(refused.screen().contains("not those of the entry"), "{}", refused.screen());
    let bare = session.run(&format!("factledger verify bare {key}")).success();
    assert!(bare.contains("[withheld]"), "{bare}");
}
