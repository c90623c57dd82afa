use std::path::Path;

use super::{Access, Ledger, LedgerError, StoreError, VerifyOptions};
use crate::store::Store;
use crate::view::Verification;

impl Ledger {
    /// Verify the whole ledger: the log, the texts, the index and the guards. It is checked against
    /// the checkpoints of `options` and, unless it is a copy, against the last ones signed and
    /// cosigned on this machine.
    pub fn verify(
        &self,
        options: VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        Ok(self.store.verify(&self.with_kept_here(options)?, progress)?)
    }

    /// If the log is sound, rebuild the index from it, restore the guards of the database, and
    /// verify everything. Otherwise change nothing.
    pub fn rebuild(
        &mut self,
        options: VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        let options = self.with_kept_here(options)?;
        Ok(self.store.rebuild(&options, progress)?)
    }

    /// Add the checkpoints saved on this machine.
    fn with_kept_here(&self, mut options: VerifyOptions) -> Result<VerifyOptions, LedgerError> {
        let created: Result<_, LedgerError> = self.store.read(|snapshot| Ok(snapshot.created()?));
        // Unreadable entries are found and named later.
        if !options.may_be_older
            && let Ok(Some((log, _))) = created
        {
            let signed = self.keys.last_signed(&log).map_err(StoreError::from)?;
            let signed = signed.map(|note| (self.keys.last_signed_path(&log), note));
            let here = signed.into_iter().chain(self.keys.last_cosigned(&log));
            options.kept.extend(here.map(|(path, note)| (path.display().to_string(), note)));
        }
        Ok(options)
    }

    /// Copy the ledger, at one moment, to a file that is empty or does not exist, and verify the
    /// copy: it must be sound, and extend the last checkpoint of the ledger.
    pub fn back_up(
        &self,
        file: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        let before = self.stored_checkpoint()?;
        self.store.copy_to(file)?;
        let copy = Store::open(file, Access::Read)?;
        let kept = vec![("the ledger".to_owned(), before.into_bytes())];
        let options = VerifyOptions { kept, ..VerifyOptions::default() };
        Ok(copy.verify(&options, progress)?)
    }

    /// The last signed checkpoint, verbatim.
    pub fn checkpoint(&self) -> Result<String, LedgerError> {
        let checkpoint = self.stored_checkpoint()?;
        self.store.read(|snapshot| Ok::<_, LedgerError>(snapshot.attest_head()?))?;
        Ok(checkpoint)
    }

    /// The same, even if it is not valid.
    pub(super) fn stored_checkpoint(&self) -> Result<String, LedgerError> {
        self.store.read(|snapshot| snapshot.last_checkpoint()?.ok_or(LedgerError::Empty))
    }
}
