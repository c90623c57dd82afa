use clap::Args;

use super::claim_act::ClaimAct;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::ledger::Ledger;

/// Dismiss claims as not checkable, with a reason
///
/// They leave the lists and the counts, and appear in the report with your reason.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger dismiss C7 C8 -m 'a wish, nothing to check'")]
pub(crate) struct Dismiss {
    #[command(flatten)]
    on: ClaimAct,
}

impl Dismiss {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        self.on.run(session, at, Ledger::dismiss, ("dismiss", "dismissed"))
    }
}
