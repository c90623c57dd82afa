use super::{Projection, Row};
use crate::domain::{ReviewerName, ReviewerRenamed};
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
            "UPDATE notes SET reviewer = ?2 WHERE reviewer = ?1",
            "UPDATE reviewers SET name = ?2 WHERE name = ?1",
            "UPDATE reviews SET reviewer = ?2 WHERE reviewer = ?1",
        ] {
            self.index.connection.query(sql, params![from, name])?;
        }
        Ok(())
    }
}
