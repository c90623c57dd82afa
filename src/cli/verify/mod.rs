mod advice;
mod against;
mod bundle;
mod form;
mod keys;
mod ledger;
mod outside;
mod proof;
mod site;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

pub(super) use bundle::sound_ledger;

use advice::advice;
use form::OutputFormat;

use super::checkpoint_file;
use super::mailed;
use super::session::{Session, Target};
use crate::bundle::is_archive;
use crate::cli::failure::{Failure, Kind};
use crate::domain::Visible;
use crate::files::sweep_temporary;
use crate::ledger::begins_like_a_ledger;
use crate::publish::is_site;
use crate::terminal::{Console, Progress};
use crate::text::read::{self, Data};
use crate::view::{KeyChange, Verification, WithheldCount, words};

/// Check that nothing has changed since it was recorded
///
/// A ledger, or a backup of one: hashes every entry and their tree; checks every signature, every
/// checkpoint and the texts; and rebuilds the index from the log to compare it row by row.
///
/// A bundle: does the same, rebuilds every file from its log to compare it byte for byte, and
/// checks that the log's key signed the list of files. An archive must be one that this program wrote.
///
/// A proof: checks that its entry is in the log of its checkpoint.
///
/// A copy of a published site: checks its files against their list, its log against its checkpoint, and
/// each proof. What its pages say is not signed, so it cannot be proven; a bundle can prove it.
///
/// A ledger cannot prove by itself that it is the latest copy, or that its owner has not rewritten
/// it. To rule that out, compare it with a checkpoint kept elsewhere; if reviewers cosigned that
/// checkpoint, their names and the times are shown. A bundle cannot prove by itself whose it is:
/// for that, pass the log's key as you got it from its owner.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger verify\n  \
    factledger verify --checkpoint monday.checkpoint\n  \
    factledger verify --format json\n  \
    factledger verify backup.db\n  \
    factledger verify --against laptop.db\n  \
    factledger verify bundle.tar --key log.vkey\n  \
    factledger verify C12.tlog-proof --key log.vkey --key ana.vkey\n  \
    factledger verify site --key log.vkey")]
pub(crate) struct Verify {
    /// A bundle (a folder or a .tar), a proof, a site, or another ledger [default: the ledger]
    #[arg(value_name = "WHAT")]
    what: Option<PathBuf>,

    /// Check that it extends a checkpoint kept elsewhere
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,

    /// Compare with another copy of this ledger: which acts has each that the other lacks
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,

    /// Public key of the log it must be, or a file with it; for a proof the reviewer's key too
    #[arg(long, value_name = "KEY")]
    key: Vec<String>,

    /// Only hash the entries: no signatures, no texts, no index
    #[arg(long)]
    only_hashes: bool,

    /// Rebuild the index from the log first, and restore the guards
    #[arg(long, conflicts_with = "only_hashes")]
    rebuild: bool,

