use crate::domain::{EntryId, ReviewerName};
use crate::merkle::VerifierKey;

/// A key of a reviewer, and its state.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// The entry that added it.
    pub added: EntryId,
    pub added_by: ReviewerName,
    /// Whether its private half is on this machine and usable.
    pub is_here: bool,
    pub key: VerifierKey,
    pub name: ReviewerName,
    /// The entry that revoked it.
    pub revoked: Option<EntryId>,
}
