use std::thread;
use std::time::{Duration, Instant};

use crate::store::StoreError;

/// How long we wait for others, and how often we check whether they are done.
pub(in crate::store) struct Patience {
    begun: Instant,
}

/// SQLite's own pauses grow so long that the ledger lies idle.
pub(in crate::store) const PAUSE: Duration = Duration::from_millis(1);

impl Patience {
    pub(in crate::store) fn new() -> Self {
        Self { begun: Instant::now() }
    }

    /// Wait a moment, unless we have waited long enough.
    pub(in crate::store) fn pause(&self) -> Result<(), StoreError> {
        if self.begun.elapsed() >= Duration::from_secs(StoreError::PATIENCE) {
            return Err(StoreError::Busy(StoreError::PATIENCE));
        }
        thread::sleep(PAUSE);
        Ok(())
    }

    /// Do this, and retry while others block it.
    ///
    /// SQLite gives up by itself if a process holds a short lock for too long, such as one that was
    /// stopped there.
    pub(in crate::store) fn wait_for<T>(
        &self,
        mut attempt: impl FnMut() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        loop {
            match attempt() {
                Err(StoreError::Busy(_)) => self.pause()?,
                done => return done,
            }
        }
    }
}
