use std::borrow::Cow;

use super::abbreviation::{Abbreviation, abbreviation};
use super::lexicon::{List, Lists};

/// A word of a sentence, or a mark between words.
#[derive(Debug)]
pub(super) struct Token<'s> {
    pub(super) is_word: bool,
    pub(super) lists: Lists,
    /// The text in lower case, as the word lists have it.
    pub(super) lower: Cow<'s, str>,
    /// Where it starts in the sentence, in bytes.
    pub(super) start: usize,
    pub(super) text: &'s str,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_in(&self, list: List) -> bool {
        self.lists.has(list)
    }

    pub(super) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.is_word && self.text.starts_with(char::is_uppercase)
    }

    pub(super) fn is_number(&self) -> bool {
        self.is_word && self.text.starts_with(char::is_numeric)
    }
}

/// The words and marks of a sentence, in order.
pub(super) fn tokens(sentence: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += sentence[at..].find(|c: char| !c.is_whitespace())?;
        let rest = &sentence[at..];
        let word = word_length(rest);
        let length = if word > 0 { word } else { rest.chars().next()?.len_utf8() };
        let text = &rest[..length];
        let lower = lower(text);
        let lists = Lists::of(&lower);
        let token = Token { is_word: word > 0, lists, lower, start: at, text };
        at += length;
        Some(token)
    })
}

/// How many bytes of a word these words start with: `30-day`, `3,000`, `l'eau`, `U.S.`, `Dr.`
fn word_length(words: &str) -> usize {
    let mut length = 0;
    let mut last = ' ';
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            '\'' | '’' | '-' | '.' | '_' | '@' | '&' => {
                last.is_alphanumeric() && next.is_alphanumeric()
            }
            ',' | ':' => last.is_numeric() && next.is_numeric(),
            _ => false,
        };
        if !c.is_alphanumeric() && !joins && !is_part_of_letter(c) {
            break;
        }
        last = c;
        length = at + c.len_utf8();
    }
    if words[length..].starts_with('.') && keeps_stop(&words[..length]) {
        length + 1
    } else {
        length
    }
}

/// Joiners and combining marks: what a letter may be made of beside itself.
fn is_part_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}' | '\u{200c}' | '\u{200d}')
}

fn keeps_stop(word: &str) -> bool {
    const LONGEST: usize = 16;
    word.len() <= LONGEST
        && match abbreviation(word) {
            Some(Abbreviation::BeforeWords) => true,
            Some(Abbreviation::Last) => word.contains('.') || word.chars().count() == 1,
            Some(Abbreviation::BeforeNumber) | None => false,
        }
}

fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = if text.is_ascii() {
        !text.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        !text.chars().any(char::is_uppercase)
    };
    if is_lower { text.into() } else { text.to_lowercase().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(sentence).map(|token| token.text).collect();
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
        check("5% --", &["5", "%", "-", "-"]);
    }
}
