use serde::Serialize;

use crate::domain::{ClaimId, EvidenceId};
use crate::view::{ClaimCorrection, ClaimDetail, Corrected};

/// Something that was put right, in the open.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionLine {
    at: String,
    by: String,
    claim: u64,
    /// After how many days.
    days: i64,
    entry: String,
    evidence: Option<String>,
    from: Option<&'static str>,
    note: Option<String>,
    to: Option<&'static str>,
    /// The key of its label.
    what: &'static str,
}

/// The corrections in the history of a claim.
pub(super) fn corrections(examined: &ClaimDetail) -> impl Iterator<Item = CorrectionLine> {
    let ClaimId(claim) = examined.listed.claim.id;
    examined.corrections().into_iter().map(move |correction| line(claim, &correction))
}

fn line(claim: u64, correction: &ClaimCorrection<'_>) -> CorrectionLine {
    let ClaimCorrection { act, reason, what, .. } = correction;
    let (from, to) = match what {
        Corrected::Verdict { from, to } => (Some(from.as_str()), Some(to.as_str())),
        Corrected::Resolved(to) => (None, Some(to.as_str())),
        Corrected::Claimant
        | Corrected::Dismissed
        | Corrected::Evidence(_)
        | Corrected::Note
        | Corrected::Restored
        | Corrected::Review => (None, None),
    };
    let evidence = if let Corrected::Evidence(id) = what { Some(*id) } else { None };
    CorrectionLine {
        at: act.entry.at.to_string(),
        by: act.entry.actor.to_string(),
        claim,
        days: correction.days(),
        entry: act.position.to_string(),
        evidence: evidence.as_ref().map(EvidenceId::to_string),
        from,
        note: reason.map(ToString::to_string),
        to,
        what: what.as_str(),
    }
}
