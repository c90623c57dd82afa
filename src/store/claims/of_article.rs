use std::collections::HashMap;

use super::{COLUMNS, claim};
use crate::domain::{ArticleId, Claim, ClaimId};
use crate::store::attest::damaged;
use crate::store::sql::params;
use crate::store::{Snapshot, StoreError};

impl Snapshot<'_> {
    /// All claims of an article, dismissed ones too, in the order of the text. Those that are gone
    /// come last, by the text that they are in.
    pub fn claims_of(&self, article: ArticleId) -> Result<Vec<Claim>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}
             FROM claims
             WHERE article = ?1
             ORDER BY CASE WHEN gone IS NULL THEN -1 ELSE coalesce(placed, entry) END,
                 span_start, span_end, id"
        );
        self.connection.all(&sql, params![article], claim)
    }

    /// The ids of the same, in the same order.
    pub fn claim_ids_of(&self, article: ArticleId) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT id
             FROM claims
             WHERE article = ?1
             ORDER BY CASE WHEN gone IS NULL THEN -1 ELSE coalesce(placed, entry) END,
                 span_start, span_end, id",
            params![article],
        )
    }

    /// These claims, in this order. Each must be in the index.
    pub fn claims_by_id(&self, ids: &[ClaimId]) -> Result<Vec<Claim>, StoreError> {
        let mut found = HashMap::with_capacity(ids.len());
        let sql = format!("SELECT {COLUMNS} FROM claims WHERE id IN (…)");
        self.each_of(ids, &sql, |row| {
            let claim = claim(row)?;
            found.insert(claim.id, claim);
            Ok(())
        })?;
        let claim = |id: &ClaimId| {
            found.remove(id).ok_or_else(|| damaged(format!("its row of `{id}` is missing")))
        };
        ids.iter().map(claim).collect()
    }
}
