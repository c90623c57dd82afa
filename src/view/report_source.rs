use std::collections::BTreeSet;
use std::sync::Arc;

use super::{ClaimDetail, Section};
use crate::domain::{Article, ClaimId, Span, Status, Text};

/// Where the parts of a report are read from, as often as a format needs them. Only a few claims are
/// in memory at a time, however many an article has.
pub trait ReportSource {
    type Error;

    /// The text of an article, with the claims that the report shows in it.
    fn marked(&self, article: &Article) -> Result<MarkedText, Self::Error>;

    /// Each article, followed by its claims.
    fn parts(&self, of: Parts<'_>) -> PartIterator<'_, Self::Error>;
}

/// The parts of a report, one after the other.
pub type PartIterator<'s, E> = Box<dyn Iterator<Item = Result<Part, E>> + 's>;

/// Which claims are read.
#[derive(Clone, Copy, Debug)]
pub enum Parts<'c> {
    /// Everything that the report is about. Then what it adds up to is checked.
    All,
    /// Only these, and their articles.
    These(&'c BTreeSet<ClaimId>),
}

/// A part of a report.
#[derive(Clone, Debug)]
pub enum Part {
    Section(Box<Section>),
    /// In the order of the text, those that are gone last.
    Claim(Box<ClaimDetail>),
}

/// The text of an article, with the places of its claims.
#[derive(Clone, Debug, Default)]
pub struct MarkedText {
    /// Sorted by span. Neither what was dismissed nor what is gone.
    pub marks: Vec<Mark>,
    /// Absent if it is withheld.
    pub text: Option<Arc<Text>>,
}

/// Where a claim is in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub claim: ClaimId,
    pub conflict: bool,
    pub span: Span,
    pub status: Status,
}
