use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::LedgerError;
use super::attested::Attested;
use super::seen;
use super::selection::{Chosen, count};
use super::summary::{detail, known_article, summaries, withheld};
use crate::domain::{
    Article, ArticleId, ClaimId, Counts, EntryId, LogEntry, Policy, Roster, Sight, Timestamp,
};
use crate::store::{Snapshot, StoreError};
use crate::view::{
    ClaimDetail, Mark, MarkedText, Part, PartIterator, Parts, Report, ReportSource, Section,
    WithdrawnArticle,
};

/// Reads the articles and claims of a report. Each is checked against the log and the text when it
/// is read.
pub struct ReportReader<'v> {
    articles: Vec<ArticleId>,
    /// The claims that the report is about, unless it is about all.
    chosen: Option<Chosen>,
    /// What the parts must add up to, if that is checked.
    expected: Option<Sum>,
    /// For each entry whose time is before that of an earlier one, that one.
    odd_times: BTreeMap<EntryId, EntryId>,
    roster: Roster,
    sight: Sight,
    /// The first entry after the report that this one is compared with.
    since: Option<EntryId>,
    snapshot: &'v Snapshot<'v>,
    /// What the parts add up to before the first.
    start: Sum,
}

/// What the articles of a report add up to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    counts: Counts,
    unverified: u64,
}

/// The parts of a report, read a few claims at a time.
struct ReadParts<'r> {
    articles: std::vec::IntoIter<ArticleId>,
    attested: Attested<'r>,
    /// Those that were read and are still to be given.
    claims: std::vec::IntoIter<ClaimDetail>,
    /// The article whose claims are being read.
    current: Option<Current>,
    /// Only these claims.
    only: Option<BTreeSet<ClaimId>>,
    reader: &'r ReportReader<'r>,
    sum: Sum,
}

/// An article, and which of its claims are still to be read.
struct Current {
    /// How many acts its claims had so far.
    acts: u64,
    /// What its claims added up to so far.
    counts: Counts,
    /// What they must add up to.
    expected: Counts,
    id: ArticleId,
    ids: std::vec::IntoIter<ClaimId>,
}

impl<'v> ReportReader<'v> {
    /// Reads the parts of a report: they must add up to what its head says.
    pub(super) fn checked(
        snapshot: &'v Snapshot<'v>,
        sight: &Sight,
        chosen: Option<Chosen>,
        report: &Report,
    ) -> Result<Self, LedgerError> {
        let mut all = snapshot.articles()?;
        snapshot.attest_all(&all)?;
        // The log's key must have signed exactly the entries that exist.
        snapshot.attest_head()?;
        let mut start = Sum::default();
        if chosen.is_none() {
            leave_out(&mut all, &report.withdrawn);
            start.counts.withdrawn =
                report.withdrawn.iter().map(|withdrawn| withdrawn.claims).sum();
        }
        let unverified = report.unverified.len() as u64;
        Ok(Self {
            articles: chosen.as_ref().map_or(all, Chosen::articles),
            chosen,
            expected: Some(Sum { counts: report.counts, unverified }),
            odd_times: earlier_ones(report),
            roster: snapshot.roster()?,
            sight: sight.clone(),
            since: None,
            snapshot,
            start,
        })
    }

    /// Reads the claims of the articles that are withdrawn, which no report shows.
    pub(super) fn withdrawn(
        snapshot: &'v Snapshot<'v>,
        sight: &Sight,
        report: &Report,
    ) -> Result<Self, LedgerError> {
        Ok(Self {
            articles: report.withdrawn.iter().map(|withdrawn| withdrawn.article).collect(),
            chosen: None,
            expected: None,
            odd_times: earlier_ones(report),
            roster: snapshot.roster()?,
            sight: sight.clone(),
            since: None,
            snapshot,
            start: Sum::default(),
        })
    }

    /// Reads all articles of a ledger that was verified.
    pub(super) fn of_verified(
        snapshot: &'v Snapshot<'v>,
        mut articles: Vec<ArticleId>,
        withdrawn: &[WithdrawnArticle],
        roster: Roster,
        odd_times: BTreeMap<EntryId, EntryId>,
    ) -> Self {
        leave_out(&mut articles, withdrawn);
        Self {
            articles,
            chosen: None,
            expected: None,
            odd_times,
            roster,
            sight: Sight::WHOLE,
            since: None,
            snapshot,
            start: Sum::default(),
        }
    }

    /// The same, where each claim also tells how it stood when the log had this many entries.
    #[must_use]
    pub fn since(mut self, entries: u64) -> Self {
        self.since = Some(EntryId(entries));
        self
    }

    /// The claims of an article that the report is about, in the order of the text.
    fn claims_of(&self, article: ArticleId) -> Result<Vec<ClaimId>, StoreError> {
        let mut ids = self.snapshot.claim_ids_of(article)?;
        if let Some(chosen) = &self.chosen {
            ids.retain(|id| chosen.has(article, *id));
        }
        Ok(ids)
    }

    fn counts_of(&self, article: ArticleId) -> Result<Counts, StoreError> {
        match &self.chosen {
            Some(chosen) => Ok(chosen.counts(article)),
            None => self.snapshot.counts_seen(&self.sight, Some(article)),
        }
    }
}

