use std::io;

use super::Console;

/// How far long work has come: on a terminal a line that is written over, else a line now and
/// then.
#[derive(Default)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Show that `done` of `total` have been done.
    pub fn show(
        &mut self,
        console: &mut Console<'_>,
        done: usize,
        total: usize,
        what: &str,
    ) -> io::Result<()> {
        // A hundred steps are enough for any length, and ten in a file that keeps them all.
        const FEW: usize = 100;
        let step = (total / 100).max(1);
        if console.quiet {
            return Ok(());
        }
        if !console.err_screen.is_terminal {
            if total > FEW && done.is_multiple_of(total / 10) {
                console.say(format_args!("{what} {done} of {total}"))?;
            }
            return Ok(());
        }
        if !done.is_multiple_of(step) {
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
