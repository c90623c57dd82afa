//! Thousands of claims, and the program killed at any write: it is stopped there, and what it
//! would leave behind, which is what the files hold at that moment, is copied away; then it goes on.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use factledger::domain::Sha256;
use factledger::ledger::{Access, VerifyOptions};

use super::content::content;
use super::copy::copy;
use super::open_at;
use super::strace;
use crate::session::{Session, system};

/// How many files are recorded in three transactions.
const FILES: u32 = 1250;

fn articles(claims_each: u32) -> Session {
    let mut session = Session::new();
    for file in 0..FILES {
        let claims: String =
            (0..claims_each).map(|n| format!("It is {}.\n\n", file * claims_each + n)).collect();
        session = session.write(&format!("articles/{file:04}.txt"), claims);
    }
    session
}

fn import_into(folder: &str) -> String {
    format!(
        "factledger --ledger {folder}/factledger.db --keys {folder}/keys --quiet \
         import articles --min-score 0"
    )
}

/// An import that stops at every so-many-th write to the database.
struct Import {
    log: PathBuf,
    program: Child,
    /// How much of the log was read, in bytes.
    read: u64,
    /// The thread that got the signal and has not stopped yet.
    stopping: Option<String>,
    stops: usize,
}

impl Import {
    fn start(session: &Session, every: usize) -> Self {
        // The program is the child, and strace the child's.
        let line = format!(
            "exec strace -D -f -qq -s 0 -o .stops -e trace=pwrite64 \
             -e inject=pwrite64:signal=STOP:when={every}+{every} {}",
            import_into("desk")
        );
        let program = session.command(&line).stdout(Stdio::null()).spawn().unwrap();
        Self { log: session.path().join(".stops"), program, read: 0, stopping: None, stops: 0 }
    }

    /// Go on to the next stop. `false`: it is done.
    fn goes_on(&mut self) -> bool {
        if self.stops > 0 {
            let pid = self.program.id().to_string();
            let status = system("sh").args(["-c", "kill -CONT \"$0\"", &pid]).status();
            assert!(status.unwrap().success());
        }
        loop {
            if self.has_stopped() {
                self.stops += 1;
                return true;
            }
            if let Some(status) = self.program.try_wait().unwrap() {
                assert!(status.success());
                return false;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether the log has another stop among the lines that were not read before: the thread
    /// that wrote got the signal, and stopped. Others that are about to end write a line of their
    /// own for the same stop, at times only when the program already goes on.
    fn has_stopped(&mut self) -> bool {
        let Ok(mut log) = fs::File::open(&self.log) else { return false };
        log.seek(SeekFrom::Start(self.read)).unwrap();
        let mut lines = String::new();
        log.read_to_string(&mut lines).unwrap();
        let mut read = 0;
        for line in lines.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            read += line.len() as u64;
            let Some((thread, event)) = line.split_once(" --- ") else { continue };
            if event.starts_with("SIGSTOP ") {
                self.stopping = Some(thread.trim().to_owned());
            } else if event.starts_with("stopped by SIGSTOP")
                && self.stopping.as_deref() == Some(thread.trim())
            {
                self.stopping = None;
                self.read += read;
                return true;
            }
        }
        self.read += read;
        false
    }
}

/// Everything below a folder, hashed.
fn hash(folder: &Path) -> Sha256 {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut parts = Vec::new();
    for path in files {
        parts.push(Sha256::of(path.as_os_str().as_encoded_bytes()));
        parts.push(if path.is_dir() { hash(&path) } else { Sha256::of(fs::read(&path).unwrap()) });
    }
    Sha256::of_parts(&parts.iter().map(|part| part.as_bytes().as_slice()).collect::<Vec<_>>())
}

/// Kill an import of files with this many claims each at every so-many-th write, and resume it.
/// Returns how often.
fn killed_at_every(claims_each: u32, every: usize) -> usize {
    let session = articles(claims_each);
    let desk = session.path().join("desk");
    let left = session.path().join("left");
    fs::create_dir(&desk).unwrap();
    let mut import = Import::start(&session, every);
    let mut seen = BTreeSet::new();
    let mut resumed = BTreeSet::new();
    let mut points = 0;
    while import.goes_on() {
        points += 1;
        copy(&desk, &left);
        let (database, keys) = (left.join("factledger.db"), left.join("keys"));
        // The next program that opens it only repairs it: then it is in one of a few states.
        let has_ledger = open_at(&database, &keys, Access::Write).unwrap().is_some();
        if seen.insert(hash(&left)) {
            if has_ledger {
                let ledger = open_at(&database, &keys, Access::Read).unwrap().unwrap();
                let found = ledger.verify(VerifyOptions::default(), &mut |_, _| {}).unwrap();
                assert!(found.is_sound(), "{:?} at stop {points}", found.findings);
            }
            session.run(&import_into("left")).success();
            resumed.insert(content(&database));
        }
        fs::remove_dir_all(&left).unwrap();
    }
    // Nothing, the empty ledger, and after each of three transactions.
    assert!(seen.len() >= 4, "{}", seen.len());
    let uninterrupted = content(&desk.join("factledger.db"));
    assert_eq!(uninterrupted.0, (FILES + FILES * claims_each) as usize);
    assert_eq!(resumed.into_iter().collect::<Vec<_>>(), [uninterrupted]);
    points
}

#[test]
fn an_import_of_ten_thousand_claims_can_be_killed_at_any_write() {
    if strace::is_here() {
        assert!(killed_at_every(8, 61) >= 35);
    }
}

#[test]
#[ignore = "half an hour: ten times as many, and every write, where the test above takes a sample"]
fn an_import_of_a_hundred_thousand_claims_can_be_killed_at_every_write() {
    if strace::is_here() {
        assert!(killed_at_every(80, 1) > 10_000);
    }
}
