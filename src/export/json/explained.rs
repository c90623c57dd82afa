use serde::Serialize;

use crate::domain::{ClaimId, Score};
use crate::text::explain::{Explained, Reason};

/// Why a claim has its score.
#[derive(Serialize)]
pub struct ExplainedJson<'a> {
    claim: ClaimId,
    score: Score,
    /// In thousandths of a logit; the sum of the points of the reasons.
    points: i64,
    sentence: &'a str,
    reasons: Vec<ReasonJson<'a>>,
    /// The two points of the calibration curve around the sum. Between them the curve is straight.
    calibration: [KnotJson; 2],
}

#[derive(Serialize)]
struct KnotJson {
    points: i64,
    score: Score,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    points: i64,
    #[serde(rename = "for")]
    what: &'a str,
    words: &'a [String],
}

impl<'a> ExplainedJson<'a> {
    pub fn of(explained: &'a Explained) -> Self {
        let Explained { calibration, claim, points, reasons, score, sentence } = explained;
        let shape = |Reason { points, what, words }: &'a Reason| ReasonJson {
            points: *points,
            what,
            words: words.as_slice(),
        };
        Self {
            claim: *claim,
            score: *score,
            points: *points,
            sentence,
            reasons: reasons.iter().map(shape).collect(),
            calibration: calibration.map(|(points, score)| KnotJson { points, score }),
        }
    }
}
