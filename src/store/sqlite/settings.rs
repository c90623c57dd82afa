//! The settings of a connection. They bind only our own connections: other programs can do what
//! they like with the file.

use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;

use super::error::failed;
use crate::store::StoreError;
use crate::store::sql::Connection;

/// The most bytes in one value: an article may have 512 MiB, and half as many more as UTF-8.
const LONGEST: i32 = 768 << 20;

/// The most bytes in one statement, and in one line of a schema.
const LONGEST_SQL: i32 = 1 << 16;

/// Disable everything that a ledger does not need, whatever the file contains.
pub(super) fn guard(connection: &Connection) -> Result<(), StoreError> {
    let engine = connection.sqlite()?;
    engine.busy_timeout(Duration::from_secs(StoreError::PATIENCE)).map_err(failed)?;
    engine.set_prepared_statement_cache_capacity(64);
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        // Otherwise, a statement is planned again whenever its parameters change.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    ] {
        engine.set_db_config(setting, value).map_err(failed)?;
    }
    for (limit, most) in [
        // Copying a database needs one.
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_LENGTH, LONGEST),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL),
    ] {
        engine.set_limit(limit, most).map_err(failed)?;
    }
    // In KiB: what a search in a large ledger reads again and again. This setting alone reads the
    // file: one that is no database any more is refused where it is read, or salvaged.
    let _ = set(&engine, &[("cache_size", "-65536")]);
    set(&engine, &[("cell_size_check", "ON"), ("mmap_size", "0"), ("recursive_triggers", "ON")])
}

/// Make sure that what is written stays.
pub(super) fn keep(connection: &Connection) -> Result<(), StoreError> {
    set(
        &*connection.sqlite()?,
        &[
            // Acknowledged data survives a power cut.
            ("synchronous", "FULL"),
            ("temp_store", "MEMORY"),
            // Otherwise, a long import would write each page of the index again and again.
            ("wal_autocheckpoint", "16384"),
        ],
    )
}

fn set(engine: &rusqlite::Connection, pragmas: &[(&str, &str)]) -> Result<(), StoreError> {
    let mut pragmas = pragmas.iter();
    let set = pragmas.try_for_each(|(pragma, value)| engine.pragma_update(None, pragma, value));
    set.map_err(failed)
}

#[cfg(test)]
mod tests {
    use crate::store::{Access, Store};

    /// A new ledger with nothing in it.
    fn ledger() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("a.db"), Access::WriteOrCreate).unwrap();
        (folder, store)
    }

    #[track_caller]
    fn refused(store: &Store, sql: &str, why: &str) {
        let error = store.connection.sqlite().unwrap().execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains(why), "{sql:.80}\n{error}");
    }

    #[test]
    fn every_connection_has_the_right_settings() {
        let (folder, writer) = ledger();
        let reader = Store::open(&folder.path().join("a.db"), Access::Read).unwrap();
        let both = [
            ("cache_size", -65_536),
            ("cell_size_check", 1),
            ("foreign_keys", 1),
            ("mmap_size", 0),
            ("recursive_triggers", 1),
            ("trusted_schema", 0),
        ];
        let full = [("synchronous", 2), ("temp_store", 2), ("wal_autocheckpoint", 16_384)];
        let of = |store: &Store, pragma: &str| -> i64 {
            store
                .connection
                .sqlite()
                .unwrap()
                .pragma_query_value(None, pragma, |row| row.get(0))
                .unwrap()
        };
        for (pragma, value) in both {
            assert_eq!(of(&writer, pragma), value, "{pragma}");
            assert_eq!(of(&reader, pragma), value, "{pragma}");
        }
        for (pragma, value) in full {
            assert_eq!(of(&writer, pragma), value, "{pragma}");
        }
        assert_eq!(of(&reader, "query_only"), 1);
    }

    #[test]
    fn features_that_a_ledger_does_not_need_are_disabled() {
        let (folder, store) = ledger();
        let other = folder.path().join("other.db");
        let attach = format!("ATTACH '{}' AS other", other.display());
        refused(&store, &attach, "unable to open database");
        rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        store.connection.batch(&attach).unwrap();
        refused(&store, "INSERT INTO other.a VALUES (1)", "readonly");
        refused(&store, "ATTACH ':memory:' AS third", "too many attached databases");
        store.connection.batch("DETACH other").unwrap();
        refused(&store, "SELECT load_extension('a')", "not authorized");
        refused(&store, "SELECT \"a\"", "no such column");
        refused(&store, "SELECT zeroblob(805306369)", "too big");
        store.connection.batch("SELECT zeroblob(1000)").unwrap();
        refused(&store, &format!("SELECT 1 {}", " ".repeat(1 << 16)), "statement too long");
        let schema = "UPDATE sqlite_schema SET sql = ''";
        refused(&store, &format!("PRAGMA writable_schema = ON; {schema}"), "may not be modified");
    }

    #[test]
    fn a_ledger_can_still_be_copied() {
        let (folder, store) = ledger();
        let copy = folder.path().join("copy.db");
        store.copy_to(&copy).unwrap();
        assert!(Store::open(&copy, Access::Read).is_ok());
    }
}
