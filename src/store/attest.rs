//! The index is a convenience, and may be damaged. Everything that is signed or shown is first
//! checked here against the log and the text.

mod claim;

use std::collections::{BTreeMap, BTreeSet};

pub use claim::{Sources, Stored, attest_claim, case_before};
use claim::{claimant_in, follows, is_by_recorder, is_correction};

use super::sql::{OfType, params};
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{
    Article, ArticleId, Aside, Case, Claim, ClaimId, Claimant, Counts, Entry, EntryId, Event,
    LogEntry, ReviewerName, Roster, Sha256, Text,
};
use crate::log::{read_entry, recorded_quote};

impl Snapshot<'_> {
    /// The entries that have no effect: the rules of the log refuse them.
    pub fn faults(&self) -> Result<BTreeSet<EntryId>, StoreError> {
        let faults = self.connection.column("SELECT entry FROM faults", params![])?;
        Ok(faults.into_iter().collect())
    }

    /// The last article in the log; `A0` if there is none.
    pub(super) fn last_article(&self) -> Result<ArticleId, StoreError> {
        let last = self.last_on(OfType::Articles, |event| {
            let Event::ArticleImported(imported) = event else { return None };
            Some(imported.article)
        })?;
        Ok(last.unwrap_or(ArticleId(0)))
    }

    /// The last claim in the log; `C0` if there is none.
    pub(super) fn last_claim(&self) -> Result<ClaimId, StoreError> {
        let last = self.last_on(OfType::Claims, |event| {
            if let Event::ClaimAdded(added) = event {
                return Some(added.claim);
            }
            let Event::ClaimsExtracted(extracted) = event else { return None };
            extracted.claims.last().map(|last| last.claim)
        })?;
        Ok(last.unwrap_or(ClaimId(0)))
    }

    /// The last entry with an effect among those of these types.
    pub(super) fn last_on<T>(
        &self,
        types: OfType,
        says: impl Fn(&Event) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut before = EntryId(i64::MAX as u64);
        let of_type = self.connection.of_type(types);
        let sql = format!(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE ({of_type}) AND position < ?1 AND position NOT IN (SELECT entry FROM faults)
             ORDER BY position DESC
             LIMIT 1"
        );
        loop {
            let found = self.connection.first(&sql, params![before], |row| {
                let position = row.get(0)?;
                Ok((position, self.checked(position, row.get(1)?, row.get(2)?)?))
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

    /// Check that the index has every article and claim, and no others.
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

    /// The articles that are withdrawn, each checked against the log, and how many claims it has.
    /// Nothing else may count as withdrawn.
    pub fn attest_withdrawn(&self) -> Result<Vec<(Article, u64)>, StoreError> {
        let mut all = Vec::new();
        let mut sum = 0;
        for id in self.withdrawn()? {
            let missing = || damaged(format!("its row of `{id}` is missing"));
            let article = self.article(id)?.ok_or_else(missing)?;
            self.attest_article(&article)?;
            let claims = self.counts(Some(id))?.withdrawn;
            sum += claims;
            all.push((article, claims));
        }
        if sum == self.counts(None)?.withdrawn {
            return Ok(all);
        }
        Err(damaged("its number of withdrawn claims is not what was recorded".to_owned()))
    }

    /// Check that the number of claim rows matches the counts, for the whole ledger (and then the
    /// log, too) or for one article: that no list hides a claim because its row is lost, or has
    /// another status.
    pub fn attest_rows(&self, article: Option<ArticleId>) -> Result<(), StoreError> {
        let mut rows = Counts::default();
        let last = article.map_or(i64::MAX, |article| number(article.0));
        let first = article.map_or(0, |_| last);
        let groups = self.connection.query(
            "SELECT status, dismissed, withdrawn, conflict, count(*), gone IS NOT NULL
             FROM claims
             WHERE article BETWEEN ?1 AND ?2
             GROUP BY status, dismissed, withdrawn, conflict, gone IS NOT NULL",
            params![first, last],
        )?;
        for group in groups.iter() {
            let (status, conflict) = (group.get(0)?, group.get(3)?);
            let aside = Aside::of(group.get(1)?, group.get(5)?, group.get(2)?);
            let claims = group.get::<u32>(4)?.into();
            rows.add(status, aside, claims);
            if conflict && aside == Aside::Not {
                rows.add_in_conflict(status, claims);
            }
        }
        let is_all = article.is_some() || rows.all() == self.last_claim()?.0;
        if is_all && rows == self.counts(article)? {
            return self.attest_withdrawn().map(drop);
        }
        let of = article.map_or_else(|| "the ledger".to_owned(), |article| article.to_string());
        Err(damaged(format!("its number of claims of {of} is not what was recorded")))
    }

    /// Check that the next ids follow from the log: that no row at the end of the index is lost or
    /// added.
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
        // The same by other tables, in case an entry is hidden from the index on the log.
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

    /// Check a claim against the log: an act on it signs the hash of its words. `last` is the last
    /// entry read within the act: it may have recorded hundreds.
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

    /// The state of a claim by the log, checked against the index: it decides what may be done to
    /// the claim.
    pub fn case(&self, claim: &Claim, roster: &Roster) -> Result<Case, StoreError> {
        let (notes, reviews) = (self.notes(claim.id)?, self.reviews(claim.id)?);
        let (docket, rulings) = (self.docket(claim.id)?, self.rulings(claim.id)?);
        let evidence = self.evidence_of(&[claim.id])?.remove(&claim.id).unwrap_or_default();
        let stored = Stored {
            docket: &docket,
            evidence: &evidence,
            notes: &notes,
            reviews: &reviews,
            rulings: &rulings,
        };
        let acts = self.acts(claim)?;
        let of_article = self.article_acts(claim.article)?;
        if roster.asks_who_recorded() {
            is_by_recorder(claim, &self.recorded_in(claim, claim.entry)?, roster)?;
        }
        // Before the first correction, the claimant is the one that was recorded.
        if !acts.iter().any(|act| is_correction(&act.entry.event)) {
            return follows(claim, stored, &acts, &of_article, Claimant::of(claim), roster);
        }
        let recorded = self.recorded_in(claim, claim.entry)?;
        let text = self.text_behind(&recorded, claim)?;
        let claimant = claimant_in(&recorded.entry, claim.id, text.as_ref().map(Text::as_str));
        follows(claim, stored, &acts, &of_article, claimant, roster)
    }

    /// The text that an extractor took the words of a claim from, unless it is withheld.
    fn text_behind(&self, recorded: &LogEntry, claim: &Claim) -> Result<Option<Text>, StoreError> {
        let Event::ClaimsExtracted(extracted) = &recorded.entry.event else { return Ok(None) };
        let sha256 = extracted.text_sha256;
        let is_gone = self.withheld_with(sha256)?.is_some() && self.copy_of(sha256)?.is_none();
        if is_gone || claim.withheld.is_some() { Ok(None) } else { self.text(sha256).map(Some) }
    }

    /// Who said a claim, as it was recorded first.
    pub fn claimant_recorded(&self, claim: &Claim) -> Result<Option<String>, StoreError> {
        let recorded = self.recorded_in(claim, claim.entry)?;
        let text = self.text_behind(&recorded, claim)?;
        let text = text.as_ref().map(Text::as_str);
        Ok(match claimant_in(&recorded.entry, claim.id, text) {
            Claimant::Named(name) => Some(name.to_owned()),
            Claimant::Sealed { name, .. } => name.map(str::to_owned),
            Claimant::Nobody | Claimant::Withheld => None,
        })
    }

    /// Check everything in the index about an article against the log. Returns the acts on it.
    pub fn attest_article(&self, article: &Article) -> Result<Vec<LogEntry>, StoreError> {
        let by_log = match self.entry_with_effect(article.entry)? {
            Some(bytes) => Article::imported(article.entry, &read(article.entry, &bytes)?),
            None => None,
        };
        let acts = self.article_acts(article.id)?;
        let is_about = |act: &LogEntry| act.entry.event.acts_on_article() == Some(article.id);
        if let Some(mut by_log) = by_log
            && acts.iter().all(is_about)
        {
            let mut is_allowed = true;
            for act in &acts {
                is_allowed &= if let Event::ArticleWithdrawn(_) = &act.entry.event {
                    let roster = self.roster()?;
                    let judges = self.judges_before(article.id, act.position)?;
                    let judges = judges.iter().map(|name| roster.present(name).clone()).collect();
                    by_log.apply(act.position, &act.over_as_of(&roster).entry, &judges).is_ok()
                } else {
                    by_log.apply(act.position, &act.entry, &BTreeSet::new()).is_ok()
                };
            }
            if is_allowed && by_log == *article {
                return Ok(acts);
            }
        }
        let Article { entry, id, .. } = article;
        Err(damaged(if acts.is_empty() {
            format!("its row of `{id}` is not what `{entry}` says")
        } else {
            format!("its rows of `{id}` do not match its history")
        }))
    }

    /// The reviewers with a review of a claim of this article that stands, by the log.
    pub fn judges_of(&self, article: ArticleId) -> Result<BTreeSet<ReviewerName>, StoreError> {
        self.judges_before(article, EntryId(u64::MAX))
    }

    fn judges_before(
        &self,
        article: ArticleId,
        before: EntryId,
    ) -> Result<BTreeSet<ReviewerName>, StoreError> {
        let mut standing: BTreeMap<EntryId, ReviewerName> = BTreeMap::new();
        let acts = self.acts_of(article)?.into_values().flatten();
        let mut acts: Vec<LogEntry> = acts.filter(|act| act.position < before).collect();
        acts.sort_by_key(|act| act.position);
        for act in acts {
            if let Event::ClaimReviewed(_) = &act.entry.event {
                standing.insert(act.position, act.entry.actor);
            } else if let Event::ReviewWithdrawn(withdrawn) = &act.entry.event {
                standing.remove(&withdrawn.entry);
            }
        }
        Ok(standing.into_values().collect())
    }

    /// The entry that recorded a claim, or one that placed it, from its bytes.
    pub fn recorded_in(&self, claim: &Claim, entry: EntryId) -> Result<LogEntry, StoreError> {
        let recorded = match self.entry_with_effect(entry)? {
            Some(_) => self.entry(entry)?,
            None => None,
        };
        recorded.ok_or_else(|| {
            damaged(format!("its row says that `{entry}` recorded `{}`, which is not so", claim.id))
        })
    }

    /// What an entry says, checked against its hash, unless it has no effect or does not exist.
    pub(super) fn event_with_effect(&self, entry: EntryId) -> Result<Option<Event>, StoreError> {
        let bytes = self.entry_with_effect(entry)?;
        bytes.map(|bytes| Ok(read(entry, &bytes)?.event)).transpose()
    }

    /// The bytes of an entry, checked against its hash, unless it has no effect or does not exist.
    fn entry_with_effect(&self, position: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
        self.connection.first(
            "SELECT bytes, leaf
             FROM entries
             WHERE position = ?1 AND position NOT IN (SELECT entry FROM faults)",
            params![position],
            |row| {
                let bytes: &[u8] = row.get(0)?;
                if self.leaf_at(position, bytes)? == row.get(1)? {
                    Ok(bytes.to_owned())
                } else {
                    Err(StoreError::EntryChanged(position))
                }
            },
        )
    }

    fn checked(&self, position: EntryId, bytes: &[u8], leaf: Sha256) -> Result<Entry, StoreError> {
        if self.leaf_at(position, bytes)? == leaf {
            read(position, bytes)
        } else {
            Err(StoreError::EntryChanged(position))
        }
    }
}

pub(super) fn damaged(what: String) -> StoreError {
    StoreError::Index { what }
}

fn read(position: EntryId, bytes: &[u8]) -> Result<Entry, StoreError> {
    read_entry(bytes).map_err(|source| StoreError::Entry { position, source })
}
