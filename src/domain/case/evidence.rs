//! The rules of evidence about a claim.

use std::collections::BTreeSet;

use super::Case;
use crate::domain::evidence::Piece;
use crate::domain::{
    ClaimReviewed, Entry, EntryId, Event, EvidenceId, Refusal, ReviewerName, Role, Roster,
    Timestamp, roster::NOW,
};

impl Case {
    /// Whether this event, which may be about several claims, could be recorded now.
    pub fn permits(
        &self,
        by: &ReviewerName,
        event: &Event,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        roster.allows(by, event, NOW)?;
        self.allows(by, event, NOW, Timestamp::default(), roster)
    }

    /// Whether evidence that reviews which count rest on has fallen since.
    pub fn is_stale(&self) -> bool {
        let mut reviewers = BTreeSet::new();
        let latest = self.reviews.iter().rev().filter(|given| reviewers.insert(&given.reviewer));
        latest.into_iter().any(|given| {
            let pieces = given.evidence.iter().filter_map(|id| self.evidence.get(id));
            pieces.into_iter().any(|piece| piece.fallen_since(given.entry).is_some())
        })
    }

    /// A review rests only on evidence that is about the claim, and that stands.
    pub(super) fn allows_evidence_of(&self, reviewed: &ClaimReviewed) -> Result<(), Refusal> {
        let named = reviewed.evidence.iter().flatten();
        named.into_iter().try_for_each(|id| self.standing(*id).map(|_| ()))
    }

    pub(super) fn allows_evidence(
        &self,
        by: &ReviewerName,
        event: &Event,
        at: EntryId,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        if let Event::EvidenceAdded(added) = event {
            let of = added.claims.iter().find(|of| of.claim == self.claim);
            if of.is_some_and(|of| of.quote_sha256 != self.quote_sha256) {
                return Err(Refusal::OtherWords(self.claim));
            }
            return self.withdrawn.map_or(Ok(()), |article| Err(Refusal::Withdrawn(article)));
        }
        for id in event.evidence().iter().filter(|id| self.evidence.contains_key(id)) {
            let piece = self.standing(*id)?;
            let is_own = piece.by == *by || roster.role_at(by, at) == Role::Editor;
            if matches!(event, Event::EvidenceWithdrawn(_)) && !is_own {
                return Err(Refusal::NotYours { by: piece.by.clone(), entry: piece.entry });
            }
        }
        Ok(())
    }

    fn standing(&self, evidence: EvidenceId) -> Result<&Piece, Refusal> {
        let piece = self.evidence.get(&evidence).filter(|piece| piece.stands());
        piece.ok_or(Refusal::NoEvidence { claim: self.claim, evidence })
    }

    pub(super) fn apply_evidence(&mut self, position: EntryId, entry: &Entry, roster: &Roster) {
        for id in entry.event.evidence() {
            let piece = self.evidence.get_mut(id);
            match (&entry.event, piece) {
                (Event::EvidenceAdded(added), _) => {
                    let piece = Piece::added(position, entry.actor.clone(), added);
                    self.evidence.insert(*id, piece);
                }
                (Event::EvidenceChecked(checked), Some(piece)) => {
                    piece.check(position, checked.result);
                }
                (Event::EvidenceGrouped(grouped), Some(piece)) => {
                    piece.group(position, &grouped.origin);
                }
                (Event::EvidenceWithdrawn(_), Some(piece)) => piece.withdraw(position),
                _ => {}
            }
        }
        // A check says nothing of what a verdict rests on, before somebody has read what changed.
        if matches!(entry.event, Event::EvidenceGrouped(_) | Event::EvidenceWithdrawn(_)) {
            self.conclude(position, roster);
        }
    }
}
