use std::collections::BTreeSet;

use serde::Serialize;

use super::article::CorrectionJson;
use super::evidence::{EvidenceJson, FallenJson};
use super::later::Later;
use super::revoked::RevocationJson;
use crate::domain::{
    Article, ArticleId, Claim, ClaimId, Coverage, Day, Docket, EntryId, EvidenceId, Extractor,
    Fell, Gone, Ground, Note, Provenance, RatingName, RawSpan, Review, ReviewerName, Ruling, Scope,
    Score, Sha256, Status, Tag, Timestamp,
};
use crate::view::{ClaimSummary, RevokedKeys};

/// A claim in a list.
#[expect(clippy::struct_excessive_bools, reason = "each is a member")]
#[derive(Serialize)]
pub struct ClaimJson<'a> {
    id: ClaimId,
    status: Status,
    /// Absent if the words are withheld.
    text: Option<&'a str>,
    claimant: Option<&'a str>,
    /// Where the article names who said it.
    claimant_span: Option<BytesJson>,
    article: ArticleOfClaim<'a>,
    span: SpanJson,
    /// Where the words come from in the bytes as they were read.
    raw_span: Option<BytesJson>,
    quote_sha256: Sha256,
    extractor: Option<ExtractorJson<'a>>,
    /// Whether its words, or its evidence, changed since the verdict.
    stale: bool,
    conflict: bool,
    dismissed: bool,
    /// The entry that withheld its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<EntryId>,
    reviews: Vec<ReviewJson<'a>>,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// The last correction of the claimant.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<CorrectedJson<'a>>,
    /// What its reviewers, who agree, still lack of a verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<String>,
    /// What was resolved and waived.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rulings: Vec<RulingJson<'a>>,
    /// Set while the last reading of its article is without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<GoneJson>,
    /// What was added as evidence about it, also what was withdrawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceJson<'a>>,
    /// The evidence that its reviews rest on, and that has fallen since.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stale_evidence: Vec<FallenJson>,
    /// The person who is to judge it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<&'a ReviewerName>,
    /// The day by whose end they are to.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Day>,
    /// The person who took it last, and until when, even if that is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_by: Option<&'a ReviewerName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_until: Option<Timestamp>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    tags: &'a BTreeSet<Tag>,
    /// What it covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<ScopeJson<'a>>,
    /// The other claims that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<GroundJson<'a>>,
    /// The ratings of the house that go with its verdict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<&'a RatingName>,
    /// Whether its article is withdrawn.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
    /// How many entries on it are hidden from the person who looks. Absent, unless there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<u64>,
}

/// What a claim covers. A part that is withheld is null.
#[derive(Serialize)]
struct ScopeJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a Note>,
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
}

/// Another claim that a claim rests on, and why it does not carry any more.
#[derive(Serialize)]
struct GroundJson<'a> {
    claim: ClaimId,
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallen: Option<&'static str>,
}

/// From which entry on a claim is gone, and the text that its span indexes.
#[derive(Serialize)]
struct GoneJson {
    entry: EntryId,
    text_sha256: Sha256,
}

/// That a conflict was resolved, with the verdict, or that a rule was waived, with the rule.
#[derive(Serialize)]
struct RulingJson<'a> {
    ruling: &'static str,
    value: &'static str,
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
    reason: &'a Note,
    /// The rating of the house that goes with a resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'a RatingName>,
}

#[derive(Serialize)]
struct CorrectedJson<'a> {
    claimant: CorrectionJson<'a>,
}

#[derive(Serialize)]
struct ArticleOfClaim<'a> {
    id: ArticleId,
    title: Option<&'a str>,
    origin: &'a str,
    /// The hash of the bytes as they were read.
    sha256: Sha256,
    text_sha256: Sha256,
    /// The last article that was imported later from the same origin, and that has another text.
    #[serde(skip_serializing_if = "Later::is_absent")]
    newer_text: Later<Option<ArticleId>>,
}

/// `start` and `end` count UTF-8 bytes of the canonical text, from 0; `line` and `column` count
/// from 1, the column in Unicode scalar values.
#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
    line: Option<usize>,
    column: Option<usize>,
}

/// From `start` to before `end`, in bytes from 0.
#[derive(Serialize)]
struct BytesJson {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct ExtractorJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    model_sha256: Option<Sha256>,
    name: &'a str,
    version: &'a str,
    score: Score,
}

/// A review.
#[derive(Serialize)]
pub(in crate::export) struct ReviewJson<'a> {
    reviewer: &'a ReviewerName,
    status: Status,
    note: Option<&'a Note>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    note_withheld: bool,
    at: Timestamp,
    entry: EntryId,
    /// What it rests on.
    #[serde(skip_serializing_if = "<[EvidenceId]>::is_empty")]
    evidence: &'a [EvidenceId],
    /// The rating of the house that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'a RatingName>,
    /// If the key that signed it was revoked since.
    #[serde(skip_serializing_if = "Later::is_absent")]
    key_revoked: Later<Option<RevocationJson<'a>>>,
}

