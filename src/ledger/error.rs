use super::{CosignError, Place, ProofError, ReviewerError, StoreError};
use crate::domain::{
    ArticleId, ClaimId, EntryId, ErrorKind, LineColumn, NotACursor, Refusal, Subject, Timestamp,
};

/// Why the ledger refused or failed. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The same words were recorded as a claim before.
    #[error("these words are already claim `{0}`")]
    AlreadyAClaim(ClaimId),
    /// The first digits match several hashes.
    #[error("`{prefix}` matches several: {}", ids(.found))]
    AmbiguousHash { found: Vec<Subject>, prefix: String },
    /// The quote appears in the article more than once.
    #[error("the quote appears more than once in `{article}`")]
    AmbiguousQuote { article: ArticleId, more: bool, places: Vec<Place> },
    /// A checkpoint was not cosigned.
    #[error(transparent)]
    Cosign(#[from] CosignError),
    /// The place after which a list should continue is of another list.
    #[error(transparent)]
    Cursor(#[from] NotACursor),
    /// It has no entry yet.
    #[error("nothing has been recorded yet")]
    Empty,
    #[error("there is no article `{0}`")]
    NoArticle(String),
    #[error("there is no claim `{0}`")]
    NoClaim(String),
    /// The rules refuse it, so a proof that it is in the log would say more than is so.
    #[error("`{0}` breaks the rules and has no effect: there is nothing to prove")]
    NoEffect(EntryId),
    #[error("there is no entry `{0}`")]
    NoEntry(EntryId),
    /// A claim that nobody has reviewed has no verdict to prove.
    #[error("nobody has reviewed `{0}`: there is no verdict to prove")]
    NoVerdict(ClaimId),
    /// An entry has no effect, and the index does not list it, so nothing is signed.
    #[error("the index does not list every entry without effect")]
    NotIndexed,
    /// Never give out a proof that does not verify.
    #[error("the ledger is not sound: {0}")]
    NotSound(String),
    /// At that time there was no ledger yet.
    #[error("nothing was recorded by {at}: the ledger begins at {first}")]
    NothingYet { at: Timestamp, first: Timestamp },
    /// The quote is in the article, but not at the given place.
    #[error("the quote is in `{article}`, but not at {at}")]
    NotThere { article: ArticleId, at: LineColumn, more: bool, places: Vec<Place> },
    /// The quote is not in the article.
    #[error("the quote is not in `{article}`{}", .similar.as_ref().map(|_| " like that").unwrap_or_default())]
    NoQuote { article: ArticleId, similar: Option<String> },
    /// An id is for one act only.
    #[error("another act was recorded under the same id, as `{0}`")]
    OtherAct(EntryId),
    /// The rules of judgement do not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A key was not added, revoked or printed.
    #[error(transparent)]
    Reviewer(#[from] ReviewerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn ids(subjects: &[Subject]) -> String {
    let ids: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    ids.join(", ")
}

impl LedgerError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::AlreadyAClaim(_)
            | Self::AmbiguousHash { .. }
            | Self::AmbiguousQuote { .. }
            | Self::Cursor(_)
            | Self::NoEffect(_)
            | Self::OtherAct(_)
            | Self::Refused(_) => ErrorKind::Refused,
            Self::Empty
            | Self::NoArticle(_)
            | Self::NoClaim(_)
            | Self::NoEntry(_)
            | Self::NoQuote { .. }
            | Self::NoVerdict(_)
            | Self::NothingYet { .. }
            | Self::NotThere { .. } => ErrorKind::NotFound,
            Self::NotIndexed | Self::NotSound(_) => ErrorKind::Damaged,
            Self::Cosign(error) => error.kind(),
            Self::Reviewer(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }
}

impl CosignError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::BadLine { .. }
            | Self::Contradicts(_)
            | Self::OtherHistory { .. }
            | Self::Unsound(_) => ErrorKind::Damaged,
            Self::Clock => ErrorKind::Failed,
            Self::Extended(_) | Self::Full(_) | Self::NotOfThisLog { .. } => ErrorKind::Refused,
        }
    }
}

impl ReviewerError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::BadKey { .. }
            | Self::HasKey { .. }
            | Self::LastKey(_)
            | Self::OtherName { .. }
            | Self::RevokedBefore { .. }
            | Self::Stranger(_)
            | Self::UsedKey { .. } => ErrorKind::Refused,
            Self::Unknown(_) => ErrorKind::NotFound,
        }
    }
}

impl ProofError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NoKey { .. } => ErrorKind::Invalid,
            Self::NotAProof(_) | Self::WithoutEntry => ErrorKind::Refused,
            Self::Checkpoint(_)
            | Self::Entry(_)
            | Self::NotProven(_)
            | Self::NotSigned(_)
            | Self::OtherLog => ErrorKind::Damaged,
        }
    }
}
