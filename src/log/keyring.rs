use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Entry, EntryId, Event, Join, Origin, ReviewerName};
use crate::merkle::{
    Checkpoint, KeyId, NotACheckpoint, NoteSignature, Rotation, SignedNote, VerifierKey,
};

/// The valid keys, at the current point of reading the log.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    /// Names that were given up for others, as keys spell them.
    given_up: BTreeSet<String>,
    invited: BTreeSet<ReviewerName>,
    join: Join,
    keys: Vec<Known>,
    /// The keys that sign the checkpoints, in order.
    of_log: Vec<LogKey>,
}

/// A key that signs the checkpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKey {
    /// Whether the key before it signed it, or it is the first.
    pub is_signed: bool,
    pub key: Arc<VerifierKey>,
    /// The entry that named it: it signs the checkpoint after this entry.
    pub since: EntryId,
}

#[derive(Clone, Debug)]
struct Known {
    is_active: bool,
    key: Arc<VerifierKey>,
}

/// Why the signature of an entry is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    #[error("it names a key that is not that reviewer's")]
    BadKey,
    #[error("it adds {name}, a name that looks like {known}")]
    Confusable { known: ReviewerName, name: ReviewerName },
    #[error("{0} is a name that its owner gave up for another")]
    GivenUp(ReviewerName),
    #[error("it adds a key that is already in the log")]
    KnownKey,
    #[error("{0} is already a reviewer, or already invited")]
    KnownName(ReviewerName),
    #[error("it is not the entry that a log begins with")]
    NoBeginning,
    #[error("the key of the log did not sign the new one")]
    NotHandedOver,
    #[error("{0} was not invited, as this ledger asks of new reviewers")]
    NotInvited(ReviewerName),
    #[error("it does not name the last state that the key of the log signed")]
    NotTheLast,
    #[error("it belongs to another log")]
    OtherLog,
    #[error("it is signed with a revoked key")]
    RevokedKey,
    #[error("{0} already had a key; only another reviewer can add one more")]
    SecondKey(String),
    #[error("it is signed with a key that was not in the log at that time")]
    UnknownKey,
    #[error("it revokes a key that was not active at that time")]
    UselessKey,
}

impl Keyring {
    /// A saved keyring: the key of the log, and those of its reviewers in order, each with whether
    /// it is active.
    pub fn new(log: VerifierKey, keys: impl IntoIterator<Item = (VerifierKey, bool)>) -> Self {
        let known = |(key, is_active)| Known { is_active, key: Arc::new(key) };
        let keys = keys.into_iter().map(known).collect();
        let of_log = vec![LogKey { is_signed: true, key: Arc::new(log), since: EntryId(0) }];
        Self { keys, of_log, ..Self::default() }
    }

    /// Whether a person may add themselves under this name.
    pub fn may_join(&self, name: &ReviewerName) -> bool {
        self.join == Join::Open || self.invited.contains(name)
    }

    /// Who may become a reviewer.
    pub fn join(&self) -> Join {
        self.join
    }

    /// Those who were invited, and have no key yet.
    pub fn invited(&self) -> &BTreeSet<ReviewerName> {
        &self.invited
    }

    /// The key that signs the checkpoints here.
    pub fn log_key(&self) -> Option<&Arc<VerifierKey>> {
        self.of_log.last().map(|last| &last.key)
    }

    /// All keys that sign, or signed, the checkpoints, in order.
    pub fn log_keys(&self) -> &[LogKey] {
        &self.of_log
    }

    /// Read a signed checkpoint of this log, of any size so far: the key that was in force after its
    /// last entry must have signed it.
    pub fn checkpoint(&self, note: &[u8]) -> Result<Checkpoint, NotACheckpoint> {
        let size = SignedNote::parse(note)?.text.parse::<Checkpoint>()?.head.size;
        let in_force = self.of_log.iter().rfind(|key| key.since.0 < size);
        let in_force = in_force.or(self.of_log.first()).ok_or(NotACheckpoint::Origin)?;
        let read = |known: &LogKey| Checkpoint::verified(note, &known.key);
        read(in_force).map_err(|error| {
            let is_other = self.of_log.iter().any(|known| read(known).is_ok());
            if is_other { NotACheckpoint::OtherTime } else { error }
        })
    }

    /// All keys of reviewers in the log, in order, each with whether it is active.
    pub fn reviewers(&self) -> impl Iterator<Item = (&VerifierKey, bool)> {
        self.keys.iter().map(|known| (&*known.key, known.is_active))
    }

    /// The key with which a signature must verify. `Err` if no such key is active here.
    pub fn signer(&self, signature: &NoteSignature<'_>) -> Result<Arc<VerifierKey>, KeyringError> {
        match self.find(signature.name, signature.id) {
            Some(known) if known.is_active => Ok(Arc::clone(&known.key)),
            Some(_) => Err(KeyringError::RevokedKey),
            None => Err(KeyringError::UnknownKey),
        }
    }

