//! What is gone on purpose, and what is left of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::attest::damaged;
use super::sql::{OfType, params};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, Claim, ClaimId, Entry, EntryId, Event, RawSpan, Redaction, Replaced, Sha256, Text,
};
use crate::log::read_entry;
use crate::merkle::{StandIn, leaf_hash};
use crate::view::WithheldCount;

/// What entries withhold, by the log.
#[derive(Default)]
pub(super) struct WithheldByLog {
    /// The entries that others stand in for, with the hash of their bytes.
    pub(super) stand_ins: BTreeMap<EntryId, Sha256>,
    /// The hashes of the bytes.
    pub(super) contents: BTreeSet<Sha256>,
    /// Of each text that lost words, what is gone in all, with the last entry that says so.
    pub(super) redactions: BTreeMap<Sha256, Arc<(EntryId, Redaction)>>,
}

impl Snapshot<'_> {
    /// The canonical text with this hash, checked against it; or the copy without the words that were
    /// withheld, checked against the entry that withheld them.
    pub fn text(&self, sha256: Sha256) -> Result<Text, StoreError> {
        let mut stored = sha256;
        if !self.has_content(sha256)?
            && let Some((entry, copy)) = self.copy_of(sha256)?
        {
            self.attest_copy(entry, sha256, copy)?;
            stored = copy;
        }
        let bytes = self.content(stored)?;
        String::from_utf8(bytes).map(Text::new).map_err(|_| StoreError::ContentLost(sha256))
    }

    fn attest_copy(&self, entry: EntryId, text: Sha256, copy: Sha256) -> Result<(), StoreError> {
        if let Some(Event::ContentWithheld(withheld)) = self.event_with_effect(entry)?
            && withheld
                .redacted
                .iter()
                .flatten()
                .any(|redaction| (redaction.text_sha256, redaction.sha256) == (text, copy))
        {
            return Ok(());
        }
        Err(damaged(format!("`{entry}` left no copy of the text {text}, as its row says")))
    }

    /// The leaf of an entry. If other bytes stand in its place, the entry that withheld its words must
    /// say so.
    pub(super) fn leaf_at(&self, position: EntryId, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let Some(StandIn { leaf, .. }) = StandIn::read(bytes) else { return Ok(leaf_hash(bytes)) };
        let sql = "SELECT withheld FROM stand_ins WHERE entry = ?1";
        let by: Option<EntryId> = self.connection.value(sql, params![position])?;
        let by = by.map(|by| self.event_with_effect(by)).transpose()?.flatten();
        if let Some(Event::ContentWithheld(withheld)) = by {
            let sha256 = Sha256::of(bytes);
            let is_it = |of: &Replaced| (of.entry, of.leaf, of.sha256) == (position, leaf, sha256);
            if withheld.replaced.iter().flatten().any(is_it) {
                return Ok(leaf);
            }
        }
        Err(StoreError::EntryChanged(position))
    }

    /// The leaf of an entry, as it is stored.
    pub(super) fn leaf_of(&self, position: EntryId) -> Result<Option<Sha256>, StoreError> {
        self.connection.value("SELECT leaf FROM entries WHERE position = ?1", params![position])
    }

    /// The type of an entry with an effect.
    pub(super) fn kind_of(&self, entry: EntryId) -> Result<Option<String>, StoreError> {
        self.connection.value("SELECT type FROM history WHERE entry = ?1", params![entry])
    }

    /// The entries that others stand in for, with the hash of their bytes, by the index.
    pub(super) fn stand_ins(&self) -> Result<BTreeMap<EntryId, Sha256>, StoreError> {
        let sql = "SELECT entry, sha256 FROM stand_ins";
        let all = self.connection.all(sql, params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(all.into_iter().collect())
    }

    /// Check that this entry withheld the words of a claim.
    pub fn attest_words_of(&self, claim: &Claim, entry: EntryId) -> Result<(), StoreError> {
        if let Some(Event::ContentWithheld(withheld)) = self.event_with_effect(entry)? {
            let span = RawSpan::from(claim.span);
            let said = claim.claimant_span.map(RawSpan::from);
            let is_in = |redaction: &Redaction| {
                // What was only in an earlier text is gone with that text.
                redaction.article == claim.article
                    && (claim.gone.is_some()
                        || redaction.touches(span)
                        || said.is_some_and(|said| redaction.touches(said)))
            };
            if withheld.articles.contains(&claim.article)
                || withheld.redacted.iter().flatten().any(is_in)
            {
                return Ok(());
            }
        }
        Err(damaged(format!("`{entry}` did not withhold `{}`, as its row says", claim.id)))
    }

    /// Check that this entry withheld the text of an article, or words of it.
    pub fn attest_withheld(&self, article: ArticleId, entry: EntryId) -> Result<(), StoreError> {
        match self.event_with_effect(entry)? {
            Some(Event::ContentWithheld(withheld))
                if withheld.articles.contains(&article)
                    || withheld.redacted.iter().flatten().any(|of| of.article == article) =>
            {
                Ok(())
            }
            _ => Err(damaged(format!("`{entry}` did not withhold `{article}`, as its row says"))),
        }
    }

    /// The entry that withheld the text of an article.
    pub fn withheld_in(&self, article: ArticleId) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT withheld FROM articles WHERE id = ?1";
        Ok(self.connection.value(sql, params![article])?.flatten())
    }

    /// The article with which these bytes were withheld.
    pub fn withheld_with(&self, sha256: Sha256) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT article FROM withheld WHERE sha256 = ?1";
        self.connection.value(sql, params![sha256])
    }

    /// An article of the first entries that a later one withheld.
    pub fn withheld_since(&self, entries: u64) -> Result<Option<ArticleId>, StoreError> {
        let sql = "SELECT article FROM withheld
             WHERE entry >= ?1 AND article IN (SELECT id FROM articles WHERE entry < ?1)
             LIMIT 1";
        self.connection.value(sql, params![EntryId(entries)])
    }

    /// The entry that withheld words of an article last, while the rest of it stays.
    pub fn redacted_in(&self, article: ArticleId) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT max(entry) FROM redactions WHERE article = ?1";
        Ok(self.connection.value(sql, params![article])?.flatten())
    }

    /// The hash of the copy that is left of a text, with the entry that says so.
    pub(super) fn copy_of(
        &self,
        text_sha256: Sha256,
    ) -> Result<Option<(EntryId, Sha256)>, StoreError> {
        self.connection.first(
            "SELECT entry, sha256
             FROM redactions
             WHERE text_sha256 = ?1
             ORDER BY entry DESC
             LIMIT 1",
            params![text_sha256],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// The claims whose words went when words of these articles were withheld last.
    pub fn claims_redacted_last(&self, articles: &[ArticleId]) -> Result<Vec<ClaimId>, StoreError> {
        let mut claims = Vec::new();
        for article in articles {
            claims.extend(self.connection.column::<ClaimId>(
                "SELECT id
                 FROM claims
                 WHERE article = ?1
                     AND withheld = (SELECT max(entry) FROM redactions WHERE article = ?1)
                 ORDER BY id",
                params![article],
            )?);
        }
        Ok(claims)
    }

    /// How much is withheld.
    pub fn withheld_count(&self) -> Result<WithheldCount, StoreError> {
        let count = |sql| -> Result<u64, StoreError> {
            Ok(self.connection.value::<u32>(sql, params![])?.unwrap_or_default().into())
        };
        Ok(WithheldCount {
            contents: count("SELECT count(*) FROM withheld")?,
            redacted: count(
                "SELECT count(DISTINCT text_sha256)
                 FROM redactions
                 WHERE article IN (SELECT id FROM articles WHERE withheld IS NULL)",
            )?,
            replaced: count("SELECT count(*) FROM stand_ins")?,
            words: count("SELECT count(*) FROM sealed WHERE withheld IS NOT NULL")?,
        })
    }

    /// Where the words were that were removed from a text so far.
    pub fn spans_gone(&self, text_sha256: Sha256) -> Result<Vec<RawSpan>, StoreError> {
        let spans: Option<String> = self.connection.value(
            "SELECT spans
             FROM redactions
             WHERE text_sha256 = ?1
             ORDER BY entry DESC
             LIMIT 1",
            params![text_sha256],
        )?;
        let spans = spans.map(|spans| serde_json::from_str(&spans)).transpose();
        let what = "its rows of words that were withheld cannot be read";
        Ok(spans.map_err(|_| damaged(what.to_owned()))?.unwrap_or_default())
    }

    /// The hashes of the texts and pages of an article that are not withheld, sorted.
    pub fn contents_left_of(&self, article: ArticleId) -> Result<Vec<Sha256>, StoreError> {
        self.connection.column(
            "SELECT sha256 FROM article_contents WHERE article = ?1
             EXCEPT SELECT sha256 FROM withheld
             ORDER BY sha256",
            params![article],
        )
    }

    /// Whether an entry names the text or page with this hash.
    pub(super) fn is_content(&self, sha256: Sha256) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM article_contents WHERE sha256 = ?1";
        self.connection.exists(sql, params![sha256])
    }

    /// What entries withhold, by the log.
    pub(super) fn withheld_by_log(&self) -> Result<WithheldByLog, StoreError> {
        let of_type = self.connection.of_type(OfType::Withheld);
        let sql = format!(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE ({of_type}) AND position NOT IN (SELECT entry FROM faults)
             ORDER BY position"
        );
        let mut withheld = WithheldByLog::default();
        for row in self.connection.query(&sql, params![])?.iter() {
            let (position, bytes): (EntryId, &[u8]) = (row.get(0)?, row.get(1)?);
            if leaf_hash(bytes) != row.get(2)? {
                return Err(StoreError::EntryChanged(position));
            }
            if let Ok(Entry { event: Event::ContentWithheld(named), .. }) = read_entry(bytes) {
                withheld.contents.extend(named.contents);
                let replaced = named.replaced.into_iter().flatten();
                withheld.stand_ins.extend(replaced.map(|of| (of.entry, of.sha256)));
                for redaction in named.redacted.into_iter().flatten() {
                    let text = redaction.text_sha256;
                    withheld.redactions.insert(text, Arc::new((position, redaction)));
                }
            }
        }
        Ok(withheld)
    }
}

/// As the index has them.
pub(super) fn spans_in_json(spans: &[RawSpan]) -> String {
    serde_json::json!(spans).to_string()
}

/// Whether others may stand in for entries of this type: acts on claims and articles. Whose signature
/// counts must be proven whatever is withheld.
pub fn can_be_replaced(kind: &str) -> bool {
    ["article.", "claim.", "note.", "review."].iter().any(|about| kind.starts_with(about))
}