    /// Output format; a proof and a site are always described in words
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

/// What to verify.
enum Subject<'a> {
    Bundle(&'a Path),
    Ledger,
    /// A ledger in this file.
    OtherLedger(&'a Path),
    Proof(&'a Path),
    /// A copy of a published site.
    Site(&'a Path),
}

impl Verify {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        sweep_temporary();
        let subject = match &self.what {
            Some(path) => recognised(path)?,
            None => Subject::Ledger,
        };
        let misfit = match subject {
            Subject::Bundle(_) | Subject::Proof(_) | Subject::Site(_) if self.against.is_some() => {
                Some("`--against` is for a ledger")
            }
            Subject::Bundle(_) | Subject::Site(_) if self.rebuild => {
                Some("`--rebuild` is for a ledger")
            }
            Subject::Bundle(_) | Subject::Site(_) if self.only_hashes => {
                Some("`--only-hashes` is for a ledger")
            }
            Subject::Proof(_)
                if self.rebuild || self.only_hashes || !self.checkpoint.is_empty() =>
            {
                Some("a proof is checked with keys only: `--key KEY`")
            }
            Subject::Proof(_) if self.format == OutputFormat::Json => {
                Some("a proof is described in words only")
            }
            Subject::Site(_) if self.format == OutputFormat::Json => {
                Some("a site is described in words only")
            }
            Subject::Bundle(_)
            | Subject::Ledger
            | Subject::OtherLedger(_)
            | Subject::Proof(_)
            | Subject::Site(_) => None,
        };
        if let Some(misfit) = misfit {
            return Err(Failure::new(Kind::Misused, misfit));
        }
        match subject {
            Subject::Bundle(path) => {
                let done = bundle::verify(&self, session, at, path);
                done.map_err(Failure::of_scratch_ledger)
            }
            Subject::Ledger => ledger::verify(&self, session, at, false),
            Subject::OtherLedger(path) => {
                let other = at.other(path.into());
                let done = ledger::verify(&self, session, &other, true);
                done.map_err(|failure| failure.name_ledger(&other.ledger))
            }
            Subject::Proof(path) => proof::verify(&self, session, path),
            Subject::Site(path) => site::verify(&self, session, path),
        }
    }

    /// The checkpoints that were kept elsewhere.
    fn kept(&self) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        self.checkpoint.iter().map(|file| checkpoint_file::read(file)).collect()
    }
}

/// What a file is, by its first bytes.
fn recognised(path: &Path) -> Result<Subject<'_>, Failure> {
    let name = path.display().to_string();
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error, &name))?;
    if metadata.is_dir() && is_site(path) {
        return Ok(Subject::Site(path));
    }
    if metadata.is_dir() {
        return Ok(Subject::Bundle(path));
    }
    if !metadata.is_file() {
        return Err(Failure::new(Kind::Failed, format!("`{name}` is not a file or a folder")));
    }
    let start = read::load_start(path, 1024)
        .map_err(|error| Failure::of(&error).context(format!("`{name}` cannot be read")))?;
    if start.is_empty() {
        return Err(Failure::new(Kind::Failed, format!("`{name}` is empty: it has 0 bytes")));
    }
    let sent = mailed::restored(&start);
    if begins_like_a_ledger(&start) {
        Ok(Subject::OtherLedger(path))
    } else if sent.starts_with(b"c2sp.org/tlog-proof@") {
        Ok(Subject::Proof(path))
    } else if is_archive(&start) {
        Ok(Subject::Bundle(path))
    } else {
        let what = format!("`{name}` is not a ledger, a bundle or a proof");
        let failure = Failure::new(Kind::Failed, what);
        let packed: [&[u8]; 5] =
            [b"\x1F\x8B", b"BZh", b"\x28\xB5\x2F\xFD", b"\xFD7zXZ\0", b"PK\x03\x04"];
        if packed.iter().any(|mark| start.starts_with(mark)) {
            return Err(failure.hint(
                "it is packed: unpack it first, and verify the folder; \
                 `factledger export --format bundle -o bundle.tar` makes an archive that is \
                 verified as it is",
            ));
        }
        let of_file = read::load(path, 1 << 20).ok().map(|bytes| mailed::restored(&bytes));
        let of_file = of_file.and_then(|bytes| Data::of_text(&String::from_utf8_lossy(&bytes)));
        if let Some(data) = of_file {
            let failure = failure.context(format!("`{name}` is {}", data.what()));
            return Err(match data {
                Data::Checkpoint => failure
                    .hint("to compare a ledger with it: `factledger verify --checkpoint FILE`"),
                Data::PublicKey => failure.hint("`--key FILE` uses it, with a bundle or a proof"),
                Data::Report => failure
                    .hint("a report alone cannot be checked: ask for the bundle, or for a proof"),
                Data::Bundle
                | Data::Csv
                | Data::Database
                | Data::Feed
                | Data::Json
                | Data::JsonLines
                | Data::PrivateKey
                | Data::Proof
                | Data::SignedNote
                | Data::Spreadsheet
                | Data::Tsv
                | Data::Verdicts
                | Data::Xml => failure,
            });
        }
        Err(failure.hint(
            "a ledger whose first page is damaged looks like this, too: \
             `factledger --ledger FILE salvage FOLDER`",
        ))
    }
}

fn unreadable(error: &std::io::Error, name: &str) -> Failure {
    Failure::new(Kind::Failed, error.to_string()).context(format!("`{name}` cannot be read"))
}

/// Do it with a progress line.
pub(super) fn with_progress<T>(
    console: &mut Console<'_>,
    verify: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T,
) -> T {
    showing("verifying entry", console, verify)
}

/// The same for other work on entries.
pub(super) fn showing<T>(
    what: &str,
    console: &mut Console<'_>,
    verify: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T,
) -> T {
    let mut bar = Progress::default();
    let found = verify(&mut |done, total| {
        let number = |count| usize::try_from(count).unwrap_or(usize::MAX);
        bar.show(console, number(done), number(total), what);
    });
    bar.clear(console);
    found
}

