//! What only SQLite has: its file, its settings, its numbers.

pub(in crate::store) mod beside;
mod carve;
mod holders;
pub(in crate::store) mod migrations;
pub(in crate::store) mod patience;
pub(in crate::store) mod reading;
mod salvage;
pub(in crate::store) mod schema;
mod settings;
mod tampering;
mod write_queue;

use std::cell::Cell;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use self::beside::{WAL, are_ours, beside, has_wal, make_way, may_write, share};
use self::migrations::{APPLICATION_ID, FORMAT, format_of, migrate, upgraded};
use self::patience::{PAUSE, Patience};
use self::reading::{Watch, open_alone};
use self::write_queue::Turn;
use super::{Snapshot, StoreError, View, Writer};
use crate::domain::{Author, EntryId};
use crate::keys::KeyFolder;

pub use holders::{Holder, holders};
pub use salvage::{Salvage, Wreck};
pub use tampering::{TAMPERINGS, record_past_the_rules};

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read. Nothing is recorded, and the file may be on a disk that cannot be written to.
    Read,
    /// To read and write a ledger that is there.
    Write,
    /// To verify: like [`Access::Read`], and damage to what the file says of itself is no obstacle.
    Verify,
    /// To put back all that follows from the log, and all that guards it.
    Repair,
    /// To read and write, and to make the ledger if there is none.
    WriteOrCreate,
}

/// A database file that holds a ledger.
pub struct Store {
    pub(in crate::store) access: Access,
    /// The version of the schema that was checked last; SQLite counts it up with every change.
    checked: Cell<Option<i64>>,
    pub(in crate::store) connection: Connection,
    /// What is wrong with what the file says of itself.
    pub(in crate::store) header: Option<String>,
    /// The file itself, where it is of an earlier format: what is read is then a copy of it in this
    /// program's format.
    pub(in crate::store) original: Option<Connection>,
    pub(in crate::store) path: PathBuf,
    /// Goes after the connection.
    pub(in crate::store) watch: Watch,
}

/// Which entries are of these kinds: the conditions of the indexes of the log (migration 0004), word
/// by word. An entry's type is near its end, before its signature.
pub(in crate::store) const ON_ARTICLES: &str =
    r#"instr(substr(bytes, -512), CAST('"type":"article.imported","v":1}' AS BLOB)) > 0"#;
pub(in crate::store) const ON_CLAIMS: &str = r#"instr(substr(bytes, -512), CAST('"type":"claim.added","v":1}' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"claims.extracted","v":1}' AS BLOB)) > 0"#;
pub(in crate::store) const ON_REVIEWERS: &str =
    r#"instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0"#;

/// Whoever has written leaves no write-ahead log behind, even where others go on reading.
impl Drop for Store {
    fn drop(&mut self) {
        if !matches!(self.access, Access::Read | Access::Verify) {
            // Not at the price of waiting: who writes next does the same.
            let _ = self.connection.busy_timeout(Duration::ZERO);
            let _ = self.connection.pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
        }
    }
}

/// In bytes. Measured: large pages load faster, small ones commit faster; this is the middle.
const PAGE_SIZE: u32 = 8192;

/// How often SQLite asks whether others are done.
const TRIES: u64 = StoreError::PATIENCE * 1000;

