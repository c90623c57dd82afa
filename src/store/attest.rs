//! The index is a convenience, and may be damaged. What an act puts under a signature, and what is
//! shown of a claim, is checked here against the log and the text first.

use std::collections::BTreeSet;

use super::sql::params;
use super::sqlite::{ON_ARTICLES, ON_CLAIMS};
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{
    Article, ArticleId, Case, Claim, ClaimId, Counts, Entry, EntryId, Event, LogEntry, Policy,
    Provenance, Review, Sha256, Span, Text,
};
use crate::log::{read_entry, recorded_quote};
use crate::merkle::leaf_hash;

impl Snapshot<'_> {
    /// The entries that have no effect: the rules of the log refuse them.
    pub fn faults(&self) -> Result<BTreeSet<EntryId>, StoreError> {
        let faults = self.connection.column("SELECT entry FROM faults", params![])?;
        Ok(faults.into_iter().collect())
    }

    /// The article that was recorded last, by the log; `A0` before there is any.
    pub(super) fn last_article(&self) -> Result<ArticleId, StoreError> {
        let last = self.last_on(ON_ARTICLES, |event| {
            let Event::ArticleImported(imported) = event else { return None };
            Some(imported.article)
        })?;
        Ok(last.unwrap_or(ArticleId(0)))
    }

    /// The claim that was recorded last, by the log; `C0` before there is any.
    pub(super) fn last_claim(&self) -> Result<ClaimId, StoreError> {
        let last = self.last_on(ON_CLAIMS, |event| {
            if let Event::ClaimAdded(added) = event {
                return Some(added.claim);
            }
            let Event::ClaimsExtracted(extracted) = event else { return None };
            extracted.claims.last().map(|last| last.claim)
        })?;
        Ok(last.unwrap_or(ClaimId(0)))
    }

    /// What the last entry that has an effect says, of those that the database finds by `condition`.
    fn last_on<T>(
        &self,
        condition: &str,
        says: impl Fn(&Event) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut before = EntryId(i64::MAX as u64);
        let sql = format!(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE ({condition}) AND position < ?1 AND position NOT IN (SELECT entry FROM faults)
             ORDER BY position DESC
             LIMIT 1"
        );
        loop {
            let found = self.connection.first(&sql, params![before], |row| {
                let position = row.get(0)?;
                Ok((position, checked(position, row.get(1)?, row.get(2)?)?))
            })?;
            let Some((position, entry)) = found else { return Ok(None) };
            if let Some(said) = says(&entry.event) {
                return Ok(Some(said));
            }
            if position >= before {
                return Err(damaged(
                    "the database finds entries at the wrong positions".to_owned(),
                ));
            }
            before = position;
        }
    }

    /// Make sure that no article and no claim is lost from the index, and none too many is there.
    pub fn attest_all(&self, articles: &[ArticleId]) -> Result<(), StoreError> {
        let (claims, recorded) = (self.counts(None)?.all(), self.last_claim()?.0);
        if claims != recorded {
            return Err(damaged(format!("it counts {claims} claims, but the log has {recorded}")));
        }
        let (articles, recorded) = (articles.len() as u64, self.last_article()?.0);
        if articles != recorded {
            return Err(damaged(format!("it has {articles} articles, but the log has {recorded}")));
        }
        Ok(())
    }

    /// Make sure that there are as many rows of claims as the counts say, of the whole ledger (and as
    /// the log says, then) or of one article: that a list hides none because its row is lost, or has
    /// another status.
    pub fn attest_rows(&self, article: Option<ArticleId>) -> Result<(), StoreError> {
        let mut rows = Counts::default();
        let last = article.map_or(i64::MAX, |article| number(article.0));
        let first = article.map_or(0, |_| last);
        let groups = self.connection.query(
            "SELECT status, dismissed, count(*)
             FROM claims
             WHERE article BETWEEN ?1 AND ?2
             GROUP BY status, dismissed",
            params![first, last],
        )?;
        for group in groups.iter() {
            rows.add(group.get(0)?, group.get(1)?, group.get::<u32>(2)?.into());
        }
        let is_all = article.is_some() || rows.all() == self.last_claim()?.0;
        if is_all && rows == self.counts(article)? {
            return Ok(());
        }
        let of = article.map_or_else(|| "the ledger".to_owned(), |article| article.to_string());
        Err(damaged(format!("its number of claims of {of} is not what was recorded")))
    }

    /// Make sure that the next ids are those that the log has come to: that no row of the index is
    /// lost at its end, and none too many is there.
    pub(super) fn attest_next_ids(&self) -> Result<(), StoreError> {
        let (article, claim) = (self.next_article()?, self.next_claim()?);
        let (last_article, last_claim) = (self.last_article()?, self.last_claim()?);
        if article.0 != last_article.0 + 1 {
            let last = ArticleId(article.0 - 1);
            return Err(damaged(format!(
                "its last article is `{last}`, but in the log it is `{last_article}`"
            )));
        }
        if claim.0 != last_claim.0 + 1 {
            let last = ClaimId(claim.0 - 1);
            return Err(damaged(format!(
                "its last claim is `{last}`, but in the log it is `{last_claim}`"
            )));
        }
        // The same by other tables, should an entry be hidden from what the log is asked by.
        let counted = self.counts(None)?.all();
        if counted != last_claim.0 {
            return Err(damaged(format!("it counts {counted} claims, but has {}", last_claim.0)));
        }
        let last = self.connection.value("SELECT max(article) FROM subjects", params![])?;
        let last = last.flatten().unwrap_or(ArticleId(0));
        if last != last_article {
            return Err(damaged(format!(
                "it has acts on `{last}`, but its last article is `{last_article}`"
            )));
        }
        Ok(())
    }

    /// Make sure that a claim says what the log says it does: an act on it signs the hash of its
    /// words. `last` is the entry that was read last within the act: it may have recorded hundreds.
    pub(super) fn attest_quote(
        &self,
        id: ClaimId,
        last: &mut Option<(EntryId, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let Some(claim) = self.claim(id)? else { return Ok(()) };
        if last.as_ref().is_none_or(|(position, _)| *position != claim.entry) {
            *last = self.entry_with_effect(claim.entry)?.map(|bytes| (claim.entry, bytes));
        }
        let by_log = last.as_ref().and_then(|(_, bytes)| recorded_quote(bytes, id));
        if by_log == Some(claim.quote_sha256) {
            return Ok(());
        }
        Err(damaged(format!("its row of `{id}` is not what `{}` says", claim.entry)))
    }

    /// A claim as the log says that it stands, which is what the index says, too: what may be done
    /// to it follows from that.
    pub fn case(&self, claim: &Claim) -> Result<Case, StoreError> {
        follows(claim, &self.reviews(claim.id)?, &self.acts(claim)?)
    }

    /// Make sure that all that the index says of an article is what the log says.
    pub fn attest_article(&self, article: &Article) -> Result<(), StoreError> {
        let recorded = match self.entry_with_effect(article.entry)? {
            Some(bytes) => Some(read(article.entry, &bytes)?),
            None => None,
        };
        let is_same = recorded.is_some_and(|entry| {
            let Event::ArticleImported(imported) = entry.event else { return false };
            imported.article == article.id
                && imported.byline == article.byline
                && imported.language == article.language
                && imported.origin == article.origin
                && imported.published == article.published
                && imported.revision == article.revision
                && imported.title == article.title
                && entry.at == article.imported_at
                && entry.actor == article.imported_by
        });
        if is_same {
            return Ok(());
        }
        Err(damaged(format!("its row of `{}` is not what `{}` says", article.id, article.entry)))
    }

    /// The entry that recorded a claim, from its bytes.
    pub fn recorded_in(&self, claim: &Claim) -> Result<LogEntry, StoreError> {
        let recorded = match self.entry_with_effect(claim.entry)? {
            Some(_) => self.entry(claim.entry)?,
            None => None,
        };
        recorded.ok_or_else(|| {
            damaged(format!(
                "its row says that `{}` recorded `{}`, which is not so",
                claim.entry, claim.id
            ))
        })
    }

    /// The bytes of an entry, which have the hash beside them, unless it has no effect or is not
    /// there.
    fn entry_with_effect(&self, position: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
        self.connection.first(
            "SELECT bytes, leaf
             FROM entries
             WHERE position = ?1 AND position NOT IN (SELECT entry FROM faults)",
            params![position],
            |row| {
                let bytes: &[u8] = row.get(0)?;
                if leaf_hash(bytes) == row.get(1)? {
                    Ok(bytes.to_owned())
                } else {
                    Err(StoreError::EntryChanged(position))
                }
            },
        )
    }
}

