//! Files and folders that are not finished yet. They are removed when the program ends, even if it
//! is interrupted. If a program was killed, the next one removes what it left.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, NamedTempFile, TempDir};

/// The prefix of their names.
const PREFIX: &str = ".factledger-unfinished-";

/// A file in every such folder, locked while the program that made it is alive.
const LOCK: &str = "lock";

/// Everything unfinished in this process.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder for unfinished work. It is removed with its contents when it is dropped.
#[derive(Debug)]
pub struct UnfinishedFolder {
    folder: Option<TempDir>,
    _lock: File,
}

impl UnfinishedFolder {
    /// Make one in this folder. Leftovers of dead programs are removed first.
    pub fn new_in(around: &Path) -> io::Result<Self> {
        sweep_folders(around);
        sweep_folders(&std::env::temp_dir());
        let mut tries = 0;
        loop {
            let mut list = unfinished();
            let folder = Builder::new().prefix(PREFIX).tempdir_in(around)?;
            list.push(folder.path().to_owned());
            drop(list);
            let path = folder.path().join(LOCK);
            let lock = File::create_new(&path).and_then(|lock| held(&path, &lock).map(|()| lock));
            tries += 1;
            match lock {
                Ok(lock) => return Ok(Self { folder: Some(folder), _lock: lock }),
                Err(error) => {
                    forget(folder.path());
                    if tries == TRIES || error.kind() != io::ErrorKind::NotFound {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Make one in the system's temporary folder.
    pub fn new() -> io::Result<Self> {
        Self::new_in(&std::env::temp_dir())
    }

    /// The folder to write to. It is empty at first.
    pub(super) fn contents(&self) -> io::Result<PathBuf> {
        let contents = self.path().join("contents");
        let mut builder = fs::DirBuilder::new();
        // It is for others to read, once it is finished.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
        builder.create(&contents).map(|()| contents)
    }

    pub fn path(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new(""), TempDir::path)
    }
}

impl Drop for UnfinishedFolder {
    fn drop(&mut self) {
        if let Some(folder) = self.folder.take() {
            let path = folder.path().to_owned();
            drop(folder);
            forget(&path);
        }
    }
}

/// An unfinished file. It is locked while this program is alive, and removed if it is dropped
/// before it gets its final name.
#[derive(Debug)]
pub(super) struct UnfinishedFile {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl UnfinishedFile {
    /// Make one in this folder, which only the owner may use. Leftovers of dead programs are
    /// removed first.
    pub(super) fn new_in(folder: &Path) -> io::Result<Self> {
        sweep(folder, sweep_file);
        let mut tries = 0;
        loop {
            let mut list = unfinished();
            let file = Builder::new().prefix(PREFIX).tempfile_in(folder)?;
            list.push(file.path().to_owned());
            drop(list);
            let path = file.path().to_owned();
            tries += 1;
            match held(&path, file.as_file()) {
                Ok(()) => return Ok(Self { file: Some(file), path }),
                Err(error) => {
                    forget(&path);
                    if tries == TRIES || error.kind() != io::ErrorKind::NotFound {
                        return Err(error);
                    }
                }
            }
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), |file| io::Write::write_all(file, bytes))
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), |file| file.as_file().sync_all())
    }

    /// Give it this name. `is_new`: only if nothing has that name yet.
    pub(super) fn finish(mut self, name: &Path, is_new: bool) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let finished = if is_new { file.persist_noclobber(name) } else { file.persist(name) };
        finished.map(|_| ()).map_err(|error| error.error)
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        drop(self.file.take());
        forget(&self.path);
    }
}

/// Another cleanup may come before the lock.
const TRIES: u32 = 10;

/// Lock a new file, unless another process has already removed it.
fn held(path: &Path, file: &File) -> io::Result<()> {
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return Err(io::ErrorKind::NotFound.into());
    }
    // If files cannot be locked, nobody removes them.
    fs::metadata(path).map(drop)
}

fn forget(path: &Path) {
    unfinished().retain(|known| known != path);
}

/// Remove everything unfinished in this process, which is about to end. After this, nothing
/// unfinished can be started.
pub(crate) fn remove_all() {
    /// Another thread may continue to write files into a folder until it notices.
    const TRIES: u32 = 1000;
    let list = unfinished();
    for path in list.iter() {
        for _ in 0..TRIES {
            let removed =
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            match removed {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {}
                Ok(()) | Err(_) => break,
            }
        }
    }
    std::mem::forget(list);
}

/// Remove what dead programs of this user left in the system's temporary folder.
pub fn sweep_temporary() {
    sweep_folders(&std::env::temp_dir());
}

/// Remove unfinished folders in this one that no program has locked.
fn sweep_folders(around: &Path) {
    sweep(around, |folder| {
        let lock = folder.join(LOCK);
        match File::open(&lock) {
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    let _ = fs::remove_dir_all(folder);
                }
            }
            // It may be brand new, so this removes only an empty folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let _ = fs::remove_dir(folder);
            }
            Err(_) => {}
        }
    });
}

fn sweep_file(path: &Path) {
    if let Ok(file) = File::open(path)
        && file.try_lock().is_ok()
    {
        let _ = fs::remove_file(path);
    }
}

/// Visit everything in a folder that has our prefix and belongs to this user.
fn sweep(around: &Path, mut visit: impl FnMut(&Path)) {
    let Ok(files) = fs::read_dir(around) else { return };
    for file in files.filter_map(Result::ok) {
        let is_named = file.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes());
        // This does not follow links.
        if is_named && file.metadata().is_ok_and(|metadata| is_own(&metadata)) {
            visit(&file.path());
        }
    }
}

#[cfg(unix)]
fn is_own(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.is_dir() || metadata.is_file())
        && metadata.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_own(metadata: &fs::Metadata) -> bool {
    metadata.is_dir() || metadata.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_leftovers_of_dead_programs_are_removed() {
        let around = tempfile::tempdir().unwrap();
        let names = || -> Vec<String> {
            let files = fs::read_dir(around.path()).unwrap();
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
        };
        let alive = UnfinishedFolder::new_in(around.path()).unwrap();
        let dead = around.path().join(format!("{PREFIX}dead"));
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        fs::write(dead.join("contents"), "half").unwrap();
        let other = around.path().join(format!("{PREFIX}file"));
        fs::write(&other, "of an earlier version, which may be at work").unwrap();
        let another = UnfinishedFolder::new_in(around.path()).unwrap();
        assert!(alive.path().is_dir() && another.path().is_dir() && other.exists());
        assert_eq!(names().len(), 3);
        drop((alive, another));
        assert_eq!(names().len(), 1);
    }

    #[test]
    fn the_next_program_removes_the_file_of_a_dead_one() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(format!("{PREFIX}dead")), "half").unwrap();
        let mut alive = UnfinishedFile::new_in(folder.path()).unwrap();
        alive.write(b"whole").unwrap();
        let another = UnfinishedFile::new_in(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        alive.finish(&folder.path().join("name"), true).unwrap();
        drop(another);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(folder.path().join("name")).unwrap(), b"whole");
    }
}
