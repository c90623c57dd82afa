use std::sync::Arc;

use crate::domain::{Entry, Event, Position};
use crate::merkle::{KeyId, NoteSignature, VerifierKey};

/// Whose signatures count, at the point that a reader of the log has come to.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    keys: Vec<Known>,
    log: Option<Arc<VerifierKey>>,
}

#[derive(Clone, Debug)]
struct Known {
    is_active: bool,
    key: Arc<VerifierKey>,
}

/// Why an entry is not signed as the log demands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    #[error("it says that a key is added or revoked, and the key is none")]
    BadKey,
    #[error("it is not the entry that a log begins with")]
    NoBeginning,
    #[error("it is an entry of another log")]
    OtherLog,
    #[error("{0} had a key already, and only another reviewer may add a further one")]
    SecondKey(String),
    #[error("it is signed with a key that the log did not know then")]
    UnknownKey,
    #[error("it is signed with a key that was revoked before")]
    RevokedKey,
}

impl Roll {
    /// The key that signs the checkpoints.
    pub fn log_key(&self) -> Option<&Arc<VerifierKey>> {
        self.log.as_ref()
    }

    /// All keys of reviewers that the log has named, in that order.
    pub fn reviewers(&self) -> impl Iterator<Item = &VerifierKey> {
        self.keys.iter().map(|known| &*known.key)
    }

    /// The key with which a signature must verify. `Err`: no such key counts here.
    pub fn signer(&self, signature: &NoteSignature<'_>) -> Result<Arc<VerifierKey>, RollError> {
        match self.find(signature.name, signature.id) {
            Some(known) if known.is_active => Ok(Arc::clone(&known.key)),
            Some(_) => Err(RollError::RevokedKey),
            None => Err(RollError::UnknownKey),
        }
    }

    /// The same for an entry that may itself say which keys count, and what it says is taken down.
    /// Entries come in the order of the log; those of other types need not come at all.
    pub fn admit(
        &mut self,
        position: Position,
        entry: &Entry,
        signature: &NoteSignature<'_>,
    ) -> Result<Arc<VerifierKey>, RollError> {
        match (&entry.event, position) {
            (Event::LedgerCreated(created), Position(0)) => {
                let log = key(&created.log, entry.log.as_str())?;
                let founder = Entry::key_name(&entry.log, &entry.actor);
                let founder = key(&created.founder, &founder)?;
                self.log = Some(Arc::new(log));
                // The founder joins with the next entry, like everybody.
                if founder.id() == signature.id {
                    Ok(Arc::new(founder))
                } else {
                    Err(RollError::UnknownKey)
                }
            }
            (Event::LedgerCreated(_), _) | (_, Position(0)) => Err(RollError::NoBeginning),
            _ if !self.is_of(entry) => Err(RollError::OtherLog),
            (Event::ReviewerAdded(added), _) => {
                let name = Entry::key_name(&entry.log, &added.name);
                let added_key = Arc::new(key(&added.key, &name)?);
                let had_one = self.keys.iter().any(|known| known.key.name().as_str() == name);
                let by_itself = added_key.id() == signature.id && signature.name == name;
                if had_one && (by_itself || self.has_active(&name)) {
                    return Err(RollError::SecondKey(added.name.to_string()));
                }
                let signer =
                    if by_itself { Arc::clone(&added_key) } else { self.signer(signature)? };
                self.keys.push(Known { is_active: true, key: added_key });
                Ok(signer)
            }
            (Event::ReviewerRevoked(revoked), _) => {
                let signer = self.signer(signature)?;
                let is_it = |known: &&mut Known| known.key.to_string() == revoked.key;
                let known = self.keys.iter_mut().find(is_it).ok_or(RollError::BadKey)?;
                known.is_active = false;
                Ok(signer)
            }
            _ => self.signer(signature),
        }
    }

    fn find(&self, name: &str, id: KeyId) -> Option<&Known> {
        self.keys.iter().find(|known| known.key.id() == id && known.key.name().as_str() == name)
    }

    fn has_active(&self, name: &str) -> bool {
        self.keys.iter().any(|known| known.is_active && known.key.name().as_str() == name)
    }

    fn is_of(&self, entry: &Entry) -> bool {
        self.log.as_ref().is_some_and(|log| log.name().as_str() == entry.log.as_str())
    }
}

fn key(vkey: &str, name: &str) -> Result<VerifierKey, RollError> {
    let key: VerifierKey = vkey.parse().map_err(|_| RollError::BadKey)?;
    if key.name().as_str() == name { Ok(key) } else { Err(RollError::BadKey) }
}
