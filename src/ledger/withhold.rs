use std::collections::{BTreeMap, BTreeSet};

use super::evidence::known_evidence;
use super::seen::Looking;
use super::summary::{known_article, known_claim};
use super::{Ledger, LedgerError, StoreError};
use crate::domain::{
    Actor, ArticleId, ClaimId, ContentWithheld, EntryId, Event, EvidenceId, Note, RawSpan,
    Redaction, Refusal, Role, Sha256, Viewer,
};
use crate::store::Snapshot;

/// What to withhold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToWithhold {
    /// Their texts and pages, and with them the words of their claims.
    pub articles: BTreeSet<ArticleId>,
    /// Their words, and the names of their claimants that people gave.
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

/// Something is withheld, or cannot be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithheldError {
    /// The bytes are gone on purpose.
    #[error("the text of `{0}` is withheld")]
    Article(ArticleId),
    /// Its words are gone on purpose.
    #[error("the words of `{0}` are withheld")]
    Claim(ClaimId),
    /// The last reading of its article is without it.
    #[error("the words of `{claim}` are only in an earlier text of `{article}`")]
    InEarlierText { article: ArticleId, claim: ClaimId },
    /// Nothing that a person wrote is in it.
    #[error("`{0}` has no words that can be withheld")]
    NoWords(String),
    /// Bytes that are gone on purpose do not come back.
    #[error("these bytes, or this text, were withheld from this ledger")]
    Bytes,
    /// What was captured is gone on purpose.
    #[error("what was captured as `{0}` is withheld")]
    Evidence(EvidenceId),
    /// Nothing of it was captured.
    #[error("nothing was captured as `{0}`")]
    NothingCaptured(EvidenceId),
    /// Another article, or other evidence, has the same bytes, which would go with it.
    #[error("`{what}` and `{other}` have the same text")]
    Shared { what: String, other: String },
    /// Words of the article are gone on purpose.
    #[error("words of `{0}` there are withheld")]
    There(ArticleId),
    /// What people wrote is gone on purpose.
    #[error("the words of `{0}` are withheld")]
    Words(EntryId),
    /// A version before 0.2.0 wrote it.
    #[error("the words of `{0}` are in the entry itself, as earlier versions wrote it")]
    WordsInEntry(EntryId),
}

impl WithheldError {
    /// Bytes were withheld with this article, or with evidence if it is `A0`.
    pub(super) fn of(article: ArticleId) -> Self {
        if article == ArticleId(0) { Self::Bytes } else { Self::Article(article) }
    }
}

