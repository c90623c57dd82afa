use std::path::PathBuf;

use super::{Ledger, LedgerError, StoreError};
use crate::domain::{
    Actor, Entry, EntryId, Event, Note, Origin, ReviewerAdded, ReviewerInvited, ReviewerName,
    ReviewerRenamed, ReviewerRevoked, Role,
};
use crate::keys::{KeyError, KeyFolder, Owner};
use crate::merkle::{NotAKey, VerifierKey};
use crate::store::{ReviewerKey, Snapshot, Writer};
use crate::view::Reviewer;

/// Why a key was not added, revoked or printed. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReviewerError {
    /// The given text is not a key.
    #[error("the key given for {name} is not valid")]
    BadKey { name: ReviewerName, source: NotAKey },
    #[error("{name} already has a key (added in `{since}`)")]
    HasKey { name: ReviewerName, since: EntryId },
    #[error("{0} is already invited")]
    InvitedBefore(ReviewerName),
    /// It is the last active key.
    #[error("only {0} has an active key")]
    LastKey(ReviewerName),
    /// The key is for another name, or for another ledger.
    #[error("the key belongs to `{found}`, not `{expected}`")]
    OtherName { expected: String, found: String, name: ReviewerName },
    #[error("the key of {name} was already revoked, in `{at}`")]
    RevokedBefore { at: EntryId, name: ReviewerName },
    /// The author is not a reviewer of this log.
    #[error("{0} is not yet a reviewer of this ledger")]
    Stranger(ReviewerName),
    #[error("{name} is already a reviewer's name (since `{since}`)")]
    TakenName { name: ReviewerName, since: EntryId },
    #[error("there is no reviewer {0}")]
    Unknown(ReviewerName),
    /// The key was used before.
    #[error("that key was used in this ledger before, and revoked in `{at}`")]
    UsedKey { at: EntryId },
}

/// A reviewer who was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedReviewer {
    /// With a key of their own, from elsewhere.
    Elsewhere,
    /// The key was known; now the ledger's key is sealed for its owner, too.
    HandedOver,
    /// With a key made here, in this file.
    Here { key: PathBuf },
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Whether the ledger has it, and it is active.
    pub counts: bool,
    pub key: VerifierKey,
    /// Where its private half is, if it was created now.
    pub made: Option<PathBuf>,
    /// The entry since which it is not valid any more.
    pub until: Option<EntryId>,
}

impl Exported {
    fn known(active: &ReviewerKey) -> Self {
        Self { counts: active.counts(), key: active.key.clone(), made: None, until: active.revoked }
    }
}

impl Ledger {
    /// All keys of reviewers, in the order of the log.
    pub fn reviewers(&self) -> Result<Vec<Reviewer>, LedgerError> {
        self.store.read(|snapshot| {
            let Some((log, _)) = snapshot.created()? else { return Ok(Vec::new()) };
            let roster = snapshot.roster()?;
            let next = EntryId(snapshot.entries()?);
            let shown = |known: ReviewerKey| -> Result<Reviewer, LedgerError> {
                let why = "the index names an entry that is not there";
                let misfit = StoreError::Inconsistent { position: known.added, why };
                let added = snapshot.entry(known.added)?.ok_or(misfit)?;
                let owner = Owner::Reviewer(&known.name);
                Ok(Reviewer {
                    added: known.added,
                    added_by: added.entry.actor,
                    has_retired: known.has_retired,
                    is_here: self.keys.known(&log, owner, &known.key.to_string()).is_ok(),
                    is_renamed_to: known.is_renamed_to,
                    key: known.key,
                    role: roster.has_roles().then(|| roster.role_at(&known.name, next)),
                    name: known.name,
                    revoked: known.revoked,
                })
            };
            snapshot.reviewers()?.into_iter().map(shown).collect()
        })
    }

