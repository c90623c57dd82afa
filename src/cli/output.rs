use std::path::Path;

use crate::cli::failure::Failure;
use crate::files::{IfExists, NewFile, NewFolder};

/// Write a file completely or not at all.
pub(super) fn into_file<T>(
    file: &Path,
    if_exists: IfExists,
    write: impl FnOnce(&mut NewFile) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut new = NewFile::begin(file, if_exists)?;
    let written = write(&mut new).map_err(|failure| failure.context(not_written(file)))?;
    new.finish()?;
    Ok(written)
}

/// Write a folder completely or not at all. An existing folder is left as it is.
pub(super) fn into_folder<T>(
    folder: &Path,
    write: impl FnOnce(&NewFolder) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let new = NewFolder::begin(folder)?;
    let written = write(&new).map_err(|failure| failure.context(not_written(folder)))?;
    new.finish()?;
    Ok(written)
}

/// The meaning of `--force`.
pub(super) fn forced(force: bool) -> IfExists {
    if force { IfExists::Replace } else { IfExists::Refuse }
}

fn not_written(path: &Path) -> String {
    format!("`{}` cannot be written", path.display())
}
