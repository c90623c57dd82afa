use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::{named, print_keys_of};
use crate::cli::failure::Failure;
use crate::ledger::AddedReviewer;

/// Give a reviewer another name, with a reason
///
/// It is the same person: what was reviewed under the old name is theirs, and nobody can act under
/// the old name any more. The new name has a key of its own. Without `--key` it is made on this
/// machine; someone who works elsewhere prints it with `--as NEW reviewer export-key`.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger --as ben reviewer rename ben ben.okafor -m 'married'")]
pub(super) struct Rename {
    /// The name so far
    #[arg(value_name = "OLD")]
    old: String,

    /// The name from now on
    #[arg(value_name = "NEW")]
    new: String,

    /// Reason, at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "REASON", allow_hyphen_values = true)]
    reason: String,

    /// The public key of the new name: a line like `LEDGER/NAME+ID+KEY` [default: a new key made here]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Rename {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let (old, new) = (named(&self.old)?, named(&self.new)?);
        let reason = self.reason.parse()?;
        let key = self.key.as_deref();
        let (ledger, renamed) =
            at.record(session, |ledger| ledger.rename_reviewer(&author, &old, &new, key, &reason))?;
        print_keys_of(self.format, session, &ledger, &new)?;
        let console = &mut session.console;
        console.say(format_args!(
            "{old} renamed to {new} by {}; the reviews under the old name are {new}'s",
            author.name
        ))?;
        if let AddedReviewer::Here { key } = renamed {
            console.say(format_args!("the private key is in {}", key.display()))?;
        }
        Ok(())
    }
}
