use std::borrow::Cow;
use std::io::{self, Write};
use std::marker::PhantomData;

use clap::ValueEnum;
use serde::Serialize;

use crate::domain::{LogEntry, Provenance};
use crate::export::{
    self, ArticleJson, ClaimJson, EntryJson, HistoryLineJson, ReviewerJson, TrialJson,
};
use crate::terminal::{Column, Console, Style, Table};
use crate::view::{ArticleSummary, ClaimSummary, HistoryLine, Reviewer, Trial, words};

/// The output format of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people, as wide as the terminal
    Table,
    /// One JSON array
    Json,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values, for spreadsheets
    Csv,
}

impl OutputFormat {
    /// How many rows to print, if `asked` was given as the limit: 0 for all.
    pub(super) fn limit(self, asked: Option<usize>) -> Option<usize> {
        /// The default for a table.
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

    /// Write one value outside an array, as JSON.
    pub(super) fn write_one(self, out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
        match self {
            Self::Jsonl => export::json::write_line(out, value)?,
            Self::Csv | Self::Json | Self::Table => export::json::write_pretty(out, value)?,
        }
        out.write_all(b"\n")
    }

    pub(super) fn end_json(self, out: &mut dyn Write, written: u64) -> io::Result<()> {
        match (self, written) {
            (Self::Json, 0) => out.write_all(b"[]\n"),
            (Self::Json, _) => out.write_all(b"\n]\n"),
            (Self::Csv | Self::Jsonl | Self::Table, _) => Ok(()),
        }
    }
}

/// Words for a table, cut if they are very long: nobody reads a megabyte in a cell, and its layout
/// would take disproportionately long. `show` has all of them.
pub(super) fn shown(words: &str) -> Cow<'_, str> {
    const LONGEST: usize = 4000;
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]).into(),
        None => words.into(),
    }
}

/// Something that is printed as a row: a claim, an entry, a reviewer's key.
pub(crate) trait Row {
    const COLUMNS: &'static [Column];

    /// The text of each column, in order.
    fn cells(&self) -> Vec<(String, Style)>;

    /// The same, never cut.
    fn whole_cells(&self) -> Vec<(String, Style)> {
        self.cells()
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()>;

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()>;

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()>;
}

/// Prints rows as they arrive, in any format.
pub(crate) struct RowPrinter<R> {
    columns: &'static [Column],
    form: OutputFormat,
    /// Whether cells are never cut.
    is_whole: bool,
    of: PhantomData<R>,
    printed: u64,
    table: Table,
}

impl<R: Row> RowPrinter<R> {
    pub(crate) fn new(form: OutputFormat, console: &Console<'_>) -> Self {
        Self::with_columns(R::COLUMNS, form, console)
    }

    /// With other columns, shown from other widths on.
    pub(crate) fn with_columns(
        columns: &'static [Column],
        form: OutputFormat,
        console: &Console<'_>,
    ) -> Self {
        let table = Table::new(columns, console.out_screen);
        Self { columns, form, is_whole: false, of: PhantomData, printed: 0, table }
    }

    /// Show the result of an act: exactly these rows, with cells uncut. Nothing if only errors are
    /// wanted, and no format for programs was asked for.
    pub(crate) fn print_whole<'r>(
        form: OutputFormat,
        console: &mut Console<'_>,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> io::Result<()>
    where
        R: 'r,
    {
        if console.quiet && form == OutputFormat::Table {
            return Ok(());
        }
        let mut answer = Self::new(form, console);
        answer.is_whole = true;
        for row in rows {
            answer.print(console, row)?;
        }
        answer.finish(console).map(|_| ())
    }

    /// Print exactly these rows.
    pub(crate) fn print_all<'r>(
        form: OutputFormat,
        console: &mut Console<'_>,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> io::Result<()>
    where
        R: 'r,
    {
        let mut answer = Self::new(form, console);
        for row in rows {
            answer.print(console, row)?;
        }
        answer.finish(console).map(|_| ())
    }

