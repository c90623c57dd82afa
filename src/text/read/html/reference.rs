use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// The longest name of a character, with its semicolon.
const LONGEST_NAME: usize = 32;

/// Where a reference stands, which decides whether an old name may go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Addresses have `&copy=` in them, which is none there.
    Attribute,
    Text,
}

/// Send each part of a source with its character references decoded, and the bytes that it stands
/// in: what has none as it is, and each character reference by itself.
pub(super) fn decode(source: &str, place: Place, mut to: impl FnMut(&str, Range<usize>)) {
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = source[at..].find('&') {
        at += found;
        let found = reference(&source[at..]).filter(|(_, length)| {
            let (name, after) = source[at..].split_at(*length);
            let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=');
            place == Place::Text || name.ends_with(';') || name.contains('#') || !goes_on
        });
        let Some((character, length)) = found else {
            at += 1;
            continue;
        };
        if done < at {
            to(&source[done..at], done..at);
        }
        to(&character, at..at + length);
        at += length;
        done = at;
    }
    if done < source.len() {
        to(&source[done..], done..source.len());
    }
}

/// The characters that the reference at the start of `source` stands for, and its length.
fn reference(source: &str) -> Option<(String, usize)> {
    // The ones that make up most of those there are.
    const COMMON: [(&str, &str); 12] = [
        ("&amp;", "&"),
        ("&gt;", ">"),
        ("&ldquo;", "“"),
        ("&lt;", "<"),
        ("&lsquo;", "‘"),
        ("&mdash;", "—"),
        ("&nbsp;", "\u{a0}"),
        ("&ndash;", "–"),
        ("&quot;", "\""),
        ("&rdquo;", "”"),
        ("&rsquo;", "’"),
        ("&#39;", "'"),
    ];
    if let Some((name, character)) = COMMON.iter().find(|(name, _)| source.starts_with(name)) {
        return Some(((*character).to_owned(), name.len()));
    }
    match *source.as_bytes() {
        [_, b'#', ..] => number(source),
        [_, first, ..] if first.is_ascii_alphabetic() => name(source),
        _ => None,
    }
}

/// `&#233;` or `&#xE9;`, whose semicolon may be missing.
fn number(source: &str) -> Option<(String, usize)> {
    let (digits_at, radix) = if source[2..].starts_with(['x', 'X']) { (3, 16) } else { (2, 10) };
    let digits = &source[digits_at..];
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let digits = &digits[..length];
    let end = digits_at + length + usize::from(source[digits_at + length..].starts_with(';'));
    // However long it is, it stands for one character. What the rules make of it (HTML, 13.2.5.84)
    // is the same with its last digits.
    let significant = digits.trim_start_matches('0');
    let character = match significant.len() {
        1..=8 => decoded(&format!("&#{}{significant};", if radix == 16 { "x" } else { "" }))?,
        _ => char::REPLACEMENT_CHARACTER.to_string(),
    };
    Some((character, end))
}

/// `&eacute;`, or one of the old names without a semicolon.
fn name(source: &str) -> Option<(String, usize)> {
    let letters = source.bytes().skip(1).take(LONGEST_NAME);
    let length = 1 + letters.take_while(u8::is_ascii_alphanumeric).count();
    let source = &source[..length + usize::from(source[length..].starts_with(';'))];
    let decoded = decoded(source)?;
    // What follows the name stays as it is. No old name stands for a letter that ends one.
    let same = source.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
    let length = source.len() - same;
    (length > 0).then(|| (decoded[..decoded.len() - same].to_owned(), length))
}

fn decoded(source: &str) -> Option<String> {
    let mut text = String::new();
    for token in Tokenizer::new(source) {
        if let Ok(Token::String(words)) = token {
            text.push_str(std::str::from_utf8(&words).ok()?);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(&str, Range<usize>)]) {
        let mut parts = Vec::new();
        decode(source, Place::Text, |part, range| parts.push((part.to_owned(), range)));
        let parts: Vec<_> =
            parts.iter().map(|(part, range)| (part.as_str(), range.clone())).collect();
        assert_eq!(parts, expected, "{source}");
    }

    #[test]
    fn a_reference_stands_by_itself() {
        check("R&amp;D", &[("R", 0..1), ("&", 1..6), ("D", 6..7)]);
        check("caf&eacute;", &[("caf", 0..3), ("é", 3..11)]);
        check("&#233;&#xe9;&#XE9 ", &[("é", 0..6), ("é", 6..12), ("é", 12..17), (" ", 17..18)]);
        check("&amp;amp;", &[("&", 0..5), ("amp;", 5..9)]);
    }

    #[test]
    fn an_old_name_needs_no_semicolon() {
        check("&copy2019", &[("©", 0..5), ("2019", 5..9)]);
        check("&notit;", &[("¬", 0..4), ("it;", 4..7)]);
        check("&ampamp", &[("&", 0..4), ("amp", 4..7)]);
    }

    #[test]
    fn text_that_is_not_a_reference_is_kept() {
        check("a & b &c; &#; &#x; &", &[("a & b &c; &#; &#x; &", 0..20)]);
        check("&bridge;", &[("&bridge;", 0..8)]);
    }

    #[test]
    fn any_number_becomes_one_character() {
        check("&#0;", &[("\u{fffd}", 0..4)]);
        check("&#150;", &[("–", 0..6)]);
        check("&#xD800;", &[("\u{fffd}", 0..8)]);
        check(&format!("&#{}65;", "0".repeat(100)), &[("A", 0..105)]);
        check(&format!("&#{};", "9".repeat(100)), &[("\u{fffd}", 0..103)]);
    }
}
