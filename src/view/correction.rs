use super::ClaimDetail;
use crate::domain::{EntryId, Event, EvidenceId, LogEntry, Note, Review, Status, Timestamp};

/// Something about a claim that was put right in the open: what had been recorded, and may have been
/// read, no longer counts. Reports, sites and exchange formats all list these.
#[derive(Clone, Debug)]
pub struct ClaimCorrection<'a> {
    pub act: &'a LogEntry,
    /// Why, unless it was in a review that was taken back.
    pub reason: Option<&'a Note>,
    /// When what was put right had been recorded.
    pub since: Timestamp,
    pub what: Corrected,
}

/// What was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// Who said it.
    Claimant,
    /// A claim that somebody had judged was dismissed.
    Dismissed,
    /// This evidence was withdrawn.
    Evidence(EvidenceId),
    /// A note was retracted.
    Note,
    /// It was dismissed after somebody had judged it, and is back.
    Restored,
    /// Reviewers disagreed, and an editor decided.
    Resolved(Status),
    /// A review was withdrawn.
    Review,
    /// A reviewer changed their own judgement. To `unverified`: they reopened it.
    Verdict { from: Status, to: Status },
}

impl Corrected {
    /// A stable key, as labels use it: `verdict`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claimant => "claimant",
            Self::Dismissed => "dismissed",
            Self::Evidence(_) => "evidence",
            Self::Note => "note",
            Self::Resolved(_) => "resolved",
            Self::Restored => "restored",
            Self::Review => "review",
            Self::Verdict { to: Status::Unverified, .. } => "reopened",
            Self::Verdict { .. } => "verdict",
        }
    }
}

impl ClaimCorrection<'_> {
    /// After how many whole days.
    pub fn days(&self) -> i64 {
        let seconds = self.act.entry.at.unix_seconds() - self.since.unix_seconds();
        seconds.max(0) / (24 * 60 * 60)
    }
}

/// The corrections in the history of a claim, in order.
pub(super) fn corrections(examined: &ClaimDetail) -> Vec<ClaimCorrection<'_>> {
    let mut history = History::default();
    let mut found = Vec::new();
    for act in examined.acts.iter().filter(|act| act.has_effect) {
        let Some((what, since)) = history.read(examined, act) else { continue };
        let reason = act.entry.event.remark().filter(|_| !examined.is_taken_back(act));
        found.push(ClaimCorrection { act, reason, since, what });
    }
    found
}

/// What counted before an act.
#[derive(Default)]
struct History {
    dismissed: Option<Timestamp>,
    /// The reviews that stood.
    reviews: Vec<Review>,
}

impl History {
    /// What the act puts right, if anything, and when that had been recorded.
    fn read(&mut self, examined: &ClaimDetail, act: &LogEntry) -> Option<(Corrected, Timestamp)> {
        let event = &act.entry.event;
        if let Some(review) = Review::recorded(act) {
            let changed = self.changed_by(&review);
            self.reviews.push(review);
            return changed;
        }
        if let Event::ReviewWithdrawn(back) = event {
            let at = self.reviews.iter().position(|review| review.entry == back.entry)?;
            return Some((Corrected::Review, self.reviews.remove(at).at));
        }
        if let Event::VerdictResolved(resolved) = event {
            let mut others = Review::latest(&self.reviews);
            let overruled = others.find(|review| review.status != resolved.status);
            let since = overruled.or(self.reviews.last())?.at;
            return Some((Corrected::Resolved(resolved.status), since));
        }
        if let Event::EvidenceWithdrawn(withdrawn) = event {
            let all = &mut examined.listed.evidence.iter().map(|shown| &shown.evidence);
            let since = all.find(|known| known.id() == withdrawn.evidence)?.at;
            return Some((Corrected::Evidence(withdrawn.evidence), since));
        }
        if matches!(event, Event::ClaimCorrected(_)) {
            return Some((Corrected::Claimant, examined.listed.claim.created_at));
        }
        if let Event::NoteRetracted(back) = event {
            return Some((Corrected::Note, time_of(examined, back.entry)?));
        }
        if matches!(event, Event::ClaimDismissed(_)) {
            let judged = self.reviews.iter().rfind(|review| review.status != Status::Unverified)?;
            self.dismissed = Some(act.entry.at);
            return Some((Corrected::Dismissed, judged.at));
        }
        if matches!(event, Event::ClaimRestored(_)) {
            return Some((Corrected::Restored, self.dismissed.take()?));
        }
        None
    }

    /// What a reviewer puts right who judges otherwise than before. One who reopened the claim, and
    /// judges it again, changes the judgement before that.
    fn changed_by(&self, review: &Review) -> Option<(Corrected, Timestamp)> {
        let Review { reviewer, status: to, .. } = review;
        let own = || self.reviews.iter().rev().filter(|before| &before.reviewer == reviewer);
        let judged = own().find(|before| before.status != Status::Unverified)?;
        let is_open = own().next().is_some_and(|last| last.status == Status::Unverified);
        let changes = judged.status != *to && !(is_open && *to == Status::Unverified);
        let what = Corrected::Verdict { from: judged.status, to: *to };
        changes.then_some((what, judged.at))
    }
}

/// When an entry of this history was recorded.
fn time_of(examined: &ClaimDetail, entry: EntryId) -> Option<Timestamp> {
    examined.acts.iter().find(|act| act.position == entry).map(|act| act.entry.at)
}
