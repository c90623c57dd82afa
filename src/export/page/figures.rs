//! Figures with a bar beside each: the numbers are there as text, so that no reader needs the picture.

use serde::Serialize;

use super::kind::{Kind, Tally};
use super::survey::{AGES, Coverage, Survey};

/// A part of a bar, in hundredths of its width.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct BarPart {
    kind: &'static str,
    width: String,
    x: String,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    all: u64,
    /// Where its name leads.
    id: Option<String>,
    name: Option<String>,
    parts: Vec<BarPart>,
    /// Whether it is all that has no row of its own.
    rest: bool,
    tally: Tally,
}

/// Two reviewers of the same claims.
#[derive(Debug, Serialize)]
pub(super) struct PairRow {
    agreed: u64,
    disagreed: u64,
    one: String,
    other: String,
    parts: Vec<BarPart>,
}

#[derive(Debug, Serialize)]
pub(super) struct ShareRow {
    all: u64,
    name: &'static str,
    parts: Vec<BarPart>,
    share: u64,
}

/// How many rows a table has at most; what is left is one more.
const MOST_ROWS: usize = 40;

/// A bar of parts that follow each other; the longest bar of a table is 100 long.
fn bar(parts: &[(&'static str, u64)], longest: u64) -> Vec<BarPart> {
    let place = |value: u64| {
        // In thousandths, so that it is the same on every machine.
        let scaled = u128::from(value) * 100_000 / u128::from(longest.max(1));
        format!("{}.{:03}", scaled / 1000, scaled % 1000)
    };
    let mut at = 0;
    let mut bar = Vec::new();
    for (kind, value) in parts.iter().filter(|(_, value)| *value > 0) {
        bar.push(BarPart { kind, width: place(*value), x: place(at) });
        at += value;
    }
    bar
}

/// Rows by their size, the largest first.
fn rows(named: Vec<(Option<String>, Option<String>, Tally)>) -> Vec<Row> {
    let mut named = named;
    named.sort_by_key(|(.., tally)| std::cmp::Reverse(tally.all()));
    let longest = named.first().map_or(0, |(.., tally)| tally.all());
    let mut rest = Tally::default();
    let mut rows = Vec::new();
    for (at, (name, id, tally)) in named.into_iter().enumerate() {
        if at < MOST_ROWS {
            rows.push(row(name, id, tally, longest, false));
        } else {
            rest.add_all(tally);
        }
    }
    if rest.all() > 0 {
        rows.push(row(None, None, rest, longest.max(rest.all()), true));
    }
    rows
}

fn row(name: Option<String>, id: Option<String>, tally: Tally, longest: u64, rest: bool) -> Row {
    let parts = Kind::ALL.map(|kind| (kind.as_str(), tally.of_kind(kind)));
    Row { all: tally.all(), id, name, parts: bar(&parts, longest), rest, tally }
}

pub(super) fn by_article(survey: &Survey) -> Vec<Row> {
    if survey.articles.len() < 2 {
        return Vec::new();
    }
    let named = survey.articles.iter().map(|surveyed| {
        let article = surveyed.article();
        let title = article.title.as_ref().unwrap_or(&article.origin).clone();
        (Some(title), Some(article.id.to_string()), surveyed.tally)
    });
    rows(named.collect())
}

pub(super) fn by_claimant(survey: &Survey) -> Vec<Row> {
    let named = survey.claimants.iter().map(|(name, tally)| (name.clone(), None, *tally));
    rows(named.collect())
}

/// Numbers that are no verdicts.
fn plain_rows(named: Vec<(String, u64)>) -> Vec<Row> {
    let longest = named.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let plain = |(name, all): (String, u64)| Row {
        all,
        id: None,
        name: Some(name),
        parts: bar(&[("plain", all)], longest),
        rest: false,
        tally: Tally::default(),
    };
    named.into_iter().map(plain).collect()
}

/// The last weeks with reviews.
pub(super) fn progress(survey: &Survey) -> Vec<Row> {
    let weeks: Vec<_> =
        survey.progress.iter().map(|(week, reviews)| (week.clone(), *reviews)).collect();
    let skipped = weeks.len().saturating_sub(MOST_ROWS);
    plain_rows(weeks.into_iter().skip(skipped).collect())
}

/// How long the open claims have waited.
pub(super) fn ageing(survey: &Survey) -> Vec<Row> {
    if survey.ageing.iter().sum::<u64>() == 0 {
        return Vec::new();
    }
    let names = AGES.iter().map(|days| if *days == 1 { "0".to_owned() } else { days.to_string() });
    let names = names.chain(["more".to_owned()]);
    plain_rows(names.zip(survey.ageing).collect())
}

pub(super) fn agreement(survey: &Survey) -> Vec<PairRow> {
    let longest = survey.agreement.values().map(|(yes, no)| yes + no).max().unwrap_or(0);
    let mut pairs: Vec<_> = survey.agreement.iter().collect();
    pairs.sort_by_key(|(_, (yes, no))| std::cmp::Reverse(yes + no));
    let row = |((one, other), (agreed, disagreed)): (&(_, _), &(u64, u64))| {
        let (one, other): (&crate::domain::ReviewerName, &crate::domain::ReviewerName) =
            (one, other);
        PairRow {
            agreed: *agreed,
            disagreed: *disagreed,
            one: one.to_string(),
            other: other.to_string(),
            parts: bar(&[("corroborated", *agreed), ("disputed", *disagreed)], longest),
        }
    };
    pairs.into_iter().take(MOST_ROWS).map(row).collect()
}

/// A number as a percentage of another, rounded down.
pub(super) fn share(part: u64, whole: u64) -> u64 {
    (part * 100).checked_div(whole).unwrap_or(0)
}

pub(super) fn coverage(coverage: &Coverage) -> Vec<ShareRow> {
    let Coverage { captured, evidence, eyes, noted, origins, primary, verdicts } = *coverage;
    let rows = [
        ("noted", noted),
        ("evidence", evidence),
        ("captured", captured),
        ("primary", primary),
        ("origins", origins),
        ("eyes", eyes),
    ];
    let row = |(name, all)| ShareRow {
        all,
        name,
        parts: bar(&[("plain", all)], verdicts),
        share: share(all, verdicts),
    };
    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_follow_each_other() {
        let shown: Vec<String> = bar(&[("a", 1), ("b", 0), ("c", 2)], 4)
            .iter()
            .map(|part| format!("{} {}+{}", part.kind, part.x, part.width))
            .collect();
        assert_eq!(shown, ["a 0.000+25.000", "c 25.000+50.000"]);
        assert_eq!(bar(&[("a", 0)], 0), []);
        assert_eq!(bar(&[("a", u64::MAX)], u64::MAX)[0].width, "100.000");
    }

    #[test]
    fn what_has_no_row_of_its_own_is_in_the_last() {
        let one = Tally { disputed: 1, ..Tally::default() };
        let named = (0..50).map(|at| (Some(format!("P{at}")), None, one)).collect();
        let rows = rows(named);
        assert_eq!(rows.len(), 41);
        assert_eq!((rows[40].rest, rows[40].all), (true, 10));
    }
}
