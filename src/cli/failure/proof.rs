use super::Failure;
use crate::ledger::ProofError;

impl From<ProofError> for Failure {
    fn from(error: ProofError) -> Self {
        let failure = Self::of(&error).of_kind(error.kind());
        match error {
            ProofError::NoKey { .. } => failure.hint(
                "get it from someone you trust, and pass it with `--key KEY`; a ledger's \
                 own key is in its bundles, in keys/log.vkey",
            ),
            ProofError::NotAProof(_) | ProofError::WithoutEntry => {
                failure.hint("`factledger prove CLAIM` makes one")
            }
            ProofError::Checkpoint(_)
            | ProofError::Entry(_)
            | ProofError::NotProven(_)
            | ProofError::NotSigned(_)
            | ProofError::OtherLog
            | ProofError::OtherWords => {
                failure.hint("it was changed, or belongs to another log: ask for a new one")
            }
        }
    }
}
