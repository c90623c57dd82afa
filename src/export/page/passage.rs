//! The text of an article, cut into passages, with its claims marked in place.

use serde::Serialize;

use super::kind::Kind;
use crate::domain::ClaimId;
use crate::view::{Mark, MarkedText};

/// A paragraph, or a part of a very long one.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Passage {
    /// Whether it goes on with the paragraph of the passage before it.
    pub(super) continued: bool,
    /// The claims that end in it, in the order in which they do.
    pub(super) ends: Vec<Ending>,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a passage: plain words, or words of claims.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    /// The claims that end with it.
    pub(super) ends: Vec<Ending>,
    /// How the claim stands that it is part of; if there are several, what a reader must not miss.
    pub(super) kind: Option<Kind>,
    /// Whether claims begin with it that share words with others: then their numbers are shown.
    pub(super) nested: bool,
    /// The claims that begin with it: where links to the place of a claim lead.
    pub(super) starts: Vec<u64>,
    pub(super) text: String,
}

/// Where a claim ends, and its number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Ending {
    pub(super) kind: Kind,
    pub(super) number: u64,
    pub(super) symbol: char,
}

/// In bytes: a passage is cut at the next border of a claim when it is longer.
const LONG: usize = 6_000;

/// Gives the passages of a text one after the other.
pub(super) struct Passages<'t> {
    /// Claims that began before this place and end after it.
    active: Vec<Mark>,
    at: usize,
    marks: std::iter::Peekable<std::slice::Iter<'t, Mark>>,
    text: &'t str,
}

impl<'t> Passages<'t> {
    /// `None` if the text is withheld.
    pub(super) fn of(marked: &'t MarkedText) -> Option<Self> {
        let text = marked.text.as_deref()?.as_str();
        Some(Self { active: Vec::new(), at: 0, marks: marked.marks.iter().peekable(), text })
    }

    /// The next piece, up to the next border of a claim or the end of the line.
    fn piece(&mut self, end_of_line: usize) -> Piece {
        let mut starts = Vec::new();
        while let Some(mark) = self.marks.next_if(|mark| mark.span.start() <= self.at) {
            starts.push(mark.claim.0);
            self.active.push(*mark);
        }
        let next_start = self.marks.peek().map(|mark| mark.span.start());
        let next_end = self.active.iter().map(|mark| mark.span.end()).min();
        let borders = [Some(end_of_line), next_start, next_end].into_iter().flatten();
        // A span is never empty, so that this is ahead.
        let end = borders.filter(|border| *border > self.at).min().unwrap_or(end_of_line);
        let text = self.text.get(self.at..end.min(end_of_line)).unwrap_or_default().to_owned();
        let kind = self.active.iter().map(Kind::of_mark).min();
        let nested = !starts.is_empty() && self.active.len() > 1;
        self.at = end.min(end_of_line);
        let mut ends = Vec::new();
        let at = self.at;
        self.active.retain(|mark| {
            let goes_on = mark.span.end() > at;
            if !goes_on {
                let kind = Kind::of_mark(mark);
                let ClaimId(number) = mark.claim;
                ends.push(Ending { kind, number, symbol: kind.symbol() });
            }
            goes_on
        });
        Piece { ends, kind, nested, starts, text }
    }
}

