use std::fmt::Debug;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::ClaimId;
use crate::text::read::ReadError;

/// Reads one of these names; anything else is an error that lists them.
pub(super) fn one_of<T>(names: impl Into<PossibleValuesParser>) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + FromStr + 'static,
    T::Err: std::error::Error + Debug + Send + Sync + 'static,
{
    names.into().try_map(|name| name.parse::<T>())
}

/// Reads a name or an address: not blank, and at most 1,000 bytes.
pub(super) fn name(text: &str) -> Result<String, &'static str> {
    const LONGEST: usize = 1000;
    match text.trim() {
        "" => Err("it is blank"),
        text if text.len() > LONGEST => Err("it is longer than 1,000 bytes"),
        text => Ok(text.to_owned()),
    }
}

/// Reads a reference to claims: an id, a hash, or a range. Only the form is checked.
pub(super) fn claims(text: &str) -> Result<String, &'static str> {
    match range(text) {
        Some((first, last)) if last < first => Err("the range ends before it begins"),
        // No id and no hash has a hyphen.
        None if text.contains('-') => Err("a range is written as `C3-C9`"),
        Some(_) | None => Ok(text.to_owned()),
    }
}

/// The single words of what is searched for: each must be found, in whatever order.
pub(super) fn words(texts: &[String]) -> Vec<String> {
    texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
}

/// The two ends of `C3-C9`.
pub(super) fn range(name: &str) -> Option<(ClaimId, ClaimId)> {
    let (first, last) = name.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// What a person wrote in a file, with the line ends of Unix and without a byte order mark.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, ReadError> {
    let text = String::from_utf8(bytes).map_err(|error| ReadError::WrongEncoding {
        encoding: "UTF-8",
        offset: error.utf8_error().valid_up_to(),
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n"))
}
