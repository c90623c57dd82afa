use clap::{Args, Subcommand};

use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::ReviewerName;
use crate::ledger::{Access, Succeeded};

/// Go on with a ledger whose own key is lost
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "See `factledger ledger COMMAND --help` for examples."
)]
pub(crate) struct LedgerCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Succeed(Succeed),
}

/// Go on without the ledger's key, which is lost, with a new one
///
/// Every entry stays, and so does what the old key signed: the new entry names the last checkpoint of
/// the old key, and everybody can check that nothing before it has changed. If your own key is lost,
/// too, you get a new one.
///
/// But the old key cannot sign the new one. Anyone who has the file could do the same and call it
/// theirs, so from now on `verify` and every report say what happened, and who did it. Publish the
/// new public key where people know you. First look for a backup: `key restore` loses nothing. If the
/// key is here, and others may have seen it: `key rotate`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  factledger ledger succeed\n  factledger --as ben ledger succeed --yes"
)]
pub(crate) struct Succeed {
    /// Do not ask
    #[arg(long, short)]
    yes: bool,

    /// The reviewers for whom the key is sealed in the ledger have lost their own keys, too
    #[arg(long)]
    lost: bool,
}

impl LedgerCommand {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        match self.verb {
            Verb::Succeed(succeed) => succeed.run(session, at),
        }
    }
}

impl Succeed {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        if !self.yes {
            let log = at.open(Access::Read)?.log()?;
            session.confirm(&format!(
                "the ledger {log} goes on with a new key, which the old one does not sign;\n\
                 that cannot be undone, and every report will say so. Go on?"
            ))?;
        }
        let (_, succeeded) = at.record(session, |ledger| ledger.succeed(&author, self.lost))?;
        let Succeeded { entry, from, own_key, sealed_for, to } = succeeded;
        let by = &author.name;
        let console = &mut session.console;
        writeln!(console.out, "{to}")?;
        console.say(format_args!(
            "that is the key of the ledger from {entry} on; the one that is lost, {}, signed all \
             before it",
            from.id()
        ))?;
        if let Some(path) = own_key {
            console.say(format_args!("a new key was made for {by}, too, in {}", path.display()))?;
        }
        let names: Vec<&str> = sealed_for.iter().map(ReviewerName::as_str).collect();
        if !names.is_empty() {
            console.say(format_args!(
                "sealed in the ledger for {}, who can go on with it, too",
                names.join(", ")
            ))?;
        }
        Ok(console.say(
            "nothing in the ledger proves that you may go on with it: tell the others yourself, and\n\
             publish the new key; a checkpoint from before proves that the past is unchanged\n\
             back the private keys up now: factledger key backup FILE",
        )?)
    }
}
