//! The key that signs the checkpoints, and those who have it.

use std::path::{Path, PathBuf};

use super::Writer;
use crate::domain::{Actor, EntryId, Event, KeyRotated, LedgerSucceeded, Origin, ReviewerName};
use crate::keys::{KeyError, KeyFolder, Owner, seal};
use crate::merkle::{Checkpoint, Rotation, SigningKey, VerifierKey};
use crate::store::sql::params;
use crate::store::{Snapshot, StoreError};
use crate::view::KeyChange;

/// The key of the ledger, and what an act did with it.
pub(super) struct LedgerKey {
    /// Whether it was sealed for somebody, or what was sealed was removed. That is no entry.
    has_sealed: bool,
    /// Whether this act gave it to the ledger.
    pub(super) is_new: bool,
    pub(super) key: SigningKey,
    /// The one in whose place it is, if that is lost.
    lost: Option<VerifierKey>,
    /// Whether a rotation that was recorded before and then stopped was finished first.
    was_next: bool,
}

impl From<SigningKey> for LedgerKey {
    fn from(key: SigningKey) -> Self {
        Self { has_sealed: false, is_new: false, key, lost: None, was_next: false }
    }
}

impl LedgerKey {
    /// The key of the log until now, if that is lost.
    pub(super) fn lost(&self) -> Option<&VerifierKey> {
        self.lost.as_ref()
    }
}

/// What the log is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Act,
    /// To go on without the key of the ledger. `is_lost`: those for whom it is sealed have lost
    /// their keys, too.
    Succeed {
        is_lost: bool,
    },
}

/// What it came to, to go on without the key of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succeeded {
    pub entry: EntryId,
    /// The key that is lost.
    pub from: VerifierKey,
    /// Where the author's own new key is, if the old one is lost, too.
    pub own_key: Option<PathBuf>,
    /// Those who get the new key with the ledger, because it is sealed for them in it.
    pub sealed_for: Vec<ReviewerName>,
    pub to: VerifierKey,
}

/// What became of the ledger's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The key until now.
    pub from: VerifierKey,
    /// Those who get the new key with the ledger, because it is sealed for them in it.
    pub sealed_for: Vec<ReviewerName>,
    /// Where a key is now that was made for an earlier rotation, which did not happen.
    pub set_aside: Option<PathBuf>,
    /// The key from now on.
    pub to: VerifierKey,
}

