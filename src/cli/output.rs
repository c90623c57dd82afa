use std::path::Path;

use crate::cli::failure::Failure;
use crate::files::{IfExists, NewFile, NewFolder};

/// Write a file that is whole or not there.
pub(super) fn into_file(
    file: &Path,
    if_exists: IfExists,
    write: impl FnOnce(&mut NewFile) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut new = NewFile::begin(file, if_exists)?;
    write(&mut new).map_err(|failure| failure.context(not_written(file)))?;
    Ok(new.finish()?)
}

/// Write a folder that is whole or not there. What is there already is left as it is.
pub(super) fn into_folder(
    folder: &Path,
    write: impl FnOnce(&NewFolder) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let new = NewFolder::begin(folder)?;
    write(&new).map_err(|failure| failure.context(not_written(folder)))?;
    Ok(new.finish()?)
}

/// What `--force` says.
pub(super) fn forced(force: bool) -> IfExists {
    if force { IfExists::Replace } else { IfExists::Refuse }
}

fn not_written(path: &Path) -> String {
    format!("`{}` cannot be written", path.display())
}
