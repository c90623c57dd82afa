//! The rows that follow when an article is read again, or its text appears somewhere else.

use std::sync::Arc;

use super::super::StoreError;
use super::super::sql::params;
use super::super::values::Bytes;
use super::counts::Counted;
use super::new_claim::NewClaim;
use super::{Projection, Row};
use crate::domain::{
    Address, Article, ArticleAppeared, ArticleId, ArticleReread, Claim, EarlierReading, Entry,
    Provenance, Refusal, Revision, Sha256, Status, Text,
};

/// A claim that is kept, and where its words are from here on.
struct Kept<'a> {
    claim: Claim,
    new: NewClaim<'a>,
}

impl Projection<'_> {
    /// The text of a revision. Its bytes must be there, unless a later entry withholds them; and an
    /// earlier one must not have: what was withheld does not come back.
    pub(super) fn checked_revision(
        &mut self,
        row: Row,
        revision: &Revision,
    ) -> Result<Option<Arc<Text>>, StoreError> {
        let Revision { raw_bytes, raw_sha256, text_bytes, text_sha256, .. } = *revision;
        self.checked_contents(row, [(raw_sha256, raw_bytes), (text_sha256, text_bytes)])?;
        self.read_text(row, text_sha256)
    }

    /// Bytes with these hashes and lengths.
    pub(super) fn checked_contents(
        &mut self,
        row: Row,
        contents: impl IntoIterator<Item = (Sha256, u64)>,
    ) -> Result<(), StoreError> {
        let contents: Vec<(Sha256, u64)> = contents.into_iter().collect();
        for (content, _) in &contents {
            if self.new_length(*content).is_none() && self.index.withheld_with(*content)?.is_some()
            {
                return Err(row.misfit("its text or its page was withheld"));
            }
        }
        for (content, length) in contents {
            let found = match self.new_length(content) {
                None => self.contents.content_length(content)?,
                new => new,
            };
            match found {
                None if self.is_withheld(content)? => {}
                None => return Err(StoreError::ContentLost(content)),
                Some(found) if found == length => {}
                Some(_) => {
                    // Other bytes give no rows: then the right ones are lost.
                    self.contents.content(content)?;
                    return Err(row.misfit("the length of its text or page is wrong"));
                }
            }
        }
        Ok(())
    }

    pub(super) fn article_reread(
        &mut self,
        row: Row,
        entry: &Entry,
        reread: &ArticleReread,
    ) -> Result<(), StoreError> {
        let before = self.article_before(row, reread.article)?;
        let after = self.after_act(row, entry, &before)?;
        let text = self.checked_revision(row, &reread.revision)?;
        let kept = self.kept_claims(row, reread, text.as_deref())?;
        self.record_article_act(row, before.id)?;
        self.cases.clear();
        let counted = self.counted(before.id)?;
        if let Some(earlier) = after.earlier.last().filter(|_| reread.continues.is_none()) {
            self.insert_reading(before.id, earlier)?;
            self.update_reading(row, entry, &after)?;
            self.name_contents(row, before.id, &reread.revision.contents())?;
            self.index.connection.change_any(
                "UPDATE claims
                     SET gone = ?2, gone_text = ?3
                     WHERE article = ?1 AND gone IS NULL",
                params![before.id, row.position, before.revision.text_sha256],
            )?;
        }
        for kept in &kept {
            self.place(row, kept)?;
        }
        self.recount(before.id, &counted)
    }

    /// Check the claims that are kept against the new text.
    fn kept_claims<'t>(
        &self,
        row: Row,
        reread: &ArticleReread,
        text: Option<&'t Text>,
    ) -> Result<Vec<Kept<'t>>, StoreError> {
        if !reread.claims.is_sorted_by(|one, next| one.claim < next.claim) {
            return Err(row.misfit("its claims are not in the order of their ids"));
        }
        let raw_bytes = reread.revision.raw_bytes;
        let mut all = Vec::with_capacity(reread.claims.len());
        for kept in &reread.claims {
            let claim = self.index.claim_row(kept.claim)?;
            let claim = claim.filter(|claim| claim.article == reread.article);
            let claim = claim.ok_or_else(|| row.misfit("it keeps a claim of another article"))?;
            if claim.quote_sha256 != kept.quote_sha256 {
                let source = Refusal::OtherWords(claim.id);
                return Err(StoreError::Refused { position: row.position, source });
            }
            let is_of_document =
                |raw: crate::domain::RawSpan| raw.start < raw.end && raw.end as u64 <= raw_bytes;
            if kept.raw_span.is_some_and(|raw| !is_of_document(raw)) {
                return Err(row.misfit("its span is not valid in the document"));
            }
            // A name that a person gave is not the article's.
            let is_named = claim.found == Provenance::ByReviewer || claim.corrected.is_some();
            if is_named && kept.claimant.is_some() {
                return Err(row.misfit("it names who said a claim, and a person has done that"));
            }
            let spans = std::iter::once(kept.span).chain(kept.claimant);
            let text = self.with_words(row, text, spans)?;
            let claimant = kept.claimant.map(|raw| row.span(text, raw)).transpose()?;
            let new = NewClaim {
                claimant: text.zip(claimant).map(|(text, span)| text.quote(span)),
                claimant_span: claimant,
                raw_span: kept.raw_span,
                ..NewClaim::of(row, text, kept.claim, kept.span, kept.quote_sha256)?
            };
            all.push(Kept { claim, new });
        }
        Ok(all)
    }

    fn place(&mut self, row: Row, Kept { claim, new }: &Kept<'_>) -> Result<(), StoreError> {
        self.index.connection.change(
            1,
            "UPDATE claims
                 SET span_start = ?2, span_end = ?3, line = ?4, column_number = ?5,
                     raw_start = ?6, raw_end = ?7, placed = ?8, gone = NULL, gone_text = NULL
                 WHERE id = ?1",
            params![
                new.id,
                Bytes(new.span.start()),
                Bytes(new.span.end()),
                Bytes(new.place.map_or(0, |place| place.line)),
                Bytes(new.place.map_or(0, |place| place.column)),
                new.raw_span.map(|span| Bytes(span.start)),
                new.raw_span.map(|span| Bytes(span.end)),
                row.position,
            ],
        )?;
        if claim.found == Provenance::ByReviewer || claim.corrected.is_some() {
            return Ok(());
        }
        let quote = claim.quote.as_deref().unwrap_or_default();
        self.search_claim(claim.id, (quote, claim.claimant.as_deref()), (quote, new.claimant));
        self.index.connection.change(
            1,
            "UPDATE claims
                 SET claimant = ?2, claimant_folded = ?3, claimant_start = ?4, claimant_end = ?5
                 WHERE id = ?1",
            params![
                new.id,
                new.claimant,
                new.claimant.map(str::to_lowercase),
                new.claimant_span.map(|span| Bytes(span.start())),
                new.claimant_span.map(|span| Bytes(span.end())),
            ],
        )
    }

    fn insert_reading(
        &self,
        article: ArticleId,
        earlier: &EarlierReading,
    ) -> Result<(), StoreError> {
        let EarlierReading { at, by, entry, revision } = earlier;
        self.index.connection.change(
            1,
            "INSERT INTO readings (
                     article, entry, encoding, reader, reader_version, raw_bytes, raw_sha256,
                     text_bytes, text_sha256, reviewer, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                article,
                entry,
                revision.encoding,
                revision.reader.name,
                revision.reader.version,
                length(revision.raw_bytes),
                revision.raw_sha256,
                length(revision.text_bytes),
                revision.text_sha256,
                by,
                at,
            ],
        )
    }

    fn update_reading(
        &self,
        row: Row,
        entry: &Entry,
        Article { id, revision, .. }: &Article,
    ) -> Result<(), StoreError> {
        self.index.connection.change(
            1,
            "UPDATE articles
                 SET encoding = ?2, reader = ?3, reader_version = ?4, text_bytes = ?5,
                     text_sha256 = ?6, reread = ?7, reread_by = ?8, reread_at = ?9
                 WHERE id = ?1",
            params![
                id,
                revision.encoding,
                revision.reader.name,
                revision.reader.version,
                length(revision.text_bytes),
                revision.text_sha256,
                row.position,
                entry.actor,
                entry.at,
            ],
        )
    }

    /// Note that these bytes are of this article.
    pub(super) fn name_contents(
        &self,
        row: Row,
        article: ArticleId,
        contents: &[Sha256],
    ) -> Result<(), StoreError> {
        for sha256 in contents {
            self.index.connection.change_any(
                "INSERT INTO article_contents (article, sha256, entry)
                     VALUES (?1, ?2, ?3)
                     ON CONFLICT (article, sha256) DO NOTHING",
                params![article, sha256, row.position],
            )?;
        }
        Ok(())
    }

    /// How many claims of an article there are of each kind. It is not withdrawn.
    fn counted(&self, article: ArticleId) -> Result<Vec<(Status, bool, bool, u32)>, StoreError> {
        self.index.connection.all(
            "SELECT status, dismissed, gone IS NOT NULL, count(*)
             FROM claims
             WHERE article = ?1
             GROUP BY 1, 2, 3",
            params![article],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
    }

    fn recount(
        &mut self,
        article: ArticleId,
        before: &[(Status, bool, bool, u32)],
    ) -> Result<(), StoreError> {
        let now = self.counted(article)?;
        for (counts, sign) in [(before, -1), (now.as_slice(), 1)] {
            for &(status, dismissed, gone, claims) in counts {
                let counted = Counted { dismissed, gone, status, withdrawn: false };
                self.count(article, counted, sign * i64::from(claims));
            }
        }
        Ok(())
    }

    pub(super) fn article_appeared(
        &mut self,
        row: Row,
        entry: &Entry,
        appeared: &ArticleAppeared,
    ) -> Result<(), StoreError> {
        let ArticleAppeared { article, origin, revision } = appeared;
        let before = self.article_before(row, *article)?;
        self.after_act(row, entry, &before)?;
        if let Some(revision) = revision {
            self.checked_revision(row, revision)?;
        }
        self.record_article_act(row, *article)?;
        self.index.connection.change(
            1,
            "INSERT INTO appearances (
                     article, entry, origin, address, encoding, reader, reader_version, raw_bytes,
                     raw_sha256, text_bytes, text_sha256, reviewer, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                article,
                row.position,
                origin,
                Address::key_of(origin),
                revision.as_ref().map(|of| &of.encoding),
                revision.as_ref().map(|of| &of.reader.name),
                revision.as_ref().map(|of| &of.reader.version),
                revision.as_ref().map(|of| length(of.raw_bytes)),
                revision.as_ref().map(|of| of.raw_sha256),
                revision.as_ref().map(|of| length(of.text_bytes)),
                revision.as_ref().map(|of| of.text_sha256),
                entry.actor,
                entry.at,
            ],
        )?;
        match revision {
            Some(revision) => self.name_contents(row, *article, &revision.contents()),
            None => Ok(()),
        }
    }
}

/// In bytes: of a text or a page, which was found to be that long, or is withheld.
pub(super) fn length(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
