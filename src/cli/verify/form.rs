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

    /// Say whose log it is, if its key was given. Programs know by the exit code.
    pub(super) fn print_known(
        self,
        console: &mut Console<'_>,
        key: &VerifierKey,
    ) -> io::Result<()> {
        let name = key.name().to_string();
        match self {
            Self::Table if console.quiet => Ok(()),
            Self::Table => {
                let name = Visible::line(&name);
                writeln!(console.out, "it is the log {name}: its key is the one given")
            }
            Self::Json => Ok(()),
        }
    }
}
