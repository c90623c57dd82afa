use super::{Ledger, LedgerError};
use crate::domain::{
    Actor, Address, ArticleId, ArticleImported, ClaimId, ClaimsExtracted, Draft, Event,
    ExtractedClaim, Extraction, Revision, Sha256,
};
use crate::store::{StoreError, Writer};

/// The result of importing a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The same bytes were recorded before. Nothing was recorded now.
    Known { article: ArticleId },
    /// It was recorded, with the claims that were found in it.
    Recorded {
        article: ArticleId,
        claims: u64,
        /// An earlier article from the same address, with another text.
        earlier: Option<ArticleId>,
        /// An earlier article with the very same text.
        twin: Option<ArticleId>,
    },
}

impl Imported {
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Recorded { .. })
    }

    pub fn article(&self) -> ArticleId {
        match self {
            Self::Known { article } | Self::Recorded { article, .. } => *article,
        }
    }
}

impl Ledger {
    /// Record that there is a ledger, and whose: an empty one gets its first entries.
    pub fn create(&mut self, founder: &Actor) -> Result<(), LedgerError> {
        let created = self.store.write(founder, &self.keys, |writer| {
            writer.introduce()?;
            Ok(())
        });
        self.or_repeated(created, |_, events| Ok(events.is_empty().then_some(())))
    }

    /// Record these articles, with the claims that an extractor found in each: all of them or none.
    /// Finding claims is slow and needs no lock, so it is done before.
    pub fn import(
        &mut self,
        author: &Actor,
        articles: &[(Draft, Extraction)],
    ) -> Result<Vec<Imported>, LedgerError> {
        let imported = self.store.write(author, &self.keys, |writer| {
            // What was withheld does not come back in other bytes.
            for (draft, _) in articles {
                if let Some(article) = writer.snapshot().withheld_with(draft.text.sha256())?
                    && writer.snapshot().article_of(Sha256::of(&draft.raw))?.is_none()
                {
                    return Err(LedgerError::Withheld(article));
                }
            }
            let recorded = articles.iter().map(|(draft, found)| record(writer, draft, found));
            Ok(recorded.collect::<Result<_, StoreError>>()?)
        });
        // Known bytes are not imported again, whatever their id.
        self.or_repeated(imported, |snapshot, _| {
            let known = |(draft, _): &(Draft, Extraction)| {
                let known = snapshot.article_of(Sha256::of(&draft.raw))?;
                Ok(known.map(|known| Imported::Known { article: known.id }))
            };
            articles.iter().map(known).collect()
        })
    }

    /// Whether these bytes are already recorded.
    pub fn knows(&self, draft: &Draft) -> Result<bool, LedgerError> {
        self.store.read(|snapshot| {
            let known = snapshot.article_of(Sha256::of(&draft.raw))?;
            if let Some(known) = &known {
                snapshot.attest_article(known)?;
            }
            Ok(known.is_some())
        })
    }
}

fn record(
    writer: &mut Writer<'_>,
    draft: &Draft,
    found: &Extraction,
) -> Result<Imported, StoreError> {
    let revision = Revision::of(draft);
    if let Some(known) = writer.snapshot().article_of(revision.raw_sha256)? {
        writer.snapshot().attest_article(&known)?;
        return Ok(Imported::Known { article: known.id });
    }
    let twin = writer.snapshot().article_with_text(revision.text_sha256)?;
    twin.as_ref().map_or(Ok(()), |twin| writer.snapshot().attest_article(twin).map(drop))?;
    let twin = twin.map(|twin| twin.id);
    // Only web addresses identify a place: different files may share a name.
    let earlier = match Address::of(&draft.origin) {
        Some(address) if twin.is_none() => writer.snapshot().last_article_at(&address)?,
        Some(_) | None => None,
    };
    let article = writer.snapshot().next_article()?;
    let text_sha256 = revision.text_sha256;
    // Then a span is the same in both.
    let is_its_text = revision.raw_sha256 == text_sha256;
    writer.keep(&draft.raw)?;
    writer.keep(draft.text.as_str().as_bytes())?;
    writer.append(Event::ArticleImported(ArticleImported {
        article,
        byline: draft.byline.clone(),
        language: draft.language.clone(),
        origin: draft.origin.clone(),
        published: draft.published.clone(),
        revision,
        title: draft.title.clone(),
    }))?;
    for candidates in found.candidates.chunks(ClaimsExtracted::MOST) {
        let first = writer.snapshot().next_claim()?;
        let claims =
            (first.0..).map(ClaimId).zip(candidates).map(|(claim, candidate)| ExtractedClaim {
                claim,
                claimant: candidate.claimant.map(Into::into),
                quote_sha256: Sha256::of(draft.text.quote(candidate.span)),
                raw_span: draft.source.raw(candidate.span).filter(|_| !is_its_text),
                score: candidate.score,
                span: candidate.span.into(),
            });
        writer.append(Event::ClaimsExtracted(ClaimsExtracted {
            article,
            claims: claims.collect(),
            extractor: found.extractor.clone(),
            granularity: found.granularity,
            min_score: Some(found.min_score),
            text_sha256,
        }))?;
    }
    Ok(Imported::Recorded { article, claims: found.candidates.len() as u64, earlier, twin })
}
