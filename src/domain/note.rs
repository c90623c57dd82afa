use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::Visible;

/// A text that a person writes: the grounds of a verdict, a reason, a remark. Never blank, and
/// short enough for an entry. It may be withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note(Option<String>);

/// Why a text cannot be a note.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("it is blank")]
    Blank,
    #[error("it has {length} bytes; a note can have at most {longest}")]
    TooLong { length: usize, longest: usize },
}

impl Note {
    /// In bytes. JSON writes a control character in six bytes, so this leaves room for the rest of
    /// an entry of 65,535 bytes, whatever the note contains.
    pub const LONGEST: usize = 10_000;

    /// One that is withheld.
    pub const WITHHELD: Self = Self(None);

    /// The words, or what stands in their place where they are withheld.
    pub fn as_str(&self) -> &str {
        self.text().unwrap_or("[withheld]")
    }

    /// The words, if they are not withheld.
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl FromStr for Note {
    type Err = NoteError;

    /// Read a note, without the white space around it.
    fn from_str(note: &str) -> Result<Self, NoteError> {
        let note = note.trim();
        let is_blank = |c: char| c.is_whitespace() || c == '\u{2800}' || Visible::hides(c);
        if note.chars().all(is_blank) {
            return Err(NoteError::Blank);
        }
        if note.len() > Self::LONGEST {
            return Err(NoteError::TooLong { length: note.len(), longest: Self::LONGEST });
        }
        Ok(Self(Some(note.to_owned())))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `null` where it is withheld.
impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
        let note: Self = written.parse().map_err(D::Error::custom)?;
        if note.as_str() == written { Ok(note) } else { Err(D::Error::custom("not a note")) }
    }
}
