use clap::Args;

use super::session::{Session, Target};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::Join;
use crate::ledger::Access;

/// Show the policy of the ledger, or set it
///
/// `open`: anyone who can write to the ledger becomes a reviewer with their first act. `invited`:
/// only those whom a reviewer invited, or whose key a reviewer added. The rule is part of the log:
/// an entry that breaks it has no effect, and `verify` names it.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger policy\n  \
    factledger policy --join invited")]
pub(crate) struct Policy {
    /// Who may become a reviewer: open or invited
    #[arg(long, value_name = "WHO", value_parser = value::one_of::<Join>(Join::ALL.map(Join::as_str)))]
    join: Option<Join>,
}

impl Policy {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if let Some(join) = self.join {
            let author = at.author(session)?;
            let (_, is_new) = at.record(session, |ledger| ledger.set_join(&author, join))?;
            let by = &author.name;
            return Ok(session.console.say(match (is_new, join) {
                (false, _) => format!("nothing to do: `join` is already `{}`", join.as_str()),
                (true, Join::Invited) => format!("closed to all but invited reviewers by {by}"),
                (true, Join::Open) => format!("opened to new reviewers by {by}"),
            })?);
        }
        let (join, invited) = at.open(Access::Read)?.membership()?;
        writeln!(session.console.out, "join  {}", join.as_str())?;
        for name in invited {
            session.console.say(format_args!("{name} is invited, and has not joined yet"))?;
        }
        Ok(())
    }
}
