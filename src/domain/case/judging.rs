//! How a verdict follows from reviews and rulings.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Given, Latest};
use crate::domain::evidence::Piece;
use crate::domain::{
    ClaimReviewed, EntryId, Policy, Refusal, Resolver, ReviewerName, Role, Roster, Rule,
    RulingKind, Status, Verdict, VerdictResolved, Waits,
};

/// What a verdict follows from, in the order of the log.
enum Step<'a> {
    Count(&'a Given),
    Rule(RulingKind),
    /// What evidence stands, or where it comes from, changed.
    Turn,
}

impl Case {
    /// Judge by all reviews and rulings that stand: a review that was withdrawn is as if it had never
    /// been given.
    pub(super) fn judge(&mut self, roster: &Roster) {
        (self.judgement, self.latest) = (Verdict::NONE, BTreeMap::new());
        (self.resolved, self.waived) = (None, BTreeSet::new());
        let reviews = std::mem::take(&mut self.reviews);
        let rulings = self.rulings.iter().map(|(entry, kind)| (*entry, Step::Rule(*kind)));
        let turns = self.evidence.values().flat_map(Piece::turns);
        let mut steps: Vec<(EntryId, Step<'_>)> =
            rulings.chain(turns.map(|entry| (entry, Step::Turn))).collect();
        steps.extend(reviews.iter().map(|given| (given.entry, Step::Count(given))));
        steps.sort_by_key(|(entry, _)| *entry);
        for (entry, step) in steps {
            match step {
                Step::Count(given) => self.count(given, roster),
                Step::Rule(kind) => self.rule(entry, kind, roster),
                Step::Turn => self.conclude(entry, roster),
            }
        }
        self.reviews = reviews;
    }

    /// Judge by one more review. With a note, it is also an answer to those who have left: their
    /// reviews no longer keep the others in conflict.
    pub(super) fn count(&mut self, given: &Given, roster: &Roster) {
        let Given { entry, evidence, has_note, reviewer, status } = given;
        if *has_note {
            for name in roster.left_at(*entry) {
                self.latest.remove(name);
            }
        }
        let by_editor = roster.role_at(reviewer, *entry) == Role::Editor;
        let latest = Latest { by_editor, evidence: evidence.clone(), status: *status };
        self.latest.insert(reviewer.clone(), latest);
        self.conclude(*entry, roster);
    }

    /// Judge by one more ruling.
    pub(super) fn rule(&mut self, entry: EntryId, kind: RulingKind, roster: &Roster) {
        match kind {
            RulingKind::Resolved(status) => {
                self.latest.clear();
                // That nobody can tell is no opinion that others disagree with.
                self.resolved = Some(status).filter(|status| *status != Status::Unverified);
                self.judgement = Verdict::reached(status);
            }
            RulingKind::Waived(rule) => {
                self.waived.insert(rule);
                self.conclude(entry, roster);
            }
        }
    }

    /// Where all agree, and are enough by the policy, that is the verdict. Where they disagree, the
    /// previous verdict remains in force, in conflict.
    pub(super) fn conclude(&mut self, at: EntryId, roster: &Roster) {
        let mut counting = self.latest.values().map(|latest| latest.status).chain(self.resolved);
        let Some(first) = counting.next() else { return };
        let waits = if counting.any(|other| other != first) {
            self.judgement = Verdict { conflict: true, waits: Waits::NOTHING, ..self.judgement };
            return;
        } else if first == self.judgement.verdict || self.resolved == Some(first) {
            // It was reached under the policy of its time, and stands.
            Waits::NOTHING
        } else {
            self.waits(first, at, roster.policy_at(at))
        };
        self.judgement =
            Verdict::reached(if waits.is_nothing() { first } else { Status::Unverified });
        self.judgement.waits = waits;
    }

    /// What those who agree lack, by this policy.
    fn waits(&self, status: Status, at: EntryId, policy: Policy) -> Waits {
        let holds = |rule: Rule| !self.waived.contains(&rule);
        let (given, required) = (self.latest.len(), policy.reviews_required.get());
        let given = u8::try_from(given).unwrap_or(u8::MAX);
        let lacks = given < required && holds(Rule::ReviewsRequired);
        let has_editor = self.latest.values().any(|latest| latest.by_editor);
        let asks = policy.editor_required.is_on() && holds(Rule::EditorRequired);
        let standing: Vec<&Piece> = self
            .latest
            .values()
            .flat_map(|latest| &latest.evidence)
            .filter_map(|id| self.evidence.get(id).filter(|piece| piece.stands_at(at)))
            .collect();
        let sources: BTreeSet<&str> =
            standing.iter().filter_map(|piece| piece.source_at(at)).collect();
        // That nobody can tell rests on nothing.
        let judges = status != Status::Unverified;
        let evidence = judges
            && policy.evidence_required.is_on()
            && holds(Rule::EvidenceRequired)
            && standing.is_empty();
        let (found, asked) =
            (u8::try_from(sources.len()).unwrap_or(u8::MAX), policy.independent_origins.get());
        let lacks_origins = judges && found < asked && holds(Rule::IndependentOrigins);
        Waits {
            editor: asks && !has_editor,
            evidence,
            origins: lacks_origins.then_some((found, asked)),
            reviews: lacks.then_some((given, required)),
        }
    }

    /// Whether nobody is asked to judge it: it is dismissed, gone from its text, or withdrawn with its
    /// article.
    pub fn is_aside(&self) -> bool {
        self.dismissed || self.gone.is_some() || self.withdrawn.is_some()
    }

    /// What the reviewers agree on, even if that is no verdict yet.
    pub(super) fn opinion(&self) -> Status {
        match self.latest.values().next() {
            Some(latest) if !self.judgement.waits.is_nothing() => latest.status,
            Some(_) | None => self.judgement.verdict,
        }
    }

    /// The reviewers whose judgement is another than this one.
    pub(super) fn overruled(&self, status: Status) -> Vec<ReviewerName> {
        let others = self.latest.iter().filter(|(_, latest)| latest.status != status);
        others.map(|(name, _)| name.clone()).collect()
    }

    /// The reviewers with a review that stands, except this one.
    pub(super) fn judged_by_others(&self, by: &ReviewerName) -> Vec<ReviewerName> {
        let others = self.reviews.iter().map(|given| &given.reviewer).filter(|name| *name != by);
        let others: BTreeSet<&ReviewerName> = others.collect();
        others.into_iter().cloned().collect()
    }

    /// Whether the rating of a review goes with its status.
    pub(super) fn allows_rating_of(
        &self,
        reviewed: &ClaimReviewed,
        at: EntryId,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        roster.allows_rating(self.claim, reviewed.rating.as_ref(), reviewed.status, at)
    }

    /// Whether this person may judge the claim so.
    pub(super) fn allows_review(
        &self,
        by: &ReviewerName,
        reviewed: &ClaimReviewed,
        at: EntryId,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        let (claim, status, policy) = (self.claim, reviewed.status, roster.policy_at(at));
        if self.dismissed {
            return Err(Refusal::Dismissed(claim));
        }
        // With a note, even a repeated verdict says something new.
        if roster.policy_at(at).asks(Rule::NoImporter)
            && self.recorder.as_ref() == Some(by)
            && !self.waived.contains(&Rule::NoImporter)
        {
            return Err(Refusal::Importer { by: by.clone(), claim });
        }
        if reviewed.note.is_some() {
            return Ok(());
        }
        // Whether it is a change must not be known to those who review blind.
        if self.is_hidden_from(by, at, roster) {
            let needs_note = status == Status::Unverified || policy.needs_note(status, false);
            return if needs_note { Err(Refusal::NoteRequired { claim, status }) } else { Ok(()) };
        }
        let own = self.latest.get(by).map(|latest| latest.status);
        if own == Some(status) {
            return Err(Refusal::AlreadyMarked { claim, reviewer: by.clone(), status });
        }
        let is_first = self.latest.is_empty() && self.resolved.is_none();
        if is_first && status == Status::Unverified {
            return Err(Refusal::AlreadyUnverified(claim));
        }
        let is_change = own.is_some() || !is_first && status != self.opinion();
        if policy.needs_note(status, is_change) {
            return Err(Refusal::NoteRequired { claim, status });
        }
        Ok(())
    }

    /// A conflict is resolved by somebody who is no party to it.
    pub(super) fn allows_resolution(
        &self,
        by: &ReviewerName,
        resolved: &VerdictResolved,
        at: EntryId,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        let claim = self.claim;
        if self.dismissed {
            return Err(Refusal::Dismissed(claim));
        }
        if !self.judgement.conflict {
            return Err(Refusal::NoConflict(claim));
        }
        let role = roster.role_at(by, at);
        if roster.policy_at(at).resolver == Resolver::Editor && role != Role::Editor {
            return Err(Refusal::NotTheirRole { by: by.clone(), role });
        }
        if self.latest.contains_key(by) && !self.waived.contains(&Rule::NoParty) {
            return Err(Refusal::Party { by: by.clone(), claim });
        }
        roster.allows_rating(claim, resolved.rating.as_ref(), resolved.status, at)?;
        if resolved.over.clone().unwrap_or_default() != self.overruled(resolved.status)
            || resolved.over.as_ref().is_some_and(Vec::is_empty)
        {
            return Err(Refusal::OverOthers(claim));
        }
        Ok(())
    }
}
