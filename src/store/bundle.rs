use super::sql::params;
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{ClaimId, EntryId, Sha256};

/// The data that a bundle needs.
impl Snapshot<'_> {
    /// The bytes of the entries from `start` on, verbatim, at most `limit`.
    pub fn entry_bytes(&self, start: EntryId, limit: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        self.connection.column(
            "SELECT bytes FROM entries WHERE position >= ?1 ORDER BY position LIMIT ?2",
            params![start, number(limit)],
        )
    }

    /// The hashes of all texts and pages that entries name and do not withhold, sorted.
    pub fn content_hashes(&self) -> Result<Vec<Sha256>, StoreError> {
        self.connection.column(
            "SELECT sha256 FROM (
                 SELECT sha256 FROM article_contents
                 UNION SELECT sha256 FROM evidence_contents) AS named
             EXCEPT SELECT sha256 FROM withheld
             ORDER BY sha256",
            params![],
        )
    }

    /// The entries that verdicts rest on: those about keys and, for each claim with acts of people,
    /// these acts, the entry that recorded the claim, that of its article, and the reading in which
    /// its words were last.
    pub fn verdict_entries(&self) -> Result<Vec<EntryId>, StoreError> {
        self.connection.column(
            "SELECT 0 AS entry WHERE EXISTS (SELECT 1 FROM entries)
             UNION SELECT entry FROM history WHERE type IN ('key.rotated', 'ledger.succeeded')
             UNION SELECT entry FROM reviewers
             UNION SELECT revoked FROM reviewers WHERE revoked IS NOT NULL
             UNION SELECT entry FROM subjects WHERE claim > 0
             UNION SELECT entry FROM claims
                   WHERE id IN (SELECT claim FROM subjects WHERE claim > 0)
             UNION SELECT placed FROM claims
                   WHERE placed IS NOT NULL AND id IN (SELECT claim FROM subjects WHERE claim > 0)
             UNION SELECT entry FROM articles
                   WHERE id IN (SELECT article FROM subjects WHERE claim > 0)
             ORDER BY entry",
            params![],
        )
    }

    /// The last review, and its claim.
    pub fn last_review(&self) -> Result<Option<(ClaimId, EntryId)>, StoreError> {
        let sql = "SELECT claim, entry FROM reviews ORDER BY entry DESC LIMIT 1";
        self.connection.first(sql, params![], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
