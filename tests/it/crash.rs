//! If the program, the disk or the power fails while something is recorded: what was
//! acknowledged is recorded, what was refused is not, and the ledger is sound.

mod content;
mod copy;
mod disk;
mod fault;
mod freeze;
mod full;
mod kill;
mod power;
mod recording;
mod rotation;
mod strace;

use std::path::{Path, PathBuf};

use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, Ledger, LedgerError, StoreError};

use crate::session::Session;

fn database(session: &Session) -> PathBuf {
    session.path().join("factledger.db")
}

/// Open the ledger of a session. `None`: there is none.
fn open(session: &Session, access: Access) -> Result<Option<Ledger>, String> {
    open_at(&database(session), &session.path().join(".home/.config/factledger/keys"), access)
}

/// The ledger is a copy that stands for the file that was in use before the crash.
fn is_in_use(keys: &Path) {
    for log in std::fs::read_dir(keys).into_iter().flatten().flatten() {
        let _ = std::fs::remove_file(log.path().join("in-use"));
    }
}

fn open_at(database: &Path, keys: &Path, access: Access) -> Result<Option<Ledger>, String> {
    is_in_use(keys);
    let keys = KeyFolder::new(keys.to_owned(), Randomness::Guessable([7; 32]));
    match Ledger::open(database, access, keys) {
        Ok(ledger) => Ok(Some(ledger)),
        Err(LedgerError::Store(StoreError::NoLedger)) => Ok(None),
        Err(error) => Err(format!("{error}: {error:?}")),
    }
}
