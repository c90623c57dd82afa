use super::{Projection, Row};
use crate::domain::{ClaimId, ClaimLinked, Docket, Entry, EntryId, Refusal, ReviewerName};
use crate::store::StoreError;
use crate::store::sql::params;

impl Projection<'_> {
    /// Store who has a claim now, and its tags.
    pub(super) fn store_docket(
        &self,
        row: Row,
        claim: ClaimId,
        before: &Docket,
        now: &Docket,
    ) -> Result<(), StoreError> {
        let connection = self.index.connection;
        if before.assigned != now.assigned {
            connection.change_any("DELETE FROM assignments WHERE claim = ?1", params![claim])?;
            if let Some(assigned) = &now.assigned {
                connection.change(
                    1,
                    "INSERT INTO assignments (claim, entry, assignee, due, by)
                         VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![claim, assigned.entry, assigned.to, assigned.due, assigned.by],
                )?;
            }
        }
        if before.taken != now.taken {
            connection.change_any("DELETE FROM leases WHERE claim = ?1", params![claim])?;
            if let Some(lease) = &now.taken {
                connection.change(
                    1,
                    "INSERT INTO leases (claim, entry, holder, until)
                         VALUES (?1, ?2, ?3, ?4)",
                    params![claim, lease.entry, lease.by, lease.until],
                )?;
            }
        }
        for (target, entry) in &before.rests_on {
            if !now.rests_on.contains_key(target) {
                let sql = "UPDATE grounds SET until = ?2 WHERE entry = ?1";
                connection.change(1, sql, params![entry, row.position])?;
            }
        }
        for (target, entry) in &now.rests_on {
            if !before.rests_on.contains_key(target) {
                let sql = "INSERT INTO grounds (entry, claim, target) VALUES (?1, ?2, ?3)";
                connection.change(1, sql, params![entry, claim, target])?;
            }
        }
        for tag in before.tags.difference(&now.tags) {
            connection.change(
                1,
                "DELETE FROM tags WHERE tag = ?1 AND claim = ?2",
                params![tag, claim],
            )?;
        }
        for tag in now.tags.difference(&before.tags) {
            connection.change(
                1,
                "INSERT INTO tags (tag, claim) VALUES (?1, ?2)",
                params![tag, claim],
            )?;
        }
        Ok(())
    }

    /// A claim rests on another: the words of both are known, and there is no circle.
    pub(super) fn claim_linked(
        &mut self,
        row: Row,
        entry: &Entry,
        linked: &ClaimLinked,
    ) -> Result<(), StoreError> {
        let refused = |source| StoreError::Refused { position: row.position, source };
        let on = self.index.claim_row(linked.to.claim)?;
        let on = on.ok_or_else(|| row.misfit("there is no such claim"))?;
        if on.quote_sha256 != linked.to.quote_sha256 {
            return Err(refused(Refusal::OtherWords(on.id)));
        }
        self.index.allows_link(linked, row.position).map_err(|error| error.or(refused))?;
        let to = self.acted_on(row, entry, linked.claim)?;
        self.update(row, &to)
    }

    /// This person cannot judge any more: what they had is free.
    pub(super) fn free_all(&mut self, row: Row, name: &ReviewerName) -> Result<(), StoreError> {
        self.cases.clear();
        self.roster = None;
        let roster = self.roster()?;
        let next = EntryId(row.position.0 + 1);
        for claim in self.index.held_by(name)? {
            let before = self.index.docket(claim)?;
            let now = before.clone().settled(&roster, next);
            self.store_docket(row, claim, &before, &now)?;
            self.index.connection.change_any(
                "UPDATE claims
                     SET open = 1
                     WHERE id = ?1
                         AND NOT EXISTS (SELECT 1 FROM assignments WHERE claim = ?1)
                         AND NOT EXISTS (SELECT 1 FROM reviews WHERE claim = ?1)
                         AND NOT EXISTS (
                             SELECT 1 FROM rulings WHERE claim = ?1 AND kind = 'resolved')",
                params![claim],
            )?;
        }
        Ok(())
    }
}
