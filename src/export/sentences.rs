//! Sentences that several formats share. Nothing in them is foreign.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::domain::{Article, Claim, Correction, EntryId, Event, Gone, RulingKind, Status};
use crate::view::words;

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

/// Said of where a claim is that is gone: `, of the text … before E57`.
pub(super) fn gone(claim: &Claim) -> String {
    claim.gone.map_or_else(String::new, |Gone { entry, text_sha256 }| {
        let digits: String = text_sha256.to_string().chars().take(12).collect();
        format!(", of the text {digits}, gone since {entry}")
    })
}

/// What a person did to a claim.
pub(super) struct Deed {
    /// The key of its label, for reports in several languages.
    pub(super) label: &'static str,
    /// The status that it gave.
    pub(super) status: Option<Status>,
    /// The same in a few words, in the past tense.
    pub(super) words: &'static str,
}

pub(super) fn deed(event: &Event) -> Deed {
    let (label, status, words) = match event {
        Event::ClaimAdded(_) => ("added", None, "added"),
        Event::ClaimAssigned(_) => ("assigned", None, "assigned"),
        Event::ClaimCorrected(_) => ("corrected", None, "corrected"),
        Event::ClaimDismissed(_) => ("dismissed", None, "dismissed"),
        Event::ClaimLinked(_) => ("linked", None, "let rest on another"),
        Event::ClaimReleased(_) => ("released", None, "given back"),
        Event::ClaimRestored(_) => ("restored", None, "restored"),
        Event::ClaimReviewed(reviewed) => ("reviewed", Some(reviewed.status), "reviewed"),
        Event::ClaimScoped(_) => ("scoped", None, "scoped"),
        Event::ClaimSuggested(suggested) => {
            let words = match suggested.status {
                Status::Unverified => "suggested as unverified",
                Status::Disputed => "suggested as disputed",
                Status::Corroborated => "suggested as corroborated",
            };
            ("suggested", Some(suggested.status), words)
        }
        Event::ClaimTagged(_) => ("tagged", None, "tagged"),
        Event::ClaimTaken(_) => ("taken", None, "taken"),
        Event::ClaimUnlinked(_) => ("unlinked", None, "no longer rests on another"),
        Event::EvidenceAdded(_) => ("evidence-added", None, "evidence added"),
        Event::EvidenceChecked(_) => ("evidence-checked", None, "evidence checked"),
        Event::EvidenceGrouped(_) => ("evidence-grouped", None, "evidence grouped"),
        Event::EvidenceWithdrawn(_) => ("evidence-withdrawn", None, "evidence withdrawn"),
        Event::NoteAdded(_) => ("noted", None, "noted"),
        Event::NoteRetracted(_) => ("retracted", None, "retracted"),
        Event::ReviewWithdrawn(_) => ("withdrawn", None, "withdrawn"),
        Event::VerdictResolved(resolved) => {
            let words = words::ruled(RulingKind::Resolved(resolved.status));
            ("resolved", Some(resolved.status), words)
        }
        Event::WaiverGiven(given) => ("waived", None, words::ruled(RulingKind::Waived(given.rule))),
        Event::ArticleAppeared(_)
        | Event::ArticleCorrected(_)
        | Event::ArticleImported(_)
        | Event::ArticleReread(_)
        | Event::ArticleRestored(_)
        | Event::ArticleWithdrawn(_)
        | Event::ClaimsExtracted(_)
        | Event::ContentWithheld(_)
        | Event::KeyRotated(_)
        | Event::LedgerCreated(_)
        | Event::LedgerSucceeded(_)
        | Event::PolicySet(_)
        | Event::ReviewerAdded(_)
        | Event::ReviewerInvited(_)
        | Event::ReviewerRenamed(_)
        | Event::ReviewerRetired(_)
        | Event::ReviewerRevoked(_)
        | Event::RoleGiven(_)
        | Event::ScaleSet(_)
        | Event::Unknown(_) => ("other", None, "recorded"),
    };
    Deed { label, status, words }
}

/// Ids, with consecutive ones as ranges: `C1–C4, C9`.
pub(super) struct Ranges<'a, I, L> {
    pub(super) ids: &'a [I],
    /// How one id is shown.
    pub(super) link: L,
}

impl<I: Copy + Into<u64>, T: Display, L: Fn(I) -> T> Display for Ranges<'_, I, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs =
            self.ids.chunk_by(|one, next| (*one).into().checked_add(1) == Some((*next).into()));
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
    use super::*;
    use crate::domain::ClaimId;

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
}
