//! Claims that others published, with what they say of them: `ClaimReview`, answers of the Fact Check
//! Tools API, `AVeriTeC`, tables and JSON Lines.
//!
//! The file is the article. Its canonical text has a paragraph for each claim, in the claim's own words,
//! and below it who made it, so that both are spans of it. What others say of the claims is no text of
//! the article: it is for whoever records it as evidence.
//!
//! Rows are read one by one, and again when they are asked for again, so that what a large file says is
//! never in memory as a whole.
//!
//! Deliberately absent: verdicts of this ledger. Nobody's verdict comes from a file.

mod api;
mod averitec;
mod claim_review;
mod column;
mod format;
mod json;
mod lines;
mod row;
mod sheet;
mod table;

pub use column::{Column, Mapping, NotAMapping};
pub use format::{NotAPublishedFormat, PublishedFormat};
pub use row::{BadRow, PublishedRow, PublishedSource, Row};

use json::Json;
use row::Lines;
use sheet::Sheet;
use table::Table;

use super::content::line;
use super::{ReadError, Reading, binary, content, date, encoding, html, load};
use crate::domain::{
    Candidate, Day, Draft, Extraction, Extractor, Oddity, Reader, Score, SourceMap, Structure, Text,
};

/// How a file is read.
#[derive(Clone, Debug)]
pub struct PublishedReading {
    pub format: PublishedFormat,
    /// Which columns of a table say what.
    pub mapping: Mapping,
    pub reading: Reading,
}

/// Why a file cannot be read so.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// It has none in it that can be read.
    #[error("no claim was found in it")]
    NoClaim,
    /// A column that a person named.
    #[error("it has no column `{0}`")]
    NoColumn(String),
    #[error("it is not what it was said to be: {why}")]
    NotJson { why: String },
    #[error("no column of it has the words of the claims")]
    NoText,
    /// JSON, but of another form.
    #[error("it has no {0}")]
    OtherForm(&'static str),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("it has two columns `{0}`")]
    TwoColumns(String),
    /// What follows would all be in one cell.
    #[error("a quotation mark opens in line {line}, and none closes it")]
    Unclosed { line: u64 },
}

/// A file with claims of others.
#[derive(Debug)]
pub struct PublishedFile {
    /// What the page says of itself, if it is one.
    about: content::Content,
    body: Body,
    encoding: &'static str,
    how: PublishedReading,
    name: String,
    oddities: Vec<Oddity>,
    raw: Vec<u8>,
    source: SourceMap,
    text: String,
}

/// What is in a file.
#[derive(Debug)]
enum Body {
    Items,
    Lines,
    Reviews(Vec<Row>),
    Table(Table),
}

/// The article that a file makes, and the claims in it.
#[derive(Debug)]
pub struct Listed {
    pub bad: Vec<BadRow>,
    pub draft: Draft,
    pub found: Extraction,
}

impl PublishedFile {
    /// Read a file. Its `name` is its origin, unless it names its own address.
    pub fn read(raw: Vec<u8>, name: &str, how: PublishedReading) -> Result<Self, PublishedError> {
        binary::refuse_known(&raw)?;
        load::make_room_for(raw.len())?;
        let reading = &how.reading;
        let (said, told) = (reading.encoding.as_deref(), reading.charset.as_deref());
        let decoded = encoding::decode(&raw, said, told, reading.strictly)?;
        let encoding::Decoded { encoding, oddities, source, text } = decoded;
        if text.trim().is_empty() {
            return Err(ReadError::Empty.into());
        }
        let mut about = content::Content::default();
        let body = match how.format {
            PublishedFormat::Averitec => {
                let json = json(&text)?;
                if json.items().is_empty() {
                    return Err(PublishedError::OtherForm("list of claims"));
                }
                Body::Items
            }
            // A part of a page may be nothing but scripts.
            PublishedFormat::ClaimReview if text.trim_start().starts_with('<') => {
                about = html::read(&text).tidy();
                Body::Reviews(claim_review::of_page(&text))
            }
            PublishedFormat::ClaimReview => {
                Body::Reviews(claim_review::of_file(&text).map_err(|error| not_json(&error))?)
            }
            PublishedFormat::Csv => Body::Table(Table::read(&text, &how.mapping)?),
            PublishedFormat::FactCheckApi => {
                if api::claims(json(&text)?).is_empty() {
                    return Err(PublishedError::OtherForm("`claims`"));
                }
                Body::Items
            }
            PublishedFormat::Jsonl => Body::Lines,
        };
        if matches!(&body, Body::Reviews(reviews) if reviews.is_empty()) {
            return Err(PublishedError::OtherForm("ClaimReview"));
        }
        let name = name.to_owned();
        Ok(Self { about, body, encoding, how, name, oddities, raw, source, text })
    }

