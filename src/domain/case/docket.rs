//! Who may assign, take, give back and tag a claim, and what follows.

use std::collections::BTreeSet;

use super::Case;
use crate::domain::roster::NOW;
use crate::domain::{
    Act, Assignment, ClaimAssigned, ClaimId, ClaimLinked, ClaimReleased, ClaimTagged, ClaimTaken,
    Docket, Entry, EntryId, Event, Lease, LinkKind, Refusal, ReviewerName, Role, Roster, Tag,
    Timestamp, Words,
};

impl Case {
    /// Who has it, and its tags.
    pub fn docket(&self) -> &Docket {
        &self.docket
    }

    /// Whether nobody has judged it, or their reviews were all withdrawn, and nobody decided about it.
    pub fn is_untouched(&self) -> bool {
        let has_resolution = self.rulings.iter().any(|(_, kind)| kind.is_resolution());
        self.reviews.is_empty() && !has_resolution
    }

    /// The same case, without what people had who could not judge at some time until now.
    #[must_use]
    pub fn settled(mut self, roster: &Roster) -> Self {
        self.docket = self.docket.settled(roster, NOW);
        self
    }

    /// What records such an act.
    pub(super) fn event_on_docket(&self, act: &Act) -> Event {
        let (claim, quote_sha256) = (self.claim, self.quote_sha256);
        let some = |tags: &BTreeSet<Tag>| {
            let tags: Vec<Tag> = tags.iter().cloned().collect();
            (!tags.is_empty()).then_some(tags)
        };
        if let Act::Assign { due, to, .. } = act {
            let (due, to) = (*due, to.clone());
            Event::ClaimAssigned(ClaimAssigned { claim, due, quote_sha256, to, undoes: None })
        } else if let Act::Tag { add, remove } = act {
            let (add, remove) = (some(add), some(remove));
            Event::ClaimTagged(ClaimTagged { add, claim, quote_sha256, remove, undoes: None })
        } else if let Act::Link { reason, to } | Act::Unlink { reason, to } = act {
            let (kind, reason) = (LinkKind::RestsOn, reason.clone().map(Words::from));
            let linked = ClaimLinked { claim, kind, quote_sha256, reason, to: *to };
            let is_new = matches!(act, Act::Link { .. });
            if is_new { Event::ClaimLinked(linked) } else { Event::ClaimUnlinked(linked) }
        } else if let Act::Take { until, .. } = act {
            Event::ClaimTaken(ClaimTaken { claim, quote_sha256, undoes: None, until: *until })
        } else {
            Event::ClaimReleased(ClaimReleased { claim, quote_sha256, undoes: None })
        }
    }

    /// Whether this person may do that at this time, as the entry `at`.
    pub(super) fn allows_on_docket(
        &self,
        by: &ReviewerName,
        event: &Event,
        at: EntryId,
        time: Timestamp,
        roster: &Roster,
    ) -> Result<(), Refusal> {
        let claim = self.claim;
        let docket = self.docket.clone().settled(roster, at);
        if let Event::ClaimTagged(tagged) = event {
            return self.allows_tags(tagged);
        }
        if let Event::ClaimLinked(ClaimLinked { to, .. }) = event {
            let (on, rests_on) = (to.claim, &self.docket.rests_on);
            if on == claim {
                return Err(Refusal::Circle { claim, on });
            }
            if rests_on.contains_key(&on) {
                return Err(Refusal::AlreadyRests { claim, on });
            }
            let is_full = rests_on.len() >= Docket::MOST_GROUNDS;
            return if is_full { Err(Refusal::TooManyGrounds(claim)) } else { Ok(()) };
        }
        if let Event::ClaimUnlinked(ClaimLinked { to, .. }) = event {
            let rests = self.docket.rests_on.contains_key(&to.claim);
            let on = to.claim;
            return if rests { Ok(()) } else { Err(Refusal::DoesNotRest { claim, on }) };
        }
        if let Event::ClaimReleased(_) = event {
            let has = docket.assigned.is_some_and(|assigned| assigned.to == *by)
                || docket.taken.is_some_and(|lease| lease.by == *by && lease.runs_at(time));
            return if has { Ok(()) } else { Err(Refusal::NotTheirs { by: by.clone(), claim }) };
        }
        if self.dismissed {
            return Err(Refusal::Dismissed(claim));
        }
        if let Event::ClaimAssigned(assigned) = event {
            let role = roster.role_at(by, at);
            return allows_assignment(&docket, by, role, assigned, time);
        }
        let Event::ClaimTaken(taken) = event else { return Ok(()) };
        let seconds = taken.until.unix_seconds() - time.unix_seconds();
        if !(1..=Lease::LONGEST).contains(&seconds) {
            return Err(Refusal::LeaseLength(claim));
        }
        docket.is_free_for(by, time).map_err(|held| held.refusal(claim))
    }

