//! Data on the disk survives a power cut. A new name does so once its folder is on the disk, too.

use std::fs;
use std::io;
use std::path::Path;

/// Wait until the names in a folder are on the disk. If a folder cannot be synced, the file still
/// exists.
pub(super) fn sync_name(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// The same for a folder and everything in it.
pub(super) fn sync_all_in(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_type()?.is_dir() {
            sync_all_in(&file.path())?;
        } else {
            // On some systems, syncing a file needs permission to write to it.
            fs::OpenOptions::new().write(true).open(file.path())?.sync_all()?;
        }
    }
    sync_name(folder);
    Ok(())
}

/// Wait until the name of a private folder is on the disk, and that of each new folder around it.
/// `was_there` is the innermost folder that existed before; without it, all may be new.
#[cfg(unix)]
pub(super) fn sync_folders(folder: &Path, was_there: Option<&Path>) -> io::Result<()> {
    // The folders further up may belong to others.
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
