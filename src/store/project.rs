use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, params};

use super::values::{Bytes, number};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, ArticleImported, Claim, ClaimAdded, ClaimId, ClaimReviewed, ClaimsExtracted, Entry,
    Event, Extractor, Judgement, LineColumn, Position, RawSpan, Review, Revision, Score, Sha256,
    Span, Status, Subject, Text, Timestamp,
};
use crate::merkle::{Node, Tile};

/// From entries to the index rows that follow from them. It reads nothing but the entry, the texts
/// that entries name by hash, and the rows of earlier entries: the same log makes the same index.
pub(super) struct Projection<'a> {
    /// Where the texts are: in the ledger itself, also when its index is made again elsewhere.
    contents: Snapshot<'a>,
    index: Snapshot<'a>,
    /// Of claims that were reviewed lately, the latest review by each reviewer.
    latest: HashMap<ClaimId, Vec<Review>>,
    /// The text that was read last: entries come in runs that are about the same article.
    last_text: Option<(Sha256, Rc<Text>)>,
}

impl<'a> Projection<'a> {
    pub(super) fn new(index: &'a Connection, contents: Snapshot<'a>) -> Self {
        Self { contents, index: Snapshot::new(index), latest: HashMap::new(), last_text: None }
    }

    pub(super) fn index(&self) -> &Snapshot<'a> {
        &self.index
    }

    /// Keep the root of a full subtree, in which the upper tiles are made of.
    pub(super) fn node(&self, node: Node) -> Result<(), StoreError> {
        self.index
            .connection
            .prepare_cached(
                "INSERT INTO nodes (level, position, hash)
                 VALUES (?1, ?2, ?3)",
            )?
            .execute((node.height / Tile::HEIGHT, number(node.index), node.hash))?;
        Ok(())
    }

    /// Add the rows that follow from an entry.
    pub(super) fn entry(&mut self, position: Position, entry: &Entry) -> Result<(), StoreError> {
        let row = Row { at: entry.at, position };
        match &entry.event {
            Event::ArticleImported(imported) => self.article_imported(row, entry, imported),
            Event::ClaimAdded(added) => self.claim_added(row, added),
            Event::ClaimDismissed(settled) => {
                self.claim_settled(row, settled.claim, settled.quote_sha256, true)
            }
            Event::ClaimRestored(settled) => {
                self.claim_settled(row, settled.claim, settled.quote_sha256, false)
            }
            Event::ClaimReviewed(reviewed) => self.claim_reviewed(row, entry, reviewed),
            Event::ClaimsExtracted(extracted) => self.claims_extracted(row, extracted),
            // What a later version knows of is no row of ours.
            Event::LedgerCreated(_) | Event::Unknown(_) => Ok(()),
            Event::NoteAdded(added) => {
                let claim = self.judged(row, added.claim, added.quote_sha256)?;
                self.touch(row, &claim)
            }
            Event::ReviewerAdded(added) => {
                self.index
                    .connection
                    .prepare_cached(
                        "INSERT INTO reviewers (key, name, entry, revoked)
                         VALUES (?1, ?2, ?3, NULL)",
                    )?
                    .execute((&added.key, &added.name, row.position))?;
                Ok(())
            }
            Event::ReviewerRevoked(revoked) => {
                let changed = self
                    .index
                    .connection
                    .prepare_cached(
                        "UPDATE reviewers
                         SET revoked = ?2
                         WHERE key = ?1 AND revoked IS NULL",
                    )?
                    .execute((&revoked.key, row.position))?;
                if changed == 1 { Ok(()) } else { Err(row.misfit("no such key counts")) }
            }
        }
    }

    fn article_imported(
        &mut self,
        row: Row,
        entry: &Entry,
        imported: &ArticleImported,
    ) -> Result<(), StoreError> {
        if imported.article != self.index.next_article()? {
            return Err(row.misfit("its article is not the next"));
        }
        let Revision { raw_sha256, text_sha256, .. } = &imported.revision;
        for content in [*raw_sha256, *text_sha256] {
            if !self.contents.has_content(content)? {
                return Err(StoreError::ContentLost(content));
            }
        }
        let ArticleImported { article, byline, language, origin, published, revision, title } =
            imported;
        self.index
            .connection
            .prepare_cached(
                "INSERT INTO articles (
                     id, origin, title, byline, published, language, encoding,
                     reader, reader_version, raw_bytes, raw_sha256, text_bytes, text_sha256,
                     imported_at, imported_by, entry)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                article,
                origin,
                title,
                byline,
                published,
                language,
                revision.encoding,
                revision.reader.name,
                revision.reader.version,
                i64::try_from(revision.raw_bytes).map_err(|_| row.misfit("it is too large"))?,
                revision.raw_sha256,
                i64::try_from(revision.text_bytes).map_err(|_| row.misfit("it is too large"))?,
                revision.text_sha256,
                entry.at,
                entry.actor,
                row.position,
            ])?;
        self.index_subject(row, Subject::Article(*article), *article)
    }

    fn claims_extracted(
        &mut self,
        row: Row,
        extracted: &ClaimsExtracted,
    ) -> Result<(), StoreError> {
        let text = self.text_of(row, extracted.article, extracted.text_sha256)?;
        let article = self.index.article(extracted.article)?;
        let raw_bytes = article.map_or(0, |article| article.revision.raw_bytes);
        let is_of_document = |raw: RawSpan| raw.start < raw.end && raw.end as u64 <= raw_bytes;
        let mut next = self.index.next_claim()?;
        for found in &extracted.claims {
            if found.raw_span.is_some_and(|raw| !is_of_document(raw)) {
                return Err(row.misfit("its span is not one of the document"));
            }
            if found.claim != next {
                return Err(row.misfit("its claims are not the next"));
            }
            next = ClaimId(next.0 + 1);
            let claimant_span = match found.claimant {
                Some(raw) => Some(row.span(&text, raw)?),
                None => None,
            };
            self.insert_claim(
                row,
                &NewClaim {
                    article: extracted.article,
                    claimant: claimant_span.map(|span| text.quote(span)),
                    claimant_span,
                    extracted: Some((&extracted.extractor, found.score)),
                    id: found.claim,
                    quote_sha256: found.quote_sha256,
                    raw_span: found.raw_span,
                    span: found.span,
                    text: &text,
                },
            )?;
        }
        let found = i64::try_from(extracted.claims.len()).unwrap_or(i64::MAX);
        self.count(extracted.article, Status::Unverified, false, found)?;
        self.index_subject(row, Subject::Article(extracted.article), extracted.article)
    }

    fn claim_added(&mut self, row: Row, added: &ClaimAdded) -> Result<(), StoreError> {
        let text = self.text_of(row, added.article, added.text_sha256)?;
        if added.claim != self.index.next_claim()? {
            return Err(row.misfit("its claim is not the next"));
        }
        self.insert_claim(
            row,
            &NewClaim {
                article: added.article,
                claimant: added.claimant.as_deref(),
                claimant_span: None,
                extracted: None,
                id: added.claim,
                quote_sha256: added.quote_sha256,
                raw_span: None,
                span: added.span,
                text: &text,
            },
        )?;
        self.count(added.article, Status::Unverified, false, 1)?;
        self.index_subject(row, Subject::Claim(added.claim), added.article)
    }

    fn insert_claim(&self, row: Row, new: &NewClaim<'_>) -> Result<(), StoreError> {
        let span = row.span(new.text, new.span)?;
        let quote = new.text.quote(span);
        if Sha256::of(quote) != new.quote_sha256 {
            return Err(row.misfit("its quote is not what the article says there"));
        }
        let LineColumn { line, column } = new.text.place(span);
        self.index
            .connection
            .prepare_cached(
                "INSERT INTO claims (
                     id, article, span_start, span_end, line, column_number,
                     quote, quote_sha256, claimant, claimant_folded,
                     extractor, extractor_version, score,
                     status, conflict, dismissed, created_at, updated_at, entry,
                     claimant_start, claimant_end, raw_start, raw_end, model_sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                     'unverified', 0, 0, ?14, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                new.id,
                new.article,
                Bytes(span.start()),
                Bytes(span.end()),
                Bytes(line),
                Bytes(column),
                quote,
                new.quote_sha256,
                new.claimant,
                new.claimant.map(str::to_lowercase),
                new.extracted.map(|(extractor, _)| &extractor.name),
                new.extracted.map(|(extractor, _)| &extractor.version),
                new.extracted.map_or(-1, |(_, score)| i64::from(score.points())),
                row.at,
                row.position,
                new.claimant_span.map(|span| Bytes(span.start())),
                new.claimant_span.map(|span| Bytes(span.end())),
                new.raw_span.map(|span| Bytes(span.start)),
                new.raw_span.map(|span| Bytes(span.end)),
                new.extracted.and_then(|(extractor, _)| extractor.model_sha256),
            ])?;
        Ok(())
    }

    fn claim_reviewed(
        &mut self,
        row: Row,
        entry: &Entry,
        reviewed: &ClaimReviewed,
    ) -> Result<(), StoreError> {
        let claim = self.judged(row, reviewed.claim, reviewed.quote_sha256)?;
        self.index
            .connection
            .prepare_cached(
                "INSERT INTO reviews (entry, claim, reviewer, status, note, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                row.position,
                claim.id,
                entry.actor,
                reviewed.status,
                reviewed.note,
                entry.at
            ])?;
        let review = Review {
            at: entry.at,
            entry: row.position,
            note: None,
            reviewer: entry.actor.clone(),
            status: reviewed.status,
        };
        let judgement = Judgement::of(self.latest(&claim, review)?, claim.status);
        self.index
            .connection
            .prepare_cached(
                "UPDATE claims
                 SET status = ?2, conflict = ?3
                 WHERE id = ?1",
            )?
            .execute((claim.id, judgement.verdict, judgement.conflict))?;
        self.count(claim.article, claim.status, claim.dismissed, -1)?;
        self.count(claim.article, judgement.verdict, claim.dismissed, 1)?;
        self.touch(row, &claim)
    }

    /// The latest review of a claim by each reviewer, `new` among them. They are kept at hand, so that
    /// ten thousand reviews of one claim are not read ten thousand times.
    fn latest(&mut self, claim: &Claim, new: Review) -> Result<&[Review], StoreError> {
        /// So many claims.
        const MOST: usize = 256;
        let mut latest = match self.latest.remove(&claim.id) {
            Some(latest) => latest,
            None => Review::latest(&self.index.reviews(claim.id)?).cloned().collect(),
        };
        latest.retain(|review| review.reviewer != new.reviewer);
        latest.push(new);
        if self.latest.len() == MOST {
            self.latest.clear();
        }
        Ok(self.latest.entry(claim.id).or_insert(latest))
    }

    fn claim_settled(
        &mut self,
        row: Row,
        claim: ClaimId,
        quote_sha256: Sha256,
        dismissed: bool,
    ) -> Result<(), StoreError> {
        let claim = self.judged(row, claim, quote_sha256)?;
        self.index
            .connection
            .prepare_cached(
                "UPDATE claims
                 SET dismissed = ?2
                 WHERE id = ?1",
            )?
            .execute((claim.id, dismissed))?;
        self.count(claim.article, claim.status, claim.dismissed, -1)?;
        self.count(claim.article, claim.status, dismissed, 1)?;
        self.touch(row, &claim)
    }

    /// The claim that an act is about, if it says what the act says it does.
    fn judged(&self, row: Row, id: ClaimId, quote_sha256: Sha256) -> Result<Claim, StoreError> {
        let claim = self.index.claim(id)?.ok_or_else(|| row.misfit("there is no such claim"))?;
        if claim.quote_sha256 != quote_sha256 {
            return Err(row.misfit("the claim says something else"));
        }
        Ok(claim)
    }

    fn touch(&self, row: Row, claim: &Claim) -> Result<(), StoreError> {
        self.index
            .connection
            .prepare_cached(
                "UPDATE claims
                 SET updated_at = ?2
                 WHERE id = ?1",
            )?
            .execute((claim.id, row.at))?;
        self.index_subject(row, Subject::Claim(claim.id), claim.article)
    }

    fn index_subject(
        &self,
        row: Row,
        subject: Subject,
        article: ArticleId,
    ) -> Result<(), StoreError> {
        let claim = match subject {
            Subject::Article(_) => ClaimId(0),
            Subject::Claim(claim) => claim,
        };
        self.index
            .connection
            .prepare_cached(
                "INSERT INTO subjects (article, claim, entry)
                 VALUES (?1, ?2, ?3)",
            )?
            .execute((article, claim, row.position))?;
        Ok(())
    }

    fn count(
        &self,
        article: ArticleId,
        status: Status,
        dismissed: bool,
        more: i64,
    ) -> Result<(), StoreError> {
        let mut statement = self.index.connection.prepare_cached(
            "INSERT INTO counts (article, status, dismissed, claims)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (article, status, dismissed)
             DO UPDATE SET claims = counts.claims + excluded.claims",
        )?;
        for counted in [article, ArticleId(0)] {
            statement.execute((counted, status, dismissed, more))?;
        }
        Ok(())
    }

    /// The canonical text of the article, if it is the one that the entry is about.
    fn text_of(
        &mut self,
        row: Row,
        article: ArticleId,
        sha256: Sha256,
    ) -> Result<Rc<Text>, StoreError> {
        let article = self.index.article(article)?;
        let article = article.ok_or_else(|| row.misfit("there is no such article"))?;
        if article.revision.text_sha256 != sha256 {
            return Err(row.misfit("the article has another text"));
        }
        if let Some((last, text)) = &self.last_text
            && *last == sha256
        {
            return Ok(Rc::clone(text));
        }
        let text = Rc::new(self.contents.text(sha256)?);
        self.last_text = Some((sha256, Rc::clone(&text)));
        Ok(text)
    }
}

/// The entry that rows are made from.
#[derive(Clone, Copy)]
struct Row {
    at: Timestamp,
    position: Position,
}

impl Row {
    fn misfit(self, why: &'static str) -> StoreError {
        StoreError::Misfit { position: self.position, why }
    }

    fn span(self, text: &Text, raw: RawSpan) -> Result<Span, StoreError> {
        text.check(raw).map_err(|_| self.misfit("its span is not one of the article"))
    }
}

struct NewClaim<'a> {
    article: ArticleId,
    claimant: Option<&'a str>,
    claimant_span: Option<Span>,
    extracted: Option<(&'a Extractor, Score)>,
    id: ClaimId,
    quote_sha256: Sha256,
    raw_span: Option<RawSpan>,
    span: RawSpan,
    text: &'a Text,
}
