//! What is on the disk outlives a power cut; a new name, when its folder is on the disk, too.

use std::fs;
use std::io;
use std::path::Path;

/// Wait until the names in a folder are on the disk. Where a folder cannot be synced, the file is
/// there all the same.
pub(super) fn sync_name(folder: &Path) {
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
    sync_name(folder);
    Ok(())
}

/// Wait until the name of a private folder is on the disk, and that of each new folder around it.
/// `was_there`: the innermost folder that was there before; without it all may be new.
#[cfg(unix)]
pub(super) fn sync_folders(folder: &Path, was_there: Option<&Path>) -> io::Result<()> {
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
pub(super) fn sync_folders(_: &Path, _: Option<&Path>) -> io::Result<()> {
    Ok(())
}
