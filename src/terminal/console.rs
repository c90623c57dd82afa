use std::io::{self, Write};

use super::wrap::message_lines;
use crate::domain::Visible;

/// The streams that the program writes to.
pub struct Console<'a> {
    /// Standard error, for messages.
    pub err: &'a mut dyn Write,
    pub err_screen: Screen,
    /// Standard output, for results.
    pub out: &'a mut dyn Write,
    pub out_screen: Screen,
    /// Print errors only.
    pub quiet: bool,
}

/// The properties of the screen that shows a stream.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    pub colour: bool,
    /// It has no escape codes, so a printed line cannot be replaced.
    pub is_dumb: bool,
    /// Whether it is a terminal, where control characters take effect.
    pub is_terminal: bool,
    /// In cells; `None` if lines may be of any length.
    pub width: Option<u16>,
}

impl Console<'_> {
    /// Print a message, on a line of its own.
    pub fn say(&mut self, words: impl std::fmt::Display) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        // The words include names of files and people.
        let words = Visible::lines(&words.to_string()).to_string();
        self.report_error(&format!("{}\n", message_lines(&words, self.err_screen)))
    }

    /// Print a warning.
    pub fn warn(&mut self, words: impl std::fmt::Display) -> io::Result<()> {
        self.say(format_args!("warning: {words}"))
    }

    /// Ask a person something; the cursor stays behind the question.
    pub fn ask(&mut self, question: &str) -> io::Result<()> {
        let question = Visible::lines(question).to_string();
        self.report_error(&format!("{} [y/N] ", message_lines(&question, self.err_screen)))
    }

    /// Report an error after which the work continues.
    pub fn report_error(&mut self, lines: &str) -> io::Result<()> {
        // The results so far come first.
        self.out.flush()?;
        self.converse(lines);
        Ok(())
    }

    /// In one piece, because other programs may write there too. A failure is ignored: only the
    /// results matter.
    pub(super) fn converse(&mut self, words: &str) {
        let _ = self.err.write_all(words.as_bytes()).and_then(|()| self.err.flush());
    }
}
