//! Times at the starts of paragraphs: `10.45am`, `15:40 –`. Several of them make a text one that grew
//! while things happened, and each says when its paragraph was written.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::{Clock, Structure};

/// Add the posts of a text that show their times in their words alone.
pub(super) fn find(text: &str, structure: &mut Structure) {
    const FEWEST: usize = 2;
    if !structure.posts.is_empty() {
        return;
    }
    let found: Vec<Found> = starts(text).filter_map(|start| time(text, start)).collect();
    if found.len() < FEWEST || are_numbers(text, &found) {
        return;
    }
    for (at, time) in found.iter().enumerate() {
        // Where the last post ends, nothing says: it has at least the paragraph of its time.
        let first = if time.is_alone { starts(&text[time.span.end..]).nth(1) } else { None };
        let first = first.map_or(time.span.end, |start| time.span.end + start);
        let end = match found.get(at + 1) {
            Some(next) => next.span.start,
            None => text[first..].find("\n\n").map_or(text.len(), |end| first + end),
        };
        let words = text[time.span.clone()].to_owned();
        structure.posts.push((time.span.start..end, Arc::new(Clock { at: None, words })));
        structure.heads.push(time.span.clone());
    }
    structure.heads.sort_unstable_by_key(|head| (head.start, head.end));
    structure.heads.dedup_by(|next, before| next.start < before.end);
}

/// Whether they number the paragraphs: `1.9` is there beside `1.10`, or each is the next after the last.
fn are_numbers(text: &str, found: &[Found]) -> bool {
    let parts = |words: &str| {
        let (first, last) = words.split_once(['.', ':'])?;
        Some((first.parse::<u32>().ok()?, last.parse::<u32>().ok()?))
    };
    let found: Vec<_> = found.iter().map(|time| parts(&text[time.span.clone()])).collect();
    let counts_up = found.windows(2).all(|two| match (two[0], two[1]) {
        (Some((first, last)), next) => next == Some((first, last + 1)),
        (None, _) => false,
    });
    let mut words = starts(text).filter_map(|start| text[start..].split_whitespace().next());
    counts_up
        || words.any(|word| {
            let is_short = word.rsplit(['.', ':']).next().is_some_and(|last| last.len() == 1);
            parts(word)
                .filter(|_| is_short)
                .is_some_and(|(first, _)| found.iter().flatten().any(|(other, _)| *other == first))
        })
}

struct Found {
    /// Whether nothing stands beside it.
    is_alone: bool,
    span: Range<usize>,
}

/// Where paragraphs start.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let below = memchr::memmem::find_iter(text.as_bytes(), "\n\n").map(|at| at + 2);
    std::iter::once(0).chain(below)
}

/// The time that a paragraph starts with.
fn time(text: &str, start: usize) -> Option<Found> {
    const AFTER: [&str; 14] = [
        "a.m.", "am", "p.m.", "pm", "Uhr", "h", "GMT", "BST", "CET", "CEST", "EST", "EDT", "UTC",
        "ET",
    ];
    let paragraph = &text[start..];
    let (hours, rest) = number(paragraph, 23)?;
    let (has_minutes, rest) =
        match rest.strip_prefix(['.', ':', 'h']).and_then(|rest| number(rest, 59)) {
            Some((2, rest)) => (true, rest),
            Some(_) | None => (false, rest),
        };
    let mut end = rest;
    let mut is_named = false;
    loop {
        let bare = end.trim_start_matches([' ', '\u{a0}']);
        let next = AFTER.iter().find_map(|word| {
            let rest = bare.strip_prefix(word)?;
            (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
        });
        let Some(next) = next else { break };
        (end, is_named) = (next, true);
    }
    let length = paragraph.len() - end.len();
    let line = end.split('\n').next().unwrap_or_default();
    let below = line.trim_start_matches(|c: char| c.is_whitespace() || "–—:-|".contains(c));
    let is_alone = below.is_empty();
    // `3.50 crowns`, `10.45 were`, `3.50 Euro`
    let begins = below.starts_with(|c: char| c.is_uppercase() || "\"“„«‘".contains(c))
        && !UNITS.contains(&below.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
    let is_time = (has_minutes || is_named && hours <= 2) && (is_alone || begins);
    (is_time && length > 1 && below.len() < line.len() + usize::from(is_alone))
        .then_some(Found { is_alone, span: start..start + length })
}

/// What is counted, as it is written after its number in languages whose nouns have capitals.
#[rustfmt::skip]
const UNITS: [&str; 31] = [
    "CHF", "Cent", "Dollar", "EUR", "Euro", "Forint", "Franken", "Gramm", "Grad", "Hektar", "Jahre",
    "Kilo", "Kilogramm", "Kilometer", "Kronen", "Liter", "Mark", "Meter", "Milliarden", "Millionen",
    "Minuten", "Mio", "Mrd", "Pfund", "Prozent", "Punkte", "Quadratmeter", "Stunden", "Tonnen", "USD",
    "Zloty",
];

/// One or two digits that are at most so much: how many they are, and what follows.
fn number(words: &str, most: u32) -> Option<(usize, &str)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let number = words.get(..digits)?;
    ((1..=2).contains(&digits) && number.parse::<u32>().is_ok_and(|number| number <= most))
        .then(|| (digits, &words[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut structure = Structure::default();
        find(text, &mut structure);
        let found = structure.posts.iter();
        let found: Vec<_> =
            found.map(|(at, clock)| (clock.words.as_str(), text[at.clone()].trim_end())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn paragraphs_that_start_with_times_are_posts() {
        check(
            "Live.\n\n15.40 It rained.\n\nIt did.\n\n04.00 – Rain is due.\n\nBye.",
            &[("15.40", "15.40 It rained.\n\nIt did."), ("04.00", "04.00 – Rain is due.")],
        );
        check(
            "10.45am\n\nIt rained.\n\n9:30 Uhr\n\nDas Tor bricht.\n\nEnde.",
            &[("10.45am", "10.45am\n\nIt rained."), ("9:30 Uhr", "9:30 Uhr\n\nDas Tor bricht.")],
        );
        check(
            "10am It rained.\n\n11 p.m. GMT: It did.",
            &[("10am", "10am It rained."), ("11 p.m. GMT", "11 p.m. GMT: It did.")],
        );
    }

    #[test]
    fn other_numbers_are_no_times() {
        check("15.40 It rained.\n\nIt did.", &[]);
        check("3.50 crowns were paid.\n\n4.20 crowns were not.", &[]);
        check("3.50 Euro kostete es.\n\n4.20 Euro kostet es.", &[]);
        check("1. It rained.\n\n2. It did.", &[]);
        check("10 Ships sank.\n\n11 Did not.", &[]);
        check("25.10 It rained.\n\n10.75 It did.", &[]);
        check("2019\n\n2020\n\n10.5\n\n11.5", &[]);
        check("1.9 It rained.\n\n1.10 It froze.\n\n1.15 It did.", &[]);
        check("3:16 It rained.\n\n3:17 It did.", &[]);
        check("10.45\n\n", &[]);
        check("", &[]);
    }
}
