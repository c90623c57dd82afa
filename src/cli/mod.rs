//! The command line, one command per file. A command reads its flags, calls the ledger, and prints.

mod add;
mod articles;
mod asked;
mod backup;
mod checkpoint;
mod checkpoint_file;
mod claim_act;
mod claim_filter;
pub(crate) mod completions;
mod confirm;
mod copy;
mod correct;
mod dismiss;
mod docket;
mod editor;
mod evidence;
mod export;
mod facts;
pub(crate) mod failure;
mod history;
pub(crate) mod home;
mod import;
mod inbox;
mod init;
mod key;
mod ledger;
mod list;
mod mailed;
mod man;
mod mark;
mod mark_table;
mod note;
mod output;
mod policy;
mod print;
mod prove;
mod publish;
mod rating;
mod remark;
mod resolve;
mod restore;
mod rests;
mod review;
mod reviewer;
mod salvage;
mod scope;
mod search;
mod selftest;
mod session;
mod setting;
mod setup;
mod show;
mod stats;
mod suggestions;
#[cfg(test)]
mod tests;
mod undo;
mod value;
mod verify;
mod waive;
mod when;
mod why;
mod why_said;
mod withdraw;
mod withhold;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use asked::with_status;
pub(crate) use docket::spelled_out;
pub(crate) use editor::EditorCommand;
pub(crate) use inbox::is_for_programs;
pub(crate) use session::Session;

pub(crate) use crate::ledger::{ServerEnvironment, VARIABLES};

use crate::cli::failure::{Failure, Kind};
use crate::domain::Viewer;
use crate::keys::{KeyFolder, Meant};
use crate::ledger::Location;

/// Where the command is among the arguments.
fn verb_at(arguments: &[String]) -> Option<usize> {
    let takes_value = ["--as", "--color", "--keys", "--ledger"];
    let mut at = 1;
    while arguments.get(at)?.starts_with('-') {
        at += if takes_value.contains(&arguments[at].as_str()) { 2 } else { 1 };
    }
    Some(at)
}

/// The heading of the options that every command takes. They come last in its help.
const GLOBAL: &str = "Global options";

