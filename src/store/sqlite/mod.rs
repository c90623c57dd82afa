//! Code specific to SQLite: its file, its settings, its guards, its damage.

mod backup;
mod beside;
mod carve;
mod carve_words;
mod erase;
pub(in crate::store) mod error;
mod holders;
pub(in crate::store) mod migrations;
mod open;
pub(in crate::store) mod patience;
#[cfg(test)]
mod plans;
pub(in crate::store) mod reading;
pub(in crate::store) mod remake;
mod salvage;
pub(in crate::store) mod schema;
mod settings;
mod tampering;
pub(in crate::store) mod upgrade;
pub(in crate::store) mod watch;
mod write_queue;

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::types::FromSql;

use self::beside::{WAL, beside};
use self::error::failed;
use super::StoreError;
use super::sql::{Connection, OfType, params};

pub use holders::{Holder, holders};
pub use open::begins_like_a_ledger;
pub(in crate::store) use open::to_wal;
pub use salvage::{DamagedLedger, Salvage};
pub use tampering::{TAMPERINGS, record_past_the_rules};
pub(in crate::store) use write_queue::Turn;

/// Which entries are of these types: the exact conditions of the indexes of the log (migrations
/// 0004, 0006, 0013, 0018, 0023 and 0025). An entry's type is near its end, before its signature.
pub(in crate::store) fn of_type(types: OfType) -> &'static str {
    match types {
        OfType::Articles => {
            r#"instr(substr(bytes, -512), CAST('"type":"article.imported","v":1}' AS BLOB)) > 0"#
        }
        OfType::Claims => {
            r#"instr(substr(bytes, -512), CAST('"type":"claim.added","v":1}' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"claims.extracted","v":1}' AS BLOB)) > 0"#
        }
        OfType::Evidence => {
            r#"instr(substr(bytes, -512), CAST('"type":"evidence.added","v":1}' AS BLOB)) > 0"#
        }
        OfType::Keys => {
            r#"instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"policy.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"key.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"role.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"scale.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"ledger.' AS BLOB)) > 0"#
        }
        OfType::Withheld => {
            r#"instr(substr(bytes, -512), CAST('"type":"content.withheld","v":1}' AS BLOB)) > 0"#
        }
    }
}

/// How a transaction begins; this alone does not read anything yet.
pub(in crate::store) const BEGIN_TO_READ: &str = "BEGIN DEFERRED";
pub(in crate::store) const FIRST_READ: &str = "SELECT count(*) FROM sqlite_schema";
/// Immediate: a transaction that reads first and writes later may be refused half-way.
pub(in crate::store) const BEGIN_TO_WRITE: &str = "BEGIN IMMEDIATE";

fn open_with(path: impl AsRef<Path>, flags: OpenFlags) -> Result<Connection, StoreError> {
    let engine =
        rusqlite::Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    engine.map(Connection::new).map_err(failed)
}

/// The value of a setting.
fn pragma<T: FromSql>(connection: &Connection, name: &str) -> Result<T, StoreError> {
    connection.sqlite()?.pragma_query_value(None, name, |row| row.get(0)).map_err(failed)
}

/// The first place in the queue of writers to this file.
pub(in crate::store) fn turn(path: &Path) -> Turn {
    Turn::wait(&beside(path, WAL))
}

/// Leave no write-ahead log behind, even if others continue reading.
pub(in crate::store) fn leave(connection: &Connection) {
    let Ok(engine) = connection.sqlite() else { return };
    // Do not wait for this: the next writer does the same.
    let _ = engine.busy_timeout(Duration::ZERO);
    let _ = engine.pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
}

/// Empty the write-ahead log. Data that could not be synced may or may not be on the disk:
/// committed data is written again to the database itself, and uncommitted data could otherwise
/// reappear when the log is next read.
pub(in crate::store) fn settle(connection: &Connection) -> Result<(), StoreError> {
    let is_busy = connection.value("PRAGMA wal_checkpoint(TRUNCATE)", params![])?;
    if is_busy.unwrap_or(true) { Err(StoreError::Busy(StoreError::PATIENCE)) } else { Ok(()) }
}

/// Damage that the database finds in its own pages.
pub(in crate::store) fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    // A server checks its pages itself, with the checksums that it was set up with.
    if connection.postgres().is_some() {
        return Ok(Vec::new());
    }
    let mut lines = connection.column("PRAGMA integrity_check(10)", params![])?;
    lines.retain(|line: &String| line != "ok");
    Ok(lines)
}

/// Check the schema, if it was changed since the last check. This connection uses the schema that
/// it read then, even if it is overwritten without a new version.
pub(in crate::store) fn check_schema(
    checked: &Cell<Option<i64>>,
    transaction: &Connection,
) -> Result<(), StoreError> {
    let version = pragma(transaction, "schema_version")?;
    if checked.get() != Some(version) {
        schema::check(transaction)?;
        checked.set(Some(version));
    }
    Ok(())
}
