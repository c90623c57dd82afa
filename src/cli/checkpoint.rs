use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::checkpoint_file;
use super::output::{forced, into_file};
use super::session::{Session, Target};
use super::verify::with_progress;
use crate::cli::failure::Failure;
use crate::files::ensure_free;
use crate::ledger::{Access, Ledger};
use crate::view::words;

/// Print the signed state of the log, to keep somewhere else
///
/// Three lines and a signature give the number of entries and the root of their tree (a C2SP
/// checkpoint). Send it to someone else, or print it in the paper: later it proves that nothing
/// before it was changed or removed, with `factledger verify --checkpoint FILE`.
///
/// With `--cosign` you add your own signature (a C2SP cosignature): you state that these entries
/// were there at this time. The whole log is hashed first, and must extend the last one you
/// cosigned here. Cosign a copy of the ledger on your own machine: your signature is worth something because
/// nobody else has your key.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger checkpoint\n  \
    factledger checkpoint -o monday.checkpoint\n  \
    factledger --as ben checkpoint --cosign -o monday.checkpoint\n  \
    factledger --as ben checkpoint --cosign --of monday.checkpoint")]
pub(crate) struct Checkpoint {
    /// Add your signature
    #[arg(long)]
    cosign: bool,

    /// Checkpoint to cosign; signatures already on it are kept [default: the ledger's latest]
    #[arg(long, value_name = "FILE", requires = "cosign")]
    of: Option<PathBuf>,

    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    force: bool,
}

impl Checkpoint {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let output = self.output.as_ref().filter(|file| file.as_os_str() != "-");
        if let Some(file) = output {
            // Nothing is signed that cannot be written afterwards.
            at.ensure_not_ledger(file)?;
            ensure_free(file, forced(self.force))?;
        }
        let note =
            if self.cosign { self.cosign(session, at, &ledger)? } else { ledger.checkpoint()? };
        match output {
            Some(file) => {
                into_file(file, forced(self.force), |out| Ok(out.write_all(note.as_bytes())?))?;
                session.console.say(format_args!("checkpoint written to {}", file.display()))?;
            }
            None => session.console.out.write_all(note.as_bytes())?,
        }
        Ok(())
    }

    /// The checkpoint with the line of the person who acts.
    fn cosign(
        &self,
        session: &mut Session<'_>,
        at: &Target,
        ledger: &Ledger,
    ) -> Result<String, Failure> {
        let author = at.author(session)?;
        let sent = self.of.as_deref().map(checkpoint_file::read).transpose()?;
        let console = &mut session.console;
        let cosigned = with_progress(console, |progress| ledger.cosign(&author, sent, progress))?;
        let entries = words::count(cosigned.head.size, "entry", "entries");
        let (name, time) = (&author.name, cosigned.at);
        if cosigned.is_new {
            console.say(format_args!("{entries} hashed, and cosigned by {name} at {time}"))?;
        } else {
            console.say(format_args!("{entries} hashed; {name} already cosigned it, at {time}"))?;
        }
        Ok(cosigned.note)
    }
}
