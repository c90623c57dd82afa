use std::collections::BTreeSet;

use super::Desk;
use crate::cli::evidence::Fetching;
use crate::cli::failure::Failure;
use crate::domain::{ClaimId, EvidenceId, Refusal, Stance, Visible};
use crate::ledger::NewEvidence;
use crate::terminal::Screen;

/// What the next judgement of a claim rests on. It is recorded with that judgement.
#[derive(Default)]
pub(super) struct Resting {
    pub(super) claim: Option<ClaimId>,
    pub(super) named: BTreeSet<EvidenceId>,
    pub(super) new: Vec<NewEvidence>,
    /// All of it, as it was named.
    pub(super) names: Vec<String>,
}

impl Resting {
    /// What to say if nothing was judged on the ground of it.
    pub(super) fn lost(&self) -> Option<String> {
        let claim = self.claim.filter(|_| !self.names.is_empty())?;
        let names = self.names.join(", ");
        Some(format!("{names}: not recorded, since {claim} was not judged after it"))
    }
}

impl Desk<'_> {
    /// Rest the next judgement of this claim on it.
    pub(super) fn rest_on(&mut self, claim: ClaimId, name: &str) -> Result<(), Failure> {
        if name.starts_with(['V', 'v'])
            && let Ok(id) = name.parse()
        {
            let known = self.ledger.look(|view| view.evidence_list(Some(claim)));
            match known {
                Err(error) => return self.refused(error),
                Ok(known) => {
                    let mut known = known.iter().map(|known| &known.evidence);
                    if !known.any(|known| known.id() == id && known.stands()) {
                        return self.refused(Refusal::NoEvidence { claim, evidence: id }.into());
                    }
                }
            }
            self.resting.named.insert(id);
        } else {
            match Fetching::DEFAULT.found(name, false) {
                Ok((what, captured)) => {
                    self.resting.new.push(NewEvidence::of(what, captured, Stance::Context));
                }
                Err(failure) => {
                    let plain =
                        Screen { colour: false, is_dumb: true, is_terminal: false, width: None };
                    self.message = failure.to_lines(plain);
                    return Ok(());
                }
            }
        }
        self.resting.names.push(Visible::line(name).to_string());
        "it is recorded with your judgement; now judge the claim".clone_into(&mut self.message);
        Ok(())
    }
}
