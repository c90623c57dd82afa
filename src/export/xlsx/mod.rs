//! A workbook for Excel and its like (Office Open XML): numbers are numbers, times are times, and
//! words are never formulas. Rows are written as they come, so a report of any length needs little
//! memory; more rows than a sheet can have go to further sheets.
//!
//! It is for people: characters that are invisible, or would act on a screen, are written out. JSON
//! is the lossless format.

mod cell;
mod rows;
mod sheet;
mod summary;

use std::io::{self, Seek as _, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::WriteError;
use crate::view::{ClaimDetail, Part, Parts, Report, ReportSource};
use cell::Looks;
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
        for row in summary::rows(report, title) {
            self.summary.add(&mut self.workbook, &row)?;
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
