//! Brings a database to the format of this program: the files under `migrations/sqlite`, in order.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;
use super::sqlite::{format_of, set_format};

const MIGRATIONS: [&str; 2] = [
    include_str!("../../migrations/sqlite/0001_log.sql"),
    include_str!("../../migrations/sqlite/0002_index.sql"),
];

/// The format that this program writes, and the latest that it reads.
pub(super) const FORMAT: i64 = 2;

/// Run what has not been run: all of it or nothing.
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
    set_format(&transaction, FORMAT)?;
    Ok(transaction.commit()?)
}