/// How many claims are in memory at a time.
const AT_ONCE: usize = 256;

impl ReportSource for ReportReader<'_> {
    type Error = LedgerError;

    fn marked(&self, article: &Article) -> Result<MarkedText, LedgerError> {
        let mut attested = Attested::of_signed(self.snapshot, self.roster.clone());
        let text = attested.article(article)?;
        let mut marks = Vec::new();
        for ids in self.claims_of(article.id)?.chunks(AT_ONCE) {
            for mut claim in self.snapshot.claims_by_id(ids)? {
                self.sight.veil(&mut claim);
                if !claim.dismissed && claim.gone.is_none() {
                    let (conflict, span, status) = (claim.conflict, claim.span, claim.status);
                    marks.push(Mark { claim: claim.id, conflict, span, status });
                }
            }
        }
        Ok(MarkedText { marks, text })
    }

    fn parts(&self, of: Parts<'_>) -> PartIterator<'_, LedgerError> {
        let only = match of {
            Parts::All => None,
            Parts::These(claims) => Some(claims.clone()),
        };
        Box::new(ReadParts {
            articles: self.articles.clone().into_iter(),
            attested: Attested::of_signed(self.snapshot, self.roster.clone()),
            claims: Vec::new().into_iter(),
            current: None,
            only,
            reader: self,
            sum: self.start,
        })
    }
}

impl ReadParts<'_> {
    /// The next part; `None` after the last.
    fn next_part(&mut self) -> Result<Option<Part>, LedgerError> {
        loop {
            if let Some(examined) = self.claims.next() {
                return Ok(Some(Part::Claim(Box::new(examined))));
            }
            if let Some(mut current) = self.current.take() {
                let ids: Vec<ClaimId> = current.ids.by_ref().take(AT_ONCE).collect();
                if ids.is_empty() {
                    self.finish(&current)?;
                } else {
                    self.claims = self.read(&mut current, &ids)?.into_iter();
                    self.current = Some(current);
                }
                continue;
            }
            let Some(id) = self.articles.next() else {
                let expected = self.reader.expected.filter(|_| self.only.is_none());
                if expected.is_some_and(|expected| expected != self.sum) {
                    return Err(damaged("its counts do not match its claims".to_owned()));
                }
                return Ok(None);
            };
            if let Some(section) = self.begin(id)? {
                return Ok(Some(Part::Section(Box::new(section))));
            }
        }
    }

    /// An article, checked against the log and the text; `None` if none of its claims is asked for.
    fn begin(&mut self, id: ArticleId) -> Result<Option<Section>, LedgerError> {
        let snapshot = self.reader.snapshot;
        let mut ids = self.reader.claims_of(id)?;
        if let Some(only) = &self.only {
            ids.retain(|id| only.contains(id));
            if ids.is_empty() {
                return Ok(None);
            }
        }
        let article = Arc::new(known_article(snapshot, id)?);
        self.attested.article(&article)?;
        let counts = self.reader.counts_of(id)?;
        let newer_text = snapshot.newer_text(&article)?;
        let withheld = withheld(snapshot, id)?;
        let ids = ids.into_iter();
        self.current =
            Some(Current { acts: 0, counts: Counts::default(), expected: counts, id, ids });
        Ok(Some(Section { article, counts, newer_text, withheld }))
    }

    /// Some claims of the article, each checked, as they are seen.
    fn read(
        &mut self,
        current: &mut Current,
        ids: &[ClaimId],
    ) -> Result<Vec<ClaimDetail>, LedgerError> {
        let ReportReader { odd_times, sight, since, snapshot, .. } = self.reader;
        let mut acts = snapshot.acts_on(current.id, ids)?;
        let mut claims = Vec::with_capacity(ids.len());
        for listed in summaries(snapshot, snapshot.claims_by_id(ids)?)? {
            let acts = acts.remove(&listed.claim.id).unwrap_or_default();
            current.acts += acts.len() as u64;
            let text = self.attested.claim(&listed, &acts)?;
            let recorded_by = self.attested.recorder(&listed.claim)?;
            let before = since.map(|since| self.attested.before(since, &listed.claim, &acts));
            let mut examined = detail(listed, acts, text.as_deref(), recorded_by);
            examined.before = before;
            seen::detail(sight, &mut examined);
            for act in &mut examined.acts {
                act.earlier_than = odd_times.get(&act.position).copied();
            }
            count(&mut current.counts, &examined.listed.claim);
            claims.push(examined);
        }
        Ok(claims)
    }

    /// Check that nothing of an article was left out.
    fn finish(&mut self, current: &Current) -> Result<(), LedgerError> {
        if self.only.is_some() {
            return Ok(());
        }
        let id = current.id;
        let all_acts =
            self.reader.chosen.is_some() || current.acts == self.reader.snapshot.count_acts(id)?;
        if current.counts != current.expected || !all_acts {
            return Err(damaged(format!("its counts or its rows of acts on `{id}` are wrong")));
        }
        self.sum.counts.add_all(&current.counts);
        self.sum.unverified += current.counts.unverified;
        Ok(())
    }
}

impl Iterator for ReadParts<'_> {
    type Item = Result<Part, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_part().transpose()
    }
}

fn damaged(what: String) -> LedgerError {
    StoreError::Index { what }.into()
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
