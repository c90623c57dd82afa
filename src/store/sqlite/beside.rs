//! The files that SQLite keeps next to an open database: who owns them, and what to do about those
//! left by a dead process of another account.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// A file beside the database: its write-ahead log is `-wal`, the index of that is `-shm`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

pub(super) const WAL: &str = "-wal";
pub(super) const SHM: &str = "-shm";

/// Whether there is written data that is not in the database yet.
pub(super) fn has_wal(path: &Path) -> bool {
    match fs::metadata(beside(path, WAL)) {
        Ok(metadata) => metadata.len() > 0,
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Whether both files are there, as they are while a writer has the database open.
pub(super) fn has_both(path: &Path) -> bool {
    let is_there = |suffix| fs::symlink_metadata(beside(path, suffix)).is_ok();
    is_there(WAL) && is_there(SHM)
}

/// Files beside the database that this account may not write to, though it may write to the
/// database: SQLite cannot write past them.
#[cfg(unix)]
fn in_the_way(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().and_then(|folder| fs::metadata(folder).ok());
    [WAL, SHM]
        .into_iter()
        .map(|suffix| beside(path, suffix))
        .filter(|file| {
            let Ok(metadata) = fs::metadata(file) else { return false };
            !may_write(file) || folder.as_ref().is_some_and(|of| is_protected(of, &metadata))
        })
        .collect()
}

#[cfg(unix)]
pub(super) fn may_write(file: &Path) -> bool {
    rustix::fs::access(file, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn may_write(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Linux may refuse to open a file to write, as SQLite does it, in a folder where anybody may put
/// files, unless it is one's own or its folder's owner's (`fs.protected_regular`).
#[cfg(unix)]
fn is_protected(folder: &Metadata, file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let is_shared = folder.mode() & 0o1000 != 0 && folder.mode() & 0o022 != 0;
    let is_ours = file.uid() == rustix::process::geteuid().as_raw() || file.uid() == folder.uid();
    let refuses = || {
        let setting = fs::read_to_string("/proc/sys/fs/protected_regular").unwrap_or_default();
        let from = if folder.mode() & 0o002 == 0 { 2 } else { 1 };
        setting.trim().parse::<u8>().is_ok_and(|level| level >= from)
    };
    is_shared && !is_ours && refuses()
}

/// Make sure that leftovers of a dead process do not keep this account from writing. Nothing is
/// touched while anyone has the database open: this waits for them.
#[cfg(unix)]
pub(super) fn make_way(path: &Path) -> Result<(), StoreError> {
    use super::patience::Patience;
    use rustix::fs::{FlockOperation, fcntl_lock};
    // A database that cannot be written to needs no check.
    if in_the_way(path).is_empty() || !may_write(path) {
        return Ok(());
    }
    let patience = Patience::new();
    loop {
        let database = File::options().read(true).write(true).open(path);
        let database = database.map_err(StoreError::CannotOpen)?;
        // SQLite locks parts of the file, so a lock on all of it is exclusive.
        if fcntl_lock(&database, FlockOperation::NonBlockingLockExclusive).is_ok() {
            return clear(path);
        }
        drop(database);
        patience.pause()?;
        if in_the_way(path).is_empty() {
            return Ok(());
        }
    }
}

#[cfg(not(unix))]
pub(super) fn make_way(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Replace the files that are in the way with our own, while nobody has the database open.
#[cfg(unix)]
fn clear(path: &Path) -> Result<(), StoreError> {
    for file in in_the_way(path) {
        let cleared = if file == beside(path, WAL) && has_wal(path) {
            // It contains the latest records.
            take_over(path, &file)
        } else {
            fs::remove_file(&file)
        };
        match cleared {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let is_empty = file != beside(path, WAL) || !has_wal(path);
                return Err(StoreError::InTheWay { file, is_empty, source: error });
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Replace a file by a copy that is our own.
#[cfg(unix)]
fn take_over(database: &Path, file: &Path) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::NotFound)?;
    let mut copy = tempfile::Builder::new().prefix(".factledger-wal-").tempfile_in(folder)?;
    io::copy(&mut File::open(file)?, copy.as_file_mut())?;
    copy.as_file().set_permissions(fs::metadata(database)?.permissions())?;
    copy.as_file().sync_all()?;
    copy.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// Let all who may write to the database through its group write to these files too: SQLite gives
/// them the mode of the database, and the group of their creator.
#[cfg(unix)]
pub(super) fn share(path: &Path) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let Ok(database) = fs::metadata(path) else { return };
    let own = rustix::process::geteuid().as_raw();
    for file in [WAL, SHM].map(|suffix| beside(path, suffix)) {
        let is_other = |of: &Metadata| of.uid() == own && of.gid() != database.gid();
        if fs::symlink_metadata(&file).is_ok_and(|of| of.is_file() && is_other(&of)) {
            // Users outside that group cannot.
            let _ = chown(&file, None, Some(database.gid()));
        }
    }
}

#[cfg(not(unix))]
pub(super) fn share(_: &Path) {}

/// Whether what SQLite would put beside the database to read it is in nobody's way, should this
/// process be killed: it belongs to the owner of the database then.
#[cfg(unix)]
pub(super) fn are_ours(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let own = rustix::process::geteuid();
    // SQLite gives files that root creates to the owner.
    fs::metadata(path).is_ok_and(|of| own.is_root() || of.uid() == own.as_raw()) && may_write(path)
}

#[cfg(not(unix))]
pub(super) fn are_ours(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
}
