//! A workbook for Excel and its like (Office Open XML): numbers are numbers, times are times, and
//! words are never formulas. Rows are written as they come, so a report of any length needs little
//! memory; more rows than a sheet can have go to further sheets.
//!
//! It is for people: characters that are invisible, or would act on a screen, are written out. JSON
//! is the lossless format.

mod cell;
mod rows;
mod sheet;

use std::io::{self, Seek as _, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::WriteError;
use super::sentences::{self, LIMITS, LIMITS_HEADING};
use crate::domain::{Status, Visible};
use crate::view::{ClaimDetail, Part, Parts, Report, ReportSource};
use cell::{Cell, Looks};
use sheet::{Column, Sheet};

pub(super) fn write<E>(
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let mut parts = source.parts(Parts::All).peekable();
    let title = match parts.peek() {
        Some(Ok(Part::Section(section))) if report.articles == 1 => section.article.title.clone(),
        Some(_) | None => None,
    };
    let mut book = Book::new(report)?;
    book.summarize(report, title.as_deref())?;
    for part in parts {
        match part.map_err(WriteError::Sections)? {
            Part::Section(section) => {
                book.articles.add(&mut book.workbook, &rows::article(&section))?;
            }
            Part::Claim(examined) => book.add_claim(&examined)?,
        }
    }
    Ok(book.finish(out)?)
}

/// The sheets, in the order in which they are shown.
struct Book {
    articles: Sheet,
    claims: Sheet,
    evidence: Sheet,
    reviews: Sheet,
    summary: Sheet,
    workbook: Workbook,
}

const SUMMARY: [Column; 2] = [Column::wide("About this report"), Column::long("")];

impl Book {
    fn new(report: &Report) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title("Fact-check report");
        let made_at = ExcelDateTime::from_timestamp(report.made_at.unix_seconds());
        let made_at = made_at.map_err(io::Error::other)?;
        workbook.set_properties(&properties.set_creation_datetime(&made_at));
        let looks = Looks::new();
        let mut sheet = |name, columns| Sheet::new(&mut workbook, name, columns, looks.clone());
        Ok(Self {
            summary: sheet("Summary", &SUMMARY)?,
            claims: sheet("Claims", &rows::CLAIM)?,
            reviews: sheet("Reviews", &rows::ACT)?,
            evidence: sheet("Evidence", &rows::EVIDENCE)?,
            articles: sheet("Articles", &rows::ARTICLE)?,
            workbook,
        })
    }

    fn summarize(&mut self, report: &Report, title: Option<&str>) -> io::Result<()> {
        let counts = report.counts;
        let mut rows = vec![
            ("Report made (UTC)", Cell::Time(report.made_at)),
            ("Log", Cell::optional(report.origin.as_ref().map(ToString::to_string))),
            ("Entries in the log", Cell::Number(report.entries)),
            ("Articles", Cell::Number(report.articles)),
            ("Claims", Cell::Number(counts.claims())),
            ("Unverified", Cell::Number(counts.undivided(Status::Unverified))),
            ("Disputed", Cell::Number(counts.undivided(Status::Disputed))),
            ("Corroborated", Cell::Number(counts.undivided(Status::Corroborated))),
            ("In conflict", Cell::Number(counts.in_conflict.all())),
            ("Dismissed", Cell::Number(counts.dismissed)),
        ];
        if let Some(title) = title {
            rows.insert(0, ("Article", Cell::text(title)));
        }
        rows.extend(sentences::state(report).map(|state| ("State", Cell::Text(state.into()))));
        if let Some(selected) = &report.selected {
            rows.push(("A selection of", Cell::Text(sentences::selection(selected).into())));
            rows.push(("Beside it", Cell::Text(sentences::whole(selected).into())));
        }
        if let Some(hidden) = &report.hidden {
            let shown = |name: &str| Visible::line(name).to_string();
            rows.push(("Left out", Cell::Text(sentences::hidden(hidden, shown).into())));
        }
        rows.extend(report.checkpoint.as_deref().map(|note| ("Checkpoint", Cell::text(note))));
        for (label, cell) in rows {
            self.summary.add(&mut self.workbook, &[Cell::text(label), cell])?;
        }
        for (nth, limit) in LIMITS.into_iter().enumerate() {
            let label = if nth == 0 { LIMITS_HEADING } else { "" };
            self.summary.add(&mut self.workbook, &[Cell::text(label), Cell::text(limit)])?;
        }
        Ok(())
    }

    fn add_claim(&mut self, examined: &ClaimDetail) -> io::Result<()> {
        self.claims.add(&mut self.workbook, &rows::claim(&examined.listed))?;
        for row in rows::acts(examined) {
            self.reviews.add(&mut self.workbook, &row)?;
        }
        for shown in &examined.listed.evidence {
            self.evidence.add(&mut self.workbook, &rows::evidence(&examined.listed, shown))?;
        }
        Ok(())
    }

    fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.summary.finish(&mut self.workbook)?;
        self.claims.finish(&mut self.workbook)?;
        self.reviews.finish(&mut self.workbook)?;
        self.evidence.finish(&mut self.workbook)?;
        self.articles.finish(&mut self.workbook)?;
        // A workbook is written by a library that takes no output of ours as it is.
        let mut packed = tempfile::tempfile()?;
        self.workbook.save_to_writer(&mut packed).map_err(io::Error::other)?;
        packed.rewind()?;
        io::copy(&mut packed, out)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
