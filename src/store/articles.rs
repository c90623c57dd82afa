use std::collections::{BTreeMap, BTreeSet};

use super::attest::damaged;
use super::sql::{Row, params};
use super::values::Bytes;
use super::{Snapshot, StoreError};
use crate::domain::{
    Address, Appearance, Article, ArticleHeading, ArticleId, Correction, EarlierReading,
    HashPrefix, Reader, ReviewerName, Revision, Sha256, Withdrawal,
};

const COLUMNS: &str = "id, origin, title, byline, published, language, encoding, reader,
    reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256, imported_at, imported_by, entry,
    reread, reread_by, reread_at";

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
        article.appearances = self.connection.all(
            "SELECT entry, encoding, reader, reader_version, raw_bytes, raw_sha256, text_bytes,
                 text_sha256, origin, reviewer, at
             FROM appearances
             WHERE article = ?1
             ORDER BY entry",
            params![article.id],
            |row| {
                let (entry, by, at) = (row.get(0)?, row.get(9)?, row.get(10)?);
                let is_elsewhere: Option<Sha256> = row.get(5)?;
                let revision = is_elsewhere.map(|_| revision(row, 1)).transpose()?;
                Ok(Appearance { at, by, entry, origin: row.get(8)?, revision })
            },
        )?;
        article.earlier = self.connection.all(
            "SELECT entry, encoding, reader, reader_version, raw_bytes, raw_sha256, text_bytes,
                 text_sha256, reviewer, at
             FROM readings
             WHERE article = ?1
             ORDER BY entry",
            params![article.id],
            |row| {
                let (entry, by, at) = (row.get(0)?, row.get(8)?, row.get(9)?);
                Ok(EarlierReading { at, by, entry, revision: revision(row, 1)? })
            },
        )?;
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

    /// The article with these bytes, on its own page or where its text appeared.
    pub fn article_of(&self, raw_sha256: Sha256) -> Result<Option<Article>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM articles WHERE raw_sha256 = ?1 ORDER BY id LIMIT 1");
        let found = self.connection.first(&sql, params![raw_sha256], article)?;
        let appeared: Option<ArticleId> = if found.is_some() {
            None
        } else {
            let sql = "SELECT article
                 FROM article_contents
                 JOIN appearances USING (article)
                 WHERE sha256 = ?1 AND raw_sha256 = ?1
                 ORDER BY article
                 LIMIT 1";
            self.connection.value(sql, params![raw_sha256])?
        };
        if let Some(id) = appeared {
            return self.article_row(id);
        }
        found.map(|article| self.with_acts(article)).transpose()
    }

    /// The article that was imported last from this address, or whose text appeared there.
    pub fn last_article_at(&self, address: &Address) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT max(id)
             FROM (
                 SELECT id FROM articles WHERE address = ?1
                 UNION ALL SELECT article FROM appearances WHERE address = ?1)";
        Ok(self.connection.value(sql, params![address.key()])?.flatten())
    }

    /// The last article from an address that seems to show the same article as this one.
    pub fn last_article_like(&self, address: &Address) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT id, origin
             FROM articles
             WHERE instr(lower(origin), ?1) > 0
             ORDER BY id DESC";
        let candidates = self.connection.all(sql, params![address.host()], |row| {
            Ok::<(ArticleId, String), StoreError>((row.get(0)?, row.get(1)?))
        })?;
        let is_like = |origin: &str| Address::of(origin).is_some_and(|of| of.is_alike(address));
        Ok(candidates.into_iter().find(|(_, origin)| is_like(origin)).map(|(id, _)| id))
    }

    /// The first article with this text.
    pub fn article_with_text(&self, text_sha256: Sha256) -> Result<Option<Article>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM articles WHERE text_sha256 = ?1 ORDER BY id LIMIT 1");
        let found = self.connection.first(&sql, params![text_sha256], article)?;
        found.map(|article| self.with_acts(article)).transpose()
    }

    /// The last article that was imported later from the same address, or from one where the text of
    /// this article had appeared, and that has another text.
    pub fn newer_text(&self, article: &Article) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT max(newer.id)
             FROM (
                 SELECT ?1 AS address, -1 AS entry
                 UNION ALL SELECT address, entry FROM appearances WHERE article = ?2) AS own
             JOIN articles AS newer ON newer.address = own.address AND newer.entry > own.entry
             WHERE newer.id > ?2 AND newer.text_sha256 <> ?3";
        let address = Address::key_of(&article.origin);
        let (id, text_sha256) = (article.id, article.revision.text_sha256);
        let newer: Option<Option<ArticleId>> =
            self.connection.value(sql, params![&address, id, text_sha256])?;
        let newer = newer.flatten();
        if let Some(id) = newer {
            let missing = || damaged(format!("its row of `{id}` is missing"));
            self.attest_article(&self.article(id)?.ok_or_else(missing)?)?;
        }
        Ok(newer)
    }

    /// All articles, in the order in which they were imported.
    pub fn articles(&self) -> Result<Vec<ArticleId>, StoreError> {
        self.connection.column("SELECT id FROM articles ORDER BY id", params![])
    }

    /// The headings of all articles, in the order in which they were imported.
    pub fn headings(&self) -> Result<Vec<ArticleHeading>, StoreError> {
        let sql = "SELECT id, origin, published, title FROM articles ORDER BY id";
        let mut headings = self.connection.all(sql, params![], heading)?;
        let sql = "SELECT article, origin FROM appearances ORDER BY article, entry";
        for row in self.connection.query(sql, params![])?.iter() {
            let article: ArticleId = row.get(0)?;
            if let Ok(at) = headings.binary_search_by_key(&article, |heading| heading.id) {
                headings[at].also_at.push(row.get(1)?);
            }
        }
        Ok(headings)
    }

    /// The headings of the articles that were imported from exactly this origin.
    pub fn headings_from(&self, origin: &str) -> Result<Vec<ArticleHeading>, StoreError> {
        let sql = "SELECT id, origin, published, title FROM articles WHERE origin = ?1 ORDER BY id";
        self.connection.all(sql, params![origin], heading)
    }

    /// Articles with a hash that starts with these digits; at most a few.
    pub fn articles_with_hash(&self, prefix: HashPrefix) -> Result<Vec<ArticleId>, StoreError> {
        let (first, last) = prefix.range;
        self.connection.column(
            "SELECT DISTINCT article
             FROM article_contents
             WHERE sha256 BETWEEN ?1 AND ?2
             ORDER BY article
             LIMIT 5",
            params![first, last],
        )
    }

    /// The hashes of the texts and pages of an article, sorted.
    pub fn contents_of(&self, article: ArticleId) -> Result<Vec<Sha256>, StoreError> {
        self.connection.column(
            "SELECT sha256 FROM article_contents WHERE article = ?1 ORDER BY sha256",
            params![article],
        )
    }

    /// One of these articles, and one that is not among them and has the same text or page.
    pub fn sharing(
        &self,
        articles: &[ArticleId],
    ) -> Result<Option<(ArticleId, ArticleId)>, StoreError> {
        for &article in articles {
            let others: Vec<ArticleId> = self.connection.column(
                "SELECT DISTINCT other.article
                 FROM article_contents AS own
                 JOIN article_contents AS other
                     ON other.sha256 = own.sha256 AND other.article <> own.article
                 WHERE own.article = ?1
                 ORDER BY other.article",
                params![article],
            )?;
            if let Some(other) = others.into_iter().find(|other| !articles.contains(other)) {
                return Ok(Some((article, other)));
            }
        }
        Ok(None)
    }

    /// The id that the next article will have.
    pub fn next_article(&self) -> Result<ArticleId, StoreError> {
        let last = self.connection.value("SELECT max(id) FROM articles", params![])?;
        Ok(ArticleId(last.flatten().map_or(1, |last: ArticleId| last.0 + 1)))
    }
}

