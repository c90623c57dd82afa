use crate::ledger::LedgerError;

/// What to do about evidence that cannot be used.
pub(super) fn instead(error: &LedgerError) -> &'static str {
    if let LedgerError::NoEvidence(_) = error {
        "`factledger evidence list` shows all evidence"
    } else if let LedgerError::NothingCaptured(_) = error {
        "what a person wrote with it goes by its entry: `factledger withhold E57`"
    } else {
        "`factledger history --type content.withheld` shows who withheld it, and why"
    }
}
