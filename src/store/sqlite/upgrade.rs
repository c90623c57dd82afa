//! Upgrades a ledger of an earlier format to the format of this program.

use super::migrations::{FORMAT, create, format_of, fresh, of_format, set_format};
use super::remake::remake;
use super::schema;
use crate::store::StoreError;
use crate::store::audit::faults_of;
use crate::store::copy::UNFINISHED;
use crate::store::replay::copy_log;
use crate::store::sql::Connection;

/// Upgrade a ledger to the format of this program, completely or not at all. Everything except the
/// log is rebuilt from the log, including new columns and tables.
pub(in crate::store) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    if [FORMAT, UNFINISHED].contains(&format_of(connection)?) {
        return Ok(());
    }
    // Another process may be migrating, too; the second finds the work done.
    let transaction = connection.begin_to_write()?;
    bring_up_to_date(&transaction)?;
    transaction.commit()
}

/// The same, as a part of a transaction: what is refused in the end upgrades nothing.
pub(in crate::store) fn bring_up_to_date(transaction: &Connection) -> Result<(), StoreError> {
    match format_of(transaction)? {
        FORMAT => return Ok(()),
        UNFINISHED => return Err(StoreError::Unfinished),
        0 => create(transaction)?,
        found if found > FORMAT => return Err(StoreError::Newer { found, known: FORMAT }),
        found => {
            schema::check_log(transaction, &of_format(found)?)?;
            let faults = faults_of(transaction)?;
            remake(transaction, &faults)?;
        }
    }
    set_format(transaction, FORMAT)
}

/// A copy of a ledger of an earlier format, in this program's format, in a temporary file. Its log
/// is copied unchanged and not trusted.
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
