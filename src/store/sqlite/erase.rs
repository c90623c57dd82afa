use super::error::failed;
use crate::store::{Store, StoreError};

impl Store {
    /// From now on, overwrite with zeros what is removed from the pages of the file.
    pub fn erase_what_is_removed(&self) -> Result<(), StoreError> {
        if self.is_on_server() {
            return Ok(()); // A server overwrites nothing at once: see below.
        }
        let engine = self.connection.sqlite()?;
        engine.pragma_update(None, "secure_delete", true).map_err(failed)
    }

    /// Write the file again without its unused parts, and empty its write-ahead log. `false`:
    /// another process is using the ledger, or the disk is full, so something may remain.
    pub fn erase_remains(&self) -> bool {
        let Ok(engine) = self.connection.sqlite() else { return false };
        let is_emptied = || {
            let emptied = engine.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            emptied.is_ok_and(|is_busy: i64| is_busy == 0)
        };
        engine.execute_batch("VACUUM").is_ok() && is_emptied()
    }
}
