use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use super::value;
use super::when::When;
use crate::cli::failure::Failure;
use crate::domain::{EntryId, EventTypes, HistoryQuery, ReviewerName};
use crate::ledger::Access;
use crate::view::{OddTime, words};

/// Show the history of a claim, an article or the whole ledger, newest first
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger history\n  \
    factledger history C12\n  \
    factledger history --by ben --since 7d\n  \
    factledger history --type review --since 2026-11-01 --until 2026-11-30\n  \
    factledger history --grep 'annual report'\n  \
    factledger history A3 --format jsonl --limit 0")]
pub(crate) struct History {
    /// A claim or an article: an id, or the first digits of a hash; an article also by its address or
    /// a part of its title
    #[arg(value_name = "ID")]
    of: Option<String>,

    /// Only what was done at this time or later: a time, a date (in UTC), `yesterday`, or how long
    /// ago: `12h`, `7d`, `2w`
    #[arg(long, value_name = "TIME")]
    since: Option<When>,

    /// Only what was done up to this time; a date includes its whole day
    #[arg(long, value_name = "TIME")]
    until: Option<When>,

    /// Only what this reviewer did
    #[arg(long, value_name = "NAME", visible_alias = "reviewer")]
    by: Option<ReviewerName>,

    /// Only events of this type, as in the log (`claim.reviewed`) or in a plain word: `review`,
    /// `note`, `import`, `dismissal`, `key`; may be repeated
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<EventTypes>,

    /// Only entries with all of these words in the note or the summary, in any case
    #[arg(long, value_name = "WORDS")]
    grep: Vec<String>,

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
        let now = session.now;
        self.by.as_ref().map(|name| view.ensure_reviewer(name)).transpose()?;
        let query = HistoryQuery {
            by: self.by,
            of: self.of.as_deref().map(|name| view.find(name)).transpose()?,
            since: self.since.map(|when| when.start(now)),
            types: self.types.into_iter().flat_map(|types| types.0).collect(),
            until: self.until.map(|when| when.end(now)),
            words: value::words(&self.grep),
        };
        let limit = self.format.limit(self.limit);
        let console = &mut session.console;
        let mut answer = RowPrinter::new(self.format, console);
        let (mut last, mut future, mut hidden) = (None, Vec::new(), 0);
        let mut history = view.history(&query, self.after, limit);
        for recorded in &mut history {
            let recorded = recorded?;
            last = Some(recorded.position());
            hidden += u64::from(recorded.is_hidden());
            future.extend(OddTime::in_future(recorded.position(), recorded.at(), session.now));
            answer.print(console, &recorded)?;
        }
        let are_others_hidden = hidden == 0 && query.looks_inside() && view.hidden(None)? > 0;
        let entries = words::count(answer.finish(console)?, "entry", "entries");
        match last.filter(|_| history.has_more()) {
            Some(last) => console
                .say(format_args!("{entries} shown, more follow\nnext page: --after {last}"))?,
            None => console.say(format_args!("{entries} shown"))?,
        }
        if hidden > 0 {
            let entries = words::count(hidden, "entry is", "entries are");
            console.say(format_args!("{entries} hidden until you review the claims"))?;
        } else if are_others_hidden {
            console
                .say("entries that are hidden until you review their claims were not searched")?;
        }
        for odd in words::odd_times(&future, "now") {
            console.warn(format_args!("{odd}: a clock was wrong"))?;
        }
        Ok(())
    }
}
