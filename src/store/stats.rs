//! What the index knows of the work on claims.

use super::sql::params;
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, ClaimId, Timestamp};
use crate::view::{Age, Open};

impl Snapshot<'_> {
    /// The claims that somebody reviewed, of the whole ledger or of one article. Those of withdrawn
    /// articles are left out.
    pub fn reviewed(&self, article: Option<ArticleId>) -> Result<Vec<ClaimId>, StoreError> {
        let (first, last) = range(article);
        self.connection.column(
            "SELECT id
             FROM claims
             WHERE id IN (SELECT claim FROM reviews)
                 AND article BETWEEN ?1 AND ?2
                 AND withdrawn = 0
             ORDER BY id",
            params![first, last],
        )
    }

    /// How old the claims are that nobody has reviewed.
    pub fn ages_of_unreviewed(
        &self,
        article: Option<ArticleId>,
        now: Timestamp,
    ) -> Result<Age, StoreError> {
        let (first, last) = range(article);
        let rows = self.connection.query(
            "SELECT created_at, count(*)
             FROM claims
             WHERE status = 'unverified' AND dismissed = 0 AND gone IS NULL AND withdrawn = 0
                 AND article BETWEEN ?1 AND ?2
                 AND NOT EXISTS (SELECT 1 FROM reviews WHERE claim = claims.id)
             GROUP BY created_at",
            params![first, last],
        )?;
        let mut age = Age { claims: [0; 5], of: Open::NotReviewed };
        for row in rows.iter() {
            let (at, claims): (Timestamp, u32) = (row.get(0)?, row.get(1)?);
            age.add(now.unix_seconds() - at.unix_seconds(), claims.into());
        }
        Ok(age)
    }
}

fn range(article: Option<ArticleId>) -> (i64, i64) {
    article.map_or((0, i64::MAX), |article| (number(article.0), number(article.0)))
}
