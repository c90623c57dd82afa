use std::collections::BTreeMap;
use std::sync::Arc;

use super::LedgerError;
use super::attested::Attested;
use super::seen;
use super::selection::Chosen;
use super::summary::{detail, known_article, summaries, withheld};
use crate::domain::{
    Article, ArticleId, Aside, Claim, Counts, EntryId, LogEntry, Policy, Roster, Sight, Timestamp,
};
use crate::store::{Snapshot, StoreError};
use crate::view::{Report, Section, WithdrawnArticle};

/// The sections of a report, one for each article, each checked against the log and the text when
/// it is read.
pub struct Sections<'v> {
    articles: std::vec::IntoIter<ArticleId>,
    attested: Attested<'v>,
    /// The claims that the report is about, unless it is about all.
    chosen: Option<Chosen>,
    /// What the sections must add up to, if that is checked.
    expected: Option<Sum>,
    /// For each entry whose time is before that of an earlier one, that one.
    odd_times: BTreeMap<EntryId, EntryId>,
    sight: Sight,
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
        sight: &Sight,
        chosen: Option<Chosen>,
        report: &Report,
    ) -> Result<Self, LedgerError> {
        let mut all = snapshot.articles()?;
        snapshot.attest_all(&all)?;
        let mut sum = Sum::default();
        if chosen.is_none() {
            leave_out(&mut all, &report.withdrawn);
            sum.counts.withdrawn = report.withdrawn.iter().map(|withdrawn| withdrawn.claims).sum();
        }
        let articles = chosen.as_ref().map_or(all, Chosen::articles);
        let unverified = report.unverified.len() as u64;
        let expected = Some(Sum { counts: report.counts, unverified });
        let attested = Attested::new(snapshot)?;
        let odd_times = earlier_ones(report);
        let articles = articles.into_iter();
        let sight = sight.clone();
        Ok(Self { articles, attested, chosen, expected, odd_times, sight, snapshot, sum })
    }

    /// Those of all articles of a ledger that was verified.
    pub(super) fn of_verified(
        snapshot: &'v Snapshot<'v>,
        mut articles: Vec<ArticleId>,
        withdrawn: &[WithdrawnArticle],
        roster: Roster,
        odd_times: BTreeMap<EntryId, EntryId>,
    ) -> Self {
        leave_out(&mut articles, withdrawn);
        Self {
            articles: articles.into_iter(),
            attested: Attested::of_signed(snapshot, roster),
            chosen: None,
            expected: None,
            odd_times,
            sight: Sight::WHOLE,
            snapshot,
            sum: Sum::default(),
        }
    }

    fn section(&mut self, id: ArticleId) -> Result<Section, LedgerError> {
        let mut section = section(self.snapshot, &mut self.attested, id)?;
        seen::section(&self.sight, &mut section);
        if let Some(chosen) = &self.chosen {
            chosen.narrow_section(&mut section);
        }
        for act in section.claims.iter_mut().flat_map(|examined| &mut examined.acts) {
            act.earlier_than = self.odd_times.get(&act.position).copied();
        }
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

/// For each entry whose time is before that of an earlier one, that one.
pub(super) fn earlier_ones(report: &Report) -> BTreeMap<EntryId, EntryId> {
    report.odd_times.iter().filter_map(|odd| Some((odd.entry, odd.earlier_than?))).collect()
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

/// The entries that set the policy.
pub(super) fn policies(snapshot: &Snapshot<'_>) -> Result<Vec<LogEntry>, StoreError> {
    let recorded = |(position, _): &(EntryId, Policy)| {
        let why = "the log names an entry that is not there";
        let misfit = StoreError::Inconsistent { position: *position, why };
        snapshot.entry(*position)?.ok_or(misfit)
    };
    snapshot.roster()?.policies().iter().map(recorded).collect()
}

/// The head of a report on everything.
pub(super) fn head_of_report(
    snapshot: &Snapshot<'_>,
    made_at: Timestamp,
) -> Result<Report, LedgerError> {
    let withdrawn = withdrawn(snapshot)?;
    Ok(Report {
        articles: snapshot.articles()?.len() as u64 - withdrawn.len() as u64,
        as_of: None,
        checkpoint: snapshot.last_checkpoint()?,
        counts: snapshot.counts(None)?,
        entries: snapshot.entries()?,
        hidden: None,
        in_conflict: snapshot.in_conflict(None)?,
        policies: policies(snapshot)?,
        key_changes: snapshot.key_changes()?,
        last: snapshot.last_entry()?,
        made_at,
        odd_times: snapshot.odd_times(&snapshot.faults()?, Some(made_at))?,
        origin: snapshot.created()?.map(|(origin, _)| origin),
        revoked: snapshot.revoked_keys_and_entries()?,
        selected: None,
        unverified: snapshot.unverified(&Sight::WHOLE)?,
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
        let Claim { conflict, dismissed, gone, status, withdrawn, .. } = listed.claim;
        let aside = Aside::of(dismissed, gone.is_some(), withdrawn);
        counts.add(status, aside, 1);
        counts.add_in_conflict(status, u64::from(conflict && aside == Aside::Not));
        let recorded_by = attested.recorder(&listed.claim)?;
        claims.push(detail(listed, acts, text.as_deref(), recorded_by));
    }
    if counts != snapshot.counts(Some(id))? || !acts.is_empty() {
        let what = format!("its counts or its rows of acts on `{id}` are wrong");
        return Err(StoreError::Index { what }.into());
    }
    let newer_text = snapshot.newer_text(&article)?;
    let withheld = withheld(snapshot, id)?;
    Ok(Section { article, claims, counts, newer_text, withheld })
}
