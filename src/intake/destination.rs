use std::path::Path;

use crate::keys::KeyFolder;
use crate::ledger::{Access, Ledger, LedgerError};

/// The ledger to record articles in.
pub struct Destination<'a>(Where<'a>);

enum Where<'a> {
    File { keys: KeyFolder, opened: Option<Box<Ledger>>, path: &'a Path },
    Ledger(&'a mut Ledger),
}

impl<'a> Destination<'a> {
    /// A ledger that is open.
    pub fn ledger_at(ledger: &'a mut Ledger) -> Self {
        Self(Where::Ledger(ledger))
    }

    /// A ledger in a file. It is created when there is something to record, so that a failed
    /// extraction leaves no empty ledger behind.
    pub fn file(path: &'a Path, keys: KeyFolder) -> Self {
        Self(Where::File { keys, opened: None, path })
    }

    /// The ledger, if it already exists.
    pub(super) fn existing(&mut self) -> Result<Option<&Ledger>, LedgerError> {
        match &mut self.0 {
            Where::File { keys, opened, path } => {
                if opened.is_none() && path.is_file() {
                    let ledger = Ledger::open(path, Access::WriteOrCreate, keys.clone())?;
                    *opened = Some(Box::new(ledger));
                }
                Ok(opened.as_deref())
            }
            Where::Ledger(ledger) => Ok(Some(ledger)),
        }
    }

    /// The ledger, which is created if it does not exist.
    pub(super) fn created(&mut self) -> Result<&mut Ledger, LedgerError> {
        match &mut self.0 {
            Where::File { opened: Some(ledger), .. } => Ok(ledger),
            Where::File { keys, opened, path } => {
                let ledger = Ledger::open(path, Access::WriteOrCreate, keys.clone())?;
                Ok(opened.insert(Box::new(ledger)))
            }
            Where::Ledger(ledger) => Ok(ledger),
        }
    }

    /// The ledger, if it was opened.
    pub(super) fn ledger(&mut self) -> Option<&mut Ledger> {
        match &mut self.0 {
            Where::File { opened, .. } => opened.as_deref_mut(),
            Where::Ledger(ledger) => Some(ledger),
        }
    }
}
