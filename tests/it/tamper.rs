//! Whatever is changed in the file behind the program's back is found.

use std::path::Path;

use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Depth, Ledger};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::session::Session;

/// A small ledger that has something in every table but `nodes`.
fn small() -> Session {
    let session = Session::new().write("a.txt", "The toll rose by 5 percent, the council said.\n");
    for line in [
        "factledger import a.txt --title T",
        "factledger mark C1 disputed -m 'it was 4'",
        "factledger --as ben note C1 -m 'asked'",
    ] {
        session.run(line).success();
    }
    session
}

fn path(session: &Session) -> std::path::PathBuf {
    session.path().join("factledger.db")
}

/// What is found to be wrong with the ledger alone, with no key and nothing kept elsewhere. A
/// failure to look is no finding.
fn findings(path: &Path) -> Vec<String> {
    let keys = KeyFolder::new(path.with_extension("nowhere"), Randomness::Secret([0; 32]));
    let ledger = Ledger::open(path, Access::Read, keys).unwrap();
    let found = ledger.verify(Depth::default(), &mut |_, _| {}).unwrap();
    found.findings.into_iter().map(|finding| finding.what).collect()
}

fn is_sound(path: &Path) -> bool {
    findings(path).is_empty()
}

/// Whether something is found, and told to be in this table.
fn is_named(path: &Path, table: &str) -> bool {
    let words: &[&str] = match table {
        "entries" => &["`E", "the log ", "the database is damaged"],
        "checkpoints" => &["checkpoint", "the log had "],
        "contents" => &["text or page"],
        index => &[index],
    };
    findings(path).iter().any(|what| words.iter().any(|word| what.contains(word)))
}

/// Somebody who has the file, and who puts the guards back when done.
struct Forger {
    connection: Connection,
    triggers: Vec<String>,
}

impl Forger {
    fn new(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        let triggers = column(
            &connection,
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name",
        );
        Self { connection, triggers }
    }

    /// Do this with the guards off. `false`: the database would not have it.
    fn change(&self, sql: &str) -> bool {
        let names =
            column(&self.connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
        let transaction = self.connection.unchecked_transaction().unwrap();
        for name in names {
            transaction.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        if transaction.execute_batch(sql).is_err() {
            return false;
        }
        for sql in &self.triggers {
            transaction.execute_batch(sql).unwrap();
        }
        transaction.commit().unwrap();
        true
    }
}

fn column(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let column = statement.query_map([], |row| row.get(0)).unwrap();
    column.map(Result::unwrap).collect()
}

const TABLES: [(&str, &str); 9] = [
    ("entries", "position"),
    ("checkpoints", "size"),
    ("contents", "sha256"),
    ("articles", "id"),
    ("claims", "id"),
    ("counts", "article, status, dismissed"),
    ("reviewers", "key"),
    ("reviews", "entry"),
    ("subjects", "article, claim, entry"),
];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes())),
        Value::Blob(bytes) => format!("x'{}'", hex(bytes)),
    }
}

/// The value with one thing changed: each of its bytes in turn, or one of so many.
fn changed(value: &Value, every: usize) -> Vec<String> {
    let flips = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let flip = |at: usize| {
            let mut bytes = bytes.to_vec();
            bytes[at] ^= 1;
            bytes
        };
        (0..bytes.len()).step_by(every).map(flip).collect()
    };
    match value {
        Value::Null => vec!["1".to_owned(), "'x'".to_owned()],
        Value::Integer(number) => vec![(number + 1).to_string(), (number ^ (1 << 40)).to_string()],
        Value::Real(_) => Vec::new(),
        Value::Text(text) => flips(text.as_bytes())
            .iter()
            .map(|bytes| format!("CAST(x'{}' AS TEXT)", hex(bytes)))
            .collect(),
        Value::Blob(bytes) => flips(bytes).iter().map(|b| format!("x'{}'", hex(b))).collect(),
    }
}

#[test]
fn a_flipped_byte_in_any_column_is_found() {
    assert!(flip(97) > 150);
}

#[test]
#[ignore = "ten minutes: every byte, where the test above takes a sample of all columns"]
fn every_flipped_byte_is_found() {
    assert!(flip(1) > 3000);
}

/// Flip one byte of so many, in all columns of all rows of all tables. Returns how many were.
fn flip(every: usize) -> usize {
    let session = small();
    let path = path(&session);
    assert!(is_sound(&path));
    let forger = Forger::new(&path);
    let mut tried = 0;
    for (table, key) in TABLES {
        let columns =
            column(&forger.connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
        let keys: Vec<&str> = key.split(", ").collect();
        let rows: Vec<Vec<Value>> = {
            let sql = format!("SELECT * FROM {table} ORDER BY {key}");
            let mut statement = forger.connection.prepare(&sql).unwrap();
            let rows = statement
                .query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect());
            rows.unwrap().map(Result::unwrap).collect()
        };
        assert!(!rows.is_empty(), "{table}");
        for row in &rows {
            // What a row is found by, when this column of it is not as it was.
            let others = |but: &str, now: &str| {
                let parts =
                    columns.iter().zip(row).filter(|(name, _)| keys.contains(&name.as_str()));
                let parts = parts.map(|(name, value)| {
                    format!(
                        "{name} IS {}",
                        if name == but { now.to_owned() } else { literal(value) }
                    )
                });
                parts.collect::<Vec<_>>().join(" AND ")
            };
            for (name, value) in columns.iter().zip(row) {
                let was = literal(value);
                for now in changed(value, every) {
                    let set = |value: &str, at: &str| {
                        format!("UPDATE {table} SET {name} = {value} WHERE {at}")
                    };
                    if !forger.change(&set(&now, &others("", ""))) {
                        continue;
                    }
                    tried += 1;
                    assert!(
                        is_named(&path, table),
                        "{table}.{name}: {was} became {now}\n{:?}",
                        findings(&path)
                    );
                    assert!(forger.change(&set(&was, &others(name, &now))));
                }
            }
        }
    }
    assert!(is_sound(&path), "all was put back");
    tried
}

