//! The database guards itself against mistakes, and reports what it cannot read.

use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn database(session: &Session) -> Connection {
    Connection::open(session.path().join("factledger.db")).unwrap()
}

#[track_caller]
fn refused(database: &Connection, sql: &str, why: &str) {
    let error = database.execute_batch(sql).unwrap_err().to_string();
    assert!(error.contains(why), "{sql}\n{error}");
}

#[test]
fn the_log_takes_only_the_next_entry_and_keeps_every_entry() {
    let session = Session::with_fixture("stadtwerke.txt");
    let database = database(&session);
    let entry = |position: &str, or: &str| {
        format!("INSERT {or} INTO entries VALUES ({position}, randomblob(16), x'00', zeroblob(32))")
    };
    for position in ["0", "1", "99", "-1", "NULL"] {
        refused(&database, &entry(position, ""), "entries are appended in order");
        refused(&database, &entry(position, "OR REPLACE"), "entries are appended in order");
    }
    refused(
        &database,
        "INSERT OR REPLACE INTO entries
         SELECT (SELECT max(position) + 1 FROM entries), id, bytes, leaf FROM entries LIMIT 1",
        "entries are appended in order",
    );
    refused(&database, "UPDATE entries SET bytes = x'00'", "entries are never changed");
    refused(&database, "UPDATE OR REPLACE entries SET position = 0", "entries are never changed");
    refused(&database, "DELETE FROM entries", "entries are never removed");
    refused(&database, "UPDATE contents SET bytes = x'00'", "contents are never changed");
    refused(&database, "DELETE FROM contents", "contents are removed only when they are withheld");
    refused(
        &database,
        "INSERT OR REPLACE INTO contents SELECT sha256, x'00' FROM contents",
        "contents are never replaced",
    );
}

#[test]
fn a_reader_leaves_nothing_behind() {
    let session = Session::with_fixture("stadtwerke.txt");
    for line in ["list", "show C1", "history", "export"] {
        session.run(&format!("factledger {line}")).success();
        assert_eq!(session.run("ls").success(), "factledger.db\nstadtwerke.txt\n", "{line}");
    }
}

#[test]
fn the_database_loses_no_commit_of_two_who_write_at_once() {
    // Before 3.51.3 it could: https://www.sqlite.org/wal.html, "the WAL-reset bug".
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn a_writer_leaves_nothing_in_the_write_ahead_log_even_while_others_read() {
    let session = Session::with_fixture("stadtwerke.txt");
    let reader = database(&session);
    let entries = || -> u64 {
        let count = reader.query_row("SELECT count(*) FROM entries", [], |row| row.get(0));
        count.map(i64::unsigned_abs).unwrap()
    };
    assert_eq!(entries(), 4);
    session.run("factledger mark C1 corroborated").success();
    let wal = std::fs::metadata(session.path().join("factledger.db-wal")).unwrap();
    assert_eq!(wal.len(), 0);
    assert_eq!(entries(), 5);
    // A reader in the middle of reading keeps its moment, and blocks nobody.
    reader.execute_batch("BEGIN; SELECT count(*) FROM entries").unwrap();
    let start = std::time::Instant::now();
    session.run("factledger note C1 -m seen").success();
    assert!(start.elapsed().as_secs() < 10, "it waited");
    assert_eq!(entries(), 5);
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(entries(), 6);
}

#[test]
fn a_restored_copy_is_read_as_it_is_and_prepared_when_written_to() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger backup copy.db && mv copy.db factledger.db").success();
    let mode = || -> String {
        database(&session).pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap()
    };
    assert_eq!(mode(), "delete");
    session.run("factledger list").success();
    assert_eq!(mode(), "delete");
    session.run("factledger mark C1 corroborated").success();
    assert_eq!(mode(), "wal");
    session.run("factledger verify").success();
}

