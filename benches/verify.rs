//! How long it takes to verify a ledger, beside floors that are measured in the same run, and
//! beside the `claim-ledger` crate.
//!
//! ```text
//! cargo bench --bench verify               100,000 and 1,000,000 entries
//! cargo bench --bench verify -- 1000 5000  these many
//! ```
//!
//! Machines differ: what is worth comparing are the ratios. Each verification runs in a process of
//! its own, so that its memory is its own.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::collections::HashMap;
use std::hint::black_box;
use std::io::{self, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use factledger::domain::{ClaimId, NewReview, Note, Sha256, Status};
use factledger::ledger::{Access, Ledger, VerifyOptions};
use factledger::log::signature_of;
use factledger::merkle::VerifierKey;
use rusqlite::Connection;

use newsroom::{CLAIMS_PER_ARTICLE, article, author, import, keys, time};

mod newsroom;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, ledger] = arguments.as_slice()
        && let Some(mode) = MODES.into_iter().find(|known| mode == known)
    {
        return verify(Path::new(ledger), mode);
    }
    let sizes: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes };
    let mut out = io::stdout().lock();
    for size in sizes {
        measure(&mut out, size);
    }
}

fn measure(out: &mut impl io::Write, size: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let mut line = |what: &str, took: Duration, note: String| {
        writeln!(out, "{what:<44} {:>12}   {note}", format!("{took:.2?}")).expect("an output");
    };
    let ratio = |took: Duration, floor: Duration| took.as_secs_f64() / floor.as_secs_f64();
    let rate = |took: Duration| size as f64 / took.as_secs_f64() / 1000.0;

    let recording = time(|| record(&path, size));
    let what = format!("{size} entries: recorded and signed");
    line(&what, recording, format!("{:.0} k/s", rate(recording)));

    let (hashing, bytes) = (0..3).map(|_| hashing(&path)).min().expect("three times");
    let megabytes = bytes as f64 / 1e6;
    line("SHA-256 of them, on one thread", hashing, format!("floor, {megabytes:.0} MB"));
    let hashed = || Measured::verification(&path, ONLY_HASHES);
    let hashed = (0..3).map(|_| hashed()).min_by_key(|hashed| hashed.took("all"));
    let hashed = hashed.expect("three times");
    let took = hashed.took("all");
    let note = format!("{:.2} times the floor, {}", ratio(took, hashing), hashed.memory());
    line("verify --only-hashes", took, note);

    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let checking = checking(&path, size, threads);
    let what = format!("Ed25519 of as many, on {threads} threads");
    line(&what, checking, format!("floor, {:.0} k/s", rate(checking)));
    let whole = Measured::verification(&path, WHOLE);
    let took = whole.took("log");
    line(
        "verify: the log, with signatures",
        took,
        format!("{:.2} times the floor", ratio(took, checking)),
    );
    line("verify: all, with texts and index", whole.took("all"), whole.memory());

    let Some(peer) = Measured::peer(size, &folder.path().join("peer.jsonl")) else {
        writeln!(out, "claim-ledger 0.2.1: cannot be built here").expect("an output");
        return;
    };
    line("claim-ledger 0.2.1: append", peer.took("append"), "nothing is signed".to_owned());
    line("claim-ledger 0.2.1: read its file", peer.took("read"), String::new());
    line("claim-ledger 0.2.1: verify what was read", peer.took("verify"), peer.memory());
}

/// Make a ledger of this many entries: imports, and the verdicts and notes of many people.
fn record(path: &Path, size: u64) {
    const ARTICLES: usize = 250;
    let articles: Vec<Vec<u8>> = (0..ARTICLES).map(article).collect();
    let mut ledger = import(path, &articles);
    let claims: Vec<ClaimId> =
        (1..=ARTICLES as u64 * CLAIMS_PER_ARTICLE as u64).map(ClaimId).collect();
    let note = "the yearbook of the harbour office has the same number, on page 34";
    let note: Note = note.parse().expect("a note");
    // The ledger, ana, and two for each article.
    let mut entries = 2 + 2 * ARTICLES as u64;
    for act in 1.. {
        let rest = usize::try_from(size.saturating_sub(entries)).unwrap_or(usize::MAX);
        if rest == 0 {
            break;
        }
        let claims = &claims[..claims.len().min(rest)];
        let author = author(["ana", "ben", "cat"][act % 3], act as u64);
        if act % 10 == 0 {
            let status = Status::ALL[act / 10 % 3];
            let opinion = NewReview {
                evidence: std::collections::BTreeSet::new(),
                expected: None,
                note: Some(note.clone()),
                rating: None,
                status,
            };
            ledger.mark(&author, claims, &opinion).expect("a verdict");
        } else {
            ledger.note(&author, claims, &note).expect("a note");
        }
        entries += claims.len() as u64;
    }
}

