use std::path::PathBuf;

use clap::Args;

use super::session::{Session, Target};
use super::verify::{showing, with_progress};
use crate::cli::failure::{Failure, Kind};
use crate::domain::Visible;
use crate::ledger::{Access, Ledger, Location};
use crate::view::words;

/// Carry the ledger to another place: from a file to a server, or from a server to a file
///
/// The copy has the same log, byte for byte, and is verified. Until then it says that it is not
/// finished, and nobody can write to it. If it is interrupted, the same command goes on with it; it also
/// brings the latest acts to an earlier copy. What has another log already is left as it is.
///
/// From then on write to one of the two only: what both record cannot be joined again.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger --ledger facts.db copy --to postgres://desk@db.example/facts\n  \
    factledger --ledger postgres://desk@db.example/facts copy --to facts.db")]
pub(crate) struct Copy {
    /// Where to: a file, or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Copy {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let to = Location::read(self.to, &session.servers)
            .map_err(|error| Failure::from(error).of_scratch_ledger())?;
        if let Some(file) = to.file() {
            at.ensure_not_ledger(file)?;
        }
        // What was signed up to now is in it; what is recorded while it is carried may be.
        let signed = ledger.checkpoint()?;
        let of_target = |failure: Failure| failure.name_ledger(&to);
        let mut target = Ledger::at(&to, Access::Copy, at.keys.clone())
            .map_err(|error| of_target(error.into()))?;
        let console = &mut session.console;
        showing("copying entry", console, |progress| ledger.carry_to(&target, progress))
            .map_err(|error| of_target(error.into()))?;
        let found = with_progress(console, |progress| target.finish_copy(signed, progress))
            .map_err(|error| of_target(error.into()))?;
        // An entry without effect is in the copy as it is in the ledger.
        for finding in found.findings.iter().filter(|_| found.is_intact()) {
            console.warn(Visible::line(&finding.to_string()))?;
        }
        match (&found.head, found.findings.first()) {
            (_, Some(finding)) if !found.is_intact() => Err(Failure::new(
                Kind::Tampered,
                finding.to_string(),
            )
            .context(format!("the copy in {to} is not sound, and stays unfinished"))
            .hint(
                "`factledger verify` lists every problem in the ledger; if it has none, begin\n\
                         again in another place",
            )),
            (Some(head), _) => Ok(console.say(format_args!(
                "copied to {to} and verified: {}, root {}\n\
                 write to one of the two only; `copy` again brings the latest acts",
                words::count(head.size, "entry", "entries"),
                head.root
            ))?),
            (None, _) => Ok(()),
        }
    }
}
