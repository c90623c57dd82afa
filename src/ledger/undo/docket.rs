//! What takes back an assignment, a lease or tags.

use super::{Step, known_claim};
use crate::domain::{Act, Actor, Case, ClaimId, Docket, EntryId, Event, LogEntry};
use crate::ledger::{Ledger, LedgerError};
use crate::store::Snapshot;

/// What puts the docket of a claim back to what it was before this entry of this person. Empty: a
/// lease that they gave back has run out since.
pub(super) fn steps(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    recorded: &LogEntry,
) -> Result<Vec<Step>, LedgerError> {
    let Some((claim, _)) = recorded.entry.event.acts_on() else { return Ok(Vec::new()) };
    if let Event::ClaimTagged(tagged) = &recorded.entry.event {
        let (add, remove) = (tagged.removed(), tagged.added());
        let (add, remove) = (add.iter().cloned().collect(), remove.iter().cloned().collect());
        return Ok(vec![Step::Docket(claim, Act::Tag { add, remove }, recorded.position)]);
    }
    let at = author.at;
    let before = docket_before(snapshot, claim, recorded.position)?;
    let own = before.assigned.as_ref().filter(|assigned| assigned.to == author.name);
    let own = own.map(|own| Act::Assign { at, due: own.due, to: Some(own.to.clone()) });
    let lease = before.taken.filter(|lease| lease.by == author.name && lease.runs_at(at));
    let lease = lease.map(|lease| Act::Take { at, until: lease.until });
    let acts = if let Event::ClaimAssigned(_) = &recorded.entry.event {
        let (due, to) = before.assigned.map_or((None, None), |was| (was.due, Some(was.to)));
        [Some(Act::Assign { at, due, to }), None]
    } else if let Event::ClaimReleased(_) = &recorded.entry.event {
        [own, lease]
    } else if lease.is_some() {
        [lease, None]
    } else {
        // Giving it back ends an assignment, too.
        [Some(Act::Release { at }), own]
    };
    let step = |act| Step::Docket(claim, act, recorded.position);
    // The steps of an act are taken from its last to its first.
    Ok(acts.into_iter().flatten().map(step).rev().collect())
}

/// Who had a claim before this entry, and its tags.
fn docket_before(
    snapshot: &Snapshot<'_>,
    claim: ClaimId,
    before: EntryId,
) -> Result<Docket, LedgerError> {
    let (claim, roster) = (known_claim(snapshot, claim)?, snapshot.roster()?);
    let mut case = Case::new(claim.id, claim.quote_sha256);
    for act in snapshot.acts(&claim)?.iter().take_while(|act| act.position < before) {
        // What a rule refuses has no effect.
        let _ = case.apply(act.position, &act.entry, &roster);
    }
    Ok(case.docket().clone().settled(&roster, before))
}

impl Ledger {
    /// Record what puts the dockets back, naming the entries that are taken back.
    pub(super) fn undo_on_dockets(
        &mut self,
        author: &Actor,
        steps: &[(ClaimId, &Act, EntryId)],
    ) -> Result<(), LedgerError> {
        let undone = self.store.write(author, &self.keys, |writer| {
            let roster = writer.snapshot().roster()?;
            for (id, act, entry) in steps {
                let claim = known_claim(writer.snapshot(), *id)?;
                let case = writer.snapshot().case(&claim, &roster)?;
                writer.append(case.decide(&author.name, act, &roster)?.undoing(*entry))?;
            }
            Ok(())
        });
        self.or_repeated(undone, |_, events| {
            let undoes = |event: &&Event| event.undoes();
            let is_all = events.iter().map(undoes).eq(steps.iter().map(|step| Some(step.2)));
            Ok(is_all.then_some(()))
        })
    }
}

/// What would be recorded, in words.
pub(super) fn summary(claim: ClaimId, act: &Act) -> String {
    if let Act::Assign { due, to, .. } = act {
        let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
        let to = to.as_ref().map_or("nobody", |to| to.as_str());
        format!("assign {claim} to {to}{due}")
    } else if let Act::Tag { add, remove } = act {
        let added = add.iter().map(|tag| format!(" +{tag}"));
        let removed = remove.iter().map(|tag| format!(" -{tag}"));
        format!("tag {claim}{}", added.chain(removed).collect::<String>())
    } else if let Act::Take { until, .. } = act {
        format!("take {claim} until {} UTC", until.to_minute())
    } else {
        format!("give back {claim}")
    }
}
