//! Opening a database to read it without disturbing others: an account that may only read it
//! creates nothing, writes nothing, and blocks no writer.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use rusqlite::OpenFlags;

use super::beside::{WAL, beside, has_both, has_wal};
use super::open_with;
use super::patience::Patience;
use crate::files::UnfinishedFolder;
use crate::store::StoreError;
use crate::store::sql::Connection;

/// Ensures that a database is read as of one moment, where SQLite does not.
#[derive(Default)]
pub(in crate::store) struct Watch {
    /// The file and its state when it was opened, if nothing keeps a writer from changing it.
    stamp: Option<(PathBuf, Stamp)>,
    /// Keeps writers from removing the files next to the database while they are read. It is closed
    /// after the connection: closing a file drops all locks of the process on it.
    _hold: Option<File>,
    /// Where a copy is read.
    _copy: Option<UnfinishedFolder>,
}

/// The metadata of a file that changes when it is written to.
#[derive(PartialEq, Eq)]
struct Stamp {
    changed: Option<SystemTime>,
    id: Option<(u64, u64)>,
    length: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
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
    fn settled(path: &Path) -> Option<Self> {
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
    fn is_fresh(&self) -> bool {
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

/// Open a file to read it, and leave no other files. `recognise` has the first look at it.
pub(in crate::store) fn open_alone(
    path: &Path,
    recognise: impl Fn(Connection) -> Result<Connection, StoreError>,
) -> Result<Connection, StoreError> {
    /// How often we retry when files appear and disappear.
    const TRIES: u32 = 50;
    let patience = Patience::new();
    for tries in 0.. {
        let hold = hold(path);
        if has_both(path) {
            // A writer has it open, or has left it so.
            let opened = patience.wait_for(|| recognise(open_uri(path, "mode=ro&readonly_shm=1")?));
            match opened {
                // They have just disappeared, or we may not read them.
                Err(StoreError::CannotOpen(_) | StoreError::ReadOnly) if tries < TRIES => {}
                opened => return Ok(opened?.watched(Watch { _hold: hold, ..Watch::default() })),
            }
        } else if !has_wal(path) {
            let stamp = Stamp::settled(path);
            if stamp.as_ref().is_some_and(Stamp::is_fresh)
                && let Ok(copied) = copy(path, false, &recognise)
            {
                return Ok(copied);
            }
            let stamp = stamp.map(|stamp| (path.to_owned(), stamp));
            let watch = Watch { stamp, _hold: hold, _copy: None };
            let opened = open_uri(path, "immutable=1").and_then(&recognise);
            match watch.check().and(opened) {
                // A writer has just opened or closed the database.
                Err(StoreError::Disturbed) if tries < TRIES => {}
                opened => return Ok(opened?.watched(watch)),
            }
        } else if tries >= TRIES {
            // The latest records are there, but not the file that is needed to read them without
            // writing.
            return copy(path, true, &recognise);
        }
        thread::sleep(Duration::from_millis(2));
    }
    Err(StoreError::Disturbed)
}

/// Read a copy of the database, and of its write-ahead log where there is one.
fn copy(
    path: &Path,
    has_wal: bool,
    recognise: impl Fn(Connection) -> Result<Connection, StoreError>,
) -> Result<Connection, StoreError> {
    let folder = UnfinishedFolder::new().map_err(StoreError::CannotOpen)?;
    let copy = folder.path().join("ledger.db");
    let mut files = vec![(path.to_owned(), copy.clone())];
    if has_wal {
        files.push((beside(path, WAL), beside(&copy, WAL)));
    }
    let before: Vec<_> = files.iter().map(|(from, _)| Stamp::settled(from)).collect();
    for (from, to) in &files {
        let copied = File::open(from)
            .and_then(|mut from| std::io::copy(&mut from, &mut File::create(to)?).map(drop));
        copied.map_err(StoreError::CannotOpen)?;
    }
    if files.iter().zip(&before).any(|((from, _), before)| Stamp::of(from) != *before) {
        return Err(StoreError::Disturbed);
    }
    let connection = if has_wal {
        // SQLite puts the two together in the copy.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        recognise(open_with(&copy, flags)?)?
    } else {
        recognise(open_uri(&copy, "immutable=1")?)?
    };
    Ok(connection.watched(Watch { _copy: Some(folder), ..Watch::default() }))
}

/// Take a shared lock on the database, if no one has it exclusively.
fn hold(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    #[cfg(unix)]
    rustix::fs::fcntl_lock(&file, rustix::fs::FlockOperation::NonBlockingLockShared).ok()?;
    Some(file)
}

fn open_uri(path: &Path, how: &str) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    open_with(uri(path) + "?" + how, flags)
}

/// SQLite's name for a file (<https://www.sqlite.org/uri.html>).
fn uri(path: &Path) -> String {
    let digit_of = |digit: u8| char::from(b"0123456789ABCDEF"[usize::from(digit)]);
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            other => uri.extend(['%', digit_of(other >> 4), digit_of(other & 15)]),
        }
    }
    uri
}
