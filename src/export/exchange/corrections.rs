//! When a verdict was first given, when it changed last, and what was put right in between.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::domain::{Event, LogEntry, Note, Review, ReviewerName, Ruling, Status, Timestamp};
use crate::view::{ClaimDetail, ClaimSummary};

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

/// What was put right: a reviewer judged otherwise than before, a conflict ended with another
/// verdict, or somebody else had said it.
pub(in crate::export) fn all(examined: &ClaimDetail) -> Vec<(Timestamp, String)> {
    let mut judged: HashMap<&ReviewerName, Status> = HashMap::new();
    let mut corrections = Vec::new();
    for act in examined.acts.iter().filter(|act| act.has_effect) {
        let entry = &act.entry;
        let said = if let Event::ClaimReviewed(review) = &entry.event {
            // A reopened claim keeps what was said of it, until it is judged again.
            if review.status == Status::Unverified {
                continue;
            }
            let before = judged.insert(&entry.actor, review.status);
            let before = before.filter(|before| *before != review.status);
            before.map(|before| format!("Changed from {before} to {}", review.status))
        } else if matches!(entry.event, Event::ClaimCorrected(_)) {
            Some("Corrected who said it".to_owned())
        } else if let Event::VerdictResolved(resolved) = &entry.event {
            Some(format!("Reviewers disagreed; decided to be {}", resolved.status))
        } else {
            None
        };
        let Some(said) = said else { continue };
        let reason = entry.event.remark().filter(|_| !examined.is_taken_back(act));
        let reason = reason.and_then(Note::text);
        let text = reason.map_or_else(|| format!("{said}."), |why| format!("{said}: {why}"));
        corrections.push((entry.at, text));
    }
    corrections
}
