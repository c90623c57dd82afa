use std::io;

use super::Console;

/// How far long work has come: on a terminal a line that is written over, else nothing until the
/// work is done.
pub struct Progress {
    shown: bool,
}

impl Progress {
    pub fn new() -> Self {
        Self { shown: false }
    }

    /// Show that `done` of `total` have been done.
    pub fn show(
        &mut self,
        console: &mut Console<'_>,
        done: usize,
        total: usize,
        what: &str,
    ) -> io::Result<()> {
        // A hundred steps are enough for any length.
        let step = (total / 100).max(1);
        if console.quiet || !console.err_screen.is_terminal || !done.is_multiple_of(step) {
            return Ok(());
        }
        self.shown = true;
        write!(console.err, "\r\u{1b}[K{what} {done} of {total}")?;
        console.err.flush()
    }

    /// Take the line away before something else is said.
    pub fn clear(&mut self, console: &mut Console<'_>) -> io::Result<()> {
        if std::mem::take(&mut self.shown) {
            write!(console.err, "\r\u{1b}[K")?;
            console.err.flush()?;
        }
        Ok(())
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}
