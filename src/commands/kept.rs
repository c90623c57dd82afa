use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::failure::{Failure, Kind};

/// Read a checkpoint that was kept elsewhere, or sent. It comes with what it is called.
pub(super) fn checkpoint(file: &Path) -> Result<(String, Vec<u8>), Failure> {
    /// In bytes: a hundred signatures, each with the longest name, are not so many.
    const LONGEST: u64 = 64 << 10;
    let name = file.display().to_string();
    let mut note = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut note));
    let why = match read {
        Ok(_) if note.len() as u64 > LONGEST => "it is too long for one".to_owned(),
        Ok(_) => return Ok((name, note)),
        Err(error) => error.to_string(),
    };
    Err(Failure::new(Kind::Failed, why).context(format!("the checkpoint `{name}` cannot be read")))
}
