//! How long a folder of articles takes from its files to the ledger, beside a short script in Python
//! that only cuts sentences and stores them, and beside SHA-256, in the same run.
//!
//! ```text
//! cargo bench --bench folder             3,696 articles of 24 MB
//! cargo bench --bench folder -- 500      so many articles
//! cargo bench --bench folder -- DIR      the .txt files of a folder
//! ```

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use factledger::domain::Sha256;

use newsroom::{article, time};

#[expect(dead_code, reason = "other benches use the rest")]
mod newsroom;

/// How many times to measure; the fastest counts, because other programs can only slow it down.
const TIMES: usize = 3;

fn main() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (mut count, mut folder) = (3696, None);
    for argument in std::env::args().skip(1).filter(|argument| argument != "--bench") {
        match argument.parse() {
            Ok(number) => count = number,
            Err(_) => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.unwrap_or_else(|| {
        let folder = scratch.path().join("articles");
        write(&folder, count);
        folder
    });
    let files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    let mut bytes = 0;
    let floor = fastest(&mut || {
        bytes = 0;
        for file in &files {
            let raw = fs::read(file).expect("a file");
            bytes += raw.len();
            black_box(Sha256::of(raw));
        }
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer/import.py");
    let database = scratch.path().join("python.db");
    let python = fastest(&mut || {
        let _ = fs::remove_file(&database);
        run(Command::new("python3").arg(&script).arg(&folder).arg(&database));
    });
    let ledger = scratch.path().join("ledger");
    let ours = fastest(&mut || {
        let _ = fs::remove_dir_all(&ledger);
        fs::create_dir_all(&ledger).expect("a folder");
        run(Command::new(env!("CARGO_BIN_EXE_factledger"))
            .arg("--ledger")
            .arg(ledger.join("ledger.db"))
            .arg("--keys")
            .arg(ledger.join("keys"))
            .args(["--as", "ana", "--quiet", "import", "--min-score", "0"])
            .arg(&folder));
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{} articles, {:.1} MB", files.len(), bytes as f64 / 1e6).expect("an output");
    for (what, took) in [
        ("read the files, SHA-256", floor),
        ("sixty lines of Python: sentences and SQLite", python),
        ("factledger import", ours),
    ] {
        let (took, of_python) = (took.as_secs_f64(), took.as_secs_f64() / python.as_secs_f64());
        writeln!(out, "{what:<44} {took:>7.2} s {of_python:>7.2} times the script")
            .expect("an output");
    }
}

/// Some articles, as large as those of a newspaper.
fn write(folder: &Path, count: usize) {
    fs::create_dir_all(folder).expect("a folder");
    for number in 0..count {
        // Of 3 KB each, two to an article.
        let text = [article(2 * number), article(2 * number + 1)].concat();
        fs::write(folder.join(format!("{number:05}.txt")), text).expect("a file");
    }
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{command:?}");
}

fn fastest(work: &mut dyn FnMut()) -> Duration {
    (0..TIMES).map(|_| time(&mut *work)).min().unwrap_or_default()
}
