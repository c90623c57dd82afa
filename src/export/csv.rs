//! Comma-separated values (RFC 4180), for spreadsheets: a row for each claim, entry or article.
//!
//! A spreadsheet would run a cell that starts with `=`, `+`, `-`, `@`, a tab or a line end, so such
//! a cell gets an apostrophe in front. JSON is the lossless format.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::WriterBuilder;

use super::WriteError;
use crate::domain::{Article, Counts, Found, Recorded, Review};
use crate::report::{Listed, Section};

const CLAIM: [&str; 21] = [
    "id",
    "status",
    "text",
    "claimant",
    "article",
    "title",
    "origin",
    "line",
    "column",
    "start",
    "end",
    "quote_sha256",
    "extractor",
    "score",
    "conflict",
    "dismissed",
    "reviewer",
    "note",
    "reviewed_at",
    "created_at",
    "updated_at",
];

pub(super) fn write<E>(
    sections: impl Iterator<Item = Result<Section, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    write_header(out)?;
    for section in sections {
        for examined in section?.claims {
            write_claim(out, &examined.listed)?;
        }
    }
    Ok(())
}

/// The names of the columns of a claim.
pub fn write_header(out: &mut dyn Write) -> io::Result<()> {
    write_rows(out, [CLAIM.map(Cow::Borrowed)])
}

/// A claim. Where several reviewers judged it, `reviewer`, `note` and `reviewed_at` hold the latest
/// review of each, in the same order, joined by `; `.
pub fn write_claim(out: &mut dyn Write, listed: &Listed) -> io::Result<()> {
    let Listed { article, claim, reviews } = listed;
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    let each = |tell: &dyn Fn(&Review) -> String| -> Cow<'_, str> {
        let told: Vec<String> = latest.iter().map(|review| tell(review)).collect();
        told.join("; ").into()
    };
    let (extractor, score) = match &claim.found {
        Found::ByExtractor { extractor, score } => {
            (format!("{} {}", extractor.name, extractor.version), score.to_string())
        }
        Found::ByReviewer => (String::new(), String::new()),
    };
    let cells = [
        claim.id.to_string().into(),
        claim.status.as_str().into(),
        claim.quote.as_str().into(),
        optional(claim.claimant.as_ref()),
        claim.article.to_string().into(),
        optional(article.title.as_ref()),
        article.origin.as_str().into(),
        claim.place.line.to_string().into(),
        claim.place.column.to_string().into(),
        claim.span.start().to_string().into(),
        claim.span.end().to_string().into(),
        claim.quote_sha256.to_string().into(),
        extractor.into(),
        score.into(),
        claim.conflict.to_string().into(),
        claim.dismissed.to_string().into(),
        each(&|review| review.reviewer.to_string()),
        each(&|review| review.note.as_ref().map(ToString::to_string).unwrap_or_default()),
        each(&|review| review.at.to_string()),
        claim.created_at.to_string().into(),
        claim.updated_at.to_string().into(),
    ];
    write_rows(out, [cells])
}

/// Entries of the log, under the names of their columns.
pub fn write_entries(out: &mut dyn Write, entries: &[Recorded]) -> io::Result<()> {
    let names = ["id", "at", "actor", "type", "summary", "note", "uuid", "sha256"];
    write_rows(out, [names.map(Cow::Borrowed)])?;
    let rows = entries.iter().map(|Recorded { entry, leaf, position }| {
        [
            position.to_string().into(),
            entry.at.to_string().into(),
            entry.actor.as_str().into(),
            entry.event.kind().into(),
            entry.event.summary().into(),
            entry.event.remark().map_or(Cow::Borrowed(""), |note| note.as_str().into()),
            entry.id.to_string().into(),
            leaf.to_string().into(),
        ]
    });
    write_rows(out, rows)
}

/// Articles, under the names of their columns.
pub fn write_articles(out: &mut dyn Write, articles: &[(Article, Counts)]) -> io::Result<()> {
    let names = [
        "id",
        "title",
        "origin",
        "byline",
        "published",
        "language",
        "reader",
        "encoding",
        "bytes",
        "sha256",
        "text_bytes",
        "text_sha256",
        "imported_at",
        "imported_by",
        "unverified",
        "disputed",
        "corroborated",
        "dismissed",
    ];
    write_rows(out, [names.map(Cow::Borrowed)])?;
    let rows = articles.iter().map(|(article, counts)| {
        let revision = &article.revision;
        [
            article.id.to_string().into(),
            optional(article.title.as_ref()),
            article.origin.as_str().into(),
            optional(article.byline.as_ref()),
            optional(article.published.as_ref()),
            optional(article.language.as_ref()),
            format!("{} {}", revision.reader.name, revision.reader.version).into(),
            revision.encoding.as_str().into(),
            revision.raw_bytes.to_string().into(),
            revision.raw_sha256.to_string().into(),
            revision.text_bytes.to_string().into(),
            revision.text_sha256.to_string().into(),
            article.imported_at.to_string().into(),
            article.imported_by.as_str().into(),
            counts.unverified.to_string().into(),
            counts.disputed.to_string().into(),
            counts.corroborated.to_string().into(),
            counts.dismissed.to_string().into(),
        ]
    });
    write_rows(out, rows)
}

fn optional(cell: Option<&String>) -> Cow<'_, str> {
    cell.map_or(Cow::Borrowed(""), |cell| cell.as_str().into())
}

fn write_rows<'a, const N: usize>(
    out: &mut dyn Write,
    rows: impl IntoIterator<Item = [Cow<'a, str>; N]>,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    writer.flush()
}

/// The cell as a spreadsheet takes it for text.
fn defused(cell: &str) -> Cow<'_, str> {
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(runs) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]
        {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        for words in ["", "1+1=2", "'=1", "a@b"] {
            assert_eq!(defused(words), words);
        }
    }

    #[test]
    fn a_row_reads_back_as_it_was() {
        let cells = ["a,b", "\"c\"", "d\ne\r\nf", "", "＝x", "naïve 👩‍👧"];
        let mut out = Vec::new();
        write_rows(&mut out, [cells.map(Cow::Borrowed)]).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
        let row = reader.records().next().unwrap().unwrap();
        let expected = ["a,b", "\"c\"", "d\ne\r\nf", "", "'＝x", "naïve 👩‍👧"];
        assert_eq!(row.iter().collect::<Vec<_>>(), expected);
    }
}
