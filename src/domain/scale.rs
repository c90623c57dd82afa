//! The ratings of the house: a newsroom's own words for verdicts. Each stands for one status, which
//! stays the ground truth.

use std::collections::BTreeSet;
use std::fmt;

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::evidence::short;
use super::{EntryId, Event, NotAName, Note, Review, Ruling, Status, Words};

short!(
    /// The name of a rating: `half true`.
    RatingName, 64
);
short!(
    /// What a rating means.
    RatingDescription, 500
);

/// The ledger has another scale of ratings from here on. Without any, it has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleSet {
    /// From one end of the scale to the other.
    pub ratings: Vec<Rating>,
    pub reason: Words<Note>,
}

/// A rating, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// What the house means by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<RatingDescription>,
    pub label: RatingName,
    pub status: Status,
}

impl ScaleSet {
    pub(super) fn summary(&self) -> String {
        let labels: Vec<&str> = self.ratings.iter().map(|rating| rating.label.as_str()).collect();
        match labels.as_slice() {
            [] => "took away the scale of ratings".to_owned(),
            labels => format!("set the scale of ratings: {}", labels.join(", ")),
        }
    }
}

/// The ratings that can be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scale(pub Vec<Rating>);

impl Scale {
    pub const MOST: usize = 50;

    /// Whether each rating is in it once, whatever the case of its ASCII letters, and there are not
    /// too many.
    pub fn is_sound(&self) -> bool {
        let labels: BTreeSet<String> = self.0.iter().map(|one| one.label.folded()).collect();
        labels.len() == self.0.len() && self.0.len() <= Self::MOST
    }

    /// The rating that a person names, in any case.
    pub fn find(&self, name: &RatingName) -> Option<&Rating> {
        self.0.iter().find(|rating| rating.label.folded() == name.folded())
    }

    /// The ratings that stand for this status.
    pub fn fitting(&self, status: Status) -> Vec<RatingName> {
        let fitting = self.0.iter().filter(|rating| rating.status == status);
        fitting.map(|rating| rating.label.clone()).collect()
    }

    /// Whether this rating can be given with that status.
    pub fn has(&self, label: &RatingName, status: Status) -> bool {
        self.0.iter().any(|rating| rating.label == *label && rating.status == status)
    }
}

impl Event {
    /// The rating that goes with it.
    pub fn rating(&self) -> Option<&RatingName> {
        if let Self::ClaimReviewed(said) | Self::ClaimSuggested(said) = self {
            return said.rating.as_ref();
        }
        let Self::VerdictResolved(resolved) = self else { return None };
        resolved.rating.as_ref()
    }
}

impl RatingName {
    fn folded(&self) -> String {
        self.as_str().to_ascii_lowercase()
    }
}

/// The ratings that were given with a verdict, each once: that with which an editor resolved the last
/// conflict, and those of the reviewers who say the same since, in order.
pub fn ratings_of<'a>(
    verdict: Status,
    reviews: &'a [Review],
    rulings: &'a [Ruling],
) -> Vec<&'a RatingName> {
    let resolved = rulings.iter().rfind(|ruling| ruling.is_resolution());
    let since = resolved.map_or(EntryId(0), |ruling| ruling.entry);
    let of_ruling = resolved.filter(|ruling| ruling.kind.value() == verdict.as_str());
    let of_ruling = of_ruling.and_then(|ruling| ruling.rating.as_ref());
    let later = Review::latest(reviews)
        .filter(|review| review.entry > since && review.status == verdict)
        .filter_map(|review| review.rating.as_ref());
    let mut ratings: Vec<&RatingName> = Vec::new();
    for rating in of_ruling.into_iter().chain(later) {
        if !ratings.contains(&rating) {
            ratings.push(rating);
        }
    }
    ratings
}

/// `; these are: false, misleading`, or that there are none.
pub(super) struct Fitting<'a>(pub(super) &'a [RatingName]);

impl fmt::Display for Fitting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<String> = self.0.iter().map(|label| format!("`{label}`")).collect();
        match labels.as_slice() {
            [] => f.write_str("the scale has none for that"),
            labels => write!(f, "these are: {}", labels.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_each_rating_once_and_finds_it_in_any_case() {
        let rating = |label: &str, status| Rating {
            description: None,
            label: label.parse().unwrap(),
            status,
        };
        let scale = Scale(vec![
            rating("False", Status::Disputed),
            rating("misleading", Status::Disputed),
            rating("true", Status::Corroborated),
        ]);
        assert!(scale.is_sound());
        let name = |name: &str| name.parse::<RatingName>().unwrap();
        assert_eq!(scale.find(&name("FALSE")).unwrap().label, name("False"));
        assert_eq!(scale.fitting(Status::Disputed), [name("False"), name("misleading")]);
        assert!(scale.has(&name("true"), Status::Corroborated));
        assert!(!scale.has(&name("true"), Status::Disputed));
        let twice = Scale([scale.0, vec![rating("TRUE", Status::Disputed)]].concat());
        assert!(!twice.is_sound());
    }
}
