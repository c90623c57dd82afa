use std::collections::HashMap;
use std::sync::Arc;

use super::{Projection, Row};
use crate::domain::{
    ClaimId, Entry, PolicySet, RatingName, ReviewerName, ReviewerRenamed, Role, Roster, Ruling,
    ScaleSet,
};
use crate::store::StoreError;
use crate::store::sql::params;

impl Projection<'_> {
    pub(super) fn key_added(
        &self,
        row: Row,
        key: &str,
        name: &ReviewerName,
    ) -> Result<(), StoreError> {
        if self.index.has_key(key)? {
            return Err(row.misfit("its key is already known"));
        }
        self.index.connection.change(
            1,
            "INSERT INTO reviewers (key, name, entry, revoked)
                 VALUES (?1, ?2, ?3, NULL)",
            params![key, name, row.position],
        )
    }

    pub(super) fn key_revoked(&self, row: Row, key: &str) -> Result<(), StoreError> {
        if !self.index.has_active_key(key)? {
            return Err(row.misfit("no such key is active"));
        }
        self.index.connection.change(
            1,
            "UPDATE reviewers
             SET revoked = ?2
             WHERE key = ?1 AND revoked IS NULL",
            params![key, row.position],
        )
    }

    /// The key that signs is one that is valid, or a new one in the place of that.
    pub(super) fn succeeded(
        &self,
        row: Row,
        name: &ReviewerName,
        founder: &str,
    ) -> Result<(), StoreError> {
        if self.index.has_active_key(founder)? {
            return Ok(());
        }
        if let Some(old) = self.index.active_key_row(name)? {
            self.key_revoked(row, &old)?;
        }
        self.key_added(row, founder, name)
    }

    /// Whether the role of the person who acts lets them.
    pub(super) fn may(&mut self, row: Row, entry: &Entry) -> Result<(), StoreError> {
        let roster = self.roster()?;
        let refused = |source| StoreError::Refused { position: row.position, source };
        roster.allows(&entry.actor, &entry.event, row.position).map_err(refused)
    }

    /// The people so far.
    pub(in crate::store) fn roster(&mut self) -> Result<Arc<Roster>, StoreError> {
        if let Some(roster) = &self.roster {
            return Ok(Arc::clone(roster));
        }
        let roster = Arc::new(self.index.roster_rows()?);
        Ok(Arc::clone(self.roster.insert(roster)))
    }

    pub(super) fn role_given(
        &mut self,
        row: Row,
        name: &ReviewerName,
        role: Role,
    ) -> Result<(), StoreError> {
        (self.roster, self.cases) = (None, HashMap::new());
        self.index.connection.change(
            1,
            "INSERT INTO roles (entry, name, role)
                 VALUES (?1, ?2, ?3)",
            params![row.position, name, role],
        )?;
        self.free_all(row, name)
    }

    pub(super) fn policy_set(&mut self, row: Row, set: &PolicySet) -> Result<(), StoreError> {
        let policy = self.roster()?.policy_at(row.position).after(set);
        self.roster = None;
        self.index.connection.change(
            1,
            "INSERT INTO policies (
                     entry, editor_required, join_rule, note_required, resolver, reviews_required,
                     blind, evidence_required, independent_origins, importer_may_judge)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                row.position,
                policy.editor_required,
                policy.join,
                policy.note_required,
                policy.resolver,
                u32::from(policy.reviews_required.get()),
                policy.blind,
                policy.evidence_required,
                u32::from(policy.independent_origins.get()),
                policy.importer_may_judge,
            ],
        )
    }

    pub(super) fn scale_set(&mut self, row: Row, set: &ScaleSet) -> Result<(), StoreError> {
        self.roster = None;
        let ratings = serde_json::to_string(&set.ratings).unwrap_or_default();
        self.index.connection.change(
            1,
            "INSERT INTO scales (entry, ratings) VALUES (?1, ?2)",
            params![row.position, ratings],
        )
    }

    /// Store what was resolved or waived.
    pub(super) fn ruled(
        &mut self,
        row: Row,
        entry: &Entry,
        claim: ClaimId,
    ) -> Result<(), StoreError> {
        let to = self.acted_on(row, entry, claim)?;
        let Some(Ruling { at, by, kind, rating, reason, .. }) = Ruling::of(row.position, entry)
        else {
            return Ok(());
        };
        self.index.connection.change(
            1,
            "INSERT INTO rulings (entry, claim, kind, value, by, reason, at, rating)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                row.position,
                claim,
                kind.as_str(),
                kind.value(),
                by,
                reason,
                at,
                rating.as_ref().map(RatingName::as_str),
            ],
        )?;
        self.search_note(row.position, "", reason.text().unwrap_or_default());
        self.update(row, &to)
    }

    /// The reviews are the person's, whatever they are called now.
    pub(super) fn renamed(
        &mut self,
        row: Row,
        renamed: &ReviewerRenamed,
    ) -> Result<(), StoreError> {
        let ReviewerRenamed { from, key, name, .. } = renamed;
        let old = self.index.active_key_row(from)?;
        let old = old.ok_or_else(|| row.misfit("no key of that name is active"))?;
        if self.index.has_key(key)? {
            return Err(row.misfit("its key is already known"));
        }
        self.key_revoked(row, &old)?;
        self.key_added(row, key, name)?;
        self.cases.clear();
        self.roster = None;
        for sql in [
            "UPDATE assignments SET assignee = ?2 WHERE assignee = ?1",
            "UPDATE assignments SET by = ?2 WHERE by = ?1",
            "UPDATE evidence SET by = ?2 WHERE by = ?1",
            "UPDATE leases SET holder = ?2 WHERE holder = ?1",
            "UPDATE notes SET reviewer = ?2 WHERE reviewer = ?1",
            "UPDATE reviewers SET name = ?2 WHERE name = ?1",
            "UPDATE reviews SET reviewer = ?2 WHERE reviewer = ?1",
            "UPDATE roles SET name = ?2 WHERE name = ?1",
            "UPDATE rulings SET by = ?2 WHERE by = ?1",
        ] {
            self.index.connection.change_any(sql, params![from, name])?;
        }
        Ok(())
    }
}