impl Writer<'_> {
    /// Seal the ledger's key for the owner of this key, who can then write to the ledger from
    /// another machine or account. Returns whether it was not done before.
    pub fn hand_over(&mut self, to: &VerifierKey) -> Result<bool, StoreError> {
        let (key, reviewer) = (self.ledger_key.key.verifier().to_string(), to.to_string());
        if self.snapshot().is_sealed_for(&key, &reviewer)? {
            return Ok(false);
        }
        let sealed = seal(&self.ledger_key.key, to).map_err(StoreError::NotSealed)?;
        self.ledger_key.has_sealed = true;
        self.connection.change(
            1,
            "INSERT INTO sealed_keys (key, reviewer, sealed)
                 VALUES (?1, ?2, ?3)",
            params![key, reviewer, sealed.as_slice()],
        )?;
        Ok(true)
    }

    /// Give the ledger another key, which the old one signs, and seal it for everybody who has the old
    /// one. It is on the disk when this returns.
    pub fn rotate(&mut self) -> Result<Rotated, StoreError> {
        let next = self.keys.next_ledger(&self.log, &self.ledger_key.key)?;
        let set_aside = self.keys.save_next(&self.log, &next)?;
        let (from, to) = (self.ledger_key.key.verifier().clone(), next.verifier().clone());
        let said = Rotation { from: &from, log: self.log.as_str(), to: &to };
        let signature = said.sign(&self.ledger_key.key);
        self.append(Event::KeyRotated(KeyRotated { key: to.to_string(), signature }))?;
        self.ledger_key.key = next;
        self.ledger_key.is_new = true;
        let sealed_for = self.seal_again(&from)?;
        Ok(Rotated { from, sealed_for, set_aside, to })
    }

    /// Go on without the key of the ledger, with a new one.
    pub fn succeed(&mut self) -> Result<Succeeded, StoreError> {
        let why = "it goes on with its key";
        let position = EntryId(self.after.size);
        let lost = self.ledger_key.lost.clone();
        let from = lost.ok_or(StoreError::Inconsistent { position, why })?;
        self.keys.save_next(&self.log, &self.ledger_key.key)?;
        let to = self.ledger_key.key.verifier().clone();
        let entry = self.append_entry(Event::LedgerSucceeded(LedgerSucceeded {
            checkpoint: self.snapshot().last_checkpoint()?.unwrap_or_default(),
            founder: self.key.verifier().to_string(),
            log: to.to_string(),
        }))?;
        self.ledger_key.is_new = true;
        let sealed_for = self.seal_again(&from)?;
        let owner = Owner::Reviewer(&self.author.name);
        let own_key = self.is_key_new.then(|| self.keys.path(&self.log, owner));
        Ok(Succeeded { entry, from, own_key, sealed_for, to })
    }

    /// Seal the key of the ledger for the others who had the one before: those for whom it was
    /// sealed, and those who acted, if their own key is valid. What was sealed before is removed.
    fn seal_again(&mut self, before: &VerifierKey) -> Result<Vec<ReviewerName>, StoreError> {
        let before = before.to_string();
        let sql = "SELECT reviewer FROM sealed_keys WHERE key = ?1";
        let sealed: Vec<String> = self.connection.column(sql, params![before])?;
        let acted = "SELECT DISTINCT actor FROM history";
        let acted: Vec<ReviewerName> = self.connection.column(acted, params![])?;
        let roster = self.snapshot().roster()?;
        let mut sealed_for = Vec::new();
        for known in self.snapshot().reviewers()? {
            let had_it = sealed.contains(&known.key.to_string())
                || acted.iter().any(|name| *roster.present(name) == known.name);
            if known.counts() && known.name != self.author.name && had_it {
                self.hand_over(&known.key)?;
                sealed_for.push(known.name);
            }
        }
        self.ledger_key.has_sealed = true;
        let sql = "DELETE FROM sealed_keys WHERE key = ?1";
        self.connection.change_any(sql, params![before])?;
        Ok(sealed_for)
    }

    /// Remove what was sealed for the owner of this key. Older copies of the ledger still have it.
    pub fn take_back(&mut self, from: &str) -> Result<(), StoreError> {
        self.ledger_key.has_sealed = true;
        let sql = "DELETE FROM sealed_keys WHERE reviewer = ?1";
        self.connection.change_any(sql, params![from])
    }

    /// Whether something was written that is no entry.
    pub(in crate::store) fn has_sealed(&self) -> bool {
        self.ledger_key.has_sealed
    }

    /// Whether a rotation of the ledger's key was finished that was recorded before and then stopped.
    pub fn has_taken_next(&self) -> bool {
        self.ledger_key.was_next
    }
}

/// The key that signs the checkpoints: the one in the folder, or the one that is sealed in the
/// ledger for its author, which is saved then.
pub(super) fn ledger_key(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    keys: &KeyFolder,
    log: &Origin,
) -> Result<LedgerKey, StoreError> {
    let vkey = snapshot.log_key()?.map(|key| key.to_string()).unwrap_or_default();
    let vkey = vkey.as_str();
    let absent = match keys.ledger_key(log, vkey) {
        Ok(key) => {
            let was_next = keys.take_next(log, &key)?;
            return Ok(LedgerKey { was_next, ..key.into() });
        }
        Err(absent @ (KeyError::Missing { .. } | KeyError::Other { .. })) => absent,
        Err(error) => return Err(error.into()),
    };
    if let KeyError::Other { path } = &absent {
        ensure_handed_over(snapshot, keys, log, path)?;
    }
    let Some(own) = snapshot.key_of(&author.name)? else { return Err(absent.into()) };
    let own = keys.known(log, Owner::Reviewer(&author.name), &own)?;
    let key = snapshot.sealed_key(vkey, &own)?.ok_or(absent)?;
    keys.replace_ledger(log, &key)?;
    Ok(key.into())
}

