//! What the rules of judgement need to know of a claim, and the only place where they are applied.
//! The writer asks [`Case::decide`] before it signs, and the replay and `verify` fold the log with
//! [`Case::apply`].

mod claimant;
mod docket;
mod evidence;
mod hidden;
mod judging;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Act, ArticleId, Claim, ClaimAssigned, ClaimCorrected, ClaimId, ClaimReviewed, ClaimScoped,
    ClaimSettled, Claimant, Correction, Coverage, Docket, Entry, EntryId, Event, Evidence,
    EvidenceId, NewReview, Note, NoteAdded, Refusal, Remark, Review, ReviewerName, Roster, Rule,
    Ruling, RulingKind, Sha256, Status, Subject, TakenBack, Timestamp, Verdict, VerdictResolved,
    WaiverGiven, Words, evidence::Piece, roster::NOW,
};

/// A claim and its history so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    claim: ClaimId,
    claimant: Option<Words<String>>,
    /// Whether the article names somebody, in words that are withheld.
    is_claimant_withheld: bool,
    /// Who corrected the claimant last.
    corrected: Option<Correction>,
    dismissed: bool,
    docket: Docket,
    /// The evidence about it, also what was withdrawn.
    evidence: BTreeMap<EvidenceId, Piece>,
    /// The reading from which on it is gone.
    gone: Option<EntryId>,
    judgement: Verdict,
    /// The review of each reviewer that counts: the latest that stands.
    latest: BTreeMap<ReviewerName, Latest>,
    /// The notes that stand.
    notes: BTreeMap<EntryId, ReviewerName>,
    quote_sha256: Sha256,
    /// Who imported or added it.
    recorder: Option<ReviewerName>,
    /// The verdict that ended its last conflict. It counts like a review.
    resolved: Option<Status>,
    /// The reviews that stand: all that were given and not withdrawn, in order.
    reviews: Vec<Given>,
    /// What was resolved and waived, in order.
    rulings: Vec<(EntryId, RulingKind)>,
    /// The entry that says what it covers.
    scoped: Option<EntryId>,
    /// The rules that do not hold for it.
    waived: BTreeSet<Rule>,
    /// Its article, while that is withdrawn.
    withdrawn: Option<ArticleId>,
}

/// A review, as far as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Given {
    entry: EntryId,
    evidence: Vec<EvidenceId>,
    has_note: bool,
    reviewer: ReviewerName,
    status: Status,
}

/// A review that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Latest {
    by_editor: bool,
    evidence: Vec<EvidenceId>,
    status: Status,
}

impl Case {
    /// A claim that was just recorded, and names nobody who said it.
    pub fn new(claim: ClaimId, quote_sha256: Sha256) -> Self {
        Self {
            claim,
            claimant: None,
            is_claimant_withheld: false,
            corrected: None,
            dismissed: false,
            docket: Docket::default(),
            evidence: BTreeMap::new(),
            gone: None,
            judgement: Verdict::NONE,
            latest: BTreeMap::new(),
            notes: BTreeMap::new(),
            quote_sha256,
            recorder: None,
            resolved: None,
            reviews: Vec::new(),
            rulings: Vec::new(),
            scoped: None,
            waived: BTreeSet::new(),
            withdrawn: None,
        }
    }

    /// The same, recorded by this person.
    #[must_use]
    pub fn recorded_by(mut self, name: Option<&ReviewerName>, roster: &Roster) -> Self {
        self.recorder = name.map(|name| roster.present(name).clone());
        self
    }

    /// The claim after these reviews, notes and rulings, which all stand, and with this evidence.
    pub fn of(
        claim: &Claim,
        docket: &Docket,
        reviews: &[Review],
        notes: &[Remark],
        rulings: &[Ruling],
        evidence: &[Evidence],
        roster: &Roster,
    ) -> Self {
        let case = Self::new(claim.id, claim.quote_sha256);
        let case = case.recorded_by(claim.recorded_by.as_ref(), roster);
        let mut case = case.said_by(Claimant::of(claim));
        case.corrected.clone_from(&claim.corrected);
        case.withdrawn = claim.withdrawn.then_some(claim.article);
        case.gone = claim.gone.map(|gone| gone.entry);
        case.evidence = evidence.iter().map(|one| (one.id(), Piece::of(one))).collect();
        case.reviews = reviews.iter().map(Given::of).collect();
        case.rulings = rulings.iter().map(|ruling| (ruling.entry, ruling.kind)).collect();
        case.judge(roster);
        case.dismissed = claim.dismissed;
        case.docket.clone_from(docket);
        case.scoped = claim.scoped;
        // What the index says of it, which is compared with what follows from the log.
        case.judgement =
            Verdict { conflict: claim.conflict, verdict: claim.status, waits: claim.waits };
        case.notes = notes.iter().map(|note| (note.entry, note.by.clone())).collect();
        case
    }

    /// The claim.
    pub fn id(&self) -> ClaimId {
        self.claim
    }

