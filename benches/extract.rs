//! How fast claims are found in plain text, on one thread, beside floors that are measured in the
//! same run.
//!
//! ```text
//! cargo bench --bench extract            some 64 MB of the fixtures
//! cargo bench --bench extract -- 8       some 8 MB
//! ```
//!
//! Machines differ: what is worth comparing are the ratios.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use factledger::domain::{Draft, Granularity, Sha256};
use factledger::text::extract::{self, Search, check_worthiness};
use factledger::text::read::{self, Reading};

/// How many times to measure; the fastest counts, because other programs can only slow it down.
const TIMES: usize = 5;

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let size = megabytes.unwrap_or(64_usize) * 1_000_000;
    let mut out = io::stdout().lock();
    for name in ["paris-summit.txt", "long-inquiry.txt", "stadtwerke.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles").join(name);
        let article = fs::read(path).expect("a fixture");
        measure(&mut out, name, &article, size.div_ceil(article.len()));
    }
}

/// Measure this many copies of an article, one after the other.
fn measure(out: &mut impl Write, name: &str, article: &[u8], copies: usize) {
    let bytes = article.len() * copies;
    let read = |raw: Vec<u8>| read::read(raw, name, &Reading::default()).expect("an article");
    let draft = read(article.to_vec());
    let sentences = extract::sentences(&draft.text);
    let all = |granularity| extract::extract(&draft.text, Search { granularity, ..Search::ALL });
    let floor = fastest(copies, || {
        black_box(Sha256::of(article));
    });
    let count = sentences.len() * copies;
    writeln!(out, "{name}: {:.1} MB, {count} sentences", bytes as f64 / 1e6).expect("an output");
    let mut line = |what: &str, took: Duration| {
        let rate = bytes as f64 / 1e6 / took.as_secs_f64();
        let each = count as f64 / 1e3 / took.as_secs_f64();
        let ratio = took.as_secs_f64() / floor.as_secs_f64();
        let what = format!("  {what}");
        writeln!(
            out,
            "{what:<48} {rate:>7.0} MB/s {each:>7.0} k sentences/s {ratio:>6.1} times the floor"
        )
        .expect("an output");
    };
    line("SHA-256 of the text: the floor", floor);
    line(
        "read: decode, lines, paragraphs",
        fastest(copies, || drop(black_box(read(article.to_vec())))),
    );
    line("sentences", fastest(copies, || drop(black_box(extract::sentences(&draft.text)))));
    let quotes: Vec<&str> = sentences.iter().map(|span| draft.text.quote(*span)).collect();
    line("scores of sentences", fastest(copies, || score(&quotes)));
    line("claims by sentence", fastest(copies, || drop(black_box(all(Granularity::Sentence)))));
    line("claims by statement", fastest(copies, || drop(black_box(all(Granularity::Statement)))));
    line("all: read, find, hash each claim", fastest(copies, || hashes(&read(article.to_vec()))));
}

/// Of each sentence among those around it.
fn score(sentences: &[&str]) {
    let weighed = check_worthiness::weigh_all(sentences.iter().copied());
    for at in 0..sentences.len() {
        black_box(weighed.raw_score(at).score());
    }
}

/// As an import does before it asks for the ledger.
fn hashes(draft: &Draft) {
    let found = extract::extract(&draft.text, Search::ALL);
    for candidate in &found.candidates {
        black_box(Sha256::of(draft.text.quote(candidate.span)));
    }
}

fn fastest(copies: usize, work: impl Fn()) -> Duration {
    let run = || {
        let start = Instant::now();
        (0..copies).for_each(|_| work());
        start.elapsed()
    };
    (0..TIMES).map(|_| run()).min().unwrap_or_default()
}