/// If the key that is here was the ledger's, check that it led to the present one: otherwise somebody
/// went on without it, although it is not lost.
fn ensure_handed_over(
    snapshot: &Snapshot<'_>,
    keys: &KeyFolder,
    log: &Origin,
    path: &Path,
) -> Result<(), StoreError> {
    let Some(here) = keys.find(log, Owner::Ledger)? else { return Ok(()) };
    let changes = snapshot.key_changes()?;
    let since = changes.iter().skip_while(|change| change.from != *here.verifier());
    match since.into_iter().find(|change| !change.is_signed) {
        None => Ok(()),
        Some(KeyChange { by, entry, .. }) => {
            let (by, path) = (by.clone(), path.to_owned());
            Err(StoreError::TakenOver { by, entry: *entry, path })
        }
    }
}

/// A new key for a ledger whose key is lost: neither here, nor sealed in it for somebody.
pub(super) fn successor(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    keys: &KeyFolder,
    log: &Origin,
    is_lost: bool,
) -> Result<LedgerKey, StoreError> {
    match ledger_key(snapshot, author, keys, log) {
        Ok(_) => {
            let path = keys.path(log, Owner::Ledger);
            return Err(StoreError::KeyNotLost { path });
        }
        Err(StoreError::Key(KeyError::Missing { .. } | KeyError::Other { .. })) => {}
        Err(error) => return Err(error),
    }
    let keyring = snapshot.keyring()?;
    let why = "it does not name its key";
    let lost = keyring.log_key().ok_or(StoreError::Inconsistent { position: EntryId(0), why })?;
    // A key that the log does not know is of a later copy of it, or of another ledger.
    if let Some(here) = keys.find(log, Owner::Ledger)?
        && keyring.log_keys().iter().all(|known| *known.key != *here.verifier())
    {
        let path = keys.path(log, Owner::Ledger);
        return Err(StoreError::Key(KeyError::Other { path }));
    }
    let mut sealed_for = Vec::new();
    for known in snapshot.reviewers()? {
        let is_other = known.counts() && known.name != author.name;
        if is_other && snapshot.is_sealed_for(&lost.to_string(), &known.key.to_string())? {
            sealed_for.push(known.name);
        }
    }
    if !is_lost && !sealed_for.is_empty() {
        return Err(StoreError::SealedFor(sealed_for));
    }
    let key = keys.successor(log, lost)?;
    Ok(LedgerKey { lost: Some(VerifierKey::clone(lost)), ..key.into() })
}

/// Another key for a reviewer whose own is lost: one that is here already, or a new one. It is not
/// saved yet.
pub(super) fn another_key(
    snapshot: &Snapshot<'_>,
    keys: &KeyFolder,
    log: &Origin,
    name: &ReviewerName,
) -> Result<SigningKey, StoreError> {
    let known = snapshot.reviewers()?.into_iter().filter(|known| known.name == *name);
    let known: Vec<VerifierKey> = known.map(|known| known.key).collect();
    keys.retire(log, name, &known)?;
    Ok(keys.new_reviewer(log, name, &known)?)
}

/// Check that the ledger has the last checkpoint signed here, and the same entries up to it.
pub(super) fn ensure_latest(
    snapshot: &Snapshot<'_>,
    keys: &KeyFolder,
    log: &Origin,
    size: u64,
) -> Result<(), StoreError> {
    let Some(note) = keys.last_signed(log)? else { return Ok(()) };
    // The last of the ledger is verified with its hashes.
    if snapshot.last_checkpoint()?.is_some_and(|last| last.as_bytes() == note) {
        return Ok(());
    }
    let kept = keys.last_signed_path(log);
    let keyring = snapshot.keyring()?;
    let last = match keyring.checkpoint(&note) {
        Ok(last) => last.head,
        // In an older copy, the key that is here now is not named yet.
        Err(source) => match keys.find(log, Owner::Ledger)? {
            Some(key) if Checkpoint::verified(&note, key.verifier()).is_ok() => {
                return Err(StoreError::Forks { kept, size });
            }
            Some(_) | None => return Err(StoreError::NotSigned { kept, source }),
        },
    };
    let stored = snapshot.checkpoint(last.size)?.and_then(|note| keyring.checkpoint(&note).ok());
    if last.size <= size && stored.is_some_and(|stored| stored.head == last) {
        Ok(())
    } else {
        Err(StoreError::Forks { kept, size })
    }
}
