//! Finds claims, evidence, notes and articles by their words. What is found is checked against the log.

use std::collections::{BTreeSet, HashMap};

use super::LedgerError;
use super::view::View;
use crate::domain::{
    ArticleId, Aside, ClaimId, EntryId, EvidenceId, SearchIn, Wanted, searched, terms,
};
use crate::store::StoreError;
use crate::view::{Hit, HitOf};

/// What to search for, and where.
#[derive(Clone, Debug)]
pub struct SearchQuery {
    pub places: Vec<SearchIn>,
    pub wanted: Wanted,
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    pub has_more: bool,
    pub hits: Vec<Hit>,
}

impl View<'_> {
    /// The texts that have all words, without those of claims that are dismissed, gone or withdrawn.
    ///
    /// Of the 200 shortest, those come first in which the words stand together, in this
    /// order; then the shorter ones. Of those alike, claims come first, then evidence, then notes, then
    /// titles, each as they were recorded.
    pub fn search(
        &self,
        query: &SearchQuery,
        skip: usize,
        limit: usize,
    ) -> Result<SearchPage, LedgerError> {
        let snapshot = self.snapshot();
        let matches = snapshot.matches(&query.wanted, &query.places)?;
        let end = skip.saturating_add(limit);
        // One part stands together wherever it is found.
        let ranked = if query.wanted.parts.len() > 1 { Self::RANKED } else { 0 };
        let enough = end.saturating_add(1).max(ranked);
        let (mut candidates, mut rest) = (Ranked::new(query), enough);
        loop {
            // Some of them may not be shown, or lack a phrase.
            let all = matches.shortest(rest);
            let is_all = all.len() >= matches.count();
            candidates.add(self, &all, enough)?;
            if candidates.found.len() >= enough || is_all {
                break;
            }
            rest = rest.saturating_mul(8);
        }
        let mut found = candidates.found;
        let first = found.len().min(ranked);
        // Stable: the order of those alike remains.
        found[..first].sort_by_key(|one| !one.is_together);
        let has_more = found.len() > end;
        let page = found.into_iter().skip(skip).take(limit);
        let hits = self.hits(query, &page.collect::<Vec<_>>())?;
        Ok(SearchPage { has_more, hits })
    }

    /// How many texts are compared by more than their length.
    const RANKED: usize = 200;

    /// Read what is shown, and check it against the log.
    fn hits(&self, query: &SearchQuery, page: &[Candidate]) -> Result<Vec<Hit>, LedgerError> {
        let snapshot = self.snapshot();
        let ids: BTreeSet<ClaimId> = page.iter().filter_map(|one| one.claim).collect();
        let claims = self.claims(&ids.into_iter().collect::<Vec<_>>())?;
        let claims: HashMap<ClaimId, _> =
            claims.into_iter().map(|claim| (claim.claim.id, claim)).collect();
        let mut hits = Vec::with_capacity(page.len());
        for Candidate { claim, id, kind, .. } in page {
            let claim = claim.and_then(|id| claims.get(&id)).cloned();
            let (text, second, of) = match (kind, claim) {
                (SearchIn::Claims, Some(claim)) => {
                    let text = claim.claim.words().to_owned();
                    (text, claim.claim.claimant.clone(), HitOf::Claim(Box::new(claim)))
                }
                (SearchIn::Notes, Some(claim)) => {
                    let entry = snapshot.entry(EntryId(*id))?.filter(|entry| entry.has_effect);
                    let entry = entry.filter(|entry| !self.sight().hides_entry(entry));
                    let entry = entry.ok_or_else(damaged)?;
                    let text = entry.entry.event.remark().map(ToString::to_string);
                    let text = text.ok_or_else(damaged)?;
                    (text, None, HitOf::Note(Box::new(entry), Box::new(claim)))
                }
                (SearchIn::Evidence, Some(claim)) => {
                    let id = EvidenceId(*id);
                    let shown = claim.evidence.iter().find(|shown| shown.evidence.id() == id);
                    let text = shown.ok_or_else(damaged)?.searched();
                    (text, None, HitOf::Evidence(id, Box::new(claim)))
                }
                (SearchIn::Titles, _) => {
                    let article = snapshot.article(ArticleId(*id))?.ok_or_else(damaged)?;
                    snapshot.attest_article(&article)?;
                    let first = article.title.clone().unwrap_or_else(|| article.origin.clone());
                    let second = Some(article.origin.clone());
                    (first, second, HitOf::Article(Box::new(article)))
                }
                (SearchIn::Claims | SearchIn::Evidence | SearchIn::Notes, None) => {
                    return Err(damaged().into());
                }
            };
            let all = searched(&text, second.as_deref());
            let marks = query.wanted.found_in(&terms(&all)).ok_or_else(damaged)?;
            let marks = marks.into_iter().filter(|(_, end)| *end <= text.len()).collect();
            hits.push(Hit { marks, of, text });
        }
        Ok(hits)
    }
}

