use serde_json::{Value, json};

use crate::domain::{Rating, RatingDescription, RatingName, Scale, Status};
use crate::view::ClaimSummary;

/// The steps of a scale on which a higher number is nearer to the truth, as readers of schema.org's
/// ratings expect it. A scale of the house is one if all that is disputed stands on one side of all
/// that is corroborated; else its ratings are words without numbers.
pub(super) fn steps(scale: &Scale) -> Option<Vec<&Rating>> {
    let places = |status: Status| -> Vec<usize> {
        let all = scale.0.iter().enumerate();
        all.filter(|(_, rating)| rating.status == status).map(|(at, _)| at).collect()
    };
    let (disputed, corroborated) = (places(Status::Disputed), places(Status::Corroborated));
    let (first, last) = (disputed.first()?, disputed.last()?);
    let (start, end) = (corroborated.first()?, corroborated.last()?);
    if last < start {
        return Some(scale.0.iter().collect());
    }
    (end < first).then(|| scale.0.iter().rev().collect())
}

/// What schema.org calls a rating: the words of the house, or of the verdict, and a number.
pub(super) fn of(listed: &ClaimSummary, scale: &Scale, explanation: Option<&str>) -> Value {
    let ratings: Vec<&str> = listed.ratings().into_iter().map(RatingName::as_str).collect();
    let (value, best) = match ratings.as_slice() {
        [] => match listed.claim.status {
            Status::Disputed => (Some(1), Some(3)),
            Status::Unverified => (Some(2), Some(3)),
            Status::Corroborated => (Some(3), Some(3)),
        },
        [one] => {
            let steps = steps(scale);
            let at = steps
                .as_ref()
                .and_then(|steps| steps.iter().position(|step| step.label.as_str() == *one));
            (at.map(|at| at + 1), at.and(steps).map(|steps| steps.len()))
        }
        _ => (None, None),
    };
    let words = match ratings.as_slice() {
        [] => match listed.claim.status {
            Status::Disputed => "Disputed".to_owned(),
            Status::Unverified => "Unverified".to_owned(),
            Status::Corroborated => "Corroborated".to_owned(),
        },
        ratings => ratings.join("; "),
    };
    json!({
        "@type": "Rating",
        "alternateName": words,
        "ratingValue": value,
        "bestRating": best,
        "worstRating": best.map(|_| 1),
        "ratingExplanation": explanation,
    })
}

/// The scales that the numbers are of, for those who read them.
pub(super) fn scales(scale: &Scale) -> Value {
    let term = |code: Option<usize>, name: &str, meaning: Option<&str>| {
        let code = code.map(|code| code.to_string());
        json!({"@type": "DefinedTerm", "termCode": code, "name": name, "description": meaning})
    };
    let own = [
        (1, "Disputed", "Reviewers found that it does not hold as it is said."),
        (2, "Unverified", "Nobody has reached a verdict; never published as a check."),
        (3, "Corroborated", "Reviewers found that it holds."),
    ];
    let own: Vec<Value> = own.map(|(code, name, is)| term(Some(code), name, Some(is))).into();
    let mut scales = vec![json!({
        "@type": "DefinedTermSet",
        "name": "Verdicts",
        "hasDefinedTerm": own,
    })];
    if !scale.0.is_empty() {
        let ordered = steps(scale);
        let is_ordered = ordered.is_some();
        let ratings = ordered.unwrap_or_else(|| scale.0.iter().collect());
        let house: Vec<Value> = ratings
            .iter()
            .enumerate()
            .map(|(at, rating)| {
                let meaning = rating.description.as_ref().map(RatingDescription::as_str);
                term(is_ordered.then_some(at + 1), rating.label.as_str(), meaning)
            })
            .collect();
        scales.push(json!({
            "@type": "DefinedTermSet",
            "name": "Ratings of the house",
            "hasDefinedTerm": house,
        }));
    }
    Value::Array(scales)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(statuses: &str, expected: Option<&str>) {
        let rating = |letter: char| Rating {
            description: None,
            label: letter.to_string().parse().unwrap(),
            status: match letter.to_ascii_lowercase() {
                'd' | 'e' => Status::Disputed,
                'u' => Status::Unverified,
                _ => Status::Corroborated,
            },
        };
        let scale = Scale(statuses.chars().map(rating).collect());
        let found: Option<String> =
            steps(&scale).map(|steps| steps.iter().map(|step| step.label.as_str()).collect());
        assert_eq!(found.as_deref(), expected, "{statuses}");
    }

    #[test]
    fn a_scale_with_one_end_for_the_truth_has_numbers() {
        check("deuc", Some("deuc"));
        check("cued", Some("deuc"));
        check("ucd", Some("dcu"));
        check("dce", None);
        check("de", None);
        check("c", None);
        check("", None);
    }
}
