use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::{Ledger, LedgerError};
use crate::domain::{
    ArticleId, ArticleImported, Author, Candidate, ClaimId, ClaimsExtracted, Draft, Event,
    ExtractedClaim, Revision, Score, Sha256,
};
use crate::extract;
use crate::store::{StoreError, Writer};

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The same bytes were recorded before. Nothing was recorded now.
    Known { article: ArticleId },
    /// It was recorded, with the claims that were found in it.
    Recorded {
        article: ArticleId,
        claims: u64,
        /// An earlier article from the same origin, whose bytes were others.
        earlier: Option<ArticleId>,
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
    /// Find the claims in these articles that score at least `min_score`, and record both: all of
    /// them or nothing.
    pub fn import(
        &mut self,
        author: &Author,
        drafts: &[Draft],
        min_score: Score,
    ) -> Result<Vec<Imported>, LedgerError> {
        // Finding takes long and needs no lock: it is done before the others have to wait.
        let found = find(drafts, min_score);
        let imported = self.store.write(author, &self.keys, |writer| {
            let recorded = drafts.iter().zip(&found);
            Ok(recorded
                .map(|(draft, candidates)| record(writer, draft, candidates))
                .collect::<Result<_, StoreError>>()?)
        });
        // What is known is not imported again, under whatever id.
        self.again(imported, |snapshot, _| {
            let known = |draft: &Draft| {
                let known = snapshot.article_of(Sha256::of(&draft.raw))?;
                Ok(known.map(|known| Imported::Known { article: known.id }))
            };
            drafts.iter().map(known).collect()
        })
    }
}

/// The candidates in each of the articles, found by as many threads as there are processors.
fn find(drafts: &[Draft], min_score: Score) -> Vec<Vec<Candidate>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = drafts.len().div_ceil(threads).max(1);
    let find_in = |draft: &Draft| {
        let mut candidates = extract::candidates(&draft.text);
        candidates.retain(|candidate| candidate.score >= min_score);
        candidates
    };
    thread::scope(|scope| {
        let workers: Vec<_> = drafts
            .chunks(share)
            .map(|drafts| scope.spawn(move || drafts.iter().map(find_in).collect::<Vec<_>>()))
            .collect();
        let found = workers.into_iter().map(thread::ScopedJoinHandle::join);
        found.flat_map(|found| found.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn record(
    writer: &mut Writer<'_>,
    draft: &Draft,
    candidates: &[Candidate],
) -> Result<Imported, StoreError> {
    let revision = Revision::of(draft);
    if let Some(known) = writer.snapshot().article_of(revision.raw_sha256)? {
        return Ok(Imported::Known { article: known.id });
    }
    // Only an address says that two documents are of one place: files may share a name.
    let is_address = draft.origin.starts_with("https://") || draft.origin.starts_with("http://");
    let earlier =
        if is_address { writer.snapshot().last_article_from(&draft.origin)? } else { None };
    let article = writer.snapshot().next_article()?;
    let text_sha256 = revision.text_sha256;
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
    for candidates in candidates.chunks(ClaimsExtracted::MOST) {
        let first = writer.snapshot().next_claim()?;
        let claims =
            (first.0..).map(ClaimId).zip(candidates).map(|(claim, candidate)| ExtractedClaim {
                claim,
                claimant: candidate.claimant.map(Into::into),
                quote_sha256: Sha256::of(draft.text.quote(candidate.span)),
                raw_span: None,
                score: candidate.score,
                span: candidate.span.into(),
            });
        writer.append(Event::ClaimsExtracted(ClaimsExtracted {
            article,
            claims: claims.collect(),
            extractor: extract::extractor(),
            text_sha256,
        }))?;
    }
    Ok(Imported::Recorded { article, claims: candidates.len() as u64, earlier })
}
