//! An earlier report, to show what changed since. The file only says which state of the log it was of:
//! how the claims stood then is read from the log.

use html5gum::{Token, Tokenizer};
use serde::Deserialize;

use crate::domain::TreeHead;
use crate::merkle::Checkpoint;

/// An earlier report on the same ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The log that it shows, by its checkpoint.
    pub head: TreeHead,
    /// When it was made (RFC 3339).
    pub(super) made_at: String,
    /// The name of its log.
    pub origin: String,
}

/// Not a report that can be compared with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReport {
    #[error("it is not a whole report of this program in HTML or JSON")]
    Other,
    #[error("it is about a selection of claims, and says nothing of the others")]
    Selection,
    #[error("it shows a ledger whose log was not signed yet")]
    Unsigned,
}

/// `report.json`, as far as it is needed.
#[derive(Deserialize)]
struct ReportJson {
    format: String,
    ledger: LedgerJson,
    made_at: String,
    selection: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct LedgerJson {
    checkpoint: Option<String>,
}

impl Earlier {
    /// Read `report.json`, or a report in HTML.
    pub fn read(report: &str) -> Result<Self, NotAReport> {
        if report.trim_start().starts_with('{') {
            Self::of_json(report)
        } else {
            Self::of_html(report)
        }
    }

    fn of_json(report: &str) -> Result<Self, NotAReport> {
        let report: ReportJson = serde_json::from_str(report).map_err(|_| NotAReport::Other)?;
        if report.format != "factledger-report" {
            return Err(NotAReport::Other);
        }
        let signed = report.ledger.checkpoint;
        let log = signed.map(|signed| signed.lines().take(3).collect::<Vec<_>>().join("\n"));
        Self::of(report.made_at, log.as_deref(), report.selection.is_some())
    }

    /// Its head says when it was made, and of which log.
    fn of_html(report: &str) -> Result<Self, NotAReport> {
        if !report.trim_end().ends_with("</html>") {
            return Err(NotAReport::Other);
        }
        for token in Tokenizer::new(report) {
            let Ok(Token::StartTag(tag)) = token else { continue };
            let attribute = |name: &[u8]| {
                let value = tag.attributes.get(name)?;
                std::str::from_utf8(value).ok()
            };
            if &**tag.name == b"meta" && attribute(b"name") == Some("factledger-report") {
                let made_at = attribute(b"content").unwrap_or_default().to_owned();
                let is_selection = attribute(b"data-selection").is_some();
                let log = attribute(b"data-log").map(|log| log.replace(' ', "\n"));
                return Self::of(made_at, log.as_deref(), is_selection);
            }
        }
        Err(NotAReport::Other)
    }

    /// `log` is the first lines of the checkpoint: the name, the size and the root.
    fn of(made_at: String, log: Option<&str>, is_selection: bool) -> Result<Self, NotAReport> {
        if is_selection {
            return Err(NotAReport::Selection);
        }
        let checkpoint = format!("{}\n", log.ok_or(NotAReport::Unsigned)?);
        let Checkpoint { head, origin, .. } = checkpoint.parse().map_err(|_| NotAReport::Other)?;
        Ok(Self { head, made_at, origin })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Format, samples};

    #[test]
    fn a_report_in_html_says_the_same_as_one_in_json() {
        let html = Earlier::read(&samples::written(Format::Html)).unwrap();
        assert_eq!(html.made_at, "2026-11-23T09:00:00Z");
        assert_eq!((html.origin.as_str(), html.head.size), ("desk.example", 15));
        assert_eq!(Earlier::read(&samples::written(Format::Json)), Ok(html));
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for other in ["", "{}", "{\"format\":\"other\"}", "<html>", "A claim.", "{", "\u{0}"] {
            assert_eq!(Earlier::read(other), Err(NotAReport::Other), "{other}");
        }
        let empty = samples::empty(Format::Html);
        assert_eq!(Earlier::read(&empty), Err(NotAReport::Unsigned));
    }
}
