use std::path::Path;

use crate::cli::failure::Failure;
use crate::text::read;

/// Read a checkpoint that was kept elsewhere, or sent. It comes with what it is called.
pub(super) fn read(file: &Path) -> Result<(String, Vec<u8>), Failure> {
    /// In bytes: a hundred signatures, each with the longest name, are not so many.
    const LONGEST: u64 = 64 << 10;
    let name = file.display().to_string();
    let note = read::load(file, LONGEST).map_err(|error| {
        Failure::of(&error).context(format!("the checkpoint `{name}` cannot be read"))
    })?;
    Ok((name, note))
}
