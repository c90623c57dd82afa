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

/// What a person did to a claim, in one word.
pub(super) fn past_tense(event: &Event) -> &'static str {
    match event {
        Event::ClaimAdded(_) => "added",
        Event::ClaimAssigned(_) => "assigned",
        Event::ClaimCorrected(_) => "corrected",
        Event::ClaimDismissed(_) => "dismissed",
        Event::ClaimLinked(_) => "let rest on another",
        Event::ClaimReleased(_) => "given back",
        Event::ClaimRestored(_) => "restored",
        Event::ClaimReviewed(_) => "reviewed",
        Event::ClaimScoped(_) => "scoped",
        Event::ClaimSuggested(suggested) => match suggested.status {
            Status::Unverified => "suggested as unverified",
            Status::Disputed => "suggested as disputed",
            Status::Corroborated => "suggested as corroborated",
        },
        Event::ClaimTagged(_) => "tagged",
        Event::ClaimTaken(_) => "taken",
        Event::ClaimUnlinked(_) => "no longer rests on another",
        Event::EvidenceAdded(_) => "evidence added",
        Event::EvidenceChecked(_) => "evidence checked",
        Event::EvidenceGrouped(_) => "evidence grouped",
        Event::EvidenceWithdrawn(_) => "evidence withdrawn",
        Event::NoteAdded(_) => "noted",
        Event::NoteRetracted(_) => "retracted",
        Event::ReviewWithdrawn(_) => "withdrawn",
        Event::VerdictResolved(resolved) => words::ruled(RulingKind::Resolved(resolved.status)),
        Event::WaiverGiven(given) => words::ruled(RulingKind::Waived(given.rule)),
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
        | Event::Unknown(_) => "recorded",
    }
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
