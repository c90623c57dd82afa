use std::collections::HashMap;

use super::sql::{Param, Row, params};
use super::values::{Conditions, number};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, Claim, ClaimId, Entry, EntryError, EntryId, HistoryQuery, LogEntry, Sight, Subject,
};
use crate::log::{read_entry, read_refused};

impl Snapshot<'_> {
    /// The last `limit` entries before `before` that are asked for, the newest first.
    ///
    /// What is hidden from a person with this sight is there, but is not looked into.
    ///
    /// Entries are found by the index and then checked themselves, so what is shown is of the log.
    pub fn history(
        &self,
        query: &HistoryQuery,
        sight: &Sight,
        before: Option<EntryId>,
        limit: usize,
    ) -> Result<Vec<LogEntry>, StoreError> {
        /// The index finds entries that may match, and some others. This many are checked together.
        const AT_ONCE: usize = 100;
        let claim = match query.of {
            Some(Subject::Claim(claim)) => match self.claim(claim)? {
                Some(claim) => Some(claim),
                None => return Ok(Vec::new()),
            },
            Some(Subject::Article(_)) | None => None,
        };
        let faults = self.faults()?;
        let (mut found, mut before) = (Vec::new(), before);
        loop {
            let left = limit - found.len();
            let wanted = if query.is_selective() { left.max(AT_ONCE) } else { left };
            let (sql, parameters) = page(query, claim.as_ref(), before, wanted);
            let rows = self.connection.query(&sql, &parameters)?;
            let mut read = 0;
            for row in rows.iter() {
                read += 1;
                let position = row.get(0)?;
                before = Some(position);
                let recorded = if faults.contains(&position) {
                    self.refused(row)?.map(|refused| self.with_words(refused)).transpose()?
                } else {
                    Some(self.with_clock(self.recorded(row)?)?)
                };
                // To find what is hidden would give it away.
                let is_hidden =
                    |recorded: &LogEntry| query.looks_inside() && sight.hides_entry(recorded);
                found.extend(recorded.filter(|of| query.takes(of) && !is_hidden(of)));
            }
            if read < wanted || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }

    /// One entry, with whether the rules of the log accept it.
    pub fn entry(&self, position: EntryId) -> Result<Option<LogEntry>, StoreError> {
        let sql = "SELECT position, bytes, leaf FROM entries WHERE position = ?1";
        self.connection.first(sql, params![position], |row| self.recorded(row))
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
            |row| self.recorded(row),
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
            |row| self.recorded(row),
        )
    }

    /// The acts on one claim, in order, without the entry in which an extractor found it.
    pub fn acts(&self, claim: &Claim) -> Result<Vec<LogEntry>, StoreError> {
        let mut acts = self.acts_where(claim.article, Some(claim.id))?;
        let acts = acts.remove(&claim.id).unwrap_or_default();
        acts.into_iter().map(|act| self.with_clock(act)).collect()
    }

    /// The acts on the claims of one article, by claim.
    pub fn acts_of(
        &self,
        article: ArticleId,
    ) -> Result<HashMap<ClaimId, Vec<LogEntry>>, StoreError> {
        self.acts_where(article, None)
    }

    /// The acts on some claims of an article, by claim.
    pub fn acts_on(
        &self,
        article: ArticleId,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<LogEntry>>, StoreError> {
        let sql = format!(
            "SELECT position, bytes, leaf, claim
             FROM subjects
             LEFT JOIN entries ON position = entry
             WHERE article = {} AND claim IN (…)
             ORDER BY claim, entry",
            number(article.0)
        );
        let mut acts: HashMap<ClaimId, Vec<LogEntry>> = HashMap::new();
        self.each_of(claims, &sql, |row| {
            acts.entry(row.get(3)?).or_default().push(self.recorded(row)?);
            Ok(())
        })?;
        Ok(acts)
    }

    /// How many acts there are on the claims of an article; one on several counts with each.
    pub fn count_acts(&self, article: ArticleId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM subjects WHERE article = ?1 AND claim > 0";
        let acts: Option<u32> = self.connection.value(sql, params![article])?;
        Ok(acts.unwrap_or(0).into())
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
            |row| self.recorded(row),
        )
    }

    /// An entry from its position, bytes and leaf in the log, checked against its hash, with its words.
    fn recorded(&self, row: Row<'_>) -> Result<LogEntry, StoreError> {
        self.with_words(self.read(row, true, read_entry)?)
    }

    /// The same for one without effect. `None` if not even its frame can be read.
    fn refused(&self, row: Row<'_>) -> Result<Option<LogEntry>, StoreError> {
        match self.read(row, false, read_refused) {
            Err(StoreError::Entry { .. }) => Ok(None),
            read => read.map(Some),
        }
    }

    fn read(
        &self,
        row: Row<'_>,
        has_effect: bool,
        read: impl FnOnce(&[u8]) -> Result<Entry, EntryError>,
    ) -> Result<LogEntry, StoreError> {
        let (position, bytes, leaf) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if self.leaf_at(position, bytes)? != leaf {
            return Err(StoreError::EntryChanged(position));
        }
        let entry = read(bytes).map_err(|source| StoreError::Entry { position, source })?;
        Ok(LogEntry { earlier_than: None, entry, has_effect, leaf, position })
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
            acts.entry(row.get(3)?).or_default().push(self.recorded(row)?);
        }
        Ok(acts)
    }
}

