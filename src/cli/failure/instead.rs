use super::Failure;
use crate::ledger::LedgerError;

/// What to do where that is the same whatever it happened to.
pub(super) fn instead(error: &LedgerError) -> &'static str {
    if let LedgerError::NoEvidence(_) = error {
        "`factledger evidence list` shows all evidence"
    } else {
        "`factledger history` lists the entries; `dismiss` and `restore` undo each other"
    }
}

impl Failure {
    /// The message and its causes, in one line.
    pub(crate) fn in_a_line(&self) -> String {
        let causes = self.causes.iter().map(String::as_str);
        std::iter::once(self.message.as_str()).chain(causes).collect::<Vec<_>>().join(": ")
    }
}
