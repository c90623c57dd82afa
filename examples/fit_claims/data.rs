use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use factledger::text::extract::check_worthiness::{self, Feature, Gram};
use serde_json::Value;

use crate::plain::PLAIN;

/// What people marked, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Set {
    Claims,
    Debates,
    PostsDe,
    PostsEs,
    NewsBg,
    NewsDe,
    NewsEn,
    NewsIt,
    /// Our own.
    Plain,
}

impl Set {
    pub(crate) const ALL: [Self; 9] = [
        Self::Claims,
        Self::Debates,
        Self::PostsDe,
        Self::PostsEs,
        Self::NewsBg,
        Self::NewsDe,
        Self::NewsEn,
        Self::NewsIt,
        Self::Plain,
    ];

    pub(crate) fn is_news(self) -> bool {
        matches!(self, Self::NewsBg | Self::NewsDe | Self::NewsEn | Self::NewsIt | Self::Plain)
    }
}

/// One text, as a fit sees it.
pub(crate) struct Row {
    /// Which debate it is of, where sentences are ranked within one.
    pub(crate) document: usize,
    pub(crate) fold: usize,
    pub(crate) grams: Vec<Gram>,
    pub(crate) is_positive: bool,
    /// Steps of features that it reaches.
    pub(crate) levels: Vec<u32>,
    /// Equal for rows that stand side by side in one text, or are taken to.
    pub(crate) passage: usize,
    pub(crate) set: Set,
    /// What one gram counts: less in a longer sentence.
    pub(crate) shrink: f64,
    /// Equal for equal texts.
    pub(crate) text: usize,
}

/// Parts of the data, none of which shares a debate with another.
pub(crate) const FOLDS: usize = 5;

/// All sets, in the folder's order.
pub(crate) fn rows(folder: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut texts = Texts::default();
    let mut rows = Vec::new();
    let mut last_source = String::new();
    let mut sources: Vec<usize> = Vec::new();
    for line in lines(folder, "claims_dev.jsonl")? {
        let source = line["source"].as_str().unwrap_or_default().to_owned();
        if source != last_source {
            sources.push(rows.len());
            last_source = source;
        }
        rows.push(texts.row(&line, Set::Claims)?);
    }
    sources.push(rows.len());
    let mut passage = 0;
    for part in sources.windows(2) {
        into_folds(&mut rows[part[0]..part[1]], &mut passage);
    }

    let debates = lines(folder, "debates_dev.jsonl")?;
    for (document, debate) in debates.iter().enumerate() {
        passage += 1;
        for line in debate["lines"].as_array().ok_or("a debate has no lines")? {
            let text = line[1].as_str().ok_or("a line has no text")?;
            let mut row = texts.read(text, line[2] == 1, Set::Debates);
            row.document = document;
            row.passage = passage;
            row.fold = document * FOLDS / debates.len();
            rows.push(row);
        }
    }

    for (file, sets) in [
        ("claims_multi_dev.jsonl", &[("de", Set::PostsDe), ("es", Set::PostsEs)][..]),
        (
            "subjectivity_dev.jsonl",
            &[("bg", Set::NewsBg), ("de", Set::NewsDe), ("en", Set::NewsEn), ("it", Set::NewsIt)],
        ),
    ] {
        let lines = lines(folder, file)?;
        for (language, set) in sets {
            let start = rows.len();
            for line in lines.iter().filter(|line| line["lang"] == *language) {
                rows.push(texts.row(line, *set)?);
            }
            into_folds(&mut rows[start..], &mut passage);
        }
    }
    for (is_positive, sentences) in PLAIN {
        for (index, sentence) in sentences.iter().enumerate() {
            let mut row = texts.read(sentence, is_positive, Set::Plain);
            row.fold = index % FOLDS;
            passage += 1;
            row.passage = passage;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The texts of all sets but our own.
pub(crate) fn texts(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for file in [
        "claims_dev.jsonl",
        "debates_dev.jsonl",
        "claims_multi_dev.jsonl",
        "subjectivity_dev.jsonl",
    ] {
        for line in lines(folder, file)? {
            texts.extend(line["text"].as_str().map(str::to_owned));
            let spoken = line["lines"].as_array().into_iter().flatten();
            texts.extend(spoken.filter_map(|line| line[1].as_str().map(str::to_owned)));
        }
    }
    Ok(texts)
}

fn into_folds(rows: &mut [Row], passage: &mut usize) {
    let all = rows.len();
    *passage += 1;
    for (index, row) in rows.iter_mut().enumerate() {
        row.fold = index * FOLDS / all;
        row.passage = *passage;
    }
}

fn lines(folder: &Path, file: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join(file))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

#[derive(Default)]
struct Texts(HashMap<String, usize>);

impl Texts {
    fn row(&mut self, line: &Value, set: Set) -> Result<Row, Box<dyn Error>> {
        let text = line["text"].as_str().ok_or("a line has no text")?;
        Ok(self.read(text, line["label"] == 1, set))
    }

    fn read(&mut self, text: &str, is_positive: bool, set: Set) -> Row {
        let known = self.0.len();
        let number = *self.0.entry(text.to_owned()).or_insert(known);
        let (grams, counts) = check_worthiness::features(text);
        // As the program takes it, where English classes do not count.
        let more = if counts.is_english() { 1.0 } else { 1.6 };
        let mut levels = Vec::new();
        let mut first = 0;
        for feature in Feature::ALL {
            let steps = feature.steps();
            let reached = steps.iter().filter(|step| **step <= counts.of(feature)).count();
            levels.extend((first..first + reached).filter_map(|level| u32::try_from(level).ok()));
            first += steps.len();
        }
        Row {
            document: 0,
            fold: 0,
            grams,
            is_positive,
            levels,
            passage: 0,
            set,
            shrink: more / (counts.tokens().max(1) as f64).sqrt(),
            text: number,
        }
    }
}