/// Keep a fact-check ledger: claims, verdicts and how they were reached
///
/// Import an article, list its claims, mark what you found out, and export the report. Everything
/// is kept in one file, in a log that only grows.
#[derive(Parser)]
#[command(
    name = "factledger",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 not as recorded.\n\
        Results go to standard output, messages to standard error."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Arguments {
    /// The ledger: a file, or `postgres://USER@HOST/DATABASE` [default: factledger.db here, or in the
    /// nearest folder above]
    #[arg(
        long,
        global = true,
        help_heading = GLOBAL,
        value_name = "FILE",
        env = "FACTLEDGER_LEDGER",
        hide_env_values = true
    )]
    ledger: Option<PathBuf>,

    /// Act as this reviewer [default: your login name]
    #[arg(
        long = "as",
        global = true,
        help_heading = GLOBAL,
        value_name = "NAME",
        env = "FACTLEDGER_REVIEWER",
        hide_env_values = true
    )]
    reviewer: Option<String>,

    /// The name that acts is new, although it is close to a reviewer's
    ///
    /// Without it, a name that may be a slip of the pen is refused: it would be another reviewer
    /// for ever.
    #[arg(long = "new", global = true, help_heading = GLOBAL)]
    is_new: bool,

    /// Write to this copy of the ledger, though another was written to on this machine
    ///
    /// Whatever the other copy has more is not in this one, and the two cannot be joined again.
    #[arg(long, global = true, help_heading = GLOBAL)]
    this_copy: bool,

    /// Folder of the private keys [default: factledger/keys in your configuration folder]
    #[arg(
        long,
        global = true,
        help_heading = GLOBAL,
        value_name = "FOLDER",
        env = "FACTLEDGER_KEYS",
        hide_env_values = true
    )]
    keys: Option<PathBuf>,

    /// When to colour the output
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Colour,

    /// Print errors only, and what a command is asked to show
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    pub(crate) quiet: bool,

    /// Do not use a pager for `list`, `search`, `articles`, `history`, `inbox`, `show` and `stats`
    /// [default: `FACTLEDGER_PAGER`, `PAGER` or `less`, on a terminal]
    #[arg(long, global = true, help_heading = GLOBAL)]
    no_pager: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Colour {
    /// Only on a terminal
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Init),
    Import(import::Import),
    List(list::List),
    Search(search::Search),
    Articles(articles::Articles),
    Show(show::Show),
    Mark(mark::Mark),
    Review(review::Review),
    Next(docket::Next),
    Take(docket::Take),
    Release(docket::Release),
    Assign(docket::Assign),
    Tag(docket::Tag),
    Scope(scope::Scope),
    Rests(rests::Rests),
    Inbox(inbox::Inbox),
    Note(note::Note),
    Add(add::Add),
    Correct(correct::Correct),
    Evidence(evidence::EvidenceCommand),
    Dismiss(dismiss::Dismiss),
    Restore(restore::Restore),
    Resolve(resolve::Resolve),
    Waive(waive::Waive),
    Undo(undo::Undo),
    Withdraw(withdraw::Withdraw),
    Withhold(withhold::Withhold),
    History(history::History),
    Stats(stats::Stats),
    Export(export::Export),
    Verify(verify::Verify),
    Checkpoint(checkpoint::Checkpoint),
    Prove(prove::Prove),
    Publish(publish::Publish),
    Backup(backup::Backup),
    Copy(copy::Copy),
    Salvage(salvage::Salvage),
    Selftest(selftest::Selftest),
    Setup(setup::Setup),
    Reviewer(reviewer::Reviewer),
    Policy(policy::Policy),
    Rating(rating::RatingCommand),
    Key(key::Key),
    Ledger(ledger::LedgerCommand),
    /// The same as `ledger succeed`
    #[command(hide = true)]
    Rekey(ledger::Succeed),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Arguments {
    /// Whether the output is long text for a person, and so is paged on a terminal.
    pub(crate) fn is_paged(&self) -> bool {
        let is_text = match &self.command {
            Command::Articles(articles) => articles.is_text(),
            Command::History(history) => history.is_text(),
            Command::Inbox(inbox) => inbox.is_text(),
            Command::List(list) => list.is_text(),
            Command::Search(search) => search.is_text(),
            Command::Show(show) => show.is_text(),
            Command::Stats(stats) => stats.is_text(),
            Command::Add(_)
            | Command::Assign(_)
            | Command::Backup(_)
            | Command::Checkpoint(_)
            | Command::Completions(_)
            | Command::Copy(_)
            | Command::Correct(_)
            | Command::Dismiss(_)
            | Command::Evidence(_)
            | Command::Export(_)
            | Command::Import(_)
            | Command::Init(_)
            | Command::Key(_)
            | Command::Ledger(_)
            | Command::Man(_)
            | Command::Mark(_)
            | Command::Next(_)
            | Command::Note(_)
            | Command::Policy(_)
            | Command::Prove(_)
            | Command::Publish(_)
            | Command::Rating(_)
            | Command::Rekey(_)
            | Command::Release(_)
            | Command::Resolve(_)
            | Command::Restore(_)
            | Command::Rests(_)
            | Command::Review(_)
            | Command::Reviewer(_)
            | Command::Salvage(_)
            | Command::Scope(_)
            | Command::Selftest(_)
            | Command::Setup(_)
            | Command::Tag(_)
            | Command::Take(_)
            | Command::Undo(_)
            | Command::Verify(_)
            | Command::Waive(_)
            | Command::Withdraw(_)
            | Command::Withhold(_) => false,
        };
        is_text && !self.no_pager
    }

    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<(), Failure> {
        let keys = self.keys.or_else(|| Some(session.home.as_ref()?.join("factledger/keys")));
        let keys = keys.ok_or_else(|| {
            Failure::new(Kind::Misused, "there is no folder for keys")
                .hint("name one: `--keys FOLDER`, or FACTLEDGER_KEYS")
        })?;
        let mut keys = KeyFolder::new(keys, session.randomness);
        keys.is_this_copy = self.this_copy;
        if self.is_new {
            keys.meant = Meant::Said;
        }
        let above = match (&self.ledger, &self.command) {
            (Some(_), _)
            | (
                None,
                Command::Completions(_)
                | Command::Init(_)
                | Command::Man(_)
                | Command::Selftest(_)
                | Command::Setup(_),
            ) => None,
            (None, _) => session.place.ledger_above(),
        };
        if let Some(ledger) = &above {
            session.console.say(format_args!("ledger: {}", ledger.display()))?;
        }
        let ledger = self.ledger.or(above).unwrap_or_else(|| PathBuf::from(home::NAME));
        let ledger = Location::read(ledger, &session.servers)?;
        let name = self.reviewer.as_ref().or(session.login.as_ref());
        let name = name.and_then(|name| name.parse().ok());
        let viewer = name.map_or(Viewer::Unknown, Viewer::Person);
        let at = session::Target { keys, ledger, reviewer: self.reviewer, viewer };
        let is_inbox = matches!(self.command, Command::Inbox(_));
        let lists = matches!(
            self.command,
            Command::Articles(_)
                | Command::History(_)
                | Command::List(_)
                | Command::Next(_)
                | Command::Search(_)
                | Command::Show(_)
                | Command::Stats(_)
        );
        let done = match self.command {
            Command::Init(init) => init.run(session, &at),
            Command::Import(import) => import.run(session, &at),
            Command::List(list) => list.run(session, &at),
            Command::Search(search) => search.run(session, &at),
            Command::Articles(articles) => articles.run(session, &at),
            Command::Show(show) => show.run(session, &at),
            Command::Mark(mark) => mark.run(session, &at),
            Command::Review(review) => review.run(session, &at),
            Command::Next(next) => next.run(session, &at),
            Command::Take(take) => take.run(session, &at),
            Command::Release(release) => release.run(session, &at),
            Command::Assign(assign) => assign.run(session, &at),
            Command::Tag(tag) => tag.run(session, &at),
            Command::Scope(scope) => scope.run(session, &at),
            Command::Rests(rests) => rests.run(session, &at),
            Command::Inbox(inbox) => inbox.run(session, &at),
            Command::Note(note) => note.run(session, &at),
            Command::Add(add) => add.run(session, &at),
            Command::Correct(correct) => correct.run(session, &at),
            Command::Evidence(evidence) => evidence.run(session, &at),
            Command::Dismiss(dismiss) => dismiss.run(session, &at),
            Command::Restore(restore) => restore.run(session, &at),
            Command::Resolve(resolve) => resolve.run(session, &at),
            Command::Waive(waive) => waive.run(session, &at),
            Command::Undo(undo) => undo.run(session, &at),
            Command::Withdraw(withdraw) => withdraw.run(session, &at),
            Command::Withhold(withhold) => withhold.run(session, &at),
            Command::History(history) => history.run(session, &at),
            Command::Stats(stats) => stats.run(session, &at),
            Command::Export(export) => export.run(session, &at),
            Command::Verify(verify) => verify.run(session, &at),
            Command::Checkpoint(checkpoint) => checkpoint.run(session, &at),
            Command::Prove(prove) => prove.run(session, &at),
            Command::Publish(publish) => publish.run(session, &at),
            Command::Backup(backup) => backup.run(session, &at),
            Command::Copy(copy) => copy.run(session, &at),
            Command::Salvage(salvage) => salvage.run(session, &at),
            Command::Selftest(selftest) => selftest.run(session, &at),
            Command::Reviewer(reviewer) => reviewer.run(session, &at),
            Command::Policy(policy) => policy.run(session, &at),
            Command::Rating(rating) => rating.run(session, &at),
            Command::Key(key) => key.run(session, &at),
            Command::Ledger(ledger) => ledger.run(session, &at),
            Command::Rekey(succeed) => succeed.run(session, &at),
            Command::Completions(completions) => completions.run(session),
            Command::Man(man) => man.run(session),
            Command::Setup(setup) => setup.run(session),
        };
        let is_read = session.is_attended && !session.is_for_programs && !session.console.quiet;
        if done.is_ok() && is_read && !is_inbox && (lists || session.has_recorded) {
            at.tell_of_inbox(session);
        }
        done.map_err(|failure| home::hinted(failure, &at.ledger).name_ledger(&at.ledger))
    }
}
