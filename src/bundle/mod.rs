//! A report with everything that an outsider needs to check it: a folder, or the same in one
//! `.tar`.
//!
//! | file | what it is |
//! |---|---|
//! | `report.html`, `report.json` | the report |
//! | `checkpoint` | the signed state of the log (C2SP tlog-checkpoint) |
//! | `tile/...` | the whole log (C2SP tlog-tiles 0.1.0) |
//! | `entries/E57.note`, `proofs/E57.tlog-proof` | what verdicts rest on, and that it is in the log (C2SP signed-note 1.0.0, tlog-proof@v1) |
//! | `contents/SHA-256` | texts and pages, each under its hash |
//! | `words.jsonl` | what people wrote: notes, reasons, names of claimants, each with the salt of its hash |
//! | `keys/log.vkey`, `keys/reviewers.vkey` | the public keys, one per line |
//! | `VERIFY.md`, `verify.py` | how to check it without this program |
//! | `SHA256SUMS` | the hashes of all of these, as `sha256sum` writes them |
//! | `SHA256SUMS.note` | the hash of that file, signed with the key of the log (C2SP signed-note 1.0.0) |
//!
//! The same ledger and date always give the same bytes. So a bundle is verified by rebuilding it
//! from its log: anything that differs was changed. An archive is compared as a whole with the one
//! written for the same files, so every program unpacks the same files from it.

mod archive;
mod checksums;
mod comparison;
mod files;
mod findings;
mod first_edition;
mod folder;
mod rebuilt;
mod selftest;
mod tar;
mod verify;
mod words;
mod write;

use std::io::{self, Write};

pub use archive::{OddArchive, is_archive};
pub use checksums::{NOTE, SUMS};
pub use comparison::{Comparison, Difference};
pub use files::{BundleError, BundleFiles, Odd, Unlisted};
pub use findings::VerifyError;
pub use first_edition::FirstEdition;
pub use folder::Folder;
pub use selftest::{SelftestError, try_tampering};
pub use tar::Tar;
pub use verify::{OpenBundle, VerifiedBundle};
pub use write::{Packed, write};

use checksums::Checksums;
use words::WORDS;

use crate::domain::{EntryId, Sha256};
use crate::export::{self, WriteError};
use crate::ledger::{Bundle, LedgerError};
use crate::merkle::{NotATile, Packer, Tile, entry_leaf};

/// The version of the program, which determines the words of a report.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Receives the files of a bundle, one after the other: everything written between `begin` and
/// `end` is one file.
pub trait BundleSink: Write {
    /// `path` is relative, with `/` between its names.
    fn begin(&mut self, path: &str) -> io::Result<()>;

    fn end(&mut self) -> io::Result<()>;
}

/// The version whose words a bundle has.
pub enum Edition {
    /// This version's.
    Current,
    /// Those of version 0.1.0.
    First(FirstEdition),
}

/// Write all files of a bundle to a sink. Returns the hash of `SHA256SUMS`, which fixes all others.
pub fn pack(
    bundle: Bundle<'_>,
    edition: &Edition,
    sink: &mut dyn BundleSink,
) -> Result<Sha256, WriteError<LedgerError>> {
    let mut sink = Checksums::new(sink);
    let of_report = match edition {
        Edition::Current => export::Edition::Current,
        Edition::First(_) => export::Edition::First,
    };
    sink.begin("report.html")?;
    export::write_html(of_report, &bundle.report, &bundle.source, &mut sink)?;
    sink.end()?;
    sink.begin("report.json")?;
    export::write_json(of_report, &bundle.report, &bundle.source, &mut sink)?;
    sink.end()?;
    sink.put("checkpoint", bundle.checkpoint.as_bytes())?;
    sink.put("keys/log.vkey", format!("{}\n", bundle.log_key).as_bytes())?;
    let keys: String = bundle.reviewer_keys.iter().map(|key| format!("{key}\n")).collect();
    sink.put("keys/reviewers.vkey", keys.as_bytes())?;
    let mut packer = Packer::default();
    for entry in bundle.entries {
        let entry = entry.map_err(WriteError::Sections)?;
        packer.push(&entry, entry_leaf(&entry), |tile, bytes| put_tile(&mut sink, tile, bytes))?;
    }
    packer.finish(|tile, bytes| put_tile(&mut sink, tile, bytes))?;
    for proof in bundle.proofs {
        let proof = proof.map_err(WriteError::Sections)?;
        let id = EntryId(proof.index);
        let entry = proof.extra.as_deref().unwrap_or_default();
        sink.put(&format!("entries/{id}.note"), entry)?;
        sink.put(&format!("proofs/{id}.tlog-proof"), proof.to_string().as_bytes())?;
    }
    for content in bundle.contents {
        let (sha256, bytes) = content.map_err(WriteError::Sections)?;
        sink.put(&format!("contents/{sha256}"), &bytes)?;
    }
    let mut words = bundle.words.peekable();
    if words.peek().is_some() {
        sink.begin(WORDS)?;
        for text in words {
            let text = text.map_err(WriteError::Sections)?;
            sink.write_all(&serde_json::to_vec(&text).map_err(io::Error::from)?)?;
            sink.write_all(b"\n")?;
        }
        sink.end()?;
    }
    let verdict = bundle.verdict.map(|(claim, entry)| (claim.to_string(), entry.to_string()));
    match edition {
        Edition::Current => {
            sink.put("VERIFY.md", instructions(verdict).as_bytes())?;
            sink.put("verify.py", include_bytes!("verify.py"))?;
        }
        Edition::First(edition) => {
            sink.put("VERIFY.md", edition.instructions(verdict))?;
            sink.put("verify.py", edition.script())?;
        }
    }
    Ok(sink.finish(bundle.sign.as_deref())?)
}

/// The instructions, with the ids of a verdict and its claim as the example.
fn instructions(verdict: Option<(String, String)>) -> String {
    let instructions = include_str!("VERIFY.md").replace("{{VERSION}}", VERSION);
    match verdict {
        Some((claim, entry)) => {
            instructions.replace("{{CLAIM}}", &claim).replace("{{ENTRY}}", &entry)
        }
        None => without_verdict(&instructions),
    }
}

fn put_tile<E>(sink: &mut Checksums<'_>, tile: Tile, bytes: &[u8]) -> Result<(), WriteError<E>> {
    Ok(sink.put(&tile.to_string(), bytes)?)
}

impl<E> From<NotATile> for WriteError<E> {
    fn from(error: NotATile) -> Self {
        Self::Output(io::Error::other(error))
    }
}

/// The instructions for a ledger without reviews: without the part that follows a verdict.
fn without_verdict(instructions: &str) -> String {
    let (before, rest) =
        instructions.split_once("<!-- a verdict -->\n").unwrap_or((instructions, ""));
    let (_, after) = rest.split_once("<!-- end of the verdict -->\n").unwrap_or(("", rest));
    format!("{before}No claim of this ledger has been reviewed yet.\n{after}")
}
