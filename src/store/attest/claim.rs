//! Whether a claim in the index is what the entries about it say.

use super::damaged;
use crate::domain::{
    ArticleId, Case, Claim, ClaimId, Claimant, Docket, Entry, EntryId, Event, Evidence, LogEntry,
    OfClaim, Provenance, RawSpan, Remark, Review, Roster, Ruling, Sha256, Span, Text, Words,
};
use crate::store::StoreError;

/// What the log says of where a claim is.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The entry that recorded it.
    pub recorded: &'a LogEntry,
    /// The entry that says where its words are: the same, or the last reading that has them.
    pub placed: &'a LogEntry,
    /// The text that they are in. Absent if it is withheld.
    pub text: Option<&'a Text>,
    pub text_sha256: Sha256,
}

/// Check everything in the index about a claim against the entries that recorded and placed it, its
/// text, the acts on it, and those on its article.
pub fn attest_claim(
    claim: &Claim,
    stored: Stored<'_>,
    sources: Sources<'_>,
    acts: &[LogEntry],
    of_article: &[LogEntry],
    roster: &Roster,
) -> Result<(), StoreError> {
    let Sources { recorded, placed, text, .. } = sources;
    is_by_recorder(claim, recorded, roster)?;
    if !is_recorded(claim, &recorded.entry) || !is_placed(claim, sources) {
        let by = if claim.placed == claim.entry {
            format!("`{}` says", claim.entry)
        } else {
            format!("`{}` and `{}` say", claim.entry, claim.placed)
        };
        return Err(damaged(format!("its row of `{}` is not what {by}", claim.id)));
    }
    // In an earlier text, it may have been somebody else.
    let claimant = if recorded.position == placed.position
        || matches!(recorded.entry.event, Event::ClaimAdded(_))
    {
        claimant_in(&recorded.entry, claim.id, text.map(Text::as_str))
    } else {
        Claimant::Withheld
    };
    follows(claim, stored, acts, of_article, claimant, roster).map(|_| ())
}

/// Check who recorded the claim, where the rules ask for it.
pub(super) fn is_by_recorder(
    claim: &Claim,
    recorded: &LogEntry,
    roster: &Roster,
) -> Result<(), StoreError> {
    if !roster.asks_who_recorded() || claim.recorded_by.as_ref() == Some(&recorded.entry.actor) {
        return Ok(());
    }
    Err(damaged(format!("its row does not say who recorded `{}`", claim.id)))
}

pub(super) fn is_correction(event: &Event) -> bool {
    matches!(event, Event::ClaimCorrected(_))
}

/// Who said this claim, by the entry that recorded it in this text.
pub(super) fn claimant_in<'a>(
    entry: &'a Entry,
    claim: ClaimId,
    text: Option<&'a str>,
) -> Claimant<'a> {
    if let Event::ClaimAdded(added) = &entry.event {
        return match &added.claimant {
            None => Claimant::Nobody,
            Some(Words::Plain(name)) => Claimant::Named(name),
            Some(Words::Sealed { sha256, text }) => {
                Claimant::Sealed { name: text.as_deref(), sha256: *sha256 }
            }
        };
    }
    let Event::ClaimsExtracted(extracted) = &entry.event else { return Claimant::Nobody };
    let at = extracted.claims.binary_search_by_key(&claim, |found| found.claim).ok();
    match (at.and_then(|at| extracted.claims[at].claimant), text) {
        (None, _) => Claimant::Nobody,
        (Some(_), None) => Claimant::Withheld,
        (Some(span), Some(text)) => {
            text.get(span.start..span.end).map_or(Claimant::Nobody, Claimant::Named)
        }
    }
}

/// What the index has of the acts on a claim that stand.
#[derive(Clone, Copy)]
pub struct Stored<'a> {
    pub docket: &'a Docket,
    pub evidence: &'a [Evidence],
    pub notes: &'a [Remark],
    pub reviews: &'a [Review],
    pub rulings: &'a [Ruling],
}

