//! Fits the weights by which `factledger` scores how much a sentence is worth checking.
//!
//! ```text
//! cargo run --release --features measuring --example fit_claims -- DIR [WEIGHTS]
//! ```
//!
//! DIR is the folder of the sentences that people marked. First each part of them is measured by
//! weights that were fitted on the others, which share no debate with it; then weights are fitted on
//! all of them and written to WEIGHTS, `src/text/extract/check_worthiness/weights.bin` if nothing else
//! is said. The same data give the same weights. `--only=Claims,Plain` in the place of WEIGHTS measures
//! what weights reach that are fitted on these sets alone, and writes nothing.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "counts of rows and rounded weights are small"
)]

mod classes;
mod data;
mod fit;
mod measure;
mod pack;
mod plain;

use std::collections::HashSet;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use data::{FOLDS, Row, Set};
use fit::{Columns, Question, Weights, fit, together};
use measure::figures;
use pack::Table;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("the folder of the data is missing")?;
    let file =
        arguments.next().unwrap_or("src/text/extract/check_worthiness/weights.bin".to_owned());
    let folder = Path::new(&folder);
    let mut out = io::stdout().lock();
    if write_classes(folder)? {
        writeln!(out, "the word classes are new: run this again, so that it is made with them")?;
        return Ok(());
    }
    let only: Option<Vec<String>> =
        file.strip_prefix("--only=").map(|sets| sets.split(',').map(str::to_owned).collect());
    let is_fitted =
        |row: &&Row| only.as_ref().is_none_or(|only| only.contains(&format!("{:?}", row.set)));
    let rows = data::rows(folder)?;

    let mut held: Vec<(usize, [[f64; 3]; 2])> = Vec::new();
    for fold in 0..FOLDS {
        let texts: HashSet<usize> =
            rows.iter().filter(|row| row.fold == fold).map(|row| row.text).collect();
        let known: Vec<&Row> = rows
            .iter()
            .filter(is_fitted)
            .filter(|r| r.fold != fold && !texts.contains(&r.text))
            .collect();
        let fitted = Fitted::on(&known);
        let table = Table::of(&fitted);
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.fold == fold) {
            held.push((place, [fitted.views(row), table.views(&fitted, row)]));
        }
    }
    held.sort_by_key(|(place, _)| *place);
    let held_rows: Vec<&Row> = held.iter().map(|(place, _)| &rows[*place]).collect();
    let alone: Vec<[f64; 3]> = held.iter().map(|(_, [exact, _])| *exact).collect();
    let rounded: Vec<[f64; 3]> = held.iter().map(|(_, [_, rounded])| *rounded).collect();
    let among_exact = among(&held_rows, &alone);
    let among_rounded = among(&held_rows, &rounded);
    for (name, views, points) in [
        ("speech", &alone, (|v| v[0]) as fn(&[f64; 3]) -> f64),
        ("article", &alone, |v| v[1]),
        ("register", &alone, |v| v[2]),
        ("alone", &alone, blended),
        ("among", &among_exact, blended),
        ("rounded", &among_rounded, blended),
    ] {
        let points: Vec<f64> = views.iter().map(points).collect();
        writeln!(out, "{name:<10}{}", figures(&held_rows, &points))?;
    }
    out.flush()?;
    if only.is_some() {
        return Ok(());
    }

    let all: Vec<&Row> = rows.iter().collect();
    let fitted = Fitted::on(&all);
    let points: Vec<f64> = among_rounded.iter().map(blended).collect();
    let bytes = pack::packed(&fitted, &held_rows, &points);
    std::fs::write(&file, &bytes)?;
    writeln!(out, "{} bytes in {file}", bytes.len())?;
    Ok(())
}

/// Write the table of word classes anew if that changes it.
fn write_classes(folder: &Path) -> Result<bool, Box<dyn Error>> {
    let texts = data::texts(folder)?;
    let table = classes::table(folder, texts.iter().map(String::as_str))?;
    let is_new = std::fs::read_to_string(WORD_CLASSES).is_ok_and(|written| written != table);
    if is_new {
        std::fs::write(WORD_CLASSES, table)?;
    }
    Ok(is_new)
}