    /// What each row says, in the order of the file. The same each time.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Row> + '_> {
        let text = self.text.as_str();
        match &self.body {
            Body::Items => {
                let is_api = self.how.format == PublishedFormat::FactCheckApi;
                let items =
                    json(text).map(|json| if is_api { api::claims(json) } else { json.items() });
                let read = if is_api { api::row } else { averitec::row };
                let mut lines = Lines::default();
                let items = (1..).zip(items.unwrap_or_default());
                Box::new(items.map(move |(number, item)| {
                    read(item, text, &mut lines).map_err(|bad| bad.at(number))
                }))
            }
            Body::Lines => Box::new(lines::rows(text, &self.how.mapping)),
            Body::Reviews(rows) => Box::new(rows.iter().cloned()),
            Body::Table(table) => Box::new(table.rows(text)),
        }
    }

    /// Those of the rows that can be recorded.
    pub fn good_rows(&self) -> impl Iterator<Item = PublishedRow> + '_ {
        self.rows().filter_map(Result::ok)
    }

    /// The columns of a table that say nothing of use.
    pub fn ignored(&self) -> &[String] {
        match &self.body {
            Body::Table(table) => &table.ignored,
            Body::Items | Body::Lines | Body::Reviews(_) => &[],
        }
    }

    /// Whether it says which articles its claims are in: a column is called so, or a person said which
    /// one does.
    pub fn names_articles(&self) -> bool {
        match &self.body {
            Body::Items | Body::Reviews(_) => false,
            Body::Lines => {
                self.how.mapping.names_articles()
                    || self.good_rows().any(|row| row.article.is_some())
            }
            Body::Table(table) => table.has(Column::Article),
        }
    }

    /// Whether it may say where the claims start and end in their article.
    pub fn has_places(&self) -> bool {
        match &self.body {
            Body::Items | Body::Reviews(_) => false,
            Body::Lines => self.good_rows().any(|row| row.place.is_some()),
            Body::Table(table) => table.has(Column::Start) && table.has(Column::End),
        }
    }

    /// What it is called.
    pub fn origin(&self) -> &str {
        let reading = &self.how.reading;
        let own = self.about.url.as_deref().filter(|own| {
            let host = |address: &str| content::host(address);
            reading.address.as_deref().is_none_or(|address| host(own) == host(address))
        });
        let origin = reading.origin.as_deref().or(own).or(reading.address.as_deref());
        origin.unwrap_or(&self.name)
    }

    /// The article that it makes. It has the bytes from here on.
    pub fn listed(&mut self) -> Result<Listed, PublishedError> {
        let mut sheet = Sheet::default();
        let (mut bad, mut placed) = (Vec::new(), Vec::new());
        for row in self.rows() {
            match row {
                Ok(row) => placed.push(sheet.push(&row, &self.text)),
                Err(row) => bad.push(row),
            }
        }
        if placed.is_empty() && bad.is_empty() {
            return Err(PublishedError::NoClaim);
        }
        let (text, source) = sheet.finish();
        let text = Text::new(text);
        let span = |range| text.span(range).ok();
        let candidates = placed.into_iter().filter_map(|placed| {
            let claimant = placed.claimant.and_then(span);
            Some(Candidate { claimant, score: Score::MAX, span: span(placed.claim)? })
        });
        let candidates = candidates.collect();
        let said = |found: &Option<content::Found>| found.as_ref().map(|found| found.said.clone());
        let format = self.how.format;
        let (name, version) = (format.as_str().to_owned(), format.version().to_owned());
        let title = self.how.reading.title.as_deref().and_then(line);
        let draft = Draft {
            byline: None,
            claim_reviews: Vec::new(),
            encoding: self.encoding.to_owned(),
            language: said(&self.about.language),
            oddities: std::mem::take(&mut self.oddities),
            origin: self.origin().to_owned(),
            published: said(&self.about.published),
            raw: std::mem::take(&mut self.raw),
            reader: Reader { name: name.clone(), version: version.clone() },
            source: source.through(&self.source),
            structure: Structure::default(),
            text,
            title: title.or_else(|| said(&self.about.title)),
        };
        let extractor = Extractor { model_sha256: None, name, version };
        let found = Extraction { candidates, extractor, granularity: None, min_score: Score::MIN };
        Ok(Listed { bad, draft, found })
    }
}

