//! The articles and the verdicts of another ledger, from its bundle, which was verified.

use std::collections::BTreeMap;

use super::placing::only_place;
use crate::domain::{
    Actor, Article, ArticleId, ArticleOrder, ArticleQuery, Candidate, ClaimId, ClaimQuery, Day,
    Draft, EvidenceKind, Extraction, Extractor, Order, Provenance, Review, Score, Sha256,
    SourceMap, Stance, Status, Structure, Text,
};
use crate::ledger::{
    Ledger, LedgerError, NewEvidence, PlacedClaim, PublishedImport, View, WhereFound,
};
use crate::view::{ClaimSummary, words};

/// An article of another ledger, with its claims and their verdicts.
#[derive(Debug)]
pub struct PublishedArticle {
    /// What its claims are called there.
    pub claims: Vec<ClaimId>,
    pub draft: Draft,
    pub found: Extraction,
    /// The claimants that people named there, by the number of the claim.
    pub names: BTreeMap<usize, String>,
    /// The verdicts, each with the number of its claim.
    pub verdicts: Vec<(usize, NewEvidence)>,
}

impl PublishedArticle {
    /// Record it with its claims, or, where its bytes are known, what is said of its claims. Returns
    /// how many claims have no place in what is known.
    pub fn record(
        &self,
        ledger: &mut Ledger,
        author: &Actor,
    ) -> Result<(PublishedImport, u64), LedgerError> {
        let Self { draft, found, names, verdicts, .. } = self;
        let Some(known) = ledger.known(draft)? else {
            let mut says = verdicts.iter().cloned();
            let done = ledger.import_published(author, (draft, found), names, &mut says)?;
            return Ok((done, 0));
        };
        let article = known.article.id;
        let text = ledger.view()?.text(article)?;
        let is_same = text.sha256() == draft.text.sha256();
        let mut placed = Vec::new();
        // The number that each claim has among those with a place.
        let mut numbers = BTreeMap::new();
        for (number, candidate) in found.candidates.iter().enumerate() {
            let span = candidate.span;
            // It may be read in another way here.
            let span =
                if is_same { Some(span) } else { only_place(&text, draft.text.quote(span)).ok() };
            let Some(span) = span else { continue };
            let named = candidate.claimant.map(|named| draft.text.quote(named).to_owned());
            let claimant = named.or_else(|| names.get(&number).cloned());
            numbers.insert(number, placed.len());
            let quote_sha256 = Sha256::of(text.quote(span));
            placed.push(PlacedClaim { article, claimant, quote_sha256, span });
        }
        let says = verdicts
            .iter()
            .filter_map(|(number, verdict)| Some((*numbers.get(number)?, verdict.clone())));
        let left_out = (found.candidates.len() - placed.len()) as u64;
        Ok((ledger.add_published(author, &placed, &mut { says })?, left_out))
    }
}

/// What another ledger holds.
pub struct OfBundle<'v> {
    /// The name of its log.
    log: String,
    view: View<'v>,
}

impl<'v> OfBundle<'v> {
    pub fn new(ledger: &'v mut Ledger) -> Result<Self, LedgerError> {
        let log = ledger.log_key()?.name().to_string();
        Ok(Self { log, view: ledger.view()? })
    }

    /// The name of its log.
    pub fn log(&self) -> &str {
        &self.log
    }

    /// The articles that are neither withdrawn nor withheld there, in the order of their ids.
    pub fn articles(&self) -> Result<Vec<ArticleId>, LedgerError> {
        let query = ArticleQuery { order: ArticleOrder::Id, ..ArticleQuery::default() };
        let mut found = Vec::new();
        for listed in self.view.articles(&query, None, None)? {
            let listed = listed?;
            if listed.article.withdrawn.is_none() && listed.withheld.is_none() {
                found.push(listed.article.id);
            }
        }
        Ok(found)
    }

