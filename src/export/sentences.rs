//! Sentences that all pages share. Nothing in them is foreign.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::domain::{Article, ClaimId, Correction, EntryId, Event, Review, Status};
use crate::view::{ClaimSummary, Report, words};

/// The sentences of a page that differ between versions.
pub struct Wording {
    /// Said of a conflict.
    pub(super) conflict: &'static str,
    /// The caption of a claim's history: the words before and after its id.
    pub(super) history: (&'static str, &'static str),
    /// What the reader should know about the report.
    pub(super) limits: [&'static str; 4],
    pub(super) limits_heading: &'static str,
    /// What an entry that only adds a note did, without the claim.
    pub(super) noted: &'static str,
    /// Said of an unverified claim that nobody has reviewed.
    pub(super) not_reviewed: &'static str,
    pub(super) reopened: &'static str,
}

impl Wording {
    pub const CURRENT: Self = Self {
        conflict: "Until they agree, the earlier verdict stands.",
        history: ("History of ", ""),
        limits: [
            "“Unverified” means that nobody has reviewed the claim, or that it was reopened. It does \
             not say whether the claim is true.",
            "Times and names are as the reviewers’ machines reported them.",
            "This report alone does not prove its history. Its checkpoint fixes every entry up to \
             the last one. The entries, and the proofs that they are in the log, are in the bundle \
             of this report, or in the proof of a single verdict.",
            "To rule out an older copy, or a rewrite by the ledger’s owner, compare with a \
             checkpoint kept elsewhere.",
        ],
        limits_heading: "Limits of this report",
        noted: "added a note to",
        not_reviewed: "not reviewed yet",
        reopened: "reviewed before, and reopened",
    };

    /// The wording of version 0.1.0. Its bundles are not signed, so their pages are compared byte
    /// by byte.
    pub const FIRST: Self = Self {
        conflict: "The verdict that stood before goes on standing until they agree.",
        history: ("What was done to ", ", in order"),
        limits: [
            "“Unverified” means that nobody has judged the claim, or that it was opened again. It \
             says nothing about whether the claim is true.",
            "Times and names are as the reviewers’ machines stated them.",
            "This report alone does not prove the history that it tells. Its checkpoint fixes every \
             entry up to the last one; the entries themselves, and the proofs that lead from each \
             to the checkpoint, stand in the bundle of this report, or in a proof of one verdict.",
            "Whether this is the latest state, and whether the owner of the ledger wrote it anew, \
             shows only beside a checkpoint that was kept elsewhere.",
        ],
        limits_heading: "What this report cannot tell",
        noted: "noted on",
        not_reviewed: "nobody has judged it",
        reopened: "judged before, and opened again",
    };

    /// What an entry did.
    pub(super) fn summary(&self, event: &Event) -> String {
        if let Event::NoteAdded(added) = event {
            format!("{} {}", self.noted, added.claim)
        } else {
            event.summary()
        }
    }

    /// What follows the verdict: ` by 2 reviewers`.
    pub(super) fn verdict_basis(&self, listed: &ClaimSummary) -> String {
        if listed.claim.conflict {
            return ", in conflict: its reviewers disagree".to_owned();
        }
        let reviewers = Review::latest(&listed.reviews).count() as u64;
        let by = words::count(reviewers, "reviewer", "reviewers");
        let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
        match listed.claim.status {
            Status::Unverified if reviewers == 0 => format!(": {}", self.not_reviewed),
            Status::Unverified if was_judged => format!(": {} by {by}", self.reopened),
            Status::Unverified => format!(": left open by {by}"),
            Status::Disputed | Status::Corroborated => format!(" by {by}"),
        }
    }
}

/// `2 articles, 17 claims: 12 unverified, 3 disputed, 2 corroborated; 1 dismissed`.
pub(super) fn totals(report: &Report) -> String {
    let articles = words::count(report.articles, "article", "articles");
    format!("{articles}, {}", words::counts(&report.counts))
}

/// Said in place of the words of a review or a note that does not stand.
pub(super) const TAKEN_BACK: &str = "taken back since; its words are in the log";

/// Said of a claim whose claimant was corrected.
pub(super) fn said_by_corrected(Correction { at, by, entry }: &Correction) -> String {
    format!("Who said it was corrected by {by}, {at}, {entry}")
}

/// Said of an article with corrected facts: `origin, title, by ana, 2026-11-23T08:00:00Z, E57`.
pub(super) fn corrections(article: &Article) -> Vec<String> {
    let mut by_entry: BTreeMap<EntryId, (&Correction, Vec<&str>)> = BTreeMap::new();
    for (fact, correction) in &article.corrected {
        let (_, facts) = by_entry.entry(correction.entry).or_insert((correction, Vec::new()));
        facts.push(fact.as_str());
    }
    let of = |(Correction { at, by, entry }, facts): &(&Correction, Vec<&str>)| {
        format!("{}, by {by}, {at}, {entry}", facts.join(", "))
    };
    by_entry.values().map(of).collect()
}

/// What a person did to a claim, in one word.
pub(super) fn past_tense(event: &Event) -> &'static str {
    match event {
        Event::ClaimAdded(_) => "added",
        Event::ClaimCorrected(_) => "corrected",
        Event::ClaimDismissed(_) => "dismissed",
        Event::ClaimRestored(_) => "restored",
        Event::ClaimReviewed(_) => "reviewed",
        Event::NoteAdded(_) => "noted",
        Event::NoteRetracted(_) => "retracted",
        Event::ReviewWithdrawn(_) => "withdrawn",
        Event::ArticleCorrected(_)
        | Event::ArticleImported(_)
        | Event::ArticleRestored(_)
        | Event::ArticleWithdrawn(_)
        | Event::ClaimsExtracted(_)
        | Event::LedgerCreated(_)
        | Event::ReviewerAdded(_)
        | Event::ReviewerRevoked(_)
        | Event::Unknown(_) => "recorded",
    }
}

/// Ids, with consecutive ones as ranges: `C1–C4, C9`.
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
    fn consecutive_ids_are_shown_as_ranges() {
        check(&[], "");
        check(&[7], "C7");
        check(&[1, 2, 3, 4, 9, 11, 12], "C1–C4, C9, C11–C12");
        check(&[u64::MAX, 0, 1], "C18446744073709551615, C0–C1");
    }

    #[test]
    fn each_verdict_says_what_it_rests_on() {
        let basis = |listed: &ClaimSummary| Wording::CURRENT.verdict_basis(listed);
        let shown: Vec<String> = samples::sections()
            .iter()
            .flat_map(|section| &section.claims)
            .map(|ClaimDetail { listed, .. }| {
                format!("{} {}{}", listed.claim.id, listed.claim.status, basis(listed))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "C1 corroborated by 2 reviewers",
                "C2 disputed, in conflict: its reviewers disagree",
                "C3 unverified: not reviewed yet",
                "C6 unverified: reviewed before, and reopened by 1 reviewer",
                "C4 unverified: not reviewed yet",
                "C5 disputed by 1 reviewer",
            ]
        );
    }
}
