//! Reports in the formats that others read: one file or folder per format. Input is a [`Report`]
//! and its sections, one after the other; only one section is in memory at a time. There is no
//! template engine: the words of a page are in the code that writes them.
//!
//! Everything from an article or a person is foreign text: each format makes it
//! [`Visible`](crate::domain::Visible), and then escapes it by its own rules. Only JSON keeps it
//! unchanged.

mod addresses;
pub mod csv;
mod first;
mod format;
mod html;
pub mod json;
mod markdown;
#[cfg(test)]
pub(crate) mod samples;
mod sentences;

use std::io::{self, Write};
use std::iter::Peekable;

use crate::view::{Report, Section};
pub use format::{Format, NotAFormat};
pub use json::{
    ArticleJson, ClaimDetailJson, ClaimJson, EntryJson, EvidenceJson, ExplainedJson,
    HistoryLineJson, HitJson, NoticeJson, ReviewerJson, SaidJson, StatsJson, TrialJson,
    VerificationJson,
};

/// Why a report was not completely written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    #[error("the report could not be written")]
    Output(#[from] io::Error),
    #[error("the next article could not be read")]
    Sections(#[source] E),
}

/// Write a report: its head, and its sections as they come.
pub fn write<E>(
    format: Format,
    report: &Report,
    sections: &mut dyn Iterator<Item = Result<Section, E>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let sections = sections.map(|section| section.map_err(WriteError::Sections));
    match format {
        Format::Csv => csv::write(report, sections, out),
        Format::CsvReviews => csv::write_reviews(sections, out),
        Format::Html => html::write(report, sections, out),
        Format::Json => json::write(report, sections, Edition::Current, out),
        Format::Markdown => markdown::write(report, sections, out),
    }
}

/// The version of the program whose files a bundle has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// This version.
    Current,
    /// Version 0.1.0.
    First,
}

/// Write `report.html` of a bundle as some version wrote it.
pub fn write_html<E>(
    edition: Edition,
    report: &Report,
    sections: &mut dyn Iterator<Item = Result<Section, E>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let sections = sections.map(|section| section.map_err(WriteError::Sections));
    match edition {
        Edition::Current => html::write(report, sections, out),
        Edition::First => first::write(report, sections, out),
    }
}

/// Write `report.json` of a bundle as some version wrote it.
pub fn write_json<E>(
    edition: Edition,
    report: &Report,
    sections: &mut dyn Iterator<Item = Result<Section, E>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let sections = sections.map(|section| section.map_err(WriteError::Sections));
    json::write(report, sections, edition, out)
}

/// The title of the one article that a report is on.
fn title<E>(
    report: &Report,
    sections: &mut Peekable<impl Iterator<Item = Result<Section, E>>>,
) -> Option<String> {
    match sections.peek() {
        Some(Ok(section)) if report.articles == 1 => section.article.title.clone(),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{report, sections};
    use super::*;

    /// Takes this many bytes, and then closes like a pipe.
    struct Pipe(usize);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            if taken == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(taken) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_error_of_the_output_keeps_its_kind() {
        for format in Format::ALL {
            for room in [0, 100, 1000] {
                let mut sections = sections().into_iter().map(Ok::<_, ()>);
                let error = write(format, &report(), &mut sections, &mut Pipe(room)).unwrap_err();
                let WriteError::Output(error) = error else { panic!("{error:?}") };
                assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?} {room}");
            }
        }
    }

    #[test]
    fn a_section_that_cannot_be_read_ends_the_report() {
        for format in Format::ALL {
            let mut sections = [Err("the disk is gone")].into_iter();
            let error = write(format, &report(), &mut sections, &mut Vec::new()).unwrap_err();
            assert!(matches!(error, WriteError::Sections("the disk is gone")), "{format:?}");
        }
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        for format in Format::ALL {
            assert_eq!(samples::written(format), samples::written(format), "{format:?}");
        }
    }
}
