use std::path::Path;

use crate::domain::Viewer;
use crate::keys::KeyFolder;
use crate::ledger::{Access, Ledger, LedgerError};

/// The ledger to record articles in.
pub struct Destination<'a>(Where<'a>);

enum Where<'a> {
    File { keys: KeyFolder, opened: Option<Box<Ledger>>, path: &'a Path, viewer: Viewer },
    Ledger(&'a mut Ledger),
}

impl<'a> Destination<'a> {
    /// A ledger that is open.
    pub fn ledger_at(ledger: &'a mut Ledger) -> Self {
        Self(Where::Ledger(ledger))
    }

    /// A ledger in a file, and who looks at it. It is created when there is something to record, so that a failed
    /// extraction leaves no empty ledger behind.
    pub fn file(path: &'a Path, keys: KeyFolder, viewer: Viewer) -> Self {
        Self(Where::File { keys, opened: None, path, viewer })
    }

    /// The ledger, if it already exists.
    pub(super) fn existing(&mut self) -> Result<Option<&Ledger>, LedgerError> {
        match &mut self.0 {
            Where::File { keys, opened, path, viewer } => {
                if opened.is_none() && path.is_file() {
                    let ledger = Ledger::open(path, Access::WriteOrCreate, keys.clone())?;
                    let ledger = ledger.seen_by(viewer.clone());
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
            Where::File { keys, opened, path, viewer } => {
                let ledger = Ledger::open(path, Access::WriteOrCreate, keys.clone())?;
                let ledger = ledger.seen_by(viewer.clone());
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
