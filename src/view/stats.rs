//! How the work of a desk goes: what is done and what waits, who did it, and how far they agree.

use crate::domain::{ArticleId, Counts, Measure, ReviewerName, Status, Timestamp};

/// What is asked about.
#[derive(Clone, Debug, Default)]
pub struct StatsQuery {
    /// Only this article.
    pub article: Option<ArticleId>,
    /// Only what this reviewer judged.
    pub by: Option<ReviewerName>,
    /// The length of the periods in which reviews are counted.
    pub per: Per,
    /// Only reviews at this time or later.
    pub since: Option<Timestamp>,
    /// Only reviews up to this time.
    pub until: Option<Timestamp>,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    Day,
    /// From Monday to Sunday.
    #[default]
    Week,
}

impl Per {
    pub const ALL: [Self; 2] = [Self::Day, Self::Week];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The first day of the period of a time, `2026-11-23`, in UTC.
    pub fn first_day(self, at: Timestamp) -> String {
        const DAY: i64 = 24 * 60 * 60;
        let day = at.unix_seconds().div_euclid(DAY);
        let first = match self {
            Self::Day => day,
            // The first of January 1970 was a Thursday.
            Self::Week => day - (day + 3).rem_euclid(7),
        };
        let first = Timestamp::from_unix_seconds(first * DAY).unwrap_or(at);
        first.to_string().chars().take_while(|c| *c != 'T').collect()
    }
}

impl std::str::FromStr for Per {
    type Err = NotAPeriod;

    fn from_str(name: &str) -> Result<Self, NotAPeriod> {
        Self::ALL.into_iter().find(|per| per.as_str() == name).ok_or(NotAPeriod)
    }
}

/// Not the name of a period.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a period: it is `day` or `week`")]
pub struct NotAPeriod;

/// The answer.
#[derive(Clone, Debug)]
pub struct Stats {
    /// How many claims have a review that is hidden from the person who looks. They do not count.
    pub hidden: u64,
    pub ages: [Age; 3],
    pub agreement: Agreement,
    /// The articles whose claims were reviewed, those with the most reviews first.
    pub articles: Vec<ArticleStats>,
    /// How many claims there are now, whenever they were reviewed.
    pub counts: Counts,
    pub made_at: Timestamp,
    pub of: StatsQuery,
    /// Those who reviewed, those with the most reviews first.
    pub reviewers: Vec<ReviewerStats>,
    pub throughput: Throughput,
}

/// For how long claims that have no verdict yet have waited for one.
#[derive(Clone, Copy, Debug)]
pub struct Age {
    /// How many have waited for less than each of [`Age::DAYS`], and for longer.
    pub claims: [u64; 5],
    pub of: Open,
}

impl Age {
    /// In days. Each claim counts in the first that it fits.
    pub const DAYS: [u8; 4] = [1, 7, 30, 90];

    /// Count claims that have waited for so many seconds.
    pub fn add(&mut self, seconds: i64, claims: u64) {
        let at = Self::DAYS.iter().position(|days| seconds < i64::from(*days) * 24 * 60 * 60);
        self.claims[at.unwrap_or(Self::DAYS.len())] += claims;
    }

    pub fn all(&self) -> u64 {
        self.claims.iter().sum()
    }
}

/// Why a claim has no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Its reviewers disagree, since then.
    Conflict,
    /// Nobody has reviewed it since it was recorded.
    NotReviewed,
    /// Its reviewers agree, and the policy asks for more, since then.
    Waiting,
}

impl Open {
    pub const ALL: [Self; 3] = [Self::NotReviewed, Self::Waiting, Self::Conflict];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::NotReviewed => "not_reviewed",
            Self::Waiting => "waiting",
        }
    }
}

/// How fast it goes.
#[derive(Clone, Debug, Default)]
pub struct Throughput {
    /// How many claims were reviewed.
    pub claims: u64,
    /// Those with a review or a verdict, in order.
    pub periods: Vec<Period>,
    pub reviews: u64,
    /// The median of the seconds from the record of a claim to its first review.
    pub to_first_review: Option<u64>,
    /// The same to its first verdict: the first time that it was disputed or corroborated.
    pub to_verdict: Option<u64>,
    /// How many claims got their first verdict.
    pub verdicts: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: String,
    pub reviews: u64,
    pub verdicts: u64,
}

#[derive(Clone, Debug)]
pub struct ReviewerStats {
    /// How many claims they reviewed.
    pub claims: u64,
    pub name: ReviewerName,
    /// How many of their reviews gave each status, in the order of [`Status::ALL`].
    pub of_status: [u64; 3],
    /// How many conflicts were resolved against their judgement.
    pub overruled: u64,
    pub reviews: u64,
}

impl ReviewerStats {
    pub fn of(&self, status: Status) -> u64 {
        let at = Status::ALL.iter().position(|of| *of == status);
        at.map_or(0, |at| self.of_status[at])
    }
}

