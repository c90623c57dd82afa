//! Finding the words of a quote in a text, however they were typed.

use std::ops::Range;

/// Where the text has these words. White space, soft hyphens, and the style of quotation marks,
/// dashes and dots do not matter; letters and figures do. A part of a longer figure is not found.
pub fn find_quote(text: &str, quote: &str) -> Option<Range<usize>> {
    let wanted: String = letters(quote).into_iter().map(|(_, c)| c).collect();
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return None;
    }
    let letters = letters(text);
    let mut starts = Vec::with_capacity(letters.len());
    let mut flat = String::with_capacity(text.len());
    for (_, c) in &letters {
        starts.push(flat.len());
        flat.push(*c);
    }
    let found = flat.match_indices(wanted).map(|(at, _)| at).find(|at| {
        let (before, after) = (&flat[..*at], &flat[at + wanted.len()..]);
        let begins = wanted.starts_with(char::is_numeric) && goes_on(before.chars().rev());
        let ends = wanted.ends_with(char::is_numeric) && goes_on(after.chars());
        !begins && !ends
    })?;
    let first = starts.binary_search(&found).ok()?;
    let last = starts.partition_point(|start| *start < found + wanted.len()).checked_sub(1)?;
    let (start, end) = (letters.get(first)?.0.start, letters.get(last)?.0.end);
    Some(start..end)
}

/// Whether these characters, which come after a digit, are of the same figure.
fn goes_on(mut chars: impl Iterator<Item = char>) -> bool {
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(char::is_numeric),
        next => next.is_some_and(char::is_numeric),
    }
}

/// The letters that matter, each with its bytes. A run of white space is one blank.
fn letters(text: &str) -> Vec<(Range<usize>, char)> {
    let mut letters: Vec<(Range<usize>, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let bytes = at..at + c.len_utf8();
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => match letters.last_mut() {
                Some((blank, ' ')) => blank.end = bytes.end,
                _ => letters.push((bytes, ' ')),
            },
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => letters.push((bytes, '"')),
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' => letters.push((bytes, '\'')),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => letters.push((bytes, '-')),
            '…' => letters.extend(std::iter::repeat_n((bytes, '.'), 3)),
            other => letters.push((bytes, other)),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, quote: &str, expected: Option<&str>) {
        let found = find_quote(text, quote).map(|span| &text[span]);
        assert_eq!(found, expected, "{quote}");
    }

    #[test]
    fn a_quote_is_found_however_it_was_typed() {
        let text =
            "He said: “It cost\u{a0}18.6\nmillion crowns – in all”… The brid\u{ad}ge is new.";
        check(text, "\"It cost 18.6 million crowns - in all\"...", {
            Some("“It cost\u{a0}18.6\nmillion crowns – in all”…")
        });
        check(text, " The bridge  is new. ", Some("The brid\u{ad}ge is new."));
        check(text, "The brid\u{ad}ge", Some("The brid\u{ad}ge"));
        check(text, "the bridge", None);
        check(text, "It cost 18.7 million", None);
        check(text, "It cost 18", None);
        check(text, "8.6 million", None);
        check("118.6 or 8.6 million", "8.6 million", Some("8.6 million"));
        check(text, "", None);
        check(text, "\u{ad}", None);
        check("", "a", None);
    }
}
