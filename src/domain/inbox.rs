//! What of a log concerns a person, besides what they did themselves.

use super::{ClaimAssigned, ClaimId, Event, ReviewerName, Status, Verdict};

/// Why an entry of somebody else concerns a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A claim was assigned to them.
    Assigned,
    /// An article with a claim that they judged, or its claimant, was corrected or withdrawn.
    Changed,
    /// A conflict waits for somebody who may resolve it.
    Conflict,
    /// Somebody judged a claim otherwise than they did.
    Disagreement,
    /// A claim that they judged was dismissed.
    Dismissed,
    /// A claim that is assigned to them must be judged soon, or should have been.
    Due,
    /// The last reading of an article is without a claim that they judged.
    Gone,
    /// A claim that they judged rests on one that fell.
    Ground,
    /// There is a note on a claim that they judged, or that is assigned to them.
    Note,
    /// A conflict was resolved against their judgement.
    Overruled,
    /// What a verdict takes has changed, for everybody.
    Policy,
    /// They have another role.
    Role,
    /// A verdict was reached that is not theirs.
    Verdict,
    /// An exception was made for such a claim.
    Waiver,
}

impl Reason {
    /// What it is called in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Changed => "changed",
            Self::Conflict => "conflict",
            Self::Disagreement => "disagreement",
            Self::Dismissed => "dismissed",
            Self::Due => "due",
            Self::Gone => "gone",
            Self::Ground => "ground",
            Self::Note => "note",
            Self::Overruled => "overruled",
            Self::Policy => "policy",
            Self::Role => "role",
            Self::Verdict => "verdict",
            Self::Waiver => "waiver",
        }
    }

    /// In a few words, to that person.
    pub const fn to_you(self) -> &'static str {
        match self {
            Self::Assigned => "assigned to you",
            Self::Changed => "changed after you judged",
            Self::Conflict => "waits for a resolution",
            Self::Disagreement => "disagrees with you",
            Self::Dismissed => "dismissed over you",
            Self::Due => "due from you",
            Self::Gone => "you judged what is gone",
            Self::Ground => "what you judged rests on it",
            Self::Note => "a note for you",
            Self::Overruled => "overruled you",
            Self::Policy => "for everybody",
            Self::Role => "your role",
            Self::Verdict => "a verdict against yours",
            Self::Waiver => "an exception",
        }
    }

    /// Why an entry concerns a person with this present name, whatever it is about.
    pub fn of(event: &Event, name: &ReviewerName) -> Option<Self> {
        if let Event::ClaimAssigned(ClaimAssigned { to: Some(to), .. }) = event {
            (to == name).then_some(Self::Assigned)
        } else if let Event::RoleGiven(given) = event {
            (given.name == *name).then_some(Self::Role)
        } else {
            matches!(event, Event::PolicySet(_) | Event::ScaleSet(_)).then_some(Self::Policy)
        }
    }

    /// Why an entry on a claim concerns a person.
    pub fn on_claim(event: &Event, name: &ReviewerName, stake: &Stake) -> Option<Self> {
        let Stake { after, before, given, is_assigned, .. } = stake;
        let is_over = |over: &Option<Vec<ReviewerName>>| {
            over.as_ref().is_some_and(|over| over.contains(name))
        };
        let is_other = |status: Status| given.is_some_and(|given| given != status);
        // Without one, there is nothing that is against theirs.
        let is_against = || {
            let is_new = after.verdict != before.verdict || before.conflict && !after.conflict;
            is_new && after.verdict != Status::Unverified && is_other(after.verdict)
        };
        match event {
            Event::ClaimCorrected(_) => given.map(|_| Self::Changed),
            Event::ClaimDismissed(dismissed) => {
                (given.is_some() || is_over(&dismissed.over)).then_some(Self::Dismissed)
            }
            Event::ClaimReviewed(reviewed) if after.conflict && is_other(reviewed.status) => {
                Some(Self::Disagreement)
            }
            Event::ClaimReviewed(_) | Event::ReviewWithdrawn(_) if !after.conflict => {
                is_against().then_some(Self::Verdict)
            }
            Event::NoteAdded(_) => (given.is_some() || *is_assigned).then_some(Self::Note),
            Event::VerdictResolved(resolved) if is_over(&resolved.over) => Some(Self::Overruled),
            Event::VerdictResolved(resolved) => is_other(resolved.status).then_some(Self::Verdict),
            Event::WaiverGiven(_) => (given.is_some() || *is_assigned).then_some(Self::Waiver),
            Event::ArticleAppeared(_)
            | Event::ArticleCorrected(_)
            | Event::ArticleImported(_)
            | Event::ArticleReread(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimAdded(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimLinked(_)
            | Event::ClaimReleased(_)
            | Event::ClaimRestored(_)
            | Event::ClaimReviewed(_)
            | Event::ClaimScoped(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTagged(_)
            | Event::ClaimTaken(_)
            | Event::ClaimUnlinked(_)
            | Event::ClaimsExtracted(_)
            | Event::ContentWithheld(_)
            | Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_)
            | Event::KeyRotated(_)
            | Event::LedgerCreated(_)
            | Event::LedgerSucceeded(_)
            | Event::NoteRetracted(_)
            | Event::PolicySet(_)
            | Event::ReviewWithdrawn(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::RoleGiven(_)
            | Event::ScaleSet(_)
            | Event::Unknown(_) => None,
        }
    }

    /// Why an entry on an article concerns those who judged claims of it.
    pub fn on_article(event: &Event) -> Option<Self> {
        if matches!(event, Event::ArticleReread(_)) {
            return Some(Self::Gone);
        }
        let is_change = matches!(event, Event::ArticleCorrected(_) | Event::ArticleWithdrawn(_));
        is_change.then_some(Self::Changed)
    }
}

/// What a claim is to a person when an entry on it is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Stake {
    pub after: Verdict,
    pub before: Verdict,
    pub claim: ClaimId,
    /// The judgement of theirs that stands.
    pub given: Option<Status>,
    pub is_assigned: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ClaimReviewed, ClaimSettled, Note, NoteAdded, Role, RoleGiven, Rule, Sha256,
        VerdictResolved, WaiverGiven,
    };

    const CLAIM: ClaimId = ClaimId(3);

    fn name(name: &str) -> ReviewerName {
        name.parse().unwrap()
    }

    fn note() -> crate::domain::Words<Note> {
        "seen".parse::<Note>().unwrap().into()
    }

    fn reached(verdict: Status) -> Verdict {
        Verdict::reached(verdict)
    }

    fn conflict(verdict: Status) -> Verdict {
        Verdict { conflict: true, ..Verdict::reached(verdict) }
    }

    /// Why it concerns ben, who judged so.
    fn why(event: &Event, given: Option<Status>, before: Verdict, after: Verdict) -> String {
        let stake = Stake { after, before, claim: CLAIM, given, is_assigned: false };
        let why = Reason::on_claim(event, &name("ben"), &stake);
        why.map_or("-", Reason::as_str).to_owned()
    }

    fn reviewed(status: Status) -> Event {
        let quote_sha256 = Sha256::of("x");
        Event::ClaimReviewed(ClaimReviewed {
            claim: CLAIM,
            evidence: None,
            note: None,
            quote_sha256,
            rating: None,
            status,
        })
    }

    fn resolved(over: Option<&str>, status: Status) -> Event {
        Event::VerdictResolved(VerdictResolved {
            claim: CLAIM,
            over: over.map(|over| vec![name(over)]),
            quote_sha256: Sha256::of("x"),
            rating: None,
            reason: note(),
            status,
        })
    }

    #[test]
    fn what_goes_against_a_judgement_concerns_who_gave_it() {
        use Status::{Corroborated, Disputed, Unverified};
        let (before, given) = (reached(Corroborated), Some(Corroborated));
        let other = reviewed(Disputed);
        assert_eq!(why(&other, given, before, conflict(Corroborated)), "disagreement");
        assert_eq!(why(&other, None, before, conflict(Corroborated)), "-");
        assert_eq!(why(&reviewed(Corroborated), given, before, before), "-");
        // They had left, so their review was answered.
        assert_eq!(why(&other, given, before, reached(Disputed)), "verdict");
        // It was against theirs before, and still is.
        assert_eq!(why(&other, given, reached(Disputed), reached(Disputed)), "-");
        assert_eq!(
            why(&reviewed(Unverified), given, before, conflict(Corroborated)),
            "disagreement"
        );
        let (ours, theirs) = (resolved(Some("ben"), Disputed), resolved(Some("ana"), Corroborated));
        assert_eq!(why(&ours, given, conflict(Corroborated), reached(Disputed)), "overruled");
        assert_eq!(why(&theirs, given, conflict(Corroborated), before), "-");
        assert_eq!(why(&resolved(None, Disputed), given, before, reached(Disputed)), "verdict");
    }

    #[test]
    fn a_dismissal_a_note_and_a_waiver_concern_who_judged_the_claim_or_has_it() {
        let settled = |over: Option<&str>| {
            Event::ClaimDismissed(ClaimSettled {
                claim: CLAIM,
                over: over.map(|over| vec![name(over)]),
                quote_sha256: Sha256::of("x"),
                reason: note(),
            })
        };
        let none = Verdict::NONE;
        assert_eq!(why(&settled(Some("ben")), None, none, none), "dismissed");
        assert_eq!(why(&settled(Some("ana")), None, none, none), "-");
        // Entries of earlier versions do not say over whom.
        assert_eq!(why(&settled(None), Some(Status::Disputed), none, none), "dismissed");
        let quote_sha256 = Sha256::of("x");
        let added = NoteAdded { claim: CLAIM, note: note(), quote_sha256, replaces: None };
        let waiver =
            WaiverGiven { claim: CLAIM, quote_sha256, reason: note(), rule: Rule::NoParty };
        for (event, expected) in
            [(Event::NoteAdded(added), Reason::Note), (Event::WaiverGiven(waiver), Reason::Waiver)]
        {
            assert_eq!(why(&event, None, none, none), "-");
            assert_eq!(why(&event, Some(Status::Disputed), none, none), expected.as_str());
            let stake =
                Stake { after: none, before: none, claim: CLAIM, given: None, is_assigned: true };
            assert_eq!(Reason::on_claim(&event, &name("ben"), &stake), Some(expected));
        }
    }

    #[test]
    fn a_role_concerns_who_has_it_and_an_assignment_who_is_to_judge() {
        let ben = name("ben");
        let given = |to: &str| {
            Event::RoleGiven(RoleGiven { name: name(to), reason: None, role: Role::Editor })
        };
        assert_eq!(Reason::of(&given("ben"), &ben), Some(Reason::Role));
        assert_eq!(Reason::of(&given("ana"), &ben), None);
        let assigned = |to: Option<&str>| {
            let (quote_sha256, to) = (Sha256::of("x"), to.map(name));
            Event::ClaimAssigned(ClaimAssigned {
                claim: CLAIM,
                due: None,
                quote_sha256,
                to,
                undoes: None,
            })
        };
        assert_eq!(Reason::of(&assigned(Some("ben")), &ben), Some(Reason::Assigned));
        assert_eq!(Reason::of(&assigned(None), &ben), None);
    }
}
