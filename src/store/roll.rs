use super::StoreError;
use crate::domain::{
    Entry, EntryId, Event, LedgerSucceeded, Policy, ReviewerAdded, ReviewerName, Role, Roster,
    Scale, Term,
};
use crate::log::{Keyring, signature_of, signed_entry};
use crate::merkle::VerifierKey;

/// A key of a reviewer in the log.
#[derive(Clone, Debug)]
pub struct ReviewerKey {
    /// The entry that added it.
    pub added: EntryId,
    pub key: VerifierKey,
    /// Whether its owner left, rather than that the key was revoked.
    pub has_retired: bool,
    /// The name that its owner took instead.
    pub is_renamed_to: Option<ReviewerName>,
    pub name: ReviewerName,
    /// The entry since which it is not valid.
    pub revoked: Option<EntryId>,
    /// The entry that put it in the place of one that was lost. It signed nothing before.
    pub succeeds: Option<EntryId>,
}

impl ReviewerKey {
    fn new(added: EntryId, key: &str, name: ReviewerName) -> Result<Self, StoreError> {
        let why = "the key of its reviewer is not valid";
        let key = key.parse().map_err(|_| StoreError::Inconsistent { position: added, why })?;
        Ok(Self {
            added,
            key,
            has_retired: false,
            is_renamed_to: None,
            name,
            revoked: None,
            succeeds: None,
        })
    }

    pub fn counts(&self) -> bool {
        self.revoked.is_none()
    }
}

/// The people of a log, their keys and roles, and its policies, as it is read.
#[derive(Default)]
pub(super) struct Roll {
    pub(super) keyring: Keyring,
    policies: Vec<(EntryId, Policy)>,
    pub(super) reviewers: Vec<ReviewerKey>,
    roles: Vec<(EntryId, ReviewerName, Role)>,
    scales: Vec<(EntryId, Scale)>,
}

impl Roll {
    /// Read the next entry that says whose signature is valid, or who may do what. One that the rules
    /// refuse has no effect. Returns whether it had one.
    pub(super) fn read(&mut self, position: EntryId, bytes: &[u8]) -> Result<bool, StoreError> {
        let Some((keyring, entry)) = self.admitted(position, bytes) else { return Ok(false) };
        self.keyring = keyring;
        match entry.event {
            Event::LedgerCreated(created) => {
                self.roles.extend(created.roles.map(|role| (position, entry.actor, role)));
            }
            Event::LedgerSucceeded(LedgerSucceeded { founder, .. }) => {
                self.succeeded(position, &founder, entry.actor)?;
            }
            Event::PolicySet(set) => {
                let policy = self.policies.last().map_or(Policy::DEFAULT, |(_, policy)| *policy);
                self.policies.push((position, policy.after(&set)));
            }
            Event::ReviewerAdded(ReviewerAdded { key, name, role }) => {
                self.roles.extend(role.map(|role| (position, name.clone(), role)));
                self.reviewers.push(ReviewerKey::new(position, &key, name)?);
            }
            Event::ReviewerRenamed(renamed) => {
                for known in self.reviewers.iter_mut().filter(|known| known.name == renamed.from) {
                    known.is_renamed_to = Some(renamed.name.clone());
                    known.revoked = known.revoked.or(Some(position));
                }
                self.reviewers.push(ReviewerKey::new(position, &renamed.key, renamed.name)?);
            }
            Event::ReviewerRetired(ref revoked) | Event::ReviewerRevoked(ref revoked) => {
                let is_it = |known: &&mut ReviewerKey| {
                    known.counts() && known.key.to_string() == revoked.key
                };
                if let Some(known) = self.reviewers.iter_mut().find(is_it) {
                    known.has_retired = matches!(entry.event, Event::ReviewerRetired(_));
                    known.revoked = Some(position);
                }
            }
            Event::RoleGiven(given) => self.roles.push((position, given.name, given.role)),
            Event::ScaleSet(set) => self.scales.push((position, Scale(set.ratings))),
            Event::ArticleAppeared(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimAdded(_)
            | Event::ClaimCorrected(_)
            | Event::ClaimDismissed(_)
            | Event::ClaimRestored(_)
            | Event::ClaimReviewed(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimReleased(_)
            | Event::ClaimLinked(_)
            | Event::ClaimScoped(_)
            | Event::ClaimUnlinked(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTagged(_)
            | Event::ClaimTaken(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
            | Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_)
            | Event::KeyRotated(_)
            | Event::NoteAdded(_)
            | Event::NoteRetracted(_)
            | Event::ReviewWithdrawn(_)
            | Event::ReviewerInvited(_)
            | Event::VerdictResolved(_)
            | Event::WaiverGiven(_)
            | Event::Unknown(_) => {}
        }
        Ok(true)
    }

    /// Somebody went on without the key of the log, with their valid key or a new one in its place.
    fn succeeded(
        &mut self,
        position: EntryId,
        founder: &str,
        name: ReviewerName,
    ) -> Result<(), StoreError> {
        if self.reviewers.iter().any(|known| known.key.to_string() == founder) {
            return Ok(());
        }
        for known in self.reviewers.iter_mut().filter(|known| known.name == name) {
            known.revoked = known.revoked.or(Some(position));
        }
        let new = ReviewerKey::new(position, founder, name)?;
        self.reviewers.push(ReviewerKey { succeeds: Some(position), ..new });
        Ok(())
    }

    /// The people so far.
    pub(super) fn roster(&self) -> Roster {
        // The keys of a name come before those of the name that it became.
        let renamed: Vec<_> = self
            .reviewers
            .iter()
            .filter_map(|known| Some((known.name.clone(), known.is_renamed_to.clone()?)))
            .collect();
        let term = |known: &ReviewerKey| Term { since: known.added, until: known.revoked };
        let keys = self.reviewers.iter().map(|known| (known.name.clone(), term(known)));
        Roster::new(keys, renamed)
            .governed(self.policies.clone(), self.roles.iter().cloned())
            .rated(self.scales.clone())
    }

    fn admitted(&self, position: EntryId, bytes: &[u8]) -> Option<(Keyring, Entry)> {
        let (text, signature) = signature_of(bytes).ok()?;
        let entry = signed_entry(text, &signature).ok()?;
        let mut after = self.keyring.clone();
        let key = after.admit(position, &entry, &signature).ok()?;
        key.verify(text.as_bytes(), &signature.signature).ok()?;
        // Most people add themselves, which anybody may.
        let adds_itself = matches!(
            &entry.event,
            Event::ReviewerAdded(added) if added.name == entry.actor && added.role.is_none()
        );
        if position > EntryId(0) && !adds_itself {
            self.roster().allows(&entry.actor, &entry.event, position).ok()?;
        }
        Some((after, entry))
    }
}
