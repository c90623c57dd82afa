use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::print_keys_of;
use crate::cli::failure::Failure;

/// Become a reviewer, before any other act
///
/// A key is made for you, and its public half is recorded. Your first act would do the same.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger --as ben reviewer join")]
pub(super) struct Join {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Join {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let (ledger, ()) = at.record(session, |ledger| ledger.join(&author))?;
        print_keys_of(self.format, session, &ledger, &author.name)
    }
}