    /// The same for an entry that may itself add or revoke keys, which takes effect. Entries must
    /// come in the order of the log; those of other types can be skipped.
    pub fn admit(
        &mut self,
        position: EntryId,
        entry: &Entry,
        signature: &NoteSignature<'_>,
    ) -> Result<Arc<VerifierKey>, KeyringError> {
        let is_first = position == EntryId(0);
        if is_first != matches!(entry.event, Event::LedgerCreated(_)) {
            return Err(KeyringError::NoBeginning);
        }
        if !is_first && !self.is_of(entry) {
            return Err(KeyringError::OtherLog);
        }
        match &entry.event {
            Event::LedgerCreated(created) => {
                let log = key(&created.log, entry.log.as_str())?;
                let founder = Entry::key_name(&entry.log, &entry.actor);
                let founder = key(&created.founder, &founder)?;
                self.of_log = vec![LogKey { is_signed: true, key: Arc::new(log), since: position }];
                // The founder joins with the next entry, like every reviewer.
                if founder.id() == signature.id {
                    Ok(Arc::new(founder))
                } else {
                    Err(KeyringError::UnknownKey)
                }
            }
            Event::KeyRotated(rotated) => {
                let signer = self.signer(signature)?;
                let from = Arc::clone(self.log_key().ok_or(KeyringError::NoBeginning)?);
                let to = Arc::new(key(&rotated.key, from.name().as_str())?);
                if self.of_log.iter().any(|known| known.key == to) {
                    return Err(KeyringError::KnownKey);
                }
                Rotation { from: &from, log: entry.log.as_str(), to: &to }
                    .verify(&rotated.signature)
                    .map_err(|_| KeyringError::NotHandedOver)?;
                self.of_log.push(LogKey { is_signed: true, key: to, since: position });
                Ok(signer)
            }
            Event::LedgerSucceeded(succeeded) => {
                let last = self.log_key().ok_or(KeyringError::NoBeginning)?;
                let signed = Checkpoint::verified(succeeded.checkpoint.as_bytes(), last);
                let is_last = signed.is_ok_and(|signed| signed.head == entry.after);
                if !is_last || entry.after.size != position.0 {
                    return Err(KeyringError::NotTheLast);
                }
                let log: VerifierKey = succeeded.log.parse().map_err(|_| KeyringError::BadKey)?;
                let name = log.name().as_str();
                let is_origin = name.parse::<Origin>().is_ok();
                if !is_origin || name.starts_with(&format!("{}/", entry.log)) {
                    return Err(KeyringError::BadKey);
                }
                if self.of_log.iter().any(|known| known.key.name() == log.name()) {
                    return Err(KeyringError::KnownKey);
                }
                let founder = self.founder(entry, &succeeded.founder)?;
                if founder.id() != signature.id {
                    return Err(KeyringError::UnknownKey);
                }
                self.of_log.push(LogKey { is_signed: false, key: Arc::new(log), since: position });
                Ok(founder)
            }
            Event::ReviewerAdded(added) => {
                let name = Entry::key_name(&entry.log, &added.name);
                let added_key = Arc::new(key(&added.key, &name)?);
                if self.keys.iter().any(|known| known.key == added_key) {
                    return Err(KeyringError::KnownKey);
                }
                if self.given_up.contains(&name) {
                    return Err(KeyringError::GivenUp(added.name.clone()));
                }
                let had_one = self.has_key(&name);
                if !had_one && let Some(known) = self.looks_like(&added.name) {
                    return Err(KeyringError::Confusable { known, name: added.name.clone() });
                }
                let by_itself = added_key.id() == signature.id && signature.name == name;
                if had_one && (by_itself || self.has_active(&name)) {
                    return Err(KeyringError::SecondKey(added.name.to_string()));
                }
                let signer = if !by_itself {
                    self.signer(signature)?
                } else if self.may_join(&added.name) || self.keys.is_empty() {
                    Arc::clone(&added_key)
                } else {
                    return Err(KeyringError::NotInvited(added.name.clone()));
                };
                self.invited.remove(&added.name);
                self.keys.push(Known { is_active: true, key: added_key });
                Ok(signer)
            }
            Event::PolicySet(policy) => {
                let signer = self.signer(signature)?;
                self.join = policy.join.unwrap_or(self.join);
                Ok(signer)
            }
            Event::ReviewerInvited(invited) => {
                let signer = self.signer(signature)?;
                let name = &invited.name;
                if self.has_key(&Entry::key_name(&entry.log, name)) || self.invited.contains(name) {
                    return Err(KeyringError::KnownName(name.clone()));
                }
                if let Some(known) = self.looks_like(name) {
                    return Err(KeyringError::Confusable { known, name: name.clone() });
                }
                self.invited.insert(name.clone());
                Ok(signer)
            }
            Event::ReviewerRenamed(renamed) => {
                let signer = self.signer(signature)?;
                let [from, to] =
                    [&renamed.from, &renamed.name].map(|name| Entry::key_name(&entry.log, name));
                let added_key = Arc::new(key(&renamed.key, &to)?);
                if self.has_key(&to) {
                    return Err(KeyringError::KnownName(renamed.name.clone()));
                }
                if let Some(known) = self.looks_like(&renamed.name)
                    && known != renamed.from
                {
                    return Err(KeyringError::Confusable { known, name: renamed.name.clone() });
                }
                let is_it =
                    |known: &&mut Known| known.is_active && known.key.name().as_str() == from;
                self.keys.iter_mut().find(is_it).ok_or(KeyringError::UselessKey)?.is_active = false;
                self.given_up.insert(from);
                self.invited.remove(&renamed.name);
                self.keys.push(Known { is_active: true, key: added_key });
                Ok(signer)
            }
            Event::ReviewerRetired(revoked) | Event::ReviewerRevoked(revoked) => {
                let signer = self.signer(signature)?;
                let revoked = key(&revoked.key, &Entry::key_name(&entry.log, &revoked.name))?;
                let is_it = |known: &&mut Known| known.is_active && *known.key == revoked;
                self.keys.iter_mut().find(is_it).ok_or(KeyringError::UselessKey)?.is_active = false;
                Ok(signer)
            }
            Event::ArticleAppeared(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ClaimAdded(_)
            | Event::ClaimDismissed(_)
            | Event::ClaimRestored(_)
            | Event::ClaimReviewed(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
            | Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_)
            | Event::NoteAdded(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimCorrected(_)
            | Event::NoteRetracted(_)
            | Event::ReviewWithdrawn(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimReleased(_)
            | Event::ClaimLinked(_)
            | Event::ClaimScoped(_)
            | Event::ClaimUnlinked(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTagged(_)
            | Event::ClaimTaken(_)
            | Event::RoleGiven(_)
            | Event::ScaleSet(_)
            | Event::VerdictResolved(_)
            | Event::WaiverGiven(_)
            | Event::Unknown(_) => self.signer(signature),
        }
    }

    /// The key with which a person goes on without the key of the log: theirs that is valid, or a new
    /// one in its place.
    fn founder(&mut self, entry: &Entry, vkey: &str) -> Result<Arc<VerifierKey>, KeyringError> {
        let name = Entry::key_name(&entry.log, &entry.actor);
        let founder = Arc::new(key(vkey, &name)?);
        if let Some(known) = self.keys.iter().find(|known| known.key == founder) {
            return if known.is_active { Ok(founder) } else { Err(KeyringError::RevokedKey) };
        }
        if self.given_up.contains(&name) {
            return Err(KeyringError::GivenUp(entry.actor.clone()));
        }
        if !self.has_key(&name) {
            if let Some(known) = self.looks_like(&entry.actor) {
                return Err(KeyringError::Confusable { known, name: entry.actor.clone() });
            }
            if !self.may_join(&entry.actor) {
                return Err(KeyringError::NotInvited(entry.actor.clone()));
            }
        } else if !self.has_active(&name) {
            return Err(KeyringError::SecondKey(entry.actor.to_string()));
        }
        for known in self.keys.iter_mut().filter(|known| known.key.name().as_str() == name) {
            known.is_active = false;
        }
        self.invited.remove(&entry.actor);
        self.keys.push(Known { is_active: true, key: Arc::clone(&founder) });
        Ok(founder)
    }

    fn find(&self, name: &str, id: KeyId) -> Option<&Known> {
        self.keys.iter().find(|known| known.key.id() == id && known.key.name().as_str() == name)
    }

    /// Whether anyone ever had a key under this name.
    fn has_key(&self, name: &str) -> bool {
        self.keys.iter().any(|known| known.key.name().as_str() == name)
    }

    /// The reviewer whose name could be confused with this one.
    fn looks_like(&self, name: &ReviewerName) -> Option<ReviewerName> {
        let names = self.keys.iter().filter_map(|known| {
            let (_, name) = known.key.name().as_str().rsplit_once('/')?;
            name.parse().ok()
        });
        names.into_iter().find(|known: &ReviewerName| known != name && known.looks_like(name))
    }

    fn has_active(&self, name: &str) -> bool {
        self.keys.iter().any(|known| known.is_active && known.key.name().as_str() == name)
    }

    fn is_of(&self, entry: &Entry) -> bool {
        let first = self.of_log.first();
        first.is_some_and(|first| first.key.name().as_str() == entry.log.as_str())
    }
}

fn key(vkey: &str, name: &str) -> Result<VerifierKey, KeyringError> {
    let key: VerifierKey = vkey.parse().map_err(|_| KeyringError::BadKey)?;
    if key.name().as_str() == name { Ok(key) } else { Err(KeyringError::BadKey) }
}

#[cfg(test)]
mod tests;
