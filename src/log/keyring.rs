use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Entry, EntryId, Event, Join, ReviewerName};
use crate::merkle::{KeyId, NoteSignature, VerifierKey};

/// The valid keys, at the current point of reading the log.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    /// Names that were given up for others, as keys spell them.
    given_up: BTreeSet<String>,
    invited: BTreeSet<ReviewerName>,
    join: Join,
    keys: Vec<Known>,
    log: Option<Arc<VerifierKey>>,
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
    #[error("{0} was not invited, as this ledger asks of new reviewers")]
    NotInvited(ReviewerName),
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
        Self { keys, log: Some(Arc::new(log)), ..Self::default() }
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

    /// The key that signs the checkpoints.
    pub fn log_key(&self) -> Option<&Arc<VerifierKey>> {
        self.log.as_ref()
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
                self.log = Some(Arc::new(log));
                // The founder joins with the next entry, like every reviewer.
                if founder.id() == signature.id {
                    Ok(Arc::new(founder))
                } else {
                    Err(KeyringError::UnknownKey)
                }
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
            | Event::NoteAdded(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimCorrected(_)
            | Event::NoteRetracted(_)
            | Event::ReviewWithdrawn(_)
            | Event::ClaimSuggested(_)
            | Event::RoleGiven(_)
            | Event::VerdictResolved(_)
            | Event::WaiverGiven(_)
            | Event::Unknown(_) => self.signer(signature),
        }
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
        self.log.as_ref().is_some_and(|log| log.name().as_str() == entry.log.as_str())
    }
}

