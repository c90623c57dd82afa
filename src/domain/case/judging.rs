//! How a verdict follows from reviews and rulings.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Given, Latest};
use crate::domain::{
    EntryId, Policy, ReviewerName, Role, Roster, Rule, RulingKind, Status, Verdict, Waits,
};

impl Case {
    /// Judge by all reviews and rulings that stand: a review that was withdrawn is as if it had never
    /// been given.
    pub(super) fn judge(&mut self, roster: &Roster) {
        (self.judgement, self.latest) = (Verdict::NONE, BTreeMap::new());
        (self.resolved, self.waived) = (None, BTreeSet::new());
        let (reviews, rulings) = (std::mem::take(&mut self.reviews), self.rulings.clone());
        let mut rulings = rulings.into_iter().peekable();
        for given in &reviews {
            while let Some((entry, kind)) = rulings.next_if(|(entry, _)| *entry < given.entry) {
                self.rule(entry, kind, roster);
            }
            self.count(given, roster);
        }
        rulings.for_each(|(entry, kind)| self.rule(entry, kind, roster));
        self.reviews = reviews;
    }

    /// Judge by one more review. With a note, it is also an answer to those who have left: their
    /// reviews no longer keep the others in conflict.
    pub(super) fn count(&mut self, given: &Given, roster: &Roster) {
        let Given { entry, has_note, reviewer, status } = given;
        if *has_note {
            for name in roster.left_at(*entry) {
                self.latest.remove(name);
            }
        }
        let by_editor = roster.role_at(reviewer, *entry) == Role::Editor;
        self.latest.insert(reviewer.clone(), Latest { by_editor, status: *status });
        self.conclude(roster.policy_at(*entry));
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
                self.conclude(roster.policy_at(entry));
            }
        }
    }

    /// Where all agree, and are enough by the policy, that is the verdict. Where they disagree, the
    /// previous verdict remains in force, in conflict.
    fn conclude(&mut self, policy: Policy) {
        let mut counting = self.latest.values().map(|latest| latest.status).chain(self.resolved);
        let Some(first) = counting.next() else { return };
        let waits = if counting.any(|other| other != first) {
            self.judgement = Verdict { conflict: true, waits: Waits::NOTHING, ..self.judgement };
            return;
        } else if first == self.judgement.verdict || self.resolved == Some(first) {
            // It was reached under the policy of its time, and stands.
            Waits::NOTHING
        } else {
            self.waits(policy)
        };
        self.judgement =
            Verdict::reached(if waits.is_nothing() { first } else { Status::Unverified });
        self.judgement.waits = waits;
    }

    /// What those who agree lack, by this policy.
    fn waits(&self, policy: Policy) -> Waits {
        let holds = |rule: Rule| !self.waived.contains(&rule);
        let (given, required) = (self.latest.len(), policy.reviews_required.get());
        let given = u8::try_from(given).unwrap_or(u8::MAX);
        let lacks = given < required && holds(Rule::ReviewsRequired);
        let has_editor = self.latest.values().any(|latest| latest.by_editor);
        let asks = policy.editor_required.is_on() && holds(Rule::EditorRequired);
        Waits { editor: asks && !has_editor, reviews: lacks.then_some((given, required)) }
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
}
