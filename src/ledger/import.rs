use std::collections::BTreeMap;

use super::reread::{self, Plan};
use super::{Ledger, LedgerError, WithheldError};
use crate::domain::{
    Actor, Address, Article, ArticleAppeared, ArticleCorrected, ArticleId, ArticleImported,
    ArticleReread, Candidate, ClaimId, ClaimsExtracted, Draft, Event, ExtractedClaim, Extraction,
    Fact, HistoryQuery, Revision, Sha256, Sight, Subject,
};
use crate::store::{Snapshot, StoreError, Writer};

/// The result of importing a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The text of an article was found at another address, or in other bytes.
    Appeared { article: ArticleId, is_elsewhere: bool },
    /// Facts of an article were corrected: it is known, with another title.
    Corrected { article: ArticleId },
    /// The same bytes were recorded before. Nothing was recorded now.
    Known { article: ArticleId },
    /// It was recorded, with the claims that were found in it.
    Recorded {
        article: ArticleId,
        claims: u64,
        /// An earlier article from the same address, with another text.
        earlier: Option<ArticleId>,
        /// An earlier article from an address that seems to show the same article, such as that of
        /// a page for mobiles.
        alike: Option<ArticleId>,
    },
    /// Known bytes were read again.
    Reread { article: ArticleId, added: u64, gone: u64, kept: u64 },
}

impl Imported {
    pub fn is_recorded(&self) -> bool {
        !matches!(self, Self::Known { .. })
    }

    pub fn article(&self) -> ArticleId {
        match self {
            Self::Appeared { article, .. }
            | Self::Corrected { article }
            | Self::Known { article }
            | Self::Recorded { article, .. }
            | Self::Reread { article, .. } => *article,
        }
    }
}

/// What a person asked for of which known bytes may differ: then they are read again.
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Read known bytes again in any case.
    pub again: bool,
    pub encoding: bool,
    pub extractor: bool,
    /// What the earlier reading of an article said of it, and the new one says otherwise.
    pub facts: BTreeMap<ArticleId, BTreeMap<Fact, Option<String>>>,
    pub granularity: bool,
    pub min_score: bool,
    pub reader: bool,
    pub title: bool,
}

impl Asked {
    /// Whether known bytes may have to be read again.
    pub fn is_any(&self) -> bool {
        let is_of_reading = self.encoding || self.reader;
        let is_of_search = self.extractor || self.granularity || self.min_score;
        self.again || self.title || is_of_reading || is_of_search
    }

    /// Whether known bytes are read again.
    pub fn reads_again(&self, known: &KnownArticle, draft: &Draft, found: &Extraction) -> bool {
        self.again
            || self.is_other_reading(&known.article, draft)
            || !self.other_search(known.search.as_ref(), found).is_empty()
    }

    /// Whether this was asked for and is not how the article was read.
    fn is_other_reading(&self, article: &Article, draft: &Draft) -> bool {
        let revision = &article.revision;
        self.encoding && draft.encoding != revision.encoding
            || self.reader && draft.reader.name != revision.reader.name
    }

    /// What was asked for and is not how its claims were looked for.
    fn other_search(
        &self,
        last: Option<&ClaimsExtracted>,
        found: &Extraction,
    ) -> Vec<&'static str> {
        let mut other = Vec::new();
        if self.extractor && last.is_none_or(|last| last.extractor != found.extractor) {
            other.push("extractor");
        }
        if self.granularity && last.is_none_or(|last| last.granularity != found.granularity) {
            other.push("granularity");
        }
        if self.min_score && last.is_none_or(|last| last.min_score != Some(found.min_score)) {
            other.push("lowest score");
        }
        other
    }
}

/// A known article, and how its claims were looked for the last time.
pub struct KnownArticle {
    pub article: Article,
    pub search: Option<ClaimsExtracted>,
}

impl Ledger {
    /// Record that there is a ledger, and whose: an empty one gets its first entries.
    pub fn create(&mut self, founder: &Actor) -> Result<(), LedgerError> {
        let created = self.store.write(founder, &self.keys, |writer| {
            writer.introduce()?;
            Ok(())
        });
        self.or_repeated(created, |_, events| Ok(events.is_empty().then_some(())))
    }

    /// Record these articles, with the claims that an extractor found in each: all of them or none.
    /// Finding claims is slow and needs no lock, so it is done before.
    pub fn import(
        &mut self,
        author: &Actor,
        articles: &[(Draft, Extraction)],
    ) -> Result<Vec<Imported>, LedgerError> {
        self.import_as(author, articles, &Asked::default())
    }

