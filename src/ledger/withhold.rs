use std::collections::{BTreeMap, BTreeSet};

use super::evidence::known_evidence;
use super::{Ledger, LedgerError, StoreError};
use crate::domain::{
    Actor, ArticleId, ClaimId, ContentWithheld, EntryId, Event, EvidenceId, Note, Sha256,
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
    /// What was captured as evidence, with the words of the entries that added it.
    pub evidence: BTreeSet<EvidenceId>,
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
        self.store.erase_what_is_removed()?;
        let is_withheld = self.store.read(|snapshot| {
            let of_articles: Result<Vec<_>, StoreError> =
                what.articles.iter().map(|article| snapshot.withheld_in(*article)).collect();
            let of_evidence: Result<Vec<_>, StoreError> =
                what.evidence.iter().map(|id| snapshot.evidence_withheld_in(*id)).collect();
            let mut all = of_articles?.into_iter().chain(of_evidence?);
            let are_withheld = all.all(|withheld| withheld.is_some());
            Ok::<_, LedgerError>(are_withheld && words(snapshot, what)?.is_none())
        })?;
        if is_withheld {
            return Ok(self.erase_remains());
        }
        let withheld = self.store.write(author, &self.keys, |writer| {
            let snapshot = writer.snapshot();
            let articles: Vec<ArticleId> = what.articles.iter().copied().collect();
            let evidence: Vec<EvidenceId> = what.evidence.iter().copied().collect();
            let contents = contents(snapshot, &articles, &evidence)?;
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
                evidence: Some(evidence).filter(|evidence| !evidence.is_empty()),
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
                && same.evidence.iter().flatten().eq(&what.evidence)
                && same.entries.iter().flatten().all(|entry| {
                    what.entries.contains(entry)
                        || !what.claims.is_empty()
                        || !what.evidence.is_empty()
                })
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

/// The hashes of all texts and pages of these articles, and of what was captured as this evidence,
/// sorted.
fn contents(
    snapshot: &Snapshot<'_>,
    articles: &[ArticleId],
    evidence: &[EvidenceId],
) -> Result<Vec<Sha256>, LedgerError> {
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
    for &id in evidence {
        known_evidence(snapshot, id)?;
        if snapshot.evidence_withheld_in(id)?.is_some() {
            return Err(LedgerError::WithheldEvidence(id));
        }
        let own = snapshot.contents_of_evidence(id)?;
        if own.is_empty() {
            return Err(LedgerError::NothingCaptured(id));
        }
        contents.extend(own);
    }
    for &sha256 in &contents {
        let Some(other) = snapshot.also_in(sha256, articles, evidence)? else { continue };
        let mut own = None;
        for &article in articles {
            if snapshot.contents_of(article)?.contains(&sha256) {
                own.get_or_insert(article.to_string());
            }
        }
        for &id in evidence {
            if snapshot.contents_of_evidence(id)?.contains(&sha256) {
                own.get_or_insert(id.to_string());
            }
        }
        return Err(LedgerError::WithheldWith { what: own.unwrap_or_default(), other });
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
    for &id in &what.evidence {
        let evidence = known_evidence(snapshot, id)?;
        let added = Event::EvidenceAdded(Box::new(evidence.added));
        words.extend(added.sealed().into_iter().map(|sha256| (sha256, evidence.entry)));
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
