//! What must not be known to those who review blind.

use super::Case;
use crate::domain::roster::NOW;
use crate::domain::{Act, EntryId, Event, Refusal, ReviewerName, Roster, Status, Verdict};

impl Case {
    /// The event to record for this act, or the rule that refuses it. To a person who reviews blind,
    /// and has not reviewed this claim, no refusal tells what others said.
    pub fn decide(&self, by: &ReviewerName, act: &Act, roster: &Roster) -> Result<Event, Refusal> {
        let decided = self.decided(by, act, roster);
        if self.is_hidden_from(by, NOW, roster) {
            return decided.map_err(|refusal| refusal.veiled(self.claim));
        }
        decided
    }

    /// Whether what others said of it is hidden from this person when the entry `at` is recorded.
    pub(super) fn is_hidden_from(&self, by: &ReviewerName, at: EntryId, roster: &Roster) -> bool {
        roster.is_blind(Some(by), at) && !self.reviews.iter().any(|given| given.reviewer == *by)
    }

    /// The judgement of this person that stands.
    pub fn given_by(&self, name: &ReviewerName) -> Option<Status> {
        let own = self.reviews.iter().rfind(|given| given.reviewer == *name);
        own.map(|given| given.status)
    }

    /// What a reviewer expected is not in the log, so only the writer checks this. Of a verdict that is
    /// hidden, nobody can expect anything but what they are shown.
    pub(super) fn is_as_expected(
        &self,
        expected: Option<Status>,
        is_hidden: bool,
    ) -> Result<(), Refusal> {
        if is_hidden {
            let is_shown = expected.is_none_or(|expected| expected == Status::Unverified);
            return if is_shown { Ok(()) } else { Err(Refusal::Hidden(self.claim)) };
        }
        let Verdict { conflict, verdict: found, .. } = self.judgement;
        match expected {
            Some(expected) if conflict || expected != found => {
                Err(Refusal::Overtaken { claim: self.claim, conflict, expected, found })
            }
            Some(_) | None => Ok(()),
        }
    }
}
