use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::into_folder;
use super::session::{At, Session};
use super::verify::with_progress;
use crate::domain::Position;
use crate::failure::{Failure, Kind};
use crate::ledger::{self, Salvaged};
use crate::report::words;

/// Save from a damaged ledger all that still verifies
///
/// Into the folder go: `ledger.db`, a sound ledger of all that stands before the first entry that is
/// missing; `entries/`, one by one, those that stand after it and verify; `contents/`, the texts and
/// pages of these; and `unproven/`, what reads like an entry and cannot be proven to be one. The
/// damaged file is only read. A backup is better: look for one first.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger --ledger damaged.db salvage saved")]
pub(crate) struct Salvage {
    /// Where to; a folder that is not there yet
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// The new ledger, in that folder.
const LEDGER: &str = "ledger.db";

impl Salvage {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        let mut saved = None;
        into_folder(&self.folder, |folder| {
            let to = folder.join(LEDGER);
            let salvaged = with_progress(&mut session.console, |progress| {
                ledger::salvage(&at.ledger, &to, progress)
            });
            let salvaged = salvaged.map_err(|error| at.failure(error))?;
            write(folder, &salvaged)?;
            if salvaged.size == 0 && salvaged.unproven.is_empty() {
                return Err(Failure::new(Kind::Failed, "there is no entry in it that verifies")
                    .hint("restore the ledger from a backup"));
            }
            saved = Some(salvaged);
            Ok(())
        })?;
        let Some(saved) = saved else { return Ok(()) };
        let out = &mut session.console.out;
        let verified = saved.size - saved.lost();
        writeln!(
            out,
            "{} of {} verify",
            words::grouped(verified),
            words::count(saved.size, "entry", "entries")
        )?;
        if !saved.missing.is_empty() {
            writeln!(out, "missing: {}", ranges(&saved.missing))?;
        }
        let place = self.folder.join(LEDGER);
        match &saved.whole {
            None => writeln!(out, "no ledger could be made: there is no checkpoint that is whole")?,
            Some(whole) => {
                let sound = if whole.is_sound() { "sound" } else { "not sound: verify it" };
                let entries = words::count(whole.entries, "entry", "entries");
                writeln!(out, "{} has the first {entries}, and is {sound}", place.display())?;
            }
        }
        for (pieces, one, many, name) in [
            (saved.entries.len(), "further entry", "further entries", "entries"),
            (saved.contents.len(), "text or page", "texts and pages", "contents"),
            (
                saved.unproven.len(),
                "piece that cannot be proven",
                "pieces that cannot be proven",
                "unproven",
            ),
        ] {
            if pieces > 0 {
                let place = self.folder.join(name);
                writeln!(out, "{} in {}", words::count(pieces as u64, one, many), place.display())?;
            }
        }
        if saved.missing.is_empty() {
            return Ok(());
        }
        Err(Failure::new(
            Kind::Tampered,
            format!("{} missing", words::count(saved.lost(), "entry is", "entries are")),
        )
        .hint("look for them in backups and bundles: `factledger verify` tells which are whole"))
    }
}

fn write(folder: &Path, saved: &Salvaged) -> Result<(), Failure> {
    let entries = saved.entries.iter().map(|(id, bytes)| (format!("entries/{id}.note"), bytes));
    let contents = saved.contents.iter().map(|(hash, bytes)| (format!("contents/{hash}"), bytes));
    let unproven =
        saved.unproven.iter().map(|(leaf, bytes)| (format!("unproven/{leaf}.note"), bytes));
    for (name, bytes) in entries.chain(contents).chain(unproven) {
        let path = folder.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// `E31 to E33, E40`.
fn ranges(missing: &[Range<u64>]) -> String {
    let runs = missing.iter().map(|run| {
        let (first, last) = (Position(run.start), Position(run.end - 1));
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    });
    runs.collect::<Vec<_>>().join(", ")
}
