use std::ops::Range;
use std::path::PathBuf;

use clap::Args;

use super::output::into_folder;
use super::session::{Session, Target};
use super::verify::with_progress;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{EntryId, Visible};
use crate::files::{FileError, NewFolder};
use crate::ledger::{self, LedgerError, Salvaged, ServerError, StoreError};
use crate::terminal::shell_quoted;
use crate::view::words;

/// Rescue everything that still verifies from a damaged ledger
///
/// The folder gets `ledger.db`, a ledger up to the last checkpoint before which no entry is
/// missing; `entries/`, the later entries that verify, one file each; `contents/`, the texts and
/// pages that are not in that ledger; and `unproven/`, whatever reads like an entry but cannot be
/// proven to be one. The damaged file is only read. The exit code is 0 if the new ledger is sound and has
/// everything, otherwise 3. A backup is better: look for one first.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger --ledger damaged.db salvage saved")]
pub(crate) struct Salvage {
    /// Folder to create
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// The new ledger, in that folder.
const LEDGER: &str = "ledger.db";

impl Salvage {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let Some(damaged) = at.ledger.file() else {
            return Err(LedgerError::from(StoreError::Server(ServerError::OnlyFiles)).into());
        };
        let saved = into_folder(&self.folder, |folder| {
            let to = folder.unfinished_path().join(LEDGER);
            let salvaged = with_progress(&mut session.console, |progress| {
                ledger::salvage(damaged, &to, progress)
            })?;
            write(folder, &salvaged)?;
            if salvaged.size == 0 && salvaged.unproven.is_empty() {
                return Err(Failure::new(Kind::Tampered, "no entry in it verifies")
                    .hint("restore the ledger from a backup"));
            }
            folder.sync()?;
            Ok(salvaged)
        })?;
        session.console.out.write_all(self.told(&saved).as_bytes())?;
        self.loss(&saved).map_or(Ok(()), Err)
    }

    /// What was saved, and where it is.
    fn told(&self, saved: &Salvaged) -> String {
        let place = |name: &str| {
            let place = self.folder.join(name).display().to_string();
            Visible::line(&place).to_string()
        };
        let entries = words::count(saved.size, "entry", "entries");
        let verified = words::grouped(saved.size - saved.lost());
        let mut told = format!("{verified} of {entries} verify\n");
        if !saved.missing.is_empty() {
            told += &format!("missing: {}\n", ranges(&saved.missing));
        }
        told += &match &saved.whole {
            None => "no ledger could be made: no checkpoint is intact\n".to_owned(),
            Some(whole) => {
                let sound = match (whole.is_sound(), whole.is_intact()) {
                    (true, _) => "sound",
                    (false, true) => {
                        "intact; `factledger verify` names entries in it that have no effect"
                    }
                    (false, false) => "not sound: verify it",
                };
                let entries = words::count(whole.entries, "entry", "entries");
                format!("{} has the first {entries}, and is {sound}\n", place(LEDGER))
            }
        };
        for (pieces, one, many, name) in [
            (saved.entries.len(), "further entry", "further entries", "entries"),
            (saved.contents.len(), "text or page", "texts and pages", "contents"),
            (saved.unproven.len(), UNPROVEN.0, UNPROVEN.1, "unproven"),
            (saved.words.len(), "note or name", "notes and names", WORDS),
        ] {
            if pieces > 0 {
                let pieces = words::count(pieces as u64, one, many);
                told += &format!("{pieces} in {}\n", place(name));
            }
        }
        told
    }

    /// A failure, if something was not saved, or only in pieces.
    fn loss(&self, saved: &Salvaged) -> Option<Failure> {
        let ledger = self.folder.join(LEDGER).display().to_string();
        let elsewhere =
            "look for them in backups and bundles: `factledger verify` shows which are intact";
        let (what, hint) = if saved.lost() > 0 {
            let entries = words::count(saved.lost(), "entry is", "entries are");
            (format!("{entries} missing"), elsewhere.to_owned())
        } else if saved.whole.is_none() {
            let what = "there is no new ledger, only pieces".to_owned();
            (
                what,
                "look for a backup or a bundle: `factledger verify` shows which are intact".into(),
            )
        } else if saved.whole.as_ref().is_some_and(|whole| !whole.is_intact()) {
            let verify = format!("`factledger verify {}` shows why", shell_quoted(&ledger));
            ("the new ledger is not sound".to_owned(), verify)
        } else if !saved.entries.is_empty() {
            let further = saved.entries.len() as u64;
            let entries = words::count(further, "entry is", "entries are");
            (format!("{entries} not in the new ledger"), elsewhere.to_owned())
        } else if !saved.unproven.is_empty() {
            let pieces = words::count(saved.unproven.len() as u64, UNPROVEN.0, UNPROVEN.1);
            (format!("there are {pieces}"), elsewhere.to_owned())
        } else {
            return None;
        };
        Some(Failure::new(Kind::Tampered, what).hint(hint))
    }
}

/// The file with what people wrote, as in a bundle.
const WORDS: &str = "words.jsonl";

/// One such piece, and many.
const UNPROVEN: (&str, &str) = ("piece that cannot be proven", "pieces that cannot be proven");

fn write(folder: &NewFolder, saved: &Salvaged) -> Result<(), FileError> {
    let entries = saved.entries.iter().map(|(id, bytes)| (format!("entries/{id}.note"), bytes));
    let contents = saved.contents.iter().map(|(hash, bytes)| (format!("contents/{hash}"), bytes));
    let unproven =
        saved.unproven.iter().map(|(leaf, bytes)| (format!("unproven/{leaf}.note"), bytes));
    for (name, bytes) in entries.chain(contents).chain(unproven) {
        folder.put(&name, bytes)?;
    }
    if saved.words.is_empty() {
        return Ok(());
    }
    let mut lines = Vec::new();
    for text in saved.words.values() {
        lines.extend(serde_json::to_vec(text).unwrap_or_default());
        lines.push(b'\n');
    }
    folder.put(WORDS, &lines)
}

/// `E31 to E33, E40`.
fn ranges(missing: &[Range<u64>]) -> String {
    let runs = missing.iter().map(|run| {
        let (first, last) = (EntryId(run.start), EntryId(run.end - 1));
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    });
    runs.collect::<Vec<_>>().join(", ")
}
