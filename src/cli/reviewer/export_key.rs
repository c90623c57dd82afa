use clap::Args;

use super::super::session::{Session, Target};
use super::named;
use crate::cli::failure::Failure;
use crate::domain::{Origin, Visible};
use crate::ledger::{Access, Ledger};

/// Print a public key: your own, another reviewer's, or the ledger's
///
/// If the ledger has no key for you, one is made, and its private half stays on this machine; it is
/// never printed. Send the printed line to a reviewer, who adds it with
/// `factledger reviewer add NAME --key KEY`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger --as ben reviewer export-key\n  \
    factledger --as ben reviewer export-key --origin factledger/5e0f3a...d1\n  \
    factledger reviewer export-key --ledger-key > ledger.vkey")]
pub(super) struct ExportKey {
    /// Whose key [default: your own]
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// The ledger's key, which verifies its checkpoints
    #[arg(long, conflicts_with = "name")]
    ledger_key: bool,

    /// Your key for a ledger on another machine: give the first line of its checkpoints
    #[arg(long, value_name = "ORIGIN", conflicts_with_all = ["name", "ledger_key"])]
    origin: Option<Origin>,
}

impl ExportKey {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if self.ledger_key {
            let key = at.open(Access::Read)?.log_key()?;
            return Ok(writeln!(session.console.out, "{}", Visible::line(&key.to_string()))?);
        }
        let (name, exported) = match (&self.name, &self.origin) {
            (Some(name), _) => {
                let name = named(name)?;
                let exported = at.open(Access::Read)?.export_key(&name);
                (name, exported)
            }
            (None, Some(origin)) => {
                let name = at.author(session)?.name;
                let exported = Ledger::export_key_elsewhere(&at.keys, origin, &name);
                (name, exported)
            }
            (None, None) => {
                let name = at.author(session)?.name;
                let exported = at.open(Access::Read)?.export_own_key(&name);
                (name, exported)
            }
        };
        let exported = exported?;
        writeln!(session.console.out, "{}", Visible::line(&exported.key))?;
        if let Some(path) = &exported.made {
            let path = path.display();
            session.console.say(format_args!("made for {name}; the private key is in {path}"))?;
        }
        if let Some(until) = exported.until {
            session.console.say(format_args!(
                "it is not valid since {until}; what it signed before remains valid"
            ))?;
        } else if !exported.counts {
            session.console.say(format_args!(
                "it is valid once a reviewer adds it: factledger reviewer add {name} --key KEY\n\
                 then take a new copy of the ledger: it lets you write"
            ))?;
        }
        Ok(())
    }
}
