use std::path::Path;

/// The first place in the queue of writers, until it is dropped.
///
/// SQLite has no queue: the next writer is the one that happens to ask at the right time, and an
/// unlucky one waits while others write a hundred times. So only the first in this queue asks.
pub(in crate::store) struct Turn {
    _held: Option<std::fs::File>,
}

impl Turn {
    /// Wait for it, for a short while. Anybody who can read the file can hold a lock on it, so the
    /// turn is a courtesy among writers, and whether they may write is for SQLite alone to say.
    /// Where the system keeps no queue, everybody is at the head.
    ///
    /// `wal` is the write-ahead log, which is the same file for all who have the database open, and
    /// which SQLite itself never locks.
    #[cfg(unix)]
    pub(super) fn wait(wal: &Path) -> Self {
        use std::fs::{File, TryLockError};
        use std::sync::mpsc;
        use std::thread;
        use std::time::Duration;
        const PATIENCE: Duration = Duration::from_secs(1);
        let Ok(file) = File::open(wal) else { return Self { _held: None } };
        match file.try_lock() {
            Ok(()) => return Self { _held: Some(file) },
            Err(TryLockError::Error(_)) => return Self { _held: None },
            Err(TryLockError::WouldBlock) => {}
        }
        // The system lets the one go first who has waited longest, and waits for ever. If we lose
        // patience, a thread stays in the queue, and gives the place up when its turn comes.
        let (give, take) = mpsc::channel();
        let queue = move || {
            let held = file.lock().is_ok().then_some(file);
            let _ = give.send(Self { _held: held });
        };
        match thread::Builder::new().spawn(queue) {
            Ok(_) => take.recv_timeout(PATIENCE).unwrap_or(Self { _held: None }),
            Err(_) => Self { _held: None },
        }
    }

    /// Elsewhere a lock keeps others from the file's content too.
    #[cfg(not(unix))]
    pub(super) fn wait(_: &Path) -> Self {
        Self { _held: None }
    }
}
