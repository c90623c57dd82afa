use memchr::memmem;

use super::attest::damaged;
use super::pages::Pages;
use super::sql::params;
use super::sqlite::ON_KEYS;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, Event, ReviewerAdded, ReviewerName, Roster, Term};
use crate::keys::{Meant, open};
use crate::log::{Keyring, read_entry, signature_of, signed_entry};
use crate::merkle::{SigningKey, VerifierKey, leaf_hash};

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
}

impl ReviewerKey {
    fn new(added: EntryId, key: &str, name: ReviewerName) -> Result<Self, StoreError> {
        let why = "the key of its reviewer is not valid";
        let key = key.parse().map_err(|_| StoreError::Inconsistent { position: added, why })?;
        Ok(Self { added, has_retired: false, is_renamed_to: None, key, name, revoked: None })
    }

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
        // The index has the present names.
        Ok(Roster::new(keys, []))
    }

    /// Who has left, and which names became others, by the log.
    pub fn roster(&self) -> Result<Roster, StoreError> {
        let reviewers = self.reviewers()?;
        // The keys of a name come before those of the name that it became.
        let renamed: Vec<_> = reviewers
            .iter()
            .filter_map(|known| Some((known.name.clone(), known.is_renamed_to.clone()?)))
            .collect();
        let term = |known: ReviewerKey| Term { since: known.added, until: known.revoked };
        let keys = reviewers.into_iter().map(|known| (known.name.clone(), term(known)));
        Ok(Roster::new(keys, renamed))
    }

    /// The active key of this reviewer, by the index.
    pub(super) fn active_key_row(&self, name: &ReviewerName) -> Result<Option<String>, StoreError> {
        let sql = "SELECT key FROM reviewers WHERE name = ?1 AND revoked IS NULL";
        self.connection.value(sql, params![name])
    }

    /// All keys of reviewers, in the order of the log. They are read from the log, by the rules by
    /// which it is verified.
    pub fn reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        Ok(self.roll()?.0)
    }

    /// The valid keys of the current log.
    pub fn keyring(&self) -> Result<Keyring, StoreError> {
        Ok(self.roll()?.1)
    }

    fn roll(&self) -> Result<(Vec<ReviewerKey>, Keyring), StoreError> {
        let mut reviewers: Vec<ReviewerKey> = Vec::new();
        let mut keyring = Keyring::default();
        for (position, bytes) in self.entries_on_keys(None)? {
            let Some(event) = admitted(&mut keyring, position, &bytes) else { continue };
            match event {
                Event::ReviewerAdded(ReviewerAdded { key, name }) => {
                    reviewers.push(ReviewerKey::new(position, &key, name)?);
                }
                Event::ReviewerRenamed(renamed) => {
                    for known in reviewers.iter_mut().filter(|known| known.name == renamed.from) {
                        known.is_renamed_to = Some(renamed.name.clone());
                        known.revoked = known.revoked.or(Some(position));
                    }
                    reviewers.push(ReviewerKey::new(position, &renamed.key, renamed.name)?);
                }
                Event::ReviewerRetired(ref revoked) | Event::ReviewerRevoked(ref revoked) => {
                    let is_it = |known: &&mut ReviewerKey| {
                        known.counts() && known.key.to_string() == revoked.key
                    };
                    if let Some(known) = reviewers.iter_mut().find(is_it) {
                        known.has_retired = matches!(event, Event::ReviewerRetired(_));
                        known.revoked = Some(position);
                    }
                }
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
                | Event::ClaimsExtracted(_)
                | Event::LedgerCreated(_)
                | Event::ContentWithheld(_)
                | Event::NoteAdded(_)
                | Event::NoteRetracted(_)
                | Event::PolicySet(_)
                | Event::ReviewWithdrawn(_)
                | Event::ReviewerInvited(_)
                | Event::Unknown(_) => {}
            }
        }
        Ok((reviewers, keyring))
    }

    /// The keys of reviewers that were revoked. Most logs have none, which is found fast.
    pub(super) fn revoked_reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        let sql = format!(
            "SELECT 1
             FROM entries
             WHERE ({ON_KEYS}) AND instr(bytes, CAST(?1 AS BLOB)) > 0
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
        for (_, bytes) in self.entries_on_keys(Some(name))? {
            let Ok(entry) = read_entry(&bytes) else { continue };
            if let Event::ReviewerAdded(ReviewerAdded { key, name: named }) = entry.event {
                active.extend((named == *name).then_some(key));
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
        let members = name.map(|name| ["from", "name"].map(|of| format!("\"{of}\":\"{name}\"")));
        let condition = format!("({ON_KEYS}) AND position NOT IN (SELECT entry FROM faults)");
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

    /// The key that signs the checkpoints. `None` if the log has no entry.
    pub fn log_key(&self) -> Result<Option<VerifierKey>, StoreError> {
        let Some((log, created)) = self.created()? else { return Ok(None) };
        let key = created.log.parse().ok();
        let key = key.filter(|key: &VerifierKey| key.name().as_str() == log.as_str());
        let why = "the key of the log is not valid";
        key.ok_or(StoreError::Inconsistent { position: EntryId(0), why }).map(Some)
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
