//! The rows that follow from evidence, and from what is done to it.

use super::{Change, Projection, Row};
use crate::domain::{
    Capture, ClaimId, Entry, EntryId, Event, EvidenceAdded, EvidenceId, EvidenceKind, Locator,
    Note, Sha256, SourceName, Words,
};
use crate::store::StoreError;
use crate::store::sql::{Param, params};
use crate::store::values::number;

impl Projection<'_> {
    pub(super) fn evidence_added(
        &mut self,
        row: Row,
        entry: &Entry,
        added: &EvidenceAdded,
    ) -> Result<(), StoreError> {
        if let Some(why) = added.misfit() {
            return Err(row.misfit(why));
        }
        if added.evidence != self.index.next_evidence()? {
            return Err(row.misfit("its evidence does not have the next number"));
        }
        if let Some(capture) = &added.capture {
            self.checked_capture(row, capture)?;
            self.checked_quote(row, added, capture)?;
        }
        let claims: Vec<ClaimId> = added.claims.iter().map(|of| of.claim).collect();
        let changes = self.acted_on_all(row, entry, &claims)?;
        let connection = self.index.connection;
        self.insert_evidence(row, entry, added)?;
        for claim in claims {
            connection.change(
                1,
                "INSERT INTO evidence_claims (claim, evidence) VALUES (?1, ?2)",
                params![claim, added.evidence],
            )?;
        }
        self.search_evidence(added.evidence, "")?;
        self.name_captured(row, added.evidence, added.capture.as_ref())?;
        changes.iter().try_for_each(|to| self.update(row, to))
    }

    fn insert_evidence(
        &mut self,
        row: Row,
        entry: &Entry,
        added: &EvidenceAdded,
    ) -> Result<(), StoreError> {
        let said = |words: &Option<Words<Note>>| words.as_ref().and_then(Words::text).cloned();
        let mut quote = said(&added.quote).map(|quote| quote.to_string());
        if let (Some(at), Some(text)) =
            (added.quote_at, added.capture.as_ref().and_then(|capture| capture.text.as_ref()))
            && let Some(text) = self.read_text(row, text.sha256)?
        {
            let span = row.span(Some(&text), at.span)?;
            quote = Some(text.quote(span).to_owned());
        }
        self.index.connection.change(
            1,
            "INSERT INTO evidence (
                 id, entry, by, stance, kind, locator, origin, published, quote, is_confirmed, note,
                 searched)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                added.evidence,
                row.position,
                entry.actor,
                added.stance.as_str(),
                added.kind.map(EvidenceKind::as_str),
                added.locator.as_ref().map(Locator::as_str),
                added.origin.as_ref().map(SourceName::as_str),
                added.published.map(|day| day.to_string()),
                quote,
                added.quote_at.is_some(),
                said(&added.note).map(|note| note.to_string()),
                said(&added.searched).map(|note| note.to_string()),
            ],
        )
    }

    /// Change what the index says of evidence, and what is found of it.
    fn say_of_evidence(
        &mut self,
        id: EvidenceId,
        sql: &str,
        value: impl Into<Param<'static>>,
    ) -> Result<(), StoreError> {
        let before = self.evidence_words_now(id)?;
        self.index.connection.change(1, sql, &[number(id.0).into(), value.into()])?;
        self.search_evidence(id, &before)
    }

    /// The words of this entry are gone on purpose, if it added evidence.
    pub(super) fn withhold_words_of_evidence(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let sql = "SELECT id FROM evidence WHERE entry = ?1";
        let Some(id) = self.index.connection.value(sql, params![entry])? else { return Ok(()) };
        self.say_of_evidence(
            id,
            "UPDATE evidence
                 SET note = NULL, searched = NULL,
                     quote = CASE WHEN is_confirmed = 1 THEN quote END
                 WHERE id = ?1 AND ?2 = 0",
            0,
        )
    }

    /// Evidence was checked, withdrawn, or its origin was set.
    pub(super) fn evidence_acted_on(&mut self, row: Row, entry: &Entry) -> Result<(), StoreError> {
        let evidence = entry.event.evidence();
        if evidence.is_empty() || !evidence.is_sorted_by(|one, next| one < next) {
            return Err(row.misfit("its list of evidence is not sorted"));
        }
        let next = self.index.next_evidence()?;
        if evidence.iter().any(|id| id.0 == 0 || *id >= next) {
            return Err(row.misfit("there is no such evidence"));
        }
        let mut captured = None;
        if let Event::EvidenceChecked(checked) = &entry.event
            && let Some(capture) = &checked.capture
        {
            if self.index.evidence_withheld_by_row(checked.evidence)? {
                return Err(row.misfit("what was captured of it is withheld"));
            }
            self.checked_capture(row, capture)?;
            captured = Some((checked.evidence, capture));
        }
        let claims: Vec<ClaimId> = self.index.claims_of_evidence(evidence)?.into_iter().collect();
        let changes = self.acted_on_all(row, entry, &claims)?;
        for id in evidence {
            self.index.connection.change(
                1,
                "INSERT INTO evidence_acts (evidence, entry) VALUES (?1, ?2)",
                params![id, row.position],
            )?;
        }
        for &id in evidence {
            if let Event::EvidenceGrouped(grouped) = &entry.event {
                let origin = grouped.origin.as_str().to_owned();
                self.say_of_evidence(id, "UPDATE evidence SET origin = ?2 WHERE id = ?1", origin)?;
            } else if let Event::EvidenceWithdrawn(_) = &entry.event {
                let sql = "UPDATE evidence SET withdrawn = ?2 WHERE id = ?1";
                self.say_of_evidence(id, sql, number(row.position.0))?;
            }
        }
        if let Some((id, capture)) = captured {
            self.name_captured(row, id, Some(capture))?;
        }
        changes.iter().try_for_each(|to| self.update(row, to))
    }

    /// The effect of one entry on several claims: on all of them, or it has none.
    fn acted_on_all(
        &mut self,
        row: Row,
        entry: &Entry,
        claims: &[ClaimId],
    ) -> Result<Vec<Change>, StoreError> {
        let changes: Result<Vec<Change>, StoreError> =
            claims.iter().map(|claim| self.acted_on(row, entry, *claim)).collect();
        if changes.is_err() {
            // Some of them were changed by an entry that has no effect.
            self.cases.clear();
        }
        changes
    }

    /// The bytes must be there, unless a later entry withholds them; and an earlier one must not
    /// have.
    fn checked_capture(&mut self, row: Row, capture: &Capture) -> Result<(), StoreError> {
        let text = capture.text.as_ref().map(|text| (text.sha256, text.bytes));
        self.checked_contents(row, std::iter::once((capture.sha256, capture.bytes)).chain(text))?;
        text.map_or(Ok(()), |(sha256, _)| self.read_text(row, sha256).map(drop))
    }

    /// A quote is what the captured text has there.
    fn checked_quote(
        &mut self,
        row: Row,
        added: &EvidenceAdded,
        capture: &Capture,
    ) -> Result<(), StoreError> {
        let (Some(at), Some(text)) = (added.quote_at, &capture.text) else { return Ok(()) };
        let text = self.read_text(row, text.sha256)?;
        let span = row.span(text.as_deref(), at.span)?;
        let is_other = |text: &std::sync::Arc<_>| {
            Sha256::of(crate::domain::Text::quote(text, span)) != at.quote_sha256
        };
        if text.as_ref().is_some_and(is_other) {
            return Err(row.misfit("its quote is not what the captured text has there"));
        }
        Ok(())
    }

    fn name_captured(
        &self,
        row: Row,
        id: EvidenceId,
        capture: Option<&Capture>,
    ) -> Result<(), StoreError> {
        for sha256 in capture.into_iter().flat_map(Capture::contents) {
            self.index.connection.change_any(
                "INSERT INTO evidence_contents (evidence, sha256, entry)
                     VALUES (?1, ?2, ?3)
                     ON CONFLICT (evidence, sha256) DO NOTHING",
                params![id, sha256, row.position],
            )?;
        }
        Ok(())
    }

    /// What was captured as this evidence is gone on purpose.
    pub(super) fn withhold_evidence(
        &mut self,
        row: Row,
        evidence: &[EvidenceId],
    ) -> Result<(), StoreError> {
        for &id in evidence {
            for sha256 in self.index.contents_of_evidence(id)? {
                self.index.connection.change_any(
                    "INSERT INTO withheld (sha256, article, entry)
                         VALUES (?1, 0, ?2)
                         ON CONFLICT (sha256) DO NOTHING",
                    params![sha256, row.position],
                )?;
            }
            self.say_of_evidence(
                id,
                "UPDATE evidence
                     SET withheld = ?2, quote = CASE WHEN is_confirmed = 0 THEN quote END
                     WHERE id = ?1",
                number(row.position.0),
            )?;
        }
        Ok(())
    }
}
