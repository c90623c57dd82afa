//! How the score of a claim is made up.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::extract::{self, check_worthiness};
use crate::domain::{Claim, ClaimId, Extractor, Provenance, Score, Span, Text};

/// Why a claim has the score that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The two points of the calibration curve around the sum, each as a sum and the score for it.
    /// Between them the curve is straight.
    pub calibration: [(i64, Score); 2],
    pub claim: ClaimId,
    /// The sum of the reasons, in thousandths of a logit. The score follows from it.
    pub points: i64,
    /// The heaviest first.
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
    pub what: Cow<'static, str>,
    /// The words of the sentence behind it; empty if no words are.
    pub words: Vec<String>,
}

/// Why a score cannot be explained.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotExplain {
    /// A person added the claim.
    #[error("a person added `{0}`: it has no score")]
    NoScore(ClaimId),
    /// Only the extractor that found a claim can explain its score.
    #[error("`{claim}` was scored by {} {}, not by this version", .extractor.name, .extractor.version)]
    OtherExtractor { claim: ClaimId, extractor: Extractor },
}

/// Compute the score of a claim again from the text of its article, compare it with the score that
/// was recorded, and say what it is made up of.
pub fn explain(claim: &Claim, text: &Text) -> Result<Explained, CannotExplain> {
    let (extractor, score) = match &claim.found {
        Provenance::ByExtractor { extractor, score } => (extractor, *score),
        Provenance::ByReviewer => return Err(CannotExplain::NoScore(claim.id)),
    };
    let other = || CannotExplain::OtherExtractor { claim: claim.id, extractor: extractor.clone() };
    if *extractor != extract::extractor() {
        return Err(other());
    }
    let holds = |sentence: &Span| sentence.contains(claim.span);
    let sentences = extract::sentences(text);
    let at = sentences.iter().position(holds).ok_or_else(other)?;
    let sentence = text.quote(sentences[at]);
    let weighed = check_worthiness::weigh_all(sentences.iter().map(|span| text.quote(*span)));
    let raw_score = weighed.raw_score(at);
    if raw_score.score() != score {
        return Err(other());
    }
    let mut reasons: Vec<Reason> = weighed
        .reasons(at, sentence)
        .into_iter()
        .map(|reason| Reason {
            points: reason.points,
            what: reason.what.name(),
            words: reason
                .words
                .into_iter()
                .filter_map(|words| Some(sentence.get(words)?.to_owned()))
                .collect(),
        })
        .collect();
    reasons.sort_by_key(|reason| Reverse(reason.points.abs()));
    Ok(Explained {
        calibration: raw_score.calibration(),
        claim: claim.id,
        points: raw_score.points,
        reasons,
        score,
        sentence: sentence.to_owned(),
    })
}
