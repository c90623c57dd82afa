//! Reading: bytes of a foreign format in, a [`Draft`] out.
//!
//! An article is a web page, Markdown or plain text. [`find`] and [`load`] get its bytes;
//! [`read`] recognises their format and makes the canonical text, which the spans of all claims
//! index. So the same bytes must always make the same text: any change to the result raises the
//! version of the reader, and nothing here depends on the locale, the clock or the name of a file.
//!
//! Every reader also records which bytes each part of its text came from, so that a claim can be
//! found again in the page as it was read.
//!
//! All input is treated as hostile. A document is refused, with the reason, rather than repaired, but
//! for a few bytes that are invalid in its encoding: they become U+FFFD, which is told, unless a
//! person wants them refused. What is merely ugly stays as it is: line endings, compositions of
//! accents, marks of direction, escape codes.
//!
//! Deliberately absent: claims, sentences, the ledger, and the network. Nothing is fetched here, and
//! nothing that a document points to is opened.

mod binary;
mod content;
mod data;
mod date;
mod encoding;
mod error;
mod find;
mod format;
mod front_matter;
mod html;
mod invisible;
mod load;
mod markdown;
mod plain;
mod published;
mod separated;
mod sniff;
mod system;
mod table;
mod text_builder;
mod times;
mod verdicts;

pub use data::Data;
pub use error::{FindError, ReadError};
pub use find::{Files, find};
pub use format::{Format, NotAFormat};
pub use load::{DEFAULT_LIMIT, load, load_start, load_stream};
pub use published::{
    BadRow, Column, Listed, Mapping, NotAMapping, NotAPublishedFormat, PublishedError,
    PublishedFile, PublishedFormat, PublishedReading, PublishedRow, PublishedSource, Row, day,
};
pub use verdicts::{NotVerdicts, VerdictRow, Verdicts};

use content::{Content, Found, line};
use encoding::Decoded;

use crate::domain::{
    AllSaid, Draft, Oddity, Reader, Said, Sha256, SourceMap, Structure, Text, What,
};

/// How to read a document: what a person says about it overrules what it says itself.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The address it was fetched from. It overrules the address in the document, if that has
    /// another host: any page can claim to be another.
    pub address: Option<String>,
    /// The label of the character encoding that the server named. A byte order mark and a person
    /// overrule it, the document does not.
    pub charset: Option<String>,
    /// The label of a character encoding (WHATWG Encoding); only a byte order mark overrules it.
    pub encoding: Option<String>,
    /// If not given, recognised by the content.
    pub format: Option<Format>,
    pub origin: Option<String>,
    /// Refuse a document with bytes that are invalid in its encoding, however few.
    pub strictly: bool,
    pub title: Option<String>,
}

/// Make a draft of a document. Its `name` is its origin, unless it names its own address.
pub fn read(raw: Vec<u8>, name: &str, how: &Reading) -> Result<Draft, ReadError> {
    refuse_data(Data::of_bytes(&raw), how)?;
    let Opened { content, encoding, reader, source } = open(&raw, how)?;
    let own = content.url.filter(|own| {
        how.address.as_deref().is_none_or(|address| content::host(own) == content::host(address))
    });
    let origin = how.origin.clone().or(own).or_else(|| how.address.clone());

    Ok(Draft {
        byline: said(content.byline),
        claim_reviews: content.claim_reviews,
        encoding,
        language: said(content.language),
        oddities: content.oddities,
        origin: origin.unwrap_or_else(|| name.to_owned()),
        published: said(content.published),
        raw,
        reader,
        source: content.source.through(&source),
        structure: content.structure,
        text: Text::new(content.text),
        title: how.title.as_deref().and_then(line).or(said(content.title)),
    })
}

