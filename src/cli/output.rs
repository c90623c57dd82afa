use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::cli::failure::{Failure, Kind};
use crate::unfinished::UnfinishedFolder;

/// Write a file that is whole or not there: it gets its name when the last byte is on the disk.
pub(super) fn into_file(
    file: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    into_place(file, force, |unfinished| {
        let mut out = BufWriter::new(unfinished.as_file_mut());
        write(&mut out)?;
        Ok(out.flush()?)
    })
}

/// The same for whoever writes files by their names.
pub(super) fn into_place(
    file: &Path,
    force: bool,
    write: impl FnOnce(&mut NamedTempFile) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| failed(file, &error);
    is_free(file, force)?;
    let folder = folder_of(file);
    // In a folder of its own, with all that SQLite may put beside it.
    let around = UnfinishedFolder::new_in(folder).map_err(failed)?;
    let mut unfinished = tempfile::Builder::new();
    let unfinished = of_mode(&mut unfinished, 0o644).tempfile_in(around.path());
    let mut unfinished = unfinished.map_err(failed)?;
    write(&mut unfinished)
        .map_err(|failure| failure.context(format!("`{}` cannot be written", file.display())))?;
    unfinished.as_file().sync_all().map_err(failed)?;
    let finished =
        if force { unfinished.persist(file) } else { unfinished.persist_noclobber(file) };
    finished.map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Whether a file may be written there, or why not.
pub(super) fn is_free(file: &Path, force: bool) -> Result<(), Failure> {
    let failed = |error: io::Error| failed(file, &error);
    match fs::symlink_metadata(file) {
        Ok(metadata) if metadata.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => {
            Err(failed(io::Error::other("it is not a file")))
        }
        Ok(_) if !force => Err(there_already("a file", file).hint("`--force` writes over it")),
        Ok(_) | Err(_) => fs::metadata(folder_of(file)).map(|_| ()).map_err(failed),
    }
}

/// Write a folder that is whole or not there. What is there already is left as it is.
pub(super) fn into_folder(
    folder: &Path,
    write: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if fs::symlink_metadata(folder).is_ok() {
        return Err(there_already("something called", folder).hint("name another folder"));
    }
    let failed = |error: io::Error| failed(folder, &error);
    let around = folder_of(folder);
    fs::metadata(around).map_err(failed)?;
    let unfinished = UnfinishedFolder::new_in(around).map_err(failed)?;
    let contents = unfinished.contents().map_err(failed)?;
    write(&contents)
        .map_err(|failure| failure.context(format!("`{}` cannot be written", folder.display())))?;
    fs::rename(contents, folder).map_err(failed)?;
    sync_folder(around);
    Ok(())
}

fn failed(file: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Failed, error.to_string())
        .context(format!("`{}` cannot be written", file.display()))
}

fn there_already(what: &str, file: &Path) -> Failure {
    Failure::new(Kind::Failed, format!("there is {what} `{}` already", file.display()))
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// A new name outlives a power cut when its folder is on the disk. Where a folder cannot be synced,
/// the file is there all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// The same of all that is in a folder, and of the folder.
pub(super) fn sync_all_in(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_type()?.is_dir() {
            sync_all_in(&file.path())?;
        } else {
            // Only who may write to a file can sync it everywhere.
            fs::OpenOptions::new().write(true).open(file.path())?.sync_all()?;
        }
    }
    sync_folder(folder);
    Ok(())
}

/// It is for others to read, unlike what temporary files and folders mostly hold.
fn of_mode<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
    mode: u32,
) -> &'a mut tempfile::Builder<'b, 'b> {
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}
