//! What the rules of judgement need to know of a claim, and the only place where they are applied.
//! The writer asks [`Case::decide`] before it signs, and the replay and `verify` fold the log with
//! [`Case::apply`].

use std::collections::BTreeMap;

use super::{
    Claim, ClaimId, ClaimReviewed, ClaimSettled, Entry, Event, Note, NoteAdded, Policy, Review,
    ReviewerName, Sha256, Status, Verdict,
};

/// What a person does to a claim.
#[derive(Clone, Debug)]
pub enum Act {
    /// Dismiss it as not a claim, with the reason.
    Dismiss(Note),
    /// Add a note to it.
    Note(Note),
    /// Restore it as a claim, with the reason.
    Restore(Note),
    /// Give a verdict on it.
    Review(NewReview),
}

/// A reviewer's verdict on a claim.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// The verdict that the reviewer expects to be in force. If another one is, someone else was
    /// first.
    pub expected: Option<Status>,
    pub note: Option<Note>,
    pub status: Status,
}

/// The rule that refuses an act. The act has no effect.
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
    #[error("it is not about the words of `{0}`")]
    OtherWords(ClaimId),
    #[error("`{claim}` is {found}{}, not {expected} as you expected", if *.conflict { ", in conflict" } else { "" })]
    Overtaken { claim: ClaimId, conflict: bool, expected: Status, found: Status },
}

/// A claim, its history so far, and the policy in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    claim: ClaimId,
    dismissed: bool,
    judgement: Verdict,
    /// The review of each reviewer that counts: the latest.
    latest: BTreeMap<ReviewerName, Status>,
    policy: Policy,
    quote_sha256: Sha256,
}

impl Case {
    /// A claim that was just recorded.
    pub fn new(claim: ClaimId, quote_sha256: Sha256, policy: Policy) -> Self {
        Self {
            claim,
            dismissed: false,
            judgement: Verdict::NONE,
            latest: BTreeMap::new(),
            policy,
            quote_sha256,
        }
    }

    /// The claim after all of these reviews, which are in the order of the log.
    pub fn of(claim: &Claim, reviews: &[Review], policy: Policy) -> Self {
        let reviews = reviews.iter().map(|review| (review.reviewer.clone(), review.status));
        Self {
            claim: claim.id,
            dismissed: claim.dismissed,
            judgement: Verdict { conflict: claim.conflict, verdict: claim.status },
            // The later of two by one reviewer replaces the earlier.
            latest: reviews.collect(),
            policy,
            quote_sha256: claim.quote_sha256,
        }
    }

    /// Whether the claim is dismissed.
    pub fn is_dismissed(&self) -> bool {
        self.dismissed
    }

    /// The verdict that follows from its reviews.
    pub fn judgement(&self) -> Verdict {
        self.judgement
    }

    /// The event to record for this act, or the rule that refuses it.
    pub fn decide(&self, by: &ReviewerName, act: &Act) -> Result<Event, Refusal> {
        let (claim, quote_sha256) = (self.claim, self.quote_sha256);
        let settled = |reason: &Note| ClaimSettled { claim, quote_sha256, reason: reason.clone() };
        let event = match act {
            Act::Dismiss(reason) => Event::ClaimDismissed(settled(reason)),
            Act::Note(note) => {
                Event::NoteAdded(NoteAdded { claim, note: note.clone(), quote_sha256 })
            }
            Act::Restore(reason) => Event::ClaimRestored(settled(reason)),
            Act::Review(NewReview { expected, note, status }) => {
                self.is_as_expected(*expected)?;
                let (note, status) = (note.clone(), *status);
                Event::ClaimReviewed(ClaimReviewed { claim, note, quote_sha256, status })
            }
        };
        self.allows(by, &event)?;
        Ok(event)
    }

    /// Apply the next entry of the log about this claim. An entry that a rule refuses changes
    /// nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.allows(&entry.actor, &entry.event)?;
        match &entry.event {
            Event::ClaimDismissed(_) => self.dismissed = true,
            Event::ClaimRestored(_) => self.dismissed = false,
            Event::ClaimReviewed(reviewed) => {
                self.latest.insert(entry.actor.clone(), reviewed.status);
                let latest = self.latest.values().copied();
                self.judgement = Verdict::of(latest, self.judgement.verdict);
            }
            Event::ArticleImported(_)
            | Event::ClaimAdded(_)
            | Event::ClaimsExtracted(_)
            | Event::LedgerCreated(_)
            | Event::NoteAdded(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::Unknown(_) => {}
        }
        Ok(())
    }

