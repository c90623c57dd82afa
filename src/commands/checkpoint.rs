use std::path::PathBuf;

use clap::Args;

use super::output::into_file;
use super::session::{At, Session};
use crate::failure::Failure;
use crate::ledger::Access;

/// Print the last signed checkpoint, to be kept elsewhere
///
/// Three lines and a signature say how many entries the log has, and the root of their tree
/// (a C2SP checkpoint). Sent to somebody else, or printed in the paper, it proves later that nothing
/// before it was changed or removed: `factledger verify --checkpoint FILE`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger checkpoint\n  \
    factledger checkpoint -o monday.checkpoint")]
pub(crate) struct Checkpoint {
    /// Where to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write over the file if there is one
    #[arg(long, requires = "output")]
    force: bool,
}

impl Checkpoint {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let note = ledger.checkpoint().map_err(|error| at.failure(error))?;
        match self.output.filter(|file| file.as_os_str() != "-") {
            Some(file) => {
                at.spare(&file)?;
                into_file(&file, self.force, |out| Ok(out.write_all(note.as_bytes())?))?;
                session.console.say(format_args!("checkpoint written to {}", file.display()))?;
            }
            None => session.console.out.write_all(note.as_bytes())?,
        }
        Ok(())
    }
}
