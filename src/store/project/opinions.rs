//! The rows that follow from reviews and notes.

use super::{Projection, Row};
use crate::domain::{ClaimReviewed, Entry, EntryId, EvidenceId, NoteAdded, RatingName, Words};
use crate::store::StoreError;
use crate::store::sql::params;

impl Projection<'_> {
    pub(super) fn claim_reviewed(
        &mut self,
        row: Row,
        entry: &Entry,
        reviewed: &ClaimReviewed,
    ) -> Result<(), StoreError> {
        let evidence = row.evidence(reviewed)?;
        let to = self.acted_on(row, entry, reviewed.claim)?;
        self.index.connection.change(
            1,
            "INSERT INTO reviews (entry, claim, reviewer, status, note, at, evidence, rating)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                row.position,
                reviewed.claim,
                entry.actor,
                reviewed.status,
                reviewed.note.as_ref().map(Words::note),
                entry.at,
                evidence.map(listed),
                reviewed.rating.as_ref().map(RatingName::as_str),
            ],
        )?;
        let note = reviewed.note.as_ref().and_then(|note| note.note().text());
        self.search_note(row.position, "", note.unwrap_or_default());
        self.update(row, &to)
    }

    pub(super) fn note_added(
        &mut self,
        row: Row,
        entry: &Entry,
        added: &NoteAdded,
    ) -> Result<(), StoreError> {
        let to = self.acted_on(row, entry, added.claim)?;
        added.replaces.map_or(Ok(()), |replaced| self.remove_note(replaced))?;
        self.index.connection.change(
            1,
            "INSERT INTO notes (entry, claim, reviewer, note, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            params![row.position, added.claim, entry.actor, added.note.note(), entry.at],
        )?;
        self.search_note(row.position, "", added.note.note().text().unwrap_or_default());
        self.update(row, &to)
    }

    pub(super) fn remove_note(&mut self, note: EntryId) -> Result<(), StoreError> {
        self.unsearch_note(note)?;
        self.index.connection.change(1, "DELETE FROM notes WHERE entry = ?1", params![note])
    }
}

impl Row {
    /// The evidence that a review names.
    pub(super) fn evidence(
        self,
        reviewed: &ClaimReviewed,
    ) -> Result<Option<&[EvidenceId]>, StoreError> {
        let evidence = reviewed.evidence.as_deref();
        if evidence.is_some_and(|ids| ids.is_empty() || !ids.is_sorted_by(|one, next| one < next)) {
            return Err(self.misfit("its list of evidence is not sorted"));
        }
        Ok(evidence)
    }
}

/// `V4 V7`.
fn listed(evidence: &[EvidenceId]) -> String {
    evidence.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
