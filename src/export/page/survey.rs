//! What a report says of all its claims together: read once, before its first word is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::changed::Changed;
use super::claim_file::{ClaimFile, WaiverLine, Why, claimant_of, waivers};
use super::correction_line::{CorrectionLine, corrections};
use super::kind::{Kind, Tally};
use crate::domain::{Article, ClaimId, EvidenceKind, Review, ReviewerName, Timestamp};
use crate::export::WriteError;
use crate::view::{ClaimDetail, Part, Parts, Per, ReportSource, Section};

/// What was found in a look at all claims.
#[derive(Default)]
pub(super) struct Survey {
    /// By how long they have waited, in the order of [`AGES`].
    pub(super) ageing: [u64; AGES.len() + 1],
    /// For each two reviewers of the same claims, on how many they agree, and on how many not.
    pub(super) agreement: BTreeMap<(ReviewerName, ReviewerName), (u64, u64)>,
    pub(super) articles: Vec<SurveyedArticle>,
    pub(super) changed: Changed,
    /// How the claims of each claimant stand; those of nobody else are the article's own.
    pub(super) claimants: BTreeMap<Option<String>, Tally>,
    pub(super) corrections: Vec<CorrectionLine>,
    pub(super) coverage: Coverage,
    pub(super) dismissed: BTreeSet<ClaimId>,
    /// Those with more to tell than where they stand.
    pub(super) files: BTreeSet<ClaimId>,
    pub(super) gists: HashMap<ClaimId, String>,
    /// In an earlier reading of their article only.
    pub(super) gone: BTreeSet<ClaimId>,
    /// The claims of each kind, without those that are open.
    pub(super) judged: BTreeMap<Kind, BTreeSet<ClaimId>>,
    pub(super) last_review: Option<Timestamp>,
    pub(super) open: BTreeMap<Why, BTreeSet<ClaimId>>,
    /// How many reviews were given in each week, by its first day.
    pub(super) progress: BTreeMap<String, u64>,
    pub(super) reviewers: BTreeSet<ReviewerName>,
    pub(super) tally: Tally,
    pub(super) ungot: Vec<Ungot>,
    pub(super) waivers: Vec<WaiverLine>,
}

/// In days: how long an open claim has waited, at most.
pub(super) const AGES: [i64; 4] = [1, 7, 30, 90];

/// An article of the report.
pub(super) struct SurveyedArticle {
    pub(super) section: Section,
    pub(super) tally: Tally,
}

impl SurveyedArticle {
    pub(super) fn article(&self) -> &Arc<Article> {
        &self.section.article
    }
}

/// What the verdicts rest on: of how many this can be said.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Coverage {
    pub(super) captured: u64,
    pub(super) evidence: u64,
    pub(super) eyes: u64,
    pub(super) noted: u64,
    pub(super) origins: u64,
    pub(super) primary: u64,
    pub(super) verdicts: u64,
}

/// Something that was asked for and not got.
#[derive(Debug, Serialize)]
pub(super) struct Ungot {
    claim: u64,
    /// A web address or the name of a file that was not captured.
    locator: Option<String>,
    /// Where somebody looked and found nothing.
    searched: Option<String>,
}

impl Survey {
    pub(super) fn of<E>(
        source: &dyn ReportSource<Error = E>,
        made_at: Timestamp,
    ) -> Result<Self, WriteError<E>> {
        let mut survey = Self::default();
        for part in source.parts(Parts::All) {
            match part.map_err(WriteError::Sections)? {
                Part::Section(section) => {
                    let tally = Tally::of(&section.counts);
                    survey.articles.push(SurveyedArticle { section: *section, tally });
                }
                Part::Claim(examined) => survey.look_at(&examined, made_at),
            }
        }
        Ok(survey)
    }

