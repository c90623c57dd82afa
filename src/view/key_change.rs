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
    /// Whether the key until then signed the new one. Otherwise nothing proves that the one who
    /// goes on may do so.
    pub is_signed: bool,
    pub to: VerifierKey,
}
