use super::Console;

/// The progress of long work: one line that is updated on a terminal, otherwise a new line now and
/// then.
#[derive(Default)]
pub struct Progress {
    /// Whether the line is on the screen now.
    shown: bool,
    step: usize,
}

impl Progress {
    /// Show that `done` of `total` have been done.
    pub fn show(&mut self, console: &mut Console<'_>, done: usize, total: usize, what: &str) {
        // A hundred updates at most, and ten in a file, which keeps them all.
        const FEW: usize = 100;
        let screen = console.err_screen;
        let is_terminal = screen.is_terminal && !screen.is_dumb;
        let steps = if is_terminal { 100 } else { 10 };
        let step = done.saturating_mul(steps) / total.max(1);
        // A smaller number means that other work has begun.
        if console.quiet || step == self.step || !is_terminal && total <= FEW {
            return;
        }
        self.step = step;
        if is_terminal {
            self.shown = true;
            console.converse(&format!("\r\u{1b}[K{what} {done} of {total}"));
        } else {
            console.converse(&format!("{what} {done} of {total}\n"));
        }
    }

    /// Remove the line, before something else is printed.
    pub fn clear(&mut self, console: &mut Console<'_>) {
        if std::mem::take(&mut self.shown) {
            console.converse("\r\u{1b}[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Screen;

    /// Progress for `total` items, advanced by `each`.
    fn said(is_terminal: bool, total: usize, each: usize) -> String {
        said_on(is_terminal, false, total, each)
    }

    fn said_on(is_terminal: bool, is_dumb: bool, total: usize, each: usize) -> String {
        let screen = Screen { colour: false, is_dumb, is_terminal, width: None };
        let (mut err, mut out) = (Vec::new(), Vec::new());
        let mut console = Console {
            err: &mut err,
            err_screen: screen,
            out: &mut out,
            out_screen: screen,
            quiet: false,
        };
        let mut progress = Progress::default();
        for done in (each..total).step_by(each).chain([total]) {
            progress.show(&mut console, done, total, "file");
        }
        progress.clear(&mut console);
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn a_terminal_gets_at_most_100_updates_and_a_file_10() {
        assert_eq!(said(true, 3, 1).matches("\r\u{1b}[Kfile").count(), 3);
        assert_eq!(said(true, 1_000_002, 1).matches("file").count(), 100);
        assert_eq!(said(true, 1_000_002, 1024).matches("file").count(), 100);
        assert_eq!(said(false, 100, 1), "");
        assert_eq!(said(false, 1_000_002, 1024).lines().count(), 10);
        assert_eq!(said(false, 200, 150), "file 150 of 200\nfile 200 of 200\n");
    }

    #[test]
    fn a_terminal_without_escapes_gets_lines_as_a_file_does() {
        assert_eq!(said_on(true, true, 1_000_002, 1024), said(false, 1_000_002, 1024));
        assert_eq!(said_on(true, true, 100, 1), "");
    }
}
