use std::ops::Range;

use crate::domain::SourceMap;

/// A canonical text as it grows: words with one space between them, paragraphs on a line of their
/// own with an empty line between them.
#[derive(Default)]
pub(super) struct TextBuilder {
    gap: Gap,
    map: SourceMap,
    text: String,
}

/// What will stand between the last word and the next. The wider one wins, and none stands at the
/// start or the end of a text.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

impl TextBuilder {
    /// Add words that stand in the source at `at`, byte for byte. White space of any kind and
    /// length, no-break spaces too, is one space: a quote is found again in the words that a person
    /// types.
    pub(super) fn words(&mut self, words: &str, at: usize) {
        let mut rest = words;
        loop {
            let word = rest.trim_start();
            if word.len() < rest.len() {
                self.widen(Gap::Space);
            }
            if word.is_empty() {
                return;
            }
            self.close_gap();
            let length = word.find(char::is_whitespace).unwrap_or(word.len());
            self.map.push_same(self.text.len(), at + words.len() - word.len(), length);
            self.text.push_str(&word[..length]);
            rest = &word[length..];
        }
    }

    /// Add letters that the source writes in another way, in these bytes.
    pub(super) fn letters(&mut self, letters: &str, source: Range<usize>) {
        if letters.starts_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
        let shown = letters.trim();
        if shown.is_empty() {
            return;
        }
        self.close_gap();
        let start = self.text.len();
        self.text.push_str(shown);
        self.map.push_unit(start..self.text.len(), source);
        if letters.ends_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
    }

    /// What stands in these bytes of the source: just so, or written in another way.
    pub(super) fn part(&mut self, part: &str, source: Range<usize>) {
        if part.len() == source.len() {
            self.words(part, source.start);
        } else {
            self.letters(part, source);
        }
    }

    /// White space.
    pub(super) fn space(&mut self) {
        self.widen(Gap::Space);
    }

    /// Start the next cell of a row. The first one of a row starts with it.
    pub(super) fn cell(&mut self) {
        self.widen(Gap::Cell);
    }

    /// Start a line; twice in a row, a paragraph.
    pub(super) fn line(&mut self) {
        let is_second = self.gap == Gap::Line;
        self.widen(if is_second { Gap::Paragraph } else { Gap::Line });
    }

    /// Start a paragraph.
    ///
    /// Items of a list and rows of a table are such too. On lines next to each other they could
    /// pass for one paragraph that was broken to fit a width.
    pub(super) fn paragraph(&mut self) {
        self.widen(Gap::Paragraph);
    }

    /// The words since `start`, which was a [`length`](Self::length).
    pub(super) fn since(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default().trim()
    }

    /// Where they stand, if there are any.
    pub(super) fn span_since(&self, start: usize) -> Option<Range<usize>> {
        let words = self.since(start).trim_start_matches('|').trim_start();
        (!words.is_empty()).then(|| self.text.len() - words.len()..self.text.len())
    }

    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn finish(self) -> (String, SourceMap) {
        (self.text, self.map)
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Cell => " | ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RawSpan, Text};

    #[track_caller]
    fn check(write: impl FnOnce(&mut TextBuilder), expected: &str) {
        let mut flow = TextBuilder::default();
        write(&mut flow);
        assert_eq!(flow.finish().0, expected);
    }

    #[test]
    fn white_space_is_one_space_between_words() {
        check(
            |flow| {
                flow.words(" one\r\n\ttwo\u{a0}", 0);
                flow.words("\u{2003}three ", 0);
                flow.words("fo", 0);
                flow.words("ur ", 0);
            },
            "one two three four",
        );
    }

    #[test]
    fn the_wider_gap_wins() {
        check(
            |flow| {
                flow.paragraph();
                flow.words("one ", 0);
                flow.line();
                flow.words("two", 0);
                flow.line();
                flow.words(" ", 0);
                flow.line();
                flow.words("three", 0);
                flow.paragraph();
                flow.cell();
                flow.words("four", 0);
                flow.cell();
                flow.words("five", 0);
                flow.paragraph();
            },
            "one\ntwo\n\nthree\n\nfour | five",
        );
    }

    #[test]
    fn each_word_knows_where_it_stood() {
        let source = "one  two&nbsp;R&amp;D";
        let mut flow = TextBuilder::default();
        flow.part("one  two", 0..8);
        flow.part("\u{a0}", 8..14);
        flow.part("R", 14..15);
        flow.part("&", 15..20);
        flow.part("D", 20..21);
        let (text, map) = flow.finish();
        assert_eq!(text, "one two R&D");
        let text = Text::new(text);
        for (words, expected) in [
            ("one", "one"),
            ("e two", "e  two"),
            ("two R", "two&nbsp;R"),
            ("&", "&amp;"),
            ("&D", "&amp;D"),
        ] {
            let start = text.as_str().find(words).unwrap();
            let RawSpan { end, start } =
                map.raw(text.span(start..start + words.len()).unwrap()).unwrap();
            assert_eq!(&source[start..end], expected);
        }
    }
}
