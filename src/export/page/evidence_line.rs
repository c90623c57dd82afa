use serde::Serialize;

use crate::domain::{CheckResult, Locator, Stance};
use crate::view::ShownEvidence;

/// What a report tells of a piece of evidence.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceLine {
    added_at: String,
    added_by: String,
    /// The bytes that were captured.
    capture: Option<CaptureLine>,
    check: Option<CheckLine>,
    id: String,
    kind: Option<String>,
    /// A web address, or the name of a file. Absent for a search.
    locator: Option<String>,
    note: Option<String>,
    origin: Option<String>,
    published: Option<String>,
    quote: Option<QuoteLine>,
    /// Where somebody looked and found nothing.
    searched: Option<String>,
    stance: &'static str,
    symbol: char,
    withdrawn: Option<WithdrawnLine>,
    withheld: Option<String>,
}

#[derive(Debug, Serialize)]
struct CaptureLine {
    at: String,
    bytes: u64,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct CheckLine {
    at: String,
    by: String,
    result: &'static str,
}

#[derive(Debug, Serialize)]
struct QuoteLine {
    /// Whether it was found in the captured text.
    confirmed: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct WithdrawnLine {
    at: String,
    by: String,
    reason: String,
}

impl EvidenceLine {
    pub(super) fn of(shown: &ShownEvidence) -> Self {
        let evidence = &shown.evidence;
        let added = &evidence.added;
        let (stance, symbol) = match added.stance {
            Stance::Context => ("context", '·'),
            Stance::Refutes => ("refutes", '✕'),
            Stance::Supports => ("supports", '✓'),
        };
        Self {
            added_at: evidence.at.to_string(),
            added_by: evidence.by.to_string(),
            capture: added.capture.as_ref().map(|capture| CaptureLine {
                at: evidence.at.to_string(),
                bytes: capture.bytes,
                sha256: capture.sha256.to_string(),
            }),
            check: evidence.checks.last().map(|check| CheckLine {
                at: check.at.to_string(),
                by: check.by.to_string(),
                result: match check.result {
                    CheckResult::Gone => "gone",
                    CheckResult::Moved => "moved",
                    CheckResult::QuoteGone => "quote_gone",
                    CheckResult::There => "there",
                },
            }),
            id: evidence.id().to_string(),
            kind: added.kind.map(|kind| kind.to_string()),
            locator: added.locator.as_ref().map(Locator::as_str).map(ToOwned::to_owned),
            note: evidence.note().map(ToString::to_string),
            origin: evidence.origin().map(ToString::to_string),
            published: added.published.as_ref().map(ToString::to_string),
            quote: shown
                .quoted()
                .map(|(text, confirmed)| QuoteLine { confirmed, text: text.to_owned() }),
            searched: added.searched.as_ref().map(|words| words.note().to_string()),
            stance,
            symbol,
            withdrawn: evidence.withdrawn.as_ref().map(|withdrawal| WithdrawnLine {
                at: withdrawal.at.to_string(),
                by: withdrawal.by.to_string(),
                reason: withdrawal.reason.to_string(),
            }),
            withheld: shown.withheld.map(|entry| entry.to_string()),
        }
    }
}
