use std::collections::{BTreeMap, BTreeSet};

use super::attest::damaged;
use super::sql::{Row, params};
use super::values::Bytes;
use super::{Snapshot, StoreError};
use crate::domain::{
    Article, ArticleId, Correction, HashPrefix, Reader, ReviewerName, Revision, Sha256, Withdrawal,
};

const COLUMNS: &str = "id, origin, title, byline, published, language, encoding, reader,
    reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256, imported_at, imported_by, entry";

impl Snapshot<'_> {
    /// An article. If it does not exist, that is checked against the log.
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        match self.article_row(id)? {
            None if id.0 > 0 && id <= self.last_article()? => {
                Err(damaged(format!("its row of `{id}` is missing")))
            }
            found => Ok(found),
        }
    }

    /// An article from the index.
    pub(super) fn article_row(&self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM articles WHERE id = ?1");
        let found = self.connection.first(&sql, params![id], article)?;
        found.map(|article| self.with_acts(article)).transpose()
    }

    /// The article of a row, with what was done to it.
    fn with_acts(&self, mut article: Article) -> Result<Article, StoreError> {
        let corrections = self.connection.all(
            "SELECT fact, entry, reviewer, at FROM corrections WHERE article = ?1",
            params![article.id],
            |row| {
                let (entry, by, at) = (row.get(1)?, row.get(2)?, row.get(3)?);
                Ok((row.get(0)?, Correction { at, by, entry }))
            },
        )?;
        article.corrected = BTreeMap::from_iter(corrections);
        article.withdrawn = self.connection.first(
            "SELECT entry, reviewer, reason, at FROM withdrawals WHERE article = ?1",
            params![article.id],
            |row| {
                let (entry, by, reason, at) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                Ok(Withdrawal { at, by, entry, reason })
            },
        )?;
        Ok(article)
    }

    /// The articles that are withdrawn, by the index.
    pub fn withdrawn(&self) -> Result<Vec<ArticleId>, StoreError> {
        let sql = "SELECT article FROM withdrawals ORDER BY article";
        self.connection.column(sql, params![])
    }

    /// The reviewers with a review of one of its claims that stands, by the index.
    pub(super) fn judges(&self, article: ArticleId) -> Result<BTreeSet<ReviewerName>, StoreError> {
        let names = self.connection.column(
            "SELECT DISTINCT reviewer
             FROM reviews
             WHERE claim IN (SELECT id FROM claims WHERE article = ?1)",
            params![article],
        )?;
        Ok(BTreeSet::from_iter(names))
    }

    /// The article with these bytes.
    pub fn article_of(&self, raw_sha256: Sha256) -> Result<Option<Article>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM articles WHERE raw_sha256 = ?1 ORDER BY id LIMIT 1");
        let found = self.connection.first(&sql, params![raw_sha256], article)?;
        found.map(|article| self.with_acts(article)).transpose()
    }

    /// The article that was imported last from this origin.
    pub fn last_article_from(&self, origin: &str) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT id FROM articles WHERE origin = ?1 ORDER BY id DESC LIMIT 1";
        self.connection.value(sql, params![origin])
    }

    /// All articles, in the order in which they were imported.
    pub fn articles(&self) -> Result<Vec<ArticleId>, StoreError> {
        self.connection.column("SELECT id FROM articles ORDER BY id", params![])
    }

    /// Articles with a hash that starts with these digits; at most a few.
    pub fn articles_with_hash(&self, prefix: HashPrefix) -> Result<Vec<ArticleId>, StoreError> {
        let (first, last) = prefix.range;
        self.connection.column(
            "SELECT id
             FROM articles
             WHERE raw_sha256 BETWEEN ?1 AND ?2 OR text_sha256 BETWEEN ?1 AND ?2
             ORDER BY id
             LIMIT 5",
            params![first, last],
        )
    }

    /// The id that the next article will have.
    pub fn next_article(&self) -> Result<ArticleId, StoreError> {
        let last = self.connection.value("SELECT max(id) FROM articles", params![])?;
        Ok(ArticleId(last.flatten().map_or(1, |last: ArticleId| last.0 + 1)))
    }
}

/// A row of [`COLUMNS`].
fn article(row: Row<'_>) -> Result<Article, StoreError> {
    Ok(Article {
        id: row.get(0)?,
        origin: row.get(1)?,
        title: row.get(2)?,
        corrected: BTreeMap::new(),
        withdrawn: None,
        byline: row.get(3)?,
        published: row.get(4)?,
        language: row.get(5)?,
        revision: Revision {
            encoding: row.get(6)?,
            reader: Reader { name: row.get(7)?, version: row.get(8)? },
            raw_bytes: row.get::<Bytes>(9)?.0 as u64,
            raw_sha256: row.get(10)?,
            text_bytes: row.get::<Bytes>(11)?.0 as u64,
            text_sha256: row.get(12)?,
        },
        imported_at: row.get(13)?,
        imported_by: row.get(14)?,
        entry: row.get(15)?,
    })
}
