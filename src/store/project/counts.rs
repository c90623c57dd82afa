use super::Projection;
use crate::domain::{ArticleId, Status};
use crate::store::StoreError;
use crate::store::sql::params;

impl Projection<'_> {
    pub(super) fn count(
        &self,
        article: ArticleId,
        status: Status,
        dismissed: bool,
        more: i64,
    ) -> Result<(), StoreError> {
        self.count_as(article, status, dismissed, false, false, more)
    }

    pub(super) fn count_as(
        &self,
        article: ArticleId,
        status: Status,
        dismissed: bool,
        gone: bool,
        withdrawn: bool,
        more: i64,
    ) -> Result<(), StoreError> {
        for counted in [article, ArticleId(0)] {
            self.index.connection.change(
                1,
                "INSERT INTO counts (article, status, dismissed, gone, withdrawn, claims)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (article, status, dismissed, gone, withdrawn)
                 DO UPDATE SET claims = counts.claims + excluded.claims",
                params![counted, status, dismissed, gone, withdrawn, more],
            )?;
        }
        Ok(())
    }
}
