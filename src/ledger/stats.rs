//! What is done, what waits, who did it, and how far they agree. Every review that counts here is
//! checked against the log first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::LedgerError;
use super::attested::Attested;
use super::summary::{known_article, known_claim, summaries};
use super::view::View;
use crate::domain::{
    ArticleId, Aside, Case, Claim, ClaimId, EntryId, Event, LogEntry, Ratings, Review,
    ReviewerName, Roster, RulingKind, Sight, Status, Timestamp, VerdictResolved,
};
use crate::store::Snapshot;
use crate::view::{
    Age, Agreement, ArticleStats, ClaimSummary, Doubt, MeasureKind, Open, PairStats, Period,
    ReviewerStats, Stats, StatsQuery, Throughput,
};

impl View<'_> {
    /// How the work goes. The time is that of the question.
    pub fn stats(&self, query: &StatsQuery, now: Timestamp) -> Result<Stats, LedgerError> {
        /// How many claims are read together.
        const AT_ONCE: usize = 500;
        let snapshot = self.snapshot();
        if let Some(article) = query.article {
            known_article(snapshot, article)?;
        }
        let by = query.by.as_ref().map(|name| self.called_now(name)).transpose()?;
        let query = &StatsQuery { by, ..query.clone() };
        snapshot.attest_rows(query.article)?;
        let roster = snapshot.roster()?;
        let mut attested = Attested::new(snapshot)?;
        let mut tally = Tally::new(query, now);
        let mut reviewed = snapshot.reviewed(query.article)?;
        // What is hidden from the person who looks does not count.
        reviewed.retain(|id| !self.sight().hides(*id));
        for ids in reviewed.chunks(AT_ONCE) {
            let claims: Result<Vec<Claim>, LedgerError> =
                ids.iter().map(|id: &ClaimId| known_claim(snapshot, *id)).collect();
            for claim in summaries(snapshot, claims?)? {
                let acts = snapshot.acts(&claim.claim)?;
                attested.claim(&claim, &acts)?;
                tally.add(&claim, &Course::of(&claim.claim, &acts, &roster));
            }
        }
        Ok(Stats { hidden: self.hidden(query.article)?, ..tally.finish(snapshot, self.sight())? })
    }
}

/// What became of a claim, and when.
struct Course {
    /// Since when its reviewers disagree.
    conflict: Option<Timestamp>,
    /// The people against whose judgement a conflict was resolved, and when.
    overruled: Vec<(Timestamp, Vec<ReviewerName>)>,
    /// When it was disputed or corroborated first.
    verdict: Option<Timestamp>,
    /// Since when it waits for what the policy asks for.
    waits: Option<Timestamp>,
}

impl Course {
    fn of(claim: &Claim, acts: &[LogEntry], roster: &Roster) -> Self {
        let mut case = Case::new(claim.id, claim.quote_sha256);
        let mut course = Self { conflict: None, overruled: Vec::new(), verdict: None, waits: None };
        for act in acts {
            let act = act.as_of(roster);
            let (at, event) = (act.entry.at, &act.entry.event);
            // Without who said it, and without its article, the verdict is the same.
            if case.apply(act.position, &act.entry, roster).is_err() {
                continue;
            }
            if let Event::VerdictResolved(VerdictResolved { over: Some(over), .. }) = event {
                course.overruled.push((at, over.clone()));
            }
            let judged = case.judgement();
            let since = |before: Option<Timestamp>, holds: bool| {
                if holds { before.or(Some(at)) } else { None }
            };
            course.conflict = since(course.conflict, judged.conflict);
            course.waits = since(course.waits, !judged.waits.is_nothing());
            if judged.verdict != Status::Unverified {
                course.verdict.get_or_insert(at);
            }
        }
        course
    }
}

/// Sums over claims.
struct Tally<'q> {
    articles: BTreeMap<ArticleId, (Option<String>, u64)>,
    claims: u64,
    conflict: Age,
    first_reviews: Vec<u64>,
    now: Timestamp,
    /// The numbers of the people in `ratings`.
    people: BTreeMap<ReviewerName, usize>,
    periods: BTreeMap<String, (u64, u64)>,
    query: &'q StatsQuery,
    ratings: Ratings,
    reviewers: HashMap<ReviewerName, ReviewerStats>,
    verdicts: Vec<u64>,
    waiting: Age,
}

