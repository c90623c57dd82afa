//! The facade: one method for each thing that a person can do with a ledger. User interfaces call
//! only this.

mod act;
mod article_act;
mod attested;
mod bundle;
mod cosign;
mod error;
mod import;
mod pages;
mod proof;
mod report;
mod reviewers;
mod salvage;
mod selftest;
mod summary;
mod verify;
mod view;

use std::path::Path;

pub use crate::merkle::VerifierKey;
pub use crate::store::{
    Access, Holder, LedgerParts, StoreError, VerifyOptions, begins_like_a_ledger, holders,
};
pub use act::{Addition, Place};
pub use bundle::{Bundle, BundleSigner};
pub use cosign::{Contradiction, CosignError, Cosigned, Named};
pub use error::LedgerError;
pub use import::Imported;
pub use pages::{Claims, History};
pub use proof::{Proof, ProofError, Proven, check_proof, log_keys};
pub use report::Sections;
pub use reviewers::{Exported, ReviewerError};
pub use salvage::{Salvaged, salvage};
pub use selftest::Scratch;
pub use view::View;

use crate::keys::KeyFolder;
use crate::store::Store;

/// A ledger that is open.
pub struct Ledger {
    keys: KeyFolder,
    store: Store,
}

impl Ledger {
    /// Open the ledger in this file. `keys` has the private keys to sign with; reading needs none.
    pub fn open(path: &Path, access: Access, keys: KeyFolder) -> Result<Self, LedgerError> {
        Ok(Self { keys, store: Store::open(path, access)? })
    }
}
