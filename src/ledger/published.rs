//! Claims that others published, and what they say of them, which is evidence here and nobody's
//! verdict.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::NewEvidence;
use super::import::{Asked, Imported, record};
use super::{Ledger, LedgerError, WithheldError};
use crate::domain::{
    Act, Actor, Article, ArticleId, Candidate, ClaimAdded, ClaimId, Draft, Event, Evidence,
    Extraction, OfClaim, RawSpan, Reader, Refusal, Revision, Sha256, Span, Text, Words,
};
use crate::store::Writer;

/// A claim of others in an article that the ledger has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedClaim {
    pub article: ArticleId,
    /// Who made it, in the words of those who published it.
    pub claimant: Option<String>,
    /// The hash of its words: the article may be read in another way before this is recorded.
    pub quote_sha256: Sha256,
    pub span: Span,
}

/// What others say of claims: each the number of a claim, from 0 on and in order, and the evidence,
/// which is about no claim yet.
pub type Sayings<'a> = dyn Iterator<Item = (usize, NewEvidence)> + 'a;

/// What was recorded of claims of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedImport {
    /// For each claim its id. `None`: it was dismissed here, and nothing is said of it.
    pub claims: Vec<Option<ClaimId>>,
    pub evidence: u64,
    /// What became of the file, if it is an article itself.
    pub imported: Option<Imported>,
    /// How many claims were not there before.
    pub new_claims: u64,
}

impl PublishedImport {
    pub fn is_recorded(&self) -> bool {
        self.imported.as_ref().is_some_and(Imported::is_recorded)
            || self.new_claims + self.evidence > 0
    }
}

/// A claim that evidence is added to.
struct Target {
    id: ClaimId,
    /// Whether it was recorded by this very act.
    is_new: bool,
    quote_sha256: Sha256,
}

impl Ledger {
    /// Record an article that holds claims of others, these claims, and what is said of them: all of it
    /// or nothing. Bytes that are known record nothing. If only their text is, what they newly say of
    /// the claims is recorded. `names` are the claimants of claims that their article does not name.
    pub fn import_published(
        &mut self,
        author: &Actor,
        (draft, found): (&Draft, &Extraction),
        names: &BTreeMap<usize, String>,
        sayings: &mut Sayings<'_>,
    ) -> Result<PublishedImport, LedgerError> {
        let done = self.store.write(author, &self.keys, |writer| {
            let raw = Sha256::of(&draft.raw);
            if let Some(known) = writer.snapshot().article_of(raw)?
                && let Some(reader) = reader_of(&known, raw).filter(|known| **known != draft.reader)
            {
                let (article, reader) = (known.id, reader.name.clone());
                return Err(LedgerError::ReadAs { article, reader });
            }
            let first = writer.next_claim()?;
            let imported = record(writer, draft, found, &Asked::default())?;
            let quote = |span: Span| Sha256::of(draft.text.quote(span));
            let targets = match imported {
                Imported::Recorded { .. } => {
                    let ids = (first.0..).map(ClaimId).zip(&found.candidates);
                    let target = |(id, candidate): (ClaimId, &Candidate)| {
                        Some(Target { id, is_new: true, quote_sha256: quote(candidate.span) })
                    };
                    let targets: Vec<Option<Target>> = ids.map(target).collect();
                    for (number, name) in names {
                        if let Some(Some(target)) = targets.get(*number) {
                            name_claimant(writer, author, target.id, name)?;
                        }
                    }
                    targets
                }
                Imported::Appeared { article, .. } => {
                    let place = |(number, candidate): (usize, &Candidate)| {
                        let said_by = candidate.claimant;
                        let in_text = said_by.map(|span| draft.text.quote(span).to_owned());
                        let claimant = in_text.or_else(|| names.get(&number).cloned());
                        let (span, quote_sha256) = (candidate.span, quote(candidate.span));
                        PlacedClaim { article, claimant, quote_sha256, span }
                    };
                    let claims = found.candidates.iter().enumerate().map(place);
                    placed(writer, &claims.collect::<Vec<_>>())?
                }
                Imported::Corrected { .. } | Imported::Known { .. } | Imported::Reread { .. } => {
                    let imported = Some(imported);
                    return Ok(PublishedImport { imported, ..PublishedImport::default() });
                }
            };
            let evidence = add_evidence(writer, author, &targets, sayings)?;
            Ok(done(targets, evidence, Some(imported)))
        });
        self.or_repeated(done, |_, events| {
            let [Event::ArticleImported(same), ..] = events else { return Ok(None) };
            let article = same.article;
            let imported = Some(Imported::Known { article });
            let is_same = same.revision == Revision::of(draft);
            Ok(is_same.then_some(PublishedImport { imported, ..PublishedImport::default() }))
        })
    }

    /// Record claims of others in articles that the ledger has, and what is said of them: all of it or
    /// nothing. What is recorded already is not recorded again.
    pub fn add_published(
        &mut self,
        author: &Actor,
        claims: &[PlacedClaim],
        sayings: &mut Sayings<'_>,
    ) -> Result<PublishedImport, LedgerError> {
        let added = self.store.write(author, &self.keys, |writer| {
            let targets = placed(writer, claims)?;
            let evidence = add_evidence(writer, author, &targets, sayings)?;
            Ok(done(targets, evidence, None))
        });
        self.or_repeated(added, |_, events| Ok(repeated(claims, events)))
    }
}

