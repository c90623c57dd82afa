//! An earlier report, to show what changed since.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use serde::Deserialize;

use super::kind::Kind;
use crate::domain::ClaimId;

/// How the claims stood in an earlier report on the same ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    pub(super) kinds: BTreeMap<ClaimId, Kind>,
    /// When it was made (RFC 3339).
    pub(super) made_at: String,
    /// The name of its log.
    pub origin: Option<String>,
}

/// Not a report that can be compared with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReport {
    #[error("it is not a whole report of this program in HTML or JSON")]
    Other,
    #[error("it is about a selection of claims, and says nothing of the others")]
    Selection,
}

/// `report.json`, as far as it is needed.
#[derive(Deserialize)]
struct ReportJson {
    articles: Vec<ArticleJson>,
    format: String,
    ledger: LedgerJson,
    made_at: String,
    selection: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct ArticleJson {
    claims: Vec<ClaimJson>,
}

#[derive(Deserialize)]
struct ClaimJson {
    conflict: bool,
    #[serde(default)]
    dismissed: bool,
    id: String,
    status: crate::domain::Status,
}

#[derive(Deserialize)]
struct LedgerJson {
    origin: Option<String>,
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
        if report.selection.is_some() {
            return Err(NotAReport::Selection);
        }
        let mut kinds = BTreeMap::new();
        for claim in report.articles.into_iter().flat_map(|article| article.claims) {
            if !claim.dismissed {
                let id = claim.id.parse().map_err(|_| NotAReport::Other)?;
                kinds.insert(id, Kind::from(claim.status, claim.conflict));
            }
        }
        Ok(Self { kinds, made_at: report.made_at, origin: report.ledger.origin })
    }

    /// Each claim is one element with its id, and with its kind as a class.
    fn of_html(report: &str) -> Result<Self, NotAReport> {
        let mut earlier = Self::default();
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
                let content = attribute(b"content").unwrap_or_default();
                let (made_at, origin) = content.split_once(' ').unwrap_or((content, ""));
                if attribute(b"data-selection").is_some() {
                    return Err(NotAReport::Selection);
                }
                made_at.clone_into(&mut earlier.made_at);
                earlier.origin = Some(origin.to_owned()).filter(|origin| !origin.is_empty());
            }
            let id = attribute(b"id").and_then(|id| id.parse::<ClaimId>().ok());
            let mut classes = attribute(b"class").unwrap_or_default().split_whitespace();
            let kind =
                classes.find_map(|class| Kind::ALL.into_iter().find(|kind| kind.as_str() == class));
            let is_dismissed = attribute(b"class").is_some_and(|class| class.contains("aside"));
            if let (Some(id), Some(kind), false) = (id, kind, is_dismissed) {
                earlier.kinds.insert(id, kind);
            }
        }
        if earlier.made_at.is_empty() { Err(NotAReport::Other) } else { Ok(earlier) }
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
        assert_eq!(html.origin.as_deref(), Some("desk.example"));
        let shown: Vec<String> =
            html.kinds.iter().map(|(id, kind)| format!("{id} {}", kind.as_str())).collect();
        assert_eq!(
            shown,
            ["C1 corroborated", "C2 conflict", "C3 unverified", "C5 disputed", "C6 unverified"]
        );
        assert_eq!(Earlier::read(&samples::written(Format::Json)), Ok(html));
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for other in ["", "{}", "{\"format\":\"other\"}", "<html>", "A claim.", "{", "\u{0}"] {
            assert_eq!(Earlier::read(other), Err(NotAReport::Other), "{other}");
        }
    }
}