/// What a document says of its article, each with where it says so.
pub fn says(raw: &[u8], how: &Reading) -> Result<AllSaid, ReadError> {
    let Opened { mut content, reader, .. } = open(raw, how)?;
    let said = What::ALL.into_iter().filter_map(|what| {
        let found = match what {
            What::Title => content.title.take(),
            What::Byline => content.byline.take(),
            What::Published => content.published.take(),
            What::Modified => content.modified.take(),
            What::Language => content.language.take(),
        };
        let Found { place, said: value, words } = found?;
        let is_date = matches!(what, What::Published | What::Modified);
        let words = words.filter(|words| is_date || *words != value);
        Some(Said { place, value, what, words })
    });
    Ok(AllSaid { said: said.collect(), reader })
}

/// What the structure of a document says of its text, if the text with this hash is what is read from
/// it now.
pub fn structure(raw: &[u8], how: &Reading, text: Sha256) -> Result<Structure, ReadError> {
    let Opened { content, .. } = open(raw, how)?;
    let is_same = Sha256::of(&content.text) == text;
    Ok(if is_same { content.structure } else { Structure::default() })
}

/// A document as its reader gives it.
struct Opened {
    content: Content,
    encoding: String,
    reader: Reader,
    /// Where what the reader was given stands in the bytes.
    source: SourceMap,
}

fn open(raw: &[u8], how: &Reading) -> Result<Opened, ReadError> {
    binary::refuse_known(raw)?;
    load::make_room_for(raw.len())?;
    let (encoding, charset) = (how.encoding.as_deref(), how.charset.as_deref());
    let Decoded { encoding, mut oddities, source, text } =
        encoding::decode(raw, encoding, charset, how.strictly)?;
    let (text, source, hidden) = invisible::without(text, &source);
    oddities.extend(hidden);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    binary::refuse_controls(&text)?;
    let data = Data::of_text(&text);
    refuse_data(data, how)?;

    let format = how.format.unwrap_or_else(|| sniff::format(&text));
    let content = match format {
        Format::Html => html::read(&text),
        Format::Markdown => markdown::read(&text),
        Format::Text if data.is_some_and(Data::is_table) => plain::read_table(text),
        Format::Text => plain::read(text),
    };
    let mut content = content.tidy();
    times::find(&content.text, &mut content.structure);
    oddities.append(&mut content.oddities);
    let is_cleaned = |oddity: &Oddity| {
        matches!(
            oddity,
            Oddity::Invisible { .. }
                | Oddity::Replaced { .. }
                | Oddity::Signed { .. }
                | Oddity::Struck { .. }
        )
    };
    let version = format.version(oddities.iter().any(is_cleaned));
    content.oddities = oddities;
    if content.text.trim().is_empty() {
        return Err(ReadError::NoText);
    }
    let reader = Reader { name: format.as_str().to_owned(), version: version.to_owned() };
    Ok(Opened { content, encoding: encoding.to_owned(), reader, source })
}

fn said(found: Option<Found>) -> Option<String> {
    found.map(|found| found.said)
}

