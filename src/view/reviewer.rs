use crate::domain::{EntryId, ReviewerName, Role};
use crate::merkle::VerifierKey;

/// A key of a reviewer, and its state.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// The entry that added it.
    pub added: EntryId,
    pub added_by: ReviewerName,
    /// Whether its private half is on this machine and usable.
    pub is_here: bool,
    /// Whether its owner left, rather than that the key was revoked.
    pub has_retired: bool,
    /// The name that its owner took instead.
    pub is_renamed_to: Option<ReviewerName>,
    pub key: VerifierKey,
    pub name: ReviewerName,
    /// The entry since which it is not valid.
    pub revoked: Option<EntryId>,
    /// What they may do, where roles are in force.
    pub role: Option<Role>,
}
