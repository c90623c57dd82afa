//! Known bytes that are read again: which claims of before are in the new reading, too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::LedgerError;
use crate::domain::{
    Article, Candidate, Claim, ClaimId, Draft, KeptClaim, Provenance, RawSpan, Sha256, Span, Text,
};
use crate::store::{Snapshot, StoreError};

/// What a new reading makes of the claims of an article.
pub(super) struct Plan {
    /// What becomes a claim.
    pub(super) added: Vec<Candidate>,
    /// How many claims are gone that were not before.
    pub(super) gone: u64,
    /// In the order of their ids.
    pub(super) kept: Vec<KeptClaim>,
    /// Whether a claim is gone, comes back, or is somewhere else.
    pub(super) moves: bool,
}

/// A claim of before.
struct Known {
    claim: Claim,
    /// Whether a person added it, or acted on it: it is kept wherever its words are, even if no
    /// extractor finds it there.
    is_touched: bool,
}

/// Pair the claims of an article with what was found in a new reading of it.
///
/// Claims are the same if their words are. In the same text, those with the same place are paired;
/// in another one, those in the same order, so that words that are repeated find their like.
pub(super) fn plan(
    snapshot: &Snapshot<'_>,
    article: &Article,
    draft: &Draft,
    candidates: &[Candidate],
) -> Result<Plan, LedgerError> {
    let acts = snapshot.acts_of(article.id)?;
    let is_touched = |claim: &Claim| {
        claim.found == Provenance::ByReviewer
            || acts.get(&claim.id).is_some_and(|acts| !acts.is_empty())
    };
    let known: Vec<Known> = snapshot
        .claims_of(article.id)?
        .into_iter()
        .map(|claim| Known { is_touched: is_touched(&claim), claim })
        .collect();
    let text_sha256 = draft.text.sha256();
    let texts = Texts { article, draft, former: RefCell::default(), snapshot, text_sha256 };
    let found: Vec<Found<'_>> = candidates.iter().map(|one| texts.found(one)).collect();
    let pairs = pair(&known, &found, &texts);

    let mut taken: HashSet<Span> = HashSet::new();
    let mut kept: BTreeMap<ClaimId, (Span, Option<RawSpan>)> = BTreeMap::new();
    for (known, found) in &pairs {
        let candidate = found.candidate;
        taken.insert(candidate.span);
        kept.insert(known.claim.id, (candidate.span, candidate.claimant.map(Into::into)));
    }
    for known in known.iter().filter(|known| known.is_touched) {
        if !kept.contains_key(&known.claim.id)
            && let Some(place) = texts.place_again(&known.claim, &taken)?
        {
            taken.insert(place.0);
            kept.insert(known.claim.id, place);
        }
    }
    let added = candidates.iter().filter(|one| !taken.contains(&one.span));
    let is_gone_now =
        |known: &&Known| known.claim.gone.is_none() && !kept.contains_key(&known.claim.id);
    let gone = known.iter().filter(is_gone_now).count() as u64;
    let kept: Vec<KeptClaim> = known
        .iter()
        .filter_map(|known| Some(texts.kept(&known.claim, *kept.get(&known.claim.id)?)))
        .collect();
    let by_id: HashMap<ClaimId, &Claim> =
        known.iter().map(|known| (known.claim.id, &known.claim)).collect();
    let is_moved = |kept: &KeptClaim| {
        let claim = by_id[&kept.claim];
        claim.gone.is_some()
            || RawSpan::from(claim.span) != kept.span
            || claim.claimant_span.map(RawSpan::from) != kept.claimant
    };
    let moves = gone > 0 || kept.iter().any(is_moved);
    let mut plan = Plan { added: added.cloned().collect(), gone, kept, moves };
    plan.kept.sort_by_key(|kept| kept.claim);
    Ok(plan)
}

/// What was found in the new text.
struct Found<'a> {
    candidate: &'a Candidate,
    quote_sha256: Sha256,
}

