use std::ops::Range;

use crate::domain::Score;

use super::class::Sorting;
use super::feature::{Counts, Feature, Sink, read};
use super::model::{MODEL, Model, VIEWS, View, WHOLE};

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

/// Weigh a sentence that stands alone. The work is linear in its length, whatever it holds.
pub fn weigh(sentence: &str) -> RawScore {
    weigh_all([sentence]).raw_score(0)
}

/// Weigh the sentences of a text, in their order.
pub fn weigh_all<'s>(sentences: impl IntoIterator<Item = &'s str>) -> Weighed {
    Weighed(sentences.into_iter().map(sums).collect())
}

/// The sentences of a text, each as it was weighed by itself. Whether a sentence is like one of an
/// article is told better by those around it than by itself, so its points are blended by them all.
#[derive(Clone, Debug)]
pub struct Weighed(Vec<[i64; VIEWS]>);

impl Weighed {
    /// How much the sentence at this place looks like something worth checking.
    pub fn raw_score(&self, at: usize) -> RawScore {
        let [speech, article, _] = self.0[at];
        RawScore { points: blended(speech, article, self.share(at)) }
    }

    /// How much of this sentence's worth is its worth as one of an article.
    pub(super) fn share(&self, at: usize) -> i64 {
        let end = (at + AROUND + 1).min(self.0.len());
        let around = &self.0[at.saturating_sub(AROUND)..end];
        let sum: i64 = around.iter().map(|sums| sums[View::Register as usize]).sum();
        let count = i64::try_from(around.len()).unwrap_or(i64::MAX);
        MODEL.share(sum.div_euclid(count))
    }
}

/// So many sentences before it and after it tell what a sentence is one of.
const AROUND: usize = 5;

#[inline]
fn sums(sentence: &str) -> [i64; VIEWS] {
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
    sums
}

/// What a sentence is worth of which so much is like an article.
pub(super) fn blended(speech: i64, article: i64, share: i64) -> i64 {
    (speech * (WHOLE - share) + article * share).div_euclid(WHOLE)
}

/// By how much more the rest counts where English classes do not.
const WITHOUT_ENGLISH: (i64, i64) = (8, 5);

/// The weights of words, summed up for each view.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    /// Those of English classes, which count in sentences of English words only.
    english: [i32; VIEWS],
    sums: [i32; VIEWS],
}

impl Steps {
    #[inline]
    pub(super) fn add(&mut self, key: u32, sorting: Option<Sorting>) {
        let is_english = sorting.is_some_and(Sorting::is_english);
        let sums = if is_english { &mut self.english } else { &mut self.sums };
        for (sum, steps) in sums.iter_mut().zip(Model::steps(key)) {
            *sum = sum.saturating_add(steps.into());
        }
    }

    pub(super) fn points(&self, view: View, counts: &Counts) -> i64 {
        let sum = i64::from(self.sums[view as usize]);
        let steps = if counts.is_english() {
            sum + i64::from(self.english[view as usize])
        } else {
            sum * WITHOUT_ENGLISH.0 / WITHOUT_ENGLISH.1
        };
        MODEL.points_of_steps(view, steps, counts.tokens())
    }
}

impl Sink for Steps {
    #[inline]
    fn gram(&mut self, key: u32, _: Range<usize>) {
        self.add(key, None);
    }

    #[inline]
    fn alike(&mut self, sorting: Sorting, key: u32, _: Range<usize>) {
        self.add(key, Some(sorting));
    }

    #[inline]
    fn counted(&mut self, _: Feature, _: Range<usize>) {}
}
