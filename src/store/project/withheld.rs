use std::collections::BTreeSet;

use super::{Projection, Row};
use crate::domain::{ContentWithheld, Subject};
use crate::store::StoreError;
use crate::store::sql::params;

impl Projection<'_> {
    /// The bytes of an article are gone on purpose, and with them the words of its claims.
    pub(super) fn content_withheld(
        &mut self,
        row: Row,
        withheld: &ContentWithheld,
    ) -> Result<(), StoreError> {
        let ContentWithheld { articles, contents, .. } = withheld;
        if articles.is_empty() || !articles.is_sorted_by(|one, next| one < next) {
            return Err(row.misfit("its list of articles is not sorted"));
        }
        let mut named = BTreeSet::new();
        for &article in articles {
            if self.index.withheld_in(article)?.is_some() {
                return Err(row.misfit("the article is already withheld"));
            }
            let own = self.index.contents_of(article)?;
            if own.is_empty() {
                return Err(row.misfit("there is no such article"));
            }
            named.extend(own);
        }
        if !named.iter().eq(contents) {
            return Err(row.misfit("it does not name exactly the texts and pages of its articles"));
        }
        if self.index.sharing(articles)?.is_some() {
            return Err(row.misfit("another article has the same text"));
        }
        for &article in articles {
            for sha256 in self.index.contents_of(article)? {
                // Several of the articles may have the same text.
                self.index.connection.query(
                    "INSERT INTO withheld (sha256, article, entry)
                         VALUES (?1, ?2, ?3)
                         ON CONFLICT (sha256) DO NOTHING",
                    params![sha256, article, row.position],
                )?;
            }
            self.index.connection.query(
                "UPDATE articles
                     SET withheld = ?2
                     WHERE id = ?1",
                params![article, row.position],
            )?;
            self.index.connection.query(
                "UPDATE claims
                     SET quote = '', line = 0, column_number = 0, withheld = ?2
                     WHERE article = ?1",
                params![article, row.position],
            )?;
            // The names that the article gives are its words; those that people gave are theirs.
            self.index.connection.query(
                "UPDATE claims
                     SET claimant = NULL, claimant_folded = NULL
                     WHERE article = ?1 AND claimant_start IS NOT NULL",
                params![article],
            )?;
            self.index_subject(row, Subject::Article(article), article)?;
        }
        self.last_text = None;
        Ok(())
    }
}
