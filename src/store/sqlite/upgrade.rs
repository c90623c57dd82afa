//! Brings a ledger of an earlier format to the format of this program.

use super::migrations::{FORMAT, create, format_of, fresh, of_format, set_format};
use super::remake::remake;
use super::schema;
use crate::store::StoreError;
use crate::store::audit::faults_of;
use crate::store::replay::copy_log;
use crate::store::sql::Connection;

/// Bring a ledger to the format of this program, all of it or nothing. What an earlier format had
/// beside the log is rebuilt from the log, since new columns and tables follow from it too.
pub(in crate::store) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    if format_of(connection)? == FORMAT {
        return Ok(());
    }
    // Somebody else may be migrating too; who comes second finds the work done.
    let transaction = connection.begin_to_write()?;
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
    transaction.commit()
}

/// A copy of a ledger of an earlier format, in this program's format, in a file of the system's own.
/// What is in its log is copied as it is, and not believed.
pub(in crate::store) fn upgraded(
    original: &Connection,
    format: i64,
) -> Result<Connection, StoreError> {
    let moment = original.begin_to_read()?;
    schema::check_log(&moment, &of_format(format)?)?;
    let copy = fresh()?;
    let transaction = copy.begin_to_write()?;
    copy_log(&moment, &transaction)?;
    remake(&transaction, &faults_of(&moment)?)?;
    set_format(&transaction, FORMAT)?;
    transaction.commit()?;
    Ok(copy)
}
