//! Adding evidence, and what is done to it.

use std::collections::BTreeSet;

use super::act::said;
use super::{Ledger, LedgerError, WithheldError};
use crate::domain::{
    Act, Actor, Capture, CapturedText, CheckResult, ClaimId, Day, Event, Evidence, EvidenceAdded,
    EvidenceChecked, EvidenceGrouped, EvidenceId, EvidenceKind, EvidenceWithdrawn, Locator,
    NewReview, Note, OfClaim, QuoteAt, Reader, Roster, Sha256, SourceName, Stance, Words,
    find_quote,
};
use crate::store::{Snapshot, Writer};

/// Evidence that a person adds.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    pub captured: Option<Captured>,
    pub claims: BTreeSet<ClaimId>,
    pub kind: Option<EvidenceKind>,
    pub note: Option<Note>,
    pub origin: Option<SourceName>,
    pub published: Option<Day>,
    pub quote: Option<Note>,
    pub stance: Stance,
    pub what: WhereFound,
}

/// Where evidence is, or that nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhereFound {
    At(Locator),
    /// Somebody looked there, for that, and found nothing.
    Nothing(Note),
}

/// The bytes of a page or a file, with the text that a reader made of them.
#[derive(Clone, Debug)]
pub struct Captured {
    /// The address after all redirects.
    pub address: Option<String>,
    pub content_type: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub raw: Vec<u8>,
    pub status: Option<u16>,
    pub text: Option<ReadText>,
}

/// A text, and how it was read.
#[derive(Clone, Debug)]
pub struct ReadText {
    pub encoding: String,
    pub reader: Reader,
    pub text: String,
}

impl Captured {
    /// What an entry says of it.
    pub fn capture(&self) -> Capture {
        let text = self.text.as_ref().map(|read| CapturedText {
            bytes: read.text.len() as u64,
            encoding: read.encoding.clone(),
            reader: read.reader.clone(),
            sha256: Sha256::of(&read.text),
        });
        Capture {
            address: self.address.clone(),
            bytes: self.raw.len() as u64,
            content_type: self.content_type.clone(),
            etag: self.etag.clone(),
            last_modified: self.last_modified.clone(),
            sha256: Sha256::of(&self.raw),
            status: self.status,
            text,
        }
    }

    /// The captured text, if there is one.
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(|read| read.text.as_str())
    }
}

impl NewEvidence {
    /// Evidence of which nothing more is said. It is about no claim yet.
    pub fn of(what: WhereFound, captured: Option<Captured>, stance: Stance) -> Self {
        Self {
            captured,
            claims: BTreeSet::new(),
            kind: None,
            note: None,
            origin: None,
            published: None,
            quote: None,
            stance,
            what,
        }
    }

    /// Where it is, or what was looked for.
    pub fn place(&self) -> &str {
        match &self.what {
            WhereFound::At(locator) => locator.as_str(),
            WhereFound::Nothing(searched) => searched.as_str(),
        }
    }

    /// Where the quote is in what was captured.
    pub fn quote_at(&self) -> Option<QuoteAt> {
        let text = self.captured.as_ref()?.text()?;
        let span = find_quote(text, self.quote.as_ref()?.text()?)?;
        let quote_sha256 = Sha256::of(text.get(span.clone())?);
        Some(QuoteAt {
            quote_sha256,
            span: crate::domain::RawSpan { start: span.start, end: span.end },
        })
    }

    /// The event that records it.
    pub(super) fn event(&self, evidence: EvidenceId, claims: Vec<OfClaim>) -> EvidenceAdded {
        let quote_at = self.quote_at();
        let quote = self.quote.clone().filter(|_| quote_at.is_none());
        let (locator, searched) = match &self.what {
            WhereFound::At(locator) => (Some(locator.clone()), None),
            WhereFound::Nothing(searched) => (None, Some(searched.clone())),
        };
        EvidenceAdded {
            capture: self.captured.as_ref().map(Captured::capture),
            claims,
            evidence,
            kind: self.kind,
            locator,
            note: self.note.clone().map(Words::from),
            origin: self.origin.clone(),
            published: self.published,
            quote: quote.map(Words::from),
            quote_at,
            searched: searched.map(Words::from),
            stance: self.stance,
        }
    }

