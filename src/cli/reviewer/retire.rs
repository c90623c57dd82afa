use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::{named, print_keys_of};
use crate::cli::failure::Failure;

/// Retire a reviewer who leaves, with a reason
///
/// The key is not valid from now on. The reviews stand, and nothing waits for the person any more.
/// If a key was lost or stolen, use `reviewer revoke`.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger reviewer retire ben -m 'left the desk on 3 May'")]
pub(super) struct Retire {
    /// The reviewer's name
    #[arg(value_name = "NAME")]
    name: String,

    /// Reason, at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "REASON", allow_hyphen_values = true)]
    reason: String,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Retire {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let name = named(&self.name)?;
        let reason = self.reason.parse()?;
        let (ledger, ()) =
            at.record(session, |ledger| ledger.retire_reviewer(&author, &name, &reason))?;
        print_keys_of(self.format, session, &ledger, &name)?;
        let by = &author.name;
        Ok(session.console.say(format_args!("{name} retired by {by}; the reviews stand"))?)
    }
}
