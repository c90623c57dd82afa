/// A canonical text as it grows: words with one space between them, paragraphs on a line of their
/// own with an empty line between them.
#[derive(Default)]
pub(super) struct Flow {
    gap: Gap,
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

impl Flow {
    /// Add words. White space of any kind and length, no-break spaces too, is one space: a quote
    /// is found again in the words that a person types.
    pub(super) fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.widen(Gap::Space);
            } else {
                self.close_gap();
                self.text.push(c);
            }
        }
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

    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn into_text(self) -> String {
        self.text
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

    #[track_caller]
    fn check(write: impl FnOnce(&mut Flow), expected: &str) {
        let mut flow = Flow::default();
        write(&mut flow);
        assert_eq!(flow.into_text(), expected);
    }

    #[test]
    fn white_space_is_one_space_between_words() {
        check(
            |flow| {
                flow.words(" one\r\n\ttwo\u{a0}");
                flow.words("\u{2003}three ");
                flow.words("fo");
                flow.words("ur ");
            },
            "one two three four",
        );
    }

    #[test]
    fn the_wider_gap_wins() {
        check(
            |flow| {
                flow.paragraph();
                flow.words("one ");
                flow.line();
                flow.words("two");
                flow.line();
                flow.words(" ");
                flow.line();
                flow.words("three");
                flow.paragraph();
                flow.cell();
                flow.words("four");
                flow.cell();
                flow.words("five");
                flow.paragraph();
            },
            "one\ntwo\n\nthree\n\nfour | five",
        );
    }
}
