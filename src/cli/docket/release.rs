use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target, find_claims};
use super::super::value;
use super::report;
use crate::cli::failure::Failure;

/// Give back claims that you have taken, or that are assigned to you
///
/// Then they wait for anybody again.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger release C12")]
pub(crate) struct Release {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Release {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            ledger.release(&author, &claims).map(|()| claims)
        })?;
        let done = format!("given back by {}", author.name);
        report(session, &mut ledger, self.format, &claims, &done)
    }
}
