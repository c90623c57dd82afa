use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target};
use super::super::value;
use super::{named, print_keys_of};
use crate::cli::failure::Failure;
use crate::domain::{Note, Role as Of};

/// Give a reviewer a role: editor, reviewer or observer
///
/// A reviewer judges claims. An editor also resolves conflicts, sets the policy, makes exceptions
/// from it, gives roles, withholds, invites and retires. An observer reads. The person who made the
/// ledger is its first editor, and there is always one.
///
/// In a ledger made by an earlier version everybody may do everything, until the first role is given.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger reviewer role ben editor -m 'runs the desk while ana is away'")]
pub(super) struct Role {
    /// The reviewer's name
    #[arg(value_name = "NAME")]
    name: String,

    /// editor, reviewer or observer
    #[arg(value_name = "ROLE", value_parser = value::one_of::<Of>(Of::OF_PEOPLE.map(Of::as_str)))]
    role: Of,

    /// Reason, at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "REASON", allow_hyphen_values = true)]
    reason: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Role {
    pub(super) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let (name, role) = (named(&self.name)?, self.role);
        let reason: Option<Note> = self.reason.as_deref().map(str::parse).transpose()?;
        let (ledger, ()) =
            at.record(session, |ledger| ledger.give_role(&author, &name, role, reason.as_ref()))?;
        print_keys_of(self.format, session, &ledger, &name)?;
        let (role, by) = (role.with_article(), &author.name);
        Ok(session.console.say(format_args!("{name} is {role} from now on, by {by}"))?)
    }
}
