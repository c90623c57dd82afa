use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::files::UnfinishedFolder;
use crate::store::StoreError;

/// Ensures that a database is read as of one moment, where SQLite does not.
#[derive(Default)]
pub(in crate::store) struct Watch {
    /// The file and its state when it was opened, if nothing keeps a writer from changing it.
    pub(super) stamp: Option<(PathBuf, Stamp)>,
    /// Keeps writers from removing the files next to the database while they are read. It is closed
    /// after the connection: closing a file drops all locks of the process on it.
    pub(super) _hold: Option<File>,
    /// Where a copy is read.
    pub(super) _copy: Option<UnfinishedFolder>,
}

/// The metadata of a file that changes when it is written to.
#[derive(PartialEq, Eq)]
pub(super) struct Stamp {
    changed: Option<SystemTime>,
    id: Option<(u64, u64)>,
    length: u64,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        #[cfg(unix)]
        let id = {
            use std::os::unix::fs::MetadataExt as _;
            Some((metadata.dev(), metadata.ino()))
        };
        #[cfg(not(unix))]
        let id = None;
        Some(Self { changed: metadata.modified().ok(), id, length: metadata.len() })
    }

    /// The same, once it is so old that any further write changes it.
    pub(super) fn settled(path: &Path) -> Option<Self> {
        /// The time in which a file system may not distinguish two writes.
        const TICK: Duration = Duration::from_millis(20);
        let stamp = Self::of(path)?;
        match stamp.changed.and_then(|changed| changed.elapsed().ok()) {
            Some(age) if age < TICK => {
                thread::sleep(TICK);
                Self::of(path)
            }
            Some(_) | None => Some(stamp),
        }
    }

    /// Whether it was written to so recently that another write is likely soon.
    pub(super) fn is_fresh(&self) -> bool {
        const LATELY: Duration = Duration::from_secs(3);
        let age = self.changed.and_then(|changed| changed.elapsed().ok());
        age.is_some_and(|age| age < LATELY)
    }
}

impl Watch {
    /// Fail if the file was changed since it was opened. As long as this passes, everything read
    /// before is of one moment.
    pub(in crate::store) fn check(&self) -> Result<(), StoreError> {
        match &self.stamp {
            Some((path, stamp)) if Stamp::of(path).as_ref() != Some(stamp) => {
                Err(StoreError::Disturbed)
            }
            Some(_) | None => Ok(()),
        }
    }
}
