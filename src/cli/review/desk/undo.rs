use super::Desk;
use crate::cli::failure::Failure;

impl Desk<'_> {
    /// Take back what was done last.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        let Some(done) = self.done.pop() else {
            "there is nothing to take back".clone_into(&mut self.message);
            return Ok(());
        };
        let author = self.author_now()?;
        let undoing = self.ledger.undoing_act(&author, done.entry);
        match undoing.and_then(|undoing| self.ledger.undo(&author, &undoing)) {
            Ok(()) => {
                let (what, claim, entry) = (done.what.as_str(), done.claim, done.entry);
                self.message = format!("taken back: your {what} on {claim}, {entry}");
                let place = self.queue.claims.iter().position(|claim| *claim == done.claim);
                self.at = place.unwrap_or(self.at);
                Ok(())
            }
            Err(error) => {
                self.done.push(done);
                self.refused(error)
            }
        }
    }
}
