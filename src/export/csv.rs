//! Comma-separated values (RFC 4180), for spreadsheets: a row for each claim, entry or article.
//!
//! JSON is the lossless format. Here a spreadsheet would run a cell that starts with `=`, `+`, `-`,
//! `@`, a tab or a line end, so such a cell gets an apostrophe in front. Characters that are
//! invisible, or would act on a terminal, are written out.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::WriteError;
use crate::domain::{Article, Counts, LogEntry, Provenance, Review, Visible, Withdrawal};
use crate::text::explain::{Explained, Reason};
use crate::view::{ClaimSummary, Reviewer, Section, Trial, words};

const CLAIM: [&str; 22] = [
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
    "corrected",
];

const ENTRY: [&str; 8] = ["id", "at", "actor", "type", "summary", "note", "uuid", "sha256"];

const REVIEWER: [&str; 7] = ["name", "key_id", "key", "added", "added_by", "revoked", "here"];

const ARTICLE: [&str; 20] = [
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
    "corrected",
    "withdrawn",
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
    write_row(out, &CLAIM.map(Cow::Borrowed))
}

/// A claim. If several reviewers reviewed it, `reviewer`, `note` and `reviewed_at` have the latest
/// review of each, in the order in which they were given, joined by `; `.
pub fn write_claim(out: &mut dyn Write, listed: &ClaimSummary) -> io::Result<()> {
    let ClaimSummary { article, claim, notes: _, reviews } = listed;
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    let each = |tell: &dyn Fn(&Review) -> String| -> Cow<'_, str> {
        let told: Vec<String> = latest.iter().map(|review| tell(review)).collect();
        told.join("; ").into()
    };
    let (extractor, score) = match &claim.found {
        Provenance::ByExtractor { extractor, score } => {
            (format!("{} {}", extractor.name, extractor.version), score.to_string())
        }
        Provenance::ByReviewer => (String::new(), String::new()),
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
        claim
            .corrected
            .as_ref()
            .map(|correction| format!("claimant {}", words::corrected(correction)))
            .unwrap_or_default()
            .into(),
    ];
    write_row(out, &cells)
}

/// The names of the columns of an entry.
pub fn write_entry_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &ENTRY.map(Cow::Borrowed))
}

/// An entry of the log.
pub fn write_entry(out: &mut dyn Write, recorded: &LogEntry) -> io::Result<()> {
    let LogEntry { entry, leaf, position, .. } = recorded;
    let cells = [
        position.to_string().into(),
        entry.at.to_string().into(),
        entry.actor.as_str().into(),
        entry.event.kind().into(),
        words::summary(recorded).into(),
        entry.event.remark().map_or(Cow::Borrowed(""), |note| note.as_str().into()),
        entry.id.to_string().into(),
        leaf.to_string().into(),
    ];
    write_row(out, &cells)
}

/// The names of the columns of a tampering that was tried.
pub fn write_trial_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &["on", "what", "promised", "found"].map(Cow::Borrowed))
}

/// A tampering that was tried.
pub fn write_trial(out: &mut dyn Write, trial: &Trial) -> io::Result<()> {
    let Trial { found, is_promised, on, what } = trial;
    let promised = if *is_promised { "true" } else { "false" };
    let found = found.as_deref().unwrap_or_default();
    write_row(out, &[*on, what, promised, found].map(Cow::Borrowed))
}

/// The names of the columns of a reviewer's key.
pub fn write_reviewer_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &REVIEWER.map(Cow::Borrowed))
}

/// A key of a reviewer.
pub fn write_reviewer(out: &mut dyn Write, reviewer: &Reviewer) -> io::Result<()> {
    let Reviewer { added, added_by, is_here, key, name, revoked } = reviewer;
    let cells = [
        name.as_str().into(),
        key.id().to_string().into(),
        key.to_string().into(),
        added.to_string().into(),
        added_by.as_str().into(),
        revoked.map(|revoked| revoked.to_string()).unwrap_or_default().into(),
        is_here.to_string().into(),
    ];
    write_row(out, &cells)
}

/// What raised and what lowered a score, in thousandths of a logit.
pub fn write_reasons(out: &mut dyn Write, explained: &Explained) -> io::Result<()> {
    write_row(out, &["points", "for", "words"].map(Cow::Borrowed))?;
    for Reason { points, what, words } in &explained.reasons {
        write_row(out, &[points.to_string().into(), (*what).into(), words.join("; ").into()])?;
    }
    Ok(())
}

/// The names of the columns of an article.
pub fn write_article_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &ARTICLE.map(Cow::Borrowed))
}

/// An article, with how many claims it has.
pub fn write_article(out: &mut dyn Write, article: &Article, counts: &Counts) -> io::Result<()> {
    let revision = &article.revision;
    let cells = [
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
        article
            .corrected
            .iter()
            .map(|(fact, correction)| format!("{fact} {}", words::corrected(correction)))
            .collect::<Vec<_>>()
            .join("; ")
            .into(),
        article
            .withdrawn
            .as_ref()
            .map(|Withdrawal { by, entry, reason, .. }| format!("by {by}, {entry}: {reason}"))
            .unwrap_or_default()
            .into(),
    ];
    write_row(out, &cells)
}