    /// Whether that event recorded this.
    pub(super) fn is_recorded_as(&self, added: &EvidenceAdded) -> bool {
        let own = self.event(added.evidence, added.claims.clone());
        let words = |added: &EvidenceAdded| {
            [&added.note, &added.quote, &added.searched].map(|words| said(words.as_ref()).cloned())
        };
        let plain = |added: &EvidenceAdded| {
            let (note, quote, searched) = (None, None, None);
            EvidenceAdded { note, quote, searched, ..added.clone() }
        };
        self.claims.iter().copied().eq(added.claims.iter().map(|of| of.claim))
            && words(&own) == words(added)
            && plain(&own) == plain(added)
    }

    pub(super) fn record(
        &self,
        writer: &mut Writer<'_>,
        by: &Actor,
    ) -> Result<EvidenceId, LedgerError> {
        let roster = writer.snapshot().roster()?;
        let mut claims = Vec::with_capacity(self.claims.len());
        let mut cases = Vec::with_capacity(self.claims.len());
        for id in &self.claims {
            let claim = writer.snapshot().claim(*id)?;
            let claim = claim.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
            cases.push(writer.snapshot().case(&claim, &roster)?);
            claims.push(OfClaim { claim: *id, quote_sha256: claim.quote_sha256 });
        }
        let evidence = writer.snapshot().next_evidence()?;
        let event = Event::EvidenceAdded(Box::new(self.event(evidence, claims)));
        cases.iter().try_for_each(|case| case.permits(&by.name, &event, &roster))?;
        if let Some(captured) = &self.captured {
            keep(writer, captured)?;
        }
        writer.append(event)?;
        Ok(evidence)
    }
}

/// Store what was captured, unless it was withheld once.
fn keep(writer: &mut Writer<'_>, captured: &Captured) -> Result<(), LedgerError> {
    for sha256 in captured.capture().contents() {
        if writer.snapshot().withheld_with(sha256)?.is_some() {
            return Err(WithheldError::Bytes.into());
        }
    }
    writer.keep(&captured.raw)?;
    if let Some(text) = captured.text() {
        writer.keep(text.as_bytes())?;
    }
    Ok(())
}

impl Ledger {
    /// Add evidence: all of these or none. Returns their ids.
    pub fn add_evidence(
        &mut self,
        author: &Actor,
        new: &[NewEvidence],
    ) -> Result<Vec<EvidenceId>, LedgerError> {
        let added = self.store.write(author, &self.keys, |writer| {
            new.iter().map(|one| one.record(writer, author)).collect()
        });
        self.or_repeated(added, |_, events| Ok(recorded(new, events)))
    }

    /// Add evidence, and give a verdict on claims that rests on it too: all of it or nothing.
    pub fn mark_with(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        opinion: &NewReview,
        new: &[NewEvidence],
    ) -> Result<Vec<EvidenceId>, LedgerError> {
        let once: BTreeSet<&ClaimId> = claims.iter().collect();
        let marked = self.store.write(author, &self.keys, |writer| {
            let added: Result<Vec<EvidenceId>, LedgerError> =
                new.iter().map(|one| one.record(writer, author)).collect();
            let added = added?;
            let mut opinion = opinion.clone();
            opinion.evidence.extend(&added);
            let act = Act::Review(opinion);
            let roster = writer.snapshot().roster()?;
            for id in &once {
                let claim = writer.snapshot().claim(**id)?;
                let claim = claim.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
                let case = writer.snapshot().case(&claim, &roster)?;
                writer.append(case.decide(&author.name, &act, &roster)?)?;
            }
            Ok(added)
        });
        self.or_repeated(marked, |_, events| {
            let (first, reviews) = events.split_at(new.len().min(events.len()));
            let is_same = reviews.iter().map(|event| event.acts_on().map(|(claim, _)| claim));
            let is_all = is_same.eq(once.iter().map(|claim| Some(**claim)));
            Ok(recorded(new, first).filter(|_| is_all))
        })
    }

