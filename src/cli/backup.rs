use std::path::PathBuf;

use clap::Args;

use super::output::{forced, into_file};
use super::session::{Session, Target};
use super::verify::with_progress;
use crate::cli::failure::{Failure, Kind};
use crate::domain::Visible;
use crate::ledger::Access;
use crate::view::words;

/// Copy the ledger to a file, and verify the copy
///
/// The copy shows one moment, even while others write, and gets its name only once all of it is
/// verified. The private keys are not in it: they are in a folder of their own and need backing up
/// too.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger backup monday.db\n  \
    factledger verify monday.db\n  \
    factledger --ledger monday.db list")]
pub(crate) struct Backup {
    /// File to write
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

impl Backup {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        at.ensure_not_ledger(&self.file)?;
        let console = &mut session.console;
        let head = into_file(&self.file, forced(self.force), |file| {
            let found = with_progress(console, |progress| {
                ledger.back_up(file.unfinished_path(), progress)
            })?;
            // An entry without effect is in the copy as it is in the ledger.
            for finding in found.findings.iter().filter(|_| found.is_intact()) {
                console.warn(Visible::line(&finding.to_string()))?;
            }
            match found.findings.first() {
                None => Ok(found.head),
                Some(_) if found.is_intact() => Ok(found.head),
                Some(finding) => Err(Failure::new(Kind::Tampered, finding.to_string())
                    .context("the copy is not sound")
                    .hint("`factledger verify` lists every problem in the ledger")),
            }
        })?;
        if let Some(head) = head {
            session.console.say(format_args!(
                "backup written to {} and verified: {}, root {}",
                self.file.display(),
                words::count(head.size, "entry", "entries"),
                head.root
            ))?;
        }
        let log = ledger.log()?;
        let folder = at.keys.folder(&log);
        session.console.say(if folder.is_dir() {
            format!(
                "not in it: the private keys in {}, without which nobody can write to it:\n\
                 factledger key backup FILE",
                session.place.shown(&folder)
            )
        } else {
            "not in it: the private keys, without which nobody can write to it; they are not on \
             this machine"
                .to_owned()
        })?;
        Ok(())
    }
}
