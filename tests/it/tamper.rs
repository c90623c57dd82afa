//! Any change made to the file by other programs is found.

use std::path::Path;

use factledger::domain::EntryId;
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Ledger, LedgerError, VerifyOptions};
use factledger::view::{Finding, IndexFault};
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode};

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

/// What is found of the ledger alone, with no key and nothing kept elsewhere.
fn findings(path: &Path) -> Result<Vec<Finding>, LedgerError> {
    let keys = KeyFolder::new(path.with_extension("nowhere"), Randomness::Secret(|| Ok([0; 32])));
    let ledger = Ledger::open(path, Access::Read, keys)?;
    Ok(ledger.verify(VerifyOptions::default(), &mut |_, _| {})?.findings)
}

fn is_sound(path: &Path) -> bool {
    findings(path).is_ok_and(|findings| findings.is_empty())
}

/// Someone who has the file, and whom its guards do not stop.
struct Forger(Connection);

impl Forger {
    fn new(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        Self(connection)
    }

    /// Do this: all of it or nothing.
    fn change(&self, sql: &str) -> rusqlite::Result<()> {
        let transaction = self.0.unchecked_transaction()?;
        transaction.execute_batch(sql)?;
        transaction.commit()
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

/// The value with one of its bytes changed: each in turn, or every n-th.
fn changed(value: &Value, every: usize) -> Vec<String> {
    let flips = |bytes: &[u8]| -> Vec<String> {
        let flip = |at: usize| {
            let mut bytes = bytes.to_vec();
            bytes[at] ^= 1;
            format!("x'{}'", hex(&bytes))
        };
        (0..bytes.len()).step_by(every).map(flip).collect()
    };
    match value {
        Value::Null => vec!["1".to_owned(), "'x'".to_owned()],
        Value::Integer(number) => {
            let bytes = (0..8).step_by(every.min(5));
            bytes.map(|byte| (number ^ (1 << (8 * byte))).to_string()).collect()
        }
        Value::Real(_) => Vec::new(),
        Value::Text(text) => {
            flips(text.as_bytes()).iter().map(|flip| format!("CAST({flip} AS TEXT)")).collect()
        }
        Value::Blob(bytes) => flips(bytes),
    }
}

/// One byte in the database that is changed, and then put back.
struct Flip {
    back: String,
    /// The entry that must be named, where it is one of an entry.
    entry: Option<EntryId>,
    set: String,
    table: &'static str,
}

impl Flip {
    /// Whether a finding says where it is.
    fn is_named_by(&self, finding: &Finding) -> bool {
        match self.table {
            "entries" => finding.entry() == self.entry,
            "checkpoints" => {
                matches!(finding, Finding::Checkpoint { .. } | Finding::CutOff { .. })
            }
            "contents" => matches!(finding, Finding::Content(_)),
            "faults" => matches!(finding, Finding::Index(IndexFault::NotAFault(_))),
            changed => matches!(
                finding,
                Finding::Index(IndexFault::Table { table, .. }) if *table == changed
            ),
        }
    }
}

/// Every byte of every column of every row of every table, or every n-th.
fn flips(connection: &Connection, every: usize) -> Vec<Flip> {
    let mut flips = Vec::new();
    for (table, key) in TABLES {
        let columns = column(connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
        let keys: Vec<&str> = key.split(", ").collect();
        let sql = format!("SELECT * FROM {table} ORDER BY {key}");
        let mut statement = connection.prepare(&sql).unwrap();
        let rows = statement
            .query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect());
        let rows: Vec<Vec<Value>> = rows.unwrap().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{table}");
        for (position, row) in (0..).zip(&rows) {
            // What a row is found by, when this column of it is not as it was.
            let at = |but: &str, now: &str| {
                let parts =
                    columns.iter().zip(row).filter(|(name, _)| keys.contains(&name.as_str()));
                let parts = parts.map(|(name, value)| {
                    let value = if name == but { now.to_owned() } else { literal(value) };
                    format!("{name} IS {value}")
                });
                parts.collect::<Vec<_>>().join(" AND ")
            };
            for (name, value) in columns.iter().zip(row) {
                let was = literal(value);
                let update = |value: &str, at: &str| {
                    format!("UPDATE {table} SET {name} = {value} WHERE {at}")
                };
                flips.extend(changed(value, every).into_iter().map(|now| Flip {
                    back: update(&was, &at(name, &now)),
                    entry: (table == "entries").then_some(EntryId(position)),
                    set: update(&now, &at("", "")),
                    table,
                }));
            }
        }
    }
    flips
}

#[test]
fn a_flipped_byte_in_any_column_is_found_and_named() {
    assert!(flip(23) > 300);
}

#[test]
#[ignore = "half a minute: every byte, where the test above takes a sample of all columns"]
fn every_flipped_byte_is_found_and_named() {
    assert!(flip(1) > 5500);
}

/// Flip every n-th byte, on all processors, each in a copy of its own. Returns how many were.
fn flip(every: usize) -> usize {
    let session = small();
    let path = path(&session);
    assert!(is_sound(&path));
    let flips = flips(&Connection::open(&path).unwrap(), every);
    let threads = std::thread::available_parallelism().unwrap().get();
    let tried = std::thread::scope(|scope| {
        let work = |first: usize| {
            let copy = path.with_extension(first.to_string());
            std::fs::copy(&path, &copy).unwrap();
            let forger = Forger::new(&copy);
            let mut tried = 0;
            for flip in flips.iter().skip(first).step_by(threads) {
                let Flip { back, set, .. } = flip;
                if let Err(error) = forger.change(set) {
                    // No two rows can have the same key.
                    let code = error.sqlite_error_code();
                    assert_eq!(code, Some(ErrorCode::ConstraintViolation), "{set}: {error}");
                    continue;
                }
                tried += 1;
                let found = findings(&copy).unwrap_or_else(|error| panic!("{set}: {error}"));
                let is_named = found.iter().any(|finding| flip.is_named_by(finding));
                assert!(is_named, "{set}: {found:#?}");
                forger.change(back).unwrap();
            }
            assert!(is_sound(&copy), "all was put back");
            tried
        };
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum::<usize>()
    });
    assert!(tried * 10 > flips.len() * 9, "{tried} of {}", flips.len());
    tried
}

#[test]
fn removed_added_and_swapped_rows_are_found() {
    let session = small();
    let path = path(&session);
    let whole = std::fs::read(&path).unwrap();
    let mut acts = vec![
        // Two entries change places, with everything that they are checked against.
        "UPDATE entries SET position = position + 1000 WHERE position IN (3, 4);
         UPDATE entries SET position = 1007 - position WHERE position >= 1000"
            .to_owned(),
        "UPDATE entries SET position = position + 100".to_owned(),
        "UPDATE entries SET position = position + 1 WHERE position = 6".to_owned(),
        "INSERT INTO entries SELECT max(position) + 1, randomblob(16), bytes, leaf FROM entries"
            .to_owned(),
        "INSERT INTO contents VALUES (zeroblob(32), x'00')".to_owned(),
        "INSERT INTO nodes VALUES (1, 0, zeroblob(32))".to_owned(),
        "INSERT INTO reviews VALUES (1, 1, 'ana', 'corroborated', NULL, 0, NULL, NULL)".to_owned(),
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
        forger.change(&act).unwrap_or_else(|error| panic!("{act}: {error}"));
        drop(forger);
        assert!(!is_sound(&path), "{act}");
        std::fs::write(&path, &whole).unwrap();
    }
    assert!(is_sound(&path));
}

#[test]
fn every_dropped_guard_is_reported() {
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
fn an_older_copy_is_found_only_with_a_checkpoint_kept_elsewhere() {
    let session = small();
    session.run("cp factledger.db older.db").success();
    session.run("factledger mark C1 corroborated -m 'it was 5 after all'").success();
    session.run("factledger checkpoint -o kept.checkpoint").success();
    session.run("mv older.db factledger.db").success();
    let elsewhere = "factledger --keys nowhere verify";
    session.run(elsewhere).success();
    let found = session.run(&format!("{elsewhere} --checkpoint kept.checkpoint"));
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("the ledger has 7 entries, but the checkpoint proves 8"));
    // Where it was written, the last checkpoint is kept, and nothing is signed on an older copy.
    assert_eq!(session.run("factledger verify").code, 3);
    let refused = session.run("factledger note C1 -m x");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
}

#[test]
fn an_older_copy_with_an_overwritten_checkpoint_is_not_written_to() {
    let session = small();
    session.run("cp factledger.db older.db").success();
    session.run("factledger note C1 -m x").success();
    session.run("mv factledger.db newer.db && mv older.db factledger.db").success();
    let kept = session.run("ls .home/.config/factledger/keys/*/last-signed.checkpoint").success();
    let kept = kept.trim();
    assert!(session.run(&format!("ls -l {kept}")).success().starts_with("-rw------- "));
    session.run(&format!("cp {kept} whole")).success();
    for overwrite in ["sed 1s/e/a/ whole >", "sed 2s/[0-9]/9/ whole >"] {
        session.run(&format!("{overwrite} {kept}")).success();
        let refused = session.run("factledger note C1 -m y");
        assert_eq!(refused.code, 3, "{overwrite}\n{}", refused.screen());
        assert!(
            refused.stderr.contains("last-signed.checkpoint` is not a checkpoint that this ledger"),
            "{}",
            refused.stderr
        );
        assert!(refused.stderr.contains("move `"), "{}", refused.stderr);
        assert_eq!(session.run("factledger verify").code, 3);
    }
    session.run(&format!("rm {kept} && mkdir {kept}")).success();
    let refused = session.run("factledger note C1 -m y").failure();
    assert!(refused.contains("the last signed checkpoint cannot be read from `"), "{refused}");
    // Who has looked goes on with the latest.
    session.run(&format!("rmdir {kept} && mv newer.db factledger.db")).success();
    session.run("factledger note C1 -m y").success();
    session.run("factledger verify").success();
}

#[test]
fn a_history_rewritten_by_its_owner_is_found_with_a_checkpoint_kept_elsewhere() {
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
fn a_lost_write_ahead_log_is_found_with_a_checkpoint_kept_elsewhere() {
    let session = small();
    // While someone reads, the latest writes are not in the file itself yet.
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
    assert!(found.stdout.contains("the ledger has 7 entries, but the checkpoint proves 8"));
}
