use crate::cli::failure::Failure;
use crate::cli::session::{Clock, Session, Target};
use crate::domain::Actor;
use crate::ledger::{Access, Ledger, LedgerError};

/// A ledger that is opened, and made, when there is something to record.
pub(super) struct Desk<'t> {
    pub(super) at: &'t Target,
    author: Actor,
    pub(super) clock: Option<Clock>,
    pub(super) is_new: bool,
    pub(super) ledger: Option<Ledger>,
}

impl<'t> Desk<'t> {
    pub(super) fn new(session: &Session<'_>, at: &'t Target) -> Result<Self, Failure> {
        let author = at.author(session)?;
        let is_new = at.is_new()?;
        let clock = at.open(Access::Read).and_then(|mut ledger| Clock::before(&mut ledger)).ok();
        Ok(Self { at, author, clock, is_new, ledger: None })
    }

    /// The ledger as it is, if there is one.
    pub(super) fn existing(&self) -> Result<Option<Ledger>, LedgerError> {
        if self.is_new && self.ledger.is_none() {
            Ok(None)
        } else {
            self.at.open(Access::Read).map(Some)
        }
    }

    /// Record something, as an act of its own.
    pub(super) fn record<T>(
        &mut self,
        act: impl FnOnce(&mut Ledger, &Actor) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let ledger = match self.ledger.take() {
            Some(ledger) => ledger,
            None => self.at.open(Access::WriteOrCreate)?,
        };
        let ledger = self.ledger.insert(ledger);
        let done = act(ledger, &self.author)?;
        self.author = self.author.for_next_act();
        Ok(done)
    }
}
