use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use unicode_security::confusable_detection::skeleton;
use unicode_width::UnicodeWidthChar;

use super::Visible;

/// The name that a reviewer signs with: 1 to 64 bytes, no white space, no `+`, nothing invisible,
/// and a letter or a digit first.
///
/// These are the rules of a key name in a C2SP signed note, and some more, so that a name has no
/// hidden parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewerName(String);

/// Why a name cannot be a reviewer's.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("it is empty")]
    Empty,
    #[error("names cannot contain {}", shown(*.0))]
    Forbidden(char),
    #[error("it is longer than 64 bytes")]
    TooLong,
}

/// A character that may be invisible.
fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        _ if c.is_ascii_graphic() => format!("`{c}`"),
        _ => format!("the character {}", c.escape_unicode()),
    }
}

impl ReviewerName {
    const LONGEST: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether people could confuse the two: the same skeleton (UTS 39, section 4), ignoring letter
    /// case.
    pub fn looks_like(&self, other: &Self) -> bool {
        let alike = |one: &str, other: &str| skeleton(one).eq(skeleton(other));
        alike(&self.0, &other.0) || alike(&self.0.to_lowercase(), &other.0.to_lowercase())
    }

    /// Whether one could be a slip of the pen for the other: letters swapped, one too many, one
    /// missing, or a wrong one. In a short name a wrong letter is often right: ben and bea are two
    /// people. Then only a letter next to it on a keyboard counts. Numbers are given on purpose.
    pub fn is_close_to(&self, other: &Self) -> bool {
        let (name, theirs) = (self.0.to_lowercase(), other.0.to_lowercase());
        let without_digits = |name: &str| name.replace(|c: char| c.is_numeric(), "");
        if without_digits(&name) == without_digits(&theirs) {
            return name == theirs;
        }
        let distance = strsim::osa_distance(&name, &theirs);
        let ours: Vec<char> = name.chars().collect();
        let theirs: Vec<char> = theirs.chars().collect();
        let longer = ours.len().max(theirs.len());
        let once = |letters: &[char]| {
            let mut once = letters.to_vec();
            once.dedup();
            once
        };
        if once(&ours) == once(&theirs) {
            return true;
        }
        match distance {
            0 => true,
            1 if ours.len() != theirs.len() => longer >= 3,
            1 => {
                let mut wrong = ours.iter().zip(&theirs).filter(|(our, their)| our != their);
                match (wrong.next(), wrong.next()) {
                    (Some((our, their)), None) => longer >= 4 || are_neighbours(*our, *their),
                    // Swapped.
                    _ => true,
                }
            }
            2 => longer >= 8,
            _ => false,
        }
    }
}

/// Whether two keys are side by side on the usual Latin keyboard.
fn are_neighbours(one: char, other: char) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let places = |row: &&str| Some((row.find(one)?, row.find(other)?));
    ROWS.iter().find_map(places).is_some_and(|(one, other)| one.abs_diff(other) == 1)
}

impl FromStr for ReviewerName {
    type Err = NameError;

    fn from_str(name: &str) -> Result<Self, NameError> {
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if name.len() > Self::LONGEST {
            return Err(NameError::TooLong);
        }
        // Letters, digits and marks of any script; otherwise only what occurs in user names and
        // addresses. This excludes controls, white space, and everything invisible.
        let is_mark = |c: char| c.width() == Some(0) && !Visible::hides(c) && !is_selector(c);
        let mut last = None;
        let misfit = name.chars().find(|&c| {
            let is_letter = c.is_alphanumeric() && !Visible::hides(c);
            let fits = is_letter
                || (last.is_some() && "._-@".contains(c))
                || (is_mark(c)
                    && last.is_some_and(|last: char| last.is_alphabetic() || is_mark(last)));
            last = Some(c);
            !fits
        });
        match misfit {
            Some(c) => Err(NameError::Forbidden(c)),
            None => Ok(Self(name.to_owned())),
        }
    }
}

/// Variation selectors change how a letter looks, or do not.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}')
}

impl fmt::Display for ReviewerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ReviewerName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReviewerName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_invisible_or_unusual_characters_are_refused() {
        for name in ["ana", "Ana.Silva", "ana@desk-2", "Олена", "देवी", "सिद्धार्थ", "Rene\u{301}"]
        {
            assert!(name.parse::<ReviewerName>().is_ok(), "{name}");
        }
        for name in [
            "",
            "ana silva",
            "ana+1",
            "a\u{202e}na",
            "a\u{200b}na",
            "a\nna",
            "<b>",
            "ana\u{3164}",
            "\u{115f}",
            "-",
            ".a",
            "\u{301}a",
            "a\u{fe0f}",
        ] {
            assert!(name.parse::<ReviewerName>().is_err(), "{name}");
        }
        assert_eq!("x".repeat(65).parse::<ReviewerName>(), Err(NameError::TooLong));
    }

    #[test]
    fn names_that_look_the_same_are_recognised() {
        let name = |name: &str| name.parse::<ReviewerName>().unwrap();
        for (one, other) in
            [("alice", "\u{430}lice"), ("ana", "Ana"), ("bill", "biIl"), ("o1", "ol")]
        {
            assert!(name(one).looks_like(&name(other)), "{one} {other}");
        }
        for (one, other) in [("ana", "anna"), ("ben", "bea"), ("Олена", "Олеся")] {
            assert!(!name(one).looks_like(&name(other)), "{one} {other}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        let name = |name: &str| name.parse::<ReviewerName>().unwrap();
        for (one, other) in [
            ("bne", "ben"),
            ("annna", "anna"),
            ("ana", "anna"),
            ("annna", "ana"),
            ("an", "ana"),
            ("bem", "ben"),
            ("al", "la"),
            ("carl", "karl"),
            ("ana.silva", "ana_silva"),
            ("Okafro", "okafor"),
            ("mariannne", "mariane"),
            ("Олнеа", "Олена"),
        ] {
            assert!(name(one).is_close_to(&name(other)), "{one} {other}");
            assert!(name(other).is_close_to(&name(one)), "{other} {one}");
        }
        for (one, other) in [
            ("ana", "ben"),
            ("ben", "bea"),
            ("dan", "jan"),
            ("al", "jo"),
            ("ab", "ac"),
            ("desk1", "desk2"),
            ("ben", "ben2"),
            ("carl", "clara"),
            ("ana", "ana.silva"),
        ] {
            assert!(!name(one).is_close_to(&name(other)), "{one} {other}");
        }
    }
}