    /// Add a reviewer, with the given key, or with one that is created here. The owner of a given key
    /// works elsewhere, so the key of the ledger is sealed for them, without which nobody can write.
    pub fn add_reviewer(
        &mut self,
        author: &Actor,
        name: &ReviewerName,
        given: Option<&str>,
        role: Option<Role>,
    ) -> Result<AddedReviewer, LedgerError> {
        let keys = &self.keys;
        let added = self.store.write(author, keys, |writer| {
            let log = writer.log().clone();
            let known = known(writer, author, name)?;
            if let Some(active) = known.iter().find(|known| known.counts()) {
                let is_given = given.is_some_and(|vkey| vkey.trim() == active.key.to_string());
                return if is_given && writer.hand_over(&active.key)? {
                    Ok(AddedReviewer::HandedOver)
                } else {
                    Err(ReviewerError::HasKey { name: name.clone(), since: active.added }.into())
                };
            }
            if known.is_empty() {
                writer.snapshot().may_join(name, keys.meant)?;
            }
            let key = match given {
                Some(vkey) => given_key(&log, name, vkey, &known)?,
                None => make_key(keys, &log, name, &known)?,
            };
            let added = ReviewerAdded { key: key.to_string(), name: name.clone(), role };
            writer.append(Event::ReviewerAdded(added))?;
            if given.is_some() {
                writer.hand_over(&key)?;
                return Ok(AddedReviewer::Elsewhere);
            }
            Ok(AddedReviewer::Here { key: keys.path(&log, Owner::Reviewer(name)) })
        });
        self.or_repeated(added, |snapshot, events| {
            let [Event::ReviewerAdded(same)] = events else { return Ok(None) };
            let Some((log, _)) = snapshot.created()? else { return Ok(None) };
            let owner = Owner::Reviewer(name);
            let key = keys.path(&log, owner);
            let (is_same, added) = if let Some(vkey) = given {
                (same.key == vkey.trim(), AddedReviewer::Elsewhere)
            } else {
                (keys.known(&log, owner, &same.key).is_ok(), AddedReviewer::Here { key })
            };
            Ok((is_same && same.name == *name).then_some(added))
        })
    }

    /// Revoke the key of a reviewer. Its earlier signatures remain valid.
    ///
    /// The last key cannot be revoked: nobody could vouch for the next reviewer, who might be the
    /// thief.
    pub fn revoke_reviewer(
        &mut self,
        author: &Actor,
        name: &ReviewerName,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        self.end_key(author, name, reason, Event::ReviewerRevoked)
    }

    /// Retire a reviewer who left: the key is not valid any more, and the reviews stand.
    pub fn retire_reviewer(
        &mut self,
        author: &Actor,
        name: &ReviewerName,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        self.end_key(author, name, reason, Event::ReviewerRetired)
    }

    fn end_key(
        &mut self,
        author: &Actor,
        name: &ReviewerName,
        reason: &Note,
        event: fn(ReviewerRevoked) -> Event,
    ) -> Result<(), LedgerError> {
        let ended = self.store.write(author, &self.keys, |writer| {
            let known = known(writer, author, name)?;
            let Some(active) = known.iter().find(|known| known.counts()) else {
                return Err(LedgerError::from(no_key(&known, name)));
            };
            let all = writer.snapshot().reviewers()?;
            if all.iter().filter(|known| known.counts()).count() == 1 {
                return Err(ReviewerError::LastKey(name.clone()).into());
            }
            writer.append(event(ReviewerRevoked {
                key: active.key.to_string(),
                name: name.clone(),
                reason: reason.clone(),
            }))?;
            writer.take_back(&active.key.to_string())?;
            Ok(())
        });
        self.or_repeated(ended, |_, events| {
            let [Event::ReviewerRetired(same) | Event::ReviewerRevoked(same)] = events else {
                return Ok(None);
            };
            let is_same = same.name == *name && same.reason == *reason;
            Ok((is_same && event((*same).clone()).kind() == events[0].kind()).then_some(()))
        })
    }

