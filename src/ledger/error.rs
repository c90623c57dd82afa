use super::{CosignError, LedgerError, ProofError, ReviewerError};
use crate::domain::ErrorKind;

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
