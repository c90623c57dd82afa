use super::{CosignError, Place, ProofError, ReviewerError, StoreError, WithheldError};
use crate::domain::{
    ArticleId, ClaimId, EntryId, ErrorKind, EvidenceId, LineColumn, LogEntry, NotACursor,
    NoteError, Refusal, ReviewerName, Subject, Timestamp,
};
use crate::merkle::{NotACheckpoint, Rejected};

/// Why the ledger refused or failed. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The same words were recorded as a claim before.
    #[error("these words are already claim `{0}`")]
    AlreadyAClaim(ClaimId),
    /// An address, or a part of a title, of several articles.
    #[error("several articles match `{name}`")]
    AmbiguousArticle { found: Vec<(ArticleId, String)>, more: bool, name: String },
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
    #[error("there is no evidence `{0}`")]
    NoEvidence(EvidenceId),
    #[error("there is no entry `{0}`")]
    NoEntry(EntryId),
    /// It is not an id, not the start of a hash, and no article has it as its address or in its
    /// title.
    #[error("there is no claim and no article `{0}`")]
    NoSubject(String),
    /// A claim that nobody has reviewed has no verdict to prove.
    #[error("nobody has reviewed `{0}`: there is no verdict to prove")]
    NoVerdict(ClaimId),
    /// Only reviews and notes can be taken back by their entry.
    #[error("`{0}` is neither a review nor a note, and cannot be taken back")]
    NotTakenBack(EntryId),
    /// The reason of an act cannot be recorded.
    #[error("the reason cannot be recorded")]
    Note(#[source] NoteError),
    /// This reviewer has done nothing, or has taken back all of it.
    #[error("there is nothing of {0} to take back")]
    NothingToUndo(ReviewerName),
    /// Others rely on it, or nothing can bring back what it took away.
    #[error("`{}` cannot be taken back: {} {}", .0.position, .0.entry.actor, .0.entry.event.summary())]
    NotUndone(Box<LogEntry>),
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
    /// The same bytes are an article that is read in another way.
    #[error("these bytes are `{article}` already, read as {reader}")]
    ReadAs { article: ArticleId, reader: String },
    /// The rules of judgement do not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A key was not added, revoked or printed.
    #[error(transparent)]
    Reviewer(#[from] ReviewerError),
    /// The text of an article is in other bytes, so what was asked for would be ignored.
    #[error("it has the text of `{article}`, which was recorded with another {what}")]
    SameText { article: ArticleId, what: &'static str },
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something is withheld, or cannot be.
    #[error(transparent)]
    Withheld(#[from] WithheldError),
}

fn ids(subjects: &[Subject]) -> String {
    let ids: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    ids.join(", ")
}

impl LedgerError {
    /// Whether there is no ledger.
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::Store(StoreError::NoLedger))
    }

    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::AlreadyAClaim(_)
            | Self::AmbiguousArticle { .. }
            | Self::AmbiguousHash { .. }
            | Self::AmbiguousQuote { .. }
            | Self::Cursor(_)
            | Self::NoEffect(_)
            | Self::Note(_)
            | Self::NotTakenBack(_)
            | Self::NotUndone(_)
            | Self::OtherAct(_)
            | Self::ReadAs { .. }
            | Self::Refused(_)
            | Self::SameText { .. }
            | Self::Withheld(_) => ErrorKind::Refused,
            Self::Empty
            | Self::NoArticle(_)
            | Self::NoClaim(_)
            | Self::NoEvidence(_)
            | Self::NoEntry(_)
            | Self::NoQuote { .. }
            | Self::NoSubject(_)
            | Self::NoVerdict(_)
            | Self::NothingToUndo(_)
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
            | Self::InvitedBefore(_)
            | Self::LastKey(_)
            | Self::OtherName { .. }
            | Self::RevokedBefore { .. }
            | Self::Stranger(_)
            | Self::TakenName { .. }
            | Self::UsedKey { .. } => ErrorKind::Refused,
            Self::Unknown(_) => ErrorKind::NotFound,
        }
    }
}

impl ProofError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NoKey { .. } => ErrorKind::Invalid,
            // It cannot be read: that says nothing about the log.
            Self::Checkpoint(
                NotACheckpoint::Form | NotACheckpoint::Rejected(Rejected::Malformed),
            )
            | Self::NotAProof(_)
            | Self::WithoutEntry => ErrorKind::Refused,
            Self::Checkpoint(_)
            | Self::Entry(_)
            | Self::NotProven(_)
            | Self::NotSigned(_)
            | Self::OtherLog
            | Self::OtherWords => ErrorKind::Damaged,
        }
    }
}
