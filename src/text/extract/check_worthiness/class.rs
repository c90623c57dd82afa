//! Which words are used alike: each word of the table stands in one class of each sorting.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::token::{Shape, YEAR, tokens};

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

/// These classes of a mark, which is a class by itself where it has none.
pub(super) fn of_mark(hash: u32, classes: Classes) -> Classes {
    let [one, two, ..] = (hash ^ hash >> 16).to_le_bytes();
    let itself = UNKNOWN_MARK | u16::from_le_bytes([one, two]) & 0xfff;
    classes.map(|class| if class == 0 { itself } else { class })
}

const UNKNOWN_MARK: u16 = 0x4000;

/// The commonest words of a class.
pub(super) fn commonest(sorting: Sorting, class: u16) -> &'static [&'static str] {
    COMMONEST.get(&(sorting, class)).map_or(&[], Vec::as_slice)
}

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

/// Every word or kind of words of the table with its classes.
pub(super) fn words() -> impl Iterator<Item = (&'static str, Classes)> {
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

/// What a word of the table is known by, if it is one token here as it was there; and whether it is a
/// mark.
pub(super) fn hash(word: &str) -> Option<(u32, bool)> {
    if let Some((_, hash)) = KINDS.iter().find(|(kind, _)| *kind == word) {
        return Some((*hash, false));
    }
    let mut tokens = tokens(word);
    let token = tokens.next().filter(|token| token.end - token.start == word.len())?;
    tokens.next().is_none().then_some((token.hash, token.shape == Shape::Mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_named_by_its_commonest_words() {
        let classes = words().find(|(word, _)| *word == "barely").unwrap().1;
        let class = classes[Sorting::Near as usize];
        assert_eq!(commonest(Sorting::Near, class)[..3], ["almost", "nearly", "barely"]);
    }
}