/// The query for a page of the history, and its parameters. `claim` is the one that it is about.
pub(super) fn page(
    query: &HistoryQuery,
    claim: Option<&Claim>,
    before: Option<EntryId>,
    limit: usize,
) -> (String, Vec<Param<'static>>) {
    let mut conditions = Conditions::default();
    let HistoryQuery { by, types, of, since, until, words: _ } = query;
    // The whole history is read from the log itself, so that no index can hide an entry.
    let is_whole = of.is_none() && by.is_none() && types.is_empty();
    if is_whole && since.is_none() && until.is_none() {
        if let Some(before) = before {
            conditions.require_with("position < {}", number(before.0));
        }
        let limit = conditions.parameter(number(limit as u64));
        let sql = format!(
            "SELECT position, bytes, leaf FROM entries{} ORDER BY position DESC LIMIT {limit}",
            conditions.to_sql()
        );
        return (sql, conditions.parameters);
    }
    match (of, claim) {
        (Some(Subject::Article(article)), _) => conditions.require_with(
            "entry IN (SELECT entry FROM subjects WHERE article = {})",
            number(article.0),
        ),
        (Some(Subject::Claim(id)), Some(Claim { article, entry, .. })) => {
            // The entry that recorded a claim is about its article: it may record hundreds.
            let article = conditions.parameter(number(article.0));
            let recorded = conditions.parameter(number(entry.0));
            let clause = format!(
                "entry IN (
                     SELECT entry FROM subjects WHERE article = {article} AND claim = {{}}
                     UNION SELECT {recorded})"
            );
            conditions.require_with(&clause, number(id.0));
        }
        (Some(Subject::Claim(_)) | None, _) => {}
    }
    if let Some(name) = by {
        conditions.require_with("actor = {}", name.to_string());
    }
    if !types.is_empty() {
        let numbers: Vec<String> =
            types.iter().map(|kind| conditions.parameter((*kind).to_owned())).collect();
        conditions.require_owned(format!("type IN ({})", numbers.join(", ")));
    }
    if let Some(since) = since {
        conditions.require_with("at >= {}", since.unix_seconds());
    }
    if let Some(until) = until {
        conditions.require_with("at <= {}", until.unix_seconds());
    }
    // An entry without effect is about nothing, and may be by anyone.
    let mut faults = "SELECT entry FROM faults".to_owned();
    if let Some(before) = before {
        let before = conditions.parameter(number(before.0));
        conditions.require_owned(format!("entry < {before}"));
        faults = format!("{faults} WHERE entry < {before}");
    }
    let faults = if of.is_none() { format!(" UNION ALL {faults}") } else { String::new() };
    let limit = conditions.parameter(number(limit as u64));
    let sql = format!(
        "SELECT position, bytes, leaf
         FROM entries
         WHERE position IN (
             SELECT entry FROM history{}{faults}
             ORDER BY entry DESC
             LIMIT {limit})
         ORDER BY position DESC",
        conditions.to_sql()
    );
    (sql, conditions.parameters)
}
