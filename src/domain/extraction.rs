use super::{Candidate, Extractor, Granularity, Score};

/// What an extractor found in one text, and how it was asked. Nothing is recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// In the order of the text.
    pub candidates: Vec<Candidate>,
    pub extractor: Extractor,
    /// Absent where the extractor has its own.
    pub granularity: Option<Granularity>,
    /// What scored less is not among the candidates.
    pub min_score: Score,
}