/// Make sure that all that the index says of a claim follows from the entry that recorded it, from
/// the text of its article, and from the acts on it.
pub fn attest_claim(
    claim: &Claim,
    reviews: &[Review],
    recorded: &LogEntry,
    acts: &[LogEntry],
    text: &Text,
) -> Result<(), StoreError> {
    if !is_recorded(claim, &recorded.entry, text) {
        return Err(damaged(format!(
            "its row of `{}` is not what `{}` says",
            claim.id, claim.entry
        )));
    }
    follows(claim, reviews, acts).map(|_| ())
}

/// Fold the acts on a claim, and make sure that its reviews, its verdict and its dates follow from
/// them. An act that the rules refuse is not one that the index may have taken in.
fn follows(claim: &Claim, reviews: &[Review], acts: &[LogEntry]) -> Result<Case, StoreError> {
    let is_about = |act: &LogEntry| {
        if let Event::ClaimAdded(added) = &act.entry.event {
            return added.claim == claim.id && act.position == claim.entry;
        }
        act.entry.event.acts_on() == Some((claim.id, claim.quote_sha256))
    };
    if !acts.iter().all(is_about) {
        return Err(damaged(format!(
            "its rows say that an act on another claim is on `{}`",
            claim.id
        )));
    }
    let mut case = Case::new(claim.id, claim.quote_sha256, Policy::DEFAULT);
    let is_allowed = acts.iter().all(|act| case.apply(&act.entry).is_ok());
    let last = acts.last().map_or(claim.created_at, |act| act.entry.at);
    let is_same = is_allowed
        && case == Case::of(claim, reviews, Policy::DEFAULT)
        && claim.updated_at == last
        && acts.iter().filter_map(Review::recorded).eq(reviews.iter().cloned());
    if is_same {
        return Ok(case);
    }
    Err(damaged(format!("its rows of `{}` do not match its history", claim.id)))
}

