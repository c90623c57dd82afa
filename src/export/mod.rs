//! What is known, in formats that others read: one file per format. It is given a [`Report`] and
//! its sections, one after the other, and needs no more memory than the longest of them.
//!
//! All that came from an article or a person is foreign here: each format escapes it by its own
//! rules, once it was made [`Visible`](crate::domain::Visible).

pub mod csv;
mod html;
mod json;
mod markdown;
mod shape;

use std::io::{self, Write};
use std::str::FromStr;

pub use shape::{ArticleShape, ClaimShape, EntryShape, ExaminedShape};

use crate::domain::ClaimId;
use crate::report::{Report, Section};

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One row for each claim.
    Csv,
    /// One file that needs no other.
    Html,
    /// The lossless one.
    Json,
    /// CommonMark.
    Markdown,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Json, Self::Csv];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

/// Not one of the four.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format of reports: `md`, `html`, `json` or `csv`")]
pub struct NotAFormat;

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(format: &str) -> Result<Self, NotAFormat> {
        Self::ALL.into_iter().find(|known| known.as_str() == format).ok_or(NotAFormat)
    }
}

/// Why a report was not written to its end.
#[derive(Debug)]
pub enum WriteError<E> {
    /// What it is written to would not take it.
    Output(io::Error),
    /// The next section could not be had.
    Sections(E),
}

impl<E> From<io::Error> for WriteError<E> {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What a report says of itself. It is not for the reader to guess.
const LIMITS: &str = "“Unverified” means that nobody has judged a claim yet, and nothing about \
    whether it is true. Times and names are those that the reviewers' machines gave. This report \
    alone does not prove that the history behind it was never rewritten.";

/// Write a report: its head, and its sections as they come.
pub fn write<E>(
    format: Format,
    report: &Report,
    sections: &mut dyn Iterator<Item = Result<Section, E>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let sections = sections.map(|section| section.map_err(WriteError::Sections));
    match format {
        Format::Csv => csv::write(sections, out),
        Format::Html => html::write(report, sections, out),
        Format::Json => json::write(report, sections, out),
        Format::Markdown => markdown::write(report, sections, out),
    }
}

/// Ids in words, those that follow one another by the first and the last: `C1–C4, C9`.
fn ids(ids: &[ClaimId], link: impl Fn(ClaimId) -> String) -> String {
    let runs: Vec<String> =
        runs(ids)
            .into_iter()
            .map(|(first, last)| {
                if first == last {
                    link(first)
                } else {
                    format!("{}–{}", link(first), link(last))
                }
            })
            .collect();
    runs.join(", ")
}

fn runs(ids: &[ClaimId]) -> Vec<(ClaimId, ClaimId)> {
    let mut runs: Vec<(ClaimId, ClaimId)> = Vec::new();
    for &id in ids {
        match runs.last_mut() {
            Some((_, last)) if last.0 + 1 == id.0 => *last = id,
            Some(_) | None => runs.push((id, id)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_follow_one_another_are_told_by_the_first_and_the_last() {
        let told = ids(&[1, 2, 3, 4, 9, 11, 12].map(ClaimId), |id| id.to_string());
        assert_eq!(told, "C1–C4, C9, C11–C12");
    }
}
