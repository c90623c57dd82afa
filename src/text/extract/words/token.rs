use super::scan::{self, Class, Fold, Wide, starts_with_letter};
use crate::text::extract::abbreviation::{Abbreviation, abbreviation, is_name_suffix};

/// A word, or a mark between words, as rules ask for it.
#[derive(Clone, Copy, Debug)]
pub(in crate::text::extract) struct Token {
    pub(in crate::text::extract) end: usize,
    /// Of its letters in lower case; of a mark, nought.
    pub(in crate::text::extract) hash: u64,
    pub(in crate::text::extract) kind: Kind,
    /// The hash of what stands before an apostrophe and an `s`: of `mayor` in `mayor's`.
    pub(in crate::text::extract) owner: Option<u64>,
    /// In the text, in bytes.
    pub(in crate::text::extract) start: usize,
}

/// What a token is, by its characters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum Kind {
    /// `Ana`, `NATO`.
    Capital,
    Close,
    Colon,
    Comma,
    Dash,
    Figure,
    Lower,
    /// A quotation mark, or what looks like one.
    Mark,
    Open,
    Other,
    Semicolon,
    /// `.`, `?`, `!`, `…`.
    Stop,
}

impl Kind {
    pub(in crate::text::extract) fn is_word(self) -> bool {
        matches!(self, Self::Capital | Self::Figure | Self::Lower)
    }

    fn of_mark(mark: char) -> Self {
        match mark {
            '"' | '“' | '”' | '„' | '«' | '»' | '‟' | '‘' | '’' | '\'' | '‹' | '›' | '`' => {
                Self::Mark
            }
            ',' => Self::Comma,
            '.' | '?' | '!' | '…' => Self::Stop,
            ':' => Self::Colon,
            ';' => Self::Semicolon,
            '—' | '–' | '-' => Self::Dash,
            '(' | '[' => Self::Open,
            ')' | ']' => Self::Close,
            _ => Self::Other,
        }
    }
}

/// The words and marks of `text[start..end]`, in order: `30-day`, `3,000`, `l'eau`, `U.S.`, `Dr.`
pub(in crate::text::extract) fn tokens(
    text: &str,
    start: usize,
    end: usize,
) -> impl Iterator<Item = Token> {
    let text = &text[..end];
    let mut at = start;
    std::iter::from_fn(move || {
        let token = token(text, at)?;
        at = token.end;
        Some(token)
    })
}

/// The hash of a word in lower case (FNV-1a).
pub(in crate::text::extract) const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = EMPTY;
    let mut at = 0;
    while at < bytes.len() {
        hash = next_hash(hash, bytes[at]);
        at += 1;
    }
    hash
}

/// The hashes of some words in lower case.
pub(in crate::text::extract) const fn hashes<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut hashes = [0; N];
    let mut at = 0;
    while at < N {
        hashes[at] = hash(words[at]);
        at += 1;
    }
    hashes
}

/// The hash of a word, whatever its capitals.
pub(in crate::text::extract) fn hash_folded(word: &str) -> u64 {
    token(word, 0).map_or(0, |token| token.hash)
}

const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

