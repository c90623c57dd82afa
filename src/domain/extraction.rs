use super::{Candidate, Extractor, Granularity, Score};

/// What an extractor found in one text, and its settings. Nothing is recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// In the order of the text.
    pub candidates: Vec<Candidate>,
    pub extractor: Extractor,
    /// Absent where the extractor has its own.
    pub granularity: Option<Granularity>,
    /// Candidates with a lower score are left out.
    pub min_score: Score,
}