impl Store {
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        // An absolute path cannot be one of SQLite's magic names, such as `:memory:`.
        let path = std::path::absolute(path).map_err(StoreError::CannotOpen)?;
        // What SQLite keeps beside a database, it keeps beside the file that a link leads to.
        let path = fs::canonicalize(&path).unwrap_or(path);
        let opened = match (fs::metadata(&path), access) {
            (Ok(metadata), _) if !metadata.is_file() => Err(StoreError::NotALedger),
            (_, Access::WriteOrCreate) => {
                if let Some(folder) = path.parent() {
                    fs::metadata(folder).map_err(StoreError::CannotOpen)?;
                }
                Self::open_to_write(&path, access).map(|opened| (opened, Watch::default()))
            }
            (Ok(metadata), _) if metadata.len() == 0 => Err(StoreError::NoLedger),
            (Ok(_), Access::Read | Access::Verify) => Self::open_to_read(&path),
            (Ok(_), Access::Repair | Access::Write) => {
                Self::open_to_write(&path, access).map(|opened| (opened, Watch::default()))
            }
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::NoLedger),
            (Err(error), _) => Err(StoreError::CannotOpen(error)),
        };
        match opened {
            Ok((connection, watch)) => Ok(Self::new(access, connection, path, watch)),
            Err(StoreError::Older { found, .. }) => Self::open_older(path, access, found),
            Err(StoreError::Header(what)) if access == Access::Verify => {
                let (connection, watch) = open_alone(&path, guarded)?;
                let mut store = Self::new(access, connection, path, watch);
                store.header = Some(what);
                Ok(store)
            }
            Err(StoreError::NotALedger) if was_a_ledger(&path) => {
                let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
                let what = "its first page is damaged".to_owned();
                Err(StoreError::Damaged(rusqlite::Error::SqliteFailure(error, Some(what))))
            }
            Err(error) => Err(error),
        }
    }

    pub(in crate::store) fn new(
        access: Access,
        connection: Connection,
        path: PathBuf,
        watch: Watch,
    ) -> Self {
        let checked = Cell::new(None);
        Self { access, checked, connection, header: None, original: None, path, watch }
    }

    /// Open a ledger of an earlier format to read it: a copy of its log, from which an index in this
    /// program's format is built, in a file of the system's own. The file itself is not touched.
    fn open_older(path: PathBuf, access: Access, format: i64) -> Result<Self, StoreError> {
        let (original, watch) = open_alone(&path, guarded)?;
        match watch.judge(&path, upgraded(&original, format)) {
            Ok(copy) => {
                let mut store = Self::new(Access::Read, copy, path, watch);
                store.original = Some(original);
                Ok(store)
            }
            // What is wrong with it is found in the file itself.
            Err(StoreError::Schema(_) | StoreError::Unsound(_)) if access == Access::Verify => {
                Ok(Self::new(access, original, path, watch))
            }
            Err(error) => Err(error),
        }
    }

    fn open_to_read(path: &Path) -> Result<(Connection, Watch), StoreError> {
        let recognised = |connection| Self::recognised(connection, Access::Read);
        if !are_ours(path) {
            return open_alone(path, recognised);
        }
        // The owner is asked to read only: a connection that may not write would leave the files
        // behind that SQLite keeps beside a database while it is open.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Patience::new().wait_for(|| {
            let connection = recognised(Connection::open_with_flags(path, flags)?)?;
            connection.pragma_update(None, "query_only", "ON")?;
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
                Ok((opened?, Watch::default()))
            }
        }
    }

    fn open_to_write(path: &Path, access: Access) -> Result<Connection, StoreError> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if access == Access::WriteOrCreate {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        if path.exists() && !may_write(path) {
            return Err(StoreError::ReadOnly);
        }
        make_way(path)?;
        let recognised = Patience::new()
            .wait_for(|| Self::recognised(Connection::open_with_flags(path, flags)?, access));
        let mut connection = match recognised {
            Err(StoreError::Header(_)) if access == Access::Repair => {
                let connection = Connection::open_with_flags(path, flags)?;
                settings::guard(&connection)?;
                settings::keep(&connection)?;
                return Ok(connection);
            }
            // It is there, but nothing can be put beside it.
            Err(StoreError::CannotOpen(_)) if fs::File::open(path).is_ok() => {
                return Err(StoreError::ReadOnly);
            }
            recognised => recognised?,
        };
        settings::keep(&connection)?;
        let is_new = format_of(&connection)? == 0;
        if is_new {
            connection.pragma_update(None, "page_size", PAGE_SIZE)?;
        }
        if !is_wal(&connection)? {
            // Nothing that this program writes to is left so: it was put here, and by whom?
            if !is_new {
                refuse_damaged(&connection)?;
            }
            to_wal(&connection)?;
        }
        migrate(&mut connection)?;
        share(path);
        Ok(connection)
    }

    /// Make sure of what was opened before anything is done to it.
    fn recognised(mut connection: Connection, access: Access) -> Result<Connection, StoreError> {
        settings::guard(&connection)?;
        connection.busy_handler(Some(|tries: i32| {
            thread::sleep(PAUSE);
            u64::try_from(tries).is_ok_and(|tries| tries < TRIES)
        }))?;
        // In one transaction: another may be making the ledger between one question and the next.
        let moment = connection.unchecked_transaction()?;
        let application_id: i64 =
            moment.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i64 =
            moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let found = format_of(&moment)?;
        let encoding: String = moment.pragma_query_value(None, "encoding", |row| row.get(0))?;
        drop(moment);
        let is_current = schema::is_current(&connection)?;
        if application_id != APPLICATION_ID {
            // What holds nothing at all is a ledger that somebody is making at this moment, or
            // was making when the power went.
            if tables == 0 {
                let may_be_made = access == Access::WriteOrCreate;
                return if may_be_made { Ok(connection) } else { Err(StoreError::NoLedger) };
            }
            return Err(if is_current {
                StoreError::Header(format!("its application id is {application_id}"))
            } else {
                StoreError::NotALedger
            });
        }
        if encoding != "UTF-8" {
            return Err(StoreError::Header(format!("its texts are kept in {encoding}")));
        }
        if found != FORMAT && (is_current || found < 1) {
            let what = format!("its format number is {found}, and it is made as format {FORMAT}");
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

    /// The ledger as it stands at this moment, to be asked as often as wanted.
    pub fn view(&mut self) -> Result<View<'_>, StoreError> {
        let moment = Patience::new().wait_for(|| Ok(begin_to_read(&self.connection)?))?;
        Ok(View::new(Moment { connection: &self.connection, _transaction: moment }))
    }

    /// Read, all of it as it stood at one moment.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = Patience::new().wait_for(|| Ok(begin_to_read(&self.connection)?))?;
        let read = read(&Snapshot::new(&transaction));
        self.watch.judge(&self.path, read)
    }

    /// Write, all of it or nothing, and sign the log as it is then. Other writers wait.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        keys: &KeyFolder,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let turn = Turn::wait(&beside(&self.path, WAL));
        // Immediate: a transaction that reads first and would write later may be refused half-way.
        let transaction = Patience::new().wait_for(|| {
            let behaviour = TransactionBehavior::Immediate;
            Ok(Transaction::new_unchecked(&self.connection, behaviour)?)
        })?;
        drop(turn);
        check_schema(&self.checked, &transaction)?;
        let mut writer = Writer::new(&transaction, author, keys)?;
        let written = write(&mut writer)?;
        let Some(signed) = writer.finish()? else { return Ok(written) };
        match transaction.commit().map_err(StoreError::from) {
            Ok(()) => {}
            Err(StoreError::Disk(error)) => self.look_again(signed.last, error)?,
            Err(error) => return Err(error.into()),
        }
        keys.keep_signed(&signed.log, &signed.checkpoint);
        Ok(written)
    }

    /// Copy all of it, as it stands at one moment, to a file that is empty or not there.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let file = file.to_str().ok_or_else(|| {
            StoreError::CannotOpen(io::Error::other("its name is not in Unicode"))
        })?;
        // A connection that may only ask is not let write another file either.
        let asks_only: bool =
            self.connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
        self.connection.pragma_update(None, "query_only", false)?;
        let copied = Patience::new()
            .wait_for(|| Ok(self.connection.execute("VACUUM INTO ?1", [file]).map(drop)?));
        self.connection.pragma_update(None, "query_only", asks_only)?;
        self.watch.judge(&self.path, copied)
    }

    /// The disk failed at the last moment: look whether the act is there all the same.
    fn look_again(&mut self, last: EntryId, error: rusqlite::Error) -> Result<(), StoreError> {
        // What this connection believes is worth nothing any more.
        let found = Self::open(&self.path, Access::Write).and_then(|mut again| {
            settle(&again.connection)?;
            let found = again.read(|snapshot| snapshot.position_of(last))?;
            std::mem::swap(&mut self.connection, &mut again.connection);
            again.access = Access::Read;
            Ok(found)
        });
        match found {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(StoreError::Disk(error)),
            Err(_) => Err(StoreError::Unknown(error)),
        }
    }
}

