use std::thread;
use std::time::{Duration, Instant};

use super::StoreError;

/// How long we wait for others, and how often we look whether they are done.
pub(super) struct Patience {
    begun: Instant,
}

/// SQLite's own pauses grow so long that the ledger lies idle.
pub(super) const PAUSE: Duration = Duration::from_millis(1);

impl Patience {
    pub(super) fn new() -> Self {
        Self { begun: Instant::now() }
    }

    /// Wait a moment, unless we have waited long enough.
    pub(super) fn pause(&self) -> Result<(), StoreError> {
        if self.begun.elapsed() >= Duration::from_secs(StoreError::PATIENCE) {
            return Err(StoreError::Busy(StoreError::PATIENCE));
        }
        thread::sleep(PAUSE);
        Ok(())
    }

    /// Do this, and again as long as others are in the way.
    ///
    /// SQLite gives up on its own where a process holds what it should hold for a moment only, such
    /// as one that was stopped there.
    pub(super) fn wait_for<T>(
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
