use std::cmp::Ordering;
use std::str::FromStr;

use super::{Span, Text};

/// What offsets into a text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    Bytes,
    /// Code points of Unicode.
    Chars,
    /// Code units of UTF-16, as Java, JavaScript and Windows count them.
    Utf16,
}

/// Not the name of such a unit.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not what offsets count: it is `bytes`, `chars` or `utf16`")]
pub struct NotAnOffsetUnit;

impl OffsetUnit {
    pub const ALL: [Self; 3] = [Self::Bytes, Self::Chars, Self::Utf16];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chars => "chars",
            Self::Utf16 => "utf16",
        }
    }

    fn of(self, letter: char) -> u64 {
        match self {
            Self::Bytes => letter.len_utf8() as u64,
            Self::Chars => 1,
            Self::Utf16 => letter.len_utf16() as u64,
        }
    }
}

impl FromStr for OffsetUnit {
    type Err = NotAnOffsetUnit;

    fn from_str(name: &str) -> Result<Self, NotAnOffsetUnit> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == name).ok_or(NotAnOffsetUnit)
    }
}

/// Finds the bytes that offsets of a unit are in a text.
#[derive(Debug)]
pub struct Offsets {
    /// At some letters, in order: the offset, and the byte.
    known: Vec<(u64, usize)>,
    text: Text,
    unit: OffsetUnit,
}

/// Why two offsets are not where these words are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThere {
    #[error("the span {start}..{end} is empty")]
    Empty { start: u64, end: u64 },
    #[error("the offset {0} is within a character")]
    InsideCharacter(u64),
    #[error("the article has other words at {start}..{end}: `{there}`")]
    Other { start: u64, end: u64, there: String },
    #[error("the offset {at} is past the end of the article, which is at {length}")]
    Outside { at: u64, length: u64 },
}

impl Offsets {
    /// In bytes: how far apart the letters are whose offsets are known. Without them, each row of a
    /// table would count from the start.
    const APART: usize = 1024;

    pub fn of(text: Text, unit: OffsetUnit) -> Self {
        let mut known = vec![(0, 0)];
        let (mut offset, mut next) = (0, Self::APART);
        for (byte, letter) in text.as_str().char_indices() {
            if byte >= next {
                known.push((offset, byte));
                next = byte + Self::APART;
            }
            offset += unit.of(letter);
        }
        Self { known, text, unit }
    }

    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The span from one offset to another, if these very words are there.
    pub fn span(&self, start: u64, end: u64, words: &str) -> Result<Span, NotThere> {
        /// In characters: enough to see what went wrong.
        const SHOWN: usize = 40;
        if end <= start {
            return Err(NotThere::Empty { start, end });
        }
        let (first, last) = (self.byte(start)?, self.byte(end)?);
        let span = self.text.span(first..last);
        let span = span.map_err(|_| NotThere::Empty { start, end })?;
        let there = self.text.quote(span);
        if there == words {
            return Ok(span);
        }
        let mut shown: String = there.chars().take(SHOWN).collect();
        if shown.len() < there.len() {
            shown.push('…');
        }
        Err(NotThere::Other { start, end, there: shown })
    }

    fn byte(&self, at: u64) -> Result<usize, NotThere> {
        let before = self.known.partition_point(|(offset, _)| *offset <= at);
        let (mut offset, start) = self.known[before - 1];
        for (byte, letter) in self.text.as_str()[start..].char_indices() {
            if offset == at {
                return Ok(start + byte);
            }
            if offset > at {
                return Err(NotThere::InsideCharacter(at));
            }
            offset += self.unit.of(letter);
        }
        match offset.cmp(&at) {
            Ordering::Equal => Ok(self.text.as_str().len()),
            Ordering::Greater => Err(NotThere::InsideCharacter(at)),
            Ordering::Less => Err(NotThere::Outside { at, length: offset }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(unit: OffsetUnit, (start, end): (u64, u64), words: &str, expected: &str) {
        let text = Text::from("Le café 🚢 coule.");
        let found = Offsets::of(text, unit).span(start, end, words);
        let found = found.map_or_else(|error| error.to_string(), |span| span.to_string());
        assert_eq!(found, expected);
    }

    #[test]
    fn offsets_are_converted_and_checked_against_the_words() {
        check(OffsetUnit::Bytes, (9, 13), "🚢", "9..13");
        check(OffsetUnit::Chars, (8, 9), "🚢", "9..13");
        check(OffsetUnit::Utf16, (8, 10), "🚢", "9..13");
        check(OffsetUnit::Utf16, (11, 17), "coule.", "14..20");
        check(OffsetUnit::Utf16, (8, 9), "🚢", "the offset 9 is within a character");
        check(OffsetUnit::Bytes, (3, 7), "caf", "the offset 7 is within a character");
        check(OffsetUnit::Chars, (3, 7), "cafe", "the article has other words at 3..7: `café`");
        check(OffsetUnit::Chars, (3, 3), "", "the span 3..3 is empty");
        let past = "the offset 99 is past the end of the article, which is at 16";
        check(OffsetUnit::Chars, (3, 99), "café", past);
    }

    proptest! {
        #[test]
        fn every_span_is_found_by_its_offsets_in_each_unit(
            text in "([a-z]|é|汉|🚢| |\n){1,900}",
            ends in any::<[prop::sample::Index; 2]>(),
        ) {
            let places: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let [a, b] = ends.map(|end| *end.get(&places));
            let (start, end) = (a.min(b), a.max(b));
            let whole = Text::new(text.clone());
            for unit in OffsetUnit::ALL {
                let count = |part: &str| part.chars().map(|letter| unit.of(letter)).sum();
                let (from, to) = (count(&text[..start]), count(&text[..end]));
                let found = Offsets::of(whole.clone(), unit).span(from, to, &text[start..end]);
                if start == end {
                    prop_assert!(found.is_err());
                } else {
                    prop_assert_eq!(found.unwrap().range(), start..end);
                }
            }
        }
    }
}
