use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::LedgerError;
use crate::domain::{Article, ArticleId, EntryId, LogEntry, Roster, Sha256, Text};
use crate::store::{Snapshot, Stored, attest_claim};
use crate::view::ClaimSummary;

/// Checks what the index says of claims and articles against the log and the texts before it is
/// shown. Claims come in runs of one article and one entry, so each is read once.
pub(super) struct Attested<'s> {
    /// The acts on each article that was checked.
    articles: HashMap<ArticleId, Vec<LogEntry>>,
    /// The last few entries that recorded claims.
    recorded: HashMap<EntryId, Arc<LogEntry>>,
    roster: Roster,
    snapshot: &'s Snapshot<'s>,
    text: Option<(Sha256, Option<Arc<Text>>)>,
}

impl<'s> Attested<'s> {
    /// The log's key must have signed exactly the entries that exist.
    pub(super) fn new(snapshot: &'s Snapshot<'s>) -> Result<Self, LedgerError> {
        snapshot.attest_head()?;
        Ok(Self::of_signed(snapshot, snapshot.roster()?))
    }

    /// The same, if that is known.
    pub(super) fn of_signed(snapshot: &'s Snapshot<'s>, roster: Roster) -> Self {
        Self { articles: HashMap::new(), recorded: HashMap::new(), roster, snapshot, text: None }
    }

    /// Check an article, and read its text, if it is not withheld.
    pub(super) fn article(&mut self, article: &Article) -> Result<Option<Arc<Text>>, LedgerError> {
        if let Entry::Vacant(unknown) = self.articles.entry(article.id) {
            unknown.insert(self.snapshot.attest_article(article)?);
        }
        let sha256 = article.revision.text_sha256;
        match &self.text {
            Some((last, text)) if *last == sha256 => Ok(text.clone()),
            _ => {
                let text = match self.snapshot.withheld_in(article.id)? {
                    Some(entry) => {
                        self.snapshot.attest_withheld(article.id, entry).map(|()| None)?
                    }
                    None => Some(Arc::new(self.snapshot.text(sha256)?)),
                };
                self.text = Some((sha256, text.clone()));
                Ok(text)
            }
        }
    }

    /// The same as [`Self::claim`], and each entry is a leaf of the tree that the log's key signed.
    pub(super) fn claim_and_leaves(
        &mut self,
        listed: &ClaimSummary,
        acts: &[LogEntry],
    ) -> Result<Option<Arc<Text>>, LedgerError> {
        let text = self.claim(listed, acts)?;
        self.snapshot.attest_leaf(&self.recorded[&listed.claim.entry])?;
        for act in acts {
            self.snapshot.attest_leaf(act)?;
        }
        Ok(text)
    }

    /// Check a claim, with its reviews and its article. `acts` are all acts on it.
    pub(super) fn claim(
        &mut self,
        listed: &ClaimSummary,
        acts: &[LogEntry],
    ) -> Result<Option<Arc<Text>>, LedgerError> {
        /// An entry holds up to 200 claims.
        const MOST: usize = 16;
        let text = self.article(&listed.article)?;
        let entry = listed.claim.entry;
        if !self.recorded.contains_key(&entry) {
            if self.recorded.len() == MOST {
                self.recorded.clear();
            }
            let recorded = self.snapshot.recorded_in(&listed.claim)?;
            self.recorded.insert(entry, Arc::new(recorded));
        }
        let ClaimSummary { notes, reviews, rulings, .. } = listed;
        let stored = Stored { notes, reviews, rulings };
        let recorded = &self.recorded[&entry];
        let (of_article, text_of) = (&self.articles[&listed.article.id], text.as_deref());
        attest_claim(&listed.claim, stored, recorded, acts, of_article, text_of, &self.roster)?;
        Ok(text)
    }
}