    /// Give a reviewer another name, with the given key, or with one that is created here. What was
    /// reviewed under the old name is theirs.
    pub fn rename_reviewer(
        &mut self,
        author: &Actor,
        from: &ReviewerName,
        name: &ReviewerName,
        given: Option<&str>,
        reason: &Note,
    ) -> Result<AddedReviewer, LedgerError> {
        let keys = &self.keys;
        let renamed = self.store.write(author, keys, |writer| {
            let log = writer.log().clone();
            let known = known(writer, author, from)?;
            let Some(active) = known.iter().find(|known| known.counts()) else {
                return Err(LedgerError::from(no_key(&known, from)));
            };
            for other in writer.snapshot().reviewers()? {
                if other.name == *name {
                    let (name, since) = (name.clone(), other.added);
                    return Err(ReviewerError::TakenName { name, since }.into());
                }
            }
            let key = match given {
                Some(vkey) => given_key(&log, name, vkey, &[])?,
                None => make_key(keys, &log, name, &[])?,
            };
            writer.append(Event::ReviewerRenamed(ReviewerRenamed {
                from: from.clone(),
                key: key.to_string(),
                name: name.clone(),
                reason: reason.clone(),
            }))?;
            writer.take_back(&active.key.to_string())?;
            if given.is_some() {
                writer.hand_over(&key)?;
                return Ok(AddedReviewer::Elsewhere);
            }
            Ok(AddedReviewer::Here { key: keys.path(&log, Owner::Reviewer(name)) })
        });
        self.or_repeated(renamed, |snapshot, events| {
            let [Event::ReviewerRenamed(same)] = events else { return Ok(None) };
            let Some((log, _)) = snapshot.created()? else { return Ok(None) };
            let key = keys.path(&log, Owner::Reviewer(name));
            let is_same = same.from == *from && same.name == *name && same.reason == *reason;
            let renamed = given.map_or(AddedReviewer::Here { key }, |_| AddedReviewer::Elsewhere);
            Ok(is_same.then_some(renamed))
        })
    }

    /// Invite a person, who can then become a reviewer under this name even where only those who
    /// are invited may.
    pub fn invite(&mut self, author: &Actor, name: &ReviewerName) -> Result<(), LedgerError> {
        let keys = &self.keys;
        let invited = self.store.write(author, keys, |writer| {
            if !writer.is_introduced() {
                return Err(ReviewerError::Stranger(author.name.clone()).into());
            }
            if writer.snapshot().keyring()?.invited().contains(name) {
                return Err(ReviewerError::InvitedBefore(name.clone()).into());
            }
            if let Some(known) = known_keys(writer.snapshot(), name)?.first() {
                let (name, since) = (name.clone(), known.added);
                return Err(ReviewerError::TakenName { name, since }.into());
            }
            writer.snapshot().may_join(name, keys.meant)?;
            writer.append(Event::ReviewerInvited(ReviewerInvited { name: name.clone() }))?;
            Ok(())
        });
        self.or_repeated(invited, |_, events| {
            let [Event::ReviewerInvited(same)] = events else { return Ok(None) };
            Ok((same.name == *name).then_some(()))
        })
    }

    /// Become a reviewer, before any other act.
    pub fn join(&mut self, author: &Actor) -> Result<(), LedgerError> {
        self.store.read(|snapshot| snapshot.created()?.ok_or(LedgerError::Empty))?;
        let joined = self.store.write(author, &self.keys, |writer| {
            if writer.introduce()? {
                return Ok(());
            }
            let known = known_keys(writer.snapshot(), &author.name)?;
            let since =
                known.iter().find(|known| known.counts()).map_or(EntryId(0), |key| key.added);
            Err(LedgerError::from(ReviewerError::HasKey { name: author.name.clone(), since }))
        });
        self.or_repeated(joined, |_, events| Ok(events.is_empty().then_some(())))
    }

    /// The name of the log.
    pub fn log(&self) -> Result<Origin, LedgerError> {
        self.store.read(|snapshot| Ok(snapshot.created()?.ok_or(LedgerError::Empty)?.0))
    }

    /// The public key of a reviewer.
    pub fn export_key(&self, name: &ReviewerName) -> Result<Exported, LedgerError> {
        self.store.read(|snapshot| {
            let known = known_keys(snapshot, name)?;
            // What was signed with the key of one who left is still to be checked.
            let active = known.iter().find(|known| known.counts()).or(known.last());
            Ok(Exported::known(active.ok_or_else(|| no_key(&known, name))?))
        })
    }

