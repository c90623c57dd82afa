use crate::domain::{EntryId, ReviewerName, Timestamp};
use crate::merkle::VerifierKey;

/// From this entry on, another key signs the state of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    pub at: Timestamp,
    pub by: ReviewerName,
    pub entry: EntryId,
    /// The key until then.
    pub from: VerifierKey,
    pub to: VerifierKey,
}