/// The day that others say something was published on, in whatever way they write it.
pub fn day(said: &str) -> Option<Day> {
    date::normalised(said, None)?.get(..10)?.parse().ok()
}

fn json(text: &str) -> Result<Json<'_>, PublishedError> {
    Json::read(text.trim()).map_err(|error| not_json(&error))
}

fn not_json(error: &serde_json::Error) -> PublishedError {
    let place = (error.line(), error.column());
    PublishedError::NotJson {
        why: if error.is_eof() {
            "its JSON does not end".to_owned()
        } else {
            format!("it is not JSON, from line {}, byte {} on", place.0, place.1)
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &[u8], format: PublishedFormat) -> Result<PublishedFile, PublishedError> {
        let how =
            PublishedReading { format, mapping: Mapping::default(), reading: Reading::default() };
        PublishedFile::read(raw.to_vec(), "stdin", how)
    }

    /// Whatever is read makes claims whose words are those of its rows, and the same ones each time.
    fn check_any(raw: &[u8], format: PublishedFormat) {
        let Ok(mut file) = read(raw, format) else { return };
        let claims: Vec<String> = file.good_rows().map(|row| row.claim).collect();
        let again: Vec<String> = file.good_rows().map(|row| row.claim).collect();
        assert_eq!(claims, again);
        let Ok(Listed { bad, draft, found }) = file.listed() else { return };
        assert_eq!(bad.len() + claims.len(), file.rows().count());
        assert_eq!(draft.raw, raw);
        let quote = |candidate: &Candidate| draft.text.quote(candidate.span).to_owned();
        assert_eq!(found.candidates.iter().map(quote).collect::<Vec<_>>(), claims);
        for candidate in &found.candidates {
            let claimant = candidate.claimant.map_or("-", |span| draft.text.quote(span));
            assert!(!claimant.contains('\n') && !claimant.is_empty());
            if let Some(raw_span) = draft.source.raw(candidate.span) {
                assert!(raw_span.start < raw_span.end && raw_span.end <= raw.len());
            }
        }
    }

    fn written() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\n",
            "\r\n",
            " ",
            "1",
            "-",
            "null",
            "é",
            "\u{feff}",
            "\"@type\": \"ClaimReview\",",
            "\"claimReviewed\": \"It leaks.\"",
            "\"@graph\": [",
            "\"claims\": [{",
            "\"text\": \"a\"",
            "\"claim\": \"b\"",
            "\"claimReview\": [{",
            "\"reviewRating\": {",
            "\"questions\": [{",
            "claim,claimant,start,end\n",
            "a,b,1,2\n",
            ";",
            "\t",
            "<script type=application/ld+json>",
            "</script>",
            "<!--",
            "//<![CDATA[",
            "]]>",
            "&quot;",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn format() -> impl Strategy<Value = PublishedFormat> {
        prop::sample::select(PublishedFormat::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_make_rows(
            raw in prop::collection::vec(any::<u8>(), 0..300),
            format in format(),
        ) {
            check_any(&raw, format);
        }

        #[test]
        fn anything_like_these_forms_is_refused_or_makes_rows(
            written in written(),
            format in format(),
        ) {
            check_any(written.as_bytes(), format);
            check_any(format!("<!doctype html>{written}").as_bytes(), format);
            let _ = PublishedFormat::of(&written);
            let review = r#"{"@type": "ClaimReview", "claimReviewed": "It \"leaks\".", "x": "#;
            check_any(format!("[{review}{written}}}]").as_bytes(), PublishedFormat::ClaimReview);
            check_any(format!("claim,claimant\n\"It leaks\",b\n{written}\n").as_bytes(), PublishedFormat::Csv);
        }
    }

    #[test]
    fn a_day_is_read_as_others_write_it() {
        for (said, expected) in [
            ("2024-02-01", Some("2024-02-01")),
            ("2024-02-01 10:30", Some("2024-02-01")),
            ("2024-02-01T23:30:00-05:00", Some("2024-02-01")),
            ("1 February 2024", Some("2024-02-01")),
            ("30-01-2024", Some("2024-01-30")),
            ("3/4/2024", None),
            ("soon", None),
        ] {
            assert_eq!(day(said).map(|day| day.to_string()).as_deref(), expected, "{said}");
        }
    }
}
