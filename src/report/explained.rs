use crate::domain::{ClaimId, Score};

/// Why a claim has the score that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub claim: ClaimId,
    /// What the reasons add up to, in thousandths of a logit. The score is the chance that they make.
    pub points: i64,
    /// Those that weigh most first.
    pub reasons: Vec<Reason>,
    pub score: Score,
    /// The sentence that was scored: that of the claim, where the claim is a part of one.
    pub sentence: String,
}

/// One thing that raised or lowered a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In thousandths of a logit.
    pub points: i64,
    pub what: &'static str,
    /// The words of the sentence that it lies in; none where it lies in no words.
    pub words: Vec<String>,
}
