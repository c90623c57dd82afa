//! Upgrades a database to the format of this program: the files under `migrations/sqlite`, in
//! order.

use std::collections::BTreeSet;

use super::error::failed;
use super::{pragma, schema};
use crate::domain::EntryId;
use crate::store::audit::faults_of;
use crate::store::replay::{copy_log, replay};
use crate::store::sql::Connection;
use crate::store::{Snapshot, StoreError};

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

/// Upgrade a ledger to the format of this program, completely or not at all. Everything except the
/// log is rebuilt from the log, including new columns and tables.
pub(in crate::store) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    if format_of(connection)? == FORMAT {
        return Ok(());
    }
    // Another process may be migrating, too; the second finds the work done.
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

/// Replace the index and the guards with those that follow from the log. Nothing of the log is
/// touched, and nothing of it is believed: whether it is sound is for
/// [`Store::verify`](crate::store::Store::verify) to say, and which of its entries have no effect.
///
/// It is part of a transaction, so it is done completely or not at all.
pub(in crate::store) fn remake(
    transaction: &Connection,
    faults: &BTreeSet<EntryId>,
) -> Result<(), StoreError> {
    let expected = schema::schema(&fresh()?)?;
    for part in schema::schema(transaction)?.iter().filter(|part| !part.is_of_log()) {
        transaction.batch(&part.to_drop())?;
    }
    for part in expected.iter().filter(|part| !part.is_of_log()) {
        transaction.batch(part.sql.as_deref().unwrap_or_default())?;
    }
    replay(&Snapshot::new(transaction), transaction, faults).map(drop)
}

/// An empty ledger, which moves to a temporary file as it grows.
pub(in crate::store) fn fresh() -> Result<Connection, StoreError> {
    let engine = rusqlite::Connection::open("").map_err(failed)?;
    engine.set_prepared_statement_cache_capacity(64);
    let fresh = Connection::new(engine);
    create(&fresh)?;
    Ok(fresh)
}

/// Make the tables of this program's format in an empty database.
pub(in crate::store) fn create(connection: &Connection) -> Result<(), StoreError> {
    MIGRATIONS.iter().try_for_each(|migration| connection.batch(migration))
}

/// An empty database of an earlier format, in memory.
pub(in crate::store) fn of_format(format: i64) -> Result<Connection, StoreError> {
    let connection = Connection::new(rusqlite::Connection::open_in_memory().map_err(failed)?);
    let number = usize::try_from(format).unwrap_or_default();
    for migration in MIGRATIONS.iter().take(number) {
        connection.batch(migration)?;
    }
    Ok(connection)
}

/// The number of the last migration that was run; 0 in a new file.
pub(in crate::store) fn format_of(connection: &Connection) -> Result<i64, StoreError> {
    pragma(connection, "user_version")
}

pub(in crate::store) fn set_format(connection: &Connection, format: i64) -> Result<(), StoreError> {
    let engine = connection.sqlite();
    engine.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    engine.pragma_update(None, "user_version", format).map_err(failed)
}
