//! Opening a file: what it is, who owns it, and what it may be opened for.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::thread;

use rusqlite::{OpenFlags, ffi};

use super::beside::{are_ours, has_wal, make_way, may_write, share};
use super::error::{damaged, failed};
use super::migrations::{APPLICATION_ID, FORMAT, format_of};
use super::patience::{PAUSE, Patience};
use super::reading::open_alone;
use super::upgrade::{migrate, upgraded};
use super::{open_with, pragma, schema, settings};
use crate::store::copy::UNFINISHED;
use crate::store::sql::{Connection, params};
use crate::store::{Access, Store, StoreError};

/// In bytes. Measured: large pages load faster, small ones commit faster; this is the middle.
const PAGE_SIZE: u32 = 8192;

/// How often SQLite checks whether others are done.
const TRIES: u64 = StoreError::PATIENCE * 1000;

impl Store {
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        // An absolute path cannot be one of SQLite's magic names, such as `:memory:`.
        let path = std::path::absolute(path).map_err(StoreError::CannotOpen)?;
        // SQLite puts its other files next to the file that a link points to.
        let path = fs::canonicalize(&path).unwrap_or(path);
        let opened = match (fs::metadata(&path), access) {
            (Ok(metadata), _) if !metadata.is_file() => Err(StoreError::NotALedger),
            (_, Access::Copy | Access::WriteOrCreate) => {
                if let Some(folder) = path.parent() {
                    fs::metadata(folder).map_err(StoreError::CannotOpen)?;
                }
                Self::open_to_write(&path, access)
            }
            (Ok(metadata), _) if metadata.len() == 0 => Err(StoreError::NoLedger),
            (Ok(_), Access::Read | Access::Verify) => Self::open_to_read(&path),
            (Ok(_), Access::Repair | Access::Write) => Self::open_to_write(&path, access),
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::NoLedger),
            (Err(error), _) => Err(StoreError::CannotOpen(error)),
        };
        match opened {
            Ok(connection) => Ok(Self::new(access, connection, path)),
            Err(StoreError::Older { found, .. }) => Self::open_older(path, access, found),
            Err(StoreError::Header(what)) if access == Access::Verify => {
                let mut store = Self::new(access, open_alone(&path, guarded)?, path);
                store.header = Some(what);
                Ok(store)
            }
            Err(StoreError::NotALedger) if was_a_ledger(&path) => {
                Err(damaged(ffi::SQLITE_NOTADB, "its first page is damaged".to_owned()))
            }
            Err(error) => Err(error),
        }
    }

    /// Open a ledger of an earlier format: a copy of its log, with an index in this program's
    /// format, in a temporary file. The file itself is not touched before an act is recorded.
    fn open_older(path: PathBuf, access: Access, format: i64) -> Result<Self, StoreError> {
        let original = open_alone(&path, guarded)?;
        match upgraded(&original, format) {
            Ok(copy) => {
                let mut store = Self::new(access, copy, path);
                store.original = Some(original);
                Ok(store)
            }
            // Problems are found in the file itself.
            Err(StoreError::Schema(_) | StoreError::Unsound(_)) if access == Access::Verify => {
                Ok(Self::new(access, original, path))
            }
            Err(error) => Err(error),
        }
    }

    fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
        let recognised = |connection| Self::recognised(connection, Access::Read);
        if !are_ours(path) {
            return open_alone(path, recognised);
        }
        // The owner's connection can write but is set to only read: a read-only connection would
        // leave behind the files that SQLite keeps next to an open database.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let opened = Patience::new().wait_for(|| {
            let connection = recognised(open_with(path, flags)?)?;
            connection.sqlite()?.pragma_update(None, "query_only", "ON").map_err(failed)?;
            Ok(connection)
        });
        match opened {
            // A disk that has no room for what SQLite keeps beside the database, or a folder in
            // which nothing can be put. Where no writer has left anything there, the file alone is
            // all there is to read.
            Err(StoreError::CannotOpen(_) | StoreError::Full | StoreError::ReadOnly)
                if !has_wal(path) =>
            {
                open_alone(path, recognised)
            }
            opened => {
                share(path);
                opened
            }
        }
    }

    fn open_to_write(path: &Path, access: Access) -> Result<Connection, StoreError> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        if may_make(access) {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = match Self::recognised_to_write(path, flags, access)? {
            Recognised::AsItIs(connection) => return Ok(connection),
            Recognised::Ledger(connection) => connection,
        };
        let found = format_of(&connection)?;
        if found == 0 {
            connection.sqlite()?.pragma_update(None, "page_size", PAGE_SIZE).map_err(failed)?;
        }
        if (1..FORMAT).contains(&found) && access != Access::Repair {
            return Err(StoreError::Older { found, known: FORMAT });
        }
        if !is_wal(&connection)? {
            // This program never leaves a file like this, so someone else put it here.
            if found != 0 {
                refuse_damaged(&connection)?;
            }
            to_wal(&connection)?;
        }
        migrate(&connection)?;
        share(path);
        Ok(connection)
    }

    /// Open a file to record something in it and bring it up to date, in one transaction.
    pub(in crate::store) fn open_to_upgrade(path: &Path) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let (Recognised::AsItIs(connection) | Recognised::Ledger(connection)) =
            Self::recognised_to_write(path, flags, Access::Write)?;
        if !is_wal(&connection)? {
            refuse_damaged(&connection)?;
        }
        share(path);
        Ok(connection)
    }

    fn recognised_to_write(
        path: &Path,
        flags: OpenFlags,
        access: Access,
    ) -> Result<Recognised, StoreError> {
        if may_make(access) {
            // SQLite would keep the group from writing, whatever the umask says. If it is there, or
            // cannot be made, that is said below.
            let _ = fs::File::options().write(true).create_new(true).open(path);
        }
        if path.exists() && !may_write(path) {
            return Err(StoreError::ReadOnly);
        }
        make_way(path)?;
        let recognised =
            Patience::new().wait_for(|| Self::recognised(open_with(path, flags)?, access));
        let connection = match recognised {
            Err(StoreError::Header(_)) if access == Access::Repair => {
                let connection = open_with(path, flags)?;
                settings::guard(&connection)?;
                settings::keep(&connection)?;
                return Ok(Recognised::AsItIs(connection));
            }
            // It is there, but nothing can be put beside it.
            Err(StoreError::CannotOpen(_)) if fs::File::open(path).is_ok() => {
                return Err(StoreError::ReadOnly);
            }
            recognised => recognised?,
        };
        settings::keep(&connection)?;
        Ok(Recognised::Ledger(connection))
    }

    /// Check what was opened before doing anything with it.
    fn recognised(connection: Connection, access: Access) -> Result<Connection, StoreError> {
        settings::guard(&connection)?;
        let waits = |tries: i32| {
            thread::sleep(PAUSE);
            u64::try_from(tries).is_ok_and(|tries| tries < TRIES)
        };
        connection.sqlite()?.busy_handler(Some(waits)).map_err(failed)?;
        // In one transaction: another process may be creating the ledger between two queries.
        let moment = connection.begin_to_read()?;
        let application_id: i64 = pragma(&moment, "application_id")?;
        let has_nothing = !moment.exists("SELECT 1 FROM sqlite_schema LIMIT 1", params![])?;
        let found = format_of(&moment)?;
        let encoding: String = pragma(&moment, "encoding")?;
        drop(moment);
        let is_current = schema::is_current(&connection)?;
        if application_id != APPLICATION_ID {
            // An empty file is a ledger that someone is creating right now, or was creating when
            // the power failed.
            if has_nothing {
                return if may_make(access) { Ok(connection) } else { Err(StoreError::NoLedger) };
            }
            return Err(if is_current {
                StoreError::Header(format!("its application id is {application_id}"))
            } else {
                StoreError::NotALedger
            });
        }
        if encoding != "UTF-8" {
            return Err(StoreError::Header(format!("its text encoding is {encoding}")));
        }
        if found == UNFINISHED && is_current {
            return if access == Access::Copy {
                Ok(connection)
            } else {
                Err(StoreError::Unfinished)
            };
        }
        if found != FORMAT && (is_current || found < 1) {
            let what = format!(
                "its format number is {found}, but its tables are those of format {FORMAT}"
            );
            return Err(StoreError::Header(what));
        }
        if found > FORMAT {
            return Err(StoreError::Newer { found, known: FORMAT });
        }
        if found < FORMAT && matches!(access, Access::Read | Access::Verify) {
            return Err(StoreError::Older { found, known: FORMAT });
        }
        Ok(connection)
    }
}

