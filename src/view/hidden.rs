use std::collections::BTreeMap;

use crate::domain::{ClaimId, EntryId, LogEntry, ReviewerName, Timestamp};

/// What a report leaves out, because the person it was made for reviews blind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The claims that they have not reviewed and others spoke of, each with the number of entries.
    pub claims: BTreeMap<ClaimId, u64>,
    /// The person, if their name is known.
    pub from: Option<ReviewerName>,
}

impl Hidden {
    /// How many entries are left out.
    pub fn entries(&self) -> u64 {
        self.claims.values().sum()
    }
}

/// An entry in the history, as it is seen.
#[derive(Clone, Debug)]
pub enum HistoryLine {
    /// What somebody else said of a claim that the person who looks has not reviewed.
    Hidden {
        at: Timestamp,
        claim: ClaimId,
        position: EntryId,
    },
    Shown(Box<LogEntry>),
}

impl HistoryLine {
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Hidden { at, .. } => *at,
            Self::Shown(recorded) => recorded.entry.at,
        }
    }

    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden { .. })
    }

    pub fn position(&self) -> EntryId {
        match self {
            Self::Hidden { position, .. } => *position,
            Self::Shown(recorded) => recorded.position,
        }
    }
}
