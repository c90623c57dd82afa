//! W3C Web Annotations: a collection with one page, so that its name, its number and who made it
//! stand with it, which a bare list of annotations could not say.
//!
//! Each annotation has two targets, because the two count differently. The page, as it was read: its
//! words, and where it is known the bytes of the document that they come from. And the canonical
//! text, which is named by its hash: places in it would be wrong in what a browser shows of the page.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value, json};

use super::address::web_address;
use super::caveats::LeftOut;
use super::{About, named_information, software, text_of, urn, without_nulls};
use crate::domain::{Claim, Note, RatingName, RawSpan, Review, Sha256, Text};
use crate::view::{ClaimDetail, ClaimSummary, Context};

/// What stands around the annotations. Their number follows the end.
pub(super) fn around(about: About<'_>) -> (String, &'static str) {
    let collection = urn(about.report.origin.as_ref(), "annotations");
    let page = urn(about.report.origin.as_ref(), "annotations, page 1");
    let at = about.report.made_at;
    let generator = software();
    let head = format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"{collection}\",\
         \"type\":\"AnnotationCollection\",\"label\":\"Claims and verdicts\",\
         \"generated\":\"{at}\",\"generator\":{generator},\n\
         \"first\":{{\"id\":\"{page}\",\"type\":\"AnnotationPage\",\"partOf\":\"{collection}\",\
         \"startIndex\":0,\"items\":["
    );
    (head, "\n]},\"total\":")
}

/// The annotation of a claim.
pub(super) fn of(
    examined: &ClaimDetail,
    about: About<'_>,
    text: Option<&Arc<Text>>,
) -> Result<Value, LeftOut> {
    let ClaimSummary { claim, reviews, .. } = &examined.listed;
    if let Some(why) = LeftOut::from_all(&examined.listed) {
        return Err(why);
    }
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    let motivation =
        if latest.is_empty() { json!("classifying") } else { json!(["assessing", "classifying"]) };
    let publisher = about.publication.publisher.as_deref();
    let creator = publisher.map(|name| json!({"type": "Organization", "name": name}));
    Ok(without_nulls(json!({
        "id": urn(about.report.origin.as_ref(), &format!("{} annotation", claim.id)),
        "type": "Annotation",
        "motivation": motivation,
        "creator": creator,
        "created": claim.created_at,
        "modified": claim.updated_at,
        "body": bodies(&examined.listed, &latest),
        "target": [page(examined), canonical(examined, text)],
    })))
}

/// How the claim stands, its ratings, and each review.
fn bodies(listed: &ClaimSummary, latest: &[&Review]) -> Value {
    let class = |value: &str| {
        json!({
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "text/plain",
            "value": value,
        })
    };
    let standing = if listed.claim.conflict { "in conflict" } else { listed.claim.status.as_str() };
    let ratings = listed.ratings().into_iter().map(|rating| class(RatingName::as_str(rating)));
    let reviews = latest.iter().map(|review| {
        let note = review.note.as_ref().and_then(Note::text);
        let status = review.status;
        json!({
            "type": "TextualBody",
            "purpose": "assessing",
            "format": "text/plain",
            "value": note.map_or_else(|| status.to_string(), |note| format!("{status}: {note}")),
            "creator": {"type": "Person", "name": review.reviewer},
            "created": review.at,
        })
    });
    std::iter::once(class(standing)).chain(ratings).chain(reviews).collect()
}

/// The claim in its page, as it was read.
fn page(examined: &ClaimDetail) -> Value {
    let ClaimSummary { article, claim, .. } = &examined.listed;
    let read = named_information(article.revision.raw_sha256);
    let url = web_address(&article.origin);
    let bytes = article.raw_span(claim).map(|RawSpan { start, end }| data(start..end));
    let mut selectors = vec![quote(claim, &examined.context)];
    selectors.extend(bytes);
    let state = json!({
        "type": "TimeState",
        "sourceDate": article.imported_at,
        "cached": read,
    });
    json!({
        "type": "SpecificResource",
        "source": url.unwrap_or(&read),
        "selector": selectors,
        "state": url.map(|_| state),
    })
}

/// The claim in the canonical text.
fn canonical(examined: &ClaimDetail, text: Option<&Arc<Text>>) -> Value {
    let ClaimSummary { article, claim, .. } = &examined.listed;
    let sha256: Sha256 = article.text_of(claim);
    let positions = text_of(examined, text).map(|text| {
        let Range { start, end } = text.characters(claim.span);
        json!({"type": "TextPositionSelector", "start": start, "end": end})
    });
    let mut selectors = vec![quote(claim, &examined.context)];
    selectors.extend(positions);
    selectors.push(data(claim.span.range()));
    json!({
        "type": "SpecificResource",
        "source": named_information(sha256),
        "selector": selectors,
    })
}

fn data(bytes: Range<usize>) -> Value {
    json!({"type": "DataPositionSelector", "start": bytes.start, "end": bytes.end})
}

fn quote(claim: &Claim, Context { after, before }: &Context) -> Value {
    /// In characters: enough to tell words apart that stand there twice.
    const AROUND: usize = 32;
    let skipped = before.chars().count().saturating_sub(AROUND);
    let prefix: String = before.chars().skip(skipped).collect();
    let suffix: String = after.chars().take(AROUND).collect();
    json!({
        "type": "TextQuoteSelector",
        "exact": claim.quote,
        "prefix": prefix,
        "suffix": suffix,
    })
}
