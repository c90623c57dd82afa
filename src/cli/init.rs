use clap::Args;

use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::ledger::Access;

/// Make a new ledger, without an article
///
/// An import makes one too, and says so. The ledger is made here, or where `--ledger` says; a ledger
/// in a folder above is not used for that. It gets a key of its own, and you get one in it.
#[derive(Args)]
#[command(after_help = "Examples:\n  factledger init\n  factledger --ledger desk.db init")]
pub(crate) struct Init {}

impl Init {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let Self {} = self;
        let author = at.author(session)?;
        if !at.is_new()? {
            let what = match at.ledger.file() {
                Some(file) => format!("there is already a file `{}`", file.display()),
                None => format!("there is already a ledger at {}", at.ledger),
            };
            return Err(Failure::new(Kind::Failed, what)
                .hint("to use it, just import into it; to make another, `--ledger FILE init`"));
        }
        at.open(Access::WriteOrCreate)?.create(&author)?;
        session.has_recorded = true;
        at.announce_new(&mut session.console, &session.place)
    }
}
