use std::path::Path;

use crate::cli::failure::{Failure, Kind};
use crate::text::read;

/// Read a checkpoint that was kept elsewhere, or sent. Returns its name too.
pub(super) fn read(file: &Path) -> Result<(String, Vec<u8>), Failure> {
    /// In bytes: more than a hundred signatures with the longest names take.
    const LONGEST: u64 = 64 << 10;
    let name = file.display().to_string();
    let failed =
        |failure: Failure| failure.context(format!("the checkpoint `{name}` cannot be read"));
    let note = read::load(file, LONGEST).map_err(|error| failed(Failure::of(&error)))?;
    match resaved(&note) {
        Some((what, hint)) => Err(failed(Failure::new(Kind::Failed, what).hint(hint))),
        None => Ok((name, note)),
    }
}

/// What an editor or a mail program did to the bytes, and how to undo it. The log was not
/// tampered with, but no signature matches such bytes.
fn resaved(note: &[u8]) -> Option<(&'static str, &'static str)> {
    if note.starts_with(b"\xff\xfe") || note.starts_with(b"\xfe\xff") {
        Some(("it was saved as UTF-16, and a checkpoint is UTF-8", "save it as UTF-8"))
    } else if note.starts_with(b"\xef\xbb\xbf") {
        Some((
            "it begins with a byte order mark, which is not part of a checkpoint",
            "save it as UTF-8 without the mark: `tail -c +4 FILE > NEW`",
        ))
    } else if note.windows(2).any(|pair| pair == b"\r\n") {
        Some((
            "its lines end in CR LF, as on Windows; those of a checkpoint end in LF alone",
            "save it with Unix line ends: `tr -d '\\r' < FILE > NEW`",
        ))
    } else {
        None
    }
}
