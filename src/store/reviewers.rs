use memchr::memmem;

use super::attest::damaged;
use super::pages::Pages;
use super::roll::{ReviewerKey, Roll};
use super::sql::{OfType, not_ours, params};
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, Event, Policy, ReviewerAdded, ReviewerName, Roster, Scale, Term};
use crate::keys::{Meant, open};
use crate::log::{Keyring, read_entry};
use crate::merkle::{SigningKey, VerifierKey, leaf_hash};

/// What an entry has that revokes a key.
pub(super) const REVOKED: &str = r#""type":"reviewer.revoked","v":1}"#;

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
        let sql = "SELECT entry, name, role FROM roles ORDER BY entry";
        let roles = self
            .connection
            .all(sql, params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        // The index has the present names.
        let scales = self.scale_rows()?;
        Ok(Roster::new(keys, []).governed(self.policy_rows()?, roles).rated(scales))
    }

    fn scale_rows(&self) -> Result<Vec<(EntryId, Scale)>, StoreError> {
        let sql = "SELECT entry, ratings FROM scales ORDER BY entry";
        self.connection.all(sql, params![], |row| {
            let scale = serde_json::from_str(row.get(1)?);
            Ok((row.get(0)?, scale.map_err(|_| not_ours(1, row.value(1)))?))
        })
    }

    fn policy_rows(&self) -> Result<Vec<(EntryId, Policy)>, StoreError> {
        let sql = "SELECT entry, editor_required, join_rule, note_required, resolver,
                       reviews_required, blind, evidence_required, independent_origins,
                       importer_may_judge
                   FROM policies
                   ORDER BY entry";
        self.connection.all(sql, params![], |row| {
            let number = u8::try_from(row.get::<u32>(5)?).ok();
            let reviews_required = number.and_then(|number| number.try_into().ok());
            let origins = u8::try_from(row.get::<u32>(8)?).ok();
            let origins = origins.and_then(|number| number.try_into().ok());
            let policy = Policy {
                blind: row.get(6)?,
                editor_required: row.get(1)?,
                evidence_required: row.get(7)?,
                importer_may_judge: row.get(9)?,
                independent_origins: origins.ok_or_else(|| not_ours(8, row.value(8)))?,
                join: row.get(2)?,
                note_required: row.get(3)?,
                resolver: row.get(4)?,
                reviews_required: reviews_required.ok_or_else(|| not_ours(5, row.value(5)))?,
            };
            Ok((row.get(0)?, policy))
        })
    }

    /// Whether anybody has, or had, a key under this name, by the index.
    pub(super) fn has_reviewer(&self, name: &ReviewerName) -> Result<bool, StoreError> {
        self.connection.exists("SELECT 1 FROM reviewers WHERE name = ?1", params![name])
    }

    /// The people, their roles and the policies, by the log.
    pub fn roster(&self) -> Result<Roster, StoreError> {
        Ok(self.roll()?.roster())
    }

    /// All keys of reviewers, in the order of the log. They are read from the log, by the rules by
    /// which it is verified.
    pub fn reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        Ok(self.roll()?.reviewers)
    }

    /// The valid keys of the current log.
    pub fn keyring(&self) -> Result<Keyring, StoreError> {
        Ok(self.roll()?.keyring)
    }

    fn roll(&self) -> Result<Roll, StoreError> {
        let mut roll = Roll::default();
        for (position, bytes) in self.entries_on_keys(None)? {
            roll.read(position, &bytes)?;
        }
        Ok(roll)
    }

    /// The active key of this reviewer, by the index.
    pub(super) fn active_key_row(&self, name: &ReviewerName) -> Result<Option<String>, StoreError> {
        let sql = "SELECT key FROM reviewers WHERE name = ?1 AND revoked IS NULL";
        self.connection.value(sql, params![name])
    }

    /// The keys of reviewers that were revoked. Most logs have none, which is found fast.
    pub(super) fn revoked_reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        if !self.has_on_keys(REVOKED)? {
            return Ok(Vec::new());
        }
        Ok(self.reviewers()?.into_iter().filter(|known| !known.counts()).collect())
    }

    /// Whether anybody ever wanted reviews to be blind. In most logs nobody did, which is found fast.
    pub fn may_be_blind(&self) -> Result<bool, StoreError> {
        self.has_on_keys(r#""blind":"on""#)
    }

    /// Whether an entry about keys, with or without effect, has these words.
    pub(super) fn has_on_keys(&self, words: &str) -> Result<bool, StoreError> {
        self.connection.exists(&self.on_keys_with("?1"), params![*words.as_bytes()])
    }

    /// The statement that asks for that, by the number of the parameter with the words.
    pub(super) fn on_keys_with(&self, words: &str) -> String {
        let on_keys = self.connection.of_type(OfType::Keys);
        let has_words = self.connection.has_within("bytes", words);
        format!("SELECT 1 FROM entries WHERE ({on_keys}) AND {has_words} LIMIT 1")
    }

    /// The active key of this reviewer.
    pub fn key_of(&self, name: &ReviewerName) -> Result<Option<String>, StoreError> {
        let mut active: Vec<String> = Vec::new();
        for (_, bytes) in self.entries_on_keys(Some(name))? {
            let Ok(entry) = read_entry(&bytes) else { continue };
            if let Event::ReviewerAdded(ReviewerAdded { key, name: named, .. }) = entry.event {
                active.extend((named == *name).then_some(key));
            } else if let Event::LedgerSucceeded(succeeded) = entry.event {
                if entry.actor == *name {
                    active = vec![succeeded.founder];
                }
            } else if let Event::ReviewerRenamed(renamed) = entry.event {
                if renamed.from == *name {
                    active.clear();
                }
                active.extend((renamed.name == *name).then_some(renamed.key));
            } else if let Event::ReviewerRetired(revoked) | Event::ReviewerRevoked(revoked) =
                entry.event
            {
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

    /// The entries that say whose signature is valid, in order: read from the log, not from the index,
    /// because an act is signed with the key that they name.
    fn entries_on_keys(
        &self,
        name: Option<&ReviewerName>,
    ) -> Result<Vec<(EntryId, Vec<u8>)>, StoreError> {
        // A name has no character that JSON would escape.
        let members = name.map(|name| {
            // A key of theirs, which has the name before its id, or their name.
            [format!("/{name}+"), format!("\"from\":\"{name}\""), format!("\"name\":\"{name}\"")]
        });
        let on_keys = self.connection.of_type(OfType::Keys);
        let condition = format!("({on_keys}) AND position NOT IN (SELECT entry FROM faults)");
        let mut found =
            Pages::only(self.connection, "entries", &condition, &["position"], "bytes, leaf");
        let mut entries = Vec::new();
        while let Some(row) = found.next()? {
            let bytes: &[u8] = row.get(1)?;
            let has = |member: &String| memmem::find(bytes, member.as_bytes()).is_some();
            if members.as_ref().is_none_or(|members| members.iter().any(has)) {
                let position = row.get(0)?;
                if leaf_hash(bytes) != row.get(2)? {
                    return Err(StoreError::EntryChanged(position));
                }
                entries.push((position, bytes.to_vec()));
            }
        }
        Ok(entries)
    }

    /// Whether a person without a key may have one under this name. The rules of the log ask only
    /// that it looks like no other name; a name that may be a slip of the pen must be `meant`.
    pub fn may_join(&self, name: &ReviewerName, meant: Meant) -> Result<(), StoreError> {
        let mut close = None;
        for known in self.reviewers()? {
            let is_it = known.name == *name;
            if is_it && known.counts() {
                continue;
            }
            match known.is_renamed_to {
                Some(to) if is_it => return Err(StoreError::Renamed { from: known.name, to }),
                Some(_) | None => {}
            }
            if is_it && known.has_retired {
                return Err(StoreError::Retired(known.name));
            }
            let known = known.name;
            if known == *name {
                return Err(StoreError::Revoked(known));
            }
            if known.looks_like(name) {
                return Err(StoreError::Confusable { known, name: name.clone() });
            }
            if meant == Meant::Unsaid && known.is_close_to(name) {
                close = Some(known);
            }
        }
        close.map_or(Ok(()), |known| Err(StoreError::Close { known, name: name.clone() }))
    }

    /// The ledger's private key, if it is sealed in the file for the owner of this key. What does not
    /// open, or is another key than the log names, counts as none.
    pub(super) fn sealed_key(
        &self,
        vkey: &str,
        reviewer: &SigningKey,
    ) -> Result<Option<SigningKey>, StoreError> {
        let sql = "SELECT sealed FROM sealed_keys WHERE key = ?1 AND reviewer = ?2";
        let sealed = self.connection.bytes(sql, params![vkey, reviewer.verifier().to_string()])?;
        let opened = sealed.and_then(|sealed| open(&sealed, reviewer).ok());
        Ok(opened.filter(|key| key.verifier().to_string() == vkey))
    }

    /// Whether the ledger's private key is sealed in the file for the owner of this key.
    pub fn is_sealed_for(&self, vkey: &str, reviewer: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM sealed_keys WHERE key = ?1 AND reviewer = ?2";
        self.connection.exists(sql, params![vkey, reviewer])
    }
}

/// Of these keys, the one of this reviewer that was active when the entry at `position` was recorded.
pub fn key_at(
    known: &[ReviewerKey],
    name: &ReviewerName,
    position: EntryId,
) -> Result<VerifierKey, StoreError> {
    // The founder signs one entry before the log has the key.
    let counted = |known: &&ReviewerKey| {
        known.name == *name
            && (known.added <= position || position == EntryId(0))
            && known.revoked.is_none_or(|revoked| revoked >= position)
    };
    // A key that takes the place of one that was lost signs the entry that says so.
    let mut counted: Vec<_> = known.iter().filter(counted).collect();
    counted.sort_by_key(|known| known.succeeds != Some(position));
    let why = "its reviewer has no key";
    let first = counted.first().map(|known| known.key.clone());
    first.ok_or(StoreError::Inconsistent { position, why })
}
