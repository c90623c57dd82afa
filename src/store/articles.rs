use rusqlite::{OptionalExtension, Row};

use super::attest::damaged;
use super::values::{Bytes, number};
use super::{Snapshot, StoreError};
use crate::domain::{Article, ArticleId, HashPrefix, Reader, Revision, Sha256};

const COLUMNS: &str = "id, origin, title, byline, published, language, encoding, reader,
    reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256, imported_at, imported_by, entry";

impl Snapshot<'_> {
    /// An article. That there is none is checked against the log.
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        match self.article_row(id)? {
            None if id.0 > 0 && id <= self.last_article()? => {
                Err(damaged(format!("its row of `{id}` is lost")))
            }
            found => Ok(found),
        }
    }

    /// An article, as far as the index knows.
    pub(super) fn article_row(&self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"))?
            .query_row([number(id.0)], article)
            .optional()?)
    }

    /// The article that was made of the bytes with this hash.
    pub fn article_of(&self, raw_sha256: Sha256) -> Result<Option<Article>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM articles WHERE raw_sha256 = ?1 ORDER BY id LIMIT 1"
            ))?
            .query_row([raw_sha256], article)
            .optional()?)
    }

    /// The article that was imported last from this origin.
    pub fn last_article_from(&self, origin: &str) -> Result<Option<ArticleId>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM articles WHERE origin = ?1 ORDER BY id DESC LIMIT 1")?
            .query_row([origin], |row| row.get(0))
            .optional()?)
    }

    /// All articles, in the order in which they were imported.
    pub fn articles(&self) -> Result<Vec<ArticleId>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM articles ORDER BY id")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Articles one of whose hashes starts so; at most a few.
    pub fn articles_with_hash(&self, prefix: HashPrefix) -> Result<Vec<ArticleId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id
             FROM articles
             WHERE raw_sha256 BETWEEN ?1 AND ?2 OR text_sha256 BETWEEN ?1 AND ?2
             ORDER BY id
             LIMIT 5",
        )?;
        let ids = statement.query_map(prefix.range, |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The id that the next article will have.
    pub fn next_article(&self) -> Result<ArticleId, StoreError> {
        let last: Option<ArticleId> = self
            .connection
            .prepare_cached("SELECT max(id) FROM articles")?
            .query_row([], |row| row.get(0))?;
        Ok(ArticleId(last.map_or(1, |last| last.0 + 1)))
    }
}

fn article(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        byline: row.get("byline")?,
        entry: row.get("entry")?,
        id: row.get("id")?,
        imported_at: row.get("imported_at")?,
        imported_by: row.get("imported_by")?,
        language: row.get("language")?,
        origin: row.get("origin")?,
        published: row.get("published")?,
        revision: Revision {
            encoding: row.get("encoding")?,
            raw_bytes: row.get::<_, Bytes>("raw_bytes")?.0 as u64,
            raw_sha256: row.get("raw_sha256")?,
            reader: Reader { name: row.get("reader")?, version: row.get("reader_version")? },
            text_bytes: row.get::<_, Bytes>("text_bytes")?.0 as u64,
            text_sha256: row.get("text_sha256")?,
        },
        title: row.get("title")?,
    })
}
