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
