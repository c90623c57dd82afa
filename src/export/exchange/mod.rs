//! The formats in which fact-checkers, libraries and researchers exchange claims and verdicts. What
//! each of them loses is in docs/interchange.md.
//!
//! A format writes each claim by itself. It leaves out what it cannot say truly, such as the verdict
//! on a claim whose reviewers disagree, and counts it.

mod address;
mod annotation;
mod averitec;
mod caveats;
mod claim_review;
pub(super) mod corrections;
mod rating;
mod rules;

use std::io::{self, Write};
use std::str::FromStr;
use std::sync::Arc;

use serde_json::{Value, json};

use super::WriteError;
use super::json::write_line;
use crate::domain::{EvidenceId, Origin, Scale, Sha256, Text};
use crate::view::{ClaimDetail, Part, Parts, Report, ReportSource, ShownEvidence};

pub use address::{BaseUrl, NotABaseUrl};
pub use caveats::{Caveats, Doubt, Few, LeftOut};
pub use claim_review::fragment;

/// A format of exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// W3C Web Annotations.
    Annotations,
    /// The claims of the `AVeriTeC` data set.
    Averitec,
    /// schema.org's `ClaimReview`, as a feed.
    ClaimReview,
    /// The same, for the heads of the pages that the checks are on.
    ClaimReviewHtml,
}

impl Exchange {
    pub const ALL: [Self; 4] =
        [Self::ClaimReview, Self::ClaimReviewHtml, Self::Annotations, Self::Averitec];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Annotations => "annotations",
            Self::Averitec => "averitec",
            Self::ClaimReview => "claimreview",
            Self::ClaimReviewHtml => "claimreview-html",
        }
    }
}

/// Not one of these.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format of exchange")]
pub struct NotAnExchange;

impl FromStr for Exchange {
    type Err = NotAnExchange;

    fn from_str(name: &str) -> Result<Self, NotAnExchange> {
        Self::ALL.into_iter().find(|known| known.as_str() == name).ok_or(NotAnExchange)
    }
}

/// Who publishes the checks, and where.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// Where the pages of the checks are.
    pub base: Option<BaseUrl>,
    /// The name of the house.
    pub publisher: Option<String>,
    /// Its scale of ratings.
    pub scale: Scale,
}

/// What the claims of a report have in common.
#[derive(Clone, Copy)]
struct About<'a> {
    publication: &'a Publication,
    report: &'a Report,
}

/// Write the claims of a report. Returns what was left out, and what is to be known of the rest.
pub fn write<E>(
    exchange: Exchange,
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    publication: &Publication,
    out: &mut dyn Write,
) -> Result<Caveats, WriteError<E>> {
    let about = About { publication, report };
    let mut caveats = Caveats::default();
    let (head, end) = match exchange {
        Exchange::Annotations => annotation::around(about),
        Exchange::Averitec => ("[".to_owned(), "\n]"),
        Exchange::ClaimReview => claim_review::around(about)?,
        Exchange::ClaimReviewHtml => (String::new(), ""),
    };
    write!(out, "{head}")?;
    let mut text = None;
    for part in source.parts(Parts::All) {
        let examined = match part.map_err(WriteError::Sections)? {
            Part::Section(section) if exchange == Exchange::Annotations => {
                text = source.marked(&section.article).map_err(WriteError::Sections)?.text;
                continue;
            }
            Part::Section(_) => continue,
            Part::Claim(examined) => examined,
        };
        let value = match exchange {
            Exchange::Annotations => annotation::of(&examined, about, text.as_ref()),
            Exchange::Averitec => averitec::of(&examined, about),
            Exchange::ClaimReview => claim_review::item(&examined, about),
            Exchange::ClaimReviewHtml => claim_review::of(&examined, about),
        };
        let value = match value {
            Ok(value) => value,
            Err(why) => {
                caveats.leave_out(why, examined.listed.claim.id);
                continue;
            }
        };
        if exchange == Exchange::ClaimReview {
            rules::ensure(&value["item"][0])?;
        }
        if exchange == Exchange::ClaimReviewHtml {
            let id = examined.listed.claim.id;
            write!(out, "<!-- {id} -->\n{}", claim_review::script(&value)?)?;
        } else {
            writeln!(out, "{}", if caveats.written == 0 { "" } else { "," })?;
            write_line(out, &value)?;
        }
        caveats.written += 1;
        doubts(exchange, &examined, about, &mut caveats);
    }
    match exchange {
        Exchange::Annotations => writeln!(out, "{end}{}}}", caveats.written)?,
        Exchange::Averitec | Exchange::ClaimReview => writeln!(out, "{end}")?,
        Exchange::ClaimReviewHtml => {}
    }
    Ok(caveats)
}

fn doubts(exchange: Exchange, examined: &ClaimDetail, about: About<'_>, caveats: &mut Caveats) {
    if matches!(exchange, Exchange::ClaimReview | Exchange::ClaimReviewHtml) {
        for doubt in claim_review::doubts(&examined.listed, about) {
            caveats.doubt(doubt, examined.listed.claim.id);
        }
    }
}

/// A name for something of this log, which stays the same wherever it is published: a UUID made of
/// a hash (RFC 9562, version 8).
pub(super) fn urn(log: Option<&Origin>, what: &str) -> String {
    let log = log.map(Origin::as_str).unwrap_or_default();
    let hash = Sha256::of_parts(&[log.as_bytes(), b"\n", what.as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}

/// The name of bytes with this hash (RFC 6920).
fn named_information(hash: Sha256) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    format!("ni:///sha-256;{}", URL_SAFE_NO_PAD.encode(hash.as_bytes()))
}

/// The same without members that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name, without_nulls(value))).collect()
        }
        Value::Array(all) => all.into_iter().map(without_nulls).collect(),
        Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => value,
    }
}

/// A list, or nothing if it is empty.
fn list(values: Vec<Value>) -> Value {
    if values.is_empty() { Value::Null } else { Value::Array(values) }
}

/// The evidence about a claim that was not withdrawn.
fn standing(examined: &ClaimDetail) -> impl Iterator<Item = (EvidenceId, &ShownEvidence)> {
    let evidence = examined.listed.evidence.iter().filter(|shown| shown.evidence.stands());
    evidence.map(|shown| (shown.evidence.id(), shown))
}

/// A value on one line.
fn on_one_line(value: &Value) -> io::Result<String> {
    let mut line = Vec::new();
    write_line(&mut line, value)?;
    String::from_utf8(line).map_err(io::Error::other)
}

fn software() -> Value {
    json!({"type": "Software", "name": "factledger"})
}

/// The text of an article, if it is the one that the claim stands in.
fn text_of<'t>(examined: &ClaimDetail, text: Option<&'t Arc<Text>>) -> Option<&'t Text> {
    let claim = &examined.listed.claim;
    let text = text.filter(|text| claim.quote.as_deref() == Some(text.quote(claim.span)));
    text.filter(|_| claim.gone.is_none()).map(|text| &**text)
}

#[cfg(test)]
mod tests;
