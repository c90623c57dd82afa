use clap::Args;

use super::ids;
use crate::cli::failure::Failure;
use crate::cli::remark::Remark;
use crate::cli::session::{Session, Target};
use crate::domain::SourceName;

/// Say that pieces of evidence come from one origin, such as one report of a news agency
///
/// Where the policy asks for independent origins, they count once from then on.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger evidence origin V4 V7 --is 'North Wire' -m 'both print the same report'")]
pub(crate) struct SetOrigin {
    /// Evidence: V4
    #[arg(value_name = "EVIDENCE", required = true, num_args = 1..)]
    evidence: Vec<String>,

    /// Who it comes from; at most 200 bytes
    #[arg(long = "is", value_name = "NAME", allow_hyphen_values = true)]
    origin: SourceName,

    #[command(flatten)]
    remark: Remark,
}

impl SetOrigin {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let evidence = ids(&self.evidence)?;
        let reason = self.remark.given(session)?;
        at.record(session, |ledger| {
            ledger.group_evidence(&author, &evidence, &self.origin, reason.as_ref())
        })?;
        let names: Vec<String> = evidence.iter().map(ToString::to_string).collect();
        let names = names.join(", ");
        let told = format_args!("{names}: origin set to {} by {}", self.origin, author.name);
        Ok(session.console.say(told)?)
    }
}