    /// The same; bytes that are known are read again if that was asked for.
    pub fn import_as(
        &mut self,
        author: &Actor,
        articles: &[(Draft, Extraction)],
        asked: &Asked,
    ) -> Result<Vec<Imported>, LedgerError> {
        let hashes =
            articles.iter().flat_map(|(draft, _)| Revision::of(draft).contents()).collect();
        let imported = self.store.write(author, &self.keys, |writer| {
            writer.look_up(&hashes)?;
            let recorded =
                articles.iter().map(|(draft, found)| record(writer, draft, found, asked));
            recorded.collect::<Result<_, LedgerError>>()
        });
        // Known bytes are not imported again, whatever their id.
        self.or_repeated(imported, |snapshot, _| {
            let known = |(draft, _): &(Draft, Extraction)| {
                let known = match snapshot.article_of(Sha256::of(&draft.raw))? {
                    Some(known) => Some(known),
                    None => snapshot.article_with_text(draft.text.sha256())?,
                };
                Ok(known.map(|known| Imported::Known { article: known.id }))
            };
            articles.iter().map(known).collect()
        })
    }

    /// The article with these bytes, if they are recorded already.
    pub fn known(&self, draft: &Draft) -> Result<Option<KnownArticle>, LedgerError> {
        self.store.read(|snapshot| {
            let Some(article) = snapshot.article_of(Sha256::of(&draft.raw))? else {
                return Ok(None);
            };
            snapshot.attest_article(&article)?;
            let search = last_search(snapshot, article.id)?;
            Ok(Some(KnownArticle { article, search }))
        })
    }
}

/// How the claims of an article were looked for the last time.
fn last_search(
    snapshot: &Snapshot<'_>,
    article: ArticleId,
) -> Result<Option<ClaimsExtracted>, StoreError> {
    let of = Some(Subject::Article(article));
    let query = HistoryQuery { of, types: vec!["claims.extracted"], ..HistoryQuery::default() };
    let last = snapshot.history(&query, &Sight::WHOLE, None, 1)?.pop();
    Ok(last.and_then(|last| {
        if let Event::ClaimsExtracted(extracted) = last.entry.event {
            Some(extracted)
        } else {
            None
        }
    }))
}

pub(super) fn record(
    writer: &mut Writer<'_>,
    draft: &Draft,
    found: &Extraction,
    asked: &Asked,
) -> Result<Imported, LedgerError> {
    let revision = Revision::of(draft);
    let snapshot = writer.snapshot();
    if !revision.contents().iter().all(|sha256| writer.is_new(*sha256)) {
        if let Some(known) = snapshot.article_of(revision.raw_sha256)? {
            snapshot.attest_article(&known)?;
            return record_known(writer, &known, draft, found, asked);
        }
        // What was withheld does not come back in other bytes.
        if let Some(article) = snapshot.withheld_with(revision.text_sha256)? {
            return Err(WithheldError::of(article).into());
        }
        if let Some(same) = snapshot.article_with_text(revision.text_sha256)? {
            snapshot.attest_article(&same)?;
            return record_same_text(writer, &same, draft, found, asked);
        }
    }
    // Only web addresses identify a place: different files may share a name.
    let address = Address::of(&draft.origin);
    let at = |address: &Address| snapshot.last_article_at(address);
    let earlier = address.as_ref().map(at).transpose()?.flatten();
    let like = |address: &Address| snapshot.last_article_like(address);
    let alike = address.as_ref().filter(|_| earlier.is_none()).map(like).transpose()?.flatten();
    let article = writer.next_article()?;
    writer.keep(&draft.raw)?;
    writer.keep_text(&draft.text)?;
    writer.append(Event::ArticleImported(ArticleImported {
        article,
        byline: draft.byline.clone(),
        language: draft.language.clone(),
        origin: draft.origin.clone(),
        published: draft.published.clone(),
        revision,
        title: draft.title.clone(),
    }))?;
    for candidates in found.candidates.chunks(ClaimsExtracted::MOST) {
        record_claims(writer, article, draft, found, candidates)?;
    }
    Ok(Imported::Recorded { article, claims: found.candidates.len() as u64, earlier, alike })
}

fn record_claims(
    writer: &mut Writer<'_>,
    article: ArticleId,
    draft: &Draft,
    found: &Extraction,
    candidates: &[Candidate],
) -> Result<(), LedgerError> {
    let Revision { raw_sha256, text_sha256, .. } = Revision::of(draft);
    let first = writer.next_claim()?;
    let claims =
        (first.0..).map(ClaimId).zip(candidates).map(|(claim, candidate)| ExtractedClaim {
            claim,
            claimant: candidate.claimant.map(Into::into),
            quote_sha256: Sha256::of(draft.text.quote(candidate.span)),
            // If the document is its text, a span is the same in both.
            raw_span: draft.source.raw(candidate.span).filter(|_| raw_sha256 != text_sha256),
            score: candidate.score,
            span: candidate.span.into(),
        });
    writer.append(Event::ClaimsExtracted(ClaimsExtracted {
        article,
        claims: claims.collect(),
        extractor: found.extractor.clone(),
        granularity: found.granularity,
        min_score: Some(found.min_score),
        text_sha256,
    }))?;
    Ok(())
}

