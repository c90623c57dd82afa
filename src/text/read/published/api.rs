//! Answers of the Fact Check Tools API: `claims`, each with its `claimReview`.

use super::claim_review::names_of;
use super::json::Json;
use super::row::{Lines, PublishedRow, Row, named, said};
use crate::domain::PublishedFactCheck;

/// The claims of an answer; of a search for images they are the `claim` of each of its `results`.
pub(super) fn claims(answer: Json<'_>) -> Vec<Json<'_>> {
    let of_images = || {
        let results = answer.get("results").map(Json::items).unwrap_or_default();
        results.into_iter().filter_map(|result| result.get("claim")).collect()
    };
    answer.get("claims").map_or_else(of_images, Json::items)
}

pub(super) fn row(claim: Json<'_>, file: &str, lines: &mut Lines) -> Row {
    let text = |of: Json<'_>, name: &str| said(&of.get(name)?.said()?);
    let line = claim.place_in(file).map_or(1, |place| lines.of(place.start, file));
    let words = text(claim, "text").unwrap_or_default();
    let claimant = text(claim, "claimant").as_deref().and_then(named);
    let check = |review: Json<'_>| {
        let publisher = review.get("publisher");
        PublishedFactCheck {
            author: publisher.and_then(|publisher| {
                names_of(publisher).or_else(|| named(&text(publisher, "site")?))
            }),
            claim: Some(words.clone()),
            claimant: claimant.clone(),
            claimed: text(claim, "claimDate"),
            published: text(review, "reviewDate"),
            title: text(review, "title").as_deref().and_then(named),
            url: text(review, "url"),
            verdict: text(review, "textualRating"),
            ..PublishedFactCheck::default()
        }
    };
    let reviews = claim.get("claimReview").map(Json::each).unwrap_or_default();
    let checks = reviews.into_iter().map(check).collect();
    let stands = claim.get("text").and_then(|text| text.place_in(file));
    let row = PublishedRow { checks, claimant, line, stands, ..PublishedRow::default() };
    PublishedRow { claim: words, ..row }.checked("no `text`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_claim_has_the_checks_of_several_publishers() {
        let file = r#"{"claims": [{"text": "The dam cost 41 million", "claimant": "Rosa Ilvane",
            "claimDate": "2024-01-30T00:00:00Z", "claimReview": [
            {"publisher": {"name": "Veldmark Check", "site": "veldmark-check.example"},
             "url": "https://veldmark-check.example/1", "title": "No, it did not",
             "reviewDate": "2024-02-01T00:00:00Z", "textualRating": "False", "languageCode": "en"},
            {"publisher": {"site": "other.example"}, "url": "https://other.example/2",
             "textualRating": "Half true"}]},
            {"claimant": "nobody"}], "nextPageToken": "x"}"#;
        let answer = Json::read(file).unwrap();
        let mut lines = Lines::default();
        let rows: Vec<Row> =
            claims(answer).into_iter().map(|claim| row(claim, file, &mut lines)).collect();
        let [Ok(first), Err(second)] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(first.claim, "The dam cost 41 million");
        let told: Vec<_> =
            first.checks.iter().map(|check| (&check.author, &check.verdict)).collect();
        let text = |said: &str| Some(said.to_owned());
        assert_eq!(
            told,
            [
                (&text("Veldmark Check"), &text("False")),
                (&text("other.example"), &text("Half true")),
            ]
        );
        assert_eq!((second.line, second.why.as_str()), (8, "it has no claim: no `text`"));
        let images = Json::read(r#"{"results": [{"claim": {"text": "x"}}, {}]}"#).unwrap();
        assert_eq!(claims(images).len(), 1);
        assert!(claims(Json::read("[]").unwrap()).is_empty());
    }
}
