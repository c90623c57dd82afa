//! The rows that follow from an article, and from what is done to it.

use std::collections::BTreeSet;

use super::super::StoreError;
use super::super::sql::params;
use super::counts::Counted;
use super::readings::length;
use super::{Projection, Row};
use crate::domain::{
    Address, Article, ArticleCorrected, ArticleId, ArticleImported, ArticleWithdrawn,
    ClaimCorrected, Entry, Event, Status, Subject, Words,
};

impl Projection<'_> {
    pub(super) fn article_imported(
        &mut self,
        row: Row,
        entry: &Entry,
        imported: &ArticleImported,
    ) -> Result<(), StoreError> {
        if imported.article != self.next_article()? {
            return Err(row.misfit("its article does not have the next number"));
        }
        self.checked_revision(row, &imported.revision)?;
        let ArticleImported { article, byline, language, origin, published, revision, title } =
            imported;
        self.index.connection.change(
            1,
            "INSERT INTO articles (
                     id, origin, title, byline, published, language, encoding,
                     reader, reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256,
                     imported_at, imported_by, entry, address)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            params![
                article,
                origin,
                title,
                byline,
                published,
                language,
                revision.encoding,
                revision.reader.name,
                revision.reader.version,
                length(revision.raw_bytes),
                revision.raw_sha256,
                length(revision.text_bytes),
                revision.text_sha256,
                entry.at,
                entry.actor,
                row.position,
                Address::key_of(origin),
            ],
        )?;
        self.search_title(*article, None, (title.as_deref(), origin));
        self.name_contents(row, *article, &revision.contents())?;
        self.has_article(imported);
        self.index_subject(row, Subject::Article(*article), *article)
    }

    pub(super) fn article_before(&self, row: Row, id: ArticleId) -> Result<Article, StoreError> {
        self.index.article_row(id)?.ok_or_else(|| row.misfit("there is no such article"))
    }

    /// An act on an article: its effect on the article, if the rules allow it.
    pub(super) fn after_act(
        &self,
        row: Row,
        entry: &Entry,
        before: &Article,
    ) -> Result<Article, StoreError> {
        let mut article = before.clone();
        let judges = if let Event::ArticleWithdrawn(_) = &entry.event {
            self.index.judges(article.id)?
        } else {
            BTreeSet::new()
        };
        let applied = article.apply(row.position, entry, &judges);
        applied.map_err(|source| StoreError::Refused { position: row.position, source })?;
        Ok(article)
    }

    pub(super) fn record_article_act(&self, row: Row, id: ArticleId) -> Result<(), StoreError> {
        self.index.connection.change(
            1,
            "INSERT INTO article_acts (article, entry) VALUES (?1, ?2)",
            params![id, row.position],
        )?;
        self.index_subject(row, Subject::Article(id), id)
    }

    fn acted_on_article(
        &mut self,
        row: Row,
        entry: &Entry,
        id: ArticleId,
    ) -> Result<Article, StoreError> {
        let article = self.after_act(row, entry, &self.article_before(row, id)?)?;
        self.record_article_act(row, id)?;
        Ok(article)
    }

    pub(super) fn article_corrected(
        &mut self,
        row: Row,
        entry: &Entry,
        corrected: &ArticleCorrected,
    ) -> Result<(), StoreError> {
        let before = self.article_before(row, corrected.article)?;
        let article = self.acted_on_article(row, entry, corrected.article)?;
        self.search_title(
            article.id,
            Some((before.title.as_deref(), &before.origin)),
            (article.title.as_deref(), &article.origin),
        );
        self.index.connection.change(
            1,
            "UPDATE articles
                 SET origin = ?2, title = ?3, byline = ?4, published = ?5, language = ?6,
                     address = ?7
                 WHERE id = ?1",
            params![
                article.id,
                article.origin,
                article.title,
                article.byline,
                article.published,
                article.language,
                Address::key_of(&article.origin),
            ],
        )?;
        for fact in corrected.named() {
            self.index.connection.change(
                1,
                "INSERT INTO corrections (article, fact, entry, reviewer, at)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (article, fact)
                     DO UPDATE SET entry = excluded.entry, reviewer = excluded.reviewer,
                         at = excluded.at",
                params![article.id, fact.as_str(), row.position, entry.actor, entry.at],
            )?;
        }
        Ok(())
    }

    pub(super) fn article_withdrawn(
        &mut self,
        row: Row,
        entry: &Entry,
        withdrawn: &ArticleWithdrawn,
    ) -> Result<(), StoreError> {
        let id = self.acted_on_article(row, entry, withdrawn.article)?.id;
        self.index.connection.change(
            1,
            "INSERT INTO withdrawals (article, entry, reviewer, reason, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, row.position, entry.actor, withdrawn.reason.note(), entry.at],
        )?;
        self.move_claims(id, true)
    }

    pub(super) fn article_restored(
        &mut self,
        row: Row,
        entry: &Entry,
        id: ArticleId,
    ) -> Result<(), StoreError> {
        self.acted_on_article(row, entry, id)?;
        self.index.connection.change(
            1,
            "DELETE FROM withdrawals WHERE article = ?1",
            params![id],
        )?;
        self.move_claims(id, false)
    }

    /// Count the claims of an article among those of withdrawn articles, or no longer.
    fn move_claims(&mut self, article: ArticleId, withdrawn: bool) -> Result<(), StoreError> {
        self.cases.clear();
        self.counts.write(self.index.connection)?;
        let counted: Vec<(Status, bool, bool, u32)> = self.index.connection.all(
            "SELECT status, dismissed, gone, claims
             FROM counts
             WHERE article = ?1 AND withdrawn = ?2 AND claims > 0",
            params![article, !withdrawn],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let mut all = 0;
        for (status, dismissed, gone, claims) in counted {
            let from = Counted { dismissed, gone, status, withdrawn: !withdrawn };
            self.count_otherwise(article, from, Counted { withdrawn, ..from }, claims.into());
            all += claims;
        }
        self.index.connection.change(
            usize::try_from(all).unwrap_or(usize::MAX),
            "UPDATE claims
                 SET withdrawn = ?2
                 WHERE article = ?1",
            params![article, withdrawn],
        )
    }

    pub(super) fn claim_corrected(
        &mut self,
        row: Row,
        entry: &Entry,
        corrected: &ClaimCorrected,
    ) -> Result<(), StoreError> {
        let to = self.acted_on(row, entry, corrected.claim)?;
        let ClaimCorrected { claim, claimant, .. } = corrected;
        let name = claimant.as_ref().and_then(Words::text);
        let quote = to.before.quote.as_deref().unwrap_or_default();
        let (old, new) = (to.before.claimant.as_deref(), name.map(String::as_str));
        self.search_claim(*claim, (quote, old), (quote, new));
        self.index.connection.change(
            1,
            "UPDATE claims
                 SET claimant = ?2, claimant_folded = ?3, claimant_start = NULL,
                     claimant_end = NULL, corrected = ?4, corrected_by = ?5, corrected_at = ?6,
                     claimant_sha256 = ?7
                 WHERE id = ?1",
            params![
                claim,
                name,
                name.map(|name| name.to_lowercase()),
                row.position,
                entry.actor,
                entry.at,
                claimant.as_ref().and_then(Words::sealed),
            ],
        )?;
        self.update(row, &to)
    }
}
