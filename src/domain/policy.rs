//! The rules of judgement: what a person may do to a claim, and what verdict follows.

use std::collections::HashSet;

use super::{
    Claim, ClaimId, ClaimReviewed, ClaimSettled, Event, LogEntry, Note, NoteAdded, Review,
    ReviewerName, Status,
};

/// What a reviewer has to say of a claim.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// The verdict that the reviewer believes to stand; anything else means that somebody was
    /// quicker.
    pub expected: Option<Status>,
    pub note: Option<Note>,
    pub status: Status,
}

/// Why a person may not do that. Nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("`{0}` is already dismissed")]
    AlreadyDismissed(ClaimId),
    #[error("`{claim}` is already {status} by {reviewer}")]
    AlreadyMarked { claim: ClaimId, reviewer: ReviewerName, status: Status },
    #[error("`{0}` is already unverified")]
    AlreadyUnverified(ClaimId),
    #[error("`{0}` is dismissed as not a claim")]
    Dismissed(ClaimId),
    #[error("`{claim}` needs a note to be marked {status}")]
    NoteRequired { claim: ClaimId, status: Status },
    #[error("`{0}` is not dismissed")]
    NotDismissed(ClaimId),
    #[error("`{claim}` is {found}{}, not {expected} as you expected", if *.conflict { ", in conflict" } else { "" })]
    Overtaken { claim: ClaimId, conflict: bool, expected: Status, found: Status },
}

/// What the reviews of a claim amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether its reviewers disagree.
    pub conflict: bool,
    /// The status that stands.
    pub verdict: Status,
}

impl Verdict {
    /// Of each reviewer the latest review counts. Where all agree, that is the verdict; where they
    /// disagree, the verdict that stood goes on standing, in conflict. No reviews: unverified.
    pub fn of(reviews: &[Review], standing: Status) -> Self {
        let mut latest = Review::latest(reviews).map(|review| review.status);
        let Some(first) = latest.next() else {
            return Self { conflict: false, verdict: Status::Unverified };
        };
        let conflict = latest.any(|other| other != first);
        Self { conflict, verdict: if conflict { standing } else { first } }
    }
}

/// What all that was done to a claim amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub conflict: bool,
    pub dismissed: bool,
    /// All reviews, in the order in which they were given.
    pub reviews: Vec<Review>,
    pub status: Status,
}

impl Standing {
    /// How a claim stands after these acts on it, which are all that there were, in order.
    pub fn after(acts: &[LogEntry]) -> Self {
        let unjudged = Verdict { conflict: false, verdict: Status::Unverified };
        let (mut judgement, mut dismissed) = (unjudged, false);
        let (mut latest, mut reviews): (Vec<Review>, Vec<Review>) = Default::default();
        for LogEntry { entry, position, .. } in acts {
            match &entry.event {
                Event::ClaimDismissed(_) => dismissed = true,
                Event::ClaimRestored(_) => dismissed = false,
                Event::ClaimReviewed(reviewed) => {
                    let review = Review {
                        at: entry.at,
                        entry: *position,
                        note: reviewed.note.clone(),
                        reviewer: entry.actor.clone(),
                        status: reviewed.status,
                    };
                    latest.retain(|earlier| earlier.reviewer != review.reviewer);
                    latest.push(review.clone());
                    reviews.push(review);
                    judgement = Verdict::of(&latest, judgement.verdict);
                }
                Event::ArticleImported(_)
                | Event::ClaimAdded(_)
                | Event::ClaimsExtracted(_)
                | Event::LedgerCreated(_)
                | Event::NoteAdded(_)
                | Event::ReviewerAdded(_)
                | Event::ReviewerRevoked(_)
                | Event::Unknown(_) => {}
            }
        }
        let Verdict { conflict, verdict } = judgement;
        Self { conflict, dismissed, reviews, status: verdict }
    }
}

impl Review {
    /// Of each reviewer the latest review, in the order in which they were given.
    pub fn latest(reviews: &[Self]) -> impl Iterator<Item = &Self> {
        let mut reviewers = HashSet::new();
        let mut latest: Vec<&Self> =
            reviews.iter().rev().filter(|review| reviewers.insert(&review.reviewer)).collect();
        latest.reverse();
        latest.into_iter()
    }
}