/// What is wrong, for people.
fn findings(found: &Verification) -> String {
    let mut lines = String::new();
    for finding in &found.findings {
        for (label, text) in [
            ("WRONG", finding.to_string()),
            ("  still proven:", finding.proven()),
            ("  what to do:", advice(finding).to_owned()),
        ] {
            lines.push_str(&format!("{label} {}\n", Visible::line(&text)));
        }
    }
    if found.more > 0 {
        lines.push_str(&format!("WRONG and {} more\n", words::grouped(found.more)));
    }
    lines
}

/// How many texts and pages there are, for people.
fn contents(found: &Verification) -> String {
    words::count(
        found.contents,
        "text or page matches its hash",
        "texts and pages match their hashes",
    )
}

/// What was checked in the log, for people.
fn log_lines(found: &Verification) -> String {
    let lines = format!(
        "{} hashed, {} and {} are valid\n",
        words::count(found.entries, "entry", "entries"),
        words::count(found.signatures, "signature", "signatures"),
        words::count(found.checkpoints, "checkpoint", "checkpoints"),
    );
    lines
        + &withheld_lines(found)
        + &key_lines(found)
        + &clock_lines(found)
        + &outside::lines(found)
}

/// What is gone on purpose, for people.
fn withheld_lines(found: &Verification) -> String {
    let WithheldCount { contents, redacted, replaced, words: of_people } = found.withheld;
    let mut lines = String::new();
    let mut tell = |number: u64, one: &str, many: &str, proven: &str| {
        if number > 0 {
            lines.push_str(&format!("{}: {proven}\n", words::count(number, one, many)));
        }
    };
    let entries = "the entries fix their hashes, and what they were cannot be shown";
    tell(contents, "text or page is withheld", "texts and pages are withheld", entries);
    tell(
        of_people,
        "note, reason or name is withheld",
        "notes, reasons and names are withheld",
        entries,
    );
    tell(
        redacted,
        "text has lost words that are withheld",
        "texts have lost words that are withheld",
        "what is left is proven where a claim\n  quotes it; elsewhere it is what the entry that withheld \
         them says",
    );
    tell(
        replaced,
        "entry has lost the words that were in it",
        "entries have lost the words that were in them",
        "what is left is no longer proven by\n  the signature of its author, but by the entry that \
         withheld the words",
    );
    lines
}

/// What gave the log another key, for people.
fn key_lines(found: &Verification) -> String {
    let mut lines = String::new();
    for KeyChange { by, entry, from, is_signed, to, .. } in &found.key_changes {
        if *is_signed {
            let (from, to) = (from.id(), to.id());
            lines.push_str(&format!(
                "the key of the log was rotated in {entry}, by {by}: {from} signed {to}\n"
            ));
        } else {
            let before = words::count(entry.0, "entry", "entries");
            lines.push_str(&format!(
                "warning: in {entry}, {by} went on without the key of the log, which did not sign the \
                 new one\n  \
                 proven: the {before} before it are those that the old key signed last\n  \
                 not proven: that {by} may go on; anyone who has the file can do this. Ask {by}, and \
                 compare\n  with a checkpoint from before: --checkpoint FILE\n"
            ));
        }
    }
    lines
}

/// The entries whose time shows that a clock was wrong, for people. It is no finding: an empty
/// battery changes nothing that is proven.
fn clock_lines(found: &Verification) -> String {
    /// Further ones say nothing new.
    const MOST: usize = 10;
    let mut lines = String::new();
    let odd = words::odd_times(&found.odd_times, "now");
    for odd in odd.iter().take(MOST) {
        lines.push_str(&format!("warning: {odd}: a clock was wrong\n"));
    }
    if odd.len() > MOST {
        lines.push_str("warning: more entries have such times; `factledger history` shows them\n");
    }
    lines
}

fn sound_line(found: &Verification) -> String {
    match found.head.filter(|_| found.is_sound()) {
        Some(head) => {
            let what = if found.only_hashes { "the hashes match" } else { "sound" };
            let entries = words::count(head.size, "entry", "entries");
            format!("{what}: {entries}, root {}\n", head.root)
        }
        None => String::new(),
    }
}

/// Fail if anything was found.
fn judged(found: &Verification) -> Result<(), Failure> {
    if found.wrong() > 0 {
        let what = words::count(found.wrong(), "problem", "problems");
        let failure = Failure::new(Kind::Tampered, format!("{what} found"));
        return Err(match found.first_bad() {
            Some(entry) => failure.hint(format!("the first bad entry is `{entry}`")),
            None => failure.hint("no log entry is affected"),
        });
    }
    Ok(())
}
