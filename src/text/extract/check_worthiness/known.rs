//! The words that something is known of, beside their own weights: which lists and classes they stand
//! in. What is said of each alone, whatever it stands beside, is summed up once.

use std::sync::LazyLock;

use super::class::{self, Classes, SORTINGS, Sorting};
use super::key::{alike_key, word_key};
use super::list::{self, Lists};
use super::model::{Model, VIEWS};

/// A word that is known, or a kind of words.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Known {
    /// The weights of its classes of all languages, in steps.
    pub(super) any_language: [i16; VIEWS],
    pub(super) classes: Classes,
    /// The weights of its English classes, in steps.
    pub(super) english: [i16; VIEWS],
    hash: u32,
    pub(super) lists: Lists,
    /// Its own weights, in steps.
    pub(super) own: [i8; VIEWS],
}

impl Known {
    fn new(hash: u32, classes: Classes, lists: Lists) -> Self {
        let (mut any_language, mut english) = ([0; VIEWS], [0; VIEWS]);
        for sorting in Sorting::ALL {
            let class = classes[sorting as usize];
            if class != 0 {
                let sums = if sorting.is_english() { &mut english } else { &mut any_language };
                let steps = Model::steps(alike_key(sorting, class.into()));
                sums.iter_mut().zip(steps).for_each(|(sum, steps)| *sum += i16::from(steps));
            }
        }
        let own = Model::steps(word_key(hash));
        Self { any_language, classes, english, hash, lists, own }
    }

    /// A mark that nothing is known of.
    #[cold]
    pub(super) fn mark(hash: u32) -> Self {
        Self::new(hash, class::of_mark(hash, [0; SORTINGS]), Lists::none())
    }
}

/// The commonest words stand side by side, so that what is read most stays at hand.
pub(super) static KNOWN: LazyLock<KnownWords> = LazyLock::new(KnownWords::new);

pub(super) struct KnownWords {
    /// For each place that a hash may lead to, the place of its word among all, from 1 on.
    slots: Box<[u16]>,
    words: Vec<Known>,
}

/// About three times as many as there are words.
const SLOTS: usize = 1 << 16;

impl KnownWords {
    fn new() -> Self {
        let mut words = Self { slots: vec![0; SLOTS].into_boxed_slice(), words: Vec::new() };
        for (word, classes) in class::words() {
            let Some((hash, is_mark)) = class::hash(word) else { continue };
            if words.find(hash).is_none() {
                let classes = if is_mark { class::of_mark(hash, classes) } else { classes };
                words.add(Known::new(hash, classes, Lists::none()));
            }
        }
        list::each_word(|hash, list| {
            if words.find(hash).is_none() {
                words.add(Known::new(hash, [0; SORTINGS], Lists::none()));
            }
            if let Some(place) = words.place(hash) {
                words.words[place].lists.add(list);
            }
        });
        words
    }

    fn add(&mut self, known: Known) {
        self.words.push(known);
        let mut slot = slot(known.hash);
        while self.slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = u16::try_from(self.words.len()).unwrap_or(0);
    }

    /// The word or the kind of words with this hash.
    #[inline]
    pub(super) fn find(&self, hash: u32) -> Option<&Known> {
        self.words.get(self.place(hash)?)
    }

    #[inline]
    fn place(&self, hash: u32) -> Option<usize> {
        let mut slot = slot(hash);
        loop {
            let place = usize::from(self.slots[slot]).checked_sub(1)?;
            if self.words.get(place)?.hash == hash {
                return Some(place);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

#[inline]
fn slot(hash: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_classes() {
        let of = |word: &str| {
            let (hash, _) = class::hash(word).unwrap();
            KNOWN.find(hash).map_or([0; SORTINGS], |known| known.classes)
        };
        assert_eq!(of("nearly")[Sorting::Near as usize], of("almost")[Sorting::Near as usize]);
        assert!(of("<NAME>")[Sorting::Sense as usize] != 0);
        assert_eq!(of("wurde")[Sorting::Near as usize], 0);
        assert!(of("wurde")[Sorting::AnyLanguage as usize] != 0);
        assert_eq!(of("xqzzk"), [0; SORTINGS]);
        assert!(of(";").iter().all(|class| *class != 0));
        assert!(KNOWN.words.len() * 2 < SLOTS);
    }
}
