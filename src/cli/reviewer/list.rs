use clap::Args;

use super::super::print::{OutputFormat, RowPrinter};
use super::super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::ledger::Access;
use crate::view::words;

/// List reviewers' keys, and since when they are valid
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger reviewer list\n  \
    factledger reviewer list --format json")]
pub(super) struct List {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl List {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let reviewers = ledger.reviewers()?;
        RowPrinter::print_all(self.format, &mut session.console, &reviewers)?;
        let revoked = reviewers.iter().filter(|reviewer| reviewer.revoked.is_some()).count();
        let counting = (reviewers.len() - revoked) as u64;
        let mut words = words::count(counting, "active key", "active keys");
        if revoked > 0 {
            words.push_str(&format!("; {} revoked", words::grouped(revoked as u64)));
        }
        Ok(session.console.say(words)?)
    }
}
