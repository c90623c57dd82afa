//! How much a sentence looks like something worth checking.
//!
//! A linear model of words and of what is counted in a sentence: figures, names, acts in the past,
//! opinions. What is a claim differs between a debate and an article, so there are two such models,
//! and a third that tells how much a sentence and those around it are like those of an article; the
//! points of a sentence are the blend. All were fitted by `examples/fit_claims` on sentences that people had marked, and
//! stand in one file beside `MODEL_CARD.md`. All arithmetic is on integers.

mod class;
mod feature;
mod key;
mod known;
mod list;
mod model;
mod name;
mod raw_score;
mod read;
mod reason;
mod token;

pub use class::Sorting;
pub use feature::{Counts, Feature};
pub use raw_score::{RawScore, Weighed, weigh, weigh_all};
pub use reason::{Reason, ReasonKind};

use std::sync::LazyLock;

use crate::domain::{Score, Sha256};

/// A sentence with this score or more is worth a person's look.
pub fn default_min_score() -> Score {
    Score::clamped(WORTH_A_LOOK)
}

/// Plain facts reach it; greetings, wishes, questions and opinions do not. A headline may: to look at one
/// too many costs a moment, and what is missed is never checked.
const WORTH_A_LOOK: i64 = 350;

/// Which weights these are: the hash of their file.
pub fn model_sha256() -> Sha256 {
    static HASH: LazyLock<Sha256> = LazyLock::new(|| Sha256::of(model::BYTES));
    *HASH
}

/// What a fit needs of a sentence: the keys of its words and of the classes that they stand in, and
/// what is counted in it.
pub fn features(sentence: &str) -> (Vec<Gram>, Counts) {
    let mut keys = Keys(Vec::new());
    let counts = read::read(sentence, &mut keys);
    let is_english = counts.is_english();
    keys.0.retain(|(_, sorting)| is_english || !sorting.is_some_and(Sorting::is_english));
    (keys.0, counts)
}

/// The key of words, and how they were sorted if it is of their classes.
pub type Gram = (u32, Option<Sorting>);

struct Keys(Vec<Gram>);

impl read::Sink for Keys {
    fn gram(&mut self, key: u32, _: std::ops::Range<usize>) {
        self.0.push((key, None));
    }

    fn alike(&mut self, sorting: Sorting, key: u32, _: std::ops::Range<usize>) {
        self.0.push((key, Some(sorting)));
    }

    fn counted(&mut self, _: Feature, _: std::ops::Range<usize>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the sentences of one text.
    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        let weighed = weigh_all(sentences.iter().copied());
        for (at, sentence) in sentences.iter().enumerate() {
            let score = weighed.raw_score(at).score();
            assert_eq!(score >= default_min_score(), expected, "{score}: {sentence}");
        }
    }

    #[test]
    fn checkable_sentences_score_high() {
        check(&["The town spent 3 million euros on the bridge in 2023."], true);
        check(&["Unemployment fell to 5.2 percent in May.", "Two people died in the fire."], true);
        check(&["Two people died in the fire."], true);
        check(&["The minister denied the report.", "Rents are higher than last year."], true);
        check(&["The firm is owned by a Swiss bank.", "El paro bajó un 3 % en mayo."], true);
    }

    #[test]
    fn opinions_wishes_questions_and_greetings_are_not() {
        check(&["I think the mayor is wrong.", "In my opinion, the film is too long."], false);
        check(
            &["We must do better.", "You should read this book.", "The future is bright."],
            false,
        );
        check(&["Let us hope for a better year.", "Please send us your stories."], false);
        check(
            &["What will happen next?", "Good morning, everyone.", "Thank you for coming."],
            false,
        );
        check(&["In part.", "What the closure did"], false);
    }
}
