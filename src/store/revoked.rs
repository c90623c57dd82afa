use super::attest::damaged;
use super::pages::Pages;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, Event};
use crate::log::signature_of;
use crate::merkle::entry_leaf;
use crate::view::{RevokedKey, RevokedKeys};

impl Snapshot<'_> {
    /// The keys that were revoked, as the log says; without what they signed.
    pub fn revoked_keys(&self) -> Result<RevokedKeys, StoreError> {
        let mut revoked = Vec::new();
        for known in self.revoked_reviewers()? {
            let Some(position) = known.revoked else { continue };
            let missing = || damaged(format!("it does not have `{position}`"));
            let recorded = self.entry(position)?.ok_or_else(missing)?;
            // Who retired or was renamed gave their key up themselves.
            let Event::ReviewerRevoked(body) = recorded.entry.event else { continue };
            revoked.push(RevokedKey {
                at: recorded.entry.at,
                by: recorded.entry.actor,
                entry: position,
                key: known.key,
                name: body.name,
                reason: body.reason.note().clone(),
                refused: Vec::new(),
                since: known.succeeds.unwrap_or(EntryId(0)),
                signed: Vec::new(),
            });
        }
        revoked.sort_by_key(|revoked| revoked.entry);
        Ok(RevokedKeys(revoked))
    }

    /// The same, with what they signed, which is found by reading the whole log.
    pub fn revoked_keys_and_entries(&self) -> Result<RevokedKeys, StoreError> {
        let mut keys = self.revoked_keys()?;
        if keys.0.is_empty() {
            return Ok(keys);
        }
        // Canonical JSON begins with the actor.
        let begins: Vec<String> =
            keys.0.iter().map(|key| format!("{{\"actor\":\"{}\",", key.key.name())).collect();
        let faults = self.faults()?;
        let mut entries = Pages::of(self.connection, "entries", &["position"], "bytes, leaf");
        while let Some(row) = entries.next()? {
            let (position, bytes): (EntryId, &[u8]) = (row.get(0)?, row.get(1)?);
            if entry_leaf(bytes) != row.get(2)? {
                return Err(StoreError::EntryChanged(position));
            }
            if faults.contains(&position) {
                for key in &mut keys.0 {
                    if position > key.entry && is_signed_with(bytes, key) {
                        key.refused.push(position);
                    }
                }
                continue;
            }
            // A reviewer has one key at a time, so the next that was revoked signed it.
            let is_signer = |(index, key): &(usize, &mut RevokedKey)| {
                (key.since..=key.entry).contains(&position)
                    && bytes.starts_with(begins[*index].as_bytes())
            };
            if let Some((_, key)) = keys.0.iter_mut().enumerate().find(is_signer) {
                key.signed.push(position);
            }
        }
        Ok(keys)
    }
}

/// Whether an entry, which may be anything, is signed with this key.
fn is_signed_with(bytes: &[u8], RevokedKey { key, .. }: &RevokedKey) -> bool {
    signature_of(bytes).is_ok_and(|(text, signature)| {
        signature.name == key.name().as_str()
            && signature.id == key.id()
            && key.verify(text.as_bytes(), &signature.signature).is_ok()
    })
}
