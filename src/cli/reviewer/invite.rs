use clap::Args;

use super::super::session::{Session, Target};
use super::named;
use crate::cli::failure::Failure;

/// Invite a person to become a reviewer, under this name
///
/// Only those who are invited can join a ledger that `factledger policy --join invited` closed. The
/// person joins with `factledger reviewer join`, or with their first act, where the ledger's key is.
/// For someone on another machine or account, use `reviewer add NAME --key KEY` instead.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger reviewer invite ben")]
pub(super) struct Invite {
    /// The name that the person will sign with
    #[arg(value_name = "NAME")]
    name: String,
}

impl Invite {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let name = named(&self.name)?;
        at.record(session, |ledger| ledger.invite(&author, &name))?;
        Ok(session.console.say(format_args!(
            "{name} is invited by {}, and joins with: factledger --as {name} reviewer join\n\
             on another machine or account: factledger --as {name} reviewer export-key",
            author.name
        ))?)
    }
}