    /// The public key of this person. If the ledger has no active key for them, one is created,
    /// which another reviewer can add.
    pub fn export_own_key(&self, name: &ReviewerName) -> Result<Exported, LedgerError> {
        self.store.read(|snapshot| {
            let (log, _) = snapshot.created()?.ok_or(LedgerError::Empty)?;
            let known = known_keys(snapshot, name)?;
            if let Some(active) = known.iter().find(|known| known.counts()) {
                return Ok(Exported::known(active));
            }
            if known.is_empty() {
                snapshot.may_join(name, self.keys.meant)?;
            }
            waiting_key(&self.keys, &log, name, &known)
        })
    }

    /// The public key that a person has, or will have, in a ledger that is not on this machine.
    pub fn export_key_elsewhere(
        keys: &KeyFolder,
        log: &Origin,
        name: &ReviewerName,
    ) -> Result<Exported, LedgerError> {
        waiting_key(keys, log, name, &[])
    }
}

/// All keys of a reviewer, if the author may change them.
fn known(
    writer: &Writer<'_>,
    author: &Actor,
    name: &ReviewerName,
) -> Result<Vec<ReviewerKey>, LedgerError> {
    if writer.is_introduced() {
        Ok(known_keys(writer.snapshot(), name)?)
    } else {
        Err(ReviewerError::Stranger(author.name.clone()).into())
    }
}

fn known_keys(
    snapshot: &Snapshot<'_>,
    name: &ReviewerName,
) -> Result<Vec<ReviewerKey>, StoreError> {
    let mut known = snapshot.reviewers()?;
    known.retain(|known| known.name == *name);
    Ok(known)
}

/// Why a reviewer with these keys has no active one.
fn no_key(known: &[ReviewerKey], name: &ReviewerName) -> ReviewerError {
    match known.iter().filter_map(|known| known.revoked).max() {
        Some(at) => ReviewerError::RevokedBefore { at, name: name.clone() },
        None => ReviewerError::Unknown(name.clone()),
    }
}

/// The given key, if it is for this person and this ledger.
fn given_key(
    log: &Origin,
    name: &ReviewerName,
    vkey: &str,
    known: &[ReviewerKey],
) -> Result<VerifierKey, ReviewerError> {
    let key: VerifierKey = vkey
        .trim()
        .parse()
        .map_err(|source| ReviewerError::BadKey { name: name.clone(), source })?;
    let expected = Entry::key_name(log, name);
    if key.name().as_str() != expected {
        let found = key.name().to_string();
        return Err(ReviewerError::OtherName { expected, found, name: name.clone() });
    }
    match known.iter().find(|known| known.key == key).and_then(|known| known.revoked) {
        Some(at) => Err(ReviewerError::UsedKey { at }),
        None => Ok(key),
    }
}

/// Save a key on this machine. It is on the disk when this returns.
fn make_key(
    keys: &KeyFolder,
    log: &Origin,
    name: &ReviewerName,
    known: &[ReviewerKey],
) -> Result<VerifierKey, StoreError> {
    let revoked: Vec<VerifierKey> = known.iter().map(|known| known.key.clone()).collect();
    let key = keys.new_reviewer(log, name, &revoked)?;
    keys.retire(log, name, &revoked)?;
    match keys.save(log, Owner::Reviewer(name), &key) {
        Ok(()) => Ok(key.verifier().clone()),
        // Another process created one at the same moment.
        Err(KeyError::Other { .. }) => {
            Ok(keys.new_reviewer(log, name, &revoked)?.verifier().clone())
        }
        Err(error) => Err(error.into()),
    }
}

/// The key on this machine that is not yet added to the ledger.
fn waiting_key(
    keys: &KeyFolder,
    log: &Origin,
    name: &ReviewerName,
    known: &[ReviewerKey],
) -> Result<Exported, LedgerError> {
    let owner = Owner::Reviewer(name);
    let found = keys.find(log, owner).map_err(StoreError::from)?;
    let found = found.map(|key| key.verifier().clone());
    let key = make_key(keys, log, name, known)?;
    let made = (found.as_ref() != Some(&key)).then(|| keys.path(log, owner));
    Ok(Exported { counts: false, key, made, until: None })
}