impl Claim {
    /// Judge it. `reviews` are all that it has had.
    pub fn review(
        &self,
        reviews: &[Review],
        by: &ReviewerName,
        opinion: &NewReview,
    ) -> Result<Event, Refusal> {
        let NewReview { expected, note, status } = opinion;
        let (claim, status) = (self.id, *status);
        if let Some(expected) = *expected
            && (expected != self.status || self.conflict)
        {
            let (conflict, found) = (self.conflict, self.status);
            return Err(Refusal::Overtaken { claim, conflict, expected, found });
        }
        if self.dismissed {
            return Err(Refusal::Dismissed(claim));
        }
        let own = Review::latest(reviews).find(|review| review.reviewer == *by);
        if note.is_none() {
            match own {
                Some(own) if own.status == status => {
                    return Err(Refusal::AlreadyMarked { claim, reviewer: by.clone(), status });
                }
                None if reviews.is_empty() && status == Status::Unverified => {
                    return Err(Refusal::AlreadyUnverified(claim));
                }
                Some(_) | None => {}
            }
            let changes = !reviews.is_empty() && status != self.status
                || own.is_some_and(|own| own.status != status);
            if status == Status::Disputed || changes {
                return Err(Refusal::NoteRequired { claim, status });
            }
        }
        let quote_sha256 = self.quote_sha256;
        Ok(Event::ClaimReviewed(ClaimReviewed { claim, note: note.clone(), quote_sha256, status }))
    }

    /// Say that it is not a claim.
    pub fn dismiss(&self, reason: Note) -> Result<Event, Refusal> {
        if self.dismissed {
            return Err(Refusal::AlreadyDismissed(self.id));
        }
        Ok(Event::ClaimDismissed(self.settled(reason)))
    }

    /// Say that it is one after all.
    pub fn restore(&self, reason: Note) -> Result<Event, Refusal> {
        if !self.dismissed {
            return Err(Refusal::NotDismissed(self.id));
        }
        Ok(Event::ClaimRestored(self.settled(reason)))
    }

    /// Remark on it. Remarks are always welcome.
    pub fn note(&self, note: Note) -> Event {
        Event::NoteAdded(NoteAdded { claim: self.id, note, quote_sha256: self.quote_sha256 })
    }

