use clap::Args;

use super::on_claims::OnClaims;
use super::session::{At, Session};
use crate::failure::Failure;
use crate::ledger::Ledger;

/// Say that these are not claims, with the reason
///
/// They leave the lists and the counts, and stand in the report with your reason.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger dismiss C7 C8 -m 'a wish, nothing to check'")]
pub(crate) struct Dismiss {
    #[command(flatten)]
    on: OnClaims,
}

impl Dismiss {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        self.on.run(session, at, Ledger::dismiss, "dismissed")
    }
}
