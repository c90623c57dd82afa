use std::fmt;
use std::ops::Range;

use crate::domain::{Locator, PublishedFactCheck, Visible};
use crate::text::read::content;

/// A claim that others published, and what they say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedRow {
    /// The article that the claim is in: its id here, its hash, or its address.
    pub article: Option<String>,
    pub checks: Vec<PublishedFactCheck>,
    /// The very words, without the white space around them.
    pub claim: String,
    /// Who made it, on one line.
    pub claimant: Option<String>,
    /// Where it is in the file; the first line is 1.
    pub line: u64,
    /// Where the words start and end in the article.
    pub place: Option<(u64, u64)>,
    pub sources: Vec<PublishedSource>,
    /// Where in the text of the file the words stand, or the row that has them.
    pub stands: Option<Range<usize>>,
}

/// A source that others name for what they say of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedSource {
    /// What was found there. Absent if nothing was.
    pub answer: Option<String>,
    /// What kind of answer it is, and of what medium.
    pub kind: Vec<String>,
    /// What was looked for.
    pub question: Option<String>,
    pub url: Option<String>,
}

/// A row that cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Which of the things in the file it is, if several may stand on one line; the first is 1.
    pub item: Option<u64>,
    pub line: u64,
    /// Foreign words may stand in it.
    pub why: String,
}

/// A row as a format yields it.
pub type Row = Result<PublishedRow, BadRow>;

impl BadRow {
    pub(super) fn new(line: u64, why: String) -> Self {
        Self { item: None, line, why }
    }

    pub(super) fn at(self, item: u64) -> Self {
        Self { item: Some(item), ..self }
    }
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(item) = self.item {
            write!(f, "item {item}, ")?;
        }
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl PublishedRow {
    /// Why it cannot be recorded.
    pub fn bad(&self, why: String) -> BadRow {
        BadRow::new(self.line, why)
    }

    /// The row, if there is a claim in it that can be recorded.
    pub(super) fn checked(self, what: &str) -> Row {
        let bad = |why: String| Err(self.bad(why));
        let is_blank = |c: char| c.is_whitespace() || Visible::hides(c);
        if self.claim.chars().all(is_blank) {
            return bad(format!("it has no claim: {what}"));
        }
        if self.claim.contains('\0') {
            return bad("its claim has a NUL character".to_owned());
        }
        for url in self.checks.iter().filter_map(|check| check.url.as_ref()) {
            if url.len() > Locator::LONGEST {
                return bad(format!("the address of its check has {} bytes", url.len()));
            }
        }
        Ok(self)
    }
}

/// What somebody said, without the white space around it; nothing if it is blank.
pub(super) fn said(text: &str) -> Option<String> {
    let text = text.trim();
    let is_blank = |c: char| c.is_whitespace() || Visible::hides(c);
    (!text.chars().all(is_blank)).then(|| text.to_owned())
}

/// The same on one line, and not longer than a name can be.
pub(super) fn named(text: &str) -> Option<String> {
    content::line(&said(text)?.replace('\0', "\u{fffd}"))
}

/// Counts the lines up to places that mostly come in order.
#[derive(Default)]
pub(super) struct Lines {
    at: usize,
    passed: u64,
}

impl Lines {
    /// The line that this byte is in; the first is 1.
    pub(super) fn of(&mut self, at: usize, text: &str) -> u64 {
        if at < self.at {
            *self = Self::default();
        }
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.passed += memchr::memchr_iter(b'\n', between).count() as u64;
        self.at = at.max(self.at);
        self.passed + 1
    }
}
