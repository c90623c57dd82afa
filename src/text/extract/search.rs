use crate::domain::{Granularity, Score};

/// What to look for in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    pub granularity: Granularity,
    /// What scores less is no claim.
    pub min_score: Score,
}

impl Search {
    /// Every sentence.
    pub const ALL: Self = Self { granularity: Granularity::Sentence, min_score: Score::MIN };
}
