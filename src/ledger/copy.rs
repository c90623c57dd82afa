use super::{Ledger, LedgerError, VerifyOptions};
use crate::view::Verification;

/// Carrying a ledger from one database to another, of either engine.
impl Ledger {
    /// Carry all of it, as of one moment, into a ledger that was opened for a copy. Until
    /// [`Ledger::finish_copy`] nobody can use that. If it is interrupted, it goes on where it was.
    pub fn carry_to(
        &self,
        target: &Self,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), LedgerError> {
        Ok(self.store.carry_to(&target.store, progress)?)
    }

    /// Verify what was carried here: it must be sound, and extend this checkpoint. Then it is a
    /// ledger.
    pub fn finish_copy(
        &mut self,
        checkpoint: String,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        let kept = vec![("the ledger".to_owned(), checkpoint.into_bytes())];
        let options = VerifyOptions { kept, ..VerifyOptions::default() };
        Ok(self.store.finish_copy(&options, progress)?)
    }
}
