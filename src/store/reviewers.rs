use memchr::memmem;

use super::attest::damaged;
use super::pages::Pages;
use super::sql::params;
use super::sqlite::ON_REVIEWERS;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, Event, ReviewerAdded, ReviewerName, Roster, Term};
use crate::log::{Keyring, read_entry, signature_of, signed_entry};
use crate::merkle::{VerifierKey, leaf_hash};

/// A key of a reviewer in the log.
#[derive(Clone, Debug)]
pub struct ReviewerKey {
    /// The entry that added it.
    pub added: EntryId,
    pub key: VerifierKey,
    pub name: ReviewerName,
    /// The entry that revoked it.
    pub revoked: Option<EntryId>,
}

impl ReviewerKey {
    pub fn counts(&self) -> bool {
        self.revoked.is_none()
    }
}

impl Snapshot<'_> {
    /// Whether the index has this key.
    pub(super) fn has_key(&self, key: &str) -> Result<bool, StoreError> {
        self.connection.exists("SELECT 1 FROM reviewers WHERE key = ?1", params![key])
    }

    /// Whether the index has this key as active.
    pub(super) fn has_active_key(&self, key: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM reviewers WHERE key = ?1 AND revoked IS NULL";
        self.connection.exists(sql, params![key])
    }

    /// Who has left, by the index.
    pub(super) fn roster_rows(&self) -> Result<Roster, StoreError> {
        let sql = "SELECT name, entry, revoked FROM reviewers ORDER BY entry";
        let keys = self.connection.all(sql, params![], |row| {
            Ok((row.get(0)?, Term { since: row.get(1)?, until: row.get(2)? }))
        })?;
        Ok(Roster::new(keys))
    }

    /// Who has left, by the log.
    pub fn roster(&self) -> Result<Roster, StoreError> {
        let keys = self.reviewers()?.into_iter();
        Ok(Roster::new(
            keys.map(|known| (known.name, Term { since: known.added, until: known.revoked })),
        ))
    }

    /// All keys of reviewers, in the order of the log. They are read from the log, by the rules by
    /// which it is verified.
    pub fn reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        let mut reviewers: Vec<ReviewerKey> = Vec::new();
        let mut keyring = Keyring::default();
        let created = self.entry_bytes(EntryId(0), 1)?.pop();
        let created = created.map(|bytes| (EntryId(0), bytes));
        for (position, bytes) in created.into_iter().chain(self.entries_on_reviewers(None)?) {
            let Some(event) = admitted(&mut keyring, position, &bytes) else { continue };
            if let Event::ReviewerAdded(ReviewerAdded { key, name }) = event {
                let why = "the key of its reviewer is not valid";
                let key = key.parse().map_err(|_| StoreError::Inconsistent { position, why })?;
                reviewers.push(ReviewerKey { added: position, key, name, revoked: None });
            } else if let Event::ReviewerRevoked(revoked) = event {
                let mut known = reviewers.iter_mut();
                let is_it = |known: &&mut ReviewerKey| {
                    known.counts() && known.key.to_string() == revoked.key
                };
                if let Some(known) = known.find(is_it) {
                    known.revoked = Some(position);
                }
            }
        }
        Ok(reviewers)
    }

    /// The keys of reviewers that were revoked. Most logs have none, which is found fast.
    pub(super) fn revoked_reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        let sql = format!(
            "SELECT 1
             FROM entries
             WHERE ({ON_REVIEWERS}) AND instr(bytes, CAST(?1 AS BLOB)) > 0
             LIMIT 1"
        );
        if !self.connection.exists(&sql, params!["\"type\":\"reviewer.revoked\",\"v\":1}"])? {
            return Ok(Vec::new());
        }
        Ok(self.reviewers()?.into_iter().filter(|known| !known.counts()).collect())
    }

    /// The active key of this reviewer.
    pub fn key_of(&self, name: &ReviewerName) -> Result<Option<String>, StoreError> {
        let mut active: Vec<String> = Vec::new();
        for (_, bytes) in self.entries_on_reviewers(Some(name))? {
            let Ok(entry) = read_entry(&bytes) else { continue };
            if let Event::ReviewerAdded(ReviewerAdded { key, name: named }) = entry.event {
                active.extend((named == *name).then_some(key));
            } else if let Event::ReviewerRevoked(revoked) = entry.event {
                active.retain(|key| *key != revoked.key);
            }
        }
        // A reviewer with a second key that breaks the rules has the first.
        if active.len() > 1 {
            let known = self.reviewers()?.into_iter();
            let mut counts = known.filter(|known| known.name == *name && known.counts());
            return Ok(counts.next().map(|known| known.key.to_string()));
        }
        Ok(active.pop())
    }

    /// Check that the index and the log agree on a reviewer's key: this reveals damage to either,
    /// and to the index on the log.
    pub(super) fn attest_key(
        &self,
        name: &ReviewerName,
        by_log: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT key FROM reviewers WHERE name = ?1 AND revoked IS NULL";
        let by_index: Option<String> = self.connection.value(sql, params![name])?;
        if by_index.as_deref() == by_log {
            return Ok(());
        }
        Err(damaged(format!("its rows of the keys of {name} are not what the log says")))
    }

    /// The entries that add or revoke keys, in order: read from the log, not from the index,
    /// because an act is signed with the key that they name.
    fn entries_on_reviewers(
        &self,
        name: Option<&ReviewerName>,
    ) -> Result<Vec<(EntryId, Vec<u8>)>, StoreError> {
        // A name has no character that JSON would escape.
        let member = name.map(|name| format!("\"name\":\"{name}\""));
        let condition = format!("({ON_REVIEWERS}) AND position NOT IN (SELECT entry FROM faults)");
        let mut found =
            Pages::only(self.connection, "entries", &condition, &["position"], "bytes, leaf");
        let mut entries = Vec::new();
        while let Some(row) = found.next()? {
            let bytes: &[u8] = row.get(1)?;
            let is_of = |member: &String| memmem::find(bytes, member.as_bytes()).is_some();
            if member.as_ref().is_none_or(is_of) {
                let position = row.get(0)?;
                if leaf_hash(bytes) != row.get(2)? {
                    return Err(StoreError::EntryChanged(position));
                }
                entries.push((position, bytes.to_vec()));
            }
        }
        Ok(entries)
    }

    /// The active key of this reviewer when the entry at `position` was recorded.
    pub fn key_at(
        &self,
        name: &ReviewerName,
        position: EntryId,
    ) -> Result<VerifierKey, StoreError> {
        // The founder signs one entry before the log has the key.
        let counted = |known: &ReviewerKey| {
            known.name == *name
                && (known.added <= position || position == EntryId(0))
                && known.revoked.is_none_or(|revoked| revoked >= position)
        };
        let why = "its reviewer has no key";
        let known = self.reviewers()?.into_iter().find(counted);
        known.map(|known| known.key).ok_or(StoreError::Inconsistent { position, why })
    }

    /// Whether a person without a key may have one under this name.
    pub fn may_join(&self, name: &ReviewerName) -> Result<(), StoreError> {
        for known in self.reviewers()? {
            let known = known.name;
            if known == *name {
                return Err(StoreError::Revoked(known));
            }
            if known.looks_like(name) {
                return Err(StoreError::Confusable { known, name: name.clone() });
            }
        }
        Ok(())
    }

    /// The key that signs the checkpoints. `None` if the log has no entry.
    pub fn log_key(&self) -> Result<Option<VerifierKey>, StoreError> {
        let Some((log, created)) = self.created()? else { return Ok(None) };
        let key = created.log.parse().ok();
        let key = key.filter(|key: &VerifierKey| key.name().as_str() == log.as_str());
        let why = "the key of the log is not valid";
        key.ok_or(StoreError::Inconsistent { position: EntryId(0), why }).map(Some)
    }

    /// The valid keys of the current log.
    pub(super) fn keyring(&self) -> Result<Keyring, StoreError> {
        let Some(log) = self.log_key()? else { return Ok(Keyring::default()) };
        let keys = self.reviewers()?.into_iter().map(|known| {
            let counts = known.counts();
            (known.key, counts)
        });
        Ok(Keyring::new(log, keys))
    }
}

/// Apply what an entry says about keys, if an active key signed it.
fn admitted(keyring: &mut Keyring, position: EntryId, bytes: &[u8]) -> Option<Event> {
    let (text, signature) = signature_of(bytes).ok()?;
    let entry = signed_entry(text, &signature).ok()?;
    let mut after = keyring.clone();
    let key = after.admit(position, &entry, &signature).ok()?;
    key.verify(text.as_bytes(), &signature.signature).ok()?;
    *keyring = after;
    Some(entry.event)
}
