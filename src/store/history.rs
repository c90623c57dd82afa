use std::collections::HashMap;

use super::sql::{Row, params};
use super::values::{Conditions, number};
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, Claim, ClaimId, Entry, EntryError, EntryId, LogEntry, Subject};
use crate::log::{read_entry, read_refused};
use crate::merkle::leaf_hash;

impl Snapshot<'_> {
    /// The last `limit` entries before `before`, the newest first: of the whole log, or of those
    /// that are about one article or one claim.
    pub fn history(
        &self,
        of: Option<Subject>,
        before: Option<EntryId>,
        limit: usize,
    ) -> Result<Vec<LogEntry>, StoreError> {
        let mut conditions = Conditions::default();
        match of {
            None => {}
            Some(Subject::Article(article)) => conditions.require_with(
                "position IN (SELECT entry FROM subjects WHERE article = {})",
                number(article.0),
            ),
            Some(Subject::Claim(claim)) => {
                // The entry that recorded a claim is about its article: it may record hundreds.
                let Some(Claim { article, entry, .. }) = self.claim(claim)? else {
                    return Ok(Vec::new());
                };
                let article = conditions.parameter(number(article.0));
                let recorded = conditions.parameter(number(entry.0));
                let clause = format!(
                    "position IN (
                         SELECT entry FROM subjects WHERE article = {article} AND claim = {{}}
                         UNION SELECT {recorded})"
                );
                conditions.require_with(&clause, number(claim.0));
            }
        }
        if let Some(before) = before {
            conditions.require_with("position < {}", number(before.0));
        }
        let limit = conditions.parameter(number(limit as u64));
        let sql = format!(
            "SELECT position, bytes, leaf FROM entries{} ORDER BY position DESC LIMIT {limit}",
            conditions.to_sql()
        );
        let rows = self.connection.query(&sql, &conditions.parameters)?;
        let faults = self.faults()?;
        let mut history = Vec::new();
        for row in rows.iter() {
            if faults.contains(&row.get(0)?) {
                history.extend(refused(row)?);
            } else {
                history.push(recorded(row)?);
            }
        }
        Ok(history)
    }

    /// One entry, with whether the rules of the log accept it.
    pub fn entry(&self, position: EntryId) -> Result<Option<LogEntry>, StoreError> {
        let sql = "SELECT position, bytes, leaf FROM entries WHERE position = ?1";
        self.connection.first(sql, params![position], recorded)
    }

    /// The entries of one act, starting with `first`.
    pub fn act_from(&self, first: EntryId) -> Result<Vec<LogEntry>, StoreError> {
        self.connection.all(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE position >= ?1
                 AND position < (SELECT min(size) FROM checkpoints WHERE size > ?1)
             ORDER BY position",
            params![first],
            recorded,
        )
    }

    /// The last entry of the log that has an effect.
    pub fn last_entry(&self) -> Result<Option<LogEntry>, StoreError> {
        self.connection.first(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE position NOT IN (SELECT entry FROM faults)
             ORDER BY position DESC
             LIMIT 1",
            params![],
            recorded,
        )
    }

    /// The acts on one claim, in order, without the entry in which an extractor found it.
    pub fn acts(&self, claim: &Claim) -> Result<Vec<LogEntry>, StoreError> {
        let mut acts = self.acts_where(claim.article, Some(claim.id))?;
        Ok(acts.remove(&claim.id).unwrap_or_default())
    }

    /// The acts on the claims of one article, by claim.
    pub fn acts_of(
        &self,
        article: ArticleId,
    ) -> Result<HashMap<ClaimId, Vec<LogEntry>>, StoreError> {
        self.acts_where(article, None)
    }

    /// The acts on an article itself, in order, without the entry that imported it.
    pub fn article_acts(&self, article: ArticleId) -> Result<Vec<LogEntry>, StoreError> {
        self.connection.all(
            "SELECT position, bytes, leaf
             FROM article_acts
             LEFT JOIN entries ON position = entry
             WHERE article = ?1
             ORDER BY entry",
            params![article],
            recorded,
        )
    }

    fn acts_where(
        &self,
        article: ArticleId,
        claim: Option<ClaimId>,
    ) -> Result<HashMap<ClaimId, Vec<LogEntry>>, StoreError> {
        let first = claim.map_or(1, |claim| number(claim.0));
        let last = claim.map_or(i64::MAX, |claim| number(claim.0));
        let rows = self.connection.query(
            "SELECT position, bytes, leaf, claim
             FROM subjects
             LEFT JOIN entries ON position = entry
             WHERE article = ?1 AND claim BETWEEN ?2 AND ?3
             ORDER BY claim, entry",
            params![article, first, last],
        )?;
        let mut acts: HashMap<ClaimId, Vec<LogEntry>> = HashMap::new();
        for row in rows.iter() {
            acts.entry(row.get(3)?).or_default().push(recorded(row)?);
        }
        Ok(acts)
    }
}

/// An entry from its position, bytes and leaf in the log, checked against its hash.
fn recorded(row: Row<'_>) -> Result<LogEntry, StoreError> {
    read(row, true, read_entry)
}

/// The same for one without effect. `None` if not even its frame can be read.
fn refused(row: Row<'_>) -> Result<Option<LogEntry>, StoreError> {
    match read(row, false, read_refused) {
        Err(StoreError::Entry { .. }) => Ok(None),
        read => read.map(Some),
    }
}

fn read(
    row: Row<'_>,
    has_effect: bool,
    read: impl FnOnce(&[u8]) -> Result<Entry, EntryError>,
) -> Result<LogEntry, StoreError> {
    let (position, bytes, leaf) = (row.get(0)?, row.get(1)?, row.get(2)?);
    if leaf_hash(bytes) != leaf {
        return Err(StoreError::EntryChanged(position));
    }
    let entry = read(bytes).map_err(|source| StoreError::Entry { position, source })?;
    Ok(LogEntry { entry, has_effect, leaf, position })
}