    pub(crate) fn print(&mut self, console: &mut Console<'_>, row: &R) -> io::Result<()> {
        /// How many rows of a table are laid out together.
        const LAID_OUT: u64 = 500;
        let out = &mut *console.out;
        match self.form {
            OutputFormat::Table => {
                if self.is_whole {
                    self.table.whole_row(row.whole_cells());
                } else {
                    self.table.row(row.cells());
                }
                if (self.printed + 1).is_multiple_of(LAID_OUT) {
                    write!(out, "{}", self.table)?;
                    self.table = Table::continued(self.columns, console.out_screen);
                }
            }
            OutputFormat::Json | OutputFormat::Jsonl => {
                row.write_json(self.form, self.printed, out)?;
            }
            OutputFormat::Csv => {
                if self.printed == 0 {
                    R::write_csv_header(out)?;
                }
                row.write_csv(out)?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    /// Finish, and return how many rows there were.
    pub(crate) fn finish(self, console: &mut Console<'_>) -> io::Result<u64> {
        let out = &mut *console.out;
        match self.form {
            OutputFormat::Table if self.printed > 0 => write!(out, "{}", self.table)?,
            OutputFormat::Csv if self.printed == 0 => R::write_csv_header(out)?,
            OutputFormat::Table | OutputFormat::Csv => {}
            OutputFormat::Json | OutputFormat::Jsonl => self.form.end_json(out, self.printed)?,
        }
        Ok(self.printed)
    }
}

/// The columns for claims of several articles: the article is shown on narrower screens too.
pub(crate) const MIXED: &[Column] = &[
    Column { heading: "ID", from_width: 0, widest: Some(10) },
    Column { heading: "STATUS", from_width: 0, widest: Some(20) },
    Column { heading: "SCORE", from_width: 70, widest: Some(5) },
    Column { heading: "ARTICLE", from_width: 80, widest: Some(8) },
    Column { heading: "SAID BY", from_width: 60, widest: Some(18) },
    Column { heading: "CLAIM", from_width: 0, widest: None },
];

impl Row for ClaimSummary {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(10) },
        Column { heading: "STATUS", from_width: 0, widest: Some(20) },
        Column { heading: "SCORE", from_width: 70, widest: Some(5) },
        Column { heading: "ARTICLE", from_width: 100, widest: Some(8) },
        Column { heading: "SAID BY", from_width: 60, widest: Some(18) },
        Column { heading: "CLAIM", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let claim = &self.claim;
        let (status, style) = if claim.dismissed {
            ("dismissed".to_owned(), Style::Faint)
        } else if self.hidden > 0 {
            (format!("{} hidden", self.hidden), Style::Faint)
        } else if claim.conflict {
            ("in conflict".to_owned(), Style::Conflict)
        } else if let Some((given, required)) = claim.waits.reviews {
            (format!("{given} of {required} given"), Style::of(claim.status))
        } else if claim.waits.evidence {
            ("no evidence".to_owned(), Style::of(claim.status))
        } else if let Some((found, asked)) = claim.waits.origins {
            (format!("{found} of {asked} origins"), Style::of(claim.status))
        } else if claim.waits.editor {
            ("needs editor".to_owned(), Style::of(claim.status))
        } else {
            let rated = words::in_brackets(&self.ratings());
            (format!("{}{rated}", claim.status), Style::of(claim.status))
        };
        let status = if claim.stale { format!("{status}, stale") } else { status };
        let status = if self.is_groundless() { format!("{status}, fallen") } else { status };
        let score = match &claim.found {
            Provenance::ByExtractor { score, .. } => score.to_string(),
            Provenance::ByReviewer => "-".to_owned(),
        };
        vec![
            (claim.id.to_string(), Style::Strong),
            (status, style),
            (score, Style::Faint),
            (claim.article.to_string(), Style::Faint),
            (claim.claimant.clone().unwrap_or_else(|| "-".to_owned()), Style::Plain),
            (shown(claim.words()).into_owned(), Style::Plain),
        ]
    }

    fn whole_cells(&self) -> Vec<(String, Style)> {
        let mut cells = self.cells();
        cells.pop();
        cells.push((self.claim.words().to_owned(), Style::Plain));
        cells
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_claim(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &ClaimJson::of(self))
    }
}

impl Row for ArticleSummary {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(8) },
        Column { heading: "CLAIMS", from_width: 30, widest: Some(8) },
        Column { heading: "UNVERIFIED", from_width: 60, widest: Some(10) },
        Column { heading: "PUBLISHED", from_width: 70, widest: Some(10) },
        Column { heading: "TITLE", from_width: 0, widest: None },
        Column { heading: "ADDRESS", from_width: 60, widest: Some(36) },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Self { article, counts, newer_text: _, withheld } = self;
        let optional = |cell: Option<String>| cell.unwrap_or_else(|| "-".to_owned());
        let day = |time: &String| time.chars().take(10).collect();
        let mut title = optional(article.title.as_deref().map(|title| shown(title).into_owned()));
        if let Some(act) = withheld {
            let is_whole = words::withholds_all(act, article.id);
            title.push_str(if is_whole { " (withheld)" } else { " (words withheld)" });
        }
        vec![
            (article.id.to_string(), Style::Strong),
            (words::grouped(counts.claims()), Style::Plain),
            (words::grouped(counts.unverified), Style::Plain),
            (optional(article.published.as_ref().map(day)), Style::Faint),
            (title, Style::Plain),
            (shown(&article.origin).into_owned(), Style::Faint),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article(out, &self.article, &self.counts, self.newer_text)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        let article = ArticleJson::of(&self.article, &self.counts, self.newer_text);
        form.write_json(out, written, &article.withheld_by(self.withheld.as_ref()))
    }
}

impl Row for HistoryLine {
    const COLUMNS: &'static [Column] = LogEntry::COLUMNS;

