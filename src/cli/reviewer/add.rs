use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::super::value;
use super::{named, print_keys_of};
use crate::cli::failure::Failure;
use crate::domain::Role;
use crate::ledger::AddedReviewer;

/// Add a reviewer, with a key that is valid from now on
///
/// Someone who works on another machine prints their public key there with `reviewer export-key`
/// and sends it to you. With it, the ledger's own key is sealed in the file for that person alone,
/// because nobody can write without it: give them a new copy, or let them write to a shared file.
/// Without `--key`, a key is made on this machine, for someone who works here.
///
/// If a reviewer's key was revoked, another reviewer can give them a new one this way.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger reviewer add ben\n  \
    factledger reviewer add matcher --program\n  \
    factledger reviewer add ben --key 'factledger/5e0f...d1/ben+2b7c9e01+AQ...='")]
pub(super) struct Add {
    /// The reviewer's name, at most 64 bytes
    #[arg(value_name = "NAME")]
    name: String,

    /// Their public key: a line like `LEDGER/NAME+ID+KEY` [default: a new key made here]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// Their role: editor, reviewer or observer [default: reviewer]
    #[arg(
        long,
        value_name = "ROLE",
        value_parser = value::one_of::<Role>(Role::OF_PEOPLE.map(Role::as_str))
    )]
    role: Option<Role>,

    /// It is a program: what it says of claims is a suggestion, and never counts as a review
    #[arg(long, conflicts_with = "role")]
    program: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Add {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let name = named(&self.name)?;
        let key = self.key.as_deref();
        let role = if self.program { Some(Role::Program) } else { self.role };
        let (ledger, added) =
            at.record(session, |ledger| ledger.add_reviewer(&author, &name, key, role))?;
        print_keys_of(self.format, session, &ledger, &name)?;
        let console = &mut session.console;
        if added != AddedReviewer::HandedOver {
            console.say(format_args!("{name} added by {}", author.name))?;
        }
        match added {
            AddedReviewer::Here { key } => {
                console.say(format_args!("the private key is in {}", key.display()))?;
            }
            AddedReviewer::Elsewhere | AddedReviewer::HandedOver => console.say(format_args!(
                "the ledger's key is sealed in the file for {name}, who can write to this file,\n\
                 or to a copy made from now on"
            ))?,
        }
        Ok(())
    }
}