#[derive(Clone, Debug)]
pub struct ArticleStats {
    pub counts: Counts,
    pub id: ArticleId,
    pub reviews: u64,
    pub title: Option<String>,
}

/// How far reviewers agree in their first judgements: those that each gave of a claim before its
/// conflict was resolved.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// How many claims have such a judgement, and how many of them at least two.
    pub claims: usize,
    pub doubts: Vec<Doubt>,
    pub measures: [(MeasureKind, Measure); 4],
    /// The share of the most frequent status among the judgements compared: so many of so many.
    pub most_frequent: (u64, u64),
    pub pairs: Vec<PairStats>,
    pub twice: usize,
}

/// Cohen's kappa of two reviewers.
#[derive(Clone, Debug)]
pub struct PairStats {
    pub kappa: Measure,
    pub names: [ReviewerName; 2],
    /// The share of the claims that both judged on which they agree.
    pub same: Measure,
}

/// The measures for any number of reviewers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    Fleiss,
    Gwet,
    Krippendorff,
    Observed,
}

impl MeasureKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fleiss => "fleiss_kappa",
            Self::Gwet => "gwet_ac1",
            Self::Krippendorff => "krippendorff_alpha",
            Self::Observed => "observed_agreement",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Fleiss => "Fleiss' kappa",
            Self::Gwet => "Gwet's AC1",
            Self::Krippendorff => "Krippendorff's alpha",
            Self::Observed => "agreement observed",
        }
    }

    /// How its interval is computed.
    pub const fn interval(self) -> &'static str {
        match self {
            Self::Fleiss | Self::Gwet => "linearised",
            Self::Krippendorff => "jackknife",
            Self::Observed => "of a mean",
        }
    }
}

/// Why the measures of agreement say little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Fewer than [`Doubt::FEW`] claims were judged by at least two people.
    FewClaims,
    /// Nobody judged what another judged.
    NothingTwice,
    /// All judgements that can be compared are the same status: nothing can be said beyond chance.
    OneStatus,
    /// At least [`Doubt::PREVALENT`] percent of the judgements are the same status. Kappa and alpha are
    /// low then, even if people agree.
    Prevalent,
    /// Fewer than [`Doubt::NARROW`] percent of the claims that were judged were judged twice: those may
    /// be special ones.
    SmallOverlap,
}

impl Doubt {
    /// In claims.
    pub const FEW: usize = 30;
    /// In percent.
    pub const NARROW: u64 = 10;
    /// In percent.
    pub const PREVALENT: u64 = 90;

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FewClaims => "few_claims",
            Self::NothingTwice => "nothing_twice",
            Self::OneStatus => "one_status",
            Self::Prevalent => "prevalent",
            Self::SmallOverlap => "small_overlap",
        }
    }

    /// The doubts about judgements of which so many are compared.
    pub fn of(claims: usize, twice: usize, (most, all): (u64, u64)) -> Vec<Self> {
        if twice == 0 {
            return vec![Self::NothingTwice];
        }
        let doubts = [
            (Self::FewClaims, twice < Self::FEW),
            (Self::OneStatus, most == all),
            (Self::Prevalent, most < all && most * 100 >= all * Self::PREVALENT),
            (Self::SmallOverlap, (twice as u64) * 100 < (claims as u64) * Self::NARROW),
        ];
        doubts.into_iter().filter(|(_, holds)| *holds).map(|(doubt, _)| doubt).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        let first = |per: Per, at: &str| per.first_day(at.parse().unwrap());
        assert_eq!(first(Per::Week, "2026-11-23T00:00:00Z"), "2026-11-23");
        assert_eq!(first(Per::Week, "2026-11-29T23:59:59Z"), "2026-11-23");
        assert_eq!(first(Per::Week, "1970-01-01"), "1969-12-29");
        assert_eq!(first(Per::Day, "2026-11-29T23:59:59Z"), "2026-11-29");
    }

    #[test]
    fn an_age_counts_in_the_first_bucket_that_it_fits() {
        let mut age = Age { claims: [0; 5], of: Open::Waiting };
        for days in [0, 1, 6, 7, 29, 30, 89, 90, 1000] {
            age.add(days * 24 * 60 * 60, 1);
        }
        assert_eq!(age.claims, [1, 2, 2, 2, 2]);
    }

    #[test]
    fn few_claims_little_overlap_and_one_status_are_doubtful() {
        assert_eq!(Doubt::of(50, 0, (0, 0)), [Doubt::NothingTwice]);
        assert_eq!(Doubt::of(50, 29, (30, 58)), [Doubt::FewClaims]);
        assert_eq!(Doubt::of(301, 30, (30, 60)), [Doubt::SmallOverlap]);
        assert_eq!(Doubt::of(300, 30, (54, 60)), [Doubt::Prevalent]);
        assert_eq!(Doubt::of(300, 30, (60, 60)), [Doubt::OneStatus]);
        assert_eq!(Doubt::of(300, 30, (53, 60)), []);
    }
}
