use std::io;

use clap::ValueEnum;

use super::advice::advice;
use crate::domain::Visible;
use crate::export::{self, VerificationJson};
use crate::ledger::VerifierKey;
use crate::terminal::{Console, message_lines};
use crate::view::Verification;

/// The output format for what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
}

impl OutputFormat {
    /// Print what was found; `lines` is the text for people.
    pub(super) fn print(
        self,
        console: &mut Console<'_>,
        found: &Verification,
        lines: &str,
    ) -> io::Result<()> {
        match self {
            Self::Table if console.quiet && found.is_sound() => Ok(()),
            Self::Table => {
                let lines = message_lines(lines, console.out_screen);
                console.out.write_all(lines.as_bytes())
            }
            Self::Json => {
                export::json::write_pretty(console.out, &VerificationJson::of(found, advice))?;
                console.out.write_all(b"\n")
            }
        }
    }

    /// Say whose log it is, if a key of it was given: the last of `of_log`, or one that led to it.
    /// Programs know by the exit code.
    pub(super) fn print_known(
        self,
        console: &mut Console<'_>,
        given: &VerifierKey,
        of_log: &[VerifierKey],
    ) -> io::Result<()> {
        if console.quiet || self == Self::Json {
            return Ok(());
        }
        let name = given.name().to_string();
        write!(console.out, "it is the log {}: ", Visible::line(&name))?;
        match of_log.last().filter(|last| *last != given) {
            None => writeln!(console.out, "its key is the one given"),
            Some(last) => {
                let last = last.to_string();
                writeln!(
                    console.out,
                    "the key given signed the one that it has now,\n{}",
                    Visible::line(&last)
                )
            }
        }
    }
}
