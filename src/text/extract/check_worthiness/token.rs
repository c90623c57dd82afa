use crate::text::extract::words::scan::{self, Class, Fold, Wide};

/// A word, a figure or a mark of a sentence, as little of it as its weights need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) end: usize,
    /// Of its letters, small ones for capitals, and `0` for every digit.
    pub(super) hash: u32,
    /// In bytes, as far as they were hashed.
    pub(super) length: usize,
    /// Of its first four bytes.
    pub(super) prefix: u32,
    pub(super) shape: Shape,
    pub(super) start: usize,
    /// Its last three bytes.
    pub(super) suffix: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `NATO`.
    Acronym,
    /// `Ford`.
    Capitalised,
    /// `3,000`, `4th`.
    Figure,
    /// `?`.
    Mark,
    /// `ford`.
    Small,
    /// `1998`.
    Year,
}

/// What the hash of no bytes is.
pub(super) const SEED: u32 = 0x811c_9dc5;

/// The hash of some bytes and one more (FNV-1a).
#[inline]
pub(super) const fn folded(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// Every word, figure and mark, in order. Hyphens part words, apostrophes do not.
pub(super) fn tokens(sentence: &str) -> Tokens<'_> {
    Tokens { at: 0, sentence }
}

pub(super) struct Tokens<'s> {
    at: usize,
    sentence: &'s str,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        loop {
            let found = scan::next::<Folded>(self.sentence, self.at)?;
            self.at = found.end;
            let bytes = &self.sentence.as_bytes()[found.start..found.end];
            match found.word {
                Some(word) => return Some(word.token(found.start, bytes)),
                None if bytes == b"-" => {}
                None => return Some(mark(found.start, bytes)),
            }
        }
    }
}

fn mark(start: usize, mark: &[u8]) -> Token {
    let hash = mark.iter().fold(SEED, |hash, byte| folded(hash, *byte));
    let end = start + mark.len();
    Token { end, hash, length: 0, prefix: hash, shape: Shape::Mark, start, suffix: 0 }
}

/// What is kept of a word while it is scanned.
struct Folded {
    capitals: usize,
    digits: usize,
    first: Class,
    hash: u32,
    length: usize,
    prefix: u32,
    suffix: u32,
}

impl Folded {
    /// Take up a byte, as it is to be hashed.
    #[inline]
    fn fold(&mut self, byte: u8) {
        if self.first == Class::Digit && self.length >= LONGEST_FIGURE {
            return;
        }
        self.hash_in(byte);
        if self.length <= 4 {
            self.prefix = self.hash;
        }
    }

    #[inline]
    fn hash_in(&mut self, byte: u8) {
        self.hash = folded(self.hash, byte);
        self.suffix = self.suffix << 8 | u32::from(byte);
        self.length += 1;
    }

    #[inline]
    fn token(self, start: usize, word: &[u8]) -> Token {
        let Self { capitals, digits, first, mut hash, length, prefix, suffix } = self;
        let shape = if first == Class::Digit {
            if digits == 4 && word.len() == 4 && is_year(word) {
                hash = YEAR;
                Shape::Year
            } else {
                Shape::Figure
            }
        } else if capitals == 0 || first == Class::Small {
            Shape::Small
        } else if capitals > 1 && capitals + digits == word.len() {
            Shape::Acronym
        } else {
            Shape::Capitalised
        };
        let end = start + word.len();
        Token { end, hash, length, prefix, shape, start, suffix: suffix & 0x00ff_ffff }
    }
}

impl Fold for Folded {
    #[inline]
    fn new(first: Class) -> Self {
        let (hash, prefix) = (SEED, SEED);
        Self { capitals: 0, digits: 0, first, hash, length: 0, prefix, suffix: 0 }
    }

    #[inline]
    fn wide(text: &str) -> (Wide, usize) {
        let bytes = text.as_bytes();
        match mark_length(bytes) {
            0 => (Wide::Letter, text.chars().next().map_or(1, char::len_utf8)),
            length if is_blank(bytes) => (Wide::Blank, length),
            length => (Wide::Mark, length),
        }
    }

    #[inline]
    fn joins(&self, mark: u8, word: &str, after: &str) -> bool {
        let next = after.as_bytes().first().copied().unwrap_or(b' ');
        let is_letter = next.is_ascii_alphabetic() || next >= 0xc3;
        let in_figure = || self.first == Class::Digit && next.is_ascii_digit();
        match mark {
            b'\'' => is_letter,
            b',' | b':' => in_figure(),
            b'.' => in_figure() || is_letter && is_initial(word.as_bytes()),
            _ => false,
        }
    }

