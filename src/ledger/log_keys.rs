use super::{Ledger, LedgerError, ReviewerError};
use crate::domain::{Actor, EntryId, Event};
use crate::merkle::VerifierKey;
use crate::store::{Purpose, Rotated, Snapshot, StoreError, Succeeded};

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
            let mut keys = Vec::new();
            for change in snapshot.key_changes()? {
                if change.is_signed {
                    keys.push(change.from);
                } else {
                    keys.clear();
                }
            }
            keys.push(last);
            Ok(keys)
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

impl Ledger {
    /// Go on without the key of the ledger, which is lost, with a new one. `is_lost`: also those for
    /// whom it is sealed in the ledger have lost their keys.
    pub fn succeed(&mut self, author: &Actor, is_lost: bool) -> Result<Succeeded, LedgerError> {
        self.store.read(|snapshot| snapshot.created()?.ok_or(LedgerError::Empty))?;
        let purpose = Purpose::Succeed { is_lost };
        self.store.write_for(purpose, author, &self.keys, |writer| Ok(writer.succeed()?))
    }
}

/// The entry that named the key of the log.
fn last_named(snapshot: &Snapshot<'_>) -> Result<EntryId, StoreError> {
    let keyring = snapshot.keyring()?;
    Ok(keyring.log_keys().last().map_or(EntryId(0), |key| key.since))
}
