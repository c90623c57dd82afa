//! What the structure of a document says of parts of its text, which its words alone do not say.

use std::ops::Range;
use std::sync::Arc;

use super::{Span, Text};

/// The parts of a text that its document sets apart. Those of each kind are in order, and none of
/// them overlaps the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// What is said of a table or a picture as a whole.
    pub captions: Vec<Range<usize>>,
    /// What only names what stands below or beside it: the header of a table, the time of a post.
    pub heads: Vec<Range<usize>>,
    /// The posts of a page that grows while things happen.
    pub posts: Vec<(Range<usize>, Arc<Clock>)>,
    /// The rows of tables.
    pub rows: Vec<(Range<usize>, Arc<Heading>)>,
}

/// What names the cells of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Of the table.
    pub caption: Option<String>,
    /// The names of its columns, in one line.
    pub header: Option<String>,
}

/// When a part of a page was written, as the page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// RFC 3339, or a date; only if the page says so much.
    pub at: Option<String>,
    /// In the words of the page.
    pub words: String,
}

/// Where in a document the words of a claim stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    pub clock: Option<Arc<Clock>>,
    pub heading: Option<Arc<Heading>>,
}

impl Structure {
    /// What of this sentence is more than a head: all of it, or what follows one. A head alone leaves
    /// nothing.
    pub fn without_heads(&self, text: &Text, sentence: Span) -> Option<Span> {
        let (mut start, end) = (sentence.start(), sentence.end());
        while let Some(head) = within(&self.heads, start, Clone::clone) {
            let rest = text.as_str().get(head.end..end)?;
            start = end - rest.trim_start_matches(is_between).len();
            if start >= end {
                return None;
            }
        }
        text.span(start..end).ok()
    }

    /// Whether it is a caption, or a part of one.
    pub fn is_caption(&self, span: Span) -> bool {
        within(&self.captions, span.start(), Clone::clone).is_some_and(|at| at.end >= span.end())
    }

    /// What stands above or beside the words at this span, and is not among them.
    pub fn setting(&self, span: Span) -> Setting {
        Setting {
            clock: value(&self.posts, span.start()),
            heading: value(&self.rows, span.start()),
        }
    }
}

/// What may stand between a head and what follows it in the same line.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '–' | '—' | ':' | '|' | '-')
}

/// The range that this byte is in.
fn within<T>(parts: &[T], at: usize, range: impl Fn(&T) -> Range<usize>) -> Option<Range<usize>> {
    let part = parts.get(parts.partition_point(|part| range(part).end <= at))?;
    Some(range(part)).filter(|range| range.contains(&at))
}

fn value<T>(parts: &[(Range<usize>, Arc<T>)], at: usize) -> Option<Arc<T>> {
    let part = parts.get(parts.partition_point(|(range, _)| range.end <= at))?;
    part.0.contains(&at).then(|| Arc::clone(&part.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heads: &[(usize, usize)], text: &str, expected: Option<&str>) {
        let heads = heads.iter().map(|&(start, end)| start..end).collect();
        let structure = Structure { heads, ..Structure::default() };
        let text = Text::from(text);
        let all = text.span(0..text.as_str().len()).unwrap();
        let rest = structure.without_heads(&text, all);
        assert_eq!(rest.map(|rest| text.quote(rest)), expected);
    }

    #[test]
    fn a_head_is_no_part_of_the_sentence_below_it() {
        let text = "10.45 – It rained. 41";
        check(&[(0, 5)], text, Some("It rained. 41"));
        check(&[(0, 5), (10, 12)], text, Some("rained. 41"));
        check(&[(0, 23)], text, None);
        check(&[(0, 60)], text, None);
        check(&[(21, 25)], text, Some(text));
        check(&[], text, Some(text));
    }

    #[test]
    fn words_stand_in_the_row_and_the_post_that_they_begin_in() {
        let clock = |words: &str| Arc::new(Clock { at: None, words: words.to_owned() });
        let structure = Structure {
            posts: vec![(0..5, clock("9.30")), (7..9, clock("9.50"))],
            ..Structure::default()
        };
        let text = Text::from("It rained.");
        let words = |range| {
            let clock = structure.setting(text.span(range).unwrap()).clock;
            clock.map(|clock| clock.words.clone())
        };
        assert_eq!(words(0..2).as_deref(), Some("9.30"));
        assert_eq!(words(4..9).as_deref(), Some("9.30"));
        assert_eq!(words(5..9), None);
        assert_eq!(words(8..9).as_deref(), Some("9.50"));
    }
}
