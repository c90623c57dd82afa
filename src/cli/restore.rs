use clap::Args;

use super::claim_act::ClaimAct;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::ledger::Ledger;

/// Restore a dismissed claim, with a reason
///
/// It keeps the verdict and the history that it had.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger restore C7 -m 'the date in it can be checked'")]
pub(crate) struct Restore {
    #[command(flatten)]
    on: ClaimAct,
}

impl Restore {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        self.on.run(session, at, Ledger::restore, ("restore", "restored"))
    }
}
