//! Tampers with bundles, to see whether it is found.

use std::fs;
use std::io;
use std::path::Path;

use super::{Edition, Folder, OpenBundle, SUMS, Tar, write};
use crate::domain::{Sha256, Timestamp};
use crate::export::WriteError;
use crate::keys::KeyFolder;
use crate::ledger::{Ledger, LedgerError};
use crate::view::Trial;

const ON: &str = "bundle";

/// How a bundle in a folder is changed, and whether the list of its files is adjusted to match.
type Tampering = (&'static str, fn(&Path) -> io::Result<()>);

const TAMPERINGS: [Tampering; 10] = [
    ("a letter of report.html", |bundle| replace(bundle, "report.html", "17 of 19", "18 of 19")),
    ("a letter of report.json", |bundle| replace(bundle, "report.json", "17 of 19", "18 of 19")),
    ("a letter of an entry", |bundle| replace(bundle, "entries/E4.note", "disputed", "disbuted")),
    ("a letter of a note", |bundle| replace(bundle, "words.jsonl", "17 of 19", "18 of 19")),
    ("a proof", |bundle| replace(bundle, "proofs/E4.tlog-proof", "index 4", "index 5")),
    ("the size in the checkpoint", |bundle| replace(bundle, "checkpoint", "\n8\n", "\n9\n")),
    ("the checks that come with it", |bundle| replace(bundle, "verify.py", "return 3", "return 0")),
    ("a file removed", |bundle| fs::remove_file(bundle.join("entries/E4.note"))),
    ("a file added", |bundle| fs::write(bundle.join("READ ME"), "all is well")),
    ("a folder added", |bundle| fs::create_dir(bundle.join("all is well"))),
];

/// Why a tampering could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum SelftestError {
    #[error("a bundle cannot be written to be tampered with")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<WriteError<LedgerError>> for SelftestError {
    fn from(error: WriteError<LedgerError>) -> Self {
        match error {
            WriteError::House(error) => Self::Io(std::io::Error::other(error)),
            WriteError::Output(error) => Self::Io(error),
            WriteError::Sections(error) => Self::Ledger(error),
        }
    }
}

/// Make bundles of a scratch ledger in a folder, and tamper with them.
pub fn try_tampering(
    ledger: &mut Ledger,
    keys: &KeyFolder,
    now: Timestamp,
    folder: &Path,
) -> Result<Vec<Trial>, SelftestError> {
    let signer = ledger.bundle_signer()?;
    let mut write_to = |path: &Path| -> Result<(), SelftestError> {
        fs::create_dir(path)?;
        write(ledger, now, Some(&signer), &Edition::Current, &mut Folder::new(path))?;
        Ok(())
    };
    let found = |bundle: &Path| first_finding(bundle, keys, now);
    let whole = folder.join("bundle");
    write_to(&whole)?;
    let mut trials = vec![trial("nothing at all", false, found(&whole))];
    for (number, (what, tamper)) in TAMPERINGS.into_iter().enumerate() {
        for is_listed_again in [false, true] {
            let copy = folder.join(format!("bundle-{number}-{is_listed_again}"));
            write_to(&copy)?;
            tamper(&copy)?;
            let what = if is_listed_again {
                list_again(&copy)?;
                format!("{what}, with the list of files adjusted to match")
            } else {
                what.to_owned()
            };
            trials.push(trial(&what, true, found(&copy)));
        }
    }
    let archive = folder.join("bundle.tar");
    let mut bytes = Vec::new();
    let mut tar = Tar::new(&mut bytes);
    write(ledger, now, Some(&signer), &Edition::Current, &mut tar)?;
    tar.finish()?;
    fs::write(&archive, &bytes)?;
    trials.push(trial("nothing at all, as an archive", false, found(&archive)));
    bytes.extend_from_within(..);
    fs::write(&archive, &bytes)?;
    trials.push(trial("a second archive after the first", true, found(&archive)));
    Ok(trials)
}

fn trial(what: &str, is_promised: bool, found: Option<String>) -> Trial {
    Trial { found, is_promised, on: ON, what: what.to_owned() }
}

/// The first finding for a bundle, or why it cannot be verified.
fn first_finding(bundle: &Path, keys: &KeyFolder, now: Timestamp) -> Option<String> {
    let verified = OpenBundle::open(bundle, keys.clone())
        .and_then(|bundle| bundle.verify(Vec::new(), now, &mut |_, _| {}));
    match verified {
        Ok(verified) => verified.found.findings.first().map(ToString::to_string),
        Err(error) => Some(error.to_string()),
    }
}

/// Change words in a file of a bundle. They must be there.
fn replace(bundle: &Path, file: &str, words: &str, others: &str) -> io::Result<()> {
    let path = bundle.join(file);
    let text = fs::read_to_string(&path)?;
    if !text.contains(words) {
        return Err(io::Error::other(format!("there is no `{words}` in `{file}`")));
    }
    fs::write(path, text.replace(words, others))
}

/// Write the list of files again, as they are now.
fn list_again(bundle: &Path) -> io::Result<()> {
    let list = fs::read_to_string(bundle.join(SUMS))?;
    let mut lines = String::new();
    for line in list.lines() {
        let path = line.split_once("  ").map_or(line, |(_, path)| path);
        if let Ok(bytes) = fs::read(bundle.join(path)) {
            lines.push_str(&format!("{}  {path}\n", Sha256::of(bytes)));
        }
    }
    if let Ok(bytes) = fs::read(bundle.join("READ ME")) {
        lines.insert_str(0, &format!("{}  READ ME\n", Sha256::of(bytes)));
    }
    fs::write(bundle.join(SUMS), lines)
}
