use std::path::Path;

use super::StoreError;

/// The place at the head of those who wait to write, until it is dropped.
///
/// SQLite knows no turns: who happens to ask when nobody writes is next, and who has no luck waits
/// while others write a hundred times. So the one at the head asks, and nobody else.
pub(super) struct Turn {
    _held: Option<std::fs::File>,
}

impl Turn {
    /// Wait for it. Where the system keeps no queue, everybody is at the head.
    ///
    /// `wal` is the write-ahead log, which is the same file for all who have the database open, and
    /// which SQLite itself never locks.
    #[cfg(unix)]
    pub(super) fn wait(wal: &Path) -> Result<Self, StoreError> {
        use std::fs::{File, TryLockError};
        use std::sync::mpsc::{self, RecvTimeoutError};
        use std::time::Duration;
        let Ok(file) = File::open(wal) else { return Ok(Self { _held: None }) };
        match file.try_lock() {
            Ok(()) => return Ok(Self { _held: Some(file) }),
            Err(TryLockError::Error(_)) => return Ok(Self { _held: None }),
            Err(TryLockError::WouldBlock) => {}
        }
        // The system lets who has waited longest go first, and knows no patience. Who loses theirs
        // leaves a thread in the queue, which gives the place up when it is there.
        let (give, take) = mpsc::channel();
        std::thread::spawn(move || {
            let held = file.lock().is_ok().then_some(file);
            let _ = give.send(Self { _held: held });
        });
        match take.recv_timeout(Duration::from_secs(StoreError::PATIENCE)) {
            Ok(turn) => Ok(turn),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Err(StoreError::Busy(StoreError::PATIENCE))
            }
        }
    }

    /// Elsewhere a lock keeps others from the file's content too.
    #[cfg(not(unix))]
    pub(super) fn wait(_: &Path) -> Result<Self, StoreError> {
        Ok(Self { _held: None })
    }
}
