use std::ffi::OsString;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::failure::{Failure, Kind};
use crate::domain::{NotAStatus, Rating, Status};

/// The verdict that a command asks for.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// The one that the rating stands for.
    OfRating,
    Said(Status),
}

/// What stands in the place of a status where only a rating is named.
const OF_RATING: &str = "by-rating";

impl FromStr for Asked {
    type Err = NotAStatus;

    fn from_str(word: &str) -> Result<Self, NotAStatus> {
        if word == OF_RATING { Ok(Self::OfRating) } else { word.parse().map(Self::Said) }
    }
}

impl Asked {
    /// The status, with this rating.
    pub(super) fn meant(&self, rating: Option<&Rating>) -> Result<Status, Failure> {
        match (self, rating) {
            (Self::Said(status), _) => Ok(*status),
            (Self::OfRating, Some(rating)) => Ok(rating.status),
            (Self::OfRating, None) => Err(Failure::new(Kind::Misused, "no status is given")),
        }
    }
}

/// Reads a status.
pub(super) fn asked() -> impl TypedValueParser<Value = Asked> {
    let statuses = Status::ALL.map(|status| PossibleValue::new(status.as_str())).into_iter();
    let values = statuses.chain([PossibleValue::new(OF_RATING).hide(true)]);
    PossibleValuesParser::new(values).try_map(|word| word.parse::<Asked>())
}

/// Put a word in the place of the status in the arguments of `mark` and `resolve`, where only a rating
/// is named.
pub(crate) fn with_status(arguments: &[OsString]) -> Vec<OsString> {
    let mut arguments = arguments.to_vec();
    let words = |arguments: &[OsString]| -> Vec<String> {
        arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect()
    };
    let said = words(&arguments);
    let Some(verb) = super::verb_at(&said) else { return arguments };
    let is_rated = said.iter().any(|word| word == "--rating" || word.starts_with("--rating="));
    let is_said = said[verb..].iter().any(|word| word.parse::<Status>().is_ok());
    if !matches!(said[verb].as_str(), "mark" | "resolve") || !is_rated || is_said {
        return arguments;
    }
    // After the claims, which come first or last.
    let claims = said[verb + 1..].iter().take_while(|word| !word.starts_with('-')).count();
    let place = if claims > 0 { verb + 1 + claims } else { arguments.len() };
    arguments.insert(place, OF_RATING.into());
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_alone_stands_for_its_status() {
        for (typed, read) in [
            ("factledger mark C1 --rating x", "factledger mark C1 by-rating --rating x"),
            (
                "factledger --as ana mark C1 C2 -m n --rating=x",
                "factledger --as ana mark C1 C2 by-rating -m n --rating=x",
            ),
            ("factledger mark --rating x C1", "factledger mark --rating x C1 by-rating"),
            ("factledger mark C1 disputed --rating x", "factledger mark C1 disputed --rating x"),
            ("factledger note C1 --rating x", "factledger note C1 --rating x"),
            ("factledger mark C1", "factledger mark C1"),
        ] {
            let words: Vec<OsString> = typed.split(' ').map(Into::into).collect();
            let read: Vec<OsString> = read.split(' ').map(Into::into).collect();
            assert_eq!(with_status(&words), read);
        }
    }
}
