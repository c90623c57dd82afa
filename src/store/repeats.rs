use super::sql::params;
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, Claim, ClaimId};

impl Snapshot<'_> {
    /// The claims of an article whose words somebody judged in another article, each with that other
    /// claim; at most `most`.
    pub fn judged_before(
        &self,
        article: ArticleId,
        most: u32,
    ) -> Result<Vec<(ClaimId, ClaimId)>, StoreError> {
        self.connection.all(
            "SELECT claims.id, others.id
             FROM claims
             JOIN claims AS others
                 ON others.quote_sha256 = claims.quote_sha256 AND others.article <> claims.article
             WHERE claims.article = ?1 AND (others.status <> 'unverified' OR others.conflict = 1)
                 AND others.withdrawn = 0 AND others.gone IS NULL AND claims.gone IS NULL
             ORDER BY claims.id, others.id
             LIMIT ?2",
            params![article, most],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Other claims with these words; at most a few.
    pub fn claims_with_words(&self, claim: &Claim) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT id
             FROM claims
             WHERE quote_sha256 = ?1 AND id <> ?2 AND withdrawn = 0 AND gone IS NULL
             ORDER BY (status <> 'unverified' OR conflict = 1) DESC, id
             LIMIT 5",
            params![claim.quote_sha256, claim.id],
        )
    }
}
