use crate::domain::{EntryId, Note, ReviewerName, Timestamp};
use crate::merkle::VerifierKey;

/// A key that was revoked. What it signed before remains valid, but a reader should know.
#[derive(Clone, Debug)]
pub struct RevokedKey {
    /// When it was revoked, and by whom, why, and in which entry.
    pub at: Timestamp,
    pub by: ReviewerName,
    pub entry: EntryId,
    pub key: VerifierKey,
    pub name: ReviewerName,
    pub reason: Note,
    /// The entries that it signed after it was revoked. They have no effect.
    pub refused: Vec<EntryId>,
    /// It signed nothing before this entry.
    pub since: EntryId,
    /// The entries that it signed until then.
    pub signed: Vec<EntryId>,
}

/// The keys that were revoked, in the order in which that was recorded.
#[derive(Clone, Debug, Default)]
pub struct RevokedKeys(pub Vec<RevokedKey>);

impl RevokedKeys {
    /// The key that signed this entry of this reviewer, if it was revoked since.
    pub fn signer_of(&self, entry: EntryId, reviewer: &ReviewerName) -> Option<&RevokedKey> {
        // A reviewer has one key at a time, so the next that was revoked signed it.
        self.0.iter().find(|revoked| {
            revoked.name == *reviewer && (revoked.since..=revoked.entry).contains(&entry)
        })
    }
}
