//! What a person sees of what others said of a claim, while reviews are blind.

use std::collections::{BTreeMap, BTreeSet};

use super::{Claim, ClaimId, Counts, Event, EvidenceId, LogEntry, ReviewerName, Status, Waits};

/// Who looks at a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// A program that copies or checks all of it.
    Machine,
    Person(ReviewerName),
    /// Somebody who gave no name. They may yet become a reviewer.
    #[default]
    Unknown,
}

/// What is hidden from one person: of each claim that they have not reviewed, what others said of
/// it, and the verdict that follows. In a file that everybody holds, this is a courtesy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight(Option<Blind>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Blind {
    /// The evidence that others added about claims of which they have reviewed none, each with one.
    evidence: BTreeMap<EvidenceId, ClaimId>,
    /// The claims with a review of theirs that stands.
    given: BTreeSet<ClaimId>,
    /// Their names, the present one first.
    names: Vec<ReviewerName>,
}

impl Sight {
    /// Nothing is hidden.
    pub const WHOLE: Self = Self(None);

    /// That of a person with these names, the present one first, who has reviewed these claims.
    pub fn blind(names: Vec<ReviewerName>, given: BTreeSet<ClaimId>) -> Self {
        Self(Some(Blind { evidence: BTreeMap::new(), given, names }))
    }

    /// The same, without the evidence that others added, each piece with the claims it is about. It
    /// is hidden as long as the person has reviewed none of these.
    #[must_use]
    pub fn without(mut self, of_others: impl IntoIterator<Item = (EvidenceId, ClaimId)>) -> Self {
        if let Some(Blind { evidence, given, .. }) = &mut self.0 {
            let mut seen = BTreeSet::new();
            for (id, claim) in of_others {
                if given.contains(&claim) {
                    seen.insert(id);
                }
                evidence.entry(id).or_insert(claim);
            }
            evidence.retain(|id, _| !seen.contains(id));
        }
        self
    }

    pub fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// The claims that the person has reviewed. `None`: they see everything, whatever they reviewed.
    pub fn given(&self) -> Option<&BTreeSet<ClaimId>> {
        self.0.as_ref().map(|blind| &blind.given)
    }

    /// Whether what others said of this claim is hidden.
    pub fn hides(&self, claim: ClaimId) -> bool {
        self.given().is_some_and(|given| !given.contains(&claim))
    }

    /// Whether this entry is hidden: what somebody else said of such a claim.
    pub fn hides_entry(&self, LogEntry { entry, .. }: &LogEntry) -> bool {
        self.hidden_claim(&entry.event).is_some() && !self.is_own(&entry.actor)
    }

    /// Such a claim, if the event says something of it that must not be known.
    pub fn hidden_claim(&self, event: &Event) -> Option<ClaimId> {
        if let Some((claim, _)) = event.acts_on() {
            return (event.gives_away() && self.hides(claim)).then_some(claim);
        }
        event.evidence().iter().find_map(|id| self.hidden_evidence(*id))
    }

    /// How many pieces of evidence are hidden.
    pub fn hidden_pieces(&self) -> u64 {
        self.0.as_ref().map_or(0, |blind| blind.evidence.len() as u64)
    }

    /// A claim that this evidence is about, if the evidence is hidden.
    pub fn hidden_evidence(&self, id: EvidenceId) -> Option<ClaimId> {
        self.0.as_ref()?.evidence.get(&id).copied()
    }

    /// Whether that is a name of the person.
    pub fn is_own(&self, name: &ReviewerName) -> bool {
        self.0.as_ref().is_some_and(|blind| blind.names.contains(name))
    }

    /// The person from whom something is hidden, if their name is known.
    pub fn viewer(&self) -> Option<&ReviewerName> {
        self.0.as_ref()?.names.first()
    }

