use std::cell::Cell;
use std::path::PathBuf;

use super::audit::Stored;
use super::sql::Connection;
use super::{EngineError, Newcomer, Purpose, Snapshot, StoreError, View, Writer, sqlite};
use crate::domain::{Actor, EntryUuid};
use crate::keys::KeyFolder;

/// The purpose of opening a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read. Nothing is recorded, and the file may be on a read-only disk.
    Read,
    /// To read and write an existing ledger.
    Write,
    /// To verify: like [`Access::Read`], but a damaged header is not an error.
    Verify,
    /// To rebuild the index from the log, and to restore the guards.
    Repair,
    /// To read and write, creating the ledger if it does not exist.
    WriteOrCreate,
}

/// A database that holds a ledger.
pub struct Store {
    pub(super) access: Access,
    /// The version of the schema that was checked last; the engine increments it with every change.
    checked: Cell<Option<i64>>,
    pub(super) connection: Connection,
    /// Who acted for the first time, in the last act of this store.
    pub(super) newcomer: Option<Newcomer>,
    /// What is wrong with the header of the file.
    pub(super) header: Option<String>,
    /// The file itself, if it has an earlier format: then a copy of it in this program's format is
    /// read, until something is recorded.
    pub(super) original: Option<Connection>,
    pub(super) path: PathBuf,
}

/// A store that has written leaves no write-ahead log behind.
impl Drop for Store {
    fn drop(&mut self) {
        if !matches!(self.access, Access::Read | Access::Verify) {
            sqlite::leave(&self.connection);
        }
    }
}

impl Store {
    pub(super) fn new(access: Access, connection: Connection, path: PathBuf) -> Self {
        let checked = Cell::new(None);
        Self { access, checked, connection, header: None, newcomer: None, original: None, path }
    }

    /// The ledger at this moment, for any number of questions.
    pub fn view(&mut self) -> Result<View<'_>, StoreError> {
        let stored = Stored { header: self.header.as_deref(), original: self.original.as_ref() };
        Ok(View::new(self.connection.begin_to_read()?, stored))
    }

    /// Read everything as of one moment.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let moment = self.connection.begin_to_read()?;
        read(&Snapshot::new(moment.connection()))
    }

    /// Write, completely or not at all, and then sign the log. Other writers wait.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        author: &Actor,
        keys: &KeyFolder,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_for(Purpose::Act, author, keys, write)
    }

    /// The same for a purpose that may be another than an act.
    pub fn write_for<T, E: From<StoreError>>(
        &mut self,
        purpose: Purpose,
        author: &Actor,
        keys: &KeyFolder,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // Until now, a copy of a ledger of an earlier format was read.
        let upgraded = match &self.original {
            Some(_) => Some(Self::open_to_upgrade(&self.path)?),
            None => None,
        };
        let connection = upgraded.as_ref().unwrap_or(&self.connection);
        let turn = sqlite::turn(&self.path);
        let transaction = connection.begin_to_write()?;
        drop(turn);
        if upgraded.is_some() {
            sqlite::upgrade::bring_up_to_date(&transaction)?;
        }
        sqlite::check_schema(&self.checked, &transaction)?;
        if !keys.is_this_copy {
            self.ensure_in_use(&Snapshot::new(&transaction), keys)?;
        }
        let mut writer = Writer::new(&transaction, author, keys, purpose)?;
        let written = write(&mut writer)?;
        let has_sealed = writer.has_sealed();
        let Some(signed) = writer.finish()? else {
            if has_sealed {
                transaction.commit()?;
            }
            return Ok(written);
        };
        match transaction.commit() {
            Ok(()) => {}
            Err(StoreError::Disk(error)) => self.look_again(signed.last, error)?,
            Err(error) => return Err(error.into()),
        }
        if let Some(connection) = upgraded {
            // If others prevent it now, the next writer does it.
            let _ = sqlite::to_wal(&connection);
            self.connection = connection;
            self.original = None;
        }
        if let Some(key) = &signed.next_key {
            // Until the next act puts it in its place, it is found where it is.
            let _ = keys.take_next(&signed.log, key);
        }
        keys.keep_signed(&signed.log, &signed.checkpoint);
        keys.keep_in_use(&signed.log, &self.path);
        self.newcomer = signed.newcomer.or(self.newcomer.take());
        Ok(written)
    }

    /// Who acted for the first time, in the last act of this store. It is told once.
    pub fn newcomer(&mut self) -> Option<Newcomer> {
        self.newcomer.take()
    }

    /// Refuse to write to a copy of a ledger that is written to elsewhere on this machine.
    fn ensure_in_use(&self, snapshot: &Snapshot<'_>, keys: &KeyFolder) -> Result<(), StoreError> {
        let Some((log, _)) = snapshot.created()? else { return Ok(()) };
        let Some(used) = keys.in_use_elsewhere(&log, &self.path) else { return Ok(()) };
        // It may have made way for another file, or be damaged beyond use.
        let created = |used: Self| used.read(|snapshot| snapshot.created().map(Option::unzip));
        let is_it = Self::open(&used, Access::Read).and_then(created);
        let is_it = is_it.is_ok_and(|(other, _)| other == Some(log));
        if is_it { Err(StoreError::Copy { used }) } else { Ok(()) }
    }

    /// The disk failed at the last moment: check whether the act was recorded anyway.
    fn look_again(&mut self, last: EntryUuid, error: EngineError) -> Result<(), StoreError> {
        // The state of this connection can no longer be trusted.
        let found = Self::open_to_upgrade(&self.path).and_then(|again| {
            sqlite::settle(&again)?;
            let found = Snapshot::new(&again).position_of(last)?;
            self.connection = again;
            Ok(found)
        });
        match found {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(StoreError::Disk(error)),
            Err(_) => Err(StoreError::Unknown(error)),
        }
    }
}
