use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::output::{forced, into_file};
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::{EntryId, Review};
use crate::ledger::{Access, LedgerError};
use crate::terminal::shell_quoted;

/// Print a proof that a verdict is in the log
///
/// The proof (a C2SP tlog-proof) holds the verdict's entry, the hashes that lead from it to the
/// root of the log, and the signed checkpoint. Anyone with the log's public key can check it
/// without the ledger, using `factledger verify FILE --key KEY` or another program that knows the format. If
/// several reviews agree with the verdict, the latest is proven.
///
/// A proof shows one entry. It does not show what was recorded later, nor that other reviewers
/// disagree: if they do, a warning names them.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger prove C12 -o C12.tlog-proof\n  \
    factledger prove E57 > E57.tlog-proof")]
pub(crate) struct Prove {
    /// A claim, by its id or the first digits of its hash, or an entry such as E57
    #[arg(value_name = "ID")]
    id: String,

    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    force: bool,
}

impl Prove {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let entry: Option<EntryId> =
            self.id.parse().ok().filter(|_| self.id.starts_with(['E', 'e']));
        let of_claim = || view.find_claim(&self.id).and_then(|claim| view.prove_verdict(claim));
        let proof = match entry.map(|entry| view.prove_entry(entry)) {
            // The first digits of a hash may look like an entry that does not exist.
            Some(Err(LedgerError::NoEntry(entry))) => match of_claim() {
                Err(LedgerError::NoClaim(_)) => Err(LedgerError::NoEntry(entry)),
                proof => proof,
            },
            Some(proof) => proof,
            None => of_claim(),
        }?;
        let output = self.output.filter(|file| file.as_os_str() != "-");
        if let Some(file) = &output {
            at.ensure_not_ledger(file)?;
            into_file(file, forced(self.force), |out| Ok(out.write_all(proof.text.as_bytes())?))?;
        } else {
            session.console.out.write_all(proof.text.as_bytes())?;
        }
        let name = output.map_or_else(|| "FILE".to_owned(), |file| file.display().to_string());
        let keys = [&proof.log_key, &proof.signer].map(|key| shell_quoted(&key.to_string()));
        let entry = &proof.recorded.entry;
        session.console.say(format_args!(
            "proof of `{}`: {} {}\n\
             to check it: factledger verify {} --key {} --key {}",
            proof.recorded.position,
            entry.actor,
            entry.event.summary(),
            shell_quoted(&name),
            keys[0],
            keys[1],
        ))?;
        for review in proof.contradicted_by() {
            let Review { entry: later, reviewer, status, .. } = review;
            let also = if *reviewer == entry.actor { "later " } else { "" };
            session.console.warn(format_args!(
                "the proof does not show that {reviewer} {also}said {status}, in `{later}`"
            ))?;
        }
        Ok(())
    }
}
