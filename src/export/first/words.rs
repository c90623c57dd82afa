//! The sentences of version 0.1.0.

use crate::domain::{Counts, Event, Review, Status};
use crate::view::words::{claims, count, grouped};
use crate::view::{ClaimSummary, Report};

pub(super) const CONFLICT: &str =
    "The verdict that stood before goes on standing until they agree.";

pub(super) const LIMITS: [&str; 4] = [
    "“Unverified” means that nobody has judged the claim, or that it was opened again. It says \
     nothing about whether the claim is true.",
    "Times and names are as the reviewers’ machines stated them.",
    "This report alone does not prove the history that it tells. Its checkpoint fixes every entry \
     up to the last one; the entries themselves, and the proofs that lead from each to the \
     checkpoint, stand in the bundle of this report, or in a proof of one verdict.",
    "Whether this is the latest state, and whether the owner of the ledger wrote it anew, shows \
     only beside a checkpoint that was kept elsewhere.",
];

pub(super) const LIMITS_HEADING: &str = "What this report cannot tell";

/// `2 articles, 17 claims: 12 unverified, 3 disputed, 2 corroborated; 1 dismissed`.
pub(super) fn totals(report: &Report) -> String {
    format!("{}, {}", count(report.articles, "article", "articles"), counts(&report.counts))
}

pub(super) fn counts(counts: &Counts) -> String {
    let parts: Vec<String> = Status::ALL
        .into_iter()
        .filter(|status| counts.of(*status) > 0)
        .map(|status| format!("{} {status}", grouped(counts.of(status))))
        .collect();
    let mut words = claims(counts.claims());
    if !parts.is_empty() {
        words = format!("{words}: {}", parts.join(", "));
    }
    if counts.dismissed > 0 {
        words = format!("{words}; {} dismissed", grouped(counts.dismissed));
    }
    words
}

/// What an entry did.
pub(super) fn summary(event: &Event) -> String {
    if let Event::NoteAdded(added) = event {
        format!("noted on {}", added.claim)
    } else {
        event.summary()
    }
}

/// What follows the verdict: ` by 2 reviewers`.
pub(super) fn verdict_basis(listed: &ClaimSummary) -> String {
    if listed.claim.conflict {
        return ", in conflict: its reviewers disagree".to_owned();
    }
    let reviewers = Review::latest(&listed.reviews).count() as u64;
    let by = count(reviewers, "reviewer", "reviewers");
    let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
    match listed.claim.status {
        Status::Unverified if reviewers == 0 => ": nobody has judged it".to_owned(),
        Status::Unverified if was_judged => format!(": judged before, and opened again by {by}"),
        Status::Unverified => format!(": left open by {by}"),
        Status::Disputed | Status::Corroborated => format!(" by {by}"),
    }
}
