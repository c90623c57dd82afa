//! When a verdict was first given, when it changed last, and what was put right in between.

use serde_json::{Value, json};

use crate::domain::{Event, LogEntry, Note, Review, Ruling, Status, Timestamp};
use crate::view::{ClaimCorrection, ClaimDetail, ClaimSummary, Corrected};

/// When somebody first judged the claim, and when what the check says changed last.
pub(in crate::export) fn dates(examined: &ClaimDetail) -> Option<(Timestamp, Timestamp)> {
    let counts = || examined.acts.iter().filter(|act| act.has_effect);
    let is_verdict = |act: &&LogEntry| {
        Review::recorded(act).is_some_and(|review| review.status != Status::Unverified)
    };
    let first = counts().find(is_verdict)?.entry.at;
    let last = counts().filter(|act| changes(&act.entry.event)).map(|act| act.entry.at).max();
    Some((first, last.unwrap_or(first).max(first)))
}

/// Whether the event may change what a check says.
fn changes(event: &Event) -> bool {
    matches!(
        event,
        Event::ClaimCorrected(_)
            | Event::ClaimReviewed(_)
            | Event::EvidenceAdded(_)
            | Event::EvidenceWithdrawn(_)
            | Event::ReviewWithdrawn(_)
            | Event::VerdictResolved(_)
            | Event::WaiverGiven(_)
    )
}

/// What was put right, as schema.org says it.
pub(super) fn of(examined: &ClaimDetail) -> Vec<Value> {
    let comment = |(at, text): (Timestamp, String)| json!({"@type": "CorrectionComment", "datePublished": at, "text": text});
    all(examined).into_iter().map(comment).collect()
}

/// The words that the verdict rests on: of the reviewer who agrees with it last, or of the editor
/// who ended a conflict since.
pub(in crate::export) fn ground(examined: &ClaimDetail) -> Option<&str> {
    let ClaimSummary { claim, reviews, rulings, .. } = &examined.listed;
    let review = Review::latest(reviews).filter(|review| review.status == claim.status).last();
    let resolution = rulings.iter().rfind(|ruling| ruling.is_resolution());
    let resolution = resolution.filter(|ruling| ruling.kind.value() == claim.status.as_str());
    let since = review.map(|review| review.entry);
    match resolution.filter(|ruling| since.is_none_or(|entry| entry < ruling.entry)) {
        Some(Ruling { reason, .. }) => reason.text(),
        None => review.and_then(|review| review.note.as_ref()).and_then(Note::text),
    }
}

/// What was put right, in a sentence each.
pub(in crate::export) fn all(examined: &ClaimDetail) -> Vec<(Timestamp, String)> {
    let sentence = |correction: ClaimCorrection<'_>| {
        let said = said(correction.what);
        let why = correction.reason.and_then(Note::text);
        let text = why.map_or_else(|| format!("{said}."), |why| format!("{said}: {why}"));
        (correction.act.entry.at, text)
    };
    examined.corrections().into_iter().map(sentence).collect()
}

fn said(what: Corrected) -> String {
    match what {
        Corrected::Claimant => "Corrected who said it".to_owned(),
        Corrected::Dismissed => "Dismissed as not checkable".to_owned(),
        Corrected::Evidence(evidence) => format!("Withdrew evidence {evidence}"),
        Corrected::Note => "Retracted a note".to_owned(),
        Corrected::Resolved(status) => format!("Reviewers disagreed; decided to be {status}"),
        Corrected::Restored => "Restored".to_owned(),
        Corrected::Review => "Withdrew a review".to_owned(),
        Corrected::Verdict { from, to: Status::Unverified } => format!("Reopened, was {from}"),
        Corrected::Verdict { from, to } => format!("Changed from {from} to {to}"),
    }
}
