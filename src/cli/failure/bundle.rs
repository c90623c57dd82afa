use super::Failure;
use crate::bundle::{BundleError, SelftestError, VerifyError};

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        let failure = Self::of(&error).of_kind(error.kind());
        match error {
            BundleError::Io(_) | BundleError::Unreadable { .. } => failure,
            BundleError::NotABundle => failure.hint(
                "`factledger export --format bundle` makes one; `factledger verify --help` lists what\n\
                 else can be verified",
            ),
            BundleError::OddArchive(_) => failure.hint(
                "other programs could see other files in it; if one of them made the archive,\n\
                 unpack it, verify the folder, and use only that folder",
            ),
            BundleError::Malformed(_) | BundleError::Missing(_) => {
                failure.hint("ask the person who made it for an intact one")
            }
        }
    }
}

impl From<SelftestError> for Failure {
    fn from(error: SelftestError) -> Self {
        match error {
            SelftestError::Io(_) => Self::of(&error),
            SelftestError::Ledger(error) => error.into(),
        }
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Files(error) => error.into(),
            VerifyError::Ledger(error) => error.into(),
        }
    }
}
