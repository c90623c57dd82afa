use std::collections::{BTreeMap, BTreeSet};

use super::evidence::known_evidence;
use super::seen::Looking;
use super::summary::{known_article, known_claim};
use super::{Ledger, LedgerError, StoreError};
use crate::domain::{
    Actor, ArticleId, ClaimId, ContentWithheld, Entry, EntryId, Event, EvidenceId, Note, RawSpan,
    Redaction, Refusal, Replaced, Role, SealedText, Sha256, Span, Viewer, Words,
};
use crate::log::{read_entry, signature_of};
use crate::merkle::{StandIn, entry_leaf};
use crate::store::{Snapshot, can_be_replaced};

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
    /// The server overwrites it in its own time.
    ByServer,
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
    /// A version before 0.2.0 wrote it, and it says whose signature counts, or under which rules.
    #[error("the words of `{0}` are in the entry itself, and it is about people or rules")]
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
                    && words(snapshot, author, what)?.is_empty()
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
            let WordsToGo { sealed, stand_ins } = words(snapshot, author, what)?;
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
            let of = articles.iter().copied();
            let of: Vec<ArticleId> =
                of.chain(redacted.iter().map(|of: &Redaction| of.article)).collect();
            are_alone(writer.snapshot(), &contents, &of, &evidence)?;
            let entries: BTreeSet<EntryId> = sealed.values().copied().collect();
            let words: Vec<Sha256> = sealed.into_keys().collect();
            let replaced: Vec<Replaced> = stand_ins.iter().map(|(of, _)| of.clone()).collect();
            let texts: Vec<ArticleId> = redacted.iter().map(|of: &Redaction| of.article).collect();
            writer.append(Event::ContentWithheld(ContentWithheld {
                articles,
                contents: contents.iter().copied().collect(),
                entries: Some(entries.into_iter().collect()).filter(|_| !words.is_empty()),
                evidence: Some(evidence).filter(|evidence| !evidence.is_empty()),
                reason: reason.clone().into(),
                redacted: Some(redacted).filter(|redacted| !redacted.is_empty()),
                replaced: Some(replaced).filter(|replaced| !replaced.is_empty()),
                words: Some(words.clone()).filter(|words| !words.is_empty()),
            }))?;
            for sha256 in contents {
                writer.remove(sha256)?;
            }
            let beside = words
                .iter()
                .filter(|sha256| !stand_ins.iter().any(|(of, _)| of.words.contains(sha256)));
            for sha256 in beside {
                writer.remove_words(*sha256)?;
            }
            for (Replaced { entry, .. }, bytes) in &stand_ins {
                writer.replace(*entry, bytes)?;
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
        if self.store.is_on_server() {
            Erased::ByServer
        } else if self.store.erase_remains() {
            Erased::Completely
        } else {
            Erased::NotYet
        }
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

/// The claims that lose their words with these spans of their articles.
fn claims_with_same_words(
    snapshot: &Snapshot<'_>,
    texts: &BTreeMap<ArticleId, Vec<RawSpan>>,
) -> Result<BTreeSet<ClaimId>, LedgerError> {
    let mut claims = BTreeSet::new();
    for (&article, spans) in texts {
        for claim in snapshot.claims_of(article)? {
            let goes = |own: Span| {
                spans.iter().any(|span| own.start() < span.end && span.start < own.end())
            };
            let of_last_text = claim.withheld.is_none() && claim.gone.is_none();
            if of_last_text && (goes(claim.span) || claim.claimant_span.is_some_and(goes)) {
                claims.insert(claim.id);
            }
        }
    }
    Ok(claims)
}

/// What people wrote that is to be withheld.
#[derive(Default)]
struct WordsToGo {
    /// The hashes, each with its entry: of texts beside the log, or what stands in their place.
    sealed: BTreeMap<Sha256, EntryId>,
    /// The entries that have them in themselves, by their numbers, each with what stands in its place.
    stand_ins: Vec<(Replaced, Vec<u8>)>,
}

impl WordsToGo {
    fn is_empty(&self) -> bool {
        self.sealed.is_empty()
    }
}

/// What people wrote that is to be withheld, and is not yet.
fn words(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    what: &ToWithhold,
) -> Result<WordsToGo, LedgerError> {
    let (mut words, mut in_entries) = (BTreeMap::new(), BTreeSet::new());
    for &position in &what.entries {
        let recorded = snapshot.entry(position)?.ok_or(LedgerError::NoEntry(position))?;
        if snapshot.faults()?.contains(&position) {
            return Err(LedgerError::NoEffect(position));
        }
        let event = &recorded.entry.event;
        let sealed = event.sealed();
        if sealed.is_empty() {
            if event.remark().is_none() && event.claimant().is_none() {
                return Err(WithheldError::NoWords(position.to_string()).into());
            }
            in_entries.insert(position);
        }
        words.extend(sealed.into_iter().map(|sha256| (sha256, position)));
    }
    for &id in &what.evidence {
        let evidence = known_evidence(snapshot, id)?;
        let added = Event::EvidenceAdded(Box::new(evidence.added));
        words.extend(added.sealed().into_iter().map(|sha256| (sha256, evidence.entry)));
    }
    let others = claims_with_same_words(snapshot, &texts_with_claims(snapshot, what)?)?;
    for &id in what.claims.union(&others) {
        let claim = known_claim(snapshot, id)?;
        let recorded = snapshot.recorded_in(&claim, claim.entry)?;
        let acts = snapshot.acts(&claim)?;
        for act in std::iter::once(&recorded).chain(&acts) {
            match act.entry.event.claimant().map(Words::sealed) {
                Some(Some(sha256)) => drop(words.insert(sha256, act.position)),
                Some(None) => drop(in_entries.insert(act.position)),
                None => {}
            }
        }
    }
    let mut left = WordsToGo::default();
    for (sha256, entry) in words {
        if !snapshot.are_withheld(sha256)? {
            left.sealed.insert(sha256, entry);
        }
    }
    for position in in_entries {
        let (replaced, bytes) = stand_in(snapshot, author, position)?;
        left.sealed.extend(replaced.words.iter().map(|sha256| (*sha256, position)));
        left.stand_ins.push((replaced, bytes));
    }
    Ok(left)
}

/// What stands in the place of an entry without its words. Nobody can guess a word from its hash:
/// the salt follows from the seed of the act, which is random and secret.
fn stand_in(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    position: EntryId,
) -> Result<(Replaced, Vec<u8>), LedgerError> {
    let cannot = || LedgerError::from(WithheldError::WordsInEntry(position));
    let bytes = snapshot.entry_bytes(position, 1)?.pop().ok_or(LedgerError::NoEntry(position))?;
    let (text, _) = signature_of(&bytes).map_err(|_| cannot())?;
    let mut entry = read_entry(&bytes).map_err(|_| cannot())?;
    if !can_be_replaced(entry.event.kind()) || entry.to_text().is_ok_and(|same| same != text) {
        return Err(cannot());
    }
    let mut words = Vec::new();
    for (field, written) in (0_u8..).zip(entry.event.words()) {
        let plain = written.plain().ok_or_else(cannot)?.to_owned();
        let parts: [&[u8]; 4] = [b"stand-in", &author.seed, &position.0.to_be_bytes(), &[field]];
        let sha256 = SealedText::new(Sha256::of_parts(&parts), plain).sha256;
        written.seal(sha256);
        words.push(sha256);
    }
    let left = entry.to_text().map_err(|_| cannot())?;
    let leaf = entry_leaf(&bytes);
    let note = [left.as_bytes(), &bytes[text.len()..]].concat();
    let stored = StandIn { leaf, note: &note }.to_bytes();
    if stored.len() > Entry::LONGEST {
        return Err(cannot());
    }
    let sha256 = Sha256::of(&stored);
    Ok((Replaced { entry: position, leaf, sha256, words }, stored))
}
