use std::io;

use clap::{Args, ValueEnum};

use super::session::{Session, Target};
use super::value;
use super::when::When;
use crate::cli::failure::Failure;
use crate::domain::{Measure, ReviewerName, Status};
use crate::export::StatsJson;
use crate::export::csv::write_stats;
use crate::export::json::write_pretty;
use crate::ledger::Access;
use crate::terminal::{Column, Console, Style, Table};
use crate::view::{Age, Doubt, Open, Per, Stats as Answer, StatsQuery, words};

/// Show how the work goes: what is done, what waits, who did it, and how far reviewers agree
///
/// The numbers of claims are those of now. `--since` and `--until` are about reviews: when they were
/// given. Agreement is measured on what each reviewer said of a claim first, before its conflict was
/// resolved. Reviews that were withdrawn, suggestions of programs and claims of withdrawn articles do
/// not count.
///
/// Agreement by chance is subtracted in four ways; 1 means that people always agree, 0 that they
/// agree as often as by chance. A warning says where these numbers mean little: with fewer than 30
/// claims that two people judged, if at least 90 percent of the judgements are the same status, or if
/// fewer than 10 percent of the claims were judged twice.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger stats\n  \
    factledger stats --since 2026-11-01 --until 2026-11-30 --per day\n  \
    factledger stats --article A3\n  \
    factledger stats --by ben --format json")]
pub(crate) struct Stats {
    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// Only what this reviewer judged
    #[arg(long, value_name = "NAME", visible_alias = "reviewer")]
    by: Option<ReviewerName>,

    /// Only reviews at this time or later: a time, a date (in UTC), `yesterday`, or how long ago:
    /// `12h`, `7d`, `2w`
    #[arg(long, value_name = "TIME")]
    since: Option<When>,

    /// Only reviews up to this time; a date includes its whole day
    #[arg(long, value_name = "TIME")]
    until: Option<When>,

    /// Count reviews by day or by week, which begins on Monday
    #[arg(long, value_name = "PERIOD", default_value = "week", value_parser = value::one_of::<Per>(Per::ALL.map(Per::as_str)))]
    per: Per,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: StatsFormat,
}

/// Statistics are one value, not rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StatsFormat {
    /// For people, as wide as the terminal
    Table,
    /// One JSON object
    Json,
    /// A row for each number, for spreadsheets
    Csv,
}

impl Stats {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == StatsFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let now = session.now;
        let query = StatsQuery {
            article: self.article.as_deref().map(|name| view.find_article(name)).transpose()?,
            by: self.by,
            per: self.per,
            since: self.since.map(|when| when.start(now)),
            until: self.until.map(|when| when.end(now)),
        };
        let stats = view.stats(&query, now)?;
        let console = &mut session.console;
        match self.format {
            StatsFormat::Csv => write_stats(console.out, &stats)?,
            StatsFormat::Json => {
                write_pretty(console.out, &StatsJson::of(&stats))?;
                console.out.write_all(b"\n")?;
            }
            StatsFormat::Table => print(console, &stats)?,
        }
        console.out.flush()?;
        if stats.hidden > 0 {
            console.say(words::hidden_reviews(stats.hidden))?;
        }
        if self.format == StatsFormat::Table {
            for doubt in &stats.agreement.doubts {
                console.warn(told(*doubt, &stats))?;
            }
        }
        Ok(())
    }
}

/// How many rows of a part a table shows at most: JSON and CSV have all.
const MOST: usize = 12;

fn print(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    writeln!(console.out, "{}", words::counts(&stats.counts))?;
    open(console, stats)?;
    throughput(console, stats)?;
    reviewers(console, stats)?;
    articles(console, stats)?;
    agreement(console, stats)
}

const fn column(heading: &'static str) -> Column {
    Column { heading, from_width: 0, widest: None }
}

/// Rows of plain cells under an empty line.
fn table<const N: usize>(
    console: &mut Console<'_>,
    columns: &'static [Column; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    let mut table = Table::new(columns, console.out_screen);
    for row in rows {
        let style = |(at, cell)| (cell, if at == 0 { Style::Strong } else { Style::Plain });
        table.row(row.into_iter().enumerate().map(style));
    }
    write!(console.out, "\n{table}")
}

fn open(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    const COLUMNS: [Column; 7] = [
        column("NO VERDICT"),
        column("CLAIMS"),
        column("< 1 DAY"),
        column("< 7"),
        column("< 30"),
        column("< 90"),
        column("OLDER"),
    ];
    let row = |age: &Age| {
        let why = match age.of {
            Open::Conflict => "in conflict",
            Open::NotReviewed => "not reviewed",
            Open::Waiting => "waiting",
        };
        let [first, second, third, fourth, older] = age.claims.map(|claims| claims.to_string());
        [why.to_owned(), age.all().to_string(), first, second, third, fourth, older]
    };
    let is_of_all = stats.of.by.is_none();
    let ages = stats.ages.iter().filter(|age| is_of_all || age.of != Open::NotReviewed);
    table(console, &COLUMNS, ages.map(row))
}

