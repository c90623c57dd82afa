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
    Tokens { at: 0, bytes: sentence.as_bytes() }
}

pub(super) struct Tokens<'s> {
    at: usize,
    bytes: &'s [u8],
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match CLASSES[usize::from(byte)] {
                Class::Blank => self.at += 1,
                Class::Mark => {
                    let is_joint = byte == b'-';
                    let token = self.mark(1);
                    if !is_joint {
                        return Some(token);
                    }
                }
                Class::Capital | Class::Digit | Class::Small => return Some(self.word()),
                Class::High => match mark_length(&self.bytes[self.at..]) {
                    0 => return Some(self.word()),
                    length if is_blank(&self.bytes[self.at..]) => self.at += length,
                    length => return Some(self.mark(length)),
                },
            }
        }
    }
}

impl Tokens<'_> {
    fn mark(&mut self, length: usize) -> Token {
        let start = self.at;
        let end = (start + length).min(self.bytes.len());
        let mark = &self.bytes[start..end];
        let hash = mark.iter().fold(SEED, |hash, byte| folded(hash, *byte));
        self.at = end;
        Token { end, hash, length: 0, prefix: hash, shape: Shape::Mark, start, suffix: 0 }
    }

    #[inline]
    fn word(&mut self) -> Token {
        let bytes = self.bytes;
        let start = self.at;
        let first = CLASSES[usize::from(bytes[start])];
        let is_figure = first == Class::Digit;
        let mut at = start;
        let (mut hash, mut prefix, mut suffix) = (SEED, SEED, 0_u32);
        let (mut length, mut capitals, mut digits) = (0_usize, 0_usize, 0_usize);
        while let Some(&byte) = bytes.get(at) {
            let (folding, width) = match CLASSES[usize::from(byte)] {
                Class::Small => (byte, 1),
                Class::Capital => {
                    capitals += 1;
                    (byte | 0x20, 1)
                }
                Class::Digit => {
                    digits += 1;
                    (b'0', 1)
                }
                Class::Blank => break,
                Class::Mark => match byte {
                    b'\'' if is_letter(bytes, at + 1) => (byte, 1),
                    b',' | b'.' | b':' if is_figure && is_digit(bytes, at + 1) => (byte, 1),
                    b'.' if is_one_letter(bytes, start, at) && is_letter(bytes, at + 1) => {
                        (byte, 1)
                    }
                    _ => break,
                },
                Class::High => {
                    let rest = &bytes[at..];
                    if rest.starts_with("’".as_bytes()) && is_letter(bytes, at + 3) {
                        (b'\'', 3)
                    } else if mark_length(rest) > 0 {
                        break;
                    } else {
                        let next = rest.get(1).copied().unwrap_or_default();
                        let [one, two] = small([byte, next]);
                        capitals += usize::from([one, two] != [byte, next]);
                        if byte >= 0xc0 && rest.len() > 1 {
                            hash = folded(hash, one);
                            suffix = suffix << 8 | u32::from(one);
                            length += 1;
                            (two, 2)
                        } else {
                            (byte, 1)
                        }
                    }
                }
            };
            at += width;
            if is_figure && length >= LONGEST_FIGURE {
                continue;
            }
            hash = folded(hash, folding);
            suffix = suffix << 8 | u32::from(folding);
            length += 1;
            if length <= 4 {
                prefix = hash;
            }
        }
        self.at = at;
        let shape = if is_figure {
            if digits == 4 && at - start == 4 && is_year(&bytes[start..at]) {
                hash = YEAR;
                Shape::Year
            } else {
                Shape::Figure
            }
        } else if capitals == 0 || first == Class::Small {
            Shape::Small
        } else if capitals > 1 && capitals + digits == at - start {
            Shape::Acronym
        } else {
            Shape::Capitalised
        };
        Token { end: at, hash, length, prefix, shape, start, suffix: suffix & 0x00ff_ffff }
    }
}

/// The hash of any year.
const YEAR: u32 = 0x5945_4152;

/// Of a figure only so much is hashed, so that large ones are all alike.
const LONGEST_FIGURE: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Blank,
    Capital,
    Digit,
    /// Part of a character beyond ASCII.
    High,
    Mark,
    Small,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0..=0x20 | 0x7f => Class::Blank,
            0x30..=0x39 => Class::Digit,
            0x41..=0x5a => Class::Capital,
            0x61..=0x7a => Class::Small,
            0x80.. => Class::High,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
}

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

fn is_letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc3)
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// Whether the word so far is one letter, or letters with stops: `U`, `U.S`.
fn is_one_letter(bytes: &[u8], start: usize, at: usize) -> bool {
    at == start + 1 || (at >= start + 2 && bytes[at - 2] == b'.')
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
    fn words_figures_and_marks_are_told_apart() {
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
    fn shapes_are_told_from_capitals_and_digits() {
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
