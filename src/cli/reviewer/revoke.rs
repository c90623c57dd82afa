use clap::Args;

use super::super::print::OutputFormat;
use super::super::remark::Remark;
use super::super::session::{Session, Target};
use super::{named, print_keys_of};
use crate::cli::failure::Failure;

/// Revoke a reviewer's key, with a reason
///
/// The key is not valid from now on; earlier signatures remain valid. The last valid key cannot be
/// revoked: first add someone who can give out a new one.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger reviewer revoke ben -m 'his laptop was stolen on 3 May'")]
pub(super) struct Revoke {
    /// The reviewer's name
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Revoke {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let name = named(&self.name)?;
        let about = || Ok(vec![format!("revoke the key of {name}")]);
        let remark = self.remark.required(session, about)?;
        let recorded = at
            .record(session, |ledger| ledger.revoke_reviewer(&author, &name, &remark.note))
            .map_err(|error| remark.kept(Failure::from(error)));
        let (ledger, ()) = recorded?;
        print_keys_of(self.format, session, &ledger, &name)?;
        let by = &author.name;
        Ok(session.console.say(format_args!(
            "the key of {name} revoked by {by}; its earlier signatures remain valid"
        ))?)
    }
}
