//! What a judgement rests on: a page, a file, or a search that found nothing.

mod event;
mod quote;
mod source;

use std::collections::BTreeMap;

pub(super) use event::short;
pub use event::{
    Capture, CapturedText, CheckResult, EvidenceAdded, EvidenceChecked, EvidenceGrouped,
    EvidenceKind, EvidenceWithdrawn, Locator, NotAName, OfClaim, QuoteAt, SourceName, Stance,
};
pub use quote::find_quote;
pub use source::source_of;

use super::{
    ClaimId, EntryId, Event, EvidenceId, LogEntry, Note, Review, ReviewerName, Roster, Sha256,
    Timestamp, Withdrawal,
};

/// A piece of evidence in the ledger, with what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub added: EvidenceAdded,
    pub at: Timestamp,
    pub by: ReviewerName,
    /// What was found when it was looked up again, in order.
    pub checks: Vec<Check>,
    pub entry: EntryId,
    /// The origins that people set later, in order.
    pub grouped: Vec<Grouping>,
    pub withdrawn: Option<Withdrawal>,
}

/// That evidence was looked up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub at: Timestamp,
    pub by: ReviewerName,
    pub capture: Option<Capture>,
    pub entry: EntryId,
    pub result: CheckResult,
}

/// That a person said where evidence comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    pub at: Timestamp,
    pub by: ReviewerName,
    pub entry: EntryId,
    pub origin: SourceName,
}

/// Why a judgement no longer rests on a piece of evidence as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallen {
    Gone,
    QuoteGone,
    Withdrawn,
}

impl Fallen {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::QuoteGone => "quote_gone",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What a person reads after the id of the evidence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Gone => "can no longer be found",
            Self::QuoteGone => "no longer has its quote",
            Self::Withdrawn => "was withdrawn",
        }
    }
}

impl Evidence {
    /// The evidence that an entry records; `None` if it records something else.
    pub fn recorded(LogEntry { entry, position, .. }: &LogEntry) -> Option<Self> {
        let Event::EvidenceAdded(added) = &entry.event else { return None };
        Some(Self {
            added: (**added).clone(),
            at: entry.at,
            by: entry.actor.clone(),
            checks: Vec::new(),
            entry: *position,
            grouped: Vec::new(),
            withdrawn: None,
        })
    }

    /// Apply the next entry about it. The rules allowed it.
    pub fn apply(&mut self, LogEntry { entry, position, .. }: &LogEntry) {
        let (at, by, position) = (entry.at, entry.actor.clone(), *position);
        if let Event::EvidenceChecked(checked) = &entry.event {
            let (capture, result) = (checked.capture.clone(), checked.result);
            self.checks.push(Check { at, by, capture, entry: position, result });
        } else if let Event::EvidenceGrouped(grouped) = &entry.event {
            let origin = grouped.origin.clone();
            self.grouped.push(Grouping { at, by, entry: position, origin });
        } else if let Event::EvidenceWithdrawn(withdrawn) = &entry.event {
            let reason = withdrawn.reason.note().clone();
            self.withdrawn = Some(Withdrawal { at, by, entry: position, reason });
        }
    }

    /// The same, by what its people are called now.
    #[must_use]
    pub fn as_of(mut self, roster: &Roster) -> Self {
        let present = |name: &mut ReviewerName| *name = roster.present(name).clone();
        present(&mut self.by);
        self.checks.iter_mut().for_each(|check| present(&mut check.by));
        self.grouped.iter_mut().for_each(|grouping| present(&mut grouping.by));
        self.withdrawn.iter_mut().for_each(|withdrawal| present(&mut withdrawal.by));
        self
    }

    pub fn id(&self) -> EvidenceId {
        self.added.evidence
    }

    /// Whether it was not withdrawn.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Where it comes from, as a person said last.
    pub fn origin(&self) -> Option<&SourceName> {
        self.grouped.last().map(|grouping| &grouping.origin).or(self.added.origin.as_ref())
    }

    /// Whether it is about this claim.
    pub fn is_about(&self, claim: ClaimId) -> bool {
        self.added.claims.iter().any(|of| of.claim == claim)
    }

