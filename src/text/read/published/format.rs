use std::str::FromStr;

use super::json::Json;
use super::{api, claim_review};

/// The form in which others publish claims and what they say of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFormat {
    /// Claims with labels, and questions with answers.
    Averitec,
    /// schema.org `ClaimReview`, in a page or a file.
    ClaimReview,
    /// A table.
    Csv,
    /// An answer of the Fact Check Tools API.
    FactCheckApi,
    /// JSON Lines.
    Jsonl,
}

/// Not the name of such a form.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a form in which claims are published")]
pub struct NotAPublishedFormat;

impl PublishedFormat {
    pub const ALL: [Self; 5] =
        [Self::ClaimReview, Self::FactCheckApi, Self::Averitec, Self::Csv, Self::Jsonl];

    /// What its reader and its extractor are called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Averitec => "averitec",
            Self::ClaimReview => "claimreview",
            Self::Csv => "csv",
            Self::FactCheckApi => "factcheck-api",
            Self::Jsonl => "jsonl",
        }
    }

    /// The version of its reader: raised whenever the same bytes come to make another text.
    pub(super) const fn version(self) -> &'static str {
        match self {
            Self::Averitec | Self::ClaimReview | Self::Csv | Self::FactCheckApi | Self::Jsonl => {
                "1"
            }
        }
    }

    /// Whether it has a row for each claim, whose columns a person may name.
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Jsonl)
    }

    /// The form that a file of JSON is certain to have, by what stands in it.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let json = Json::read(text).ok()?;
        let has = |value: Json<'_>, names: &[&str]| {
            let members = value.members();
            names.iter().all(|name| members.iter().any(|(known, _)| known == name))
        };
        let claims = api::claims(json);
        if !claims.is_empty() && claims.iter().all(|claim| has(*claim, &["text", "claimReview"])) {
            return Some(Self::FactCheckApi);
        }
        let items = json.items();
        let is_labelled =
            |item: &Json<'_>| has(*item, &["claim", "label", "questions", "justification"]);
        if !items.is_empty() && items.iter().all(is_labelled) {
            return Some(Self::Averitec);
        }
        let reviews = claim_review::of_file(text).unwrap_or_default();
        (!reviews.is_empty()).then_some(Self::ClaimReview)
    }
}

impl FromStr for PublishedFormat {
    type Err = NotAPublishedFormat;

    fn from_str(name: &str) -> Result<Self, NotAPublishedFormat> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or(NotAPublishedFormat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_read_as_it_is_written() {
        for format in PublishedFormat::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert_eq!("html".parse::<PublishedFormat>(), Err(NotAPublishedFormat));
    }

    #[track_caller]
    fn check(text: &str, expected: Option<PublishedFormat>) {
        assert_eq!(PublishedFormat::of(text), expected, "{text}");
    }

    #[test]
    fn only_what_is_certain_is_recognised() {
        let api = PublishedFormat::FactCheckApi;
        check(r#"{"claims": [{"text": "It leaks", "claimReview": []}]}"#, Some(api));
        check(r#"{"claims": [{"text": "It leaks"}]}"#, None);
        check(r#"{"claims": []}"#, None);
        let labelled =
            r#"{"claim": "x", "label": "Refuted", "questions": [], "justification": ""}"#;
        check(&format!("[{labelled}]"), Some(PublishedFormat::Averitec));
        check(&format!("[{labelled}, {{}}]"), None);
        let review = r#"{"@type": "ClaimReview", "claimReviewed": "It leaks"}"#;
        check(&format!("\u{feff}\n{{\"@graph\": [{review}]}}"), Some(PublishedFormat::ClaimReview));
        check(&format!("{review}\n{review}"), None);
        check("claim,label\n", None);
        check("", None);
    }
}