/// A row of [`COLUMNS`].
fn article(row: Row<'_>) -> Result<Article, StoreError> {
    let reread = match (row.get(16)?, row.get(17)?, row.get(18)?) {
        (Some(entry), Some(by), Some(at)) => Some(Correction { at, by, entry }),
        _ => None,
    };
    Ok(Article {
        id: row.get(0)?,
        origin: row.get(1)?,
        title: row.get(2)?,
        appearances: Vec::new(),
        earlier: Vec::new(),
        reread,
        corrected: BTreeMap::new(),
        withdrawn: None,
        byline: row.get(3)?,
        published: row.get(4)?,
        language: row.get(5)?,
        revision: revision(row, 6)?,
        imported_at: row.get(13)?,
        imported_by: row.get(14)?,
        entry: row.get(15)?,
    })
}

/// The columns of a revision, the first of which is this one.
fn revision(row: Row<'_>, first: usize) -> Result<Revision, StoreError> {
    Ok(Revision {
        encoding: row.get(first)?,
        reader: Reader { name: row.get(first + 1)?, version: row.get(first + 2)? },
        raw_bytes: row.get::<Bytes>(first + 3)?.0 as u64,
        raw_sha256: row.get(first + 4)?,
        text_bytes: row.get::<Bytes>(first + 5)?.0 as u64,
        text_sha256: row.get(first + 6)?,
    })
}

fn heading(row: Row<'_>) -> Result<ArticleHeading, StoreError> {
    Ok(ArticleHeading {
        also_at: Vec::new(),
        id: row.get(0)?,
        origin: row.get(1)?,
        published: row.get(2)?,
        title: row.get(3)?,
    })
}
