//! What every page says in the same words. Nothing in them is foreign.

use std::fmt::{self, Display};

use crate::domain::{ClaimId, Event, Review, Status};
use crate::view::{ClaimSummary, Report, words};

/// What a report says of itself. It is not for the reader to guess.
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

/// `2 articles, 17 claims: 12 unverified, 3 disputed, 2 corroborated; 1 dismissed`.
pub(super) fn totals(report: &Report) -> String {
    let articles = words::count(report.articles, "article", "articles");
    format!("{articles}, {}", words::counts(&report.counts))
}

/// What is to be said of a conflict.
pub(super) const CONFLICT: &str =
    "The verdict that stood before goes on standing until they agree.";

/// What follows the verdict: ` by 2 reviewers`.
pub(super) fn verdict_basis(listed: &ClaimSummary) -> String {
    if listed.claim.conflict {
        return ", in conflict: its reviewers disagree".to_owned();
    }
    let reviewers = Review::latest(&listed.reviews).count() as u64;
    let by = words::count(reviewers, "reviewer", "reviewers");
    let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
    match listed.claim.status {
        Status::Unverified if reviewers == 0 => ": nobody has judged it".to_owned(),
        Status::Unverified if was_judged => format!(": judged before, and opened again by {by}"),
        Status::Unverified => format!(": left open by {by}"),
        Status::Disputed | Status::Corroborated => format!(" by {by}"),
    }
}

/// What a person did to a claim, in one word.
pub(super) fn past_tense(event: &Event) -> &'static str {
    match event {
        Event::ClaimAdded(_) => "added",
        Event::ClaimDismissed(_) => "dismissed",
        Event::ClaimRestored(_) => "restored",
        Event::ClaimReviewed(_) => "reviewed",
        Event::NoteAdded(_) => "noted",
        Event::ArticleImported(_)
        | Event::ClaimsExtracted(_)
        | Event::LedgerCreated(_)
        | Event::ReviewerAdded(_)
        | Event::ReviewerRevoked(_)
        | Event::Unknown(_) => "recorded",
    }
}

/// Ids, those that follow one another by the first and the last: `C1–C4, C9`.
pub(super) struct Ranges<'a, L> {
    pub(super) ids: &'a [ClaimId],
    /// How one id is shown.
    pub(super) link: L,
}

impl<T: Display, L: Fn(ClaimId) -> T> Display for Ranges<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.ids.chunk_by(|one, next| one.0.checked_add(1) == Some(next.0));
        for (index, run) in runs.enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match *run {
                [] => {}
                [only] => write!(f, "{}", (self.link)(only))?,
                [first, .., last] => write!(f, "{}–{}", (self.link)(first), (self.link)(last))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::view::ClaimDetail;

    #[track_caller]
    fn check(ids: &[u64], expected: &str) {
        let ids: Vec<ClaimId> = ids.iter().copied().map(ClaimId).collect();
        assert_eq!(Ranges { ids: &ids, link: |id| id }.to_string(), expected);
    }

    #[test]
    fn ids_that_follow_one_another_are_told_by_the_first_and_the_last() {
        check(&[], "");
        check(&[7], "C7");
        check(&[1, 2, 3, 4, 9, 11, 12], "C1–C4, C9, C11–C12");
        check(&[u64::MAX, 0, 1], "C18446744073709551615, C0–C1");
    }

    #[test]
    fn the_ground_of_each_verdict_is_told() {
        let told: Vec<String> = samples::sections()
            .iter()
            .flat_map(|section| &section.claims)
            .map(|ClaimDetail { listed, .. }| {
                format!("{} {}{}", listed.claim.id, listed.claim.status, verdict_basis(listed))
            })
            .collect();
        assert_eq!(
            told,
            [
                "C1 corroborated by 2 reviewers",
                "C2 disputed, in conflict: its reviewers disagree",
                "C3 unverified: nobody has judged it",
                "C6 unverified: judged before, and opened again by 1 reviewer",
                "C4 unverified: nobody has judged it",
                "C5 disputed by 1 reviewer",
            ]
        );
    }
}
