//! Statistics as a long table: a row for each number.

use std::io::{self, Write};

use super::write_row;
use crate::domain::{Measure, Status};
use crate::view::{Age, Stats};

/// Write all numbers: the part that they belong to, what they are about, what is counted, and the
/// number.
pub fn write_stats(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    write_row(out, &["part", "of", "measure", "value"])?;
    let mut row = |part: &str, of: &str, measure: &str, value: String| {
        write_row(out, &[part, of, measure, &value])
    };
    let counts = &stats.counts;
    for (what, claims) in [
        ("unverified", counts.unverified),
        ("disputed", counts.disputed),
        ("corroborated", counts.corroborated),
        ("conflict", counts.in_conflict.all()),
        ("dismissed", counts.dismissed),
        ("gone", counts.gone),
        ("withdrawn", counts.withdrawn),
    ] {
        row("counts", "", what, claims.to_string())?;
    }
    for age in &stats.ages {
        let under = Age::DAYS.iter().map(|days| {
            let unit = if *days == 1 { "day" } else { "days" };
            format!("under_{days}_{unit}")
        });
        for (name, claims) in under.chain(["older".to_owned()]).zip(age.claims) {
            row("open", age.of.as_str(), &name, claims.to_string())?;
        }
    }
    let of = &stats.throughput;
    let seconds = |of: Option<u64>| of.map(|of| of.to_string()).unwrap_or_default();
    for (what, value) in [
        ("reviews", of.reviews.to_string()),
        ("claims", of.claims.to_string()),
        ("verdicts", of.verdicts.to_string()),
        ("seconds_to_first_review", seconds(of.to_first_review)),
        ("seconds_to_verdict", seconds(of.to_verdict)),
    ] {
        row("throughput", "", what, value)?;
    }
    for period in &of.periods {
        row(stats.of.per.as_str(), &period.from, "reviews", period.reviews.to_string())?;
        row(stats.of.per.as_str(), &period.from, "verdicts", period.verdicts.to_string())?;
    }
    for of in &stats.reviewers {
        let name = of.name.as_str();
        row("reviewer", name, "reviews", of.reviews.to_string())?;
        row("reviewer", name, "claims", of.claims.to_string())?;
        for status in Status::ALL {
            row("reviewer", name, status.as_str(), of.of(status).to_string())?;
        }
        row("reviewer", name, "overruled", of.overruled.to_string())?;
    }
    for of in &stats.articles {
        row("article", &of.id.to_string(), "reviews", of.reviews.to_string())?;
        for status in Status::ALL {
            row("article", &of.id.to_string(), status.as_str(), of.counts.of(status).to_string())?;
        }
    }
    let agreement = &stats.agreement;
    row("agreement", "", "claims", agreement.claims.to_string())?;
    row("agreement", "", "judged_twice", agreement.twice.to_string())?;
    let mut measured = |of: &str, measure: &Measure, name: &str| {
        let shown = |value: Option<f64>| value.map(|value| format!("{value:.4}"));
        let (low, high) = measure.interval.unzip();
        row("agreement", of, name, shown(measure.value).unwrap_or_default())?;
        row("agreement", of, &format!("{name}_low"), shown(low).unwrap_or_default())?;
        row("agreement", of, &format!("{name}_high"), shown(high).unwrap_or_default())?;
        row("agreement", of, &format!("{name}_items"), measure.items.to_string())?;
        row("agreement", of, &format!("{name}_raters"), measure.raters.to_string())
    };
    for (kind, measure) in &agreement.measures {
        measured("", measure, kind.as_str())?;
    }
    for pair in &agreement.pairs {
        let [one, other] = &pair.names;
        measured(&format!("{one}, {other}"), &pair.kappa, "cohen_kappa")?;
    }
    for doubt in &agreement.doubts {
        row("agreement", "", "doubt", doubt.as_str().to_owned())?;
    }
    Ok(())
}
