//! Who has which claim, the tags of claims, and what they rest on.

use std::collections::HashMap;

use super::sql::params;
use super::{Snapshot, StoreError};
use crate::domain::{Assignment, ClaimId, Day, Docket, Lease, ReviewerName};

impl Snapshot<'_> {
    /// The dockets of these claims; one that says nothing is absent.
    pub fn dockets_of(&self, claims: &[ClaimId]) -> Result<HashMap<ClaimId, Docket>, StoreError> {
        let mut dockets: HashMap<ClaimId, Docket> = HashMap::new();
        let assigned = "SELECT claim, by, due, entry, assignee FROM assignments WHERE claim IN (…)";
        self.each_of(claims, assigned, |row| {
            let (by, due, entry, to) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            let assigned = Assignment { by, due, entry, to };
            dockets.entry(row.get(0)?).or_default().assigned = Some(assigned);
            Ok(())
        })?;
        let taken = "SELECT claim, holder, entry, until FROM leases WHERE claim IN (…)";
        self.each_of(claims, taken, |row| {
            let lease = Lease { by: row.get(1)?, entry: row.get(2)?, until: row.get(3)? };
            dockets.entry(row.get(0)?).or_default().taken = Some(lease);
            Ok(())
        })?;
        self.each_of(claims, "SELECT claim, tag FROM tags WHERE claim IN (…)", |row| {
            dockets.entry(row.get(0)?).or_default().tags.insert(row.get(1)?);
            Ok(())
        })?;
        let sql = "SELECT claim, target, entry FROM grounds WHERE until IS NULL AND claim IN (…)";
        self.each_of(claims, sql, |row| {
            dockets.entry(row.get(0)?).or_default().rests_on.insert(row.get(1)?, row.get(2)?);
            Ok(())
        })?;
        Ok(dockets)
    }

    /// Who has a claim, and its tags.
    pub fn docket(&self, claim: ClaimId) -> Result<Docket, StoreError> {
        Ok(self.dockets_of(&[claim])?.remove(&claim).unwrap_or_default())
    }

    /// The claims that this person is to judge by the end of that day, the most urgent first.
    pub fn due_from(&self, name: &ReviewerName, by: Day) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT claim FROM assignments WHERE assignee = ?1 AND due <= ?2 ORDER BY due, claim",
            params![name, by.to_string()],
        )
    }

    /// The claims that are assigned to this person, or that they took.
    pub(super) fn held_by(&self, name: &ReviewerName) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT claim FROM assignments WHERE assignee = ?1
             UNION
             SELECT claim FROM leases WHERE holder = ?1",
            params![name],
        )
    }
}
