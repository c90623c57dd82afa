use rusqlite::OptionalExtension;

use super::{Snapshot, StoreError};
use crate::domain::{Position, ReviewerName};
use crate::log::Roll;
use crate::merkle::VerifierKey;

/// A key of a reviewer that the log has named.
#[derive(Clone, Debug)]
pub struct ReviewerKey {
    /// The entry since which it counts.
    pub added: Position,
    pub key: VerifierKey,
    pub name: ReviewerName,
    /// The entry since which it does not.
    pub revoked: Option<Position>,
}

impl ReviewerKey {
    pub fn counts(&self) -> bool {
        self.revoked.is_none()
    }
}

impl Snapshot<'_> {
    /// All keys of reviewers, in the order in which the log names them.
    pub fn reviewers(&self) -> Result<Vec<ReviewerKey>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT key, name, entry, revoked FROM reviewers ORDER BY entry")?;
        let mut rows = statement.query([])?;
        let mut reviewers = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, added): (String, Position) = (row.get("key")?, row.get("entry")?);
            let why = "the key of its reviewer is none";
            let key = key.parse().map_err(|_| StoreError::Misfit { position: added, why })?;
            let (name, revoked) = (row.get("name")?, row.get("revoked")?);
            reviewers.push(ReviewerKey { added, key, name, revoked });
        }
        Ok(reviewers)
    }

    /// The key that counts for this reviewer.
    pub fn key_of(&self, name: &ReviewerName) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT key FROM reviewers WHERE name = ?1 AND revoked IS NULL")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    /// The key that counted for this reviewer when the entry at `position` was recorded.
    pub fn key_at(
        &self,
        name: &ReviewerName,
        position: Position,
    ) -> Result<VerifierKey, StoreError> {
        // The founder signs one entry before the log names the key.
        let counted = |known: &ReviewerKey| {
            known.name == *name
                && (known.added <= position || position == Position(0))
                && known.revoked.is_none_or(|revoked| revoked >= position)
        };
        let why = "its reviewer has no key";
        let known = self.reviewers()?.into_iter().find(counted);
        known.map(|known| known.key).ok_or(StoreError::Misfit { position, why })
    }

    /// Whether a person who has no key yet may have one under this name.
    pub fn may_join(&self, name: &ReviewerName) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT name FROM reviewers")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let known: ReviewerName = row.get(0)?;
            if known == *name {
                return Err(StoreError::Revoked(known));
            }
            if known.looks_like(name) {
                return Err(StoreError::Confusable { known, name: name.clone() });
            }
        }
        Ok(())
    }

    /// The key that signs the checkpoints. `None`: the log has no entry.
    pub fn log_key(&self) -> Result<Option<VerifierKey>, StoreError> {
        let Some((log, created)) = self.created()? else { return Ok(None) };
        let key = created.log.parse().ok();
        let key = key.filter(|key: &VerifierKey| key.name().as_str() == log.as_str());
        let why = "the key of the log is none";
        key.ok_or(StoreError::Misfit { position: Position(0), why }).map(Some)
    }

    /// Whose signatures count, as the log stands.
    pub(super) fn roll(&self) -> Result<Roll, StoreError> {
        let Some(log) = self.log_key()? else { return Ok(Roll::default()) };
        let keys = self.reviewers()?.into_iter().map(|known| {
            let counts = known.counts();
            (known.key, counts)
        });
        Ok(Roll::new(log, keys))
    }
}
