use std::borrow::Cow;
use std::io;

use super::print::OutputFormat;
use crate::domain::{Score, Visible};
use crate::export::{self, ExplainedJson};
use crate::terminal::{Column, Console, Style, Table, wrapped};
use crate::text::explain::{Explained, Reason};
use crate::view::words;

const COLUMNS: &[Column] = &[
    Column { heading: "POINTS", from_width: 0, widest: Some(8) },
    Column { heading: "FOR", from_width: 0, widest: None },
    Column { heading: "WORDS", from_width: 0, widest: None },
];

/// Print what raised and what lowered a score.
pub(super) fn print(
    form: OutputFormat,
    console: &mut Console<'_>,
    explained: &Explained,
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell(console, explained),
        OutputFormat::Json | OutputFormat::Jsonl => {
            form.write_one(console.out, &ExplainedJson::of(explained))
        }
        OutputFormat::Csv => export::csv::write_reasons(console.out, explained),
    }
}

fn tell(console: &mut Console<'_>, explained: &Explained) -> io::Result<()> {
    /// Further ones hardly matter.
    const MOST: usize = 24;
    let screen = console.out_screen;
    let Explained { calibration, claim, points, reasons, score, sentence } = explained;
    let id = Style::Strong.paint(claim, screen);
    let head = format!("{id}  score {score} of 1000, for a sum of {}", logits(*points));
    writeln!(console.out, "{}\n", wrapped(&head, screen, ""))?;
    let sentence = Visible::line(sentence).to_string();
    writeln!(console.out, "{}\n", wrapped(&sentence, screen, "  "))?;
    let mut table = Table::new(COLUMNS, screen);
    let (told, rest) = reasons.split_at(reasons.len().min(MOST));
    for reason in told {
        table.row([
            (logits(reason.points), Style::Plain),
            (reason.what.to_string(), Style::Plain),
            (named(reason).into_owned(), Style::Plain),
        ]);
    }
    if !rest.is_empty() {
        let points = rest.iter().map(|reason| reason.points).sum();
        let what = words::count(rest.len() as u64, "smaller factor", "smaller factors");
        table.row([
            (logits(points), Style::Faint),
            (what, Style::Faint),
            (String::new(), Style::Faint),
        ]);
    }
    table.row([
        (logits(*points), Style::Strong),
        ("the sum".to_owned(), Style::Strong),
        (String::new(), Style::Plain),
    ]);
    write!(console.out, "{table}")?;
    let calibrated = calibrated(*calibration, *points, *score);
    writeln!(console.out, "\n{}", wrapped(&calibrated, screen, ""))?;
    console.say("the score is the chance, in thousandths, that such a sentence is worth checking")
}

/// How the score follows from the sum.
fn calibrated([low, high]: [(i64, Score); 2], points: i64, score: Score) -> String {
    let (from, to) = (i64::from(low.1.points()), i64::from(high.1.points()));
    if points < low.0 || high.0 <= low.0 {
        return format!("the calibration turns any such sum into {score}");
    }
    let (done, all) = (points - low.0, high.0 - low.0);
    format!(
        "the calibration turns a sum of {} into {from}, and one of {} into {to}; in between, the \
         score is {from} + {} × {}/{}, rounded down: {score}",
        logits(low.0),
        logits(high.0),
        to - from,
        done,
        all
    )
}

/// `+1.234`, from thousandths.
fn logits(points: i64) -> String {
    let sign = if points < 0 { '-' } else { '+' };
    let points = points.unsigned_abs();
    format!("{sign}{}.{:03}", points / 1000, points % 1000)
}

fn named(reason: &Reason) -> Cow<'_, str> {
    match reason.words.as_slice() {
        [] => Cow::Borrowed("-"),
        [one] => Cow::Borrowed(one),
        several => several.join(", ").into(),
    }
}
