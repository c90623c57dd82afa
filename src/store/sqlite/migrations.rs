//! Brings a database to the format of this program: the files under `migrations/sqlite`, in order.

use rusqlite::{Connection, TransactionBehavior};

use super::schema;
use crate::store::StoreError;
use crate::store::audit::faults_of;
use crate::store::replay::{copy_log, fresh, remake};

const MIGRATIONS: [&str; 4] = [
    include_str!("../../../migrations/sqlite/0001_log.sql"),
    include_str!("../../../migrations/sqlite/0002_index.sql"),
    include_str!("../../../migrations/sqlite/0003_sources.sql"),
    include_str!("../../../migrations/sqlite/0004_checks.sql"),
];

/// `FLDG`, so that `file` and other programs can tell a ledger from other databases.
pub(in crate::store) const APPLICATION_ID: i64 = 0x464c_4447;

/// The format that this program writes, and the latest that it reads.
pub(in crate::store) const FORMAT: i64 = 4;

/// Bring a ledger to the format of this program, all of it or nothing. What an earlier format had
/// beside the log is rebuilt from the log, since new columns and tables follow from it too.
pub(in crate::store) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if format_of(connection)? == FORMAT {
        return Ok(());
    }
    // Somebody else may be migrating too; who comes second finds the work done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match format_of(&transaction)? {
        FORMAT => return Ok(()),
        0 => create(&transaction)?,
        found if found > FORMAT => return Err(StoreError::Newer { found, known: FORMAT }),
        found => {
            schema::check_log(&transaction, &of_format(found)?)?;
            let faults = faults_of(&transaction)?;
            remake(&transaction, &faults)?;
        }
    }
    set_format(&transaction, FORMAT)?;
    Ok(transaction.commit()?)
}

/// A copy of a ledger of an earlier format, in this program's format, in a file of the system's own.
/// What is in its log is copied as it is, and not believed.
pub(in crate::store) fn upgraded(
    original: &Connection,
    format: i64,
) -> Result<Connection, StoreError> {
    let moment = original.unchecked_transaction()?;
    schema::check_log(&moment, &of_format(format)?)?;
    let copy = fresh()?;
    let transaction = copy.unchecked_transaction()?;
    copy_log(&moment, &transaction)?;
    remake(&transaction, &faults_of(&moment)?)?;
    set_format(&transaction, FORMAT)?;
    transaction.commit()?;
    Ok(copy)
}

/// Make the tables of this program's format in an empty database.
pub(in crate::store) fn create(connection: &Connection) -> Result<(), StoreError> {
    MIGRATIONS.iter().try_for_each(|migration| Ok(connection.execute_batch(migration)?))
}

/// An empty database of an earlier format, in memory.
pub(in crate::store) fn of_format(format: i64) -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory()?;
    let number = usize::try_from(format).unwrap_or_default();
    for migration in MIGRATIONS.iter().take(number) {
        connection.execute_batch(migration)?;
    }
    Ok(connection)
}

/// The number of the last migration that was run; 0 in a new file.
pub(in crate::store) fn format_of(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

pub(in crate::store) fn set_format(connection: &Connection, format: i64) -> Result<(), StoreError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(connection.pragma_update(None, "user_version", format)?)
}