    /// Withdraw evidence: all of it or none.
    pub fn withdraw_evidence(
        &mut self,
        author: &Actor,
        evidence: &BTreeSet<EvidenceId>,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        let done = self.store.write(author, &self.keys, |writer| {
            evidence.iter().try_for_each(|id| withdraw_in(writer, author, *id, reason))
        });
        self.or_repeated(done, |_, events| {
            let is_same = |(event, id): (&&Event, &EvidenceId)| {
                let Event::EvidenceWithdrawn(done) = event else { return false };
                (done.evidence, done.reason.text()) == (*id, Some(reason))
            };
            let is_all = events.len() == evidence.len() && events.iter().zip(evidence).all(is_same);
            Ok(is_all.then_some(()))
        })
    }

    /// Say that these pieces of evidence come from one origin.
    pub fn group_evidence(
        &mut self,
        author: &Actor,
        evidence: &BTreeSet<EvidenceId>,
        origin: &SourceName,
        reason: Option<&Note>,
    ) -> Result<(), LedgerError> {
        let ids: Vec<EvidenceId> = evidence.iter().copied().collect();
        let done = self.store.write(author, &self.keys, |writer| {
            let event = Event::EvidenceGrouped(EvidenceGrouped {
                evidence: ids.clone(),
                origin: origin.clone(),
                reason: reason.cloned().map(Words::from),
            });
            permitted(writer.snapshot(), author, &event, &ids)?;
            writer.append(event)?;
            Ok(())
        });
        self.or_repeated(done, |_, events| {
            let [Event::EvidenceGrouped(same)] = events else { return Ok(None) };
            let is_same = same.evidence == ids
                && same.origin == *origin
                && said(same.reason.as_ref()) == reason;
            Ok(is_same.then_some(()))
        })
    }

    /// Record what was found when evidence was looked up again, each with what was read then.
    pub fn record_checks(
        &mut self,
        author: &Actor,
        checks: &[(EvidenceId, CheckResult, Option<Captured>)],
    ) -> Result<(), LedgerError> {
        let event = |(evidence, result, captured): &(EvidenceId, CheckResult, Option<Captured>)| {
            let capture = captured.as_ref().map(Captured::capture);
            Event::EvidenceChecked(EvidenceChecked {
                capture,
                evidence: *evidence,
                result: *result,
            })
        };
        let done = self.store.write(author, &self.keys, |writer| {
            for check in checks {
                let event = event(check);
                permitted(writer.snapshot(), author, &event, &[check.0])?;
                if let Some(captured) = &check.2 {
                    keep(writer, captured)?;
                }
                writer.append(event)?;
            }
            Ok(())
        });
        self.or_repeated(done, |_, events| {
            let own: Vec<Event> = checks.iter().map(event).collect();
            Ok(events.iter().copied().eq(&own).then_some(()))
        })
    }
}

/// Withdraw one piece of evidence.
pub(super) fn withdraw_in(
    writer: &mut Writer<'_>,
    author: &Actor,
    evidence: EvidenceId,
    reason: &Note,
) -> Result<(), LedgerError> {
    let reason = reason.clone().into();
    let event = Event::EvidenceWithdrawn(EvidenceWithdrawn { evidence, reason });
    permitted(writer.snapshot(), author, &event, &[evidence])?;
    writer.append(event)?;
    Ok(())
}

/// Whether the rules allow this act on evidence, for all claims that it is about.
fn permitted(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    event: &Event,
    evidence: &[EvidenceId],
) -> Result<(), LedgerError> {
    let roster: Roster = snapshot.roster()?;
    for id in evidence {
        for of in known_evidence(snapshot, *id)?.added.claims {
            let claim = super::summary::known_claim(snapshot, of.claim)?;
            snapshot.case(&claim, &roster)?.permits(&author.name, event, &roster)?;
        }
    }
    Ok(())
}

/// A piece of evidence that must be there.
pub(super) fn known_evidence(
    snapshot: &Snapshot<'_>,
    id: EvidenceId,
) -> Result<Evidence, LedgerError> {
    snapshot.evidence(id)?.ok_or(LedgerError::NoEvidence(id))
}

/// The ids under which these events recorded this evidence.
fn recorded(new: &[NewEvidence], events: &[&Event]) -> Option<Vec<EvidenceId>> {
    let of = |(event, new): (&&Event, &NewEvidence)| {
        let Event::EvidenceAdded(added) = event else { return None };
        new.is_recorded_as(added).then_some(added.evidence)
    };
    if events.len() == new.len() { events.iter().zip(new).map(of).collect() } else { None }
}
