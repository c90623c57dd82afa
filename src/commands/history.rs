use std::io;

use clap::Args;

use super::answer::Form;
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

    /// At most so many entries; 0 for all [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Go on after this entry, to those before it in time
    #[arg(long, value_name = "ENTRY")]
    after: Option<Position>,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Form,
}

const COLUMNS: &[Column] = &[
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
        let limit = self.format.limit(self.limit);
        let console = &mut session.console;
        let mut answer = Entries::new(self.format, console);
        let mut last = None;
        let more = ledger.history(of, self.after, limit, |recorded| {
            last = Some(recorded.position);
            Ok::<_, Failure>(answer.print(console, &recorded)?)
        })?;
        let entries = words::count(answer.finish(console)?, "entry", "entries");
        match last.filter(|_| more) {
            Some(last) => console
                .say(format_args!("{entries} shown, of more\nthe next page: --after {last}"))?,
            None => console.say(format_args!("{entries} shown"))?,
        }
        Ok(())
    }
}

/// Prints entries one after the other, in any of the forms.
pub(super) struct Entries {
    form: Form,
    printed: u64,
    table: Table,
}

impl Entries {
    pub(super) fn new(form: Form, console: &Console<'_>) -> Self {
        Self { form, printed: 0, table: Table::new(COLUMNS, console.out_screen) }
    }

    pub(super) fn print(
        &mut self,
        console: &mut Console<'_>,
        recorded: &Recorded,
    ) -> io::Result<()> {
        let out = &mut *console.out;
        match self.form {
            Form::Table => {
                self.table.row(cells(recorded));
                if (self.printed + 1).is_multiple_of(Form::ROWS) {
                    write!(out, "{}", self.table)?;
                    self.table = Table::continued(COLUMNS, console.out_screen);
                }
            }
            Form::Json | Form::Jsonl => {
                self.form.write_json(out, self.printed, &EntryShape::of(recorded))?;
            }
            Form::Csv => {
                if self.printed == 0 {
                    export::csv::write_entry_header(out)?;
                }
                export::csv::write_entry(out, recorded)?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    /// Finish, and tell how many entries there were.
    pub(super) fn finish(self, console: &mut Console<'_>) -> io::Result<u64> {
        let out = &mut *console.out;
        match self.form {
            Form::Table if self.printed > 0 => write!(out, "{}", self.table)?,
            Form::Csv if self.printed == 0 => export::csv::write_entry_header(out)?,
            Form::Table | Form::Csv => {}
            Form::Json | Form::Jsonl => self.form.end_json(out, self.printed)?,
        }
        out.flush()?;
        Ok(self.printed)
    }
}

fn cells(Recorded { entry, leaf, position }: &Recorded) -> [(String, Style); 6] {
    let note = entry.event.remark().map(|note| note.as_str().to_owned());
    [
        (position.to_string(), Style::Strong),
        (entry.at.to_minute(), Style::Faint),
        (entry.actor.to_string(), Style::Plain),
        (entry.event.summary(), Style::Plain),
        (note.unwrap_or_default(), Style::Plain),
        (leaf.short(), Style::Faint),
    ]
}
