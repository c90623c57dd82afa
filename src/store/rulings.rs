use std::collections::HashMap;

use super::sql::not_ours;
use super::{Snapshot, StoreError};
use crate::domain::{ClaimId, Ruling, RulingKind};

impl Snapshot<'_> {
    /// What was resolved and waived for these claims, in order.
    pub fn rulings_of(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Ruling>>, StoreError> {
        let sql = "SELECT claim, entry, kind, value, by, reason, at
                   FROM rulings
                   WHERE claim IN (…)
                   ORDER BY claim, entry";
        let mut rulings: HashMap<ClaimId, Vec<Ruling>> = HashMap::new();
        self.each_of(claims, sql, |row| {
            let kind = RulingKind::of(row.get(2)?, row.get(3)?);
            let kind = kind.ok_or_else(|| not_ours(2, row.value(2)))?;
            let (entry, by, reason, at) = (row.get(1)?, row.get(4)?, row.get(5)?, row.get(6)?);
            let ruling = Ruling { at, by, entry, kind, reason };
            rulings.entry(row.get(0)?).or_default().push(ruling);
            Ok(())
        })?;
        Ok(rulings)
    }

    /// What was resolved and waived for a claim.
    pub fn rulings(&self, claim: ClaimId) -> Result<Vec<Ruling>, StoreError> {
        Ok(self.rulings_of(&[claim])?.remove(&claim).unwrap_or_default())
    }
}
