use std::ops::Range;

use crate::domain::Score;

use super::class::Sorting;
use super::feature::{Counts, Feature};
use super::key::word_key;
use super::known::Known;
use super::model::{MODEL, Model, VIEWS, View, WHOLE, root};
use super::read::{Sink, read};

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
    let mut sums = steps.points(&counts);
    for view in View::ALL {
        sums[view as usize] += MODEL.base(view);
    }
    for feature in Feature::ALL {
        let count = counts.of(feature);
        if count > 0 {
            for (sum, points) in sums.iter_mut().zip(MODEL.level(feature, count)) {
                *sum += i64::from(points);
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
    english: [i64; VIEWS],
    sums: [i64; VIEWS],
}

impl Steps {
    #[inline]
    pub(super) fn add(&mut self, key: u32, sorting: Option<Sorting>) {
        let sums = if sorting.is_some_and(Sorting::is_english) {
            &mut self.english
        } else {
            &mut self.sums
        };
        add(sums, Model::steps(key));
    }

    /// What they are worth in a sentence in which so much was counted.
    #[inline]
    pub(super) fn points(&self, counts: &Counts) -> [i64; VIEWS] {
        let is_english = counts.is_english();
        let root = root(counts.tokens());
        let mut points = self.sums;
        for view in View::ALL {
            let points = &mut points[view as usize];
            if is_english {
                *points += self.english[view as usize];
            } else {
                *points = *points * WITHOUT_ENGLISH.0 / WITHOUT_ENGLISH.1;
            }
            *points = MODEL.points_of_steps(view, *points, root);
        }
        points
    }
}

#[inline]
fn add(sums: &mut [i64; VIEWS], steps: [impl Into<i64>; VIEWS]) {
    for (sum, steps) in sums.iter_mut().zip(steps) {
        *sum += steps.into();
    }
}

impl Sink for Steps {
    #[inline]
    fn gram(&mut self, key: u32, _: Range<usize>) {
        add(&mut self.sums, Model::steps(key));
    }

    #[inline]
    fn alike(&mut self, sorting: Sorting, key: u32, _: Range<usize>) {
        self.add(key, Some(sorting));
    }

    #[inline]
    fn counted(&mut self, _: Feature, _: Range<usize>) {}

    #[inline]
    fn word(&mut self, hash: u32, known: Option<&Known>, _: Range<usize>) {
        let own = known.map_or_else(|| Model::steps(word_key(hash)), |known| known.own);
        add(&mut self.sums, own);
    }

    #[inline]
    fn classes(&mut self, known: &Known, _: Range<usize>) {
        add(&mut self.english, known.english);
        add(&mut self.sums, known.any_language);
    }
}
