//! The settings of a ledger, and the rules of judgement that depend only on them. The other rules
//! are in [`Case`](super::Case).

use super::Status;

/// The rules by which reviews are accepted. All ledgers have the same policy so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether a dispute, and any change of a verdict, needs a note.
    pub note_required: bool,
}

impl Policy {
    /// The default policy.
    pub const DEFAULT: Self = Self { note_required: true };

    /// Whether a review with this status needs a note.
    pub fn needs_note(self, status: Status, is_change: bool) -> bool {
        self.note_required && (is_change || status == Status::Disputed)
    }
}

/// The result of all reviews of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether its reviewers disagree.
    pub conflict: bool,
    /// The status in force.
    pub verdict: Status,
}

impl Verdict {
    /// Before anyone has reviewed the claim.
    pub const NONE: Self = Self { conflict: false, verdict: Status::Unverified };

    /// `latest` is the latest review of each reviewer. Where all agree, that is the verdict. Where
    /// they disagree, the previous verdict remains in force, in conflict.
    pub fn of(latest: impl IntoIterator<Item = Status>, previous: Status) -> Self {
        let mut latest = latest.into_iter();
        let Some(first) = latest.next() else { return Self::NONE };
        let conflict = latest.any(|other| other != first);
        Self { conflict, verdict: if conflict { previous } else { first } }
    }
}