#[test]
fn a_copy_that_is_damaged_is_not_written_to() {
    let session = Session::with_fixture("long-inquiry.txt");
    session.run("factledger backup copy.db && mv copy.db factledger.db").success();
    let path = session.path().join("factledger.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // A page that no remark has to do with.
    let root: i64 = database(&session)
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'articles_by_origin'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let page = usize::try_from(root - 1).unwrap() * 8192;
    bytes[page..page + 64].fill(0xff);
    std::fs::write(&path, &bytes).unwrap();
    let refused = session.run("factledger note C1 -m seen");
    assert_eq!(refused.code, 3, "{}", refused.screen());
    assert!(refused.stderr.contains("the ledger is damaged"), "{}", refused.stderr);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert!(!session.path().join("factledger.db-wal").exists());
}

#[test]
fn every_table_is_strict_and_the_file_says_what_it_is() {
    let session = Session::with_fixture("stadtwerke.txt");
    let database = database(&session);
    let lax: i64 = database
        .query_row(
            "SELECT count(*) FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(lax, 0);
    let number = |pragma: &str| -> i64 {
        database.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
    };
    assert_eq!(number("application_id"), 0x464c_4447);
    assert_eq!(number("user_version"), 25);
    let mode: String = database.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn an_entry_is_stored_as_it_was_hashed() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m '\"so\" said ünnamed \\ \u{1f98a}'").success();
    let database = database(&session);
    let mut statement = database.prepare("SELECT bytes, leaf FROM entries").unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        let (bytes, leaf): (Vec<u8>, Vec<u8>) = (row.get(0).unwrap(), row.get(1).unwrap());
        let expected = factledger::merkle::leaf_hash(&bytes);
        assert_eq!(leaf, expected.as_bytes());
        // One line of JSON, its members sorted, the way RFC 8785 writes it; and a signature.
        let note = String::from_utf8(bytes).unwrap();
        let (line, signature) = note.split_once("\n\n").unwrap();
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value.to_string(), line);
        assert!(signature.starts_with(&format!("— {} ", value["actor"].as_str().unwrap())));
        count += 1;
    }
    assert_eq!(count, 5);
}

#[test]
fn a_tampered_entry_is_named_and_not_shown() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    database(&session)
        .execute_batch(
            "DROP TRIGGER entries_are_not_changed;
             UPDATE entries
             SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"ts\":\"2', '\"ts\":\"1') AS BLOB)
             WHERE position = 4;",
        )
        .unwrap();
    for line in ["factledger history", "factledger show C1"] {
        let ran = session.run(line);
        assert_eq!(ran.code, 3, "{line}");
        assert!(!ran.stdout.contains("3.5"), "{line}\n{}", ran.stdout);
        assert_data_eq!(
            ran.stderr,
            str![[r#"
error: the entry `E4` was changed after it was recorded
hint: restore the ledger from a backup

"#]]
        );
    }
    let exported = session.run("factledger export");
    assert_eq!((exported.code, exported.stdout.as_str()), (3, ""));
    assert_data_eq!(
        exported.stderr,
        str![[r#"
error: the ledger is not sound: `E4` was changed after it was recorded: its hash differs
hint: `factledger verify` lists every problem; if the log is sound,
      `factledger verify --rebuild` rebuilds the rest

"#]]
    );
}

#[test]
fn a_tampered_text_is_not_shown() {
    let session = Session::with_fixture("stadtwerke.txt");
    database(&session)
        .execute_batch(
            "DROP TRIGGER contents_are_not_changed;
             UPDATE contents SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Strompreis', 'Gaspreis') AS BLOB);",
        )
        .unwrap();
    let shown = session.run("factledger show A1 --text");
    assert_eq!(shown.code, 3);
    assert_data_eq!(
        shown.stderr,
        str![[r#"
error: the text with SHA-256 de7a4e1c7ec5308565fb32593ae516dabb8726d5073dd1ed9b2bf90744b49ddc is missing from the ledger, or was changed
hint: restore the ledger from a backup

"#]]
    );
    assert_eq!(session.run("factledger export").code, 3);
}

#[test]
fn a_key_is_saved_once() {
    let session = Session::with_fixture("stadtwerke.txt");
    let folder = session.run("echo .home/.config/factledger/keys/*/reviewers").success();
    let changed = || session.path().join(folder.trim()).metadata().unwrap().modified().unwrap();
    let before = changed();
    session.run("factledger mark C1 corroborated").success();
    assert_eq!(changed(), before);
    session.run("factledger --as ben mark C1 corroborated").success();
    assert_ne!(changed(), before);
}
