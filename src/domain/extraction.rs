use super::{Candidate, Extractor};

/// What an extractor found in one text. Nothing is recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    pub candidates: Vec<Candidate>,
    pub extractor: Extractor,
}
