use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::export::{self, ClaimShape};
use crate::report::Listed;
use crate::terminal::{Column, Console, Style, Table};

/// In which form a command answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people: as wide as the terminal
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values, for spreadsheets
    Csv,
}

impl Form {
    /// So many rows of a table are laid out together.
    pub(super) const ROWS: u64 = 500;

    /// How many rows to print, where `asked` is what the person said: 0 for all.
    pub(super) fn limit(self, asked: Option<usize>) -> Option<usize> {
        /// A table that nobody asked more of.
        const PAGE: usize = 50;
        match (asked, self) {
            (Some(0), _) | (None, Self::Json | Self::Jsonl | Self::Csv) => None,
            (None, Self::Table) => Some(PAGE),
            (limit, _) => limit,
        }
    }

    /// Write the next value of an array, or the next line.
    pub(super) fn write_json(
        self,
        out: &mut dyn Write,
        written: u64,
        value: &impl Serialize,
    ) -> io::Result<()> {
        if self == Self::Jsonl {
            export::json::write_line(out, value)?;
            return out.write_all(b"\n");
        }
        out.write_all(if written == 0 { b"[\n " } else { b",\n " })?;
        export::json::write_line(out, value)
    }

    pub(super) fn end_json(self, out: &mut dyn Write, written: u64) -> io::Result<()> {
        match (self, written) {
            (Self::Json, 0) => out.write_all(b"[]\n"),
            (Self::Json, _) => out.write_all(b"\n]\n"),
            (Self::Csv | Self::Jsonl | Self::Table, _) => Ok(()),
        }
    }
}

const CLAIM_COLUMNS: &[Column] = &[
    Column { heading: "ID", from_width: 0, widest: Some(10) },
    Column { heading: "STATUS", from_width: 0, widest: Some(14) },
    Column { heading: "SCORE", from_width: 70, widest: Some(5) },
    Column { heading: "ARTICLE", from_width: 100, widest: Some(8) },
    Column { heading: "SAID BY", from_width: 60, widest: Some(18) },
    Column { heading: "CLAIM", from_width: 0, widest: None },
];

/// Prints claims one after the other, in any of the forms.
pub(crate) struct Claims {
    form: Form,
    printed: u64,
    table: Table,
}

impl Claims {
    pub(crate) fn new(form: Form, console: &Console<'_>) -> Self {
        Self { form, printed: 0, table: Table::new(CLAIM_COLUMNS, console.out_screen) }
    }

    /// Print these, and no others.
    pub(crate) fn print_all(
        form: Form,
        console: &mut Console<'_>,
        claims: &[Listed],
    ) -> io::Result<()> {
        let mut answer = Self::new(form, console);
        for listed in claims {
            answer.print(console, listed)?;
        }
        answer.finish(console).map(|_| ())
    }

    pub(crate) fn print(&mut self, console: &mut Console<'_>, listed: &Listed) -> io::Result<()> {
        let out = &mut *console.out;
        match self.form {
            Form::Table => {
                self.table.row(cells(listed));
                if (self.printed + 1).is_multiple_of(Form::ROWS) {
                    write!(out, "{}", self.table)?;
                    self.table = Table::continued(CLAIM_COLUMNS, console.out_screen);
                }
            }
            Form::Json | Form::Jsonl => {
                self.form.write_json(out, self.printed, &ClaimShape::of(listed))?;
            }
            Form::Csv => {
                if self.printed == 0 {
                    export::csv::write_header(out)?;
                }
                export::csv::write_claim(out, listed)?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    /// Finish, and tell how many claims there were.
    pub(crate) fn finish(self, console: &mut Console<'_>) -> io::Result<u64> {
        let out = &mut *console.out;
        match self.form {
            Form::Table if self.printed > 0 => write!(out, "{}", self.table)?,
            Form::Csv if self.printed == 0 => export::csv::write_header(out)?,
            Form::Table | Form::Csv => {}
            Form::Json | Form::Jsonl => self.form.end_json(out, self.printed)?,
        }
        out.flush()?;
        Ok(self.printed)
    }
}

fn cells(listed: &Listed) -> [(String, Style); 6] {
    let claim = &listed.claim;
    let (status, style) = if claim.dismissed {
        ("dismissed".to_owned(), Style::Faint)
    } else if claim.conflict {
        (format!("{} (conflict)", claim.status), Style::of(claim.status))
    } else {
        (claim.status.to_string(), Style::of(claim.status))
    };
    let score = match &claim.found {
        crate::domain::Found::ByExtractor { score, .. } => score.to_string(),
        crate::domain::Found::ByReviewer => "-".to_owned(),
    };
    [
        (claim.id.to_string(), Style::Strong),
        (status, style),
        (score, Style::Faint),
        (claim.article.to_string(), Style::Faint),
        (claim.claimant.clone().unwrap_or_else(|| "-".to_owned()), Style::Plain),
        (claim.quote.clone(), Style::Plain),
    ]
}

/// Print values of one shape as a JSON array or as lines of JSON.
pub(crate) fn print_json<T: Serialize>(
    form: Form,
    out: &mut dyn Write,
    values: &[T],
) -> io::Result<()> {
    for (written, value) in (0..).zip(values) {
        form.write_json(out, written, value)?;
    }
    form.end_json(out, values.len() as u64)?;
    out.flush()
}
