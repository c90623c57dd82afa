use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::{named, print_keys_of};
use crate::cli::failure::Failure;

/// Add somebody, with a key that counts from here on
///
/// Somebody who writes on another machine prints their public key there with `reviewer export-key`,
/// and sends it to you. Without `--key` a key is made on this machine, for somebody who acts here.
/// Whose key was revoked is given a new one by another reviewer.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger reviewer add ben\n  \
    factledger reviewer add ben --key 'factledger/5e0f...d1/ben+2b7c9e01+AQ...='")]
pub(super) struct Add {
    /// Who
    #[arg(value_name = "NAME")]
    name: String,

    /// The public key that they sent: a line like `LEDGER/NAME+ID+KEY` [default: one made here]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// How to print the key
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Add {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let name = named(&self.name)?;
        let key = self.key.as_deref();
        let (ledger, made) =
            at.record(session, |ledger| ledger.add_reviewer(&author, &name, key))?;
        print_keys_of(self.format, session, &ledger, &name)?;
        let by = &author.name;
        session.console.say(format_args!("{name} added by {by}"))?;
        if let Some(path) = made {
            session.console.say(format_args!("the private key is {}", path.display()))?;
        }
        Ok(())
    }
}
