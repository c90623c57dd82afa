use clap::Args;

use super::on_claims::OnClaims;
use super::session::{At, Session};
use crate::failure::Failure;
use crate::ledger::Ledger;

/// Say that what was dismissed is a claim after all
///
/// It comes back with the verdict and the history that it had.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger restore C7 -m 'the date in it can be checked'")]
pub(crate) struct Restore {
    #[command(flatten)]
    on: OnClaims,
}

impl Restore {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        self.on.run(session, at, Ledger::restore, "restored")
    }
}