const fn next_hash(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

fn token(text: &str, at: usize) -> Option<Token> {
    let found = scan::next::<Folded>(text, at)?;
    let (start, mut end) = (found.start, found.end);
    let first = text[start..].chars().next().unwrap_or(' ');
    let Some(word) = found.word else {
        // Two single marks are one double mark, as some wires write it.
        if matches!(first, '\'' | '`') && text[end..].starts_with(first) {
            end += 1;
        }
        return Some(Token { end, hash: 0, kind: Kind::of_mark(first), owner: None, start });
    };
    let kind = if first.is_uppercase() {
        Kind::Capital
    } else if first.is_numeric() {
        Kind::Figure
    } else {
        Kind::Lower
    };
    let owner = word.joined.filter(|&(offset, _)| {
        /// In bytes, with the mark.
        const LONGEST: usize = 4;
        text[start..end].ends_with('s') && end - start - offset <= LONGEST
    });
    // The last stop of a sentence belongs to it, unless a name ends with it.
    let may_keep = |rest: &str| kind == Kind::Capital || !rest.trim_end().is_empty();
    if text[end..].strip_prefix('.').is_some_and(may_keep) && keeps_stop(&text[start..end]) {
        end += 1;
    }
    Some(Token { end, hash: word.hash, kind, owner: owner.map(|(_, hash)| hash), start })
}

/// Whether the stop after it belongs to this word: to an initial, or to a title.
///
/// By the one list of abbreviations. `Inc.` and the like, which may end a sentence, leave it alone.
fn keeps_stop(word: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 16;
    word.len() <= LONGEST
        && match abbreviation(word) {
            Some(Abbreviation::BeforeWords) => true,
            Some(Abbreviation::Last) => {
                word.contains('.') || word.chars().nth(1).is_none() || is_name_suffix(word)
            }
            Some(Abbreviation::BeforeNumber) | None => false,
        }
}

/// What is kept of a word: its hash, and where a possessive or a shortened verb may start.
struct Folded {
    hash: u64,
    /// Where the last apostrophe stands, and the hash of what stands before it.
    joined: Option<(usize, u64)>,
}

impl Fold for Folded {
    #[inline]
    fn new(_: Class) -> Self {
        Self { hash: EMPTY, joined: None }
    }

    fn wide(text: &str) -> (Wide, usize) {
        let c = text.chars().next().unwrap_or(' ');
        let what = if c.is_alphanumeric() {
            Wide::Letter
        } else if c.is_whitespace() {
            Wide::Blank
        } else if matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}' | '\u{200c}' | '\u{200d}')
        {
            Wide::Part
        } else {
            Wide::Mark
        };
        (what, c.len_utf8())
    }

    #[inline]
    fn joins(&self, mark: u8, word: &str, after: &str) -> bool {
        let next = after.as_bytes().first().copied().unwrap_or(b' ');
        let between_digits =
            || next.is_ascii_digit() && word.ends_with(|c: char| c.is_ascii_digit());
        match mark {
            b'\'' | b'-' | b'_' | b'@' | b'&' => starts_with_letter(after),
            b'.' => next.is_ascii_alphabetic() || between_digits(),
            b',' | b':' => between_digits(),
            _ => false,
        }
    }

    #[inline]
    fn letter(&mut self, byte: u8, _: Class) {
        self.hash = next_hash(self.hash, byte.to_ascii_lowercase());
    }

    fn wide_letter(&mut self, letter: &str) {
        let lower = letter.chars().flat_map(char::to_lowercase);
        let mut buffer = [0; 4];
        self.hash = lower
            .fold(self.hash, |hash, c| c.encode_utf8(&mut buffer).bytes().fold(hash, next_hash));
    }

    #[inline]
    fn joint(&mut self, mark: u8, offset: usize) {
        if mark == b'\'' {
            self.joined = Some((offset, self.hash));
        }
        self.hash = next_hash(self.hash, mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            tokens(text, 0, text.len()).map(|token| &text[token.start..token.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_keep_what_joins_their_parts() {
        check(
            "A 30-day, 3,000-man U.S. force",
            &["A", "30-day", ",", "3,000-man", "U.S.", "force"],
        );
        check(
            "L'eau, “Dr. Lee” (EU).",
            &["L'eau", ",", "“", "Dr.", "Lee", "”", "(", "EU", ")", "."],
        );
        check(
            "Ana Lee Jr. met Prof. Roy at 9 a.m. in Faro Inc.",
            &[
                "Ana", "Lee", "Jr.", "met", "Prof.", "Roy", "at", "9", "a.m.", "in", "Faro", "Inc",
                ".",
            ],
        );
        check("He paid by card.", &["He", "paid", "by", "card", "."]);
        check("5% -- l’été", &["5", "%", "-", "-", "l’été"]);
        check("''So,'' it’s", &["''", "So", ",", "''", "it’s"]);
        check(
            "players'—the “so-“called”",
            &["players", "'", "—", "the", "“", "so", "-", "“", "called", "”"],
        );
        check("cafe\u{301}s \u{301}", &["cafe\u{301}s", "\u{301}"]);
    }

    #[test]
    fn capitals_and_apostrophes_do_not_change_a_word() {
        let one = |word: &str| tokens(word, 0, word.len()).next().unwrap();
        assert_eq!(one("ÉTÉ").hash, hash("été"));
        assert_eq!(one("Didn’t").hash, hash("didn't"));
        assert_eq!(one("mayor’s").owner, Some(hash("mayor")));
        assert_eq!(one("O'Briens").owner, None);
    }
}