fn key(vkey: &str, name: &str) -> Result<VerifierKey, KeyringError> {
    let key: VerifierKey = vkey.parse().map_err(|_| KeyringError::BadKey)?;
    if key.name().as_str() == name { Ok(key) } else { Err(KeyringError::BadKey) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Actor, EntryUuid, LedgerCreated, NoteAdded, ReviewerAdded, ReviewerName, ReviewerRevoked,
        Sha256, TreeHead,
    };
    use crate::merkle::SigningKey;

    const LOG: &str = "desk.example/ledger";

    fn key(name: &str, seed: u8) -> SigningKey {
        let name = if name.is_empty() { LOG.to_owned() } else { format!("{LOG}/{name}") };
        SigningKey::new(name.parse().unwrap(), &[seed; 32])
    }

    fn name(key: &SigningKey) -> ReviewerName {
        key.name().as_str().rsplit('/').next().unwrap().parse().unwrap()
    }

    fn added(key: &SigningKey) -> Event {
        Event::ReviewerAdded(ReviewerAdded {
            key: key.verifier().to_string(),
            name: name(key),
            role: None,
        })
    }

    fn revoked(key: &SigningKey) -> Event {
        Event::ReviewerRevoked(ReviewerRevoked {
            key: key.verifier().to_string(),
            name: name(key),
            reason: "stolen".parse().unwrap(),
        })
    }

    fn noted() -> Event {
        Event::NoteAdded(NoteAdded {
            claim: crate::domain::ClaimId(1),
            note: "asked".parse().unwrap(),
            quote_sha256: Sha256::of("x"),
            replaces: None,
        })
    }

    /// A log whose next entries are by `signer`.
    struct Log {
        position: u64,
        keyring: Keyring,
    }

    impl Log {
        /// One that ana made.
        fn of(ana: &SigningKey) -> Self {
            let mut log = Self { position: 0, keyring: Keyring::default() };
            log.admits(
                ana,
                Event::LedgerCreated(LedgerCreated {
                    founder: ana.verifier().to_string(),
                    hash: "sha256".to_owned(),
                    log: key("", 0).verifier().to_string(),
                    roles: None,
                }),
            );
            log.admits(ana, added(ana));
            log
        }

        fn admit(&mut self, signer: &SigningKey, event: Event) -> Result<(), KeyringError> {
            let author = Actor {
                at: "2026-11-23T08:00:00Z".parse().unwrap(),
                name: name(signer),
                seed: [7; 32],
            };
            let entry = Entry {
                after: TreeHead { root: Sha256::of("x"), size: self.position },
                at: author.at,
                event,
                id: EntryUuid::new(&author, self.position),
                log: LOG.parse().unwrap(),
                actor: author.name,
            };
            let signature = NoteSignature {
                id: signer.verifier().id(),
                name: signer.name().as_str(),
                signature: Vec::new(),
            };
            let signer_found = self.keyring.admit(EntryId(self.position), &entry, &signature)?;
            assert_eq!(&*signer_found, signer.verifier());
            self.position += 1;
            Ok(())
        }

        #[track_caller]
        fn admits(&mut self, signer: &SigningKey, event: Event) {
            assert_eq!(self.admit(signer, event), Ok(()));
        }

        #[track_caller]
        fn refuses(&mut self, signer: &SigningKey, event: Event, why: KeyringError) {
            assert_eq!(self.admit(signer, event), Err(why));
        }
    }

    #[test]
    fn a_revoked_key_never_becomes_valid_again() {
        let (ana, ben) = (key("ana", 1), key("ben", 2));
        let mut log = Log::of(&ana);
        log.refuses(&ben, noted(), KeyringError::UnknownKey);
        log.admits(&ana, added(&ben));
        log.admits(&ben, noted());
        log.admits(&ana, revoked(&ben));
        for event in [noted(), added(&key("carl", 3)), revoked(&ana), revoked(&ben)] {
            log.refuses(&ben, event, KeyringError::RevokedKey);
        }
        log.refuses(&ana, revoked(&ben), KeyringError::UselessKey);
        log.refuses(&ana, added(&ben), KeyringError::KnownKey);
        log.admits(&ana, noted());
    }

    #[test]
    fn after_a_revocation_only_another_reviewer_adds_a_new_key() {
        let (ana, ben, again) = (key("ana", 1), key("ben", 2), key("ben", 3));
        let mut log = Log::of(&ana);
        log.admits(&ben, added(&ben));
        let second = || KeyringError::SecondKey("ben".to_owned());
        log.refuses(&ana, added(&again), second());
        log.refuses(&ben, added(&again), second());
        log.admits(&ben, revoked(&ben));
        log.refuses(&again, added(&again), second());
        log.admits(&ana, added(&again));
        log.admits(&again, noted());
        log.refuses(&ben, noted(), KeyringError::RevokedKey);
    }

    #[test]
    fn a_key_has_the_name_of_its_reviewer() {
        let (ana, ben) = (key("ana", 1), key("ben", 2));
        let mut log = Log::of(&ana);
        let of_ben = |key: &SigningKey| ReviewerAdded {
            key: key.verifier().to_string(),
            name: "ben".parse().unwrap(),
            role: None,
        };
        let of_carl = Event::ReviewerAdded(of_ben(&key("carl", 3)));
        log.refuses(&ana, of_carl, KeyringError::BadKey);
        let secret = ReviewerAdded { key: ben.to_secret(), ..of_ben(&ben) };
        log.refuses(&ana, Event::ReviewerAdded(secret), KeyringError::BadKey);
        log.admits(&ana, added(&ben));
        let Event::ReviewerRevoked(mut other) = revoked(&ben) else { return };
        other.name = name(&ana);
        log.refuses(&ana, Event::ReviewerRevoked(other), KeyringError::BadKey);
        log.refuses(&ana, revoked(&key("ben", 9)), KeyringError::UselessKey);
    }

    #[test]
    fn a_saved_keyring_continues_where_it_stopped() {
        let (ana, ben) = (key("ana", 1), key("ben", 2));
        let keys = [(ana.verifier().clone(), true), (ben.verifier().clone(), false)];
        let keyring = Keyring::new(key("", 0).verifier().clone(), keys);
        let mut log = Log { position: 9, keyring };
        log.refuses(&ben, noted(), KeyringError::RevokedKey);
        log.refuses(&ana, added(&ben), KeyringError::KnownKey);
        log.admits(&ana, added(&key("ben", 3)));
    }
}
