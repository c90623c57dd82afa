use std::path::Path;

use memchr::memmem;

use super::sniff;
use super::table::{self, Table};
use crate::merkle::{Checkpoint, SignedNote, VerifierKey};

/// In bytes: what tells one kind of data from another is at its start.
const HEAD: usize = 16 << 10;

/// Data that no reader reads as an article: its sentences would be made of commas and brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    Bundle,
    Checkpoint,
    Csv,
    Database,
    Feed,
    Json,
    JsonLines,
    PrivateKey,
    Proof,
    PublicKey,
    Report,
    SignedNote,
    Spreadsheet,
    Tsv,
    /// CSV with a status for each claim.
    Verdicts,
    Xml,
}

impl Data {
    /// What a person calls it.
    pub fn what(self) -> &'static str {
        match self {
            Self::Bundle => "a bundle of a ledger",
            Self::Checkpoint => "a checkpoint of a ledger",
            Self::Csv => "a table (CSV)",
            Self::Database => "a database (SQLite, as ledgers are)",
            Self::Feed => "a feed (RSS, Atom or JSON Feed)",
            Self::Json => "data (JSON)",
            Self::JsonLines => "data (JSON Lines)",
            Self::PrivateKey => "a private key",
            Self::Proof => "a proof",
            Self::PublicKey => "a public key",
            Self::Report => "a report that this program made",
            Self::SignedNote => "a signed note of a ledger",
            Self::Spreadsheet => "a spreadsheet",
            Self::Tsv => "a table (tab-separated values)",
            Self::Verdicts => "a table of claims and verdicts (CSV)",
            Self::Xml => "data (XML)",
        }
    }

    /// Whether it has rows, and a field for each column in them.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Verdicts)
    }

    /// Whether a person may have it read as prose all the same.
    pub fn can_be_insisted_on(self) -> bool {
        match self {
            Self::Bundle | Self::Database | Self::PrivateKey | Self::Spreadsheet => false,
            Self::Checkpoint
            | Self::Csv
            | Self::Feed
            | Self::Json
            | Self::JsonLines
            | Self::Proof
            | Self::PublicKey
            | Self::Report
            | Self::SignedNote
            | Self::Tsv
            | Self::Verdicts
            | Self::Xml => true,
        }
    }

    /// What a file claims to be by its name, if that is data.
    pub fn named(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Csv,
            "tab" | "tsv" => Self::Tsv,
            "geojson" | "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            "atom" | "rss" => Self::Feed,
            "ods" | "xls" | "xlsm" | "xlsx" => Self::Spreadsheet,
            "vkey" => Self::PublicKey,
            _ => return None,
        })
    }

    /// What these bytes are, if they are no text.
    pub(super) fn of_bytes(raw: &[u8]) -> Option<Self> {
        let has = |words: &str| memmem::find(raw, words.as_bytes()).is_some();
        if raw.starts_with(b"SQLite format 3\0") {
            Some(Self::Database)
        } else if raw.starts_with(b"PK\x03\x04") {
            if has("xl/workbook") || has("application/vnd.oasis.opendocument.spreadsheet") {
                Some(Self::Spreadsheet)
            } else if has("SHA256SUMS.note") && has("checkpoint") {
                Some(Self::Bundle)
            } else {
                None
            }
        } else if raw.starts_with(b"bundle/") && raw.get(257..262) == Some(b"ustar") {
            Some(Self::Bundle)
        } else {
            None
        }
    }

    /// What this text is, if it is not prose.
    pub fn of_text(text: &str) -> Option<Self> {
        let start = text.trim_start();
        let own = own(start);
        if own.is_some() || sniff::is_html(text) {
            return own;
        }
        match start.as_bytes().first()? {
            b'{' | b'[' => json(start),
            b'<' => xml(start),
            _ => None,
        }
        .or_else(|| {
            Some(match table::of(text)? {
                Table::Csv => Self::Csv,
                Table::OfVerdicts => Self::Verdicts,
                Table::Tsv => Self::Tsv,
            })
        })
    }
}

/// Whether these files of a folder are those of a bundle.
pub(super) fn is_bundle(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).exists();
    has("checkpoint") && has("tile") && (has("SHA256SUMS") || has("report.json"))
}

