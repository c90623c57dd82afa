use std::ops::Range;

use super::class::{self, Sorting};
use super::feature::{Counts, Feature};
use super::model::{MODEL, VIEWS, View};
use super::raw_score::{Steps, Weighed, blended};
use super::read::{Sink, read};

/// What raised or lowered the points of a sentence, and by how much. The reasons of a sentence add
/// up to its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub points: i64,
    pub what: ReasonKind,
    /// The words behind the reason, in bytes of the sentence; empty if no words are.
    pub words: Vec<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonKind {
    /// That the sentences around it tell better than the sentence alone what it is one of.
    Around,
    /// What every sentence starts with.
    Base,
    Feature(Feature),
    /// Words that are used like these, side by side: the commonest of each class.
    Like(Vec<&'static [&'static str]>),
    /// These words themselves.
    Words,
}

impl Weighed {
    /// Why the sentence at this place has the points that it has: the base, the features in their
    /// order, words in the order of the sentence, and what the sentences around it change. What adds
    /// nothing is left out.
    pub fn reasons(&self, at: usize, sentence: &str) -> Vec<Reason> {
        let mut reasons = reasons(sentence);
        let alone: i64 = reasons.iter().map(|reason| reason.points).sum();
        let points = self.raw_score(at).points - alone;
        if points != 0 {
            reasons.push(Reason { points, what: ReasonKind::Around, words: Vec::new() });
        }
        reasons
    }
}

/// Why a sentence that stands alone has its points.
fn reasons(sentence: &str) -> Vec<Reason> {
    let mut found = Evidence::default();
    let counts = read(sentence, &mut found);
    let mut steps = Steps::default();
    for gram in &found.grams {
        steps.add(gram.key, gram.sorting);
    }
    let [.., register] = Sums::base().with_features(&counts).with(&steps, &counts);
    let share = MODEL.share(register);

    let mut sums = Sums::base();
    let mut before = sums.blended(share, &Steps::default(), &counts);
    let mut reasons = vec![Reason { points: before, what: ReasonKind::Base, words: Vec::new() }];
    let mut add = |now: i64, what: ReasonKind, words: Vec<Range<usize>>| {
        if now != before {
            reasons.push(Reason { points: now - before, what, words });
        }
        before = now;
    };
    for feature in Feature::ALL {
        sums.add(feature, &counts);
        let words = found.counted.iter().filter(|(f, _)| *f == feature);
        let words = if feature == Feature::Words {
            Vec::new()
        } else {
            words.map(|(_, w)| w.clone()).collect()
        };
        add(sums.blended(share, &Steps::default(), &counts), ReasonKind::Feature(feature), words);
    }
    let mut steps = Steps::default();
    found.grams.sort_by_key(|gram| (gram.sorting.is_some(), gram.words.start, gram.words.end));
    let are_together = |one: &Gram, next: &Gram| {
        one.words == next.words && one.sorting.is_some() == next.sorting.is_some()
    };
    for grams in found.grams.chunk_by(are_together) {
        for gram in grams {
            steps.add(gram.key, gram.sorting);
        }
        let Some(Gram { sorting, words, .. }) = grams.first() else { continue };
        let kind = match sorting {
            None => ReasonKind::Words,
            Some(_) => ReasonKind::Like(found.like(words, counts.is_english())),
        };
        add(sums.blended(share, &steps, &counts), kind, vec![words.clone()]);
    }
    reasons
}

/// The base and the features, summed up for each view.
#[derive(Clone, Copy)]
struct Sums([i64; VIEWS]);

impl Sums {
    fn base() -> Self {
        Self(View::ALL.map(|view| MODEL.base(view)))
    }

    fn add(&mut self, feature: Feature, counts: &Counts) {
        for (sum, points) in self.0.iter_mut().zip(MODEL.level(feature, counts.of(feature))) {
            *sum += i64::from(points);
        }
    }

    fn with_features(mut self, counts: &Counts) -> Self {
        for feature in Feature::ALL {
            self.add(feature, counts);
        }
        self
    }

