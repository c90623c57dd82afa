use std::collections::{BTreeMap, BTreeSet};

use super::{Projection, Row};
use crate::domain::{
    ArticleId, Claim, ClaimId, ContentWithheld, EntryId, Redaction, Replaced, Sha256, Subject, Text,
};
use crate::store::StoreError;
use crate::store::sql::params;
use crate::store::values::Bytes;
use crate::store::withheld::{can_be_replaced, spans_in_json};
use crate::store::words::insert_sealed;

impl Projection<'_> {
    /// The bytes of an article are gone on purpose, or words of them.
    pub(super) fn content_withheld(
        &mut self,
        row: Row,
        withheld: &ContentWithheld,
    ) -> Result<(), StoreError> {
        let ContentWithheld { articles, contents, .. } = withheld;
        let redacted = withheld.redacted.as_deref().unwrap_or_default();
        let is_of_words = withheld.entries.is_some() || withheld.words.is_some();
        let is_sorted = articles.is_sorted_by(|one, next| one < next)
            && redacted.is_sorted_by(|one, next| one.article < next.article);
        let evidence = withheld.evidence.as_deref();
        if evidence.is_some_and(|ids| ids.is_empty() || !ids.is_sorted_by(|one, next| one < next)) {
            return Err(row.misfit("its list of evidence is not sorted"));
        }
        let evidence = evidence.unwrap_or_default();
        let is_empty =
            articles.is_empty() && redacted.is_empty() && evidence.is_empty() && !is_of_words;
        if is_empty || !is_sorted || withheld.redacted.is_some() && redacted.is_empty() {
            return Err(row.misfit("its list of articles is not sorted"));
        }
        let replaced = self.replaced_entries(row, withheld)?;
        let words = self.words_to_withhold(row, withheld, &replaced)?;
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
        for redaction in redacted {
            self.check_redaction(row, redaction)?;
            if articles.contains(&redaction.article) {
                return Err(row.misfit("it withholds all of an article, and words of it, too"));
            }
            named.extend(self.index.contents_left_of(redaction.article)?);
        }
        if !named.iter().eq(contents) {
            return Err(row.misfit("it does not name exactly the texts and pages of its articles"));
        }
        let of = articles.iter().copied().chain(redacted.iter().map(|redaction| redaction.article));
        let of: Vec<ArticleId> = of.collect();
        if self.index.sharing(&of)?.is_some() {
            return Err(row.misfit("another article has the same text"));
        }
        for sha256 in &named {
            if self.index.also_in(*sha256, &of, evidence)?.is_some() {
                return Err(row.misfit("another article, or other evidence, has the same text"));
            }
        }
        self.withhold_evidence(row, evidence)?;
        for &article in articles {
            for sha256 in self.index.contents_of(article)? {
                self.withhold_content(row, article, sha256)?;
            }
            self.index.connection.change_any(
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
            self.index.connection.change_any(
                "UPDATE claims
                     SET quote = '', line = 0, column_number = 0, withheld = ?2
                     WHERE article = ?1",
                params![article, row.position],
            )?;
            // The names that the article gives are its words; those that people gave are theirs.
            self.index.connection.change_any(
                "UPDATE claims
                     SET claimant = NULL, claimant_folded = NULL
                     WHERE article = ?1 AND claimant_start IS NOT NULL",
                params![article],
            )?;
        }
        for redaction in redacted {
            self.redact(row, redaction)?;
        }
        (self.last_text, self.withheld) = (None, None);
        for Replaced { entry, sha256, words, .. } in withheld.replaced.iter().flatten() {
            self.stand_in(*entry, words)?;
            self.index.connection.change(
                1,
                "INSERT INTO stand_ins (entry, sha256, withheld)
                     VALUES (?1, ?2, ?3)",
                params![entry, sha256, row.position],
            )?;
        }
        let mut about = self.withhold_words(row, &words)?;
        about.extend(articles.iter().copied());
        about.extend(redacted.iter().map(|redaction| redaction.article));
        for article in about {
            self.index_subject(row, Subject::Article(article), article)?;
        }
        Ok(())
    }

    /// Words that go while the rest of their text stays.
    fn check_redaction(&mut self, row: Row, redaction: &Redaction) -> Result<(), StoreError> {
        let article = self.index.article_row(redaction.article)?;
        let article = article.ok_or_else(|| row.misfit("there is no such article"))?;
        if self.index.withheld_in(article.id)?.is_some() {
            return Err(row.misfit("the article is already withheld"));
        }
        if article.revision.text_sha256 != redaction.text_sha256 {
            return Err(row.misfit("the article has another text"));
        }
        if !redaction.is_sorted_in(article.revision.text_bytes) {
            return Err(row.misfit("its spans are not sorted, or not in the text"));
        }
        if let Some((_, copy)) = self.index.copy_of(redaction.text_sha256)?
            && !(redaction.includes(&self.index.spans_gone(redaction.text_sha256)?)
                && copy != redaction.sha256)
        {
            return Err(row.misfit("it brings back words that were withheld"));
        }
        if self.index.is_content(redaction.sha256)? {
            return Err(row.misfit("its copy is a text that an earlier entry names"));
        }
        // A later entry may have withheld the copy, and have left another.
        let copy = redaction.sha256;
        if self.contents.has_content(copy)? || !self.is_withheld(copy)? {
            let bytes = self.contents.content(copy)?;
            let copy = String::from_utf8(bytes).map(Text::new).ok();
            let is_right = copy.is_some_and(|copy| {
                copy.as_str().len() as u64 == article.revision.text_bytes
                    && redaction.is_whole_in(&copy)
            });
            if !is_right {
                return Err(row.misfit("its copy is not of the text without these words"));
            }
        }
        Ok(())
    }

    fn redact(&mut self, row: Row, redaction: &Redaction) -> Result<(), StoreError> {
        let (article, connection) = (redaction.article, self.index.connection);
        for sha256 in self.index.contents_left_of(article)? {
            self.withhold_content(row, article, sha256)?;
        }
        self.name_contents(row, article, &[redaction.sha256])?;
        connection.change(
            1,
            "INSERT INTO redactions (text_sha256, entry, article, sha256, spans)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                redaction.text_sha256,
                row.position,
                article,
                redaction.sha256,
                spans_in_json(&redaction.spans),
            ],
        )?;
        let before = self.index.claims_of(article)?;
        for span in &redaction.spans {
            // Those that are gone were in an earlier text, which goes with its page.
            connection.change_any(
                "UPDATE claims
                     SET quote = '', line = 0, column_number = 0, withheld = ?2,
                         claimant = CASE WHEN claimant_start IS NULL THEN claimant END,
                         claimant_folded = CASE WHEN claimant_start IS NULL THEN claimant_folded END
                     WHERE article = ?1 AND withheld IS NULL
                         AND (gone IS NOT NULL
                              OR span_start < ?4 AND ?3 < span_end
                              OR claimant_start < ?4 AND ?3 < claimant_end)",
                params![article, row.position, Bytes(span.start), Bytes(span.end)],
            )?;
        }
        for (old, new) in before.iter().zip(self.index.claims_of(article)?) {
            let quote = |claim: &'_ Claim| claim.quote.clone().unwrap_or_default();
            self.search_claim(
                new.id,
                (&quote(old), old.claimant.as_deref()),
                (&quote(&new), new.claimant.as_deref()),
            );
        }
        self.cases.clear();
        Ok(())
    }

    fn withhold_content(
        &self,
        row: Row,
        article: ArticleId,
        sha256: Sha256,
    ) -> Result<(), StoreError> {
        // Several articles may have the same text, and part of one may be withheld already.
        self.index.connection.change_any(
            "INSERT INTO withheld (sha256, article, entry)
                 VALUES (?1, ?2, ?3)
                 ON CONFLICT (sha256) DO NOTHING",
            params![sha256, article, row.position],
        )?;
        Ok(())
    }

    /// The hashes that stand in the place of words in entries themselves, with these entries. They are
    /// new, unless the entries were replaced already.
    fn replaced_entries(
        &self,
        row: Row,
        withheld: &ContentWithheld,
    ) -> Result<BTreeMap<Sha256, EntryId>, StoreError> {
        let all = withheld.replaced.as_deref().unwrap_or_default();
        let mut words = BTreeMap::new();
        if !all.is_sorted_by(|one, next| one.entry < next.entry)
            || withheld.replaced.is_some() && all.is_empty()
        {
            return Err(row.misfit("its list of entries is not sorted"));
        }
        let before = self.index.stand_ins()?;
        for Replaced { entry, leaf, words: own, .. } in all {
            let is_there = *entry < row.position
                && self.contents.leaf_of(*entry)? == Some(*leaf)
                && self.index.kind_of(*entry)?.is_some_and(|kind| can_be_replaced(&kind));
            if !is_there || before.contains_key(entry) || own.is_empty() {
                return Err(row.misfit("it replaces an entry that has no words, or not that leaf"));
            }
            for sha256 in own {
                let known = self.index.sealed_in(*sha256)?;
                if known.is_some_and(|(of, _)| of != *entry)
                    || words.insert(*sha256, *entry).is_some()
                {
                    return Err(row.misfit("it has the hash of words of another entry"));
                }
            }
        }
        let is_listed = |sha256| withheld.words.iter().flatten().any(|listed| listed == sha256);
        if !words.keys().all(is_listed) {
            return Err(row.misfit("it replaces an entry, and does not withhold its words"));
        }
        Ok(words)
    }

    /// From here on, these hashes stand in an entry in the place of its words.
    fn stand_in(&self, entry: EntryId, words: &[Sha256]) -> Result<(), StoreError> {
        for sha256 in words {
            if self.index.is_sealed(*sha256)? {
                return Ok(()); // The entry was replaced before it was read.
            }
            insert_sealed(self.index.connection, *sha256, entry)?;
        }
        // If it names a claimant, that is the first.
        self.index.connection.change_any(
            "UPDATE claims
                 SET claimant_sha256 = ?1
                 WHERE claimant IS NOT NULL AND claimant_start IS NULL
                     AND coalesce(corrected, entry) = ?2",
            params![words.first(), entry],
        )?;
        Ok(())
    }

    /// What people wrote that an entry withholds, by entry: it must be there, and not be withheld yet.
    fn words_to_withhold(
        &self,
        row: Row,
        withheld: &ContentWithheld,
        replaced: &BTreeMap<Sha256, EntryId>,
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
                None => match replaced.get(&sha256) {
                    Some(entry) => found.push((sha256, *entry)),
                    None => return Err(row.misfit("no earlier entry has these words")),
                },
            }
        }
        let of: BTreeSet<EntryId> = found.iter().map(|(_, entry)| *entry).collect();
        if !of.iter().eq(entries) {
            return Err(row.misfit("it does not name exactly the entries of its words"));
        }
        Ok(found)
    }

    /// Returns the articles that these words were about.
    fn withhold_words(
        &mut self,
        row: Row,
        words: &[(Sha256, EntryId)],
    ) -> Result<BTreeSet<ArticleId>, StoreError> {
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
            self.withhold_words_of_evidence(*entry)?;
            connection.change_any(
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
        self.cases.clear();
        Ok(articles)
    }
}
