use std::collections::BTreeSet;

use super::{Projection, Row};
use crate::domain::{ClaimId, ContentWithheld, EntryId, Sha256, Subject};
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
        let is_of_words = withheld.entries.is_some() || withheld.words.is_some();
        let is_sorted = articles.is_sorted_by(|one, next| one < next);
        if articles.is_empty() && !is_of_words || !is_sorted {
            return Err(row.misfit("its list of articles is not sorted"));
        }
        let words = self.words_to_withhold(row, withheld)?;
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
            for claim in self.index.claims_of(article)? {
                let quote = claim.quote.as_deref().unwrap_or_default();
                let old = claim.claimant.as_deref();
                let kept = old.filter(|_| claim.claimant_span.is_none());
                self.search_claim(claim.id, (quote, old), ("", kept));
            }
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
        self.withhold_words(row, &words)
    }

    /// What people wrote that an entry withholds, by entry: it must be there, and not be withheld yet.
    fn words_to_withhold(
        &self,
        row: Row,
        withheld: &ContentWithheld,
    ) -> Result<Vec<(Sha256, EntryId)>, StoreError> {
        let (entries, words) = match (&withheld.entries, &withheld.words) {
            (None, None) => return Ok(Vec::new()),
            (Some(entries), Some(words)) if !words.is_empty() => (entries, words),
            _ => return Err(row.misfit("it names no words, or not whose they are")),
        };
        if !words.is_sorted_by(|one, next| one < next) {
            return Err(row.misfit("its list of words is not sorted"));
        }
        let mut found = Vec::with_capacity(words.len());
        for &sha256 in words {
            match self.index.sealed_in(sha256)? {
                Some((entry, None)) => found.push((sha256, entry)),
                Some((_, Some(_))) => return Err(row.misfit("the words are already withheld")),
                None => return Err(row.misfit("no earlier entry has these words")),
            }
        }
        let of: BTreeSet<EntryId> = found.iter().map(|(_, entry)| *entry).collect();
        if !of.iter().eq(entries) {
            return Err(row.misfit("it does not name exactly the entries of its words"));
        }
        Ok(found)
    }

    fn withhold_words(&mut self, row: Row, words: &[(Sha256, EntryId)]) -> Result<(), StoreError> {
        let connection = self.index.connection;
        let mut articles = BTreeSet::new();
        for (sha256, entry) in words {
            connection.change(
                1,
                "UPDATE sealed SET withheld = ?2 WHERE sha256 = ?1",
                params![sha256, row.position],
            )?;
            let sql = "SELECT id FROM claims WHERE claimant_sha256 = ?1";
            for id in connection.column::<ClaimId>(sql, params![sha256])? {
                if let Some(claim) = self.index.claim_row(id)? {
                    let quote = claim.quote.as_deref().unwrap_or_default();
                    self.search_claim(id, (quote, claim.claimant.as_deref()), (quote, None));
                }
            }
            self.unsearch_note(*entry)?;
            connection.query(
                "UPDATE claims
                     SET claimant = NULL, claimant_folded = NULL
                     WHERE claimant_sha256 = ?1",
                params![sha256],
            )?;
            // These have one text each.
            for sql in [
                "UPDATE notes SET note = '' WHERE entry = ?1",
                "UPDATE reviews SET note = '' WHERE entry = ?1",
                "UPDATE rulings SET reason = '' WHERE entry = ?1",
                "UPDATE withdrawals SET reason = '' WHERE entry = ?1",
            ] {
                connection.query(sql, params![entry])?;
            }
            articles.extend(self.index.articles_of(*entry)?);
        }
        for article in articles {
            self.index_subject(row, Subject::Article(article), article)?;
        }
        self.cases.clear();
        Ok(())
    }
}
