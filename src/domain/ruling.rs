//! What editors decide about a claim, besides judging it.

use serde::{Deserialize, Serialize};

use super::{
    ClaimId, EntryId, Event, LogEntry, Note, RatingName, ReviewerName, Rule, Sha256, Status,
    Timestamp, Words,
};

/// A conflict was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictResolved {
    pub claim: ClaimId,
    /// The reviewers whose judgement was another. Absent if there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Vec<ReviewerName>>,
    pub quote_sha256: Sha256,
    /// The rating of the house that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<RatingName>,
    pub reason: Words<Note>,
    pub status: Status,
}

/// An exception from a rule was made for one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverGiven {
    pub claim: ClaimId,
    pub quote_sha256: Sha256,
    pub reason: Words<Note>,
    pub rule: Rule,
}

/// A decision about a claim that stands beside its reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The entry that records it.
    pub entry: EntryId,
    pub kind: RulingKind,
    /// Of a resolution.
    pub rating: Option<RatingName>,
    pub reason: Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulingKind {
    /// The conflict ended with this verdict.
    Resolved(Status),
    /// This rule does not hold for the claim.
    Waived(Rule),
}

impl RulingKind {
    pub const fn is_resolution(self) -> bool {
        matches!(self, Self::Resolved(_))
    }

    /// What it is called in rows and in JSON: `resolved`, or `waived`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved(_) => "resolved",
            Self::Waived(_) => "waived",
        }
    }

    /// The verdict, or the rule.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Resolved(status) => status.as_str(),
            Self::Waived(rule) => rule.as_str(),
        }
    }

    /// The kind with these two.
    pub fn of(kind: &str, value: &str) -> Option<Self> {
        match kind {
            "resolved" => value.parse().ok().map(Self::Resolved),
            "waived" => value.parse().ok().map(Self::Waived),
            _ => None,
        }
    }
}

impl Ruling {
    /// The ruling that an entry records; `None` if it records something else.
    pub fn recorded(LogEntry { entry, position, .. }: &LogEntry) -> Option<Self> {
        Self::of(*position, entry)
    }

    pub fn is_resolution(&self) -> bool {
        self.kind.is_resolution()
    }

    /// The same as [`Self::recorded`], of an entry that is recorded here.
    pub fn of(position: EntryId, entry: &super::Entry) -> Option<Self> {
        let (kind, rating, reason) = if let Event::VerdictResolved(resolved) = &entry.event {
            (RulingKind::Resolved(resolved.status), resolved.rating.clone(), &resolved.reason)
        } else if let Event::WaiverGiven(given) = &entry.event {
            (RulingKind::Waived(given.rule), None, &given.reason)
        } else {
            return None;
        };
        let (at, by) = (entry.at, entry.actor.clone());
        Some(Self { at, by, entry: position, kind, rating, reason: reason.note().clone() })
    }
}
