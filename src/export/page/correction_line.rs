use serde::Serialize;

use crate::domain::{ClaimId, EntryId, Event, Status, Timestamp};
use crate::view::ClaimDetail;

/// Something that was put right, in the open.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionLine {
    at: String,
    by: String,
    claim: u64,
    /// After how many days, of a verdict.
    days: Option<i64>,
    entry: String,
    evidence: Option<String>,
    from: Option<&'static str>,
    note: Option<String>,
    to: Option<&'static str>,
    /// The key of its label.
    what: &'static str,
}

/// The corrections in the history of a claim: reviews with which somebody changed their own
/// judgement or that of an earlier reviewer, and what was taken back.
pub(super) fn corrections(examined: &ClaimDetail) -> Vec<CorrectionLine> {
    let ClaimId(claim) = examined.listed.claim.id;
    let mut found = Vec::new();
    // The last judgement, and when it was given.
    let mut judged: Option<(Status, Timestamp)> = None;
    for act in &examined.acts {
        let line = |what: &'static str| CorrectionLine {
            at: act.entry.at.to_string(),
            by: act.entry.actor.to_string(),
            claim,
            days: None,
            entry: act.position.to_string(),
            evidence: None,
            from: None,
            note: act.entry.event.remark().map(ToString::to_string),
            to: None,
            what,
        };
        let event = &act.entry.event;
        if let Event::ClaimReviewed(reviewed) = event {
            if let Some((from, at)) = judged
                && from != reviewed.status
                && !examined.is_taken_back(act)
                && is_by_same_reviewer(examined, act.position)
            {
                found.push(CorrectionLine {
                    days: Some(days(at, act.entry.at)),
                    from: Some(from.as_str()),
                    to: Some(reviewed.status.as_str()),
                    ..line("verdict")
                });
            }
            if reviewed.status != Status::Unverified {
                judged = Some((reviewed.status, act.entry.at));
            }
        } else if let Event::EvidenceWithdrawn(withdrawn) = event {
            let evidence = Some(withdrawn.evidence.to_string());
            found.push(CorrectionLine { evidence, ..line("evidence") });
        } else if matches!(event, Event::ClaimCorrected(_)) {
            found.push(line("claimant"));
        } else if matches!(event, Event::NoteRetracted(_)) {
            found.push(line("note"));
        } else if matches!(event, Event::ReviewWithdrawn(_)) {
            found.push(line("review"));
        }
    }
    found
}

/// Whether the reviewer of this entry had judged the claim before.
fn is_by_same_reviewer(examined: &ClaimDetail, entry: EntryId) -> bool {
    let reviews = &examined.listed.reviews;
    let Some(this) = reviews.iter().find(|review| review.entry == entry) else { return false };
    let mut earlier = reviews.iter().filter(|review| review.entry < entry);
    earlier.any(|review| review.reviewer == this.reviewer)
}

fn days(from: Timestamp, to: Timestamp) -> i64 {
    (to.unix_seconds() - from.unix_seconds()).max(0) / (24 * 60 * 60)
}
