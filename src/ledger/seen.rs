//! What a viewer sees. All that is read through a [`View`](super::View) goes through here: no face
//! can show what is hidden from the person who looks.

use std::collections::{BTreeMap, BTreeSet};

use super::LedgerError;
use crate::domain::{EntryId, LogEntry, Sight, Status, Viewer};
use crate::store::{Snapshot, StoreError};
use crate::view::{Before, ClaimDetail, ClaimSummary, Hidden, HistoryLine, Report};

/// Who looks at a ledger, or at an earlier state of it.
#[derive(Clone, Debug)]
pub(super) enum Looking {
    Now(Viewer),
    /// With the sight of now: what was not hidden then may be now.
    With(Sight),
}

impl Looking {
    pub(super) fn sight(&self, snapshot: &Snapshot<'_>) -> Result<Sight, StoreError> {
        let name = match self {
            Self::With(sight) => return Ok(sight.clone()),
            Self::Now(Viewer::Machine) => return Ok(Sight::WHOLE),
            Self::Now(Viewer::Person(name)) => Some(name),
            Self::Now(Viewer::Unknown) => None,
        };
        if !snapshot.may_be_blind()? {
            return Ok(Sight::WHOLE);
        }
        let roster = snapshot.roster()?;
        let name = name.map(|name| roster.present(name));
        if !roster.is_blind(name, EntryId(snapshot.entries()?)) {
            return Ok(Sight::WHOLE);
        }
        let of_others = snapshot.evidence_of_others(name)?;
        let Some(name) = name else {
            return Ok(Sight::blind(Vec::new(), [].into()).without(of_others));
        };
        let given = snapshot.reviewed_by(name)?;
        Ok(Sight::blind(roster.names_of(name), given).without(of_others))
    }
}

/// A claim as it is seen.
pub(super) fn claim(
    snapshot: &Snapshot<'_>,
    sight: &Sight,
    mut listed: ClaimSummary,
) -> Result<ClaimSummary, StoreError> {
    veil_grounds(sight, &mut listed);
    if sight.hides(listed.claim.id) {
        let acts = snapshot.acts(&listed.claim)?;
        veil(sight, &mut listed, &acts);
    }
    Ok(listed)
}

/// A claim with everything known about it, as it is seen.
pub(super) fn detail(sight: &Sight, examined: &mut ClaimDetail) {
    veil_grounds(sight, &mut examined.listed);
    if let Some(Before::Stood { conflict, status }) = &mut examined.before
        && sight.hides(examined.listed.claim.id)
    {
        (*conflict, *status) = (false, Status::Unverified);
    }
    veil(sight, &mut examined.listed, &examined.acts);
    examined.acts.retain(|act| !sight.hides_entry(act));
}

/// What others said of a claim is not to be told by what rests on it.
fn veil_grounds(sight: &Sight, listed: &mut ClaimSummary) {
    for ground in &mut listed.grounds {
        let is_hidden = sight.hides(ground.claim);
        ground.fell = ground.fell.filter(|fell| !(is_hidden && fell.gives_away()));
    }
}

fn veil(sight: &Sight, listed: &mut ClaimSummary, acts: &[LogEntry]) {
    if !sight.hides(listed.claim.id) {
        return;
    }
    listed.hidden = acts.iter().filter(|act| sight.hides_entry(act)).count() as u64;
    sight.veil(&mut listed.claim);
    listed.reviews.clear();
    listed.rulings.clear();
    listed.notes.retain(|note| sight.is_own(&note.by));
    listed.evidence.retain(|shown| sight.hidden_evidence(shown.evidence.id()).is_none());
}

/// An entry as it is seen.
pub(super) fn line(sight: &Sight, recorded: LogEntry) -> HistoryLine {
    match sight.hidden_claim(&recorded.entry.event) {
        Some(claim) if !sight.is_own(&recorded.entry.actor) => {
            HistoryLine::Hidden { at: recorded.entry.at, claim, position: recorded.position }
        }
        Some(_) | None => HistoryLine::Shown(Box::new(recorded)),
    }
}

/// The head of a report as it is seen.
pub(super) fn report(
    snapshot: &Snapshot<'_>,
    sight: &Sight,
    report: &mut Report,
) -> Result<(), LedgerError> {
    let Some(given) = sight.given() else { return Ok(()) };
    let mut hidden = Hidden { claims: BTreeMap::new(), from: sight.viewer().cloned() };
    let mut counted = BTreeSet::new();
    for article in snapshot.articles()? {
        for (claim, acts) in snapshot.acts_of(article)? {
            // Evidence may be about several claims, and is counted with the first.
            let own: Vec<_> = acts.iter().filter(|act| sight.hides_entry(act)).collect();
            if !own.is_empty() {
                let entries = own.iter().filter(|act| counted.insert(act.position)).count() as u64;
                hidden.claims.insert(claim, entries);
            }
        }
    }
    report.counts = snapshot.counts_seen(sight, None)?;
    report.in_conflict.retain(|claim| given.contains(claim));
    report.unverified = snapshot.unverified(sight)?;
    report.last = report.last.take().filter(|last| !sight.hides_entry(last));
    report.hidden = Some(hidden).filter(|hidden| !hidden.claims.is_empty());
    Ok(())
}