/// Each claim of before with what it is in the new reading.
fn pair<'k, 'f>(
    known: &'k [Known],
    found: &'f [Found<'f>],
    texts: &Texts<'_>,
) -> Vec<(&'k Known, &'f Found<'f>)> {
    let mut pairs = Vec::new();
    let mut found: Vec<&Found<'_>> = found.iter().collect();
    // In the same text, the same place is the same claim, and another place is another.
    let by_span: HashMap<Span, &Found<'_>> =
        found.iter().map(|found| (found.candidate.span, *found)).collect();
    let mut used: HashSet<Span> = HashSet::new();
    let mut left = Vec::new();
    for known in known {
        let is_there = texts.article.text_of(&known.claim) == texts.text_sha256;
        let same = by_span.get(&known.claim.span).filter(|_| is_there);
        match same.filter(|same| used.insert(same.candidate.span)) {
            Some(same) => pairs.push((known, *same)),
            None if is_there && known.claim.gone.is_none() => {}
            None => left.push(known),
        }
    }
    let mut known = left;
    found.retain(|found| !used.contains(&found.candidate.span));

    // In another text, what is not gone is paired in the order of the texts.
    let words = |known: &&Known| known.claim.quote_sha256;
    let there: HashSet<Sha256> = found.iter().map(|found| found.quote_sha256).collect();
    let present: Vec<&Known> = known
        .iter()
        .copied()
        .filter(|known| known.claim.gone.is_none() && there.contains(&words(known)))
        .collect();
    let before: HashSet<Sha256> = present.iter().map(words).collect();
    let again: Vec<&Found<'_>> =
        found.iter().copied().filter(|found| before.contains(&found.quote_sha256)).collect();
    let before: Vec<Sha256> = present.iter().map(words).collect();
    let after: Vec<Sha256> = again.iter().map(|found| found.quote_sha256).collect();
    let mut done: HashSet<ClaimId> = HashSet::new();
    for operation in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for (known, found) in
                present[old_index..old_index + len].iter().zip(&again[new_index..new_index + len])
            {
                done.insert(known.claim.id);
                used.insert(found.candidate.span);
                pairs.push((*known, *found));
            }
        }
    }

    // What changed its place, and then what comes back, by the words alone.
    known.retain(|known| !done.contains(&known.claim.id));
    known.sort_by_key(|known| known.claim.gone.is_some());
    let mut left: HashMap<Sha256, VecDeque<&Found<'_>>> = HashMap::new();
    for found in found.into_iter().filter(|found| !used.contains(&found.candidate.span)) {
        left.entry(found.quote_sha256).or_default().push_back(found);
    }
    for known in known {
        if let Some(found) = left.get_mut(&words(&known)).and_then(VecDeque::pop_front) {
            pairs.push((known, found));
        }
    }
    pairs
}

/// The new text, and those of before.
struct Texts<'a> {
    article: &'a Article,
    draft: &'a Draft,
    /// The text of before that was read last.
    former: RefCell<Option<(Sha256, Arc<Text>)>>,
    snapshot: &'a Snapshot<'a>,
    text_sha256: Sha256,
}

impl Texts<'_> {
    fn found<'c>(&self, candidate: &'c Candidate) -> Found<'c> {
        let quote_sha256 = Sha256::of(self.draft.text.quote(candidate.span));
        Found { candidate, quote_sha256 }
    }

    /// Where the words of a claim are in the new text, although nothing was found there, and who
    /// the article says said it.
    fn place_again(
        &self,
        claim: &Claim,
        taken: &HashSet<Span>,
    ) -> Result<Option<(Span, Option<RawSpan>)>, StoreError> {
        let before = self.article.text_of(claim);
        if before == self.text_sha256 {
            let is_free = !taken.contains(&claim.span);
            let claimant = claim.claimant_span.map(Into::into);
            return Ok(is_free.then_some((claim.span, claimant)));
        }
        let Some(quote) = claim.quote.as_deref() else { return Ok(None) };
        let before = self.former(before)?;
        let Some(span) = self.like(&before, claim.span, quote, |span| !taken.contains(&span))
        else {
            return Ok(None);
        };
        let claimant = claim.claimant_span.and_then(|at| {
            let name = before.as_str().get(at.range())?;
            self.like(&before, at, name, |_| true)
        });
        Ok(Some((span, claimant.map(Into::into))))
    }

    fn former(&self, sha256: Sha256) -> Result<Arc<Text>, StoreError> {
        let mut former = self.former.borrow_mut();
        if let Some((_, text)) = former.as_ref().filter(|(last, _)| *last == sha256) {
            return Ok(Arc::clone(text));
        }
        let text = Arc::new(self.snapshot.text(sha256)?);
        *former = Some((sha256, Arc::clone(&text)));
        Ok(text)
    }

    /// The place of these words in the new text that is like theirs in another: as many of the same
    /// are before it, if there are as many.
    fn like(
        &self,
        before: &Text,
        at: Span,
        words: &str,
        is_free: impl Fn(Span) -> bool,
    ) -> Option<Span> {
        let earlier = before.as_str().get(..at.start())?.matches(words).count();
        let text = &self.draft.text;
        let places = text.as_str().match_indices(words);
        let spans: Vec<Span> = places
            .filter_map(|(start, words)| text.span(start..start + words.len()).ok())
            .collect();
        let from = earlier.min(spans.len().checked_sub(1)?);
        spans[from..].iter().chain(spans[..from].iter().rev()).copied().find(|span| is_free(*span))
    }

    fn kept(&self, claim: &Claim, (span, claimant): (Span, Option<RawSpan>)) -> KeptClaim {
        let is_named = claim.found == Provenance::ByReviewer || claim.corrected.is_some();
        let is_its_text = self.article.revision.raw_sha256 == self.text_sha256;
        KeptClaim {
            claim: claim.id,
            claimant: claimant.filter(|_| !is_named),
            quote_sha256: claim.quote_sha256,
            raw_span: self.draft.source.raw(span).filter(|_| !is_its_text),
            span: span.into(),
        }
    }
}
