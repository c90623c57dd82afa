use std::collections::{BTreeMap, BTreeSet};

use super::seen::Looking;
use super::{Ledger, LedgerError, StoreError};
use crate::domain::{
    Actor, ArticleId, ClaimId, ContentWithheld, EntryId, Event, Note, Refusal, Role, Sha256, Viewer,
};
use crate::store::Snapshot;

/// What to withhold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToWithhold {
    /// Their texts and pages, and with them the words of their claims.
    pub articles: BTreeSet<ArticleId>,
    /// The names of their claimants that people gave.
    pub claims: BTreeSet<ClaimId>,
    /// What people wrote in them.
    pub entries: BTreeSet<EntryId>,
}

/// Whether the bytes that were withheld are gone from the file itself, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// They are in no page of the file, used or free, nor in its write-ahead log.
    Completely,
    /// Another process is using the ledger, or the disk is full: some may remain in unused parts of
    /// the file or in its write-ahead log, until it is withheld again.
    NotYet,
}

impl Ledger {
    /// Withhold these: remove the bytes, and keep their hashes. All or nothing. If all of them are
    /// withheld already, only what remains of them in the file is erased.
    ///
    /// What was copied before (backups, bundles, reports) still has them.
    pub fn withhold(
        &mut self,
        author: &Actor,
        what: &ToWithhold,
        reason: &Note,
    ) -> Result<Erased, LedgerError> {
        // What can be withheld of an entry shows what is in it.
        self.store.read(|snapshot| {
            let by = author.name.clone();
            let sight = Looking::Now(Viewer::Person(by.clone())).sight(snapshot)?;
            if sight.is_whole() {
                return Ok(());
            }
            Err(LedgerError::from(Refusal::NotTheirRole { by, role: Role::Reviewer }))
        })?;
        self.store.erase_what_is_removed()?;
        let is_withheld = self.store.read(|snapshot| {
            let of_articles: Result<Vec<_>, StoreError> =
                what.articles.iter().map(|article| snapshot.withheld_in(*article)).collect();
            let are_withheld = of_articles?.iter().all(Option::is_some);
            Ok::<_, LedgerError>(are_withheld && words(snapshot, what)?.is_none())
        })?;
        if is_withheld {
            return Ok(self.erase_remains());
        }
        let withheld = self.store.write(author, &self.keys, |writer| {
            let snapshot = writer.snapshot();
            let articles: Vec<ArticleId> = what.articles.iter().copied().collect();
            let contents = contents(snapshot, &articles)?;
            let words = words(snapshot, what)?;
            let entries = words.as_ref().map(|words| {
                let entries: BTreeSet<EntryId> = words.values().copied().collect();
                entries.into_iter().collect()
            });
            let words: Option<Vec<Sha256>> = words.map(|words| words.into_keys().collect());
            writer.append(Event::ContentWithheld(ContentWithheld {
                articles,
                contents: contents.clone(),
                entries,
                reason: reason.clone().into(),
                words: words.clone(),
            }))?;
            for sha256 in contents {
                writer.remove(sha256)?;
            }
            for sha256 in words.into_iter().flatten() {
                writer.remove_words(sha256)?;
            }
            Ok(())
        });
        self.or_repeated(withheld, |_, events| {
            let [Event::ContentWithheld(same)] = events else { return Ok(None) };
            let is_same = same.articles.iter().eq(&what.articles)
                && same
                    .entries
                    .iter()
                    .flatten()
                    .all(|entry| what.entries.contains(entry) || !what.claims.is_empty())
                && same.reason.text() == Some(reason);
            Ok(is_same.then_some(()))
        })?;
        Ok(self.erase_remains())
    }

    /// Erase what was withheld from the unused parts of the file, too.
    fn erase_remains(&self) -> Erased {
        if self.store.erase_remains() { Erased::Completely } else { Erased::NotYet }
    }
}

/// The hashes of all texts and pages of these articles, sorted.
fn contents(snapshot: &Snapshot<'_>, articles: &[ArticleId]) -> Result<Vec<Sha256>, LedgerError> {
    let mut contents: BTreeSet<Sha256> = BTreeSet::new();
    for &article in articles {
        let known = snapshot.article(article)?;
        let known = known.ok_or_else(|| LedgerError::NoArticle(article.to_string()))?;
        snapshot.attest_article(&known)?;
        if snapshot.withheld_in(article)?.is_some() {
            return Err(LedgerError::Withheld(article));
        }
        contents.extend(snapshot.contents_of(article)?);
    }
    if let Some((article, other)) = snapshot.sharing(articles)? {
        return Err(LedgerError::WithheldWith { article, other });
    }
    Ok(contents.into_iter().collect())
}

/// The hashes of what people wrote that is to be withheld, each with its entry. `None`: nothing of
/// it is left.
fn words(
    snapshot: &Snapshot<'_>,
    what: &ToWithhold,
) -> Result<Option<BTreeMap<Sha256, EntryId>>, LedgerError> {
    let mut words = BTreeMap::new();
    for &position in &what.entries {
        let recorded = snapshot.entry(position)?.ok_or(LedgerError::NoEntry(position))?;
        if snapshot.faults()?.contains(&position) {
            return Err(LedgerError::NoEffect(position));
        }
        let event = &recorded.entry.event;
        let sealed = event.sealed();
        if sealed.is_empty() {
            let has_words = event.remark().is_some() || event.claimant().is_some();
            return Err(if has_words {
                LedgerError::WordsInEntry(position)
            } else {
                LedgerError::NoWords(position.to_string())
            });
        }
        words.extend(sealed.into_iter().map(|sha256| (sha256, position)));
    }
    for &id in &what.claims {
        let absent = || LedgerError::NoClaim(id.to_string());
        let claim = snapshot.claim(id)?.ok_or_else(absent)?;
        let recorded = snapshot.recorded_in(&claim, claim.entry)?;
        let acts = snapshot.acts(&claim)?;
        let named = std::iter::once(&recorded)
            .chain(&acts)
            .filter_map(|act| Some((act.entry.event.claimant()?.sealed()?, act.position)));
        let named: BTreeMap<Sha256, EntryId> = named.collect();
        if named.is_empty() {
            return Err(LedgerError::NoNames { article: claim.article, claim: id });
        }
        words.extend(named);
    }
    let mut left = BTreeMap::new();
    for (sha256, entry) in words {
        if !snapshot.are_withheld(sha256)? {
            left.insert(sha256, entry);
        }
    }
    Ok((!left.is_empty()).then_some(left))
}