    /// The claim as the person sees it: as if nobody had judged it.
    pub fn veil(&self, claim: &mut Claim) {
        if self.hides(claim.id) {
            (claim.status, claim.conflict, claim.waits) =
                (Status::Unverified, false, Waits::NOTHING);
            claim.stale = false;
        }
    }

    /// The numbers of all claims as the person sees them, from those of the claims that they reviewed.
    pub fn counts(&self, all: Counts, given: Counts) -> Counts {
        if self.is_whole() {
            return all;
        }
        let Counts { corroborated, disputed, in_conflict, .. } = given;
        let unverified = all.claims().saturating_sub(corroborated + disputed);
        Counts { unverified, disputed, corroborated, in_conflict, ..all }
    }
}

impl Event {
    /// Whether it gives away what somebody thinks of a claim. That is hidden from those who review
    /// blind.
    pub fn gives_away(&self) -> bool {
        match self {
            Self::ClaimReviewed(_)
            | Self::ClaimSuggested(_)
            | Self::EvidenceAdded(_)
            | Self::EvidenceChecked(_)
            | Self::EvidenceGrouped(_)
            | Self::EvidenceWithdrawn(_)
            | Self::NoteAdded(_)
            | Self::NoteRetracted(_)
            | Self::ReviewWithdrawn(_)
            | Self::VerdictResolved(_)
            | Self::WaiverGiven(_) => true,
            // A claim that is dismissed, or whose claimant was corrected, is that for everybody. What it
            // covers, and on what it rests, is for everybody, too.
            Self::ArticleAppeared(_)
            | Self::ArticleCorrected(_)
            | Self::ArticleImported(_)
            | Self::ArticleReread(_)
            | Self::ArticleRestored(_)
            | Self::ArticleWithdrawn(_)
            | Self::ClaimAdded(_)
            | Self::ClaimAssigned(_)
            | Self::ClaimCorrected(_)
            | Self::ClaimDismissed(_)
            | Self::ClaimLinked(_)
            | Self::ClaimReleased(_)
            | Self::ClaimRestored(_)
            | Self::ClaimScoped(_)
            | Self::ClaimTagged(_)
            | Self::ClaimTaken(_)
            | Self::ClaimUnlinked(_)
            | Self::ClaimsExtracted(_)
            | Self::ContentWithheld(_)
            | Self::KeyRotated(_)
            | Self::LedgerCreated(_)
            | Self::LedgerSucceeded(_)
            | Self::PolicySet(_)
            | Self::ReviewerAdded(_)
            | Self::ReviewerInvited(_)
            | Self::ReviewerRenamed(_)
            | Self::ReviewerRetired(_)
            | Self::ReviewerRevoked(_)
            | Self::RoleGiven(_)
            | Self::ScaleSet(_)
            | Self::Unknown(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_of_others_is_hidden_until_one_of_its_claims_is_reviewed() {
        let of = [(1, 1), (1, 2), (2, 2), (3, 3)].map(|(id, of)| (EvidenceId(id), ClaimId(of)));
        let sight = Sight::blind(Vec::new(), [ClaimId(1)].into()).without(of);
        let hidden = [1, 2, 3].map(|id| sight.hidden_evidence(EvidenceId(id)));
        assert_eq!(hidden, [None, Some(ClaimId(2)), Some(ClaimId(3))]);
        assert_eq!(Sight::WHOLE.without(of), Sight::WHOLE);
    }

    #[test]
    fn one_who_reviews_blind_counts_only_their_own_claims_by_verdict() {
        let all = Counts {
            corroborated: 3,
            disputed: 2,
            unverified: 5,
            dismissed: 1,
            ..Counts::default()
        };
        let given = Counts { disputed: 1, unverified: 1, ..Counts::default() };
        let seen = Sight::blind(Vec::new(), BTreeSet::new()).counts(all, given);
        assert_eq!((seen.unverified, seen.disputed, seen.corroborated), (9, 1, 0));
        assert_eq!(seen.all(), all.all());
        assert_eq!(Sight::WHOLE.counts(all, given), all);
    }
}
