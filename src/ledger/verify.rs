use super::{Ledger, LedgerError};
use crate::report::Verification;
use crate::store::Depth;

impl Ledger {
    /// Verify the whole ledger: the log, the texts, the index and the guards. It is held against
    /// the checkpoints of `depth`, and against the last one that was signed on this machine.
    pub fn verify(
        &self,
        mut depth: Depth,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        let created: Result<_, LedgerError> = self.store.read(|snapshot| Ok(snapshot.created()?));
        // What cannot be read here is found and told further on.
        if let Ok(Some((log, _))) = created
            && let Some(note) = self.keys.last_signed(&log)
        {
            depth.kept.push((self.keys.last_signed_path(&log).display().to_string(), note));
        }
        Ok(self.store.verify(&depth, progress)?)
    }

    /// The last signed checkpoint, verbatim. `None`: nothing was recorded yet.
    pub fn checkpoint(&self) -> Result<Option<String>, LedgerError> {
        self.store.read(|snapshot| Ok(snapshot.last_checkpoint()?))
    }
}
