//! A report with all that an outsider needs to check it: a folder, or the same in one `.tar`.
//!
//! | file | what it is |
//! |---|---|
//! | `report.html`, `report.json` | the report |
//! | `checkpoint` | the signed state of the log (C2SP tlog-checkpoint) |
//! | `tile/...` | the whole log (C2SP tlog-tiles 0.1.0) |
//! | `entries/E57.note`, `proofs/E57.tlog-proof` | what verdicts rest on, and that it is in the log (C2SP signed-note 1.0.0, tlog-proof@v1) |
//! | `contents/SHA-256` | texts and pages, each under its hash |
//! | `keys/log.vkey`, `keys/reviewers.vkey` | the public keys, one a line |
//! | `SHA256SUMS` | the hashes of all of these, as `sha256sum` writes them |
//! | `VERIFY.md`, `verify.py` | how to check it without this program |
//!
//! The same ledger and the same moment make the same bytes. So a bundle is verified by making it
//! again out of its log: whatever differs was changed.

mod comparison;
mod folder;
mod sums;
mod tar;

use std::io::{self, Write};

pub use comparison::{Comparison, Difference};
pub use folder::Folder;
pub use tar::Tar;

use sums::Sums;

use super::{Format, WriteError};
use crate::domain::{Position, Sha256};
use crate::merkle::{NotATile, Packer, Tile};
use crate::report::Bundle;

/// The version of the program, which writes and compares the words of a report.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the files of a bundle go, one after the other: what is written between `begin` and `end`
/// is one file.
pub trait Shelf: Write {
    /// `path` is relative, with `/` between its names.
    fn begin(&mut self, path: &str) -> io::Result<()>;

    fn end(&mut self) -> io::Result<()>;
}

/// Put all files of a bundle on a shelf. Returns the hash of the last, `SHA256SUMS`, which fixes all
/// others.
pub fn pack<E>(bundle: Bundle<'_, E>, shelf: &mut dyn Shelf) -> Result<Sha256, WriteError<E>> {
    let mut shelf = Sums::new(shelf);
    for (path, format) in [("report.html", Format::Html), ("report.json", Format::Json)] {
        shelf.begin(path)?;
        super::write(format, &bundle.report, &mut (bundle.sections)(), &mut shelf)?;
        shelf.end()?;
    }
    shelf.put("checkpoint", bundle.checkpoint.as_bytes())?;
    shelf.put("keys/log.vkey", format!("{}\n", bundle.log_key).as_bytes())?;
    let keys: String = bundle.reviewer_keys.iter().map(|key| format!("{key}\n")).collect();
    shelf.put("keys/reviewers.vkey", keys.as_bytes())?;
    let mut packer = Packer::default();
    for entry in bundle.entries {
        let entry = entry.map_err(WriteError::Sections)?;
        packer.push(&entry, |tile, bytes| put_tile(&mut shelf, tile, bytes))?;
    }
    packer.finish(|tile, bytes| put_tile(&mut shelf, tile, bytes))?;
    for proof in bundle.proofs {
        let proof = proof.map_err(WriteError::Sections)?;
        let id = Position(proof.index);
        let entry = proof.extra.as_deref().unwrap_or_default();
        shelf.put(&format!("entries/{id}.note"), entry)?;
        shelf.put(&format!("proofs/{id}.tlog-proof"), proof.to_string().as_bytes())?;
    }
    for content in bundle.contents {
        let (sha256, bytes) = content.map_err(WriteError::Sections)?;
        shelf.put(&format!("contents/{sha256}"), &bytes)?;
    }
    let instructions = include_str!("VERIFY.md").replace("{{VERSION}}", VERSION);
    let instructions = match bundle.verdict {
        Some((claim, entry)) => instructions
            .replace("{{CLAIM}}", &claim.to_string())
            .replace("{{ENTRY}}", &entry.to_string()),
        None => without_verdict(&instructions),
    };
    shelf.put("VERIFY.md", instructions.as_bytes())?;
    shelf.put("verify.py", include_bytes!("verify.py"))?;
    Ok(shelf.finish()?)
}

fn put_tile<E>(shelf: &mut Sums<'_>, tile: Tile, bytes: &[u8]) -> Result<(), WriteError<E>> {
    Ok(shelf.put(&tile.to_string(), bytes)?)
}

impl<E> From<NotATile> for WriteError<E> {
    fn from(error: NotATile) -> Self {
        Self::Output(io::Error::other(error))
    }
}

/// The instructions for a ledger in which nobody has judged anything: without the part that takes
/// a verdict as its example.
fn without_verdict(instructions: &str) -> String {
    let (before, rest) =
        instructions.split_once("<!-- a verdict -->\n").unwrap_or((instructions, ""));
    let (_, after) = rest.split_once("<!-- end of the verdict -->\n").unwrap_or(("", rest));
    format!("{before}Nobody has judged a claim of this ledger yet.\n{after}")
}
