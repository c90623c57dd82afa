use std::cell::Cell;
use std::path::PathBuf;

use super::audit::Stored;
use super::sql::Connection;
use super::{
    EngineError, Location, Newcomer, Purpose, ServerError, Snapshot, StoreError, View, Writer,
    postgres, sqlite,
};
use crate::domain::{Actor, EntryUuid};
use crate::keys::KeyFolder;

/// The purpose of opening a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To carry another ledger there: nothing may be there yet, or what was carried before.
    Copy,
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

/// How often something is tried at a server, at most.
pub const TRIES: usize = 10;

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
    /// Where the file is; `None` if the ledger is on a server.
    pub(super) path: Option<PathBuf>,
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
    /// Open a ledger where it is.
    pub fn at(location: &Location, access: Access) -> Result<Self, StoreError> {
        match location {
            Location::File(path) => Self::open(path, access),
            Location::Server(server) => Self::connect(server, access),
        }
    }

    pub(super) fn new(
        access: Access,
        connection: Connection,
        path: impl Into<Option<PathBuf>>,
    ) -> Self {
        let path = path.into();
        let checked = Cell::new(None);
        Self { access, checked, connection, header: None, newcomer: None, original: None, path }
    }

    pub fn is_on_server(&self) -> bool {
        self.path.is_none() && self.connection.postgres().is_some()
    }

    /// The ledger at this moment, for any number of questions.
    pub fn view(&mut self) -> Result<View<'_>, StoreError> {
        let stored = Stored { header: self.header.as_deref(), original: self.original.as_ref() };
        Ok(View::new(self.connection.begin_to_read()?, stored))
    }

    /// Read everything as of one moment: of a later one, from the beginning, if the connection to a
    /// server breaks.
    pub fn read<T, E: From<StoreError>>(
        &self,
        mut read: impl FnMut(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 1..TRIES;
        loop {
            let moment = self.connection.begin_to_read()?;
            let done = read(&Snapshot::new(moment.connection()));
            drop(moment);
            match done {
                Err(_) if self.may_try_again() && tries.next().is_some() => {}
                done => return done,
            }
        }
    }

    /// Whether what failed last may succeed if it is done again from its beginning.
    pub fn may_try_again(&self) -> bool {
        self.connection.may_try_again()
    }

    /// Write, completely or not at all, and then sign the log. Other writers wait.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        author: &Actor,
        keys: &KeyFolder,
        write: impl FnMut(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_for(Purpose::Act, author, keys, write)
    }

    /// The same for a purpose that may be another than an act.
    ///
    /// On a server, the connection may break at any moment. Then the same act, with the same ids, is
    /// tried again, at whichever server takes writes then; if it broke while the act was saved, only
    /// after a look at whether it was.
    pub fn write_for<T, E: From<StoreError>>(
        &mut self,
        purpose: Purpose,
        author: &Actor,
        keys: &KeyFolder,
        mut write: impl FnMut(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for number in 1..=TRIES {
            match self.try_to_write(purpose, author, keys, &mut write) {
                Ok(Some(written)) => return Ok(written),
                Ok(None) => {}
                Err(_) if self.may_try_again() && number < TRIES => {}
                Err(error) => return Err(error),
            }
        }
        let error = EngineError::new(format!("the act was tried {TRIES} times"));
        Err(StoreError::Server(ServerError::Lost(error)).into())
    }

    /// Try it once. `None`: it was not recorded, and may be tried again.
    fn try_to_write<T, E: From<StoreError>>(
        &mut self,
        purpose: Purpose,
        author: &Actor,
        keys: &KeyFolder,
        write: &mut impl FnMut(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        // Until now, a copy of a ledger of an earlier format was read.
        let upgraded = match (&self.original, &self.path) {
            (Some(_), Some(path)) => Some(Self::open_to_upgrade(path)?),
            (Some(_) | None, _) => None,
        };
        let connection = upgraded.as_ref().unwrap_or(&self.connection);
        let turn = self.path.as_deref().map(sqlite::turn);
        let transaction = connection.begin_to_act()?;
        drop(turn);
        if upgraded.is_some() {
            sqlite::upgrade::bring_up_to_date(&transaction)?;
        }
        if self.path.is_some() {
            sqlite::check_schema(&self.checked, &transaction)?;
        } else {
            postgres::check_schema(&self.checked, &transaction)?;
        }
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
            return Ok(Some(written));
        };
        match transaction.commit() {
            Ok(()) => {}
            Err(StoreError::Disk(error)) => self.look_again(signed.last, error)?,
            Err(StoreError::Server(error @ (ServerError::NotCopied | ServerError::Unknown(_)))) => {
                match postgres::settle(&self.connection, signed.last) {
                    Ok(Some(_)) => {}
                    Ok(None) => return Ok(None),
                    // What failed last says nothing of the act, which may be there.
                    Err(_) => {
                        let _ = self.may_try_again();
                        return Err(StoreError::Server(error).into());
                    }
                }
            }
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
        if let Some(path) = &self.path {
            keys.keep_in_use(&signed.log, path);
        }
        self.newcomer = signed.newcomer.or(self.newcomer.take());
        Ok(Some(written))
    }

    /// Who acted for the first time, in the last act of this store. It is told once.
    pub fn newcomer(&mut self) -> Option<Newcomer> {
        self.newcomer.take()
    }

    /// Refuse to write to a copy of a ledger that is written to elsewhere on this machine.
    fn ensure_in_use(&self, snapshot: &Snapshot<'_>, keys: &KeyFolder) -> Result<(), StoreError> {
        let Some(path) = &self.path else { return Ok(()) };
        let Some((log, _)) = snapshot.created()? else { return Ok(()) };
        let Some(used) = keys.in_use_elsewhere(&log, path) else { return Ok(()) };
        // It may have made way for another file, or be damaged beyond use.
        let created = |used: Self| used.read(|snapshot| snapshot.created().map(Option::unzip));
        let is_it = Self::open(&used, Access::Read).and_then(created);
        let is_it = is_it.is_ok_and(|(other, _)| other == Some(log));
        if is_it { Err(StoreError::Copy { used }) } else { Ok(()) }
    }

    /// The disk failed at the last moment: check whether the act was recorded anyway.
    fn look_again(&mut self, last: EntryUuid, error: EngineError) -> Result<(), StoreError> {
        // The state of this connection can no longer be trusted.
        let Some(path) = &self.path else { return Err(StoreError::Disk(error)) };
        let found = Self::open_to_upgrade(path).and_then(|again| {
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
