use clap::Args;

use super::ids;
use crate::cli::failure::Failure;
use crate::cli::remark::Remark;
use crate::cli::session::{Session, Target};

/// Withdraw evidence that should not have been added, with a reason
///
/// Verdicts that rest on it stand, and are shown as stale until somebody reviews their claims again.
/// The history keeps it. You can withdraw what you added; an editor can withdraw any.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger evidence withdraw V4 -m 'it is about the bridge in Westwater'")]
pub(crate) struct Withdraw {
    /// Evidence: V4
    #[arg(value_name = "EVIDENCE", required = true, num_args = 1..)]
    evidence: Vec<String>,

    #[command(flatten)]
    remark: Remark,
}

impl Withdraw {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let evidence = ids(&self.evidence)?;
        let about = || Ok(vec![format!("withdraw {}: your reason", self.evidence.join(", "))]);
        let remark = self.remark.required(session, about)?;
        let recorded =
            at.record(session, |ledger| ledger.withdraw_evidence(&author, &evidence, &remark.note));
        let (mut ledger, ()) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        for id in &evidence {
            let listed = ledger.look(|view| {
                let of = view.evidence(*id)?.shown.evidence.added.claims;
                view.claims(&of.iter().map(|of| of.claim).collect::<Vec<_>>())
            })?;
            session.console.say(format_args!("{id} withdrawn by {}", author.name))?;
            for listed in listed.iter().filter(|listed| listed.fallen().contains_key(id)) {
                session.console.say(format_args!(
                    "{} is stale: a review of it rests on {id}; review it again",
                    listed.claim.id
                ))?;
            }
        }
        Ok(())
    }
}