    /// The last capture, and who made it: a check may have seen another text than the one that is
    /// quoted.
    pub fn last_capture(&self) -> Option<&Capture> {
        let checked = self.checks.iter().rev().find_map(|check| check.capture.as_ref());
        checked.or(self.added.capture.as_ref())
    }

    /// What happened to it after this entry so that nothing rests on it as before.
    pub fn fallen_since(&self, entry: EntryId) -> Option<Fallen> {
        Piece::of(self).fallen_since(entry)
    }

    /// The hashes of all bytes that it names, which are stored next to the log.
    pub fn contents(&self) -> Vec<Sha256> {
        let checked = self.checks.iter().filter_map(|check| check.capture.as_ref());
        let all = self.added.capture.iter().chain(checked);
        all.flat_map(Capture::contents).collect()
    }

    /// What somebody wrote that stands beside the log.
    pub fn note(&self) -> Option<&Note> {
        self.added.note.as_ref().map(super::Words::note)
    }
}

/// Evidence, as far as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) by: ReviewerName,
    checks: Vec<(EntryId, CheckResult)>,
    pub(super) entry: EntryId,
    /// What it counts as among independent origins, since which entry.
    sources: Vec<(EntryId, Option<String>)>,
    withdrawn: Option<EntryId>,
}

impl Piece {
    pub(super) fn of(evidence: &Evidence) -> Self {
        let named = evidence.grouped.iter();
        let named = named.map(|of| (of.entry, Some(source::of_name(&of.origin))));
        let first = (evidence.entry, source_of(&evidence.added));
        Self {
            by: evidence.by.clone(),
            checks: evidence.checks.iter().map(|check| (check.entry, check.result)).collect(),
            entry: evidence.entry,
            sources: std::iter::once(first).chain(named).collect(),
            withdrawn: evidence.withdrawn.as_ref().map(|withdrawal| withdrawal.entry),
        }
    }

    pub(super) fn added(entry: EntryId, by: ReviewerName, added: &EvidenceAdded) -> Self {
        let sources = vec![(entry, source_of(added))];
        Self { by, checks: Vec::new(), entry, sources, withdrawn: None }
    }

    pub(super) fn check(&mut self, entry: EntryId, result: CheckResult) {
        self.checks.push((entry, result));
    }

    pub(super) fn group(&mut self, entry: EntryId, origin: &SourceName) {
        self.sources.push((entry, Some(source::of_name(origin))));
    }

    pub(super) fn withdraw(&mut self, entry: EntryId) {
        self.withdrawn = Some(entry);
    }

    pub(super) fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether it stands after this entry.
    pub(super) fn stands_at(&self, entry: EntryId) -> bool {
        self.entry <= entry && self.withdrawn.is_none_or(|withdrawn| withdrawn > entry)
    }

    /// What it counts as among independent origins after this entry.
    pub(super) fn source_at(&self, entry: EntryId) -> Option<&str> {
        let (_, source) = self.sources.iter().rfind(|(since, _)| *since <= entry)?;
        source.as_deref()
    }

    /// The entries after which a verdict may have another ground than before.
    pub(super) fn turns(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.sources.iter().skip(1).map(|(entry, _)| *entry).chain(self.withdrawn)
    }

    pub(super) fn fallen_since(&self, entry: EntryId) -> Option<Fallen> {
        if self.withdrawn.is_some_and(|withdrawn| withdrawn > entry) {
            return Some(Fallen::Withdrawn);
        }
        let (_, last) = self.checks.last().filter(|(checked, _)| *checked > entry)?;
        match last {
            CheckResult::Gone => Some(Fallen::Gone),
            CheckResult::QuoteGone => Some(Fallen::QuoteGone),
            CheckResult::Moved | CheckResult::There => None,
        }
    }
}

/// The evidence that reviews which count rest on, and that has fallen since.
pub fn fallen(reviews: &[Review], evidence: &[Evidence]) -> BTreeMap<EvidenceId, Fallen> {
    let pieces: BTreeMap<EvidenceId, &Evidence> =
        evidence.iter().map(|piece| (piece.id(), piece)).collect();
    let rests = Review::latest(reviews)
        .flat_map(|review| review.evidence.iter().map(move |id| (*id, review.entry)));
    let fell = rests.filter_map(|(id, entry)| Some((id, pieces.get(&id)?.fallen_since(entry)?)));
    fell.collect()
}
