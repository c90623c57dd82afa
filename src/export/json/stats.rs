use serde::Serialize;

use super::counts::CountsJson;
use crate::domain::{ArticleId, Measure, ReviewerName, Status, Timestamp};
use crate::view::{Age, Stats, Throughput};

/// What `stats` says.
#[derive(Serialize)]
pub struct StatsJson<'a> {
    made_at: Timestamp,
    article: Option<ArticleId>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    by: Option<&'a ReviewerName>,
    counts: CountsJson,
    /// Absent, unless reviews are hidden from the person who looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<u64>,
    open: Vec<OpenJson>,
    throughput: ThroughputJson<'a>,
    reviewers: Vec<ReviewerStatsJson<'a>>,
    articles: Vec<ArticleStatsJson<'a>>,
    agreement: AgreementJson<'a>,
}

#[derive(Serialize)]
struct OpenJson {
    why: &'static str,
    claims: u64,
    under_1_day: u64,
    under_7_days: u64,
    under_30_days: u64,
    under_90_days: u64,
    older: u64,
}

#[derive(Serialize)]
struct ThroughputJson<'a> {
    reviews: u64,
    claims: u64,
    verdicts: u64,
    /// Medians.
    seconds_to_first_review: Option<u64>,
    seconds_to_verdict: Option<u64>,
    per: &'static str,
    periods: Vec<PeriodJson<'a>>,
}

#[derive(Serialize)]
struct PeriodJson<'a> {
    from: &'a str,
    reviews: u64,
    verdicts: u64,
}

#[derive(Serialize)]
struct ReviewerStatsJson<'a> {
    reviewer: &'a ReviewerName,
    reviews: u64,
    claims: u64,
    unverified: u64,
    disputed: u64,
    corroborated: u64,
    overruled: u64,
}

#[derive(Serialize)]
struct ArticleStatsJson<'a> {
    id: ArticleId,
    title: Option<&'a str>,
    reviews: u64,
    counts: CountsJson,
}

#[derive(Serialize)]
struct AgreementJson<'a> {
    claims: usize,
    judged_twice: usize,
    most_frequent: FrequentJson,
    measures: Vec<MeasureJson>,
    pairs: Vec<PairJson<'a>>,
    doubts: Vec<&'static str>,
}

#[derive(Serialize)]
struct FrequentJson {
    judgements: u64,
    of: u64,
}

#[derive(Serialize)]
struct MeasureJson {
    measure: &'static str,
    items: usize,
    raters: usize,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    interval: &'static str,
}

#[derive(Serialize)]
struct PairJson<'a> {
    reviewers: &'a [ReviewerName; 2],
    items: usize,
    same: Option<f64>,
    kappa: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

/// To four decimals.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl MeasureJson {
    fn of(measure: &'static str, interval: &'static str, of: &Measure) -> Self {
        Self {
            measure,
            items: of.items,
            raters: of.raters,
            value: of.value.map(rounded),
            low: of.interval.map(|(low, _)| rounded(low)),
            high: of.interval.map(|(_, high)| rounded(high)),
            interval,
        }
    }
}

impl OpenJson {
    fn of(age: &Age) -> Self {
        let [under_1_day, under_7_days, under_30_days, under_90_days, older] = age.claims;
        Self {
            why: age.of.as_str(),
            claims: age.all(),
            under_1_day,
            under_7_days,
            under_30_days,
            under_90_days,
            older,
        }
    }
}

impl<'a> StatsJson<'a> {
    pub fn of(stats: &'a Stats) -> Self {
        let Stats { ages, agreement, articles, counts, hidden, made_at, of, reviewers, throughput } =
            stats;
        Self {
            made_at: *made_at,
            article: of.article,
            since: of.since,
            until: of.until,
            by: of.by.as_ref(),
            counts: CountsJson::of(counts),
            hidden: (*hidden > 0).then_some(*hidden),
            open: ages.iter().map(OpenJson::of).collect(),
            throughput: ThroughputJson::of(throughput, of.per.as_str()),
            reviewers: reviewers
                .iter()
                .map(|of| ReviewerStatsJson {
                    reviewer: &of.name,
                    reviews: of.reviews,
                    claims: of.claims,
                    unverified: of.of(Status::Unverified),
                    disputed: of.of(Status::Disputed),
                    corroborated: of.of(Status::Corroborated),
                    overruled: of.overruled,
                })
                .collect(),
            articles: articles
                .iter()
                .map(|of| ArticleStatsJson {
                    id: of.id,
                    title: of.title.as_deref(),
                    reviews: of.reviews,
                    counts: CountsJson::of(&of.counts),
                })
                .collect(),
            agreement: AgreementJson {
                claims: agreement.claims,
                judged_twice: agreement.twice,
                most_frequent: FrequentJson {
                    judgements: agreement.most_frequent.0,
                    of: agreement.most_frequent.1,
                },
                measures: agreement
                    .measures
                    .iter()
                    .map(|(kind, of)| MeasureJson::of(kind.as_str(), kind.interval(), of))
                    .collect(),
                pairs: agreement
                    .pairs
                    .iter()
                    .map(|pair| PairJson {
                        reviewers: &pair.names,
                        items: pair.kappa.items,
                        same: pair.same.value.map(rounded),
                        kappa: pair.kappa.value.map(rounded),
                        low: pair.kappa.interval.map(|(low, _)| rounded(low)),
                        high: pair.kappa.interval.map(|(_, high)| rounded(high)),
                    })
                    .collect(),
                doubts: agreement.doubts.iter().map(|doubt| doubt.as_str()).collect(),
            },
        }
    }
}

impl<'a> ThroughputJson<'a> {
    fn of(of: &'a Throughput, per: &'static str) -> Self {
        let period = |of: &'a crate::view::Period| PeriodJson {
            from: &of.from,
            reviews: of.reviews,
            verdicts: of.verdicts,
        };
        Self {
            reviews: of.reviews,
            claims: of.claims,
            verdicts: of.verdicts,
            seconds_to_first_review: of.to_first_review,
            seconds_to_verdict: of.to_verdict,
            per,
            periods: of.periods.iter().map(period).collect(),
        }
    }
}
