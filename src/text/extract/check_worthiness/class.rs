//! Which words are used alike: each word of the table stands in one class of each sorting.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::token::{YEAR, tokens};

/// A way of sorting words into classes. English words are sorted in four ways, the words of all
/// languages together in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Sorting {
    /// By the words of the web that they stand near.
    Near,
    /// So, and by the words just before and after them.
    Place,
    /// So, and by what they mean.
    Sense,
    /// So, into few classes.
    Broad,
    /// By what they mean, in any language.
    AnyLanguage,
}

impl Sorting {
    pub const ALL: [Self; SORTINGS] =
        [Self::Near, Self::Place, Self::Sense, Self::Broad, Self::AnyLanguage];

    /// Whether it sorts only English words.
    pub fn is_english(self) -> bool {
        self != Self::AnyLanguage
    }
}

pub(super) const SORTINGS: usize = 5;

/// The classes of a word, one of each sorting; 0 where it has none.
pub(super) type Classes = [u16; SORTINGS];

/// The commonest words first, each with its classes.
static WORDS: &str = include_str!("word_classes.tsv");

// What stands for a kind of word in the table, and in the place of its hash.
pub(super) const ACRONYM: u32 = 0x4143_524f;
pub(super) const FIGURE: u32 = 0x4649_4755;
pub(super) const NAME: u32 = 0x4e41_4d45;
const KINDS: [(&str, u32); 4] =
    [("<ACR>", ACRONYM), ("<NAME>", NAME), ("<NUM>", FIGURE), ("<YEAR>", YEAR)];

/// The classes of a word or a kind of words with this hash.
#[inline]
pub(super) fn classes_of(hash: u32) -> Classes {
    let table = &*TABLE;
    let mut slot = slot(hash);
    loop {
        let (key, classes) = table[slot];
        if key == hash {
            return classes;
        }
        if key == 0 {
            return [0; SORTINGS];
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The classes of a mark. One that the table does not know is a class by itself.
#[inline]
pub(super) fn of_mark(hash: u32) -> Classes {
    let classes = classes_of(hash);
    let [one, two, ..] = (hash ^ hash >> 16).to_le_bytes();
    let itself = UNKNOWN_MARK | u16::from_le_bytes([one, two]) & 0xfff;
    classes.map(|class| if class == 0 { itself } else { class })
}

const UNKNOWN_MARK: u16 = 0x4000;

/// The commonest words of a class.
pub(super) fn commonest(sorting: Sorting, class: u16) -> &'static [&'static str] {
    COMMONEST.get(&(sorting, class)).map_or(&[], Vec::as_slice)
}

/// About three times as many as there are words.
const SLOTS: usize = 1 << 16;

fn slot(hash: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

static TABLE: LazyLock<Box<[(u32, Classes)]>> = LazyLock::new(|| {
    let mut table = vec![(0, [0; SORTINGS]); SLOTS].into_boxed_slice();
    for (word, classes) in words() {
        let Some(hash) = hash(word) else { continue };
        let mut slot = slot(hash);
        while table[slot].0 != 0 && table[slot].0 != hash {
            slot = (slot + 1) % SLOTS;
        }
        if table[slot].0 == 0 {
            table[slot] = (hash, classes);
        }
    }
    table
});

static COMMONEST: LazyLock<HashMap<(Sorting, u16), Vec<&str>>> = LazyLock::new(|| {
    let mut commonest: HashMap<_, Vec<&str>> = HashMap::new();
    for (word, classes) in words() {
        for (sorting, class) in Sorting::ALL.into_iter().zip(classes) {
            let words = commonest.entry((sorting, class)).or_default();
            if class != 0 && words.len() < NAMED {
                words.push(word);
            }
        }
    }
    commonest
});

/// How many words of a class are named.
const NAMED: usize = 4;

fn words() -> impl Iterator<Item = (&'static str, Classes)> {
    WORDS.lines().filter(|line| !line.starts_with("word\t")).filter_map(|line| {
        let (word, numbers) = line.split_once('\t')?;
        let mut classes = [0; SORTINGS];
        for (class, number) in classes.iter_mut().zip(numbers.split('\t')) {
            // The table counts its classes from 0, and 0 means no class here.
            *class = number.parse::<u16>().map_or(0, |number| number + 1);
        }
        Some((word, classes))
    })
}

/// Of a word that is one token here as it was in the table.
fn hash(word: &str) -> Option<u32> {
    if let Some((_, hash)) = KINDS.iter().find(|(kind, _)| *kind == word) {
        return Some(*hash);
    }
    let mut tokens = tokens(word);
    let token = tokens.next().filter(|token| token.end - token.start == word.len())?;
    tokens.next().is_none().then_some(token.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_classes() {
        let of = |word: &str| classes_of(hash(word).unwrap());
        assert_eq!(of("nearly")[Sorting::Near as usize], of("almost")[Sorting::Near as usize]);
        assert!(of("<NAME>")[Sorting::Sense as usize] != 0);
        assert_eq!(of("wurde")[Sorting::Near as usize], 0);
        assert!(of("wurde")[Sorting::AnyLanguage as usize] != 0);
        assert_eq!(of("xqzzk"), [0; SORTINGS]);
        assert!(words().count() * 2 < SLOTS);
    }

    #[test]
    fn a_class_is_named_by_its_commonest_words() {
        let class = classes_of(hash("barely").unwrap())[Sorting::Near as usize];
        assert_eq!(commonest(Sorting::Near, class)[..3], ["almost", "nearly", "barely"]);
    }
}
