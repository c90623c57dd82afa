//! The form of the `AVeriTeC` data set: a claim, a label, and questions with answers that lead to it.
//!
//! A ledger has evidence and no questions, so each question here only asks what a piece of evidence
//! says. Strategies and types of claims are not recorded, and are empty.

use serde_json::{Value, json};

use super::address::{host, web_address};
use super::caveats::LeftOut;
use super::{About, standing};
use crate::domain::{Day, Locator, Note, Review, SourceName, Stance, Status};
use crate::view::{ClaimDetail, ClaimSummary, ShownEvidence};

/// A claim of the data set.
pub(super) fn of(examined: &ClaimDetail, about: About<'_>) -> Result<Value, LeftOut> {
    let ClaimSummary { article, claim, reviews, .. } = &examined.listed;
    let label = label(examined)?;
    let clock = examined.setting.clock.as_deref().and_then(|clock| clock.at.as_deref());
    let notes: Vec<&str> = Review::latest(reviews)
        .filter(|review| review.status == claim.status)
        .filter_map(|review| review.note.as_ref().and_then(Note::text))
        .collect();
    let page = about.publication.base.as_ref().map(|base| base.of_claim(claim.id));
    let questions: Vec<Value> = standing(examined).map(|(_, shown)| question(shown)).collect();
    Ok(json!({
        "claim": claim.quote,
        "required_reannotation": false,
        "label": label,
        "justification": notes.join("\n"),
        "claim_date": clock.and_then(day),
        "speaker": claim.claimant,
        "original_claim_url": web_address(&article.origin),
        "cached_original_claim_url": null,
        "fact_checking_article": page,
        "reporting_source": host(&article.origin),
        "location_ISO_code": null,
        "claim_types": [],
        "fact_checking_strategies": [],
        "questions": questions,
    }))
}

/// What the evidence does to the claim. That nobody judged it says nothing of the evidence, unless
/// somebody searched, and found none.
fn label(examined: &ClaimDetail) -> Result<&'static str, LeftOut> {
    let has = |stance| standing(examined).any(|(_, shown)| shown.evidence.added.stance == stance);
    let searched = || standing(examined).any(|(_, shown)| shown.evidence.added.searched.is_some());
    match LeftOut::from_verdicts(&examined.listed) {
        Some(LeftOut::Unverified) if searched() => Ok("Not Enough Evidence"),
        Some(why) => Err(why),
        None => Ok(match examined.listed.claim.status {
            Status::Corroborated => "Supported",
            Status::Disputed if has(Stance::Supports) && has(Stance::Refutes) => {
                "Conflicting Evidence/Cherrypicking"
            }
            Status::Disputed => "Refuted",
            Status::Unverified => "Not Enough Evidence",
        }),
    }
}

fn question(shown: &ShownEvidence) -> Value {
    let added = &shown.evidence.added;
    let place = added.locator.as_ref().map(Locator::as_str);
    let note = added.note.as_ref().and_then(|note| note.note().text());
    let quote = match added.quote_at {
        Some(_) => shown.quote.as_deref(),
        None => added.quote.as_ref().and_then(|quote| quote.note().text()),
    };
    let (asked, mut answer) = if added.searched.is_some() {
        let words = added.searched.as_ref().map_or("", |words| words.note().as_str());
        let found = note.unwrap_or("No answer could be found.");
        (
            format!("What can be found on this: {words}?"),
            json!({"answer": found, "answer_type": "Unanswerable"}),
        )
    } else {
        let origin = shown.evidence.origin().map(SourceName::as_str).or(place);
        let origin = origin.unwrap_or_default();
        match (quote, note, added.stance) {
            (Some(quote), _, _) => (
                format!("What does {origin} say of it?"),
                json!({"answer": quote, "answer_type": "Extractive"}),
            ),
            (None, Some(note), _) => (
                format!("What does {origin} say of it?"),
                json!({"answer": note, "answer_type": "Abstractive"}),
            ),
            (None, None, stance) => (
                format!("Does {origin} support it?"),
                json!({
                    "answer": if stance == Stance::Supports { "Yes" } else { "No" },
                    "answer_type": "Boolean",
                    "boolean_explanation": format!("A reviewer filed it as: {stance}."),
                }),
            ),
        }
    };
    answer["source_url"] = json!(place.and_then(web_address));
    answer["source_medium"] = json!(medium(shown));
    json!({"question": asked, "answers": [answer]})
}

/// What kind of thing the evidence is, as far as its server said so.
fn medium(shown: &ShownEvidence) -> &'static str {
    let capture = shown.evidence.added.capture.as_ref();
    match capture.and_then(|capture| capture.content_type.as_deref()) {
        Some(kind) if kind.starts_with("application/pdf") => "PDF",
        Some(kind) if kind.starts_with("image/") => "Image/graphic",
        Some(kind) if kind.starts_with("video/") => "Video",
        Some(kind) if kind.starts_with("text/") => "Web text",
        Some(_) => "Other",
        None => "",
    }
}

/// `23-11-2026`, of a date or a time.
fn day(at: &str) -> Option<String> {
    let day: Day = at.get(..10)?.parse().ok()?;
    let day = day.to_string();
    let mut parts = day.split('-').rev();
    Some(format!("{}-{}-{}", parts.next()?, parts.next()?, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_the_data_set_writes_it() {
        assert_eq!(day("2026-11-23").as_deref(), Some("23-11-2026"));
        assert_eq!(day("2026-11-23T08:00:00Z").as_deref(), Some("23-11-2026"));
        for wrong in ["", "yesterday, or so", "2026-13-01", "é2026-11-2"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