fn optional(cell: Option<&String>) -> Cow<'_, str> {
    cell.map_or(Cow::Borrowed(""), |cell| cell.as_str().into())
}

/// A row is built completely before it is written: so errors come only from `out`, and a closed
/// pipe is recognised.
fn write_row<const N: usize>(out: &mut dyn Write, cells: &[Cow<'_, str>; N]) -> io::Result<()> {
    let mut row = Vec::new();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut row);
    writer.write_record(cells.iter().map(|cell| defused(cell)))?;
    writer.flush()?;
    drop(writer);
    out.write_all(&row)
}

/// The cell in a form that spreadsheets treat as text.
fn defused(cell: &str) -> String {
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let apostrophe = if cell.starts_with(runs) { "'" } else { "" };
    format!("{apostrophe}{}", Visible::lines(cell))
}

#[cfg(test)]
mod tests {
    use snapbox::{IntoData as _, assert_data_eq, str};

    use super::super::{Format, samples};
    use super::*;

    #[test]
    fn a_report_is_a_row_for_each_claim() {
        assert_data_eq!(samples::written(Format::Csv), str![[r#"
id,status,text,claimant,article,title,origin,line,column,start,end,quote_sha256,extractor,score,conflict,dismissed,reviewer,note,reviewed_at,created_at,updated_at,corrected
C1,corroborated,The bridge was opened on 3 May 1932 by the mayor of Eastwater.,,A1,A bridge for Eastwater,https://news.example/bridge,3,1,24,86,bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f,rules 1,602,false,false,ana; Олена,"minutes of the council, page 3; ",2026-11-23T08:04:00Z; 2026-11-23T08:05:00Z,2026-11-23T08:03:00Z,2026-11-23T08:05:00Z,
C2,disputed,"It cost 6 million crowns, the council said on Tuesday.",the council,A1,A bridge for Eastwater,https://news.example/bridge,4,1,87,141,504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147,rules 1,870,true,false,ana; ben,"the books say 7 million
see *page* 12; the books were mended",2026-11-23T08:06:00Z; 2026-11-23T08:07:00Z,2026-11-23T08:03:00Z,2026-11-23T08:07:00Z,
C3,unverified,Four of the 12 pillars were built on sand,Ina Quell,A1,A bridge for Eastwater,https://news.example/bridge,4,57,145,186,6ca32fd5c656c453b31b5610700556b4bdfab022e776b8fb9da18b4a6429e11f,rules 1,931,false,false,,,,2026-11-23T08:03:00Z,2026-11-23T08:14:00Z,
C6,unverified,The fare had been 2 crowns & a half.,,A1,A bridge for Eastwater,https://news.example/bridge,5,67,282,318,a297ee77cba476e36c224d7c0d0fd2b7e7769da523bfc41eb4e5961e2c0e880f,rules 1,410,false,false,ana,the tariff was of 1934,2026-11-23T08:10:00Z,2026-11-23T08:03:00Z,2026-11-23T08:10:00Z,
C4,unverified,40 people,,A1,A bridge for Eastwater,https://news.example/bridge,5,40,255,264,5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a,,,false,true,,,,2026-11-23T08:03:00Z,2026-11-23T08:11:00Z,
C5,disputed,Nobody crossed the river by boat in 1933.,,A2,,ferry.txt,1,1,0,41,2c3dc8b71a4ef36f7036e4b133395d726f91cf999273367afcaf6afece3a0fa3,rules 1,500,false,false,ana,the rowing club did,2026-11-23T08:13:00Z,2026-11-23T08:03:00Z,2026-11-23T08:13:00Z,

"#]].raw());
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A"] {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        assert_eq!(defused("\t=1"), "' =1");
        assert_eq!(defused("\r=1"), "'\n=1");
        assert_eq!(defused("\r\n=1"), "'\n=1");
        for words in ["", "1+1=2", "'=1", "a@b"] {
            assert_eq!(defused(words), words);
        }
    }

    #[test]
    fn a_row_reads_back_as_it_is_shown() {
        let cells = ["a,b", "\"c\"", "d\ne\r\nf", "", "＝x", "naïve 👩‍👧", "\u{1b}[2J\u{202e}"];
        let expected = ["a,b", "\"c\"", "d\ne\nf", "", "'＝x", "naïve 👩‍👧", "⟪U+001B⟫[2J⟪U+202E⟫"];
        let mut out = Vec::new();
        write_row(&mut out, &cells.map(Cow::Borrowed)).unwrap();
        assert!(out.ends_with(b"\r\n"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_hostile_claim_is_one_row() {
        let mut sections = vec![samples::hostile()];
        let quote = format!("'{}", Visible::lines(samples::HOSTILE));
        let mut out = Vec::new();
        write(sections.drain(..).map(Ok::<_, WriteError<()>>), &mut out).unwrap();
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(&*out).records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        for row in rows {
            assert_eq!(row.len(), CLAIM.len());
            assert_eq!(&row[2], quote);
        }
    }
}