/// Refuse data that is no article, unless a person names the reader that reads it all the same.
fn refuse_data(found: Option<Data>, how: &Reading) -> Result<(), ReadError> {
    match found {
        Some(data) if how.format.is_none() || !data.can_be_insisted_on() => {
            Err(ReadError::Data(data))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::RawSpan;

    const PAGE: &str = "<!doctype html><html lang=pt><head><title>Ponte reaberta</title>\
        <link rel=canonical href=https://jornal.example/ponte></head>\
        <body><p>A ponte reabriu na segunda-feira.</p></body></html>";

    fn draft(raw: &[u8], how: &Reading) -> Draft {
        read(raw.to_vec(), "stdin", how).unwrap()
    }

    #[track_caller]
    fn refused(raw: &[u8], expected: &str) {
        let error = read(raw.to_vec(), "stdin", &Reading::default()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn a_draft_says_which_reader_made_it_and_keeps_the_bytes() {
        for (raw, name, version) in
            [(PAGE, "html", "3"), ("# Ponte\n\nReabriu.", "markdown", "2"), ("x", "text", "1")]
        {
            let draft = draft(raw.as_bytes(), &Reading::default());
            assert_eq!(draft.reader, Reader { name: name.into(), version: version.into() });
            assert_eq!(draft.raw, raw.as_bytes());
        }
    }

    #[test]
    fn the_origin_is_given_or_the_address_or_the_name() {
        let said = Reading { origin: Some("clipping 7".into()), ..Reading::default() };
        assert_eq!(draft(PAGE.as_bytes(), &said).origin, "clipping 7");
        let draft = draft(PAGE.as_bytes(), &Reading::default());
        assert_eq!(draft.origin, "https://jornal.example/ponte");
        let text = read(b"x".to_vec(), "note.txt", &Reading::default()).unwrap();
        assert_eq!(text.origin, "note.txt");
    }

    #[test]
    fn a_pages_own_address_counts_only_on_its_host() {
        let from = |address: &str| {
            let how = Reading { address: Some(address.into()), ..Reading::default() };
            draft(PAGE.as_bytes(), &how).origin
        };
        assert_eq!(from("https://jornal.example/ponte?ref=x"), "https://jornal.example/ponte");
        assert_eq!(from("http://JORNAL.example:8080/a"), "https://jornal.example/ponte");
        assert_eq!(from("https://copy.example/ponte"), "https://copy.example/ponte");
        let said = Reading {
            address: Some("https://copy.example/".into()),
            origin: Some("clipping 7".into()),
            ..Reading::default()
        };
        assert_eq!(draft(PAGE.as_bytes(), &said).origin, "clipping 7");
    }

    #[test]
    fn given_values_overrule_the_document() {
        let said = Reading {
            format: Some(Format::Text),
            title: Some(" A\n bridge ".into()),
            ..Reading::default()
        };
        let draft = draft(PAGE.as_bytes(), &said);
        assert_eq!(draft.text.as_str(), PAGE);
        assert_eq!(draft.title.as_deref(), Some("A bridge"));
    }

    #[test]
    fn a_page_gives_its_metadata() {
        let draft = draft(PAGE.as_bytes(), &Reading::default());
        assert_eq!(draft.text.as_str(), "A ponte reabriu na segunda-feira.");
        assert_eq!(draft.title.as_deref(), Some("Ponte reaberta"));
        assert_eq!(draft.language.as_deref(), Some("pt"));
        assert_eq!(draft.encoding, "UTF-8");
    }

    #[test]
    fn unreadable_documents_are_refused_with_the_reason() {
        refused(b"", "it is empty");
        refused(b"\xEF\xBB\xBF \r\n\t", "it is empty");
        refused(b"%PDF-1.7\n", "it is a PDF document, not text");
        refused(b"one\0two", "it is binary data, not text");
        refused(b"caf\xE9", "it is not valid UTF-8: the first wrong byte is at offset 3");
        refused(b"<!doctype html><img src=x>", "it has no text");
    }

    fn markup() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<li>",
            "<ul>",
            "</ul>",
            "<br>",
            "<script>",
            "</script>",
            "<style>",
            "<svg>",
            "</svg>",
            "<title/>",
            "<nav>",
            "</nav>",
            "<form>",
            "<a href=/>",
            "</a>",
            "<!--",
            "-->",
            "<pre>",
            "&amp;",
            "&#0;",
            "&nbsp",
            "<",
            "\"",
            "word ",
            "mot, ",
            "# ",
            "\n\n",
            "**",
            "](",
            "[",
            "> ",
            "- ",
            "```\n",
            "---\n",
            "| a | b |\n",
            "title: x\n",
            "\u{a0}",
            "é",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn reading() -> impl Strategy<Value = Reading> {
        let format = prop::option::of(prop::sample::select(Format::ALL.to_vec()));
        let encoding = prop::option::of(prop::sample::select(vec!["utf-8", "latin1", "sjis"]));
        (format, encoding).prop_map(|(format, encoding)| Reading {
            encoding: encoding.map(str::to_owned),
            format,
            ..Reading::default()
        })
    }

    fn check_any(raw: &[u8], how: &Reading) {
        if let Ok(draft) = read(raw.to_vec(), "stdin", how) {
            assert!(!draft.text.as_str().trim().is_empty());
            assert_eq!(draft.raw, raw);
            check_source(&draft);
        }
    }

    /// Every letter stands in the bytes that it is said to stand in: as such, or within what is
    /// written there for it.
    fn check_source(draft: &Draft) {
        let encoding = encoding_rs::Encoding::for_label(draft.encoding.as_bytes()).unwrap();
        for (at, letter) in draft.text.as_str().char_indices() {
            let span = draft.text.span(at..at + letter.len_utf8()).unwrap();
            let Some(RawSpan { end, start }) = draft.source.raw(span) else {
                assert!(letter.is_whitespace() || letter == '|', "{letter:?} stands nowhere");
                continue;
            };
            let (written, _) = encoding.decode_without_bom_handling(&draft.raw[start..end]);
            assert!(
                letter == '\u{fffd}'
                    || written.contains(letter)
                    || written.starts_with('&')
                    || letter.is_whitespace(),
                "{letter:?} in {written:?}"
            );
        }
    }

    /// The words that `raw` shows, read as the bytes of a page.
    fn shown(raw: &[u8], encoding: &str) -> String {
        let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
        let (written, _) = encoding.decode_without_bom_handling(raw);
        html::flat_text(&written)
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_make_a_text(
            raw in prop::collection::vec(any::<u8>(), 0..400),
            how in reading(),
        ) {
            check_any(&raw, &how);
        }

        #[test]
        fn any_markup_is_refused_or_makes_a_text(markup in markup(), how in reading()) {
            check_any(markup.as_bytes(), &how);
            check_any(format!("<!doctype html>{markup}").as_bytes(), &how);
        }

        #[test]
        fn a_span_of_a_page_is_found_again_in_its_bytes(
            words in prop::collection::vec(("[a-zé&]{1,7}", prop::sample::select(vec![
                " ", "\n  ", "&nbsp;", "<b> ", "</b> ", "<br>", "<p>", "</p><p>", "<td>", "<!-- --> ",
            ])), 1..40),
            encoding in prop::sample::select(vec!["utf-8", "windows-1252", "utf-16"]),
            first in any::<prop::sample::Index>(),
            last in any::<prop::sample::Index>(),
        ) {
            let write = |(word, gap): &(String, &str)| format!("{}{gap}", word.replace('é', "&eacute;é"));
            let page = format!("<!doctype html>{}", words.iter().map(write).collect::<String>());
            let raw = match encoding {
                "utf-8" => page.into_bytes(),
                "utf-16" => format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => encoding_rs::WINDOWS_1252.encode(&page).0.into_owned(),
            };
            let how = Reading { encoding: Some(encoding.to_owned()), ..Reading::default() };
            let draft = read(raw, "stdin", &how).unwrap();
            let text = draft.text.as_str();
            let is_word = |word: &&str| *word != "|";
            let found: Vec<&str> = text.split_whitespace().filter(is_word).collect();
            let (first, last) = (first.index(found.len()), last.index(found.len()));
            let (first, last) = (first.min(last), first.max(last));
            let offset = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
            let span = offset(found[first])..offset(found[last]) + found[last].len();
            let RawSpan { end, start } = draft.source.raw(draft.text.span(span).unwrap()).unwrap();
            let again = shown(&draft.raw[start..end], &draft.encoding);
            let again: Vec<&str> = again.split_whitespace().filter(is_word).collect();
            prop_assert_eq!(again.first(), Some(&found[first]));
            prop_assert_eq!(again.last(), Some(&found[last]));
            // What was left out of the text may stand between its words.
            let mut rest = again.iter();
            prop_assert!(found[first..=last].iter().all(|word| rest.any(|again| again == word)));
        }

        #[test]
        fn plain_text_stays_the_same_byte_for_byte(text in "[^\\p{Cc}]{1,200}") {
            prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{feff}'));
            let is_plain = invisible::without(text.clone(), &crate::domain::SourceMap::default());
            prop_assume!(is_plain.2.is_empty());
            let how = Reading { format: Some(Format::Text), ..Reading::default() };
            prop_assert_eq!(draft(text.as_bytes(), &how).text, Text::new(text));
        }
    }
}
