//! What the rules of judgement need to know of a claim, and the only place where they are applied.
//! The writer asks [`Case::decide`] before it signs, and the replay and `verify` fold the log with
//! [`Case::apply`].

use std::collections::BTreeMap;

use super::{
    Act, ArticleId, Claim, ClaimCorrected, ClaimId, ClaimReviewed, ClaimSettled, Claimant,
    Correction, Entry, EntryId, Event, NewReview, Note, NoteAdded, Policy, Refusal, Remark, Review,
    ReviewerName, Roster, Sha256, Status, Subject, TakenBack, Verdict,
};

/// A claim, its history so far, and the policy in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    claim: ClaimId,
    claimant: Option<String>,
    /// Whether the article names somebody, in words that are withheld.
    is_claimant_withheld: bool,
    /// Who corrected the claimant last.
    corrected: Option<Correction>,
    dismissed: bool,
    /// The reading from which on it is gone.
    gone: Option<EntryId>,
    judgement: Verdict,
    /// The review of each reviewer that counts: the latest that stands.
    latest: BTreeMap<ReviewerName, Status>,
    /// The notes that stand.
    notes: BTreeMap<EntryId, ReviewerName>,
    policy: Policy,
    quote_sha256: Sha256,
    /// The reviews that stand: all that were given and not withdrawn, in order.
    reviews: Vec<Given>,
    /// Its article, while that is withdrawn.
    withdrawn: Option<ArticleId>,
}

/// A review, as far as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Given {
    entry: EntryId,
    has_note: bool,
    reviewer: ReviewerName,
    status: Status,
}

impl Case {
    /// A claim that was just recorded, and names nobody who said it.
    pub fn new(claim: ClaimId, quote_sha256: Sha256, policy: Policy) -> Self {
        Self {
            claim,
            claimant: None,
            is_claimant_withheld: false,
            corrected: None,
            dismissed: false,
            gone: None,
            judgement: Verdict::NONE,
            latest: BTreeMap::new(),
            notes: BTreeMap::new(),
            policy,
            quote_sha256,
            reviews: Vec::new(),
            withdrawn: None,
        }
    }

    /// The same, said by this person.
    #[must_use]
    pub fn said_by(mut self, claimant: Claimant<'_>) -> Self {
        self.is_said_by(claimant);
        self
    }

    /// From here on, the article names this person.
    pub fn is_said_by(&mut self, claimant: Claimant<'_>) {
        self.is_claimant_withheld = claimant == Claimant::Withheld;
        self.claimant = match claimant {
            Claimant::Named(name) => Some(name.to_owned()),
            Claimant::Nobody | Claimant::Withheld => None,
        };
    }

    /// The claim after these reviews and these notes, which all stand.
    pub fn of(
        claim: &Claim,
        reviews: &[Review],
        notes: &[Remark],
        policy: Policy,
        roster: &Roster,
    ) -> Self {
        let case = Self::new(claim.id, claim.quote_sha256, policy);
        let mut case = case.said_by(Claimant::of(claim));
        case.corrected.clone_from(&claim.corrected);
        case.withdrawn = claim.withdrawn.then_some(claim.article);
        case.gone = claim.gone.map(|gone| gone.entry);
        case.reviews = reviews.iter().map(Given::of).collect();
        case.judge(roster);
        case.dismissed = claim.dismissed;
        // What the index says of it, which is compared with what follows from the log.
        case.judgement = Verdict { conflict: claim.conflict, verdict: claim.status };
        case.notes = notes.iter().map(|note| (note.entry, note.by.clone())).collect();
        case
    }

    /// Who corrected the claimant last.
    pub fn corrected(&self) -> Option<&Correction> {
        self.corrected.as_ref()
    }

    /// Whether the last reading of its article is without it.
    pub fn is_gone(&self) -> bool {
        self.gone.is_some()
    }

    /// Whether the claim is dismissed.
    pub fn is_dismissed(&self) -> bool {
        self.dismissed
    }

    /// The verdict that follows from its reviews.
    pub fn judgement(&self) -> Verdict {
        self.judgement
    }

    /// Whether the review or the note of this entry was not taken back.
    pub fn stands(&self, entry: EntryId) -> bool {
        self.notes.contains_key(&entry) || self.reviews.iter().any(|given| given.entry == entry)
    }

