//! The facade: one method for each thing that a person can do with a ledger. User interfaces call
//! only this.

mod act;
mod against;
mod article_act;
mod articles;
mod as_of;
mod attested;
mod bundle;
mod copy;
mod cosign;
mod docket;
mod error;
mod evidence;
mod evidence_view;
mod ground;
mod import;
mod inbox;
mod log_keys;
mod pages;
mod policy;
mod proof;
mod published;
mod report;
mod reread;
mod reviewers;
mod salvage;
mod scope;
mod search;
mod seen;
mod selection;
mod selftest;
mod stats;
mod summary;
mod undo;
mod verify;
mod view;
mod withhold;

use std::path::Path;

pub use crate::merkle::VerifierKey;
pub use crate::store::{
    Access, AddressError, Holder, LedgerParts, Location, Newcomer, Roles, Rotated, Server,
    ServerEnvironment, ServerError, StoreError, Succeeded, VARIABLES, VerifyOptions,
    begins_like_a_ledger, holders, roles,
};

pub use act::{Addition, Place};
pub use against::Compared;
pub use articles::Articles;
pub use bundle::{Bundle, BundleSigner};
pub use cosign::{Contradiction, CosignError, Cosigned, Named};
pub use docket::Next;
pub use error::LedgerError;
pub use evidence::{Captured, NewEvidence, ReadText, WhereFound};
pub use import::{Asked, Imported, KnownArticle};
pub use inbox::Addressee;
pub use log_keys::RotatedKey;
pub use pages::{Claims, History};
pub use policy::PolicyView;
pub use proof::{Proof, ProofError, Proven, Prover, check_proof, log_keys};
pub use published::{PlacedClaim, PublishedImport, Sayings};
pub use report::ReportReader;
pub use reviewers::{AddedReviewer, Exported, ReviewerError};
pub use salvage::{Salvaged, salvage};
pub use scope::{NewScope, Part};
pub use search::{SearchPage, SearchQuery};
pub use selftest::Scratch;
pub use undo::Undoing;
pub use view::View;
pub use withhold::{Erased, ToWithhold, Withheld, WithheldError};

use crate::domain::Viewer;
use crate::keys::KeyFolder;
use crate::store::Store;
use seen::Looking;

/// A ledger that is open.
pub struct Ledger {
    keys: KeyFolder,
    looking: Looking,
    store: Store,
}

/// Make the roles of a ledger, and an empty one, in a database on a server.
pub fn set_up(server: &Server, names: &Roles) -> Result<(), LedgerError> {
    Ok(crate::store::set_up(server, names)?)
}

impl Ledger {
    /// Open the ledger in this file. `keys` has the private keys to sign with; reading needs none.
    ///
    /// Until [`Ledger::seen_by`] says who looks, what is hidden from anybody is not shown.
    pub fn open(path: &Path, access: Access, keys: KeyFolder) -> Result<Self, LedgerError> {
        let looking = Looking::Now(Viewer::default());
        Ok(Self { keys, looking, store: Store::open(path, access)? })
    }

    /// Open the ledger that is there, in a file or on a server.
    pub fn at(location: &Location, access: Access, keys: KeyFolder) -> Result<Self, LedgerError> {
        let looking = Looking::Now(Viewer::default());
        Ok(Self { keys, looking, store: Store::at(location, access)? })
    }

    /// The same, and this is who looks at it.
    #[must_use]
    pub fn seen_by(mut self, viewer: Viewer) -> Self {
        self.looking = Looking::Now(viewer);
        self
    }

    /// Who acted for the first time, in the last act. It is told once.
    pub fn newcomer(&mut self) -> Option<Newcomer> {
        self.store.newcomer()
    }
}