#[test]
fn rows_that_are_taken_out_put_in_or_swapped_are_missed() {
    let session = small();
    let path = path(&session);
    let whole = std::fs::read(&path).unwrap();
    let mut acts = vec![
        // Two entries change places, with everything that they are held against.
        "UPDATE entries SET position = position + 1000 WHERE position IN (3, 4);
         UPDATE entries SET position = 1007 - position WHERE position >= 1000"
            .to_owned(),
        "UPDATE entries SET position = position + 100".to_owned(),
        "UPDATE entries SET position = position + 1 WHERE position = 6".to_owned(),
        "INSERT INTO entries SELECT max(position) + 1, randomblob(16), bytes, leaf FROM entries"
            .to_owned(),
        "INSERT INTO contents VALUES (zeroblob(32), x'00')".to_owned(),
        "INSERT INTO nodes VALUES (1, 0, zeroblob(32))".to_owned(),
        "INSERT INTO reviews VALUES (1, 1, 'ana', 'corroborated', NULL, 0)".to_owned(),
        "CREATE TABLE mine (a)".to_owned(),
        "CREATE TRIGGER mine AFTER INSERT ON entries BEGIN SELECT 1; END".to_owned(),
    ];
    for (table, key) in TABLES {
        let count: u32 = Connection::open(&path)
            .unwrap()
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        for row in 0..count {
            let key = key.split(", ").collect::<Vec<_>>().join(", ");
            acts.push(format!(
                "DELETE FROM {table} WHERE ({key}) IN
                 (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row})"
            ));
        }
    }
    for act in acts {
        let forger = Forger::new(&path);
        assert!(forger.change(&act), "{act}");
        drop(forger);
        assert!(!is_sound(&path), "{act}");
        std::fs::write(&path, &whole).unwrap();
    }
    assert!(is_sound(&path));
}

#[test]
fn every_guard_that_is_dropped_is_missed() {
    let session = small();
    let path = path(&session);
    let whole = std::fs::read(&path).unwrap();
    let guards = column(
        &Connection::open(&path).unwrap(),
        "SELECT type || ' ' || name FROM sqlite_schema
         WHERE type IN ('trigger', 'index') AND sql IS NOT NULL",
    );
    assert!(guards.len() > 12);
    for guard in guards {
        Connection::open(&path).unwrap().execute_batch(&format!("DROP {guard}")).unwrap();
        assert!(!is_sound(&path), "{guard}");
        std::fs::write(&path, &whole).unwrap();
    }
}

#[test]
fn an_older_copy_is_found_with_a_checkpoint_kept_elsewhere_and_not_without() {
    let session = small();
    session.run("cp factledger.db older.db").success();
    session.run("factledger mark C1 corroborated -m 'it was 5 after all'").success();
    session.run("factledger checkpoint -o kept.checkpoint").success();
    session.run("mv older.db factledger.db").success();
    let elsewhere = "factledger --keys nowhere verify";
    session.run(elsewhere).success();
    let found = session.run(&format!("{elsewhere} --checkpoint kept.checkpoint"));
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("the ledger has 7 entries, and the checkpoint proves 8"));
    // Where it was written, the last checkpoint is kept, and nothing is signed on an older copy.
    assert_eq!(session.run("factledger verify").code, 3);
    let refused = session.run("factledger note C1 -m x");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
}

#[test]
fn a_history_that_its_owner_wrote_anew_is_found_with_a_checkpoint_kept_elsewhere() {
    let session = small();
    session.run("factledger checkpoint -o kept.checkpoint").success();
    // The owner has all keys, and makes the same ledger with another verdict.
    session
        .run("rm factledger.db && mv .home/.config/factledger/keys/*/last-signed.checkpoint .")
        .success();
    session.run("FACTLEDGER_NOW=2026-11-23T08:00:00Z factledger import a.txt --title T").success();
    session.run("factledger mark C1 corroborated -m 'it was 5'").success();
    session.run("factledger --as ben note C1 -m 'asked'").success();
    session.run("factledger --keys nowhere verify").success();
    let found = session.run("factledger verify --checkpoint kept.checkpoint");
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("it was rewritten"), "{}", found.stdout);
}

#[test]
fn a_write_ahead_log_that_was_lost_is_found_with_a_checkpoint_kept_elsewhere() {
    let session = small();
    // While somebody reads, what was written last is not in the file itself yet.
    let reader = Connection::open(path(&session)).unwrap();
    let held = reader.unchecked_transaction().unwrap();
    held.query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, u32>(0)).unwrap();
    session.run("factledger mark C1 corroborated -m 'it was 5 after all'").success();
    session.run("factledger checkpoint -o kept.checkpoint").success();
    let copied = session.run("cp factledger.db copy.db && test -s factledger.db-wal");
    copied.success();
    let elsewhere = "factledger --keys nowhere --ledger copy.db verify";
    // By itself it is a ledger as good as any: of the time before.
    session.run(elsewhere).success();
    let found = session.run(&format!("{elsewhere} --checkpoint kept.checkpoint"));
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("the ledger has 7 entries, and the checkpoint proves 8"));
}
