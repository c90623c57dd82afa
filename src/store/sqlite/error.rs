//! What an error of SQLite means.

use std::io;

use rusqlite::{Error, ErrorCode, ffi};

use crate::store::{EngineError, StoreError};

/// What SQLite said, as an error of the store.
pub(in crate::store) fn failed(error: Error) -> StoreError {
    // There is no room for the memory that the processes share.
    let extended = error.sqlite_error().map(|error| error.extended_code);
    if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) {
        return StoreError::Full;
    }
    // A column has an impossible value, or a table is not ours: our statements never change.
    let is_damage = matches!(
        &error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::SqlInputError { .. }
            | Error::Utf8Error(..)
    ) || matches!(
        &error,
        Error::SqliteFailure(_, Some(what)) if what.starts_with("no such ")
    );
    let code = error.sqlite_error_code();
    let said = EngineError::new(error);
    if is_damage {
        return StoreError::Damaged(said);
    }
    match code {
        Some(ErrorCode::CannotOpen) => {
            // SQLite gives no details, but repeats the path.
            let what = "it cannot be read or created";
            StoreError::CannotOpen(io::Error::other(what))
        }
        // SQLite reports the last when a short lock is held for seconds.
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed,
        ) => StoreError::Busy(StoreError::PATIENCE),
        // Our writes break no constraint, unless there is a row that should not exist.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation) => {
            StoreError::Damaged(said)
        }
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::OutOfMemory) => StoreError::NoMemory,
        Some(ErrorCode::NotADatabase) => StoreError::NotALedger,
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly,
        Some(ErrorCode::SystemIoFailure) => StoreError::Disk(said),
        Some(_) | None => StoreError::Engine(said),
    }
}

/// Damage that we have found ourselves, as SQLite would report it.
pub(in crate::store) fn damaged(code: i32, what: String) -> StoreError {
    let error = Error::SqliteFailure(ffi::Error::new(code), Some(what));
    StoreError::Damaged(EngineError::new(error))
}