    fn cells(&self) -> Vec<(String, Style)> {
        match self {
            Self::Hidden { at, claim, position } => vec![
                (position.to_string(), Style::Strong),
                (at.to_minute(), Style::Faint),
                ("-".to_owned(), Style::Faint),
                (words::hidden_until(*claim), Style::Faint),
                (String::new(), Style::Plain),
                (String::new(), Style::Faint),
            ],
            Self::Shown(recorded) => recorded.cells(),
        }
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_line_of_history(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_entry_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &HistoryLineJson::of(self))
    }
}

impl Row for LogEntry {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ENTRY", from_width: 0, widest: Some(10) },
        Column { heading: "WHEN (UTC)", from_width: 0, widest: Some(16) },
        Column { heading: "WHO", from_width: 40, widest: Some(16) },
        Column { heading: "WHAT", from_width: 0, widest: Some(34) },
        Column { heading: "NOTE", from_width: 60, widest: None },
        Column { heading: "SHA-256", from_width: 110, widest: Some(12) },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Self { entry, leaf, position, .. } = self;
        let note = entry.event.remark().map(|note| note.as_str().to_owned());
        vec![
            (position.to_string(), Style::Strong),
            (entry.at.to_minute(), Style::Faint),
            (entry.actor.to_string(), Style::Plain),
            (words::summary(self), Style::Plain),
            (note.unwrap_or_default(), Style::Plain),
            (leaf.short(), Style::Faint),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_entry(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_entry_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &EntryJson::of(self))
    }
}

impl Row for Trial {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ON", from_width: 0, widest: Some(6) },
        Column { heading: "TAMPERING", from_width: 0, widest: Some(44) },
        Column { heading: "RESULT", from_width: 0, widest: Some(10) },
        Column { heading: "WHAT WAS FOUND", from_width: 60, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let is_control = self.what.starts_with("nothing at all");
        let (said, style) = match (self.is_as_promised(), self.found.is_some()) {
            (true, true) => ("found", Style::Corroborated),
            (true, false) if is_control => ("sound", Style::Plain),
            (true, false) => ("not found", Style::Faint),
            (false, _) => ("WRONG", Style::Disputed),
        };
        let found = self.found.clone().unwrap_or_else(|| "-".to_owned());
        vec![
            (self.on.to_owned(), Style::Plain),
            (self.what.clone(), Style::Plain),
            (said.to_owned(), style),
            (found, Style::Faint),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_trial(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_trial_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &TrialJson::of(self))
    }
}

impl Row for Reviewer {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "REVIEWER", from_width: 0, widest: Some(20) },
        Column { heading: "ROLE", from_width: 0, widest: Some(8) },
        Column { heading: "KEY", from_width: 60, widest: Some(8) },
        Column { heading: "SINCE", from_width: 0, widest: Some(10) },
        Column { heading: "ADDED BY", from_width: 70, widest: Some(16) },
        Column { heading: "REVOKED", from_width: 0, widest: Some(16) },
        Column { heading: "PRIVATE KEY", from_width: 40, widest: Some(15) },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let revoked = match self.revoked {
            None => "-".to_owned(),
            Some(at) if self.is_renamed_to.is_some() => format!("{at}, renamed"),
            Some(at) if self.has_retired => format!("{at}, left"),
            Some(at) => at.to_string(),
        };
        let style = if self.revoked.is_some() { Style::Disputed } else { Style::Faint };
        let here = if self.is_here { "on this machine" } else { "-" };
        vec![
            (self.name.to_string(), Style::Strong),
            (self.role.map_or_else(|| "-".to_owned(), |role| role.to_string()), Style::Plain),
            (self.key.id().to_string(), Style::Faint),
            (self.added.to_string(), Style::Plain),
            (self.added_by.to_string(), Style::Plain),
            (revoked, style),
            (here.to_owned(), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_reviewer(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_reviewer_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &ReviewerJson::of(self))
    }
}
