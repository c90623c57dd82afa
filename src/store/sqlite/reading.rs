//! Opening a database to read it without disturbing others: an account that may only read it
//! creates nothing, writes nothing, and blocks no writer.

use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::OpenFlags;

use super::beside::{WAL, beside, has_both, has_wal};
use super::open_with;
use super::patience::Patience;
use super::watch::{Stamp, Watch};
use crate::files::UnfinishedFolder;
use crate::store::StoreError;
use crate::store::sql::Connection;

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
