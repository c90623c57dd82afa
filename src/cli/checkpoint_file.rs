use std::path::Path;

use super::mailed;
use crate::cli::failure::{Failure, Kind};
use crate::text::read::{self, Data, ReadError};

const NO_CHECKPOINT: &str = "this says nothing about the ledger; `factledger checkpoint -o FILE` writes a checkpoint,\n\
     and one that is sent as an attachment arrives as it was written";

/// Read a checkpoint that was kept elsewhere, or sent. Returns its name too. What mail and editors
/// do to its lines is undone; a file that is no checkpoint says nothing about the ledger.
pub(super) fn read(file: &Path) -> Result<(String, Vec<u8>), Failure> {
    /// In bytes: more than a hundred signatures with the longest names take.
    const LONGEST: u64 = 64 << 10;
    let name = file.display().to_string();
    let failed =
        |failure: Failure| failure.context(format!("the checkpoint `{name}` cannot be read"));
    let note = read::load(file, LONGEST).map_err(|error| match error {
        ReadError::TooLarge { .. } => failed(
            Failure::new(Kind::Misused, "it is too long to be a checkpoint").hint(NO_CHECKPOINT),
        ),
        error => failed(Failure::of(&error)),
    })?;
    let note = mailed::restored(&note);
    let found = std::str::from_utf8(&note).ok().and_then(Data::of_text);
    if found == Some(Data::Checkpoint) {
        return Ok((name, note));
    }
    let what = match found {
        Some(data) => format!("it is {}", data.what()),
        None => "it is not a checkpoint: name, size and root of a log, and signatures".to_owned(),
    };
    Err(failed(Failure::new(Kind::Misused, what).hint(NO_CHECKPOINT)))
}