    /// The event to record for this act, or the rule that refuses it.
    pub fn decide(&self, by: &ReviewerName, act: &Act) -> Result<Event, Refusal> {
        let (claim, quote_sha256) = (self.claim, self.quote_sha256);
        let taken_back = |entry: EntryId, reason: &Note| TakenBack {
            claim,
            entry,
            quote_sha256,
            reason: reason.clone(),
        };
        let event = match act {
            Act::Correct { claimant, reason } => {
                let (claimant, reason) = (claimant.clone(), reason.clone());
                Event::ClaimCorrected(ClaimCorrected { claim, claimant, quote_sha256, reason })
            }
            Act::Dismiss { over, reason } => {
                let others = self.judged_by_others(by);
                if !others.is_empty() && !over {
                    return Err(Refusal::Judged { by: others, claim });
                }
                let over = Some(others).filter(|others| !others.is_empty());
                let reason = reason.clone();
                Event::ClaimDismissed(ClaimSettled { claim, over, quote_sha256, reason })
            }
            Act::Note { note, replaces } => {
                let (note, replaces) = (note.clone(), *replaces);
                Event::NoteAdded(NoteAdded { claim, note, quote_sha256, replaces })
            }
            Act::Restore(reason) => {
                let reason = reason.clone();
                Event::ClaimRestored(ClaimSettled { claim, over: None, quote_sha256, reason })
            }
            Act::Retract { note, reason } => Event::NoteRetracted(taken_back(*note, reason)),
            Act::Review(NewReview { expected, note, status }) => {
                self.is_as_expected(*expected)?;
                let (note, status) = (note.clone(), *status);
                Event::ClaimReviewed(ClaimReviewed { claim, note, quote_sha256, status })
            }
            Act::Withdraw { reason, review } => {
                let own = self.reviews.iter().rfind(|given| given.reviewer == *by);
                let review = review
                    .or(own.map(|given| given.entry))
                    .ok_or_else(|| Refusal::NotReviewed { claim, reviewer: by.clone() })?;
                Event::ReviewWithdrawn(taken_back(review, reason))
            }
        };
        self.allows(by, &event)?;
        Ok(event)
    }

