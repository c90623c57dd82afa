use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{EntryId, Event, EvidenceId, LogEntry, Note, RatingName, ReviewerName, Timestamp};

/// The status of a claim. There are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Unverified,
    Disputed,
    Corroborated,
}

impl Status {
    /// In the order of lists: pending ones first.
    pub const ALL: [Self; 3] = [Self::Unverified, Self::Disputed, Self::Corroborated];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Disputed => "disputed",
            Self::Corroborated => "corroborated",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Not one of the three.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a status: `unverified`, `disputed` or `corroborated`")]
pub struct NotAStatus;

impl FromStr for Status {
    type Err = NotAStatus;

    fn from_str(status: &str) -> Result<Self, NotAStatus> {
        Self::ALL.into_iter().find(|known| known.as_str() == status).ok_or(NotAStatus)
    }
}

/// One reviewer's judgement of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub at: Timestamp,
    /// The entry that records it.
    pub entry: EntryId,
    /// What it rests on.
    pub evidence: Vec<EvidenceId>,
    pub note: Option<Note>,
    /// The rating of the house that goes with it.
    pub rating: Option<RatingName>,
    pub reviewer: ReviewerName,
    pub status: Status,
}

impl Review {
    /// The review that an entry records; `None` if it records something else.
    pub fn recorded(LogEntry { entry, position, .. }: &LogEntry) -> Option<Self> {
        let Event::ClaimReviewed(reviewed) = &entry.event else { return None };
        Some(Self {
            at: entry.at,
            entry: *position,
            evidence: reviewed.evidence.clone().unwrap_or_default(),
            note: reviewed.note.as_ref().map(|note| note.note().clone()),
            rating: reviewed.rating.clone(),
            reviewer: entry.actor.clone(),
            status: reviewed.status,
        })
    }

    /// The latest review of each reviewer, in the order in which they were given.
    pub fn latest(reviews: &[Self]) -> impl Iterator<Item = &Self> {
        let mut reviewers = HashSet::new();
        let mut latest: Vec<&Self> =
            reviews.iter().rev().filter(|review| reviewers.insert(&review.reviewer)).collect();
        latest.reverse();
        latest.into_iter()
    }
}

/// A note on a claim that stands: it was neither retracted nor replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub by: ReviewerName,
    /// The entry that records it.
    pub entry: EntryId,
}

impl Remark {
    /// The note that an entry records; `None` if it records something else.
    pub fn recorded(LogEntry { entry, position, .. }: &LogEntry) -> Option<Self> {
        let Event::NoteAdded(_) = &entry.event else { return None };
        Some(Self { by: entry.actor.clone(), entry: *position })
    }
}