fn throughput(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    const BY_DAY: [Column; 3] = [column("DAY"), column("REVIEWS"), column("FIRST VERDICTS")];
    const BY_WEEK: [Column; 3] = [column("WEEK FROM"), column("REVIEWS"), column("FIRST VERDICTS")];
    let of = &stats.throughput;
    let reviews = words::count(of.reviews, "review", "reviews");
    writeln!(console.out, "\n{reviews} of {}", words::claims(of.claims))?;
    let half = |what: &str, seconds: Option<u64>| {
        seconds.map(|seconds| format!("half of the {what} came within {}", lasting(seconds)))
    };
    let medians =
        [half("first reviews", of.to_first_review), half("first verdicts", of.to_verdict)];
    for median in medians.into_iter().flatten() {
        writeln!(console.out, "{median}")?;
    }
    if of.periods.is_empty() {
        return Ok(());
    }
    let columns = if stats.of.per == Per::Day { &BY_DAY } else { &BY_WEEK };
    let left_out = of.periods.len().saturating_sub(MOST);
    let rows = of.periods[left_out..].iter();
    let row = |of: &crate::view::Period| {
        [of.from.clone(), of.reviews.to_string(), of.verdicts.to_string()]
    };
    table(console, columns, rows.map(row))?;
    more(console, left_out, "earlier")
}

/// Say how many rows are not shown.
fn more(console: &mut Console<'_>, left_out: usize, which: &str) -> io::Result<()> {
    if left_out == 0 {
        return Ok(());
    }
    writeln!(console.out, "and {left_out} {which}, in the JSON and in the CSV")
}

fn reviewers(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    const COLUMNS: [Column; 7] = [
        column("REVIEWER"),
        column("REVIEWS"),
        column("CLAIMS"),
        column("UNVERIFIED"),
        column("DISPUTED"),
        column("CORROBORATED"),
        column("OVERRULED"),
    ];
    if stats.reviewers.is_empty() {
        return Ok(());
    }
    let rows = stats.reviewers.iter().take(MOST).map(|of| {
        let share = |status| {
            let percent = (of.of(status) * 100 + of.reviews / 2).checked_div(of.reviews);
            format!("{} ({} %)", of.of(status), percent.unwrap_or_default())
        };
        let [unverified, disputed, corroborated] = Status::ALL.map(share);
        let [reviews, claims, overruled] =
            [of.reviews, of.claims, of.overruled].map(|number| number.to_string());
        [of.name.to_string(), reviews, claims, unverified, disputed, corroborated, overruled]
    });
    table(console, &COLUMNS, rows)?;
    more(console, stats.reviewers.len().saturating_sub(MOST), "more")
}

fn articles(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    const COLUMNS: [Column; 5] =
        [column("ARTICLE"), column("REVIEWS"), column("CLAIMS"), column("OPEN"), column("TITLE")];
    if stats.articles.is_empty() || stats.of.article.is_some() {
        return Ok(());
    }
    let rows = stats.articles.iter().take(MOST).map(|of| {
        let [reviews, claims, open] =
            [of.reviews, of.counts.claims(), of.counts.unverified].map(|n| n.to_string());
        let title = of.title.clone().unwrap_or_else(|| "-".to_owned());
        [of.id.to_string(), reviews, claims, open, title]
    });
    table(console, &COLUMNS, rows)?;
    more(console, stats.articles.len().saturating_sub(MOST), "more")
}

fn agreement(console: &mut Console<'_>, stats: &Answer) -> io::Result<()> {
    const COLUMNS: [Column; 5] = [
        column("AGREEMENT"),
        column("CLAIMS"),
        column("PEOPLE"),
        column("VALUE"),
        column("95 % INTERVAL"),
    ];
    let of = &stats.agreement;
    if of.twice == 0 {
        return Ok(());
    }
    let row = |name: String, measure: &Measure| {
        let value = measure.value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
        let interval = measure
            .interval
            .map_or_else(|| "-".to_owned(), |(low, high)| format!("{low:.3} to {high:.3}"));
        [name, measure.items.to_string(), measure.raters.to_string(), value, interval]
    };
    let of_all = of.measures.iter().map(|(kind, measure)| row(kind.title().to_owned(), measure));
    let of_pairs = of.pairs.iter().take(MOST).map(|pair| {
        let [one, other] = &pair.names;
        row(format!("Cohen's kappa, {one} and {other}"), &pair.kappa)
    });
    table(console, &COLUMNS, of_all.chain(of_pairs))?;
    more(console, of.pairs.len().saturating_sub(MOST), "more pairs")
}

/// What a doubt is, in words.
fn told(doubt: Doubt, stats: &Answer) -> String {
    let of = &stats.agreement;
    let (most, all) = of.most_frequent;
    match doubt {
        Doubt::FewClaims => format!(
            "only {} judged by at least two people: below {} the agreement says little",
            if of.twice == 1 {
                "1 claim was".to_owned()
            } else {
                format!("{} claims were", of.twice)
            },
            Doubt::FEW
        ),
        Doubt::NothingTwice => {
            "agreement cannot be measured: no claim was judged by two people".to_owned()
        }
        Doubt::OneStatus => "all judgements that can be compared are the same status: kappa and \
                             alpha cannot be measured"
            .to_owned(),
        Doubt::Prevalent => format!(
            "{most} of {all} judgements are the same status: kappa and alpha are low then, even if \
             people agree; look at Gwet's AC1"
        ),
        Doubt::SmallOverlap => format!(
            "only {} of {} were judged by at least two people: others may be agreed on less, or more",
            of.twice,
            words::claims(of.claims as u64)
        ),
    }
}

/// `40 seconds`, `3 hours`, `12 days`: rounded down.
fn lasting(seconds: u64) -> String {
    const UNITS: [(u64, &str, &str); 4] = [
        (2 * 24 * 60 * 60, "day", "days"),
        (2 * 60 * 60, "hour", "hours"),
        (2 * 60, "minute", "minutes"),
        (0, "second", "seconds"),
    ];
    const LENGTHS: [u64; 4] = [24 * 60 * 60, 60 * 60, 60, 1];
    let unit = UNITS.iter().zip(LENGTHS).find(|((from, ..), _)| seconds >= *from);
    unit.map_or_else(String::new, |((_, one, many), length)| {
        words::count(seconds / length, one, many)
    })
}
