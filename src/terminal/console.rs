use std::io::{self, Write};

use super::wrap::message_lines;
use crate::domain::Visible;

/// What the program speaks to.
pub struct Console<'a> {
    /// The conversation: standard error.
    pub err: &'a mut dyn Write,
    pub err_screen: Screen,
    /// The answer: standard output.
    pub out: &'a mut dyn Write,
    pub out_screen: Screen,
    /// Print errors only.
    pub quiet: bool,
}

/// What is known of where a stream is shown.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    pub colour: bool,
    /// It knows no escapes, and a line that stands there stays.
    pub is_dumb: bool,
    /// Whether what is written acts on it, and a person may be looking on.
    pub is_terminal: bool,
    /// In cells; `None` where lines may be as long as they are.
    pub width: Option<u16>,
}

impl Console<'_> {
    /// Say something that is not the answer, on a line of its own.
    pub fn say(&mut self, words: impl std::fmt::Display) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        // Names of files and people are among the words.
        let words = Visible::lines(&words.to_string()).to_string();
        self.report_error(&format!("{}\n", message_lines(&words, self.err_screen)))
    }

    /// Warn of something that is no error.
    pub fn warn(&mut self, words: impl std::fmt::Display) -> io::Result<()> {
        self.say(format_args!("warning: {words}"))
    }

    /// Say what went wrong, where the work goes on all the same.
    pub fn report_error(&mut self, lines: &str) -> io::Result<()> {
        // The answer so far was first.
        self.out.flush()?;
        self.converse(lines);
        Ok(())
    }

    /// In one piece: others may be speaking there too. If nobody listens, the work goes on: what
    /// counts is the answer.
    pub(super) fn converse(&mut self, words: &str) {
        let _ = self.err.write_all(words.as_bytes()).and_then(|()| self.err.flush());
    }
}