/// Whether a claim is one that this entry recorded, in these words of the text.
fn is_recorded(claim: &Claim, entry: &Entry, text: &Text) -> bool {
    let words = |span: Span| text.as_str().get(span.range());
    let is_quoted = words(claim.span) == Some(claim.quote.as_str())
        && Sha256::of(&claim.quote) == claim.quote_sha256
        && text.place(claim.span) == claim.place
        && entry.at == claim.created_at;
    if !is_quoted {
        return false;
    }
    if let Event::ClaimAdded(added) = &entry.event {
        return added.claim == claim.id
            && added.article == claim.article
            && added.claimant == claim.claimant
            && added.quote_sha256 == claim.quote_sha256
            && added.span == claim.span.into()
            && claim.claimant_span.is_none()
            && claim.found == Provenance::ByReviewer
            && claim.raw_span.is_none();
    }
    let Event::ClaimsExtracted(extracted) = &entry.event else { return false };
    let Ok(at) = extracted.claims.binary_search_by_key(&claim.id, |found| found.claim) else {
        return false;
    };
    let (found, extractor) = (&extracted.claims[at], &extracted.extractor);
    let is_found_so = match &claim.found {
        Provenance::ByExtractor { extractor: named, score } => {
            named == extractor && *score == found.score
        }
        Provenance::ByReviewer => false,
    };
    is_found_so
        && extracted.article == claim.article
        && claim.claimant_span.and_then(words) == claim.claimant.as_deref()
        && found.claimant == claim.claimant_span.map(Into::into)
        && found.quote_sha256 == claim.quote_sha256
        && found.raw_span == claim.raw_span
        && found.span == claim.span.into()
}

pub(super) fn damaged(what: String) -> StoreError {
    StoreError::Index { what }
}

fn checked(position: EntryId, bytes: &[u8], leaf: Sha256) -> Result<Entry, StoreError> {
    if leaf_hash(bytes) != leaf {
        return Err(StoreError::EntryChanged(position));
    }
    read(position, bytes)
}

fn read(position: EntryId, bytes: &[u8]) -> Result<Entry, StoreError> {
    read_entry(bytes).map_err(|source| StoreError::Entry { position, source })
}
