use super::{BundleSink, Edition, pack};
use crate::domain::{EntryId, Sha256, Timestamp};
use crate::export::WriteError;
use crate::ledger::{BundleSigner, Ledger, LedgerError, View};

/// A bundle that was written.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The entries in it without effect: verifying the bundle reports them.
    pub faults: Vec<EntryId>,
    /// The hash of `SHA256SUMS`, which fixes all other files.
    pub sums: Sha256,
}

/// Write a bundle of a ledger at one moment. Without a signer, it has no note.
pub fn write(
    ledger: &mut Ledger,
    made_at: Timestamp,
    signer: Option<&BundleSigner>,
    edition: &Edition,
    sink: &mut dyn BundleSink,
) -> Result<Packed, WriteError<LedgerError>> {
    match write_view(&ledger.view()?, made_at, signer, edition, sink) {
        // Nothing was written yet.
        Err(WriteError::Sections(LedgerError::NotIndexed)) => {}
        written => return written,
    }
    let mut copy = ledger.rebuilt_copy()?;
    write_view(&copy.view()?, made_at, signer, edition, sink)
}

pub(super) fn write_view(
    view: &View<'_>,
    made_at: Timestamp,
    signer: Option<&BundleSigner>,
    edition: &Edition,
    sink: &mut dyn BundleSink,
) -> Result<Packed, WriteError<LedgerError>> {
    let bundle = view.bundle(made_at, signer)?;
    let faults = bundle.faults.clone();
    let sums = pack(bundle, edition, sink)?;
    Ok(Packed { faults, sums })
}

impl From<LedgerError> for WriteError<LedgerError> {
    fn from(error: LedgerError) -> Self {
        Self::Sections(error)
    }
}