    fn with(mut self, steps: &Steps, counts: &Counts) -> [i64; VIEWS] {
        self.0.iter_mut().zip(steps.points(counts)).for_each(|(sum, points)| *sum += points);
        self.0
    }

    fn blended(self, share: i64, steps: &Steps, counts: &Counts) -> i64 {
        let [speech, article, _] = self.with(steps, counts);
        blended(speech, article, share)
    }
}

/// All that was read of a sentence.
#[derive(Default)]
struct Evidence {
    /// The class of each word that has one, by how it was sorted.
    classes: Vec<(Sorting, u16, Range<usize>)>,
    counted: Vec<(Feature, Range<usize>)>,
    grams: Vec<Gram>,
}

struct Gram {
    key: u32,
    sorting: Option<Sorting>,
    words: Range<usize>,
}

impl Evidence {
    /// The commonest words that are used like each of these.
    fn like(&self, words: &Range<usize>, is_english: bool) -> Vec<&'static [&'static str]> {
        let sorting = if is_english { Sorting::Sense } else { Sorting::AnyLanguage };
        self.classes
            .iter()
            .filter(|(by, _, at)| *by == sorting && words.start <= at.start && at.end <= words.end)
            .map(|(by, class, _)| class::commonest(*by, *class))
            .filter(|words| !words.is_empty())
            .collect()
    }
}

impl Sink for Evidence {
    fn gram(&mut self, key: u32, words: Range<usize>) {
        self.grams.push(Gram { key, sorting: None, words });
    }

    fn alike(&mut self, sorting: Sorting, key: u32, words: Range<usize>) {
        self.grams.push(Gram { key, sorting: Some(sorting), words });
    }

    fn classed(&mut self, sorting: Sorting, class: u16, words: Range<usize>) {
        self.classes.push((sorting, class, words));
    }

    fn counted(&mut self, feature: Feature, words: Range<usize>) {
        self.counted.push((feature, words));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{weigh, weigh_all};
    use super::*;

    fn sum(reasons: &[Reason]) -> i64 {
        reasons.iter().map(|reason| reason.points).sum()
    }

    #[test]
    fn a_reason_names_its_words() {
        let sentence = "Rents rose by 4 percent, the council said.";
        let figure = ReasonKind::Feature(Feature::Figures);
        let reasons = reasons(sentence);
        let reason = reasons.iter().find(|reason| reason.what == figure).unwrap();
        let words: Vec<&str> = reason.words.iter().map(|w| &sentence[w.clone()]).collect();
        assert_eq!(words, ["4"]);
        assert!(reason.points > 0);
    }

    #[test]
    fn the_sentences_around_are_a_reason_and_those_far_away_are_none() {
        let sentence = "It was sold to a bank.";
        let talk = ["I want to thank you, my friends.", "And what are we going to do?"].repeat(3);
        let among = |others: &[&'static str]| {
            let all: Vec<&str> = others.iter().copied().chain([sentence]).collect();
            weigh_all(all).reasons(others.len(), sentence)
        };
        let is_around = |reason: &Reason| reason.what == ReasonKind::Around;
        assert!(!among(&[]).iter().any(is_around));
        assert!(among(&talk).iter().any(is_around));
        assert_eq!(among(&talk[1..]), among(&talk));
    }

    proptest! {
        #[test]
        fn reasons_add_up_to_the_points(
            sentence in any::<String>(),
            others in prop::collection::vec("([Ww]e|[a-z ]|[.?0-9]){0,20}", 0..14),
        ) {
            prop_assert_eq!(sum(&reasons(&sentence)), weigh(&sentence).points);
            let words = format!("In 2024 the ministry said {sentence} rose by 3%.");
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let at = others.len() / 3;
            let (before, after) = others.split_at(at);
            let all = weigh_all([before, &[&words], after].concat());
            let reasons = all.reasons(at, &words);
            prop_assert_eq!(sum(&reasons), all.raw_score(at).points);
            for range in reasons.into_iter().flat_map(|reason| reason.words) {
                prop_assert!(words.get(range).is_some());
            }
        }
    }
}