impl<'q> Tally<'q> {
    fn new(query: &'q StatsQuery, now: Timestamp) -> Self {
        let age = |of| Age { claims: [0; 5], of };
        Self {
            articles: BTreeMap::new(),
            claims: 0,
            conflict: age(Open::Conflict),
            first_reviews: Vec::new(),
            now,
            people: BTreeMap::new(),
            periods: BTreeMap::new(),
            query,
            ratings: Ratings::new(Status::ALL.len()),
            reviewers: HashMap::new(),
            verdicts: Vec::new(),
            waiting: age(Open::Waiting),
        }
    }

    fn add(&mut self, summary: &ClaimSummary, course: &Course) {
        let (query, claim) = (self.query, &summary.claim);
        let is_in_time = |at: Timestamp| {
            query.since.is_none_or(|since| at >= since)
                && query.until.is_none_or(|until| at <= until)
        };
        let is_asked = |name: &ReviewerName| query.by.as_ref().is_none_or(|by| by == name);
        if !summary.reviews.iter().any(|review| is_asked(&review.reviewer)) {
            return;
        }
        if Aside::of(claim.dismissed, claim.gone.is_some(), claim.withdrawn) == Aside::Not {
            let waited = |since: Timestamp| self.now.unix_seconds() - since.unix_seconds();
            course.conflict.into_iter().for_each(|since| self.conflict.add(waited(since), 1));
            course.waits.into_iter().for_each(|since| self.waiting.add(waited(since), 1));
        }
        let counted = |review: &&Review| is_asked(&review.reviewer) && is_in_time(review.at);
        let counted: Vec<&Review> = summary.reviews.iter().filter(counted).collect();
        let taken = |at: Timestamp| {
            let seconds = at.unix_seconds() - claim.created_at.unix_seconds();
            // A clock was wrong: no time at all is nearer to what happened than a negative one.
            u64::try_from(seconds).unwrap_or_default()
        };
        if let Some(verdict) = course.verdict.filter(|at| is_in_time(*at)) {
            self.verdicts.push(taken(verdict));
            self.periods.entry(query.per.first_day(verdict)).or_default().1 += 1;
        }
        if let Some(first) = summary.reviews.first().filter(|first| is_in_time(first.at)) {
            self.first_reviews.push(taken(first.at));
        }
        for (_, over) in course.overruled.iter().filter(|(at, _)| is_in_time(*at)) {
            over.iter().filter(|name| is_asked(name)).for_each(|name| {
                self.reviewer(name).overruled += 1;
            });
        }
        if !counted.is_empty() {
            self.claims += 1;
            let title = || summary.article.title.clone();
            let of = self.articles.entry(claim.article).or_insert_with(|| (title(), 0));
            of.1 += counted.len() as u64;
        }
        let mut people = BTreeSet::new();
        for review in counted {
            let is_new = people.insert(&review.reviewer);
            let of = self.reviewer(&review.reviewer);
            of.reviews += 1;
            of.claims += u64::from(is_new);
            of.of_status[category(review.status)] += 1;
            self.periods.entry(query.per.first_day(review.at)).or_default().0 += 1;
        }
        self.rate(summary, &is_in_time);
    }

    /// Take what each person said first, before a conflict was resolved: what they said later, they
    /// may have said because of what others did.
    fn rate(&mut self, summary: &ClaimSummary, is_in_time: &impl Fn(Timestamp) -> bool) {
        let resolved: Option<EntryId> = summary
            .rulings
            .iter()
            .find(|ruling| matches!(ruling.kind, RulingKind::Resolved(_)))
            .map(|ruling| ruling.entry);
        let mut said: BTreeMap<&ReviewerName, &Review> = BTreeMap::new();
        let before = |review: &&Review| resolved.is_none_or(|resolved| review.entry < resolved);
        for review in summary.reviews.iter().filter(before) {
            said.entry(&review.reviewer).or_insert(review);
        }
        said.retain(|_, review| is_in_time(review.at));
        if self.query.by.as_ref().is_some_and(|by| !said.contains_key(by)) {
            return;
        }
        let said: Vec<(usize, usize)> = said
            .into_iter()
            .map(|(name, review)| {
                let next = self.people.len();
                let number = *self.people.entry(name.clone()).or_insert(next);
                (number, category(review.status))
            })
            .collect();
        if !said.is_empty() {
            self.ratings.add(said);
        }
    }