    /// The rules: whether this person may do that now. They depend only on the log.
    fn allows(&self, by: &ReviewerName, event: &Event) -> Result<(), Refusal> {
        // An act names the words that it is about, by their hash.
        if event.acts_on().is_some_and(|on| on != (self.claim, self.quote_sha256)) {
            return Err(Refusal::OtherWords(self.claim));
        }
        match event {
            Event::ClaimDismissed(_) if self.dismissed => {
                Err(Refusal::AlreadyDismissed(self.claim))
            }
            Event::ClaimRestored(_) if !self.dismissed => Err(Refusal::NotDismissed(self.claim)),
            Event::ClaimReviewed(reviewed) => {
                self.allows_review(by, reviewed.status, reviewed.note.is_some())
            }
            // Notes are always allowed.
            Event::ArticleImported(_)
            | Event::ClaimAdded(_)
            | Event::ClaimDismissed(_)
            | Event::ClaimRestored(_)
            | Event::ClaimsExtracted(_)
            | Event::LedgerCreated(_)
            | Event::NoteAdded(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::Unknown(_) => Ok(()),
        }
    }

    fn allows_review(
        &self,
        by: &ReviewerName,
        status: Status,
        has_note: bool,
    ) -> Result<(), Refusal> {
        let claim = self.claim;
        if self.dismissed {
            return Err(Refusal::Dismissed(claim));
        }
        // With a note, even a repeated verdict says something new.
        if has_note {
            return Ok(());
        }
        let own = self.latest.get(by);
        if own == Some(&status) {
            return Err(Refusal::AlreadyMarked { claim, reviewer: by.clone(), status });
        }
        let is_first = self.latest.is_empty();
        if is_first && status == Status::Unverified {
            return Err(Refusal::AlreadyUnverified(claim));
        }
        let is_change = own.is_some() || !is_first && status != self.judgement.verdict;
        if self.policy.needs_note(status, is_change) {
            return Err(Refusal::NoteRequired { claim, status });
        }
        Ok(())
    }

    /// What a reviewer expected is not in the log, so only the writer checks this.
    fn is_as_expected(&self, expected: Option<Status>) -> Result<(), Refusal> {
        let Verdict { conflict, verdict: found } = self.judgement;
        match expected {
            Some(expected) if conflict || expected != found => {
                Err(Refusal::Overtaken { claim: self.claim, conflict, expected, found })
            }
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, EntryUuid, TreeHead};
    use Status::{Corroborated, Disputed, Unverified};

    fn entry(by: &str, event: Event) -> Entry {
        let author =
            Actor { at: "2026-11-23".parse().unwrap(), name: by.parse().unwrap(), seed: [7; 32] };
        Entry {
            actor: author.name.clone(),
            after: TreeHead { root: Sha256::of(""), size: 0 },
            at: author.at,
            event,
            id: EntryUuid::new(&author, 0),
            log: "desk.example".parse().unwrap(),
        }
    }

    /// A claim with these reviews, in this order.
    fn case(reviews: &[(&str, Status)]) -> Case {
        let (claim, quote_sha256) = (ClaimId(12), Sha256::of("The bridge opened in 1932."));
        let mut case = Case::new(claim, quote_sha256, Policy::DEFAULT);
        for &(reviewer, status) in reviews {
            let note = "seen".parse().ok();
            let reviewed = ClaimReviewed { claim, note, quote_sha256, status };
            case.apply(&entry(reviewer, Event::ClaimReviewed(reviewed))).unwrap();
        }
        case
    }

    /// What `decide` refuses, `apply` refuses for the same reason, and changes nothing.
    #[track_caller]
    fn mark(reviews: &[(&str, Status)], by: &str, status: Status, note: &str, expected: &str) {
        let mut case = case(reviews);
        let opinion = NewReview { expected: None, note: note.parse().ok(), status };
        let decided = case.decide(&by.parse().unwrap(), &Act::Review(opinion.clone()));
        let answer = match &decided {
            Ok(event) => event.kind().to_owned(),
            Err(refusal) => refusal.to_string(),
        };
        assert_eq!(answer, expected);
        let before = case.clone();
        let reviewed = Event::ClaimReviewed(ClaimReviewed {
            claim: case.claim,
            note: opinion.note,
            quote_sha256: case.quote_sha256,
            status,
        });
        assert_eq!(case.apply(&entry(by, reviewed)), decided.map(|_| ()));
        assert_eq!(case == before, answer != "claim.reviewed" || note == "again");
    }

    #[track_caller]
    fn verdict(reviews: &[(&str, Status)], verdict: Status, conflict: bool) {
        assert_eq!(case(reviews).judgement(), Verdict { conflict, verdict });
    }

    #[test]
    fn the_latest_review_of_each_reviewer_counts() {
        verdict(&[], Unverified, false);
        verdict(&[("ana", Corroborated)], Corroborated, false);
        verdict(&[("ana", Corroborated), ("ana", Disputed)], Disputed, false);
        verdict(&[("ana", Corroborated), ("ana", Unverified)], Unverified, false);
    }

    #[test]
    fn while_reviewers_disagree_the_previous_verdict_remains() {
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
    fn a_review_that_says_nothing_new_is_refused() {
        mark(&[], "ana", Unverified, "", "`C12` is already unverified");
        mark(&[], "ana", Unverified, "searched, found nothing", "claim.reviewed");
        let already = "`C12` is already corroborated by ana";
        mark(&[("ana", Corroborated)], "ana", Corroborated, "", already);
        mark(&[("ana", Corroborated)], "ana", Corroborated, "again", "claim.reviewed");
    }

    #[test]
    fn a_claim_that_is_not_as_expected_is_not_reviewed() {
        let refusal = |reviews: &[(&str, Status)], expected| {
            let opinion = NewReview { expected: Some(expected), note: None, status: Corroborated };
            let decided = case(reviews).decide(&"cat".parse().unwrap(), &Act::Review(opinion));
            decided.unwrap_err().to_string()
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
    fn a_dismissed_claim_is_not_judged_until_it_is_restored() {
        let mut case = case(&[]);
        let (claim, ana) = (ClaimId(12), "ana".parse().unwrap());
        let reason = || "a joke".parse().unwrap();
        let (dismiss, restore) = (Act::Dismiss(reason()), Act::Restore(reason()));
        let review = NewReview { expected: None, note: Some(reason()), status: Corroborated };
        assert_eq!(case.decide(&ana, &restore), Err(Refusal::NotDismissed(claim)));
        let dismissed = entry("ana", case.decide(&ana, &dismiss).unwrap());
        assert_eq!(case.apply(&dismissed), Ok(()));
        assert!(case.is_dismissed());
        assert_eq!(case.apply(&dismissed), Err(Refusal::AlreadyDismissed(claim)));
        let refused = case.decide(&ana, &Act::Review(review));
        assert_eq!(refused, Err(Refusal::Dismissed(claim)));
        assert!(case.decide(&ana, &Act::Note(reason())).is_ok());
        let restored = entry("ana", case.decide(&ana, &restore).unwrap());
        assert_eq!(case.apply(&restored), Ok(()));
        assert!(!case.is_dismissed());
    }

    #[test]
    fn an_act_on_other_words_is_refused() {
        let mut case = case(&[]);
        let (claim, note) = (ClaimId(12), "seen".parse().unwrap());
        let added = NoteAdded { claim, note, quote_sha256: Sha256::of("other words") };
        let refused = case.apply(&entry("ana", Event::NoteAdded(added)));
        assert_eq!(refused, Err(Refusal::OtherWords(claim)));
    }

    #[test]
    fn a_policy_can_make_notes_optional() {
        let policy = Policy { note_required: false };
        let case = Case::new(ClaimId(12), Sha256::of("x"), policy);
        let opinion = NewReview { expected: None, note: None, status: Disputed };
        assert!(case.decide(&"ana".parse().unwrap(), &Act::Review(opinion)).is_ok());
    }
}
