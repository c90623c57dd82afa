use rusqlite::OptionalExtension;

use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{ClaimId, EntryId, Sha256};

/// What an outsider is given to check.
impl Snapshot<'_> {
    /// The bytes of the entries from `start` on, as they stand in the log, at most `limit`.
    pub fn entry_bytes(&self, start: EntryId, limit: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes FROM entries WHERE position >= ?1 ORDER BY position LIMIT ?2",
        )?;
        let bytes = statement.query_map((start, number(limit)), |row| row.get(0))?;
        Ok(bytes.collect::<Result<_, _>>()?)
    }

    /// The hashes of all texts and pages that entries name, sorted.
    pub fn content_hashes(&self) -> Result<Vec<Sha256>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT raw_sha256 AS sha256 FROM articles
             UNION SELECT text_sha256 FROM articles
             ORDER BY sha256",
        )?;
        let hashes = statement.query_map([], |row| row.get(0))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// The entries that verdicts rest on: whose keys count, and of each claim that a person acted
    /// on these acts, where it was recorded, and its article.
    pub fn verdict_entries(&self) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 0 AS entry WHERE EXISTS (SELECT 1 FROM entries)
             UNION SELECT entry FROM reviewers
             UNION SELECT revoked FROM reviewers WHERE revoked IS NOT NULL
             UNION SELECT entry FROM subjects WHERE claim > 0
             UNION SELECT entry FROM claims
                   WHERE id IN (SELECT claim FROM subjects WHERE claim > 0)
             UNION SELECT entry FROM articles
                   WHERE id IN (SELECT article FROM subjects WHERE claim > 0)
             ORDER BY entry",
        )?;
        let positions = statement.query_map([], |row| row.get(0))?;
        Ok(positions.collect::<Result<_, _>>()?)
    }

    /// The review that was given last, and the claim that it is of.
    pub fn last_review(&self) -> Result<Option<(ClaimId, EntryId)>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT claim, entry FROM reviews ORDER BY entry DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }
}