const WORD_CLASSES: &str = "src/text/extract/check_worthiness/word_classes.tsv";

/// The weights of each view.
pub(crate) struct Fitted {
    pub(crate) columns: Columns,
    pub(crate) views: [Weights; 3],
}

impl Fitted {
    fn on(rows: &[&Row]) -> Self {
        let columns = Columns::of(rows, LEVELS.iter().sum());
        let (articles, speech): (Vec<&Row>, Vec<&Row>) =
            rows.iter().partition(|row| row.set.is_news());
        let questions = [(&speech[..], &SPEECH), (&articles[..], &ARTICLE), (rows, &REGISTER)];
        let first = questions.map(|(rows, q)| fit(rows, &columns, q, None, ROUNDS));
        let (columns, first) = columns.best(first, rows);
        let alone = [0, 1, 2].map(|view| {
            let (rows, question) = questions[view];
            fit(rows, &columns, question, Some(&first[view]), MORE_ROUNDS)
        });
        let mut views = together(rows, &columns, &alone, [&MARKED, &IN_ARTICLE]);
        views[2].base += TOWARDS_ARTICLES;
        Self { columns, views }
    }

    fn views(&self, row: &Row) -> [f64; 3] {
        [0, 1, 2].map(|view| self.views[view].of(row, &self.columns))
    }
}

/// The views of rows, with the register of those around each, as the program takes it.
fn among(rows: &[&Row], views: &[[f64; 3]]) -> Vec<[f64; 3]> {
    const AROUND: usize = 5;
    let mut among = Vec::new();
    for passage in rows.chunk_by(|one, next| one.passage == next.passage) {
        let views = &views[among.len()..][..passage.len()];
        for (at, [speech, article, _]) in views.iter().enumerate() {
            let around = &views[at.saturating_sub(AROUND)..(at + AROUND + 1).min(views.len())];
            let register = around.iter().map(|views| views[2]).sum::<f64>() / around.len() as f64;
            among.push([*speech, *article, register]);
        }
    }
    among
}

fn blended([speech, article, register]: &[f64; 3]) -> f64 {
    let share = 1.0 / (1.0 + (-register).exp());
    speech * (1.0 - share) + article * share
}

const SPEECH: Question = Question {
    label: |row| row.is_positive,
    weight: |row| match (row.set, row.is_positive) {
        (Set::Debates, false) => 0.1,
        (Set::NewsEn, _) => 2.0,
        (Set::PostsEs, _) => 1.5,
        (Set::Plain, _) => OF_PLAIN,
        _ => 1.0,
    },
    by_set: true,
    trust: 1.0,
};

const ARTICLE: Question =
    Question { label: |row| row.is_positive, weight: SPEECH.weight, by_set: true, trust: 1.0 };

const REGISTER: Question = Question {
    label: |row| row.set.is_news(),
    weight: |row| match row.set {
        Set::Claims => 0.5,
        Set::Debates => 0.15,
        Set::NewsEn => 6.0,
        Set::NewsDe => 2.0,
        Set::Plain => OF_PLAIN,
        Set::PostsDe | Set::PostsEs | Set::NewsBg | Set::NewsIt => 1.0,
    },
    by_set: false,
    trust: 1.0,
};

/// The two questions that all views answer together.
const MARKED: Question =
    Question { label: |row| row.is_positive, weight: SPEECH.weight, by_set: true, trust: 1.0 };
const IN_ARTICLE: Question =
    Question { label: REGISTER.label, weight: REGISTER.weight, by_set: false, trust: 0.3 };

/// How often weights are corrected, before and after all but the best are left out.
const ROUNDS: usize = 45;
const MORE_ROUNDS: usize = 25;

/// There are few of our own sentences.
const OF_PLAIN: f64 = 4.0;

/// If the words do not decide it, a sentence is taken to be from an article: most are.
const TOWARDS_ARTICLES: f64 = 0.5;

/// How many steps each feature has.
static LEVELS: std::sync::LazyLock<Vec<usize>> = std::sync::LazyLock::new(|| {
    factledger::text::extract::check_worthiness::Feature::ALL
        .iter()
        .map(|feature| feature.steps().len())
        .collect()
});
