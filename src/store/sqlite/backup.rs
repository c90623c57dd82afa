use std::io;
use std::path::Path;

use super::error::failed;
use super::patience::Patience;
use super::pragma;
use crate::store::copy::carry_keys;
use crate::store::replay::{copy_log, replay};
use crate::store::sql::params;
use crate::store::{Access, Snapshot, Store, StoreError};

impl Store {
    /// Copy all of it, as of one moment, to a file that is empty or does not exist.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        if self.is_on_server() {
            return self.copy_into(&Self::open(file, Access::WriteOrCreate)?);
        }
        let file = file.to_str().ok_or_else(|| {
            StoreError::CannotOpen(io::Error::other("its name is not valid Unicode"))
        })?;
        // A query-only connection may not write to another file either.
        let asks_only: bool = pragma(&self.connection, "query_only")?;
        self.set_query_only(false)?;
        let copied =
            Patience::new().wait_for(|| self.connection.query("VACUUM INTO ?1", params![file]));
        self.set_query_only(asks_only)?;
        copied.map(drop)
    }

    /// Copy the log of this ledger, as of one moment, and make the index of it in an empty one.
    fn copy_into(&self, copy: &Self) -> Result<(), StoreError> {
        let moment = self.connection.begin_to_read()?;
        let transaction = copy.connection.begin_to_write()?;
        copy_log(&moment, &transaction)?;
        carry_keys(&moment, &transaction)?;
        let faults = Snapshot::new(&moment).faults()?;
        replay(&Snapshot::new(&transaction), &transaction, &faults)?;
        transaction.commit()
    }

    fn set_query_only(&self, asks_only: bool) -> Result<(), StoreError> {
        let engine = self.connection.sqlite()?;
        engine.pragma_update(None, "query_only", asks_only).map_err(failed)
    }
}