/// A moment that is read.
pub(in crate::store) struct Moment<'a> {
    connection: &'a Connection,
    _transaction: Transaction<'a>,
}

impl<'a> Moment<'a> {
    pub(in crate::store) fn snapshot(&self) -> Snapshot<'a> {
        Snapshot::new(self.connection)
    }
}

/// Begin to read at this moment, not at the first question.
pub(in crate::store) fn begin_to_read(
    connection: &Connection,
) -> rusqlite::Result<Transaction<'_>> {
    let transaction = connection.unchecked_transaction()?;
    transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(transaction)
}

/// Leave nothing in the write-ahead log. What could not be synced there may be on the disk or not,
/// whatever it looks like: what counts is written again, to the database itself, and what does not
/// count could otherwise come back when the log is next read.
fn settle(connection: &Connection) -> Result<(), StoreError> {
    let is_busy =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))?;
    if is_busy { Err(StoreError::Busy(StoreError::PATIENCE)) } else { Ok(()) }
}

/// What the database itself finds wrong with its pages.
pub(in crate::store) fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check(10)")?;
    let lines = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Refuse to write to a database in whose pages something is wrong.
fn refuse_damaged(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(StoreError::Damaged(rusqlite::Error::SqliteFailure(error, Some(found))))
}

fn guarded(connection: Connection) -> Result<Connection, StoreError> {
    settings::guard(&connection)?;
    Ok(connection)
}

/// Make sure of the schema, if it was changed since it was checked last. What this connection does
/// follows the schema that it read then, whatever is written over it without a new version.
fn check_schema(
    checked: &Cell<Option<i64>>,
    transaction: &Transaction<'_>,
) -> Result<(), StoreError> {
    let version = transaction.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    if checked.get() != Some(version) {
        schema::check(transaction)?;
        checked.set(Some(version));
    }
    Ok(())
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
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(mode == "wal")
}

/// Change to WAL mode. SQLite does not wait for others here as it does elsewhere, so we do.
fn to_wal(connection: &Connection) -> Result<(), StoreError> {
    let mode = Patience::new().wait_for(|| {
        let to = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        Ok(connection.pragma_update_and_check(None, "journal_mode", "WAL", to)?)
    })?;
    if mode == "wal" { Ok(()) } else { Err(StoreError::NoWal) }
}