/// Whether the file may be made.
fn may_make(access: Access) -> bool {
    matches!(access, Access::Copy | Access::WriteOrCreate)
}

/// A database that was opened to write to it.
enum Recognised {
    /// Its header is damaged. Nothing is done but to repair it.
    AsItIs(Connection),
    Ledger(Connection),
}

/// Refuse to write to a database with damaged pages.
fn refuse_damaged(connection: &Connection) -> Result<(), StoreError> {
    let found: Option<String> = connection.value("PRAGMA quick_check(1)", params![])?;
    match found {
        Some(found) if found != "ok" => Err(damaged(ffi::SQLITE_CORRUPT, found)),
        Some(_) | None => Ok(()),
    }
}

fn guarded(connection: Connection) -> Result<Connection, StoreError> {
    settings::guard(&connection)?;
    Ok(connection)
}

/// Whether a file is a database, or was a ledger before its first page was damaged, by its first 100
/// bytes (<https://www.sqlite.org/fileformat.html>).
pub fn begins_like_a_ledger(start: &[u8]) -> bool {
    start.starts_with(b"SQLite format 3\0") || has_mark(start)
}

/// Whether these first bytes of a file have the application id of a ledger.
fn has_mark(start: &[u8]) -> bool {
    const APPLICATION_ID_AT: usize = 68;
    let id = start.get(APPLICATION_ID_AT..APPLICATION_ID_AT + 4);
    let own = u32::try_from(APPLICATION_ID).unwrap_or_default().to_be_bytes();
    id.is_some_and(|id| id == own)
}

/// Whether a file that cannot be opened was a ledger.
fn was_a_ledger(path: &Path) -> bool {
    let mut start = [0; 100];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && has_mark(&start)
}

fn is_wal(connection: &Connection) -> Result<bool, StoreError> {
    let mode: String = pragma(connection, "journal_mode")?;
    Ok(mode == "wal")
}

/// Change to WAL mode. Unlike elsewhere, SQLite does not wait for others here, so we do.
pub(in crate::store) fn to_wal(connection: &Connection) -> Result<(), StoreError> {
    let mode = Patience::new().wait_for(|| {
        let to = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        connection
            .sqlite()?
            .pragma_update_and_check(None, "journal_mode", "WAL", to)
            .map_err(failed)
    })?;
    if mode == "wal" { Ok(()) } else { Err(StoreError::NoWal) }
}