/// Known bytes: read again, corrected, found at another address, or nothing new.
fn record_known(
    writer: &mut Writer<'_>,
    known: &Article,
    draft: &Draft,
    found: &Extraction,
    asked: &Asked,
) -> Result<Imported, LedgerError> {
    let article = known.id;
    let is_own = known.revision.raw_sha256 == Sha256::of(&draft.raw);
    if known.withdrawn.is_some() || !is_own {
        return Ok(Imported::Known { article });
    }
    let search = last_search(writer.snapshot(), article)?;
    let before = KnownArticle { article: known.clone(), search };
    let mut recorded = Imported::Known { article };
    if asked.reads_again(&before, draft, found) {
        if writer.snapshot().withheld_in(article)?.is_some() {
            return Err(WithheldError::Article(article).into());
        }
        if let Some(other) = writer.snapshot().withheld_with(draft.text.sha256())? {
            return Err(WithheldError::of(other).into());
        }
        if let Some(reread) = read_again(writer, known, draft, found, before.search.as_ref())? {
            recorded = reread;
        }
    }
    let mut facts = asked.facts.get(&article).cloned().unwrap_or_default();
    if !matches!(recorded, Imported::Reread { .. }) {
        facts.clear();
    }
    if asked.title {
        facts.insert(Fact::Title, draft.title.clone());
    }
    facts.retain(|fact, value| known.fact(*fact) != value.as_deref());
    if !facts.is_empty() {
        let corrected = ArticleCorrected::new(article, &facts, None);
        writer.append(Event::ArticleCorrected(corrected))?;
        if !recorded.is_recorded() {
            recorded = Imported::Corrected { article };
        }
    }
    if is_new_place(known, draft) {
        let origin = draft.origin.clone();
        writer.append(Event::ArticleAppeared(ArticleAppeared {
            article,
            origin,
            revision: None,
        }))?;
        if !recorded.is_recorded() {
            recorded = Imported::Appeared { article, is_elsewhere: true };
        }
    }
    Ok(recorded)
}

/// Record a new reading, unless it says nothing new.
fn read_again(
    writer: &mut Writer<'_>,
    known: &Article,
    draft: &Draft,
    found: &Extraction,
    search: Option<&ClaimsExtracted>,
) -> Result<Option<Imported>, LedgerError> {
    let article = known.id;
    let Plan { added, gone, kept, moves } =
        reread::plan(writer.snapshot(), known, draft, &found.candidates)?;
    let revision = Revision::of(draft);
    let is_same_search = search.is_some_and(|last| {
        last.extractor == found.extractor
            && last.granularity == found.granularity
            && last.min_score == Some(found.min_score)
    });
    if revision == known.revision && !moves && added.is_empty() && is_same_search {
        return Ok(None);
    }
    writer.keep_text(&draft.text)?;
    let mut continues = None;
    let mut parts: Vec<_> = kept.chunks(ArticleReread::MOST).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    for claims in parts {
        let (claims, revision) = (claims.to_vec(), revision.clone());
        let reread = ArticleReread { article, claims, continues, revision };
        let position = writer.append(Event::ArticleReread(reread))?;
        continues = continues.or(Some(position));
    }
    // How they were looked for is recorded even if none is new.
    let mut parts: Vec<_> = added.chunks(ClaimsExtracted::MOST).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    for candidates in parts {
        record_claims(writer, article, draft, found, candidates)?;
    }
    let (added, kept) = (added.len() as u64, kept.len() as u64);
    Ok(Some(Imported::Reread { article, added, gone, kept }))
}

/// Whether a document is from an address where the article was not found before.
fn is_new_place(known: &Article, draft: &Draft) -> bool {
    let Some(address) = Address::of(&draft.origin) else { return false };
    let known =
        known.appearances.iter().map(|appearance| &appearance.origin).chain([&known.origin]);
    !known.filter_map(|origin| Address::of(origin)).any(|known| known.is_same(&address))
}

/// Other bytes with the text of an article: they are kept as another appearance of it.
fn record_same_text(
    writer: &mut Writer<'_>,
    same: &Article,
    draft: &Draft,
    found: &Extraction,
    asked: &Asked,
) -> Result<Imported, LedgerError> {
    let article = same.id;
    if same.withdrawn.is_some() {
        return Ok(Imported::Known { article });
    }
    let search = last_search(writer.snapshot(), article)?;
    let mut ignored = asked.other_search(search.as_ref(), found);
    if asked.title && draft.title != same.title {
        ignored.push("title");
    }
    if asked.again {
        ignored.push("document");
    }
    if let Some(&what) = ignored.first() {
        return Err(LedgerError::SameText { article, what });
    }
    writer.keep(&draft.raw)?;
    writer.append(Event::ArticleAppeared(ArticleAppeared {
        article,
        origin: draft.origin.clone(),
        revision: Some(Revision::of(draft)),
    }))?;
    let is_elsewhere = Address::key_of(&same.origin) != Address::key_of(&draft.origin);
    Ok(Imported::Appeared { article, is_elsewhere })
}
