use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open, non-empty range of a canonical text, in UTF-8 bytes.
///
/// Made by [`Text::span`](super::Text::span), which checks it against its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    pub(super) const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Where it starts, in bytes.
    pub const fn start(self) -> usize {
        self.start
    }

    /// Where it ends, in bytes; the byte there is outside.
    pub const fn end(self) -> usize {
        self.end
    }

    /// The same as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A span as it was written down, not yet checked against a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSpan {
    pub end: usize,
    pub start: usize,
}

impl From<Span> for RawSpan {
    fn from(span: Span) -> Self {
        Self { end: span.end, start: span.start }
    }
}

/// A place in a text. Both numbers count from 1; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A span that is empty or runs backwards.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a span must end after its start")]
pub struct NotASpan;

/// For a span that was checked against its text when it was recorded.
impl TryFrom<RawSpan> for Span {
    type Error = NotASpan;

    fn try_from(RawSpan { end, start }: RawSpan) -> Result<Self, NotASpan> {
        if start < end { Ok(Self { start, end }) } else { Err(NotASpan) }
    }
}