    /// Whether the last reading of its article is without it.
    pub fn is_gone(&self) -> bool {
        self.gone.is_some()
    }

    /// Whether the claim is dismissed.
    pub fn is_dismissed(&self) -> bool {
        self.dismissed
    }

    /// The entry that says what it covers.
    pub fn scoped(&self) -> Option<EntryId> {
        self.scoped
    }

    /// Whether it was dismissed, or is disputed or in conflict.
    pub fn has_fallen(&self) -> bool {
        self.dismissed || self.judgement.conflict || self.judgement.verdict == Status::Disputed
    }

    /// The verdict that follows from its reviews.
    pub fn judgement(&self) -> Verdict {
        self.judgement
    }

    /// Whether the review or the note of this entry was not taken back.
    pub fn stands(&self, entry: EntryId) -> bool {
        self.notes.contains_key(&entry) || self.reviews.iter().any(|given| given.entry == entry)
    }

    /// The event to record for this act, or the rule that refuses it, with all that it tells.
    fn decided(&self, by: &ReviewerName, act: &Act, roster: &Roster) -> Result<Event, Refusal> {
        let (claim, quote_sha256) = (self.claim, self.quote_sha256);
        let taken_back = |entry: EntryId, reason: &Note| TakenBack {
            claim,
            entry,
            quote_sha256,
            reason: reason.clone().into(),
        };
        let event = match act {
            Act::Correct { claimant, reason } => {
                let claimant = claimant.clone().map(Words::from);
                let reason = reason.clone().map(Words::from);
                Event::ClaimCorrected(ClaimCorrected { claim, claimant, quote_sha256, reason })
            }
            Act::Assign { .. }
            | Act::Link { .. }
            | Act::Release { .. }
            | Act::Tag { .. }
            | Act::Take { .. }
            | Act::Unlink { .. } => self.event_on_docket(act),
            Act::Dismiss { over, reason } => {
                let others = self.judged_by_others(by);
                if !others.is_empty() && !over {
                    return Err(Refusal::Judged { by: others, claim });
                }
                let over = Some(others).filter(|others| !others.is_empty());
                let reason = reason.clone().into();
                Event::ClaimDismissed(ClaimSettled { claim, over, quote_sha256, reason })
            }
            Act::Note { note, replaces } => {
                let (note, replaces) = (note.clone().into(), *replaces);
                Event::NoteAdded(NoteAdded { claim, note, quote_sha256, replaces })
            }
            // Whether there is a conflict must not be known.
            Act::Resolve { .. } if self.is_hidden_from(by, NOW, roster) => {
                return Err(Refusal::Hidden(claim));
            }
            Act::Resolve { rating, reason, status } => {
                let (over, rating, status) = (self.overruled(*status), rating.clone(), *status);
                let reason = reason.clone().into();
                let over = Some(over).filter(|over| !over.is_empty());
                let resolved =
                    VerdictResolved { claim, over, quote_sha256, rating, reason, status };
                Event::VerdictResolved(resolved)
            }
            Act::Restore(reason) => {
                let reason = reason.clone().into();
                Event::ClaimRestored(ClaimSettled { claim, over: None, quote_sha256, reason })
            }
            Act::Retract { note, reason } => Event::NoteRetracted(taken_back(*note, reason)),
            Act::Review(NewReview { evidence, expected, note, rating, status }) => {
                self.is_as_expected(*expected, self.is_hidden_from(by, NOW, roster))?;
                let (note, status) = (note.clone().map(Words::from), *status);
                let evidence = Some(evidence.iter().copied().collect::<Vec<_>>());
                let evidence = evidence.filter(|evidence| !evidence.is_empty());
                let rating = rating.clone();
                let reviewed =
                    ClaimReviewed { claim, evidence, note, quote_sha256, rating, status };
                Event::ClaimReviewed(reviewed)
            }
            Act::Scope { covers: Coverage { period, place, unit }, reason } => {
                let [period, place, unit, reason] =
                    [period, place, unit, reason].map(|words| words.clone().map(Words::from));
                let scoped = ClaimScoped { claim, period, place, quote_sha256, reason, unit };
                Event::ClaimScoped(scoped)
            }
            Act::Suggest { note, rating, status } => {
                let (note, status) = (note.clone().map(Words::from), *status);
                let (evidence, rating) = (None, rating.clone());
                let suggested =
                    ClaimReviewed { claim, evidence, note, quote_sha256, rating, status };
                Event::ClaimSuggested(suggested)
            }
            Act::Waive { reason, rule } => {
                let (reason, rule) = (reason.clone().into(), *rule);
                Event::WaiverGiven(WaiverGiven { claim, quote_sha256, reason, rule })
            }
            Act::Withdraw { reason, review } => {
                let own = self.reviews.iter().rfind(|given| given.reviewer == *by);
                let review = review
                    .or(own.map(|given| given.entry))
                    .ok_or_else(|| Refusal::NotReviewed { claim, reviewer: by.clone() })?;
                Event::ReviewWithdrawn(taken_back(review, reason))
            }
        };
        roster.allows(by, &event, NOW)?;
        self.allows(by, &event, NOW, act.time(), roster)?;
        if let Act::Correct { claimant, .. } = act {
            let known = self.claimant.as_ref().and_then(Words::text);
            // Only the writer compares names that stand beside the log.
            if known.is_some() && known == claimant.as_ref() {
                return Err(Refusal::NothingCorrected(Subject::Claim(claim)));
            }
        }
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
        roster.allows(&entry.actor, &entry.event, position)?;
        self.allows(&entry.actor, &entry.event, position, entry.at, roster)?;
        self.apply_to_docket(position, entry, roster);
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
            Event::ClaimReviewed(ClaimReviewed { evidence, note, status, .. }) => {
                let (evidence, has_note) = (evidence.clone().unwrap_or_default(), note.is_some());
                let (reviewer, status) = (entry.actor.clone(), *status);
                let given = Given { entry: position, evidence, has_note, reviewer, status };
                self.count(&given, roster);
                self.reviews.push(given);
            }
            Event::ClaimScoped(scoped) => self.scoped = (!scoped.is_empty()).then_some(position),
            Event::VerdictResolved(_) | Event::WaiverGiven(_) => {
                if let Some(Ruling { entry, kind, .. }) = Ruling::of(position, entry) {
                    self.rulings.push((entry, kind));
                    self.rule(entry, kind, roster);
                }
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
            Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_) => self.apply_evidence(position, entry, roster),
            Event::ArticleAppeared(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ClaimAdded(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimLinked(_)
            | Event::ClaimReleased(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTagged(_)
            | Event::ClaimTaken(_)
            | Event::ClaimUnlinked(_)
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
            | Event::Unknown(_) => {}
        }
        Ok(())
    }

    /// The rules: whether this person may do that now. They depend only on the log.
    fn allows(
        &self,
        by: &ReviewerName,
        event: &Event,
        at: EntryId,
        time: Timestamp,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        // An act names the words that it is about, by their hash.
        if event.acts_on().is_some_and(|on| on != (self.claim, self.quote_sha256)) {
            return Err(Refusal::OtherWords(self.claim));
        }
        if let Some(article) = self.withdrawn.filter(|_| event.acts_on().is_some()) {
            return Err(Refusal::Withdrawn(article));
        }
        match event {
            // A verdict never travels to other words: those of this claim are gone.
            Event::ClaimAssigned(ClaimAssigned { to: Some(_), .. })
            | Event::ClaimDismissed(_)
            | Event::ClaimReviewed(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTaken(_)
            | Event::VerdictResolved(_)
            | Event::WaiverGiven(_)
                if self.gone.is_some() =>
            {
                Err(Refusal::Gone(self.claim))
            }
            Event::ClaimAssigned(_)
            | Event::ClaimLinked(_)
            | Event::ClaimReleased(_)
            | Event::ClaimTagged(_)
            | Event::ClaimTaken(_)
            | Event::ClaimUnlinked(_) => self.allows_on_docket(by, event, at, time, roster),
            // Nobody can tell any more whether it is the one that the article names.
            Event::ClaimCorrected(_) if self.is_claimant_withheld => Ok(()),
            // Names beside the log are not compared: they can go, and this rule stays.
            Event::ClaimCorrected(ClaimCorrected {
                claimant: Some(Words::Sealed { .. }), ..
            }) => Ok(()),
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
                self.allows_evidence_of(reviewed)?;
                self.allows_rating_of(reviewed, at, roster)?;
                self.allows_review(by, reviewed, at, roster)
            }
            Event::ClaimScoped(scoped) if scoped.is_empty() && self.scoped.is_none() => {
                Err(Refusal::NothingScoped(self.claim))
            }
            Event::ClaimSuggested(suggested) => {
                self.allows_evidence_of(suggested)?;
                self.allows_rating_of(suggested, at, roster)
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
            Event::VerdictResolved(resolved) => self.allows_resolution(by, resolved, at, roster),
            Event::WaiverGiven(given) => {
                let (claim, rule, policy) = (self.claim, given.rule, roster.policy_at(at));
                if self.waived.contains(&rule) {
                    return Err(Refusal::AlreadyWaived { claim, rule });
                }
                if policy.asks(rule) { Ok(()) } else { Err(Refusal::NotARule { claim, rule }) }
            }
            Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_) => self.allows_evidence(by, event, at, roster),
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
            | Event::ClaimScoped(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
            | Event::KeyRotated(_)
            | Event::LedgerCreated(_)
            | Event::LedgerSucceeded(_)
            | Event::NoteAdded(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::RoleGiven(_)
            | Event::ScaleSet(_)
            | Event::Unknown(_) => Ok(()),
        }
    }
}

impl Given {
    fn of(review: &Review) -> Self {
        Self {
            entry: review.entry,
            evidence: review.evidence.clone(),
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
