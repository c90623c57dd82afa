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
    /// So many rows of a table are laid out together.
    const ROWS: u64 = 500;

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
                if (self.printed + 1).is_multiple_of(Self::ROWS) {
                    write!(out, "{}", self.table)?;
                    self.table = Table::continued(CLAIM_COLUMNS, console.out_screen);
                }
            }
            Form::Json => {
                out.write_all(if self.printed == 0 { b"[\n " } else { b",\n " })?;
                serde_json::to_writer(out, &ClaimShape::of(listed))?;
            }
            Form::Jsonl => {
                serde_json::to_writer(&mut *out, &ClaimShape::of(listed))?;
                out.write_all(b"\n")?;
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
            Form::Table if self.printed == 0 => {}
            Form::Table => write!(out, "{}", self.table)?,
            Form::Json => out.write_all(if self.printed == 0 { b"[]\n" } else { b"\n]\n" })?,
            Form::Csv if self.printed == 0 => export::csv::write_header(out)?,
            Form::Csv | Form::Jsonl => {}
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
    if form == Form::Jsonl {
        for value in values {
            serde_json::to_writer(&mut *out, value)?;
            out.write_all(b"\n")?;
        }
    } else {
        serde_json::to_writer_pretty(&mut *out, values)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
