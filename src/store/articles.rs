use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attest::damaged;
use super::sql::{Row, params};
use super::values::{Bytes, Param, ToParam as _};
use super::{Snapshot, StoreError};
use crate::domain::{
    Address, Appearance, Article, ArticleHeading, ArticleId, Correction, EarlierReading,
    HashPrefix, Reader, ReviewerName, Revision, Sha256, Withdrawal,
};

pub(super) const COLUMNS: &str = "id, origin, title, byline, published, language, encoding, reader,
    reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256, imported_at, imported_by, entry,
    reread, reread_by, reread_at";

/// How many they are.
pub(super) const COLUMNS_READ: usize = 19;

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
        Ok(self.with_acts(found.into_iter().collect())?.pop())
    }

    /// The articles of rows, with what was done to them, in the order of their ids.
    pub(super) fn with_acts(&self, mut articles: Vec<Article>) -> Result<Vec<Article>, StoreError> {
        articles.sort_by_key(|article| article.id);
        let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
        let at = |row: Row<'_>| -> Result<usize, StoreError> {
            let id: ArticleId = row.get(0)?;
            ids.binary_search(&id).map_err(|_| damaged(format!("its row of `{id}` is missing")))
        };
        let sql = "SELECT article, fact, entry, reviewer, at FROM corrections WHERE article IN (…)";
        self.each_of(&ids, sql, |row| {
            let (entry, by, at_time) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let correction = Correction { at: at_time, by, entry };
            articles[at(row)?].corrected.insert(row.get(1)?, correction);
            Ok(())
        })?;
        let sql = "SELECT article, entry, encoding, reader, reader_version, raw_bytes, raw_sha256,
                 text_bytes, text_sha256, origin, reviewer, at
             FROM appearances
             WHERE article IN (…)
             ORDER BY article, entry";
        self.each_of(&ids, sql, |row| {
            let (entry, by, at_time) = (row.get(1)?, row.get(10)?, row.get(11)?);
            let is_elsewhere: Option<Sha256> = row.get(6)?;
            let revision = is_elsewhere.map(|_| revision(row, 2)).transpose()?;
            let appearance = Appearance { at: at_time, by, entry, origin: row.get(9)?, revision };
            articles[at(row)?].appearances.push(appearance);
            Ok(())
        })?;
        let sql = "SELECT article, entry, encoding, reader, reader_version, raw_bytes, raw_sha256,
                 text_bytes, text_sha256, reviewer, at
             FROM readings
             WHERE article IN (…)
             ORDER BY article, entry";
        self.each_of(&ids, sql, |row| {
            let (entry, by, at_time) = (row.get(1)?, row.get(9)?, row.get(10)?);
            let reading = EarlierReading { at: at_time, by, entry, revision: revision(row, 2)? };
            articles[at(row)?].earlier.push(reading);
            Ok(())
        })?;
        let sql = "SELECT article, entry, reviewer, reason, at
             FROM withdrawals
             WHERE article IN (…)";
        self.each_of(&ids, sql, |row| {
            let (entry, by, reason) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let withdrawal = Withdrawal { at: row.get(4)?, by, entry, reason };
            articles[at(row)?].withdrawn = Some(withdrawal);
            Ok(())
        })?;
        Ok(articles)
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
        Ok(self.with_acts(found.into_iter().collect())?.pop())
    }

    /// The article that was imported last from this address, or whose text appeared there.
    pub fn last_article_at(&self, address: &Address) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT max(id)
             FROM (
                 SELECT id FROM articles WHERE address = ?1
                 UNION ALL SELECT article FROM appearances WHERE address = ?1) AS there";
        Ok(self.connection.value(sql, params![address.key()])?.flatten())
    }

    /// The last article from an address that seems to show the same article as this one.
    pub fn last_article_like(&self, address: &Address) -> Result<Option<ArticleId>, StoreError> {
        let has_host = self.connection.has_within("lower(origin)", "?1");
        let sql = format!("SELECT id, origin FROM articles WHERE {has_host} ORDER BY id DESC");
        let candidates = self.connection.all(&sql, params![address.host()], |row| {
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
        Ok(self.with_acts(found.into_iter().collect())?.pop())
    }

    /// The last article that was imported later from the same address, or from one where the text of
    /// this article had appeared, and that has another text.
    pub fn newer_text(&self, article: &Article) -> Result<Option<ArticleId>, StoreError> {
        Ok(self.newer_texts([article])?.remove(&article.id))
    }

    /// The same for several articles: those that have a newer text, each with the last one.
    pub fn newer_texts<'a>(
        &self,
        articles: impl IntoIterator<Item = &'a Article>,
    ) -> Result<HashMap<ArticleId, ArticleId>, StoreError> {
        /// An engine takes only a limited number of parameters in one statement.
        const MOST_AT_ONCE: usize = 500;
        let articles: Vec<&Article> = articles.into_iter().collect();
        let mut newer: HashMap<ArticleId, ArticleId> = HashMap::new();
        for articles in articles.chunks(MOST_AT_ONCE) {
            let (mut own, mut parameters) = (Vec::new(), Vec::new());
            for article in articles {
                let next = parameters.len() + 1;
                own.push(format!("(?{next}, ?{}, ?{})", next + 1, next + 2));
                parameters.extend([
                    article.id.to_param(),
                    Param::from(Address::key_of(&article.origin)),
                    article.revision.text_sha256.to_param(),
                ]);
            }
            let own = own.join(", ");
            // In this order: an engine may think that there are few articles after the first one.
            let sql = format!(
                "WITH own (article, address, text_sha256) AS (VALUES {own}),
                     seen (article, address, entry) AS (
                         SELECT article, address, -1 FROM own
                         UNION ALL SELECT article, address, entry
                             FROM appearances
                             WHERE article IN (SELECT article FROM own))
                 SELECT own.article, max(newer.id)
                 FROM own CROSS JOIN seen CROSS JOIN articles AS newer
                 WHERE seen.article = own.article
                     AND newer.address = seen.address AND newer.entry > seen.entry
                     AND newer.id > own.article AND newer.text_sha256 <> own.text_sha256
                 GROUP BY own.article"
            );
            for row in self.connection.query(&sql, &parameters)?.iter() {
                newer.insert(row.get(0)?, row.get(1)?);
            }
        }
        for id in newer.values() {
            let missing = || damaged(format!("its row of `{id}` is missing"));
            self.attest_article(&self.article(*id)?.ok_or_else(missing)?)?;
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
pub(super) fn article(row: Row<'_>) -> Result<Article, StoreError> {
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