/// A text that may be shown.
struct Candidate {
    /// The claim that it is, or that it is on.
    claim: Option<ClaimId>,
    id: u64,
    is_together: bool,
    kind: SearchIn,
}

/// Texts that may be shown, in order.
struct Ranked<'q> {
    found: Vec<Candidate>,
    query: &'q SearchQuery,
    /// How many of the matches were looked at.
    seen: usize,
}

impl<'q> Ranked<'q> {
    fn new(query: &'q SearchQuery) -> Self {
        Self { found: Vec::new(), query, seen: 0 }
    }

    /// Look at those that were not seen yet, until there are enough.
    fn add(
        &mut self,
        view: &View<'_>,
        all: &[(SearchIn, u64)],
        enough: usize,
    ) -> Result<(), LedgerError> {
        const AT_ONCE: usize = 200;
        while self.found.len() < enough && self.seen < all.len() {
            let end = all.len().min(self.seen + AT_ONCE);
            let part = &all[self.seen..end];
            self.seen = end;
            let texts = texts(view, part)?;
            for &(kind, id) in part {
                let text = texts.get(&(kind, id)).ok_or_else(damaged)?;
                if !text.is_shown {
                    continue;
                }
                let terms = terms(&text.words);
                if !self.query.wanted.has_each_term(&terms) {
                    return Err(damaged().into());
                }
                if self.query.wanted.found_in(&terms).is_none() {
                    continue;
                }
                let is_together = self.query.wanted.is_together_in(&terms);
                self.found.push(Candidate { claim: text.claim, id, is_together, kind });
            }
        }
        Ok(())
    }
}

/// A text of the index.
struct Text {
    claim: Option<ClaimId>,
    /// Whether its claim is in ordinary lists.
    is_shown: bool,
    words: String,
}

fn texts(
    view: &View<'_>,
    of: &[(SearchIn, u64)],
) -> Result<HashMap<(SearchIn, u64), Text>, LedgerError> {
    let snapshot = view.snapshot();
    let ids = |wanted| of.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, id)| *id);
    let notes: Vec<EntryId> = ids(SearchIn::Notes).map(EntryId).collect();
    let notes = snapshot.noted(&notes)?;
    let mut claims: Vec<ClaimId> = ids(SearchIn::Claims).map(ClaimId).collect();
    claims.extend(notes.values().map(|noted| noted.claim));
    let evidence: Vec<EvidenceId> = ids(SearchIn::Evidence).map(EvidenceId).collect();
    let evidence = snapshot.evidence_words(&evidence)?;
    claims.extend(evidence.values().flat_map(|of| of.claims.iter().copied()));
    let rows = snapshot.claim_words(&claims)?;
    let mut found = HashMap::new();
    for id in ids(SearchIn::Claims) {
        let claim = ClaimId(id);
        if let Some((words, aside)) = rows.get(&claim) {
            let is_shown = *aside == Aside::Not;
            let words = words.clone();
            found.insert((SearchIn::Claims, id), Text { claim: Some(claim), is_shown, words });
        }
    }
    for (id, of) in evidence {
        let is_listed =
            |claim: &ClaimId| rows.get(claim).is_some_and(|(_, aside)| *aside == Aside::Not);
        let claim = of.claims.into_iter().find(is_listed);
        let is_shown = claim.is_some() && view.sight().hidden_evidence(id).is_none();
        found.insert((SearchIn::Evidence, id.0), Text { claim, is_shown, words: of.words });
    }
    for (entry, noted) in notes {
        let is_seen = noted.is_seen(view.sight());
        let (claim, words) = (noted.claim, noted.words);
        let is_shown = is_seen && rows.get(&claim).is_some_and(|(_, aside)| *aside == Aside::Not);
        found.insert((SearchIn::Notes, entry.0), Text { claim: Some(claim), is_shown, words });
    }
    for id in ids(SearchIn::Titles) {
        if let Some(article) = snapshot.article(ArticleId(id))? {
            let is_shown = article.withdrawn.is_none();
            let words = searched(&article.origin, article.title.as_deref());
            found.insert((SearchIn::Titles, id), Text { claim: None, is_shown, words });
        }
    }
    Ok(found)
}

fn damaged() -> StoreError {
    StoreError::Index { what: "its search index does not match what it has".to_owned() }
}
