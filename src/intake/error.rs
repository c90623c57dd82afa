use std::path::PathBuf;

use crate::ledger::LedgerError;
use crate::text::external::ProposeError;
use crate::text::fetch::{AddressError, FetchError};
use crate::text::read::{FindError, ReadError};
use crate::view::words;

/// Why a source failed.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A folder below the one that was named is a bundle.
    #[error("the folder `{}` is a bundle of a ledger, not articles", .0.display())]
    Bundle(PathBuf),
    /// A name that looks like a web address is not one.
    #[error("`{name}` was not imported")]
    Address { name: String, source: AddressError },
    #[error("`{name}` was not imported")]
    Fetch { name: String, source: FetchError },
    /// Nothing is found at a path.
    #[error(transparent)]
    Find(#[from] FindError),
    #[error("`{name}` was not imported")]
    Read { name: String, source: ReadError },
    /// A folder below the one that was named.
    #[error("the folder `{}` cannot be read", .0.display())]
    UnreadableFolder(PathBuf),
}

/// Why the work stopped.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The external extractor failed, at the article of this origin.
    #[error("the extractor failed{}", .origin.as_ref().map(|origin| format!(" at `{origin}`")).unwrap_or_default())]
    Extractor { origin: Option<String>, source: ProposeError },
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The articles of earlier batches are recorded, those of this one are not.
    #[error("only the first {} recorded", words::count(*recorded as u64, "article was", "articles were"))]
    Partly { recorded: usize, source: Box<IntakeError> },
    /// The only source failed.
    #[error(transparent)]
    Source(#[from] SourceError),
}