    fn look_at(&mut self, examined: &ClaimDetail, made_at: Timestamp) {
        let listed = &examined.listed;
        let claim = &listed.claim;
        self.changed.look_at(examined);
        self.corrections.extend(corrections(examined));
        if claim.gone.is_some() || claim.dismissed {
            let aside = if claim.gone.is_some() { &mut self.gone } else { &mut self.dismissed };
            aside.insert(claim.id);
            return;
        }
        let kind = Kind::of(claim);
        self.tally.add(kind);
        self.claimants.entry(claimant_of(claim)).or_default().add(kind);
        if let Some(why) = Why::of(listed) {
            self.ageing[age(claim.created_at, made_at)] += 1;
            self.open.entry(why).or_default().insert(claim.id);
        } else {
            self.judged.entry(kind).or_default().insert(claim.id);
        }
        if ClaimFile::has_more(examined) {
            self.files.insert(claim.id);
        }
        if !kind.is_open()
            && kind != Kind::Conflict
            && let Some(gist) = ClaimFile::gist(listed)
        {
            self.gists.insert(claim.id, gist);
        }
        self.cover(examined, kind);
        self.waivers.extend(waivers(listed));
        for shown in &listed.evidence {
            let added = &shown.evidence.added;
            if shown.evidence.stands() && added.capture.is_none() {
                self.ungot.push(Ungot {
                    claim: claim.id.0,
                    locator: added.locator.as_ref().map(|locator| locator.as_str().to_owned()),
                    searched: added.searched.as_ref().map(|words| words.note().to_string()),
                });
            }
        }
        for review in &listed.reviews {
            *self.progress.entry(Per::Week.first_day(review.at)).or_default() += 1;
            self.reviewers.insert(review.reviewer.clone());
            self.last_review = self.last_review.max(Some(review.at));
        }
        let latest: Vec<&Review> = Review::latest(&listed.reviews).collect();
        for (at, one) in latest.iter().enumerate() {
            for other in &latest[at + 1..] {
                let (first, second) = if one.reviewer <= other.reviewer {
                    (&one.reviewer, &other.reviewer)
                } else {
                    (&other.reviewer, &one.reviewer)
                };
                let pair = (first.clone(), second.clone());
                let (agreed, disagreed) = self.agreement.entry(pair).or_default();
                *(if one.status == other.status { agreed } else { disagreed }) += 1;
            }
        }
    }

    fn cover(&mut self, examined: &ClaimDetail, kind: Kind) {
        if !matches!(kind, Kind::Disputed | Kind::Corroborated) {
            return;
        }
        let listed = &examined.listed;
        let status = listed.claim.status;
        let agreeing: Vec<&Review> =
            Review::latest(&listed.reviews).filter(|review| review.status == status).collect();
        let standing = || {
            let standing = listed.evidence.iter().filter(|shown| shown.evidence.stands());
            standing.map(|shown| &shown.evidence).filter(|one| one.added.searched.is_none())
        };
        let origins: BTreeSet<_> = standing().filter_map(|evidence| evidence.origin()).collect();
        let coverage = &mut self.coverage;
        coverage.verdicts += 1;
        coverage.noted += u64::from(agreeing.iter().any(|review| review.note.is_some()));
        coverage.evidence += u64::from(standing().next().is_some());
        coverage.captured += u64::from(standing().any(|one| one.added.capture.is_some()));
        let is_primary = |kind: Option<EvidenceKind>| kind == Some(EvidenceKind::Primary);
        coverage.primary += u64::from(standing().any(|one| is_primary(one.added.kind)));
        coverage.origins += u64::from(origins.len() > 1);
        coverage.eyes += u64::from(agreeing.len() > 1);
    }
}

/// The place of a waiting time in [`AGES`].
fn age(since: Timestamp, now: Timestamp) -> usize {
    const DAY: i64 = 24 * 60 * 60;
    let waited = now.unix_seconds() - since.unix_seconds();
    AGES.iter().position(|days| waited < days * DAY).unwrap_or(AGES.len())
}
