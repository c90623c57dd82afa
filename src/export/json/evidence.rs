use serde::Serialize;

use crate::domain::{
    Capture, Check, CheckResult, ClaimId, Day, EntryId, Evidence, EvidenceId, EvidenceKind, Fallen,
    Grouping, Locator, Note, ReviewerName, SourceName, Stance, Timestamp, Withdrawal, Words,
};
use crate::view::ShownEvidence;

/// A piece of evidence.
#[derive(Serialize)]
pub struct EvidenceJson<'a> {
    id: EvidenceId,
    stance: Stance,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<EvidenceKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'a Locator>,
    /// Where somebody looked, and for what; null if it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    searched: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a SourceName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin_set: Option<ActJson<'a>>,
    /// Null if it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote_confirmed: Option<bool>,
    /// Where the quote is in the captured text, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<SpanJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture: Option<&'a Capture>,
    /// The entry that withheld what was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<EntryId>,
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
    claims: Vec<ClaimId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawnJson<'a>>,
}

/// A quote, unless it is withheld.
#[derive(Serialize)]
struct QuoteJson<'a>(Option<&'a str>);

#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct ActJson<'a> {
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    result: CheckResult,
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture: Option<&'a Capture>,
}

#[derive(Serialize)]
struct WithdrawnJson<'a> {
    by: &'a ReviewerName,
    at: Timestamp,
    entry: EntryId,
    reason: &'a Note,
}

/// Evidence that a verdict rested on, and that has fallen.
#[derive(Serialize)]
pub(super) struct FallenJson {
    pub(super) evidence: EvidenceId,
    why: &'static str,
}

impl FallenJson {
    pub(super) fn of((evidence, why): (EvidenceId, Fallen)) -> Self {
        Self { evidence, why: why.as_str() }
    }
}

impl<'a> EvidenceJson<'a> {
    pub fn of(shown: &'a ShownEvidence) -> Self {
        let Evidence { added, at, by, checks, entry, grouped, withdrawn } = &shown.evidence;
        let unconfirmed = added.quote.as_ref().map(|quote| QuoteJson(quote.note().text()));
        let confirmed = added.quote_at.map(|_| QuoteJson(shown.quote.as_deref()));
        let is_quoted = added.quote_at.is_some() || added.quote.is_some();
        Self {
            id: added.evidence,
            stance: added.stance,
            kind: added.kind,
            locator: added.locator.as_ref(),
            searched: added.searched.as_ref().map(Words::note),
            published: added.published.as_ref(),
            origin: shown.evidence.origin(),
            origin_set: grouped.last().map(|Grouping { at, by, entry, .. }| ActJson {
                by,
                at: *at,
                entry: *entry,
            }),
            quote: confirmed.or(unconfirmed),
            quote_confirmed: is_quoted.then_some(added.quote_at.is_some()),
            span: added.quote_at.map(|at| SpanJson { start: at.span.start, end: at.span.end }),
            note: added.note.as_ref().map(Words::note),
            capture: added.capture.as_ref(),
            withheld: shown.withheld,
            by,
            at: *at,
            entry: *entry,
            claims: added.claims.iter().map(|of| of.claim).collect(),
            checks: checks.iter().map(CheckJson::of).collect(),
            withdrawn: withdrawn.as_ref().map(|Withdrawal { at, by, entry, reason }| {
                WithdrawnJson { by, at: *at, entry: *entry, reason }
            }),
        }
    }
}

impl<'a> CheckJson<'a> {
    fn of(Check { at, by, capture, entry, result }: &'a Check) -> Self {
        Self { result: *result, by, at: *at, entry: *entry, capture: capture.as_ref() }
    }
}