impl<'a> ClaimJson<'a> {
    pub fn of(listed: &'a ClaimSummary) -> Self {
        let ClaimSummary {
            article,
            claim,
            docket,
            evidence,
            grounds,
            hidden,
            newer_text,
            reviews,
            revoked,
            rulings,
            scope,
            ..
        } = listed;
        let Docket { assigned, tags, taken, .. } = docket;
        Self {
            id: claim.id,
            status: claim.status,
            text: claim.quote.as_deref(),
            claimant: claim.claimant.as_deref(),
            claimant_span: claim.claimant_span.map(|span| BytesJson::of(span.into())),
            article: ArticleOfClaim::of(article, *newer_text),
            span: SpanJson::of(claim),
            raw_span: article.raw_span(claim).map(BytesJson::of),
            quote_sha256: claim.quote_sha256,
            extractor: ExtractorJson::of(&claim.found),
            stale: claim.gone.is_some() || claim.stale,
            conflict: claim.conflict,
            dismissed: claim.dismissed,
            withheld: claim.withheld,
            reviews: reviews.iter().map(|review| ReviewJson::of(review, revoked)).collect(),
            created_at: claim.created_at,
            updated_at: claim.updated_at,
            corrected: claim
                .corrected
                .as_ref()
                .map(|correction| CorrectedJson { claimant: CorrectionJson::of(correction) }),
            waits_for: (!claim.waits.is_nothing()).then(|| claim.waits.to_string()),
            rulings: rulings.iter().map(RulingJson::of).collect(),
            gone: claim.gone.map(|Gone { entry, text_sha256 }| GoneJson { entry, text_sha256 }),
            evidence: evidence.iter().map(EvidenceJson::of).collect(),
            stale_evidence: listed.fallen().into_iter().map(FallenJson::of).collect(),
            assignee: assigned.as_ref().map(|assigned| &assigned.to),
            due: assigned.as_ref().and_then(|assigned| assigned.due),
            taken_by: taken.as_ref().map(|lease| &lease.by),
            taken_until: taken.as_ref().map(|lease| lease.until),
            tags,
            scope: scope.as_ref().map(ScopeJson::of),
            rests_on: grounds.iter().map(GroundJson::of).collect(),
            ratings: listed.ratings(),
            withdrawn: claim.withdrawn,
            hidden: (*hidden > 0).then_some(*hidden),
        }
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn into_first(mut self) -> Self {
        self.article.newer_text = Later::Absent;
        for review in &mut self.reviews {
            review.key_revoked = Later::Absent;
        }
        self
    }
}

impl<'a> RulingJson<'a> {
    fn of(Ruling { at, by, entry, kind, rating, reason }: &'a Ruling) -> Self {
        let (ruling, value) = (kind.as_str(), kind.value());
        let rating = rating.as_ref();
        Self { ruling, value, by, at: *at, entry: *entry, reason, rating }
    }
}

impl<'a> GroundJson<'a> {
    fn of(Ground { at, by, claim, entry, fell, reason }: &'a Ground) -> Self {
        let (fallen, reason) = (fell.map(Fell::as_str), reason.as_ref());
        Self { claim: *claim, by, at: *at, entry: *entry, reason, fallen }
    }
}

impl<'a> ScopeJson<'a> {
    fn of(Scope { at, by, covers, entry }: &'a Scope) -> Self {
        let Coverage { period, place, unit } = covers;
        let [period, place, unit] = [period, place, unit].map(Option::as_ref);
        Self { period, place, unit, by, at: *at, entry: *entry }
    }
}

impl<'a> ArticleOfClaim<'a> {
    fn of(article: &'a Article, newer_text: Option<ArticleId>) -> Self {
        Self {
            id: article.id,
            title: article.title.as_deref(),
            origin: &article.origin,
            sha256: article.revision.raw_sha256,
            text_sha256: article.revision.text_sha256,
            newer_text: Later::Present(newer_text),
        }
    }
}

impl SpanJson {
    fn of(claim: &Claim) -> Self {
        Self {
            start: claim.span.start(),
            end: claim.span.end(),
            line: claim.place.map(|place| place.line),
            column: claim.place.map(|place| place.column),
        }
    }
}

impl BytesJson {
    fn of(RawSpan { start, end }: RawSpan) -> Self {
        Self { start, end }
    }
}

impl<'a> ExtractorJson<'a> {
    fn of(found: &'a Provenance) -> Option<Self> {
        match found {
            Provenance::ByExtractor { extractor, score } => {
                let Extractor { model_sha256, name, version } = extractor;
                Some(Self { model_sha256: *model_sha256, name, version, score: *score })
            }
            Provenance::ByReviewer => None,
        }
    }
}

impl<'a> ReviewJson<'a> {
    pub(in crate::export) fn of(review: &'a Review, revoked: &'a RevokedKeys) -> Self {
        let signer = revoked.signer_of(review.entry, &review.reviewer);
        Self {
            reviewer: &review.reviewer,
            status: review.status,
            note: review.note.as_ref(),
            note_withheld: review.note.as_ref().is_some_and(|note| note.text().is_none()),
            at: review.at,
            entry: review.entry,
            evidence: &review.evidence,
            rating: review.rating.as_ref(),
            key_revoked: Later::Present(signer.map(RevocationJson::of)),
        }
    }
}
