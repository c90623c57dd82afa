use std::collections::HashMap;

use rusqlite::{Row, params_from_iter};

use super::values::{Conditions, number};
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, Claim, ClaimId, Position, Recorded, Sha256, Subject};
use crate::log::read_entry;
use crate::merkle::leaf_hash;

impl Snapshot<'_> {
    /// The last `limit` entries before `before`, the newest first: of the whole log, or of those
    /// that are about one article or one claim.
    pub fn history(
        &self,
        of: Option<Subject>,
        before: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut conditions = Conditions::default();
        match of {
            None => {}
            Some(Subject::Article(article)) => conditions.require_with(
                "position IN (SELECT entry FROM subjects WHERE article = {})",
                number(article.0),
            ),
            Some(Subject::Claim(claim)) => {
                // The entry that recorded a claim is about its article: it may hold hundreds.
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
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT position, bytes, leaf FROM entries{} ORDER BY position DESC LIMIT {limit}",
            conditions.to_sql()
        ))?;
        let mut rows = statement.query(params_from_iter(&conditions.parameters))?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(recorded(row)?);
        }
        Ok(history)
    }

    /// One entry.
    pub fn entry(&self, position: Position) -> Result<Option<Recorded>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT position, bytes, leaf FROM entries WHERE position = ?1")?;
        let mut rows = statement.query([position])?;
        rows.next()?.map(recorded).transpose()
    }

    /// The entries of one act, of which `first` is the first.
    pub fn act_from(&self, first: Position) -> Result<Vec<Recorded>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE position >= ?1
                 AND position < (SELECT min(size) FROM checkpoints WHERE size > ?1)
             ORDER BY position",
        )?;
        let mut rows = statement.query([first])?;
        let mut act = Vec::new();
        while let Some(row) = rows.next()? {
            act.push(recorded(row)?);
        }
        Ok(act)
    }

    /// The last entry of the log.
    pub fn last_entry(&self) -> Result<Option<Recorded>, StoreError> {
        Ok(self.history(None, None, 1)?.pop())
    }

    /// The acts on one claim, in order, without the entry in which an extractor found it.
    pub fn acts(&self, claim: &Claim) -> Result<Vec<Recorded>, StoreError> {
        let mut acts = self.acts_where(claim.article, Some(claim.id))?;
        Ok(acts.remove(&claim.id).unwrap_or_default())
    }

    /// The acts on the claims of one article, by claim.
    pub fn acts_of(
        &self,
        article: ArticleId,
    ) -> Result<HashMap<ClaimId, Vec<Recorded>>, StoreError> {
        self.acts_where(article, None)
    }

    fn acts_where(
        &self,
        article: ArticleId,
        claim: Option<ClaimId>,
    ) -> Result<HashMap<ClaimId, Vec<Recorded>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT subjects.claim, position, bytes, leaf
             FROM subjects
             JOIN entries ON position = entry
             WHERE article = ?1 AND claim BETWEEN ?2 AND ?3
             ORDER BY claim, entry",
        )?;
        let first = claim.map_or(1, |claim| number(claim.0));
        let last = claim.map_or(i64::MAX, |claim| number(claim.0));
        let mut rows = statement.query((article, first, last))?;
        let mut acts: HashMap<ClaimId, Vec<Recorded>> = HashMap::new();
        while let Some(row) = rows.next()? {
            acts.entry(row.get("claim")?).or_default().push(recorded(row)?);
        }
        Ok(acts)
    }
}

/// An entry as it stands in the log, held against its hash.
fn recorded(row: &Row<'_>) -> Result<Recorded, StoreError> {
    let position = row.get("position")?;
    let (bytes, leaf): (Vec<u8>, Sha256) = (row.get("bytes")?, row.get("leaf")?);
    if leaf_hash(&bytes) != leaf {
        return Err(StoreError::EntryChanged(position));
    }
    let entry = read_entry(&bytes).map_err(|source| StoreError::Entry { position, source })?;
    Ok(Recorded { entry, leaf, position })
}
