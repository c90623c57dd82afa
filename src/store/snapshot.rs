use std::collections::BTreeSet;

use super::StoreError;
use super::claims::in_conflict;
use super::sql::{Connection, params};
use super::values::{Bytes, Param, ToParam, number};
use crate::domain::{ArticleId, Aside, ClaimId, Counts, EntryId, ReviewerName, Sha256, Sight};

/// The ledger at one moment: the possible questions.
pub struct Snapshot<'a> {
    pub(super) connection: &'a Connection,
}

impl<'a> Snapshot<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// How many entries the log has.
    pub fn entries(&self) -> Result<u64, StoreError> {
        let last = self.connection.value("SELECT max(position) FROM entries", params![])?;
        Ok(last.flatten().map_or(0, |last: EntryId| last.0 + 1))
    }

    /// The length of the content with this hash, if it exists.
    pub(super) fn content_length(&self, sha256: Sha256) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT length(bytes) FROM contents WHERE sha256 = ?1";
        let length: Option<Bytes> = self.connection.value(sql, params![sha256])?;
        Ok(length.map(|length| length.0 as u64))
    }

    pub(super) fn has_content(&self, sha256: Sha256) -> Result<bool, StoreError> {
        self.connection.exists("SELECT 1 FROM contents WHERE sha256 = ?1", params![sha256])
    }

    /// Those of these hashes that the ledger knows: of bytes that it has, that an article names, or that
    /// were withheld.
    pub(super) fn known_hashes(
        &self,
        hashes: &BTreeSet<Sha256>,
    ) -> Result<BTreeSet<Sha256>, StoreError> {
        const MOST_AT_ONCE: usize = 200;
        let mut known = BTreeSet::new();
        for hashes in hashes.iter().collect::<Vec<_>>().chunks(MOST_AT_ONCE) {
            let params: Vec<Param<'_>> = hashes.iter().map(ToParam::to_param).collect();
            let numbers: Vec<String> =
                (1..=params.len()).map(|number| format!("?{number}")).collect();
            let within = format!("WHERE sha256 IN ({})", numbers.join(", "));
            let tables = ["contents", "article_contents", "withheld"];
            let sql = tables.map(|table| format!("SELECT sha256 FROM {table} {within}"));
            known.extend(self.connection.column::<Sha256>(&sql.join(" UNION "), &params)?);
        }
        Ok(known)
    }

    /// The bytes with this hash, checked against it.
    pub fn content(&self, sha256: Sha256) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT bytes FROM contents WHERE sha256 = ?1";
        let bytes = self.connection.bytes(sql, params![sha256])?;
        bytes.filter(|bytes| Sha256::of(bytes) == sha256).ok_or(StoreError::ContentLost(sha256))
    }

    /// The claims with a review of this person that stands, by the index.
    pub fn reviewed_by(&self, name: &ReviewerName) -> Result<BTreeSet<ClaimId>, StoreError> {
        let sql = "SELECT DISTINCT claim FROM reviews WHERE reviewer = ?1";
        Ok(BTreeSet::from_iter(self.connection.column::<ClaimId>(sql, params![name])?))
    }

    /// The claims of an article of which this person gave a review before that entry, which stands.
    pub fn reviewed_in(
        &self,
        article: ArticleId,
        name: &ReviewerName,
        before: EntryId,
    ) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT DISTINCT claim
             FROM claims CROSS JOIN reviews
             WHERE claim = id AND article = ?1 AND reviewer = ?2 AND reviews.entry < ?3
             ORDER BY claim",
            params![article, name, before],
        )
    }

    /// How many claims have a review that is hidden from a person with this sight.
    pub fn hidden(&self, sight: &Sight, article: Option<ArticleId>) -> Result<u64, StoreError> {
        if sight.is_whole() {
            return Ok(0);
        }
        let name = sight.viewer().map(ToString::to_string).unwrap_or_default();
        let article = article.map_or(0, |article| number(article.0));
        let hidden: Option<u32> = self.connection.value(
            "SELECT count(*)
             FROM claims
             WHERE id IN (SELECT claim FROM reviews)
                 AND id NOT IN (SELECT claim FROM reviews WHERE reviewer = ?1)
                 AND ?2 IN (0, article) AND dismissed = 0 AND gone IS NULL AND withdrawn = 0",
            params![name, article],
        )?;
        Ok(hidden.unwrap_or_default().into())
    }

    /// How many claims there are, as a person with this sight sees them.
    pub fn counts_seen(
        &self,
        sight: &Sight,
        article: Option<ArticleId>,
    ) -> Result<Counts, StoreError> {
        let all = self.counts(article)?;
        let mut given = Counts::default();
        if !sight.is_whole() {
            let name = sight.viewer().map(ToString::to_string).unwrap_or_default();
            let article = article.map_or(0, |article| number(article.0));
            let rows = self.connection.query(
                "SELECT status, conflict, count(*)
                 FROM claims
                 WHERE id IN (SELECT claim FROM reviews WHERE reviewer = ?1)
                     AND ?2 IN (0, article) AND dismissed = 0 AND gone IS NULL AND withdrawn = 0
                 GROUP BY status, conflict",
                params![name, article],
            )?;
            for row in rows.iter() {
                let (status, claims) = (row.get(0)?, row.get::<u32>(2)?.into());
                given.add(status, Aside::Not, claims);
                given.add_in_conflict(status, if row.get(1)? { claims } else { 0 });
            }
        }
        Ok(sight.counts(all, given))
    }

    /// How many claims there are in the whole ledger, or in one article.
    pub fn counts(&self, article: Option<ArticleId>) -> Result<Counts, StoreError> {
        let mut counts = Counts::default();
        let rows = self.connection.query(
            "SELECT status, dismissed, claims, withdrawn, gone
             FROM counts
             WHERE article = ?1",
            params![article.unwrap_or(ArticleId(0))],
        )?;
        for row in rows.iter() {
            let aside = Aside::of(row.get(1)?, row.get(4)?, row.get(3)?);
            counts.add(row.get(0)?, aside, row.get::<u32>(2)?.into());
        }
        let conditions = in_conflict(article);
        let sql =
            format!("SELECT status, count(*) FROM claims{} GROUP BY status", conditions.to_sql());
        let rows = self.connection.query(&sql, &conditions.parameters)?;
        for row in rows.iter() {
            counts.add_in_conflict(row.get(0)?, row.get::<u32>(1)?.into());
        }
        Ok(counts)
    }
}
