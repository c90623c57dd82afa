use super::{Snapshot, StoreError};
use crate::domain::EntryId;
use crate::log::LogKey;
use crate::merkle::VerifierKey;
use crate::view::KeyChange;

impl Snapshot<'_> {
    /// The key that signs the checkpoints. `None` if the log has no entry.
    pub fn log_key(&self) -> Result<Option<VerifierKey>, StoreError> {
        let Some((log, created)) = self.created()? else { return Ok(None) };
        let key = created.log.parse().ok();
        let key = key.filter(|key: &VerifierKey| key.name().as_str() == log.as_str());
        let why = "the key of the log is not valid";
        let first = key.ok_or(StoreError::Inconsistent { position: EntryId(0), why })?;
        // Most logs keep their first key, which is found fast.
        if !self.has_other_keys()? {
            return Ok(Some(first));
        }
        Ok(self.keyring()?.log_key().map(|key| VerifierKey::clone(key)))
    }

    /// The entries that gave the log another key, in order.
    pub fn key_changes(&self) -> Result<Vec<KeyChange>, StoreError> {
        if !self.has_other_keys()? {
            return Ok(Vec::new());
        }
        self.changes_between(self.keyring()?.log_keys())
    }

    /// What the entries say that named these keys, one after the other.
    pub(super) fn changes_between(&self, keys: &[LogKey]) -> Result<Vec<KeyChange>, StoreError> {
        let mut changes = Vec::new();
        for pair in keys.windows(2) {
            let [from, to] = pair else { continue };
            let why = "the log names a key in an entry that is not there";
            let missing = StoreError::Inconsistent { position: to.since, why };
            let recorded = self.entry(to.since)?.ok_or(missing)?;
            changes.push(KeyChange {
                at: recorded.entry.at,
                by: recorded.entry.actor,
                entry: to.since,
                from: VerifierKey::clone(&from.key),
                is_signed: to.is_signed,
                to: VerifierKey::clone(&to.key),
            });
        }
        Ok(changes)
    }

    fn has_other_keys(&self) -> Result<bool, StoreError> {
        Ok(self.has_on_keys(r#""type":"key.rotated","v":1}"#)?
            || self.has_on_keys(r#""type":"ledger.succeeded","v":1}"#)?)
    }
}
