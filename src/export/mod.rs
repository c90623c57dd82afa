//! Reports in the formats that others read: one file or folder per format. Input is a [`Report`]
//! and a [`ReportSource`], which gives its articles and claims one by one.
//!
//! Everything from an article or a person is foreign text: each format makes it
//! [`Visible`](crate::domain::Visible), and then escapes it by its own rules. Only JSON keeps it
//! unchanged.

mod addresses;
pub mod csv;
pub mod exchange;
mod first;
mod format;
pub mod json;
mod page;
#[cfg(test)]
mod sample_source;
#[cfg(test)]
mod sample_texts;
#[cfg(test)]
pub(crate) mod samples;
mod sentences;
mod whole;
mod xlsx;

use std::io::{self, Write};

use crate::view::{ClaimDetail, Part, Parts, Report, ReportSource};
pub use format::{Format, NotAFormat};
pub use json::{
    ArticleJson, ClaimDetailJson, ClaimJson, EntryJson, EvidenceJson, ExplainedJson,
    HistoryLineJson, HitJson, NoticeJson, ReviewerJson, SaidJson, StatsJson, TrialJson,
    VerificationJson,
};
pub use page::{
    Earlier, House, HouseError, Language, NotALanguage, NotAReport, NotLabels, PageSettings,
    TemplateError, site,
};
use whole::Wholes;

/// Why a report was not completely written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    #[error(transparent)]
    House(#[from] HouseError),
    #[error("the report could not be written")]
    Output(#[from] io::Error),
    #[error("the next article could not be read")]
    Sections(#[source] E),
}

/// Write a report. `settings` are for pages: HTML and Markdown.
pub fn write<E>(
    format: Format,
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    settings: &PageSettings,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    match format {
        Format::Csv => csv::write(report, claims(source), out),
        Format::CsvReviews => csv::write_reviews(claims(source), out),
        Format::Html => page::write(page::Form::Html, report, source, settings, out),
        Format::Json => json::write(report, source, Edition::Current, out),
        Format::JsonLines => json::write_lines(report, source, out),
        Format::Markdown => page::write(page::Form::Markdown, report, source, settings, out),
        Format::Xlsx => xlsx::write(report, source, out),
    }
}

/// All claims of a report.
fn claims<E>(
    source: &dyn ReportSource<Error = E>,
) -> impl Iterator<Item = Result<ClaimDetail, WriteError<E>>> {
    source.parts(Parts::All).filter_map(|part| match part {
        Ok(Part::Claim(claim)) => Some(Ok(*claim)),
        Ok(Part::Section(_)) => None,
        Err(error) => Some(Err(WriteError::Sections(error))),
    })
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
    source: &dyn ReportSource<Error = E>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    match edition {
        Edition::Current => write(Format::Html, report, source, &PageSettings::default(), out),
        Edition::First => first::write(report, Wholes::of(source.parts(Parts::All)), out),
    }
}

/// Write `report.json` of a bundle as some version wrote it.
pub fn write_json<E>(
    edition: Edition,
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    json::write(report, source, edition, out)
}

#[cfg(test)]
mod tests {
    use super::samples::{Sample, report, sections};
    use super::*;
    use crate::domain::Article;
    use crate::view::{MarkedText, PartIterator};

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
                let source = Sample(sections());
                let error =
                    write(format, &report(), &source, &PageSettings::default(), &mut Pipe(room))
                        .unwrap_err();
                let WriteError::Output(error) = error else { panic!("{error:?}") };
                assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?} {room}");
            }
        }
    }

    #[test]
    fn a_section_that_cannot_be_read_ends_the_report() {
        /// A ledger whose disk is gone.
        struct Gone;

        impl ReportSource for Gone {
            type Error = &'static str;

            fn marked(&self, _: &Article) -> Result<MarkedText, &'static str> {
                Err("the disk is gone")
            }

            fn parts(&self, _: Parts<'_>) -> PartIterator<'_, &'static str> {
                Box::new([Err("the disk is gone")].into_iter())
            }
        }

        for format in Format::ALL {
            let error = write(format, &report(), &Gone, &PageSettings::default(), &mut Vec::new())
                .unwrap_err();
            assert!(matches!(error, WriteError::Sections("the disk is gone")), "{format:?}");
        }
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        for format in Format::ALL {
            let bytes = || {
                let mut out = Vec::new();
                write(format, &report(), &Sample(sections()), &PageSettings::default(), &mut out)
                    .unwrap();
                out
            };
            assert!(bytes() == bytes(), "{format:?}");
        }
    }
}
