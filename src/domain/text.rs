use std::ops::Range;
use std::sync::OnceLock;

use super::{LineColumn, RawSpan, Sha256, Span};

/// The canonical text of one revision of an article. Spans are offsets into its bytes.
///
/// It never changes. Lines end at LF, CRLF or a lone CR, all of which stay in the text.
#[derive(Clone)]
pub struct Text {
    /// The number of characters before each [`BLOCK`] of bytes.
    characters: Vec<usize>,
    /// The byte at which each line starts; the first is 0.
    line_starts: Vec<usize>,
    /// The paragraphs, computed on first use.
    paragraphs: OnceLock<Vec<Range<usize>>>,
    string: String,
}

/// In bytes. Without this, counting the characters of a long line for each claim in it would take
/// quadratic time.
const BLOCK: usize = 4096;

/// Why two offsets are not a span of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    #[error("span {start}..{end} is empty")]
    Empty { start: usize, end: usize },
    #[error("span {start}..{end} splits a character")]
    InsideCharacter { start: usize, end: usize },
    #[error("span {start}..{end} is outside the text of {length} bytes")]
    Outside { start: usize, end: usize, length: usize },
}

impl Text {
    pub fn new(string: String) -> Self {
        let mut characters = vec![0];
        for block in string.as_bytes().chunks(BLOCK) {
            characters.push(characters.last().unwrap_or(&0) + count_characters(block));
        }
        let paragraphs = OnceLock::new();
        Self { characters, line_starts: line_starts(&string), paragraphs, string }
    }

    pub fn as_str(&self) -> &str {
        &self.string
    }

    pub fn sha256(&self) -> Sha256 {
        Sha256::of(&self.string)
    }

    /// The span of these bytes, if it is not empty, lies inside the text and splits no character.
    pub fn span(&self, bytes: Range<usize>) -> Result<Span, SpanError> {
        let Range { start, end } = bytes;
        if end > self.string.len() {
            return Err(SpanError::Outside { start, end, length: self.string.len() });
        }
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if !self.string.is_char_boundary(start) || !self.string.is_char_boundary(end) {
            return Err(SpanError::InsideCharacter { start, end });
        }
        Ok(Span::new(start, end))
    }

    /// The span that was written down as `raw`.
    pub fn check(&self, raw: RawSpan) -> Result<Span, SpanError> {
        self.span(raw.start..raw.end)
    }

    /// The exact words at `span`; empty where `span` is of another, longer text.
    pub fn quote(&self, span: Span) -> &str {
        self.string.get(span.range()).unwrap_or_default()
    }

    /// The line and column at which `span` starts.
    pub fn place(&self, span: Span) -> LineColumn {
        let line = self.line_of(span.start());
        let start = self.line_starts[line];
        let column = self.characters_before(span.start()) - self.characters_before(start);
        LineColumn { line: line + 1, column: column + 1 }
    }

    /// The byte at this place, if the line exists and is long enough.
    pub fn byte_at(&self, at: LineColumn) -> Option<usize> {
        let start = *self.line_starts.get(at.line.checked_sub(1)?)?;
        let end = self.line_starts.get(at.line).copied().unwrap_or(self.string.len());
        let mut places = self.string.get(start..end)?.char_indices();
        places.nth(at.column.checked_sub(1)?).map(|(byte, _)| start + byte)
    }

    /// The same span in Unicode scalar values, as W3C's `TextPositionSelector` counts them.
    pub fn characters(&self, span: Span) -> Range<usize> {
        self.characters_before(span.start())..self.characters_before(span.end())
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.characters[block] + count_characters(&self.string.as_bytes()[block * BLOCK..byte])
    }

    /// The paragraph around `span`: from the start of the one it starts in to the end of the one
    /// it ends in.
    pub fn paragraph(&self, span: Span) -> Span {
        let paragraphs = self.paragraphs();
        let first = paragraphs.partition_point(|paragraph| paragraph.end <= span.start());
        let last = paragraphs.partition_point(|paragraph| paragraph.start < span.end());
        let around = paragraphs.get(first..last).unwrap_or_default();
        let start = around.first().map_or(span.start(), |first| first.start.min(span.start()));
        let end = around.last().map_or(span.end(), |last| last.end.max(span.end()));
        Span::new(start, end)
    }