/// Fold the acts on a claim, and check that its reviews, its verdict and its dates follow from
/// them. The index may not contain an act that the rules refuse.
pub(super) fn follows(
    claim: &Claim,
    stored: Stored<'_>,
    acts: &[LogEntry],
    of_article: &[LogEntry],
    claimant: Claimant<'_>,
    roster: &Roster,
) -> Result<Case, StoreError> {
    let Stored { docket, evidence, notes, reviews, rulings } = stored;
    let is_about = |act: &LogEntry| {
        let event = &act.entry.event;
        if let Event::EvidenceAdded(added) = event {
            let of = OfClaim { claim: claim.id, quote_sha256: claim.quote_sha256 };
            return added.claims.contains(&of);
        } else if !event.evidence().is_empty() {
            return evidence.iter().any(|own| event.evidence().contains(&own.id()));
        }
        if let Event::ClaimAdded(added) = &act.entry.event {
            return added.claim == claim.id && act.position == claim.entry;
        }
        act.entry.event.acts_on() == Some((claim.id, claim.quote_sha256))
    };
    if !acts.iter().all(is_about) {
        return Err(damaged(format!(
            "its rows say that an act on another claim is on `{}`",
            claim.id
        )));
    }
    // What was reviewed under an earlier name is the same person's.
    let renamed: Vec<LogEntry>;
    let acts = if roster.is_anyone_renamed() {
        renamed = acts.iter().map(|act| act.as_of(roster)).collect();
        &renamed
    } else {
        acts
    };
    let evidence: Vec<Evidence> = evidence.iter().map(|own| own.clone().as_of(roster)).collect();
    let case = Case::new(claim.id, claim.quote_sha256);
    let case = case.recorded_by(claim.recorded_by.as_ref(), roster);
    let mut case = case.said_by(claimant);
    let mut placed = claim.entry;
    let mut apply = |act: &LogEntry| {
        let is_allowed = case.apply(act.position, &act.entry, roster).is_ok();
        if let Event::ArticleReread(reread) = &act.entry.event
            && reread.keeps(claim.id).is_some()
        {
            placed = act.position;
            if claim.found != Provenance::ByReviewer && case.corrected().is_none() {
                // What other readings named, only their texts tell.
                let is_last = act.position == claim.placed && claim.corrected.is_none();
                case.is_said_by(if is_last { Claimant::of(claim) } else { Claimant::Withheld });
            }
        }
        is_allowed
    };
    // A claim was not there yet when its article was read before.
    let of_article = of_article.iter().filter(|act| act.position > claim.entry);
    let mut of_article = of_article.peekable();
    let mut is_allowed = true;
    for act in acts {
        while let Some(before) = of_article.next_if(|before| before.position < act.position) {
            is_allowed &= apply(before);
        }
        is_allowed &= apply(act);
    }
    is_allowed &= of_article.all(apply);
    let case = case.settled(roster);
    let last = acts.last().map_or(claim.created_at, |act| act.entry.at);
    let standing = acts.iter().filter(|act| case.stands(act.position));
    let is_same = is_allowed
        && placed == claim.placed
        && case == Case::of(claim, docket, reviews, notes, rulings, &evidence, roster)
        && case.is_stale() == claim.stale
        && evidence == evidence_in(acts)
        && claim.updated_at == last
        && standing.clone().filter_map(Review::recorded).eq(reviews.iter().cloned())
        && standing.filter_map(Remark::recorded).eq(notes.iter().cloned())
        && acts.iter().filter_map(Ruling::recorded).eq(rulings.iter().cloned());
    if is_same {
        return Ok(case);
    }
    Err(damaged(format!("its rows of `{}` do not match its history", claim.id)))
}

/// A claim as it was before an entry. `acts` are the acts on it, `of_article` those on its article.
pub fn case_before(
    before: EntryId,
    claim: &Claim,
    acts: &[LogEntry],
    of_article: &[LogEntry],
    roster: &Roster,
) -> Case {
    let case = Case::new(claim.id, claim.quote_sha256);
    let case = case.recorded_by(claim.recorded_by.as_ref(), roster);
    let mut case = case.said_by(Claimant::Withheld);
    let is_earlier = |act: &&LogEntry| claim.entry < act.position && act.position < before;
    let mut earlier: Vec<&LogEntry> = acts.iter().chain(of_article).filter(is_earlier).collect();
    earlier.sort_by_key(|act| act.position);
    for act in earlier {
        // What a rule refused changed nothing.
        case.apply(act.position, &act.as_of(roster).entry, roster).ok();
    }
    case
}