/// What this program made.
fn own(text: &str) -> Option<Data> {
    let private = ["PRIVATE+KEY+", "AGE-SECRET-KEY-", "-----BEGIN PGP PRIVATE KEY"];
    if private.iter().any(|start| text.starts_with(start)) || is_private_pem(text) {
        return Some(Data::PrivateKey);
    }
    if text.starts_with("c2sp.org/tlog-proof@") {
        return Some(Data::Proof);
    }
    if is_report(text) {
        return Some(Data::Report);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_some() && lines.all(|line| line.parse::<VerifierKey>().is_ok()) {
        return Some(Data::PublicKey);
    }
    // Mail changes the ends of lines.
    let unix = format!("{}\n", text.replace("\r\n", "\n").trim_end());
    let note = SignedNote::parse(unix.as_bytes()).ok()?;
    let is_checkpoint = note.text.parse::<Checkpoint>().is_ok();
    Some(if is_checkpoint { Data::Checkpoint } else { Data::SignedNote })
}

fn is_private_pem(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim_end();
    line.starts_with("-----BEGIN ") && line.ends_with("PRIVATE KEY-----")
}

/// Whether it is a report, in one of the formats that look like articles.
fn is_report(text: &str) -> bool {
    let head = table::start_of(text, HEAD);
    let is_page = || {
        // Earlier versions named no generator.
        let is_earlier = || {
            head.contains("<title>Fact-check report")
                && head.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
        };
        sniff::is_html(text)
            && (head.contains("<meta name=\"generator\" content=\"factledger\">") || is_earlier())
    };
    let is_markdown = || {
        let is_earlier = || {
            head.starts_with("# Fact-check report")
                && head.contains("\n- Ledger: ")
                && head.contains("leaf hash: SHA-256")
        };
        // The legend of the verdicts, in whatever language.
        let has_legend =
            || ["✕", "⇄", "✓", "○"].iter().all(|sign| head.contains(&format!("\n- {sign} ")));
        head.starts_with("# ") && has_legend() || is_earlier()
    };
    is_markdown() || is_page()
}

fn json(text: &str) -> Option<Data> {
    let reads = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    // An object that is cut off is data too; in prose, no `{"words":` is at the start.
    if !is_start_of_object(text) && !reads(text) {
        return None;
    }
    let head = table::start_of(text, HEAD);
    if head.contains("\"factledger-report\"") {
        return Some(Data::Report);
    }
    if head.contains("jsonfeed.org/version") {
        return Some(Data::Feed);
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_first_whole = lines.next().is_some_and(reads);
    Some(if is_first_whole && lines.next().is_some() { Data::JsonLines } else { Data::Json })
}

/// Whether it starts like `{"name":`, or a list of such.
fn is_start_of_object(text: &str) -> bool {
    let text = text.strip_prefix('[').map_or(text, str::trim_start);
    let name = text.strip_prefix('{').and_then(|text| text.trim_start().strip_prefix('"'));
    name.and_then(|name| name.split_once('"'))
        .is_some_and(|(_, after)| after.trim_start().starts_with(':'))
}

fn xml(text: &str) -> Option<Data> {
    let mut root = sniff::after_prologue(text);
    let has_prologue = text.starts_with("<?xml");
    if root.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
        root = root.split_once('>')?.1.trim_start();
    }
    let name = root.strip_prefix('<')?;
    let name = name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    match name {
        "RDF" | "feed" | "rdf:RDF" | "rss" => Some(Data::Feed),
        "opml" | "sitemapindex" | "urlset" => Some(Data::Xml),
        _ if has_prologue && !sniff::is_tag_of_page(root) => Some(Data::Xml),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Data>) {
        assert_eq!(Data::of_text(text), expected, "{text}");
    }

    #[test]
    fn json_is_recognised_whole_cut_off_or_by_the_line() {
        check("{\"claims\":[{\"text\":\"The dam cost 12 million\"}]}", Some(Data::Json));
        check("\n { \"claims\" : [", Some(Data::Json));
        check("[\n  {\"text\": \"The dam", Some(Data::Json));
        check("[\"The dam cost 12 million.\"]", Some(Data::Json));
        check("{\"id\":1}\n{\"id\":2}\n", Some(Data::JsonLines));
        check("{\"version\":\"https://jsonfeed.org/version/1.1\"}", Some(Data::Feed));
        check("{\"format\":\"factledger-report\",\"version\":1", Some(Data::Report));
    }

    #[test]
    fn prose_in_brackets_stays_prose() {
        check("[Updated at noon] The dam cost 12 million.", None);
        check("{{Infobox}} The dam cost 12 million.", None);
        check("[[Dam]] \"The dam\": it cost 12 million.", None);
        check("{\"We saw it,\" he said} of the dam.", None);
        check("\"The dam cost 12 million.\"", None);
        check("Data: {\"a\": 1}", None);
    }

    #[test]
    fn xml_that_is_no_page_is_data() {
        check("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>", Some(Data::Feed));
        check("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some(Data::Feed));
        check("<?xml version=\"1.0\"?><!-- x --><rdf:RDF xmlns=\"x\">", Some(Data::Feed));
        check("<?xml version=\"1.0\"?><!DOCTYPE tolls><tolls><toll/></tolls>", Some(Data::Xml));
        check("<?xml version=\"1.0\"?><p>The dam.</p>", None);
        check("<?xml version=\"1.0\"?><html><p>The dam.</p></html>", None);
        check("<!doctype html><p>The dam.</p>", None);
        check("<dam> cost 12 million", None);
    }

    #[test]
    fn keys_and_notes_are_recognised() {
        check("PRIVATE+KEY+log+37b3a750+AcAB\n", Some(Data::PrivateKey));
        check("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", Some(Data::PrivateKey));
        check("c2sp.org/tlog-proof@v1\nindex 4\n", Some(Data::Proof));
        check("-----BEGIN of the story-----\nThe dam cost 12 million.", None);
        check("The dam cost 12 million.\n\n— Maud Ferring\n", None);
    }

    #[test]
    fn bytes_of_spreadsheets_and_bundles_are_recognised() {
        let zip = |names: &str| [b"PK\x03\x04", names.as_bytes()].concat();
        assert_eq!(Data::of_bytes(&zip("...xl/workbook.xml")), Some(Data::Spreadsheet));
        assert_eq!(Data::of_bytes(&zip("word/document.xml")), None);
        let bundle = zip("b/checkpoint b/SHA256SUMS.note");
        assert_eq!(Data::of_bytes(&bundle), Some(Data::Bundle));
        assert_eq!(Data::of_bytes(b"SQLite format 3\0..."), Some(Data::Database));
        assert_eq!(Data::of_bytes(b"The dam"), None);
    }

    #[test]
    fn names_of_data_are_known_in_any_case() {
        assert_eq!(Data::named(Path::new("a/Tolls.CSV")), Some(Data::Csv));
        assert_eq!(Data::named(Path::new("tolls.xlsx")), Some(Data::Spreadsheet));
        for name in ["tolls.txt", "csv", "tolls.html", "tolls"] {
            assert_eq!(Data::named(Path::new(name)), None);
        }
    }
}
