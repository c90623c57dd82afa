use std::ops::Range;

use super::{LineColumn, RawSpan, Sha256, Span};

/// The canonical text of one revision of an article: what its spans index, byte for byte.
///
/// It never changes once made. Lines end at LF, CRLF or a lone CR, which all stay in the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The byte at which each line starts; the first is 0.
    line_starts: Vec<usize>,
    string: String,
}

/// Why two offsets are not a span of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    #[error("span {start}..{end} is empty")]
    Empty { start: usize, end: usize },
    #[error("span {start}..{end} cuts a character in two")]
    InsideCharacter { start: usize, end: usize },
    #[error("span {start}..{end} reaches outside a text of {length} bytes")]
    Outside { start: usize, end: usize, length: usize },
}

impl Text {
    pub fn new(string: String) -> Self {
        Self { line_starts: line_starts(&string), string }
    }

    pub fn as_str(&self) -> &str {
        &self.string
    }

    pub fn sha256(&self) -> Sha256 {
        Sha256::of(&self.string)
    }

    /// The span of these bytes, if it is not empty, lies inside and cuts no character.
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
        let line = self.line_starts.partition_point(|&start| start <= span.start());
        let start = self.line_starts[line - 1];
        let before = self.string.get(start..span.start()).unwrap_or_default();
        LineColumn { line, column: before.chars().count() + 1 }
    }

    /// The paragraph around `span`: from the start of the one it starts in to the end of the one
    /// it ends in.
    pub fn paragraph(&self, span: Span) -> Span {
        // A neighbourhood that starts and ends at blank lines reads as the whole text would.
        let mut first = self.line_of(span.start());
        let mut last = self.line_of(span.end() - 1);
        while first > 0 && !self.is_blank(first - 1) {
            first -= 1;
        }
        while last + 1 < self.line_starts.len() && !self.is_blank(last + 1) {
            last += 1;
        }
        let mut around = span.range();
        for paragraph in self.paragraphs_of(first..last + 1) {
            if paragraph.start < span.end() && span.start() < paragraph.end {
                around.start = around.start.min(paragraph.start);
                around.end = around.end.max(paragraph.end);
            }
        }
        Span::new(around.start, around.end)
    }

    /// The paragraphs, in order, without the white space around them.
    ///
    /// A blank line ends a paragraph. So does a line's end, unless the lines were broken to fit a
    /// width: then they belong together.
    pub fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        self.paragraphs_of(0..self.line_starts.len())
    }

    fn paragraphs_of(&self, lines: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut next = lines.start;
        let mut wrapped_until = lines.start;
        std::iter::from_fn(move || {
            while next < lines.end && self.is_blank(next) {
                next += 1;
            }
            if next == lines.end {
                return None;
            }
            let first = next;
            if first >= wrapped_until {
                let end = (first..lines.end).find(|&line| self.is_blank(line)).unwrap_or(lines.end);
                if self.is_hard_wrapped(first..end) {
                    next = end;
                    return Some(self.trimmed(first..end));
                }
                wrapped_until = end;
            }
            next += 1;
            Some(self.trimmed(first..next))
        })
    }

    /// Whether these lines were broken to fit a width: none could have taken the first word of
    /// the next one without outgrowing the longest.
    fn is_hard_wrapped(&self, lines: Range<usize>) -> bool {
        const NARROWEST: usize = 40;
        const WIDEST: usize = 120;
        if lines.len() < 2 {
            return false;
        }
        let width = |line: usize| self.string[self.trimmed(line..line + 1)].chars().count();
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

fn line_starts(string: &str) -> Vec<usize> {
    let bytes = string.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
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
        text.place(span).to_string()
    }

    #[track_caller]
    fn paragraphs(text: &str, expected: &[&str]) {
        let text = Text::from(text);
        let found: Vec<&str> = text.paragraphs().map(|range| &text.as_str()[range]).collect();
        assert_eq!(found, expected);
        for range in text.paragraphs() {
            let span = text.span(range.clone()).unwrap();
            assert_eq!(text.paragraph(span).range(), range, "the paragraph around itself");
        }
    }

    #[test]
    fn a_span_lies_inside_and_cuts_no_character() {
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
    }
}