/// How long it takes to hash the bytes of the entries, and how many they are.
fn hashing(path: &Path) -> (Duration, usize) {
    let mut took = Duration::ZERO;
    let mut bytes = 0;
    entries(path, |entries| {
        bytes += entries.iter().map(Vec::len).sum::<usize>();
        took += time(|| {
            for entry in entries {
                black_box(Sha256::of(entry));
            }
        });
    });
    (took, bytes)
}

/// How long it takes to check this many signatures, on this many threads.
fn checking(path: &Path, size: u64, threads: usize) -> Duration {
    let key = Connection::open(path)
        .and_then(|database| {
            let sql = "SELECT key FROM reviewers WHERE name = 'ana'";
            database.query_row(sql, [], |row| row.get::<_, String>(0))
        })
        .expect("a key");
    let key: VerifierKey = key.parse().expect("a key");
    let mut signed = Vec::new();
    entries(path, |entries| {
        let by_ana = entries.iter().filter_map(|entry| {
            let (text, signature) = signature_of(entry).expect("an entry");
            let is_hers = signature.name == key.name().as_str();
            is_hers.then(|| (text.to_owned(), signature.signature))
        });
        signed.extend(by_ana.take(20_000_usize.saturating_sub(signed.len())));
    });
    let share = usize::try_from(size).unwrap_or(usize::MAX).div_ceil(threads);
    time(|| {
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for (text, signature) in signed.iter().cycle().take(share) {
                        key.verify(text.as_bytes(), signature).expect("it verifies");
                    }
                });
            }
        });
    })
}

/// Visit all entries, some thousands at once.
fn entries(path: &Path, mut visit: impl FnMut(&[Vec<u8>])) {
    let database = Connection::open(path).expect("a database");
    let mut statement =
        database.prepare("SELECT bytes FROM entries ORDER BY position").expect("a table");
    let mut rows = statement.query([]).expect("rows");
    let mut entries = Vec::new();
    while let Some(row) = rows.next().expect("a row") {
        entries.push(row.get(0).expect("bytes"));
        if entries.len() == 4096 {
            visit(&entries);
            entries.clear();
        }
    }
    visit(&entries);
}

/// How far a verification goes.
const MODES: [&str; 2] = [ONLY_HASHES, WHOLE];
const ONLY_HASHES: &str = "only-hashes";
const WHOLE: &str = "whole";

/// Verify a ledger, and print how long it took, in all and for the log, and how much memory.
fn verify(path: &Path, mode: &str) {
    let ledger = Ledger::open(path, Access::Read, keys(path)).expect("a ledger");
    let depth = VerifyOptions { only_hashes: mode == ONLY_HASHES, ..VerifyOptions::default() };
    let start = Instant::now();
    let (mut first, mut last) = (None, start);
    let mut progress = |_, _| {
        last = Instant::now();
        first.get_or_insert(last);
    };
    let found = ledger.verify(depth, &mut progress).expect("an answer");
    let all = start.elapsed();
    assert!(found.is_sound());
    let mut out = io::stdout().lock();
    writeln!(out, "all {}", all.as_nanos()).expect("an output");
    writeln!(out, "log {}", (last - first.unwrap_or(start)).as_nanos()).expect("an output");
    // The peak memory, if the system reports it.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        writeln!(out, "peak {}", peak.trim_end_matches("kB").trim()).expect("an output");
    }
}

/// What another process printed of itself: a word and a number in each line.
struct Measured(HashMap<String, u64>);

impl Measured {
    fn verification(path: &Path, mode: &str) -> Self {
        let this = std::env::current_exe().expect("this program");
        Self::of(Command::new(this).arg(mode).arg(path)).expect("a verification")
    }

    /// The peer is a package of its own, so that what it is made of is in no build of ours.
    fn peer(size: u64, file: &Path) -> Option<Self> {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peer/Cargo.toml");
        let run = ["run", "--quiet", "--locked", "--release", "--manifest-path", manifest, "--"];
        Self::of(Command::new(env!("CARGO")).args(run).arg(size.to_string()).arg(file))
    }

    fn of(command: &mut Command) -> Option<Self> {
        let output = command.stderr(Stdio::inherit()).output().ok()?;
        let lines = String::from_utf8_lossy(&output.stdout);
        let figures = lines.lines().filter_map(|line| {
            let (what, number) = line.split_once(' ')?;
            Some((what.to_owned(), number.parse().ok()?))
        });
        output.status.success().then(|| Self(figures.collect()))
    }

    fn took(&self, what: &str) -> Duration {
        Duration::from_nanos(self.0[what])
    }

    fn memory(&self) -> String {
        match self.0.get("peak") {
            Some(peak) => format!("{:.0} MB of memory at most", *peak as f64 / 1e3),
            None => "memory unknown".to_owned(),
        }
    }
}
