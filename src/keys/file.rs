//! Files that are for their owner alone, and whole or not there.

use std::fs;
use std::io;
use std::path::Path;

use super::KeyError;
use crate::merkle::NotAKey;
use crate::unfinished::UnfinishedFile;

pub(super) fn read_private(path: &Path) -> Result<String, KeyError> {
    /// In bytes. A key is one line; whatever is longer is none.
    const LONGEST: u64 = 4096;
    let failed = |source| KeyError::Io { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(failed)?;
    if is_open(&metadata) {
        return Err(KeyError::Open { path: path.to_owned() });
    }
    if !metadata.is_file() || metadata.len() > LONGEST {
        return Err(KeyError::Malformed { path: path.to_owned(), source: NotAKey::Form });
    }
    fs::read_to_string(path).map_err(failed)
}

/// Write a file that is not there yet. It is whole or not there, and so is its folder: only then
/// may the ledger say that it exists.
pub(super) fn create_private(path: &Path, text: &str) -> io::Result<()> {
    let was_there = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let folder = folder_for(path)?;
    let unfinished = unfinished(folder, text)?;
    unfinished.sync()?;
    unfinished.finish(path, true)?;
    sync_folders(folder, was_there)
}

/// Write a file anew: it is what it was, or what it is to be, and on the disk when this returns.
pub(super) fn replace_private(path: &Path, text: &str) -> io::Result<()> {
    let was_there = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let folder = folder_for(path)?;
    let unfinished = unfinished(folder, text)?;
    unfinished.sync()?;
    unfinished.finish(path, false)?;
    sync_folders(folder, was_there)
}

/// The same without waiting for the disk: after a power cut it may be empty.
pub(super) fn replace_soon(path: &Path, text: &str) -> io::Result<()> {
    unfinished(folder_for(path)?, text)?.finish(path, false)
}

/// Wait until a file, and the name that it has, are on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()?;
    path.parent().map_or(Ok(()), |folder| sync_folders(folder, Some(folder)))
}

/// Give a file another name, in another folder.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let folder = folder_for(to)?;
    fs::rename(from, to)?;
    sync_folders(folder, Some(folder))?;
    from.parent().map_or(Ok(()), |folder| sync_folders(folder, Some(folder)))
}

/// The folder of a file, made if need be.
pub(super) fn folder_for(path: &Path) -> io::Result<&Path> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_private_folder(folder)?;
    Ok(folder)
}

fn unfinished(folder: &Path, text: &str) -> io::Result<UnfinishedFile> {
    let mut unfinished = UnfinishedFile::new_in(folder)?;
    unfinished.write(text.as_bytes())?;
    Ok(unfinished)
}

#[cfg(unix)]
fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open(_: &fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A new name outlives a power cut when its folder is on the disk, and that folder's own name when
/// the folder around it is. `was_there`: the innermost folder that was there before; without it all
/// may be new.
#[cfg(unix)]
fn sync_folders(folder: &Path, was_there: Option<&Path>) -> io::Result<()> {
    // Further up are folders that others made, and that may be theirs alone.
    let mut may_fail = false;
    for folder in folder.ancestors() {
        let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match fs::File::open(named).and_then(|folder| folder.sync_all()) {
            Ok(()) => {}
            Err(error) if may_fail || error.kind() == io::ErrorKind::PermissionDenied => {}
            Err(error) => return Err(error),
        }
        may_fail |= Some(folder) == was_there;
    }
    Ok(())
}

#[cfg(not(unix))]
fn sync_folders(_: &Path, _: Option<&Path>) -> io::Result<()> {
    Ok(())
}
