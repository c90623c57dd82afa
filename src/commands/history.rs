use clap::Args;

use super::answer::{Form, print_json};
use super::session::{At, Session};
use crate::domain::{Position, Recorded};
use crate::export::{self, EntryShape};
use crate::failure::Failure;
use crate::ledger::Access;
use crate::report::words;
use crate::terminal::{Column, Console, Style, Table};

/// Show what happened, the newest first: to a claim, to an article, or to the whole ledger
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger history\n  \
    factledger history C12\n  \
    factledger history A3 --format jsonl --limit 0")]
pub(crate) struct History {
    /// A claim or an article: an id, or the first digits of a hash
    #[arg(value_name = "ID")]
    of: Option<String>,

    /// At most so many entries; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    /// Go on after this entry, to those before it in time
    #[arg(long, value_name = "ENTRY")]
    after: Option<Position>,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Form,
}

pub(super) const COLUMNS: &[Column] = &[
    Column { heading: "ENTRY", from_width: 0, widest: Some(10) },
    Column { heading: "WHEN (UTC)", from_width: 0, widest: Some(16) },
    Column { heading: "WHO", from_width: 40, widest: Some(16) },
    Column { heading: "WHAT", from_width: 0, widest: Some(34) },
    Column { heading: "NOTE", from_width: 60, widest: None },
    Column { heading: "SHA-256", from_width: 110, widest: Some(12) },
];

impl History {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let of = self.of.as_deref().map(|name| ledger.find(name)).transpose();
        let of = of.map_err(|error| at.failure(error))?;
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        let (history, more) =
            ledger.history(of, self.after, limit).map_err(|error| at.failure(error))?;
        let console = &mut session.console;
        match self.format {
            Form::Table => print_table(console, &history)?,
            Form::Json | Form::Jsonl => {
                let shapes: Vec<EntryShape<'_>> = history.iter().map(EntryShape::of).collect();
                print_json(self.format, console.out, &shapes)?;
            }
            Form::Csv => export::csv::write_entries(console.out, &history)?,
        }
        let entries = words::count(history.len() as u64, "entry", "entries");
        match history.last().filter(|_| more) {
            Some(last) => console.say(format_args!(
                "{entries} shown, of more\nthe next page: --after {}",
                last.position
            ))?,
            None => console.say(format_args!("{entries} shown"))?,
        }
        Ok(())
    }
}

pub(super) fn print_table(console: &mut Console<'_>, history: &[Recorded]) -> std::io::Result<()> {
    if history.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(COLUMNS, console.out_screen);
    for Recorded { entry, leaf, position } in history {
        let note = entry.event.remark().map(|note| note.as_str().to_owned());
        table.row([
            (position.to_string(), Style::Strong),
            (entry.at.to_minute(), Style::Faint),
            (entry.actor.to_string(), Style::Plain),
            (entry.event.summary(), Style::Plain),
            (note.unwrap_or_default(), Style::Plain),
            (leaf.short(), Style::Faint),
        ]);
    }
    write!(console.out, "{table}")
}
