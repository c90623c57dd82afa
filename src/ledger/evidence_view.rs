//! Questions about evidence.

use std::collections::BTreeMap;

use super::LedgerError;
use super::evidence::known_evidence;
use super::summary::{known_claim, shown_evidence};
use super::view::View;
use crate::domain::{ClaimId, EntryId, Evidence, EvidenceId, Refusal, overlap, shingles};
use crate::view::{EvidenceDetail, ShownEvidence};

impl View<'_> {
    /// One piece of evidence, checked against the log, with the text that was captured.
    pub fn evidence(&self, id: EvidenceId) -> Result<EvidenceDetail, LedgerError> {
        let snapshot = self.snapshot();
        if let Some(claim) = self.sight().hidden_evidence(id) {
            return Err(Refusal::Hidden(claim).into());
        }
        let claim = known_evidence(snapshot, id)?.added.claims.first().map(|of| of.claim);
        let listed = self.claims(&Vec::from_iter(claim))?;
        let own = listed.into_iter().flat_map(|listed| listed.evidence);
        let shown = own.into_iter().find(|shown| shown.evidence.id() == id);
        let shown = shown.ok_or(LedgerError::NoEvidence(id))?;
        let text = self.captured_text(&shown)?;
        let Evidence { checks, entry, grouped, withdrawn, .. } = &shown.evidence;
        let mut entries: Vec<EntryId> = vec![*entry];
        entries.extend(checks.iter().map(|check| check.entry));
        entries.extend(grouped.iter().map(|grouping| grouping.entry));
        entries.extend(withdrawn.iter().map(|withdrawal| withdrawal.entry));
        entries.extend(shown.withheld);
        entries.sort_unstable();
        let mut acts = Vec::with_capacity(entries.len());
        for entry in entries {
            acts.push(snapshot.entry(entry)?.ok_or(LedgerError::NoEntry(entry))?);
        }
        Ok(EvidenceDetail { acts, shown, text })
    }

    /// The evidence about a claim, or all evidence, in the order in which it was added.
    pub fn evidence_list(&self, claim: Option<ClaimId>) -> Result<Vec<ShownEvidence>, LedgerError> {
        if let Some(claim) = claim {
            known_claim(self.snapshot(), claim)?;
            return Ok(self.claims(&[claim])?.into_iter().flat_map(|of| of.evidence).collect());
        }
        let (mut all, mut after) = (Vec::new(), EvidenceId(0));
        let roster = self.snapshot().roster()?;
        loop {
            let page = self.snapshot().evidence_after(after, 500)?;
            let Some(last) = page.last().copied() else { return Ok(all) };
            after = last;
            let is_shown = |id: &EvidenceId| self.sight().hidden_evidence(*id).is_none();
            for id in page.into_iter().filter(is_shown) {
                let evidence = known_evidence(self.snapshot(), id)?.as_of(&roster);
                all.push(shown_evidence(self.snapshot(), evidence)?);
            }
        }
    }

    /// How many pieces of these are hidden from the person who looks.
    pub fn hidden_evidence(&self, claim: Option<ClaimId>) -> Result<u64, LedgerError> {
        let Some(claim) = claim else { return Ok(self.sight().hidden_pieces()) };
        let of_claim = self.snapshot().evidence_of(&[claim])?.remove(&claim).unwrap_or_default();
        let is_hidden = |own: &&Evidence| self.sight().hidden_evidence(own.id()).is_some();
        Ok(of_claim.iter().filter(is_hidden).count() as u64)
    }

    /// Other evidence that quotes the very words that this one does, and what it is about.
    pub fn same_quote(
        &self,
        id: EvidenceId,
    ) -> Result<Vec<(EvidenceId, Vec<ClaimId>)>, LedgerError> {
        let own = known_evidence(self.snapshot(), id)?;
        let Some(quote) = own.added.quote_at else { return Ok(Vec::new()) };
        let others = self.others(id)?.into_iter();
        let same = others.filter(|other| {
            other.stands()
                && other.added.quote_at.is_some_and(|at| at.quote_sha256 == quote.quote_sha256)
        });
        let about =
            |other: Evidence| (other.id(), other.added.claims.iter().map(|of| of.claim).collect());
        Ok(same.map(about).collect())
    }

    /// Other evidence of which much of the captured text is the same, and how much, in percent. That
    /// of the same origin is left out.
    pub fn alike(&self, id: EvidenceId) -> Result<Vec<(EvidenceId, u64)>, LedgerError> {
        /// From here on, one is likely a copy of the other.
        const LEAST: u64 = 50;
        let own = known_evidence(self.snapshot(), id)?;
        let Some(text) = self.text_of(&own)? else { return Ok(Vec::new()) };
        let own_shingles = shingles(&text);
        let mut found = BTreeMap::new();
        for other in self.others(id)? {
            let is_same = other.origin().is_some() && other.origin() == own.origin();
            if is_same || !other.stands() {
                continue;
            }
            let Some(text) = self.text_of(&other)? else { continue };
            let percent = overlap(&own_shingles, &shingles(&text));
            if percent >= LEAST {
                found.insert(other.id(), percent);
            }
        }
        Ok(found.into_iter().collect())
    }

    /// The evidence that was added last before this.
    fn others(&self, id: EvidenceId) -> Result<Vec<Evidence>, LedgerError> {
        /// So that the ten-thousandth piece is added as fast as the first.
        const MOST: u64 = 200;
        let first = EvidenceId(id.0.saturating_sub(MOST + 1));
        let ids = self.snapshot().evidence_after(first, 200)?;
        let is_shown = |id: &EvidenceId| self.sight().hidden_evidence(*id).is_none();
        let ids = ids.into_iter().filter(|other| *other < id).filter(is_shown);
        ids.map(|other| known_evidence(self.snapshot(), other)).collect()
    }

    fn text_of(&self, evidence: &Evidence) -> Result<Option<String>, LedgerError> {
        let shown = shown_evidence(self.snapshot(), evidence.clone())?;
        self.captured_text(&shown)
    }

    fn captured_text(&self, shown: &ShownEvidence) -> Result<Option<String>, LedgerError> {
        let captured = shown.evidence.added.capture.as_ref();
        let text = captured.and_then(|capture| capture.text.as_ref());
        match text {
            Some(text) if shown.withheld.is_none() => {
                Ok(Some(self.snapshot().text(text.sha256)?.as_str().to_owned()))
            }
            _ => Ok(None),
        }
    }
}
