//! Runs of characters that nobody sees. A signature may be hidden in them: C2PA (2.4, A.8) wraps one
//! in variation selectors. They are no words, so they are no part of the text; the bytes are kept.

use crate::domain::{Oddity, SourceMap};

/// How many in a row are no longer there for the letter before: a flag takes seven.
const RUN: usize = 8;

/// What a wrapper of C2PA starts with.
const MAGIC: &[u8] = b"C2PATXT\0";

/// The text without such runs, where what is left of it stands, and what they were.
pub(super) fn without(text: String, source: &SourceMap) -> (String, SourceMap, Vec<Oddity>) {
    // All of them are outside ASCII, and most texts have none.
    if text.is_ascii() || !text.chars().any(is_invisible) {
        return (text, source.clone(), Vec::new());
    }
    let mut shown = String::with_capacity(text.len());
    let mut kept = SourceMap::default();
    let (mut characters, mut runs, mut signed) = (0, 0, 0);
    let mut done = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if !is_invisible(letter) {
            continue;
        }
        let mut bytes = Start::default();
        bytes.add(letter);
        let (mut count, mut end) = (1, start + letter.len_utf8());
        while let Some((at, letter)) = letters.next_if(|(_, letter)| is_invisible(*letter)) {
            bytes.add(letter);
            count += 1;
            end = at + letter.len_utf8();
        }
        if count < RUN {
            continue;
        }
        kept.push_same(shown.len(), done, start - done);
        shown.push_str(&text[done..start]);
        done = end;
        if bytes.is_signature() {
            signed += 1;
        } else {
            (characters, runs) = (characters + count as u64, runs + 1);
        }
    }
    if done == 0 {
        return (text, source.clone(), Vec::new());
    }
    kept.push_same(shown.len(), done, text.len() - done);
    shown.push_str(&text[done..]);
    let mut oddities = Vec::new();
    if signed > 0 {
        oddities.push(Oddity::Signed { places: signed });
    }
    if runs > 0 {
        oddities.push(Oddity::Invisible { characters, places: runs });
    }
    (shown, kept.through(source), oddities)
}

/// Whether it shows nothing, whatever stands beside it.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{34f}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The first bytes that variation selectors stand for, one each.
#[derive(Default)]
struct Start {
    bytes: [u8; MAGIC.len()],
    length: usize,
}

impl Start {
    fn add(&mut self, letter: char) {
        let byte = match letter {
            '\u{fe00}'..='\u{fe0f}' => u32::from(letter) - 0xfe00,
            '\u{e0100}'..='\u{e01ef}' => u32::from(letter) - 0xe0100 + 16,
            _ => return,
        };
        if let (Some(place), Ok(byte)) = (self.bytes.get_mut(self.length), u8::try_from(byte)) {
            *place = byte;
            self.length += 1;
        }
    }

    fn is_signature(&self) -> bool {
        self.bytes == MAGIC
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RawSpan, Text};

    /// Bytes as variation selectors.
    fn hidden(bytes: &[u8]) -> String {
        let letter = |byte: &u8| match byte {
            0..=15 => char::from_u32(0xfe00 + u32::from(*byte)).unwrap(),
            _ => char::from_u32(0xe0100 + u32::from(*byte) - 16).unwrap(),
        };
        bytes.iter().map(letter).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str, oddities: &[Oddity]) {
        let (shown, map, found) = without(text.to_owned(), &SourceMap::same(text.len(), 0));
        assert_eq!(shown, expected);
        assert_eq!(found, oddities);
        let shown = Text::new(shown);
        for (at, letter) in shown.as_str().char_indices() {
            let span = shown.span(at..at + letter.len_utf8()).unwrap();
            let RawSpan { end, start } = map.raw(span).unwrap();
            assert_eq!(&text[start..end], letter.to_string());
        }
    }

    #[test]
    fn a_signature_is_no_part_of_the_text_and_is_told() {
        let bytes = [MAGIC, &[1, 0, 0, 0, 200], &[0xab; 200]].concat();
        let signed = format!("\u{feff}{}", hidden(&bytes));
        let told = [Oddity::Signed { places: 1 }];
        check(&format!("The dam cost 12 million.{signed}"), "The dam cost 12 million.", &told);
        check(&format!("The dam,{signed} he said."), "The dam, he said.", &told);
    }

    #[test]
    fn other_runs_are_counted() {
        let told = [Oddity::Invisible { characters: 25, places: 2 }];
        let text = format!("The d{}am is {}open.", "\u{200b}".repeat(16), hidden(&[1; 9]));
        check(&text, "The dam is open.", &told);
    }

    #[test]
    fn what_belongs_to_a_letter_stays() {
        for text in [
            "naïve",
            "a\u{200b}b\u{feff}",
            "☺\u{fe0f} 👩\u{200d}🚒",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ] {
            check(text, text, &[]);
        }
    }
}
