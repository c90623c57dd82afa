use clap::Args;

use super::docket::misused;
use super::remark::Remark;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::{LogEntry, Visible};
use crate::ledger::Access;

/// Take back your last act
///
/// It shows your last act and what takes it back, and records that: a verdict or a note is withdrawn,
/// so that your earlier verdict counts again; a dismissed claim is restored, a restored one dismissed;
/// what was corrected gets its earlier value; an imported article is withdrawn; tags and assignments
/// are put back. Nothing is erased: the history shows both. An act on several claims is taken back on all of them. Do it again for the act
/// before.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  factledger undo --dry-run\n  factledger undo -m 'that was the wrong claim'"
)]
pub(crate) struct Undo {
    #[command(flatten)]
    remark: Remark,

    /// Do not ask
    #[arg(long, short)]
    yes: bool,

    /// Show what would be done, and record nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Undo {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let reason = self.remark.given(session)?;
        let undoing = at.open(Access::Read)?.undoing(&author, reason.as_ref())?;
        if reason.is_some() && undoing.is_on_dockets() {
            let what = "tags and assignments are taken back without a reason";
            return Err(misused(what, "leave out `-m`"));
        }
        let out = &mut session.console.out;
        for LogEntry { entry, position, .. } in &undoing.act {
            let said = entry.event.remark().map(|note| format!(": {note}")).unwrap_or_default();
            let line = format!("{position}  {}  {}{said}", entry.at, entry.event.summary());
            writeln!(out, "{}", Visible::line(&line))?;
        }
        for step in undoing.summary() {
            writeln!(out, "to take it back: {}", Visible::line(&step))?;
        }
        if self.dry_run {
            return Ok(session.console.say("nothing was recorded")?);
        }
        if !self.yes {
            session.confirm("Take it back?")?;
        }
        at.record(session, |ledger| ledger.undo(&author, &undoing))?;
        Ok(session.console.say(format_args!("taken back by {}", author.name))?)
    }
}