    fn allows_tags(&self, tagged: &ClaimTagged) -> Result<(), Refusal> {
        let claim = self.claim;
        let has = |tag: &Tag| self.docket.tags.contains(tag);
        let is_sorted = |tags: &Option<Vec<Tag>>| {
            tags.as_ref().is_none_or(|tags| {
                !tags.is_empty()
                    && tags.iter().zip(tags.iter().skip(1)).all(|(one, next)| one < next)
            })
        };
        let (added, removed) = (tagged.added(), tagged.removed());
        let changes = !(added.is_empty() && removed.is_empty())
            && is_sorted(&tagged.add)
            && is_sorted(&tagged.remove)
            && !added.iter().any(has)
            && removed.iter().all(has);
        if !changes {
            return Err(Refusal::NothingTagged(claim));
        }
        if self.docket.tags.len() + added.len() - removed.len() > Docket::MOST_TAGS {
            return Err(Refusal::TooManyTags(claim));
        }
        Ok(())
    }

    /// What follows from an act that is allowed.
    pub(super) fn apply_to_docket(&mut self, position: EntryId, entry: &Entry, roster: &Roster) {
        self.docket = std::mem::take(&mut self.docket).settled(roster, position);
        let (docket, by) = (&mut self.docket, &entry.actor);
        if let Event::ClaimAssigned(ClaimAssigned { due, to, .. }) = &entry.event {
            let before = docket.assigned.take();
            if let Some(to) = to.clone() {
                docket.taken.take_if(|lease| lease.by != to);
                docket.assigned =
                    Some(Assignment { by: by.clone(), due: *due, entry: position, to });
            } else if let Some(before) = before {
                docket.free(&before.to);
            }
        } else if let Event::ClaimTaken(taken) = &entry.event {
            docket.taken = Some(Lease { by: by.clone(), entry: position, until: taken.until });
        } else if let Event::ClaimTagged(tagged) = &entry.event {
            docket.tags.extend(tagged.added().iter().cloned());
            docket.tags.retain(|tag| !tagged.removed().contains(tag));
        } else if let Event::ClaimLinked(linked) = &entry.event {
            docket.rests_on.insert(linked.to.claim, position);
        } else if let Event::ClaimUnlinked(linked) = &entry.event {
            docket.rests_on.remove(&linked.to.claim);
        } else if let Event::ClaimDismissed(_)
        | Event::ClaimReleased(_)
        | Event::ClaimReviewed(_)
        | Event::VerdictResolved(_) = &entry.event
        {
            docket.free(by);
        }
    }
}

/// Why a person cannot have a claim: somebody else has it.
enum Held<'a> {
    Assigned(&'a ReviewerName),
    Taken(&'a Lease),
}

impl Held<'_> {
    fn refusal(self, claim: ClaimId) -> Refusal {
        match self {
            Self::Assigned(to) => Refusal::Assigned { claim, to: to.clone() },
            Self::Taken(Lease { by, until, .. }) => {
                Refusal::Taken { by: by.clone(), claim, until: *until }
            }
        }
    }
}

impl Docket {
    /// Whether nobody else has the claim at this time.
    fn is_free_for(&self, by: &ReviewerName, time: Timestamp) -> Result<(), Held<'_>> {
        if let Some(assigned) = self.assigned.as_ref().filter(|assigned| assigned.to != *by) {
            return Err(Held::Assigned(&assigned.to));
        }
        match self.taken.as_ref().filter(|lease| lease.by != *by && lease.runs_at(time)) {
            Some(lease) => Err(Held::Taken(lease)),
            None => Ok(()),
        }
    }
}

/// Reviewers assign what nobody else has, and take back what they assigned; editors assign all.
fn allows_assignment(
    docket: &Docket,
    by: &ReviewerName,
    role: Role,
    assigned: &ClaimAssigned,
    time: Timestamp,
) -> Result<(), Refusal> {
    let ClaimAssigned { claim, due, to, .. } = assigned;
    let now = docket.assigned.as_ref();
    let is_same = now.map(|now| &now.to) == to.as_ref()
        && (to.is_none() || now.is_some_and(|now| now.due == *due));
    if is_same || to.is_none() && due.is_some() {
        return Err(Refusal::NothingAssigned(*claim));
    }
    if role == Role::Editor || now.is_some_and(|now| now.by == *by) {
        return Ok(());
    }
    docket.is_free_for(by, time).map_err(|held| held.refusal(*claim))
}
