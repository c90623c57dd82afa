use super::BundleError;
use crate::export::WriteError;
use crate::ledger::{LedgerError, StoreError};
use crate::view::{FileFault, Finding};

/// Why a bundle cannot be verified: that it is damaged is a finding, and not among these.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Files(#[from] BundleError),
    /// Of the ledger that is made of it, in a file of the system's own.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Damage is a finding; a file that cannot be read at all is an error.
pub(super) fn damage(error: BundleError) -> Result<Finding, BundleError> {
    match error {
        BundleError::Malformed(_) | BundleError::Missing(_) => {
            Ok(Finding::BundleUnreadable(error.to_string()))
        }
        BundleError::Io(_)
        | BundleError::NotABundle
        | BundleError::OddArchive(_)
        | BundleError::Unreadable { .. } => Err(error),
    }
}

/// Something is wrong with a file.
pub(super) fn of_file(path: &str, how: FileFault) -> Finding {
    Finding::BundleFile { how, path: path.to_owned() }
}

impl From<StoreError> for VerifyError {
    fn from(error: StoreError) -> Self {
        Self::Ledger(error.into())
    }
}

impl From<WriteError<LedgerError>> for VerifyError {
    fn from(error: WriteError<LedgerError>) -> Self {
        match error {
            WriteError::House(error) => Self::Files(BundleError::Io(std::io::Error::other(error))),
            WriteError::Output(error) => Self::Files(BundleError::Io(error)),
            WriteError::Sections(error) => Self::Ledger(error),
        }
    }
}