    #[inline]
    fn letter(&mut self, byte: u8, class: Class) {
        let byte = match class {
            Class::Capital => {
                self.capitals += 1;
                byte | 0x20
            }
            Class::Digit => {
                self.digits += 1;
                b'0'
            }
            Class::Blank | Class::Mark | Class::Small | Class::Wide => byte,
        };
        self.fold(byte);
    }

    #[inline]
    fn wide_letter(&mut self, letter: &str) {
        // The second byte counts with the first, as it did when the weights were fitted.
        if let [one, two, ref rest @ ..] = *letter.as_bytes() {
            let folding = small([one, two]);
            self.capitals += usize::from(folding != [one, two]);
            self.hash_in(folding[0]);
            self.fold(folding[1]);
            for byte in rest {
                self.fold(*byte);
            }
        }
    }

    #[inline]
    fn joint(&mut self, mark: u8, _: usize) {
        self.fold(mark);
    }
}

/// The hash of any year.
pub(super) const YEAR: u32 = 0x5945_4152;

/// Of a figure only so much is hashed, so that large ones are all alike.
const LONGEST_FIGURE: usize = 7;

/// How many bytes of a mark beyond ASCII these start with; 0 for a letter.
#[inline]
fn mark_length(bytes: &[u8]) -> usize {
    match bytes {
        [0xc2, ..] | [0xd8, 0x8c | 0x9b | 0x9f, ..] => 2,
        [0xe2, 0x80..=0xaf, ..]
        | [0xe3, 0x80, 0x80..=0x83 | 0x88..=0x9f, ..]
        | [0xef, 0xbc, 0x81 | 0x88 | 0x89 | 0x8c | 0x8e | 0x9a | 0x9b | 0x9f, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

/// Spaces that do not break, thin ones, and what joins or marks without being seen.
fn is_blank(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xc2, 0xa0 | 0xad, ..]
            | [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..]
            | [0xe2, 0x81, 0x9f..=0xaf, ..]
            | [0xe3, 0x80, 0x80, ..]
            | [0xef, 0xbb, 0xbf, ..]
    )
}

/// A Latin or Cyrillic capital of two bytes made small; anything else as it is.
#[inline]
fn small(letter: [u8; 2]) -> [u8; 2] {
    match letter {
        [0xc3, two @ (0x80..=0x96 | 0x98..=0x9e)] => [0xc3, two + 0x20],
        [0xd0, two @ 0x80..=0x8f] => [0xd1, two + 0x10],
        [0xd0, two @ 0x90..=0x9f] => [0xd0, two + 0x20],
        [0xd0, two @ 0xa0..=0xaf] => [0xd1, two - 0x20],
        other => other,
    }
}

/// Whether the word so far is one letter, or letters with stops: `U`, `U.S`.
fn is_initial(word: &[u8]) -> bool {
    matches!(word, [_] | [.., b'.', _])
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'8' | b'9', ..] | [b'2', b'0', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(sentence).map(|t| &sentence[t.start..t.end]).collect();
        assert_eq!(found, expected);
    }

    fn one(word: &str) -> Token {
        tokens(word).next().unwrap()
    }

    #[test]
    fn words_figures_and_marks_are_distinguished() {
        check("It's 3,000 (or 4.5%).", &["It's", "3,000", "(", "or", "4.5", "%", ")", "."]);
        check("A 30-day U.S. ban…", &["A", "30", "day", "U.S", ".", "ban", "…"]);
        check("L’été\u{a0}«à Łódź»", &["L’été", "«", "à", "Łódź", "»"]);
        check("Що це？ 何", &["Що", "це", "？", "何"]);
        check(" \t\n", &[]);
        check("¿", &["¿"]);
    }

    #[test]
    fn capitals_and_small_letters_are_the_same_word() {
        for (one_way, other) in [("FORD", "ford"), ("Été", "été"), ("ЩО", "що"), ("I’m", "i'm")]
        {
            assert_eq!(one(one_way).hash, one(other).hash, "{one_way}");
        }
    }

    #[test]
    fn shapes_come_from_capitals_and_digits() {
        for (word, shape) in [
            ("NATO", Shape::Acronym),
            ("Ford", Shape::Capitalised),
            ("I", Shape::Capitalised),
            ("Київ", Shape::Capitalised),
            ("4th", Shape::Figure),
            ("1998", Shape::Year),
            ("3998", Shape::Figure),
            ("iPad", Shape::Small),
            ("!", Shape::Mark),
        ] {
            assert_eq!(one(word).shape, shape, "{word}");
        }
        assert_eq!(one("1998").hash, one("2026").hash);
        assert_eq!(one("3,000").hash, one("9,123").hash);
    }
}