/// What was withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub erased: Erased,
    /// The claims that share words with those that were named, and went with them.
    pub others: Vec<ClaimId>,
    /// The articles that lost words, while the rest of their text stays.
    pub redacted: Vec<ArticleId>,
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
    ) -> Result<Withheld, LedgerError> {
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
            let of_evidence: Result<Vec<_>, StoreError> =
                what.evidence.iter().map(|id| snapshot.evidence_withheld_in(*id)).collect();
            let mut all = of_articles?.into_iter().chain(of_evidence?);
            let are_withheld = all.all(|withheld| withheld.is_some());
            Ok::<_, LedgerError>(
                are_withheld
                    && words(snapshot, what)?.is_none()
                    && texts_with_claims(snapshot, what)?.is_empty(),
            )
        })?;
        if is_withheld {
            let erased = self.erase_remains();
            return Ok(Withheld { erased, others: Vec::new(), redacted: Vec::new() });
        }
        let withheld = self.store.write(author, &self.keys, |writer| {
            let snapshot = writer.snapshot();
            let articles: Vec<ArticleId> = what.articles.iter().copied().collect();
            let evidence: Vec<EvidenceId> = what.evidence.iter().copied().collect();
            let mut contents = contents(snapshot, &articles, &evidence)?;
            let words = words(snapshot, what)?;
            let texts = texts_with_claims(snapshot, what)?;
            let mut redacted = Vec::with_capacity(texts.len());
            for (article, spans) in texts {
                let snapshot = writer.snapshot();
                let text_sha256 = known_article(snapshot, article)?.revision.text_sha256;
                contents.extend(snapshot.contents_left_of(article)?);
                let text = snapshot.text(text_sha256)?;
                let spans =
                    Redaction::union(snapshot.spans_gone(text_sha256)?.into_iter().chain(spans));
                let sha256 = writer.keep(Redaction::copy(&text, &spans).as_bytes())?;
                redacted.push(Redaction { article, sha256, spans, text_sha256 });
            }
            let entries = words.as_ref().map(|words| {
                let entries: BTreeSet<EntryId> = words.values().copied().collect();
                entries.into_iter().collect()
            });
            let words: Option<Vec<Sha256>> = words.map(|words| words.into_keys().collect());
            let of = articles.iter().copied();
            let of: Vec<ArticleId> =
                of.chain(redacted.iter().map(|of: &Redaction| of.article)).collect();
            are_alone(writer.snapshot(), &contents, &of, &evidence)?;
            let texts: Vec<ArticleId> = redacted.iter().map(|of: &Redaction| of.article).collect();
            writer.append(Event::ContentWithheld(ContentWithheld {
                articles,
                contents: contents.iter().copied().collect(),
                entries,
                evidence: Some(evidence).filter(|evidence| !evidence.is_empty()),
                reason: reason.clone().into(),
                redacted: Some(redacted).filter(|redacted| !redacted.is_empty()),
                words: words.clone(),
            }))?;
            for sha256 in contents {
                writer.remove(sha256)?;
            }
            for sha256 in words.into_iter().flatten() {
                writer.remove_words(sha256)?;
            }
            Ok((writer.snapshot().claims_redacted_last(&texts)?, texts))
        });
        let (others, redacted) = self.or_repeated(withheld, |snapshot, events| {
            let [Event::ContentWithheld(same)] = events else { return Ok(None) };
            let is_same = same.articles.iter().eq(&what.articles)
                && same.evidence.iter().flatten().eq(&what.evidence)
                && same.entries.iter().flatten().all(|entry| {
                    what.entries.contains(entry)
                        || !what.claims.is_empty()
                        || !what.evidence.is_empty()
                })
                && same.reason.text() == Some(reason);
            let redacted = same.redacted.iter().flatten().map(|of| of.article).collect::<Vec<_>>();
            let others = snapshot.claims_redacted_last(&redacted)?;
            Ok(is_same.then_some((others, redacted)))
        })?;
        let others = others.into_iter().filter(|other| !what.claims.contains(other)).collect();
        Ok(Withheld { erased: self.erase_remains(), others, redacted })
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
) -> Result<BTreeSet<Sha256>, LedgerError> {
    let mut contents: BTreeSet<Sha256> = BTreeSet::new();
    for &article in articles {
        let known = snapshot.article(article)?;
        let known = known.ok_or_else(|| LedgerError::NoArticle(article.to_string()))?;
        snapshot.attest_article(&known)?;
        if snapshot.withheld_in(article)?.is_some() {
            return Err(WithheldError::Article(article).into());
        }
        contents.extend(snapshot.contents_of(article)?);
    }
    for &id in evidence {
        known_evidence(snapshot, id)?;
        if snapshot.evidence_withheld_in(id)?.is_some() {
            return Err(WithheldError::Evidence(id).into());
        }
        let own = snapshot.contents_of_evidence(id)?;
        if own.is_empty() {
            return Err(WithheldError::NothingCaptured(id).into());
        }
        contents.extend(own);
    }
    if let Some((article, other)) = snapshot.sharing(articles)? {
        return Err(shared(&article, &other));
    }
    are_alone(snapshot, &contents, articles, evidence)?;
    Ok(contents)
}

/// Whether nothing else has these bytes.
fn are_alone(
    snapshot: &Snapshot<'_>,
    contents: &BTreeSet<Sha256>,
    articles: &[ArticleId],
    evidence: &[EvidenceId],
) -> Result<(), LedgerError> {
    for &sha256 in contents {
        if let Some(other) = snapshot.also_in(sha256, articles, evidence)? {
            let own = snapshot.also_in(sha256, &[], &[])?.unwrap_or_default();
            return Err(shared(&own, &other));
        }
    }
    Ok(())
}

fn shared(what: &impl ToString, other: &impl ToString) -> LedgerError {
    let (what, other) = (what.to_string(), other.to_string());
    WithheldError::Shared { what, other }.into()
}

/// Where the words of these claims stand that are not withheld yet, by article. The same words go
/// wherever they stand in the text.
fn texts_with_claims(
    snapshot: &Snapshot<'_>,
    what: &ToWithhold,
) -> Result<BTreeMap<ArticleId, Vec<RawSpan>>, LedgerError> {
    let mut texts: BTreeMap<ArticleId, Vec<RawSpan>> = BTreeMap::new();
    for &id in &what.claims {
        let claim = known_claim(snapshot, id)?;
        if claim.withheld.is_some() || what.articles.contains(&claim.article) {
            continue;
        }
        if claim.gone.is_some() {
            return Err(WithheldError::InEarlierText { article: claim.article, claim: id }.into());
        }
        let article = known_article(snapshot, claim.article)?;
        snapshot.attest_article(&article)?;
        if let Some((article, other)) = snapshot.sharing(&[claim.article])? {
            return Err(shared(&article, &other));
        }
        let text = snapshot.text(article.revision.text_sha256)?;
        let quote = text.quote(claim.span);
        if Sha256::of(quote) != claim.quote_sha256 {
            return Err(StoreError::Index { what: format!("its row of `{id}` is wrong") }.into());
        }
        let found = memchr::memmem::find_iter(text.as_str().as_bytes(), quote.as_bytes());
        let spans = found.map(|start| RawSpan { end: start + quote.len(), start });
        texts.entry(claim.article).or_default().extend(spans);
    }
    Ok(texts)
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
            let in_entry = WithheldError::WordsInEntry(position);
            let none = WithheldError::NoWords(position.to_string());
            return Err(if has_words { in_entry } else { none }.into());
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
