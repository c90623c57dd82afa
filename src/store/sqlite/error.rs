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
    // A column holds what none of ours can, or a table is another one: our statements are always
    // the same.
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
            // SQLite tells no more, but repeats the path.
            let what = "it cannot be read or created";
            StoreError::CannotOpen(io::Error::other(what))
        }
        // The last is what SQLite says when a lock that is held for moments is held for seconds.
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed,
        ) => StoreError::Busy(StoreError::PATIENCE),
        // Nothing that we write breaks a constraint, unless a row is there that should not be.
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
