//! That a claim rests on another: if that one falls, people are to look at it again. No verdict
//! follows from it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Claim, ClaimId, EntryId, Event, LogEntry, Note, OfClaim, Refusal, ReviewerName, Roster, Sha256,
    Status, Timestamp, Words,
};

/// A person said that a claim rests on another, or that it does not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimLinked {
    pub claim: ClaimId,
    pub kind: LinkKind,
    pub quote_sha256: Sha256,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words<Note>>,
    /// The other claim.
    pub to: OfClaim,
}

/// How two claims belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    RestsOn,
}

impl ClaimLinked {
    /// The rule against circles: no claim rests on itself, by whatever way. `rests_on` are the claims
    /// that one rests on.
    pub fn makes_no_circle<E: From<Refusal>>(
        &self,
        mut rests_on: impl FnMut(ClaimId) -> Result<Vec<ClaimId>, E>,
    ) -> Result<(), E> {
        let (claim, on) = (self.claim, self.to.claim);
        let (mut seen, mut next) = (BTreeSet::new(), vec![on]);
        while let Some(one) = next.pop() {
            if one == claim {
                return Err(Refusal::Circle { claim, on }.into());
            }
            if seen.insert(one) {
                next.extend(rests_on(one)?);
            }
        }
        Ok(())
    }
}

/// Another claim that a claim rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The other claim.
    pub claim: ClaimId,
    /// The entry that records it.
    pub entry: EntryId,
    /// Why it does not carry any more.
    pub fell: Option<Fell>,
    pub reason: Option<Note>,
}

impl Ground {
    /// That this claim rests on the other one, as an entry records it, by what its author is called
    /// now; `None` if it records something else.
    pub fn recorded(recorded: &LogEntry, of: ClaimId, on: &Claim, roster: &Roster) -> Option<Self> {
        let LogEntry { entry, position, .. } = recorded;
        let Event::ClaimLinked(linked) = &entry.event else { return None };
        let reason = linked.reason.as_ref().map(|reason| reason.note().clone());
        let (at, by) = (entry.at, roster.present(&entry.actor).clone());
        let ground = Self { at, by, claim: on.id, entry: *position, fell: Fell::of(on), reason };
        let is_such = linked.claim == of
            && linked.to == OfClaim { claim: on.id, quote_sha256: on.quote_sha256 };
        is_such.then_some(ground)
    }
}

/// Why a claim carries no other any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fell {
    Withdrawn,
    Gone,
    Dismissed,
    InConflict,
    Disputed,
}

impl Fell {
    /// What everybody may know comes first.
    pub fn of(claim: &Claim) -> Option<Self> {
        if claim.withdrawn {
            Some(Self::Withdrawn)
        } else if claim.gone.is_some() {
            Some(Self::Gone)
        } else if claim.dismissed {
            Some(Self::Dismissed)
        } else if claim.conflict {
            Some(Self::InConflict)
        } else {
            (claim.status == Status::Disputed).then_some(Self::Disputed)
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Gone => "gone",
            Self::Dismissed => "dismissed",
            Self::InConflict => "in conflict",
            Self::Disputed => "disputed",
        }
    }

    /// Whether it shows what somebody thinks of the claim.
    pub const fn gives_away(self) -> bool {
        matches!(self, Self::InConflict | Self::Disputed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_claim_rests_on_itself_by_whatever_way() {
        // 1 rests on 2 and 3, and both of them on 4.
        let rests_on = |claim: ClaimId| -> Result<Vec<ClaimId>, Refusal> {
            let on: &[u64] = match claim.0 {
                1 => &[2, 3],
                2 | 3 => &[4],
                _ => &[],
            };
            Ok(on.iter().copied().map(ClaimId).collect())
        };
        let quote_sha256 = Sha256::of("x");
        for (of, on, is_circle) in
            [(4, 1, true), (4, 3, true), (5, 5, true), (4, 5, false), (1, 4, false), (3, 2, false)]
        {
            let (claim, on) = (ClaimId(of), ClaimId(on));
            let to = OfClaim { claim: on, quote_sha256 };
            let kind = LinkKind::RestsOn;
            let linked = ClaimLinked { claim, kind, quote_sha256, reason: None, to };
            let expected = if is_circle { Err(Refusal::Circle { claim, on }) } else { Ok(()) };
            assert_eq!(linked.makes_no_circle(rests_on), expected, "{claim} on {on}");
        }
    }
}