    /// One of them. The bytes, the text and the places are those that its log fixes.
    pub fn article(&self, id: ArticleId) -> Result<PublishedArticle, LedgerError> {
        let (article, raw) = self.view.document(id)?;
        let text = self.view.text(id)?;
        let query = ClaimQuery { article: Some(id), order: Order::Id, ..ClaimQuery::default() };
        let mut claims = Vec::new();
        for listed in self.view.list(&query, None, None)? {
            let listed = listed?;
            let claim = &listed.claim;
            if claim.gone.is_none() && claim.withheld.is_none() && !claim.dismissed {
                claims.push(listed);
            }
        }
        claims.sort_by_key(|listed| (listed.claim.span, listed.claim.id));
        claims.dedup_by_key(|listed| listed.claim.span);
        let (mut names, mut verdicts) = (BTreeMap::new(), Vec::new());
        for (number, listed) in claims.iter().enumerate() {
            let claim = &listed.claim;
            if let Some(name) = claim.claimant.as_ref().filter(|_| claim.claimant_span.is_none()) {
                names.insert(number, name.clone());
            }
            verdicts.extend(self.verdict(listed).map(|verdict| (number, verdict)));
        }
        let found = extraction(&claims);
        let draft = draft(article, raw, text, &claims);
        let claims = claims.iter().map(|listed| listed.claim.id).collect();
        Ok(PublishedArticle { claims, draft, found, names, verdicts })
    }

    /// The verdict on a claim; of a conflict, that there is one.
    fn verdict(&self, listed: &ClaimSummary) -> Option<NewEvidence> {
        let claim = &listed.claim;
        let (words, stance) = match claim.status {
            _ if claim.conflict => ("in conflict".to_owned(), Stance::Context),
            Status::Unverified => return None,
            status @ (Status::Corroborated | Status::Disputed) => {
                let rating = words::in_brackets(&listed.ratings());
                (format!("{status}{rating}"), Stance::of(status))
            }
        };
        let latest: Vec<&Review> = Review::latest(&listed.reviews).collect();
        let said = latest.iter().map(|review| {
            let Review { at, entry, note, reviewer, status, .. } = review;
            let day = Day::of(*at);
            let note = note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            format!("{status} by {reviewer} on {day} ({entry}){note}")
        });
        let said: Vec<String> = said.collect();
        let last = latest.iter().map(|review| review.at).max();
        let locator = format!("{}#{}", self.log, claim.id);
        Some(NewEvidence {
            kind: Some(EvidenceKind::Secondary),
            note: super::published::note(&said),
            origin: self.log.parse().ok(),
            published: last.map(Day::of),
            quote: words.parse().ok(),
            ..NewEvidence::of(WhereFound::At(locator.parse().ok()?), None, stance)
        })
    }
}

/// The claims, as whoever takes them from a bundle finds them.
fn extraction(claims: &[ClaimSummary]) -> Extraction {
    let candidates = claims.iter().map(|listed| {
        let claim = &listed.claim;
        let score = match claim.found {
            Provenance::ByExtractor { score, .. } => score,
            Provenance::ByReviewer => Score::MAX,
        };
        Candidate { claimant: claim.claimant_span, score, span: claim.span }
    });
    Extraction {
        candidates: candidates.collect(),
        extractor: Extractor {
            model_sha256: None,
            name: "bundle".to_owned(),
            version: "1".to_owned(),
        },
        granularity: None,
        min_score: Score::MIN,
    }
}

fn draft(article: Article, raw: Vec<u8>, text: Text, claims: &[ClaimSummary]) -> Draft {
    let mut source = SourceMap::default();
    let mut end = 0;
    for claim in claims.iter().map(|listed| &listed.claim) {
        if let Some(raw) = claim.raw_span.filter(|_| claim.span.start() >= end) {
            source.push_unit(claim.span.range(), raw.start..raw.end);
            end = claim.span.end();
        }
    }
    Draft {
        byline: article.byline,
        claim_reviews: Vec::new(),
        encoding: article.revision.encoding,
        language: article.language,
        oddities: Vec::new(),
        origin: article.origin,
        published: article.published,
        raw,
        reader: article.revision.reader,
        source,
        structure: Structure::default(),
        text,
        title: article.title,
    }
}
