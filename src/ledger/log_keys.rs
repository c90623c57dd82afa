use super::{Ledger, LedgerError, ReviewerError};
use crate::domain::{Actor, EntryId, Event};
use crate::merkle::VerifierKey;
use crate::store::{Rotated, Snapshot, StoreError};

/// What `rotate_key` came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotatedKey {
    /// An earlier rotation was recorded in this entry, and then stopped. It is finished now, and
    /// nothing more was done.
    Before(EntryId),
    Now(Box<Rotated>),
}

impl Ledger {
    /// The key with which the ledger signs its checkpoints.
    pub fn log_key(&self) -> Result<VerifierKey, LedgerError> {
        self.store.read(|snapshot| snapshot.log_key()?.ok_or(LedgerError::Empty))
    }

    /// The same, and before it the keys that lead to it, each of which signed the next.
    pub fn log_keys(&self) -> Result<Vec<VerifierKey>, LedgerError> {
        self.store.read(|snapshot| {
            let last = snapshot.log_key()?.ok_or(LedgerError::Empty)?;
            let before = snapshot.key_changes()?.into_iter().map(|change| change.from);
            Ok(before.chain([last]).collect())
        })
    }

    /// Give the ledger another key, which the old one signs.
    pub fn rotate_key(&mut self, author: &Actor) -> Result<RotatedKey, LedgerError> {
        self.store.read(|snapshot| snapshot.created()?.ok_or(LedgerError::Empty))?;
        let rotated = self.store.write(author, &self.keys, |writer| {
            if !writer.is_introduced() {
                return Err(ReviewerError::Stranger(author.name.clone()).into());
            }
            if writer.has_taken_next() {
                return Ok(RotatedKey::Before(last_named(writer.snapshot())?));
            }
            Ok(RotatedKey::Now(Box::new(writer.rotate()?)))
        });
        self.or_repeated(rotated, |snapshot, events| {
            let [Event::KeyRotated(_)] = events else { return Ok(None) };
            last_named(snapshot).map(|entry| Some(RotatedKey::Before(entry)))
        })
    }
}

/// The entry that named the key of the log.
fn last_named(snapshot: &Snapshot<'_>) -> Result<EntryId, StoreError> {
    let keyring = snapshot.keyring()?;
    Ok(keyring.log_keys().last().map_or(EntryId(0), |key| key.since))
}
