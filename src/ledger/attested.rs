use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::LedgerError;
use crate::domain::{
    Article, ArticleId, Claim, EntryId, Evidence, LogEntry, ReviewerName, Roster, Sha256, Text,
    Verdict,
};
use crate::store::{Snapshot, Sources, Stored, attest_claim, case_before};
use crate::view::{Before, ClaimSummary};

/// Checks what the index says of claims and articles against the log and the texts before it is
/// shown. Claims come in runs of one article and one entry, so each is read once.
pub(super) struct Attested<'s> {
    /// The acts on each article that was checked.
    articles: HashMap<ArticleId, Vec<LogEntry>>,
    /// The last few entries that recorded claims.
    recorded: HashMap<EntryId, Arc<LogEntry>>,
    roster: Roster,
    snapshot: &'s Snapshot<'s>,
    /// The texts that were read last.
    texts: Vec<(Sha256, Option<Arc<Text>>)>,
}

impl<'s> Attested<'s> {
    /// The log's key must have signed exactly the entries that exist.
    pub(super) fn new(snapshot: &'s Snapshot<'s>) -> Result<Self, LedgerError> {
        snapshot.attest_head()?;
        Ok(Self::of_signed(snapshot, snapshot.roster()?))
    }

    /// The same, if that is known.
    pub(super) fn of_signed(snapshot: &'s Snapshot<'s>, roster: Roster) -> Self {
        Self {
            articles: HashMap::new(),
            recorded: HashMap::new(),
            roster,
            snapshot,
            texts: Vec::new(),
        }
    }

    /// Check an article, and read its text, if it is not withheld.
    pub(super) fn article(&mut self, article: &Article) -> Result<Option<Arc<Text>>, LedgerError> {
        if let Entry::Vacant(unknown) = self.articles.entry(article.id) {
            unknown.insert(self.snapshot.attest_article(article)?);
        }
        self.text(article.id, article.revision.text_sha256)
    }

    /// A text of an article, if it is not withheld.
    fn text(
        &mut self,
        article: ArticleId,
        sha256: Sha256,
    ) -> Result<Option<Arc<Text>>, LedgerError> {
        /// That of the last reading, and the one before.
        const MOST: usize = 2;
        if let Some((_, text)) = self.texts.iter().find(|(known, _)| *known == sha256) {
            return Ok(text.clone());
        }
        let text = match self.snapshot.withheld_in(article)? {
            Some(entry) => self.snapshot.attest_withheld(article, entry).map(|()| None)?,
            None => Some(Arc::new(self.snapshot.text(sha256)?)),
        };
        if self.texts.len() == MOST {
            self.texts.remove(0);
        }
        self.texts.push((sha256, text.clone()));
        Ok(text)
    }

    /// The person who recorded a claim, or whose import did.
    pub(super) fn recorder(&mut self, claim: &Claim) -> Result<ReviewerName, LedgerError> {
        Ok(self.recorded(claim, claim.entry)?.entry.actor.clone())
    }

    /// The entry that recorded or placed a claim.
    fn recorded(&mut self, claim: &Claim, entry: EntryId) -> Result<Arc<LogEntry>, LedgerError> {
        /// An entry holds up to 200 claims.
        const MOST: usize = 16;
        if let Some(recorded) = self.recorded.get(&entry) {
            return Ok(Arc::clone(recorded));
        }
        if self.recorded.len() == MOST {
            self.recorded.clear();
        }
        let recorded = Arc::new(self.snapshot.recorded_in(claim, entry)?);
        self.recorded.insert(entry, Arc::clone(&recorded));
        Ok(recorded)
    }

    /// The same as [`Self::claim`], and each entry is a leaf of the tree that the log's key signed.
    pub(super) fn claim_and_leaves(
        &mut self,
        listed: &ClaimSummary,
        acts: &[LogEntry],
    ) -> Result<Option<Arc<Text>>, LedgerError> {
        let text = self.claim(listed, acts)?;
        for entry in [listed.claim.entry, listed.claim.placed] {
            self.snapshot.attest_leaf(&*self.recorded(&listed.claim, entry)?)?;
        }
        for act in acts {
            self.snapshot.attest_leaf(act)?;
        }
        Ok(text)
    }

    /// How a claim stood before an entry, if it was recorded by then. It was checked with these acts.
    pub(super) fn before(&self, entry: EntryId, claim: &Claim, acts: &[LogEntry]) -> Before {
        if claim.entry >= entry {
            return Before::Absent;
        }
        let of_article = self.articles.get(&claim.article).map_or(&[][..], Vec::as_slice);
        let case = case_before(entry, claim, acts, of_article, &self.roster);
        if case.is_aside() {
            return Before::Aside;
        }
        let Verdict { conflict, verdict, .. } = case.judgement();
        Before::Stood { conflict, status: verdict }
    }

    /// Check a claim, with its reviews and its article. `acts` are all acts on it.
    pub(super) fn claim(
        &mut self,
        listed: &ClaimSummary,
        acts: &[LogEntry],
    ) -> Result<Option<Arc<Text>>, LedgerError> {
        let claim = &listed.claim;
        self.article(&listed.article)?;
        let text_sha256 = listed.article.text_of(claim);
        let text = match claim.withheld {
            Some(entry) => self.snapshot.attest_words_of(claim, entry).map(|()| None)?,
            None => self.text(listed.article.id, text_sha256)?,
        };
        let recorded = self.recorded(claim, claim.entry)?;
        let placed = self.recorded(claim, claim.placed)?;
        let ClaimSummary { docket, evidence, notes, reviews, rulings, .. } = listed;
        let evidence: Vec<Evidence> = evidence.iter().map(|shown| shown.evidence.clone()).collect();
        let stored = Stored { docket, evidence: &evidence, notes, reviews, rulings };
        let (recorded, placed) = (&*recorded, &*placed);
        let sources = Sources { recorded, placed, text: text.as_deref(), text_sha256 };
        let of_article = &self.articles[&listed.article.id];
        attest_claim(claim, stored, sources, acts, of_article, &self.roster)?;
        for ground in &listed.grounds {
            // What it rests on is shown with how that stands.
            let on = super::summary::known_claim(self.snapshot, ground.claim)?;
            self.snapshot.case(&on, &self.roster)?;
        }
        Ok(text)
    }
}