    /// Apply the next entry of the log about this claim. An entry that a rule refuses changes
    /// nothing.
    pub fn apply(
        &mut self,
        position: EntryId,
        entry: &Entry,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        self.allows(&entry.actor, &entry.event)?;
        match &entry.event {
            Event::ArticleReread(reread) if reread.keeps(self.claim).is_some() => self.gone = None,
            Event::ArticleReread(reread) if reread.continues.is_none() => {
                self.gone.get_or_insert(position);
            }
            Event::ArticleRestored(_) => self.withdrawn = None,
            Event::ArticleWithdrawn(withdrawn) => self.withdrawn = Some(withdrawn.article),
            Event::ClaimCorrected(ClaimCorrected { claimant, .. }) => {
                let (at, by) = (entry.at, entry.actor.clone());
                self.claimant.clone_from(claimant);
                self.is_claimant_withheld = false;
                self.corrected = Some(Correction { at, by, entry: position });
            }
            Event::ClaimDismissed(_) => self.dismissed = true,
            Event::ClaimRestored(_) => self.dismissed = false,
            Event::ClaimReviewed(ClaimReviewed { note, status, .. }) => {
                let has_note = note.is_some();
                let (reviewer, status) = (entry.actor.clone(), *status);
                self.reviews.push(Given { entry: position, has_note, reviewer, status });
                self.judge_last(roster);
            }
            Event::NoteAdded(NoteAdded { replaces, .. }) => {
                replaces.map(|replaced| self.notes.remove(&replaced));
                self.notes.insert(position, entry.actor.clone());
            }
            Event::NoteRetracted(retracted) => {
                self.notes.remove(&retracted.entry);
            }
            Event::ReviewWithdrawn(withdrawn) => {
                self.reviews.retain(|given| given.entry != withdrawn.entry);
                self.judge(roster);
            }
            Event::ArticleAppeared(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ClaimAdded(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
            | Event::LedgerCreated(_)
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

    /// Judge by all reviews that stand: one that was withdrawn is as if it had never been given.
    fn judge(&mut self, roster: &Roster) {
        (self.judgement, self.latest) = (Verdict::NONE, BTreeMap::new());
        for given in std::mem::take(&mut self.reviews) {
            self.reviews.push(given);
            self.judge_last(roster);
        }
    }

    /// Judge by the last review, after all before it. A review with a note is also an answer to
    /// those who have left: their reviews no longer keep the others in conflict.
    fn judge_last(&mut self, roster: &Roster) {
        let Some(Given { entry, has_note, reviewer, status }) = self.reviews.last() else { return };
        if *has_note {
            for name in roster.left_at(*entry) {
                self.latest.remove(name);
            }
        }
        self.latest.insert(reviewer.clone(), *status);
        self.judgement = Verdict::of(self.latest.values().copied(), self.judgement.verdict);
    }

    /// The reviewers with a review that stands, except this one.
    fn judged_by_others(&self, by: &ReviewerName) -> Vec<ReviewerName> {
        let others = self.reviews.iter().map(|given| &given.reviewer).filter(|name| *name != by);
        let others: std::collections::BTreeSet<&ReviewerName> = others.collect();
        others.into_iter().cloned().collect()
    }

    /// The rules: whether this person may do that now. They depend only on the log.
    fn allows(&self, by: &ReviewerName, event: &Event) -> Result<(), Refusal> {
        // An act names the words that it is about, by their hash.
        if event.acts_on().is_some_and(|on| on != (self.claim, self.quote_sha256)) {
            return Err(Refusal::OtherWords(self.claim));
        }
        if let Some(article) = self.withdrawn.filter(|_| event.acts_on().is_some()) {
            return Err(Refusal::Withdrawn(article));
        }
        match event {
            // A verdict never travels to other words: those of this claim are gone.
            Event::ClaimReviewed(_) | Event::ClaimDismissed(_) if self.gone.is_some() => {
                Err(Refusal::Gone(self.claim))
            }
            // Nobody can tell any more whether it is the one that the article names.
            Event::ClaimCorrected(_) if self.is_claimant_withheld => Ok(()),
            Event::ClaimCorrected(corrected) if corrected.claimant == self.claimant => {
                Err(Refusal::NothingCorrected(Subject::Claim(self.claim)))
            }
            Event::ClaimDismissed(_) if self.dismissed => {
                Err(Refusal::AlreadyDismissed(self.claim))
            }
            Event::ClaimRestored(_) if !self.dismissed => Err(Refusal::NotDismissed(self.claim)),
            Event::ClaimDismissed(ClaimSettled { over: Some(over), .. })
                if *over != self.judged_by_others(by) || over.is_empty() =>
            {
                Err(Refusal::OverOthers(self.claim))
            }
            Event::ClaimRestored(ClaimSettled { over: Some(_), .. }) => {
                Err(Refusal::OverOthers(self.claim))
            }
            Event::ClaimReviewed(reviewed) => {
                self.allows_review(by, reviewed.status, reviewed.note.is_some())
            }
            Event::NoteAdded(NoteAdded { replaces: Some(note), .. })
            | Event::NoteRetracted(TakenBack { entry: note, .. }) => {
                let (claim, entry) = (self.claim, *note);
                let author = self.notes.get(note).ok_or(Refusal::NoNote { claim, entry })?;
                is_own(entry, author, by)
            }
            Event::ReviewWithdrawn(TakenBack { entry, .. }) => {
                let (claim, entry) = (self.claim, *entry);
                let given = self.reviews.iter().find(|given| given.entry == entry);
                let given = given.ok_or(Refusal::NoReview { claim, entry })?;
                is_own(entry, &given.reviewer, by)
            }
            // Further notes are always allowed.
            Event::ArticleAppeared(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimAdded(_)
            | Event::ClaimCorrected(_)
            | Event::ClaimDismissed(_)
            | Event::ClaimRestored(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
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

impl Given {
    fn of(review: &Review) -> Self {
        Self {
            entry: review.entry,
            has_note: review.note.is_some(),
            reviewer: review.reviewer.clone(),
            status: review.status,
        }
    }
}

/// People take back only what they said themselves.
fn is_own(entry: EntryId, author: &ReviewerName, by: &ReviewerName) -> Result<(), Refusal> {
    if author == by { Ok(()) } else { Err(Refusal::NotYours { by: author.clone(), entry }) }
}

#[cfg(test)]
mod tests;
