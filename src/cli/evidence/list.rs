use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, RowPrinter};
use crate::cli::session::{Session, Target};
use crate::ledger::Access;
use crate::view::words;

/// List evidence: all of it, or what is about one claim
#[derive(Args)]
#[command(
    after_help = "Examples:\n  factledger evidence list\n  factledger evidence list C12 --format json"
)]
pub(crate) struct List {
    /// A claim: an id, or the first digits of its quote's hash
    #[arg(value_name = "CLAIM")]
    claim: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl List {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let claim = self.claim.as_deref().map(|name| view.find_claim(name)).transpose()?;
        let evidence = view.evidence_list(claim)?;
        RowPrinter::print_all(self.format, &mut session.console, &evidence)?;
        let pieces = words::count(evidence.len() as u64, "piece", "pieces");
        let of = claim.map_or_else(String::new, |claim| format!(" about {claim}"));
        session.console.say(format_args!("{pieces} of evidence{of}"))?;
        let hidden = view.hidden_evidence(claim)?;
        if hidden > 0 {
            let pieces = words::count(hidden, "piece of others is", "pieces of others are");
            let until = "hidden until you review one of the claims";
            session.console.say(format_args!("{pieces} {until}"))?;
        }
        Ok(())
    }
}
