use super::summary::known_claim;
use super::{Ledger, LedgerError};
use crate::domain::{Act, Actor, ClaimId, Note, OfClaim};

impl Ledger {
    /// Let a claim rest on others, and not on these others any more: all of it or nothing.
    pub fn rest(
        &mut self,
        author: &Actor,
        claim: ClaimId,
        on: &[ClaimId],
        not: &[ClaimId],
        reason: Option<&Note>,
    ) -> Result<(), LedgerError> {
        let acts = self.store.read(|snapshot| {
            let mut acts = Vec::new();
            for (ids, is_new) in [(not, false), (on, true)] {
                for &id in ids {
                    let quote_sha256 = known_claim(snapshot, id)?.quote_sha256;
                    let (reason, to) = (reason.cloned(), OfClaim { claim: id, quote_sha256 });
                    let act =
                        if is_new { Act::Link { reason, to } } else { Act::Unlink { reason, to } };
                    acts.push((claim, act));
                }
            }
            Ok::<_, LedgerError>(acts)
        })?;
        self.act_on_each(author, &acts)
    }
}
