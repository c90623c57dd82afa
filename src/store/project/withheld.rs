use std::collections::BTreeSet;

use super::{Projection, Row};
use crate::domain::{ContentWithheld, EntryId, Sha256, Subject};
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
        let evidence = withheld.evidence.as_deref();
        if evidence.is_some_and(|ids| ids.is_empty() || !ids.is_sorted_by(|one, next| one < next)) {
            return Err(row.misfit("its list of evidence is not sorted"));
        }
        let evidence = evidence.unwrap_or_default();
        if articles.is_empty() && evidence.is_empty() && !is_of_words || !is_sorted {
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
        for &id in evidence {
            let own = self.index.contents_of_evidence(id)?;
            if own.is_empty() || self.index.evidence_withheld_by_row(id)? {
                return Err(row.misfit("nothing of that evidence was captured, or it is withheld"));
            }
            named.extend(own);
        }
        if !named.iter().eq(contents) {
            return Err(row.misfit("it does not name exactly the texts and pages of its articles"));
        }
        for sha256 in &named {
            if self.index.also_in(*sha256, articles, evidence)?.is_some() {
                return Err(row.misfit("another article, or other evidence, has the same text"));
            }
        }
        for &id in evidence {
            for sha256 in self.index.contents_of_evidence(id)? {
                self.index.connection.query(
                    "INSERT INTO withheld (sha256, article, entry)
                         VALUES (?1, 0, ?2)
                         ON CONFLICT (sha256) DO NOTHING",
                    params![sha256, row.position],
                )?;
            }
            self.index.connection.change(
                1,
                "UPDATE evidence SET withheld = ?2 WHERE id = ?1",
                params![id, row.position],
            )?;
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
