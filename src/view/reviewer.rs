use crate::domain::{EntryId, ReviewerName};
use crate::merkle::VerifierKey;

/// A key of a reviewer, and what became of it.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// The entry since which it counts.
    pub added: EntryId,
    pub added_by: ReviewerName,
    /// Whether its private half is on this machine, and can be signed with.
    pub is_here: bool,
    pub key: VerifierKey,
    pub name: ReviewerName,
    /// The entry since which it does not count.
    pub revoked: Option<EntryId>,
}
