use super::{BundleSink, Edition, pack};
use crate::domain::{EntryId, Sha256, Timestamp};
use crate::export::WriteError;
use crate::ledger::{BundleSigner, Ledger, LedgerError};

/// A bundle that was written.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The entries in it that have no effect: whoever verifies it is told of them.
    pub faults: Vec<EntryId>,
    /// The hash of `SHA256SUMS`, which fixes all other files.
    pub sums: Sha256,
}

/// Write a bundle of a ledger, as it stands at one moment. Without a signer it has no note.
pub fn write(
    ledger: &Ledger,
    made_at: Timestamp,
    signer: Option<&BundleSigner>,
    edition: &Edition,
    sink: &mut dyn BundleSink,
) -> Result<Packed, WriteError<LedgerError>> {
    ledger.bundle(made_at, signer, |bundle| {
        let faults = bundle.faults.clone();
        let sums = pack(bundle, edition, sink)?;
        Ok(Packed { faults, sums })
    })
}

impl From<LedgerError> for WriteError<LedgerError> {
    fn from(error: LedgerError) -> Self {
        Self::Sections(error)
    }
}