    fn reviewer(&mut self, name: &ReviewerName) -> &mut ReviewerStats {
        self.reviewers.entry(name.clone()).or_insert_with(|| ReviewerStats {
            claims: 0,
            name: name.clone(),
            of_status: [0; 3],
            overruled: 0,
            reviews: 0,
        })
    }

    fn finish(mut self, snapshot: &Snapshot<'_>, sight: &Sight) -> Result<Stats, LedgerError> {
        let agreement = self.agreement();
        let mut reviewers: Vec<ReviewerStats> = self.reviewers.into_values().collect();
        reviewers.sort_by(|one, other| {
            other.reviews.cmp(&one.reviews).then_with(|| one.name.cmp(&other.name))
        });
        let mut articles = Vec::with_capacity(self.articles.len());
        for (id, (title, reviews)) in self.articles {
            articles.push(ArticleStats {
                counts: snapshot.counts_seen(sight, Some(id))?,
                id,
                reviews,
                title,
            });
        }
        articles.sort_by(|one, other| other.reviews.cmp(&one.reviews).then(one.id.cmp(&other.id)));
        let mut unreviewed = Age { claims: [0; 5], of: Open::NotReviewed };
        if self.query.by.is_none() {
            unreviewed = snapshot.ages_of_unreviewed(self.query.article, self.now)?;
        }
        let periods = self.periods.into_iter().map(|(from, (reviews, verdicts))| Period {
            from,
            reviews,
            verdicts,
        });
        let throughput = Throughput {
            claims: self.claims,
            periods: periods.collect(),
            reviews: reviewers.iter().map(|of| of.reviews).sum(),
            to_first_review: median(&mut self.first_reviews),
            to_verdict: median(&mut self.verdicts),
            verdicts: self.verdicts.len() as u64,
        };
        Ok(Stats {
            ages: [unreviewed, self.waiting, self.conflict],
            agreement,
            articles,
            counts: snapshot.counts_seen(sight, self.query.article)?,
            hidden: 0,
            made_at: self.now,
            of: self.query.clone(),
            reviewers,
            throughput,
        })
    }

    fn agreement(&self) -> Agreement {
        let ratings = &self.ratings;
        let mut names: Vec<(&ReviewerName, usize)> =
            self.people.iter().map(|(name, number)| (name, *number)).collect();
        names.sort_by_key(|(_, number)| *number);
        let mut pairs = Vec::new();
        for (one, other) in ratings.pairs() {
            let mut both = [names[one].0.clone(), names[other].0.clone()];
            if self.query.by.as_ref().is_some_and(|by| !both.contains(by)) {
                continue;
            }
            both.sort();
            let same = ratings.between(one, other).observed();
            pairs.push(PairStats { kappa: ratings.cohen(one, other), names: both, same });
        }
        pairs.sort_by(|one, other| one.names.cmp(&other.names));
        let (claims, twice) = (ratings.judged(), ratings.overlap());
        let most_frequent = ratings.prevalence();
        let compared = ratings.compared();
        Agreement {
            claims,
            doubts: Doubt::of(claims, twice, most_frequent),
            measures: [
                (MeasureKind::Observed, compared.observed()),
                (MeasureKind::Krippendorff, compared.krippendorff()),
                (MeasureKind::Fleiss, compared.fleiss()),
                (MeasureKind::Gwet, compared.gwet()),
            ],
            most_frequent,
            pairs,
            twice,
        }
    }
}

fn category(status: Status) -> usize {
    Status::ALL.iter().position(|of| *of == status).unwrap_or_default()
}

/// The middle one; of two in the middle, the mean, rounded down.
fn median(values: &mut [u64]) -> Option<u64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        let low = values.get(middle.checked_sub(1)?)?;
        return Some(low.midpoint(*values.get(middle)?));
    }
    values.get(middle).copied()
}
