use std::path::Path;

use crate::domain::Viewer;
use crate::keys::KeyFolder;
use crate::ledger::{Access, Ledger, LedgerError, Location};

/// The ledger to record articles in.
pub struct Destination<'a>(Where<'a>);

enum Where<'a> {
    Place { keys: KeyFolder, opened: Option<Box<Ledger>>, location: Location, viewer: Viewer },
    Ledger(&'a mut Ledger),
}

impl<'a> Destination<'a> {
    /// A ledger that is open.
    pub fn ledger_at(ledger: &'a mut Ledger) -> Self {
        Self(Where::Ledger(ledger))
    }

    /// A ledger in a place, and who looks at it. It is created when there is something to record, so that a failed
    /// extraction leaves no empty ledger behind.
    pub fn at(location: Location, keys: KeyFolder, viewer: Viewer) -> Self {
        Self(Where::Place { keys, opened: None, location, viewer })
    }

    /// The ledger, if it already exists.
    pub(super) fn existing(&mut self) -> Result<Option<&Ledger>, LedgerError> {
        match &mut self.0 {
            Where::Place { keys, opened, location, viewer } => {
                let may_exist = location.file().is_none_or(Path::is_file);
                if opened.is_none() && may_exist {
                    // What is on a server is not made before there is something to record.
                    let is_file = location.file().is_some();
                    let access = if is_file { Access::WriteOrCreate } else { Access::Write };
                    match Ledger::at(location, access, keys.clone()) {
                        Ok(ledger) => *opened = Some(Box::new(ledger.seen_by(viewer.clone()))),
                        Err(error) if !is_file && error.is_absence() => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(opened.as_deref())
            }
            Where::Ledger(ledger) => Ok(Some(ledger)),
        }
    }

    /// The ledger, which is created if it does not exist.
    pub(super) fn created(&mut self) -> Result<&mut Ledger, LedgerError> {
        match &mut self.0 {
            Where::Place { opened: Some(ledger), .. } => Ok(ledger),
            Where::Place { keys, opened, location, viewer } => {
                let ledger = Ledger::at(location, Access::WriteOrCreate, keys.clone())?;
                let ledger = ledger.seen_by(viewer.clone());
                Ok(opened.insert(Box::new(ledger)))
            }
            Where::Ledger(ledger) => Ok(ledger),
        }
    }

    /// The ledger, if it was opened.
    pub(super) fn ledger(&mut self) -> Option<&mut Ledger> {
        match &mut self.0 {
            Where::Place { opened, .. } => opened.as_deref_mut(),
            Where::Ledger(ledger) => Some(ledger),
        }
    }
}
