//! Brings a database to the format of this program: the files under `migrations/sqlite`, in order.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;
use super::replay::remake;

const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/sqlite/0001_log.sql"),
    include_str!("../../migrations/sqlite/0002_index.sql"),
    include_str!("../../migrations/sqlite/0003_sources.sql"),
];

/// `FLDG`, so that `file` and other programs can tell a ledger from other databases.
pub(super) const APPLICATION_ID: i64 = 0x464c_4447;

/// The format that this program writes, and the latest that it reads.
pub(super) const FORMAT: i64 = 3;

/// Run what has not been run, and make the index of an older ledger again, since new columns follow
/// from its log too: all of it or nothing.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if format_of(connection)? == FORMAT {
        return Ok(());
    }
    // Somebody else may be migrating too; who comes second finds the work done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = format_of(&transaction)?;
    if done > FORMAT {
        return Err(StoreError::Newer { found: done, known: FORMAT });
    }
    for (number, migration) in (1..).zip(MIGRATIONS) {
        if number > done {
            transaction.execute_batch(migration)?;
        }
    }
    if done > 0 {
        remake(&transaction)?;
    }
    set_format(&transaction, FORMAT)?;
    Ok(transaction.commit()?)
}

/// Make the tables of this program's format in an empty database.
pub(super) fn create(connection: &Connection) -> Result<(), StoreError> {
    MIGRATIONS.iter().try_for_each(|migration| Ok(connection.execute_batch(migration)?))
}

/// The number of the last migration that was run; 0 in a new file.
pub(super) fn format_of(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn set_format(connection: &Connection, format: i64) -> Result<(), StoreError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(connection.pragma_update(None, "user_version", format)?)
}