/// The evidence that these acts on a claim added, and what became of it.
fn evidence_in(acts: &[LogEntry]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for act in acts {
        let about = act.entry.event.evidence();
        found.iter_mut().filter(|own| about.contains(&own.id())).for_each(|own| own.apply(act));
        found.extend(Evidence::recorded(act));
    }
    found
}

/// Whether this entry recorded the claim.
fn is_recorded(claim: &Claim, entry: &Entry) -> bool {
    if entry.at != claim.created_at {
        return false;
    }
    if let Event::ClaimAdded(added) = &entry.event {
        return added.claim == claim.id
            && added.article == claim.article
            && (claim.corrected.is_some()
                || claimant_in(entry, claim.id, None) == Claimant::of(claim))
            && added.quote_sha256 == claim.quote_sha256
            && claim.claimant_span.is_none()
            && claim.found == Provenance::ByReviewer;
    }
    let Event::ClaimsExtracted(extracted) = &entry.event else { return false };
    let Ok(at) = extracted.claims.binary_search_by_key(&claim.id, |found| found.claim) else {
        return false;
    };
    let (found, extractor) = (&extracted.claims[at], &extracted.extractor);
    let is_found_so = match &claim.found {
        Provenance::ByExtractor { extractor: named, score } => {
            named == extractor && *score == found.score
        }
        Provenance::ByReviewer => false,
    };
    is_found_so && extracted.article == claim.article && found.quote_sha256 == claim.quote_sha256
}

/// Whether this entry says that the claim is where it is, with these words of the text, if it is not
/// withheld.
fn is_placed(claim: &Claim, sources: Sources<'_>) -> bool {
    let Sources { placed, text, text_sha256, .. } = sources;
    // Without the text, nothing but hashes is left of the words.
    let words = |span: Span| text.and_then(|text| text.as_str().get(span.range()));
    let is_quoted = words(claim.span) == claim.quote.as_deref()
        && claim.quote.as_ref().is_none_or(|quote| Sha256::of(quote) == claim.quote_sha256)
        && text.map(|text| text.place(claim.span)) == claim.place
        && text.is_none() == claim.withheld.is_some();
    let Some(place) = place_in(&placed.entry.event, claim.id) else { return false };
    let is_claimant = if claim.corrected.is_some() || claim.found == Provenance::ByReviewer {
        // A name that a person gave points to no words, and follows from the acts.
        claim.claimant_span.is_none()
    } else {
        claim.claimant_span.and_then(words) == claim.claimant.as_deref()
            && place.claimant == claim.claimant_span.map(Into::into)
    };
    is_quoted
        && is_claimant
        && place.article == claim.article
        && place.quote_sha256 == claim.quote_sha256
        && place.raw_span == claim.raw_span
        && place.span == claim.span.into()
        && place.text_sha256 == text_sha256
}

/// Where an entry says that a claim is.
struct PlaceInText {
    article: ArticleId,
    claimant: Option<RawSpan>,
    quote_sha256: Sha256,
    raw_span: Option<RawSpan>,
    span: RawSpan,
    text_sha256: Sha256,
}

fn place_in(event: &Event, claim: ClaimId) -> Option<PlaceInText> {
    if let Event::ClaimAdded(added) = event {
        return (added.claim == claim).then_some(PlaceInText {
            article: added.article,
            claimant: None,
            quote_sha256: added.quote_sha256,
            raw_span: None,
            span: added.span,
            text_sha256: added.text_sha256,
        });
    }
    if let Event::ArticleReread(reread) = event {
        let kept = reread.keeps(claim)?;
        return Some(PlaceInText {
            article: reread.article,
            claimant: kept.claimant,
            quote_sha256: kept.quote_sha256,
            raw_span: kept.raw_span,
            span: kept.span,
            text_sha256: reread.revision.text_sha256,
        });
    }
    let Event::ClaimsExtracted(extracted) = event else { return None };
    let at = extracted.claims.binary_search_by_key(&claim, |found| found.claim).ok()?;
    let found = &extracted.claims[at];
    Some(PlaceInText {
        article: extracted.article,
        claimant: found.claimant,
        quote_sha256: found.quote_sha256,
        raw_span: found.raw_span,
        span: found.span,
        text_sha256: extracted.text_sha256,
    })
}
