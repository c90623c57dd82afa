use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target, find_claims};
use super::super::value;
use super::lease::Duration;
use super::report;
use crate::cli::failure::Failure;

/// Take claims for some hours, to judge them
///
/// Nobody else can take them at the same time.
///
/// They are yours until you judge them, give them back with `release`, or the time is over. To take
/// one again makes it yours for longer. `factledger next` takes the one that matters most.
#[derive(Args)]
#[command(after_help = "Examples:\n  factledger take C12\n  factledger take C12-C20 --for 2d")]
pub(crate) struct Take {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// For how long: `30m`, `2h`, `3d`; at most 31 days
    #[arg(long = "for", value_name = "TIME", default_value = "4h")]
    duration: Duration,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Take {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let until = self.duration.from(author.at);
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            ledger.take(&author, &claims, until).map(|()| claims)
        })?;
        let done = format!("taken by {} until {} UTC", author.name, until.to_minute());
        report(session, &mut ledger, self.format, &claims, &done)
    }
}