    /// The paragraphs, in order, without the white space around them.
    ///
    /// A blank line ends a paragraph. So does a line's end, unless the lines were wrapped to a
    /// width.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        self.paragraphs.get_or_init(|| {
            let mut paragraphs = Vec::new();
            let mut line = 0;
            while line < self.line_starts.len() {
                let first = line;
                while line < self.line_starts.len() && !self.is_blank(line) {
                    line += 1;
                }
                if self.is_hard_wrapped(first..line) {
                    paragraphs.push(self.trimmed(first..line));
                } else {
                    paragraphs.extend((first..line).map(|line| self.trimmed(line..line + 1)));
                }
                line += 1;
            }
            paragraphs
        })
    }

    /// Whether these lines were wrapped to a width: no line has room for the first word of the next
    /// one within the longest line, and not every line ends a sentence.
    fn is_hard_wrapped(&self, lines: Range<usize>) -> bool {
        const NARROWEST: usize = 40;
        const WIDEST: usize = 120;
        if lines.len() < 2 {
            return false;
        }
        let width = |line: usize| self.string[self.trimmed(line..line + 1)].chars().count();
        let ends_sentence = |line: usize| {
            const ENDS: &str = ".!?…\"”»)";
            self.string[self.trimmed(line..line + 1)].ends_with(|last| ENDS.contains(last))
        };
        if (lines.start..lines.end - 1).all(ends_sentence) {
            return false;
        }
        let widest = lines.clone().map(width).max().unwrap_or_default();
        (NARROWEST..=WIDEST).contains(&widest)
            && (lines.start..lines.end - 1).all(|line| {
                let next = &self.string[self.trimmed(line + 1..line + 2)];
                let word = next.split_whitespace().next().unwrap_or_default();
                width(line) + 1 + word.chars().count() > widest
            })
    }

    fn line_of(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= byte) - 1
    }

    fn is_blank(&self, line: usize) -> bool {
        self.trimmed(line..line + 1).is_empty()
    }

    /// The bytes of these lines without the white space around them.
    fn trimmed(&self, lines: Range<usize>) -> Range<usize> {
        let start = self.line_starts[lines.start];
        let end = self.line_starts.get(lines.end).copied().unwrap_or(self.string.len());
        let lines = &self.string[start..end];
        let start = start + (lines.len() - lines.trim_start().len());
        start..start + lines.trim().len()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.string == other.string
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({:?})", self.string)
    }
}

impl From<&str> for Text {
    fn from(string: &str) -> Self {
        Self::new(string.to_owned())
    }
}

/// Characters are counted by their first bytes: all but `10xxxxxx` (RFC 3629).
fn count_characters(bytes: &[u8]) -> usize {
    /// In bytes; so few that one byte can hold the count, which lets many be counted at once.
    const CHUNK: usize = u8::MAX as usize;
    let count = |chunk: &[u8]| {
        chunk.iter().fold(0_u8, |count, &byte| count + u8::from(byte & 0xc0 != 0x80))
    };
    bytes.chunks(CHUNK).map(|chunk| usize::from(count(chunk))).sum()
}

fn line_starts(string: &str) -> Vec<usize> {
    let bytes = string.as_bytes();
    let is_end = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end);
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn place_of(text: &str, words: &str) -> String {
        let start = text.find(words).unwrap();
        let text = Text::from(text);
        let span = text.span(start..start + words.len()).unwrap();
        assert_eq!(text.quote(span), words);
        assert_eq!(text.byte_at(text.place(span)), Some(start));
        text.place(span).to_string()
    }

    #[track_caller]
    fn paragraphs(text: &str, expected: &[&str]) {
        let text = Text::from(text);
        let found = text.paragraphs().iter().map(|range| &text.as_str()[range.clone()]);
        assert_eq!(found.collect::<Vec<_>>(), expected);
        for range in text.paragraphs() {
            let span = text.span(range.clone()).unwrap();
            assert_eq!(text.paragraph(span).range(), *range, "the paragraph around itself");
        }
    }

    #[test]
    fn a_span_lies_inside_its_text_and_splits_no_character() {
        let text = Text::from("né 🇫🇷");
        assert_eq!(text.span(0..3).map(|span| text.quote(span).to_owned()), Ok("né".into()));
        assert_eq!(text.span(0..2), Err(SpanError::InsideCharacter { start: 0, end: 2 }));
        assert_eq!(text.span(3..3), Err(SpanError::Empty { start: 3, end: 3 }));
        assert_eq!(text.span(0..13), Err(SpanError::Outside { start: 0, end: 13, length: 12 }));
    }

    #[test]
    fn places_count_lines_of_every_ending_and_columns_in_characters() {
        assert_eq!(place_of("one\ntwo", "two"), "2:1");
        assert_eq!(place_of("one\r\ntwo\rthree", "two"), "2:1");
        assert_eq!(place_of("one\r\ntwo\rthree", "three"), "3:1");
        assert_eq!(place_of("a 👩‍👩‍👧 b", "b"), "1:9");
        assert_eq!(place_of("e\u{301}t\u{e9} x", "x"), "1:6");
        assert_eq!(place_of(&format!("\n{}x", "é".repeat(10_000)), "x"), "2:10001");
    }

    #[test]
    fn a_line_is_a_paragraph() {
        paragraphs(
            "One two.\nThree.\n\n  Four. \r\nFive",
            &["One two.", "Three.", "Four.", "Five"],
        );
        paragraphs(" \n\n", &[]);
    }

    #[test]
    fn lines_broken_to_fit_a_width_are_one_paragraph() {
        let wrapped = "The bridge over the river was opened to cars\n\
                       on Tuesday after four years of works that\n\
                       cost six million.";
        paragraphs(&format!("{wrapped}\n\nShort."), &[wrapped, "Short."]);
        let lines = ["The bridge over the river was opened to cars on Tuesday.", "It cost six."];
        paragraphs(&lines.join("\n"), &lines);
    }
}
