//! How long each format takes to write, and how much memory, beside reading the same claims without
//! a format, and beside a plain writer of the same bytes. Each runs in a process of its own, so that
//! its memory is its own.
//!
//! `cargo bench --bench export` has 100,000 claims; `-- 5000` has so many.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]
#![expect(clippy::print_stderr, reason = "a bench that cannot go on says why")]

mod newsroom;

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use factledger::domain::{ClaimId, NewReview, Selection, Status};
use factledger::export::exchange::{self, Exchange, Publication};
use factledger::export::{self, Format, House, PageSettings};
use factledger::ledger::{Access, Ledger};
use factledger::publish::{self, KeptFolder, Making};
use factledger::view::{Parts, ReportSource as _};
use newsroom::{CLAIMS_PER_ARTICLE, article, author, import, keys, time};

const READING: &str = "reading";
const PUBLISH: &str = "publish";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [what, ledger, to] = given.as_slice() {
        measure(what, Path::new(ledger), Path::new(to));
        return ExitCode::SUCCESS;
    }
    let size: usize = match given.as_slice() {
        [] => 100_000,
        [size] => size.parse().unwrap_or(0),
        _ => 0,
    };
    if size == 0 {
        eprintln!("`cargo bench --bench export -- NUMBER`");
        return ExitCode::FAILURE;
    }
    let mut out = io::stdout().lock();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, articles) in [
        ("articles of 40 claims", (0..size.div_ceil(CLAIMS_PER_ARTICLE)).map(article).collect()),
        ("one article of a single line", vec![on_one_line(size)]),
    ] {
        let path = folder.path().join("ledger.db");
        make(&path, &articles, size);
        writeln!(out, "\n{size} claims, one in ten judged; {name}").expect("an output");
        compare(&path, folder.path(), &mut out);
        fs::remove_file(&path).expect("a ledger");
    }
    ExitCode::SUCCESS
}

fn on_one_line(size: usize) -> Vec<u8> {
    let articles = (0..size.div_ceil(CLAIMS_PER_ARTICLE)).map(article);
    let all: Vec<u8> = articles.flatten().collect();
    all.into_iter().map(|byte| if byte == b'\n' { b' ' } else { byte }).collect()
}

fn make(path: &Path, articles: &[Vec<u8>], size: usize) {
    let mut ledger = import(path, articles);
    for (number, status) in [(1, Status::Corroborated), (2, Status::Disputed)] {
        let note = "the ledger of the port says otherwise".parse().ok();
        let opinion =
            NewReview { evidence: BTreeSet::new(), expected: None, note, rating: None, status };
        let claims: Vec<ClaimId> =
            (0..size as u64 / 20).map(|n| ClaimId(1 + n * 20 + number)).collect();
        for (act, claims) in claims.chunks(500).enumerate() {
            let author = author("ana", 1_000_000 * number + act as u64);
            ledger.mark(&author, claims, &opinion).expect("verdicts");
        }
    }
}

fn compare(ledger: &Path, folder: &Path, out: &mut impl Write) {
    let reading = Measured::of(READING, ledger, &folder.join("nothing"));
    writeln!(out, "{:<18} {:>10} {:>10}  {}", READING, reading.took(), "", reading.memory())
        .expect("an output");
    let formats = Format::ALL.iter().map(|format| format.as_str());
    for name in formats.chain(Exchange::ALL.iter().map(|format| format.as_str())) {
        let file = folder.join("written");
        let measured = Measured::of(name, ledger, &file);
        let bytes = fs::read(&file).expect("a report");
        let plain = time(|| {
            let file = File::create(folder.join("plain")).expect("a file");
            let mut plain = BufWriter::new(file);
            for piece in bytes.chunks(200) {
                plain.write_all(black_box(piece)).expect("a disk");
            }
            plain.into_inner().expect("a disk");
        });
        let floor = reading.0["took"] as f64 + plain.as_nanos() as f64;
        writeln!(
            out,
            "{name:<18} {:>10} {:>7.0} MB  {}; plain writer {plain:.2?}; {:.2} times reading and it",
            measured.took(),
            bytes.len() as f64 / 1e6,
            measured.memory(),
            measured.0["took"] as f64 / floor,
        )
        .expect("an output");
    }
    for what in ["publish", "publish again"] {
        let measured = Measured::of(PUBLISH, ledger, &folder.join("site"));
        writeln!(out, "{what:<18} {:>10} {:>10}  {}", measured.took(), "", measured.memory())
            .expect("an output");
    }
    fs::remove_dir_all(folder.join("site")).expect("a site");
}

/// Write a report, and print how long it took and how much memory.
fn measure(what: &str, path: &Path, to: &Path) {
    let mut ledger = Ledger::open(path, Access::Read, keys(path)).expect("a ledger");
    let view = ledger.view().expect("a moment");
    let made_at = author("ana", 0).at;
    let took = time(|| {
        if what == PUBLISH {
            let making = Making {
                command: &|name, _, _| name.to_owned(),
                house: &House::default(),
                publication: &Publication::default(),
                script: b"",
            };
            let mut folder = KeptFolder::begin(to, false, publish::is_of_site).expect("a folder");
            publish::publish(&view, &making, false, &mut folder).expect("a site");
            black_box(folder.finish().expect("a site"));
            return;
        }
        let (report, source) = view.report(made_at, &Selection::default()).expect("a report");
        if what == READING {
            for part in source.parts(Parts::All) {
                black_box(part.expect("a claim"));
            }
            return;
        }
        let mut file = BufWriter::new(File::create(to).expect("a file"));
        if let Ok(format) = what.parse::<Format>() {
            export::write(format, &report, &source, &PageSettings::default(), &mut file)
                .expect("a whole report");
        } else {
            let format = what.parse::<Exchange>().expect("a format");
            let publication = Publication::default();
            exchange::write(format, &report, &source, &publication, &mut file).expect("all claims");
        }
        file.flush().expect("a disk");
    });
    let mut out = io::stdout().lock();
    writeln!(out, "took {}", took.as_nanos()).expect("an output");
    // The peak memory, if the system reports it.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        writeln!(out, "peak {}", peak.trim_end_matches("kB").trim()).expect("an output");
    }
}

/// What another process printed of itself: a word and a number in each line.
struct Measured(HashMap<String, u64>);

impl Measured {
    fn of(what: &str, ledger: &Path, to: &Path) -> Self {
        let this = std::env::current_exe().expect("this program");
        let mut command = Command::new(this);
        let output = command.arg(what).arg(ledger).arg(to).stderr(Stdio::inherit()).output();
        let output = output.expect("a process");
        assert!(output.status.success(), "{what} failed");
        let lines = String::from_utf8_lossy(&output.stdout);
        let figures = lines.lines().filter_map(|line| {
            let (what, number) = line.split_once(' ')?;
            Some((what.to_owned(), number.parse().ok()?))
        });
        Self(figures.collect())
    }

    fn took(&self) -> String {
        format!("{:.2?}", Duration::from_nanos(self.0["took"]))
    }

    fn memory(&self) -> String {
        match self.0.get("peak") {
            Some(peak) => format!("{:.0} MB of memory at most", *peak as f64 / 1e3),
            None => "memory unknown".to_owned(),
        }
    }
}