/// What these events recorded, if it is these claims and what is said of them.
fn repeated(claims: &[PlacedClaim], events: &[&Event]) -> Option<PublishedImport> {
    let place = |claim: &PlacedClaim| (claim.article, claim.span.start(), claim.span.end());
    let asked: BTreeSet<(ArticleId, usize, usize)> = claims.iter().map(place).collect();
    let mut done = PublishedImport::default();
    for event in events {
        if let Event::ClaimAdded(added) = event {
            if !asked.contains(&(added.article, added.span.start, added.span.end)) {
                return None;
            }
            done.claims.push(Some(added.claim));
            done.new_claims += 1;
        } else if let Event::EvidenceAdded(_) = event {
            done.evidence += 1;
        } else {
            return None;
        }
    }
    Some(done)
}

fn done(
    targets: Vec<Option<Target>>,
    evidence: u64,
    imported: Option<Imported>,
) -> PublishedImport {
    let new_claims = targets.iter().flatten().filter(|target| target.is_new).count() as u64;
    let claims = targets.into_iter().map(|target| target.map(|target| target.id)).collect();
    PublishedImport { claims, evidence, imported, new_claims }
}

/// What read these bytes, which are those of an article, or of another place of its text.
fn reader_of(article: &Article, raw: Sha256) -> Option<&Reader> {
    let others = article.appearances.iter().filter_map(|appearance| appearance.revision.as_ref());
    let mut all = std::iter::once(&article.revision).chain(others);
    all.find(|revision| revision.raw_sha256 == raw).map(|revision| &revision.reader)
}

/// An article that claims are added to.
struct Place {
    gone: Vec<RawSpan>,
    text: Text,
    text_sha256: Sha256,
}

impl Place {
    fn of(writer: &Writer<'_>, id: ArticleId) -> Result<Self, LedgerError> {
        let snapshot = writer.snapshot();
        let article = super::summary::known_article(snapshot, id)?;
        if snapshot.withheld_in(id)?.is_some() {
            return Err(WithheldError::Article(id).into());
        }
        if article.withdrawn.is_some() {
            return Err(Refusal::Withdrawn(id).into());
        }
        let text_sha256 = article.revision.text_sha256;
        let (gone, text) = (snapshot.spans_gone(text_sha256)?, snapshot.text(text_sha256)?);
        Ok(Self { gone, text, text_sha256 })
    }
}

/// The claims at these places, which are recorded where there are none.
fn placed(
    writer: &mut Writer<'_>,
    claims: &[PlacedClaim],
) -> Result<Vec<Option<Target>>, LedgerError> {
    let mut places: HashMap<ArticleId, Place> = HashMap::new();
    let mut targets = Vec::with_capacity(claims.len());
    for PlacedClaim { article, claimant, quote_sha256, span } in claims {
        let (article, quote_sha256, span) = (*article, *quote_sha256, *span);
        let place = match places.entry(article) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Place::of(writer, article)?),
        };
        if Sha256::of(place.text.quote(span)) != quote_sha256 {
            return Err(LedgerError::NoQuote { article, similar: None });
        }
        if let Some((id, is_dismissed)) =
            writer.snapshot().any_claim_at(article, span, quote_sha256)?
        {
            let target = Target { id, is_new: false, quote_sha256 };
            targets.push(Some(target).filter(|_| !is_dismissed));
            continue;
        }
        let is_in = |gone: &RawSpan| gone.start < span.end() && span.start() < gone.end;
        if place.gone.iter().any(is_in) {
            return Err(WithheldError::There(article).into());
        }
        let id = writer.next_claim()?;
        writer.append(Event::ClaimAdded(ClaimAdded {
            article,
            claim: id,
            claimant: claimant.clone().map(Words::from),
            quote_sha256,
            span: span.into(),
            text_sha256: place.text_sha256,
        }))?;
        targets.push(Some(Target { id, is_new: true, quote_sha256 }));
    }
    Ok(targets)
}

/// Name who made a claim, of whom the article does not say it.
fn name_claimant(
    writer: &mut Writer<'_>,
    author: &Actor,
    id: ClaimId,
    name: &str,
) -> Result<(), LedgerError> {
    let roster = writer.snapshot().roster()?;
    let claim = super::summary::known_claim(writer.snapshot(), id)?;
    let case = writer.snapshot().case(&claim, &roster)?;
    let act = Act::Correct { claimant: Some(name.to_owned()), reason: None };
    writer.append(case.decide(&author.name, &act, &roster)?)?;
    Ok(())
}

/// Add what others say of claims, and is not recorded yet. Returns how much that is.
fn add_evidence(
    writer: &mut Writer<'_>,
    author: &Actor,
    targets: &[Option<Target>],
    sayings: &mut Sayings<'_>,
) -> Result<u64, LedgerError> {
    let mut added = 0;
    for (number, mut evidence) in sayings {
        let Some(Some(target)) = targets.get(number) else { continue };
        evidence.claims = [target.id].into();
        if target.is_new {
            // Its words were checked and its id was given by this act.
            let of = OfClaim { claim: target.id, quote_sha256: target.quote_sha256 };
            let id = writer.snapshot().next_evidence()?;
            writer.append(Event::EvidenceAdded(Box::new(evidence.event(id, vec![of]))))?;
        } else {
            let of_claim = writer.snapshot().evidence_of(&[target.id])?.remove(&target.id);
            let is_same = |own: &Evidence| evidence.is_recorded_as(&own.added);
            if of_claim.unwrap_or_default().iter().any(is_same) {
                continue;
            }
            evidence.record(writer, author)?;
        }
        added += 1;
    }
    Ok(added)
}
