//! Files that are for their owner alone, and whole or not there.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::KeyError;
use crate::merkle::NotAKey;

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
    let folder = folder_for(path)?;
    unfinished(folder, text)?.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Write a file anew: it is what it was, or what it is to be, and on the disk when this returns.
pub(super) fn replace_private(path: &Path, text: &str) -> io::Result<()> {
    let folder = folder_for(path)?;
    unfinished(folder, text)?.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Give a file another name, in another folder.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let folder = folder_for(to)?;
    fs::rename(from, to)?;
    sync_folder(folder)?;
    from.parent().map_or(Ok(()), sync_folder)
}

/// The folder of a file, made if need be.
pub(super) fn folder_for(path: &Path) -> io::Result<&Path> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_private_folder(folder)?;
    Ok(folder)
}

fn unfinished(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut unfinished = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
    unfinished.write_all(text.as_bytes())?;
    unfinished.as_file().sync_all()?;
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

/// A new name outlives a power cut when its folder is on the disk, and that folder's name too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // The folders that may be new: reviewers, the ledger's, and the keys'.
    for folder in folder.ancestors().take(4).filter(|folder| !folder.as_os_str().is_empty()) {
        if let Ok(folder) = fs::File::open(folder) {
            folder.sync_all()?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
