use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::EntryId;
use crate::ledger::Access;
use crate::view::{OddTime, words};

/// Show the history of a claim, an article or the whole ledger, newest first
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger history\n  \
    factledger history C12\n  \
    factledger history A3 --format jsonl --limit 0")]
pub(crate) struct History {
    /// A claim or an article: an id, or the first digits of a hash
    #[arg(value_name = "ID")]
    of: Option<String>,

    /// Maximum number of entries; 0 for all [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Continue after this entry, with older ones
    #[arg(long, value_name = "ENTRY")]
    after: Option<EntryId>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl History {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let of = self.of.as_deref().map(|name| view.find(name)).transpose()?;
        let limit = self.format.limit(self.limit);
        let console = &mut session.console;
        let mut answer = RowPrinter::new(self.format, console);
        let (mut last, mut future) = (None, Vec::new());
        let mut history = view.history(of, self.after, limit);
        for recorded in &mut history {
            let recorded = recorded?;
            last = Some(recorded.position);
            future.extend(OddTime::in_future(recorded.position, recorded.entry.at, session.now));
            answer.print(console, &recorded)?;
        }
        let entries = words::count(answer.finish(console)?, "entry", "entries");
        match last.filter(|_| history.has_more()) {
            Some(last) => console
                .say(format_args!("{entries} shown, more follow\nnext page: --after {last}"))?,
            None => console.say(format_args!("{entries} shown"))?,
        }
        for odd in words::odd_times(&future, "now") {
            console.warn(format_args!("{odd}: a clock was wrong"))?;
        }
        Ok(())
    }
}
