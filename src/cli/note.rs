use clap::Args;

use super::claim_act::ClaimAct;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::ledger::Ledger;

/// Add a note to claims
///
/// A note changes no verdict. It appears in the claim's history and in the report.
#[derive(Args)]
#[command(
    after_help = "Example:\n  factledger note C12 -m 'asked the press office, no answer yet'"
)]
pub(crate) struct Note {
    #[command(flatten)]
    on: ClaimAct,
}

impl Note {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        self.on.run(session, at, Ledger::note, ("a note on", "annotated"))
    }
}
