use std::ops::Range;

use crate::domain::Score;

use super::feature::{Counts, Feature, Sink, read};
use super::model::{MODEL, VIEWS, View, WHOLE};

/// How much a sentence looks like something worth checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RawScore {
    /// In thousandths of a logit: finer than a score, and in the same order.
    pub points: i64,
}

impl RawScore {
    /// The chance that it is worth a look, in thousandths.
    pub fn score(self) -> Score {
        Score::clamped(MODEL.score(self.points))
    }

    /// How the score follows: the two points of the calibration curve around it, each as a sum and
    /// the score for that sum. Between them the curve is straight.
    pub fn calibration(self) -> [(i64, Score); 2] {
        MODEL.knots(self.points).map(|(points, score)| (points, Score::clamped(score)))
    }
}

/// Weigh a sentence. The work is linear in its length, whatever it holds.
pub fn weigh(sentence: &str) -> RawScore {
    let mut steps = Steps::default();
    let counts = read(sentence, &mut steps);
    let mut sums = View::ALL.map(|view| MODEL.base(view) + steps.points(view, &counts));
    for feature in Feature::ALL {
        let count = counts.of(feature);
        if count > 0 {
            for view in View::ALL {
                sums[view as usize] += MODEL.level(view, feature, count);
            }
        }
    }
    let [speech, article, register] = sums;
    RawScore { points: blended(speech, article, MODEL.share(register)) }
}

/// What a sentence is worth of which so much is like an article.
pub(super) fn blended(speech: i64, article: i64, share: i64) -> i64 {
    (speech * (WHOLE - share) + article * share).div_euclid(WHOLE)
}

/// The weights of words, summed up for each view.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    sums: [i64; VIEWS],
}

impl Steps {
    pub(super) fn add(&mut self, key: u32) {
        for (sum, steps) in self.sums.iter_mut().zip(MODEL.steps(key)) {
            *sum += i64::from(steps);
        }
    }

    pub(super) fn points(&self, view: View, counts: &Counts) -> i64 {
        MODEL.points_of_steps(view, self.sums[view as usize], counts.tokens())
    }
}

impl Sink for Steps {
    #[inline]
    fn gram(&mut self, key: u32, _: Range<usize>) {
        self.add(key);
    }

    #[inline]
    fn counted(&mut self, _: Feature, _: Range<usize>) {}
}