    fn settled(&self, reason: Note) -> ClaimSettled {
        ClaimSettled { claim: self.id, quote_sha256: self.quote_sha256, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArticleId, EntryId, Provenance, Sha256, Text};
    use Status::{Corroborated, Disputed, Unverified};

    /// A claim that has had these reviews, one after the other.
    fn claim(reviews: &[(&str, Status)]) -> (Claim, Vec<Review>) {
        let at = "2026-11-23".parse().unwrap();
        let text = Text::from("The bridge opened in 1932.");
        let span = text.span(0..26).unwrap();
        let mut claim = Claim {
            article: ArticleId(1),
            claimant: None,
            claimant_span: None,
            conflict: false,
            created_at: at,
            dismissed: false,
            entry: EntryId(2),
            found: Provenance::ByReviewer,
            id: ClaimId(12),
            place: text.place(span),
            quote: text.quote(span).to_owned(),
            quote_sha256: Sha256::of(text.quote(span)),
            raw_span: None,
            span,
            status: Unverified,
            updated_at: at,
        };
        let mut given = Vec::new();
        for (position, &(reviewer, status)) in (3..).zip(reviews) {
            let reviewer = reviewer.parse().unwrap();
            given.push(Review { at, entry: EntryId(position), note: None, reviewer, status });
            let judgement = Verdict::of(&given, claim.status);
            (claim.status, claim.conflict) = (judgement.verdict, judgement.conflict);
        }
        (claim, given)
    }

    #[track_caller]
    fn verdict(reviews: &[(&str, Status)], expected: Status, conflict: bool) {
        let (claim, _) = claim(reviews);
        assert_eq!((claim.status, claim.conflict), (expected, conflict));
    }

    #[track_caller]
    fn mark(reviews: &[(&str, Status)], by: &str, status: Status, note: &str, expected: &str) {
        let (claim, reviews) = claim(reviews);
        let opinion = NewReview { expected: None, note: note.parse().ok(), status };
        let answer = match claim.review(&reviews, &by.parse().unwrap(), &opinion) {
            Ok(event) => event.kind().to_owned(),
            Err(refusal) => refusal.to_string(),
        };
        assert_eq!(answer, expected);
    }

    #[test]
    fn the_latest_review_of_each_reviewer_counts() {
        verdict(&[], Unverified, false);
        verdict(&[("ana", Corroborated)], Corroborated, false);
        verdict(&[("ana", Corroborated), ("ana", Disputed)], Disputed, false);
        verdict(&[("ana", Corroborated), ("ana", Unverified)], Unverified, false);
    }

    #[test]
    fn reviewers_who_disagree_leave_the_verdict_standing_in_conflict() {
        verdict(&[("ana", Corroborated), ("ben", Disputed)], Corroborated, true);
        verdict(&[("ana", Corroborated), ("ben", Unverified)], Corroborated, true);
        verdict(&[("ana", Corroborated), ("ben", Disputed), ("ana", Disputed)], Disputed, false);
    }

    #[test]
    fn a_note_is_required_for_a_dispute_and_for_every_change() {
        let needed = |status| format!("`C12` needs a note to be marked {status}");
        mark(&[], "ana", Corroborated, "", "claim.reviewed");
        mark(&[], "ana", Disputed, "", &needed(Disputed));
        mark(&[], "ana", Disputed, "seen", "claim.reviewed");
        mark(&[("ana", Disputed)], "ana", Corroborated, "", &needed(Corroborated));
        mark(&[("ana", Disputed)], "ben", Corroborated, "", &needed(Corroborated));
        mark(&[("ana", Corroborated)], "ben", Corroborated, "", "claim.reviewed");
        mark(&[("ana", Corroborated)], "ana", Unverified, "", &needed(Unverified));
        mark(&[("ana", Corroborated)], "ana", Unverified, "reopened", "claim.reviewed");
        let conflict = [("ana", Corroborated), ("ben", Disputed)];
        mark(&conflict, "ben", Corroborated, "", &needed(Corroborated));
    }

    #[test]
    fn what_says_nothing_new_is_refused() {
        mark(&[], "ana", Unverified, "", "`C12` is already unverified");
        mark(&[], "ana", Unverified, "searched, found nothing", "claim.reviewed");
        mark(
            &[("ana", Corroborated)],
            "ana",
            Corroborated,
            "",
            "`C12` is already corroborated by ana",
        );
        mark(&[("ana", Corroborated)], "ana", Corroborated, "a second source", "claim.reviewed");
    }

    #[test]
    fn who_was_overtaken_is_told() {
        let refusal = |reviews: &[(&str, Status)], expected| {
            let (claim, reviews) = claim(reviews);
            let opinion = NewReview { expected: Some(expected), note: None, status: Corroborated };
            claim.review(&reviews, &"cat".parse().unwrap(), &opinion).unwrap_err().to_string()
        };
        assert_eq!(
            refusal(&[("ana", Corroborated)], Unverified),
            "`C12` is corroborated, not unverified as you expected"
        );
        assert_eq!(
            refusal(&[("ana", Corroborated), ("ben", Disputed)], Corroborated),
            "`C12` is corroborated, in conflict, not corroborated as you expected"
        );
    }

    #[test]
    fn what_is_dismissed_is_not_judged_until_it_is_restored() {
        let (mut claim, _) = claim(&[]);
        let reason: Note = "a joke".parse().unwrap();
        assert_eq!(claim.restore(reason.clone()), Err(Refusal::NotDismissed(ClaimId(12))));
        assert!(claim.dismiss(reason.clone()).is_ok());
        claim.dismissed = true;
        assert_eq!(claim.dismiss(reason.clone()), Err(Refusal::AlreadyDismissed(ClaimId(12))));
        let opinion = NewReview { expected: None, note: None, status: Corroborated };
        let refusal = claim.review(&[], &"ana".parse().unwrap(), &opinion);
        assert_eq!(refusal, Err(Refusal::Dismissed(ClaimId(12))));
        assert!(claim.restore(reason).is_ok());
    }
}
