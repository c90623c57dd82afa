//! When a verdict was first given, when it changed last, and what was put right in between.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::domain::{Event, LogEntry, Note, Review, ReviewerName, Status, Timestamp};
use crate::view::ClaimDetail;

/// When somebody first judged the claim, and when what the check says changed last.
pub(super) fn dates(examined: &ClaimDetail) -> Option<(Timestamp, Timestamp)> {
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

/// What was put right: a reviewer judged otherwise than before, a conflict ended with another
/// verdict, or somebody else had said it.
pub(super) fn of(examined: &ClaimDetail) -> Vec<Value> {
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
        corrections.push(json!({
            "@type": "CorrectionComment",
            "datePublished": entry.at,
            "text": text,
        }));
    }
    corrections
}