impl Iterator for Passages<'_> {
    type Item = Passage;

    fn next(&mut self) -> Option<Passage> {
        let continued = self.at > 0 && !self.text[..self.at].ends_with('\n');
        if !continued {
            let blank = self.text[self.at..].bytes().take_while(|byte| *byte == b'\n').count();
            self.at += blank;
        }
        if self.at >= self.text.len() {
            return None;
        }
        let rest = &self.text[self.at..];
        let end = self.at + rest.find('\n').unwrap_or(rest.len());
        let start = self.at;
        let mut pieces: Vec<Piece> = Vec::new();
        while self.at < end && self.at - start < LONG {
            let piece = self.piece(end);
            if !piece.text.is_empty() || !piece.starts.is_empty() || !piece.ends.is_empty() {
                pieces.push(piece);
            }
        }
        if self.at == end && self.at < self.text.len() {
            // The line end belongs to no passage.
            self.at += 1;
        }
        let ends = pieces.iter().flat_map(|piece| piece.ends.iter().copied()).collect();
        Some(Passage { continued, ends, pieces })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Status, Text};

    /// The passages of a text in which `claims` are marked, each from its first to its last word:
    /// `[1 words]1` around the words of claim 1.
    #[track_caller]
    fn check(text: &str, claims: &[(u64, &str)], expected: &[&str]) {
        let whole = Text::from(text);
        let mut marks: Vec<Mark> = claims
            .iter()
            .map(|(number, quote)| {
                let start = text.find(quote).unwrap();
                let span = whole.span(start..start + quote.len()).unwrap();
                let status = if number % 2 == 0 { Status::Disputed } else { Status::Unverified };
                Mark { claim: ClaimId(*number), conflict: false, span, status }
            })
            .collect();
        marks.sort_by_key(|mark| (mark.span.start(), mark.span.end()));
        let marked = MarkedText { marks, text: Some(Arc::new(whole)) };
        let shown: Vec<String> = Passages::of(&marked)
            .unwrap()
            .map(|passage| {
                let mut shown = String::new();
                for piece in &passage.pieces {
                    for start in &piece.starts {
                        shown += &format!("[{start} ");
                    }
                    shown += &piece.text;
                    for end in &piece.ends {
                        shown += &format!("]{}", end.number);
                    }
                }
                shown
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn claims_are_marked_where_they_stand() {
        check("It rained.\n\nIt cost 5.\n", &[], &["It rained.", "It cost 5."]);
        check(
            "Title\n\nIt rained. It cost 5.\n",
            &[(1, "It cost 5.")],
            &["Title", "It rained. [1 It cost 5.]1"],
        );
        check("It cost 5.", &[(1, "It cost 5."), (2, "cost 5")], &["[1 It [2 cost 5]2.]1"]);
        check("a b c d", &[(1, "a b c"), (2, "b c d")], &["[1 a [2 b c]1 d]2"]);
        check("a b c d", &[(1, "a b c"), (2, "a b")], &["[2 [1 a b]2 c]1 d"]);
        check("é ü", &[(1, "é"), (2, "ü")], &["[1 é]1 [2 ü]2"]);
        check("", &[], &[]);
        check("\n\n", &[], &[]);
    }

    #[test]
    fn a_claim_over_several_lines_goes_on() {
        check("one\ntwo\nthree", &[(1, "one\ntwo\nthree")], &["[1 one", "two", "three]1"]);
    }

    #[test]
    fn a_very_long_line_is_cut_between_claims() {
        let quote = format!("{}.", "word ".repeat(700).trim());
        let text = format!("{quote} {quote}x {quote}y end");
        let whole = Text::from(text.as_str());
        let length = quote.len();
        let marks: Vec<Mark> = [0, length + 1, 2 * length + 3]
            .into_iter()
            .zip(1..)
            .map(|(start, number)| Mark {
                claim: ClaimId(number),
                conflict: false,
                span: whole.span(start..start + length).unwrap(),
                status: Status::Unverified,
            })
            .collect();
        let marked = MarkedText { marks, text: Some(Arc::new(whole)) };
        let passages: Vec<Passage> = Passages::of(&marked).unwrap().collect();
        let continued: Vec<bool> = passages.iter().map(|passage| passage.continued).collect();
        assert_eq!(continued, [false, true]);
        let pieces = passages.iter().flat_map(|passage| &passage.pieces);
        let together: String = pieces.map(|piece| piece.text.as_str()).collect();
        assert_eq!(together, text);
    }
}
