use std::sync::Arc;

use super::LedgerError;
use super::attested::Attested;
use super::summary::{detail, known_article, summaries};
use crate::domain::{Article, ArticleId, Claim, Counts, Refusal, Roster, Timestamp};
use crate::store::{Snapshot, StoreError};
use crate::view::{Report, Section, WithdrawnArticle};

/// The sections of a report, one for each article, each checked against the log and the text when
/// it is read.
pub struct Sections<'v> {
    articles: std::vec::IntoIter<ArticleId>,
    attested: Attested<'v>,
    /// What the sections must add up to, if that is checked.
    expected: Option<Sum>,
    snapshot: &'v Snapshot<'v>,
    sum: Sum,
}

/// What sections add up to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    counts: Counts,
    unverified: u64,
}

impl<'v> Sections<'v> {
    /// Those of a report: they must add up to what its head says.
    pub(super) fn checked(
        snapshot: &'v Snapshot<'v>,
        article: Option<ArticleId>,
        report: &Report,
    ) -> Result<Self, LedgerError> {
        let mut articles = match article {
            Some(article) => vec![article],
            None => snapshot.articles()?,
        };
        if article.is_none() {
            snapshot.attest_all(&articles)?;
            leave_out(&mut articles, &report.withdrawn);
        }
        let unverified = report.unverified.len() as u64;
        let expected = Some(Sum { counts: report.counts, unverified });
        let attested = Attested::new(snapshot)?;
        let mut sum = Sum::default();
        sum.counts.withdrawn = report.withdrawn.iter().map(|withdrawn| withdrawn.claims).sum();
        Ok(Self { articles: articles.into_iter(), attested, expected, snapshot, sum })
    }

    /// Those of all articles of a ledger that was verified.
    pub(super) fn of_verified(
        snapshot: &'v Snapshot<'v>,
        mut articles: Vec<ArticleId>,
        withdrawn: &[WithdrawnArticle],
        roster: Roster,
    ) -> Self {
        leave_out(&mut articles, withdrawn);
        Self {
            articles: articles.into_iter(),
            attested: Attested::of_signed(snapshot, roster),
            expected: None,
            snapshot,
            sum: Sum::default(),
        }
    }

    fn section(&mut self, id: ArticleId) -> Result<Section, LedgerError> {
        let section = section(self.snapshot, &mut self.attested, id)?;
        self.sum.counts.add_all(&section.counts);
        self.sum.unverified += section.counts.unverified;
        let is_last = self.articles.as_slice().is_empty();
        if is_last && self.expected.is_some_and(|expected| expected != self.sum) {
            let what = "its counts do not match its claims".to_owned();
            return Err(StoreError::Index { what }.into());
        }
        Ok(section)
    }
}

impl Iterator for Sections<'_> {
    type Item = Result<Section, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        let article = self.articles.next()?;
        Some(self.section(article))
    }
}

fn leave_out(articles: &mut Vec<ArticleId>, withdrawn: &[WithdrawnArticle]) {
    let is_withdrawn = |id: &ArticleId| withdrawn.iter().any(|withdrawn| withdrawn.article == *id);
    articles.retain(|id| !is_withdrawn(id));
}

/// The articles that are withdrawn, checked against the log.
pub(super) fn withdrawn(snapshot: &Snapshot<'_>) -> Result<Vec<WithdrawnArticle>, LedgerError> {
    let mut all = Vec::new();
    for (Article { id, withdrawn, .. }, claims) in snapshot.attest_withdrawn()? {
        all.extend(withdrawn.map(|withdrawal| WithdrawnArticle {
            article: id,
            claims,
            withdrawal,
        }));
    }
    Ok(all)
}

/// The head of a report.
pub(super) fn head_of_report(
    snapshot: &Snapshot<'_>,
    made_at: Timestamp,
    article: Option<ArticleId>,
) -> Result<Report, LedgerError> {
    let withdrawn = match article {
        Some(_) => Vec::new(),
        None => withdrawn(snapshot)?,
    };
    Ok(Report {
        articles: match article {
            Some(article) => match known_article(snapshot, article)?.withdrawn {
                Some(_) => return Err(Refusal::Withdrawn(article).into()),
                None => 1,
            },
            None => snapshot.articles()?.len() as u64 - withdrawn.len() as u64,
        },
        checkpoint: snapshot.last_checkpoint()?,
        counts: snapshot.counts(article)?,
        entries: snapshot.entries()?,
        last: snapshot.last_entry()?,
        made_at,
        origin: snapshot.created()?.map(|(origin, _)| origin),
        unverified: snapshot.unverified(article)?,
        withdrawn,
    })
}

/// What a report says about an article, checked against the log and the text.
fn section(
    snapshot: &Snapshot<'_>,
    attested: &mut Attested<'_>,
    id: ArticleId,
) -> Result<Section, LedgerError> {
    let article = Arc::new(known_article(snapshot, id)?);
    attested.article(&article)?;
    let mut acts = snapshot.acts_of(id)?;
    let mut counts = Counts::default();
    let mut claims = Vec::new();
    for listed in summaries(snapshot, snapshot.claims_of(id)?)? {
        let acts = acts.remove(&listed.claim.id).unwrap_or_default();
        let text = attested.claim(&listed, &acts)?;
        let Claim { dismissed, status, withdrawn, .. } = listed.claim;
        counts.add(status, dismissed, withdrawn, 1);
        claims.push(detail(listed, acts, &text));
    }
    if counts != snapshot.counts(Some(id))? || !acts.is_empty() {
        let what = format!("its counts or its rows of acts on `{id}` are wrong");
        return Err(StoreError::Index { what }.into());
    }
    Ok(Section { article, claims, counts })
}
