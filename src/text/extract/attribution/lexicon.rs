use std::sync::LazyLock;

use super::word::Word;
use super::words::{PLAIN_VERBS, WORDS};
use crate::text::extract::words::token::hash;
use crate::text::extract::words::verbs;

/// Words by their hash (FNV-1a), in open addressing: one look for nearly every word.
pub(super) struct Lexicon {
    /// A bit for each word, by other bits of its hash: it stays in the nearest cache.
    filter: Vec<u64>,
    slots: Vec<(u64, Word)>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    pub(super) fn get(&self, hash: u64) -> Word {
        let (block, bit) = filter(hash);
        if self.filter[block] & bit == 0 {
            return Word::default();
        }
        let mut slot = self.slot(hash);
        loop {
            match self.slots[slot] {
                (0, _) => return Word::default(),
                (found, word) if found == hash => return word,
                (_, _) => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn new() -> Self {
        const SLOTS: usize = 1 << 14;
        let mut lexicon = Self::with_slots(SLOTS);
        for (word, list) in WORDS {
            for text in list.split_whitespace() {
                lexicon.add(text, *word);
            }
        }
        verbs::each(|verb| {
            let form = verb.form.map(Word::of_form).unwrap_or_default();
            lexicon.add(verb.text, form.with(Word::of_class(verb.class)));
        });
        for forms in PLAIN_VERBS {
            let all = [Word::BASE, Word::THIRD, Word::PAST, Word::PAST, Word::ING];
            for (form, text) in all.into_iter().zip(forms) {
                lexicon.add(text, form.with(Word::PLAIN_VERB));
            }
        }
        lexicon
    }

    /// Of some thousand words at most.
    pub(super) fn of<'w>(words: impl Iterator<Item = (Word, &'w str)>) -> Self {
        const SLOTS: usize = 1 << 12;
        let mut lexicon = Self::with_slots(SLOTS);
        words.for_each(|(word, text)| lexicon.add(text, word));
        lexicon
    }

    fn with_slots(slots: usize) -> Self {
        Self { filter: vec![0; FILTER], slots: vec![(0, Word::default()); slots] }
    }

    fn add(&mut self, text: &str, word: Word) {
        let hash = hash(text);
        let mut slot = self.slot(hash);
        while self.slots[slot].0 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let (block, bit) = filter(hash);
        self.filter[block] |= bit;
        self.slots[slot] = (hash, self.slots[slot].1.with(word));
    }

    fn slot(&self, hash: u64) -> usize {
        let slots = self.slots.len() as u64;
        // The upper bits are the better mixed ones.
        usize::try_from((hash >> 24) & (slots - 1)).unwrap_or_default()
    }
}

/// In blocks of 64 bits: 32 bits to each word or more.
const FILTER: usize = 1 << 11;

fn filter(hash: u64) -> (usize, u64) {
    let block = usize::try_from((hash >> 6) & (FILTER as u64 - 1)).unwrap_or_default();
    (block, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::extract::abbreviation::abbreviation;

    #[track_caller]
    fn check(word: &str, is: Word, is_not: Word) {
        let found = LEXICON.get(hash(word));
        assert!(found.is(is) && !found.is(is_not), "{word}: {found:?}");
    }

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        check("admitted", Word::PAST, Word::BASE);
        check("admits", Word::THIRD, Word::PAST);
        check("denying", Word::ING, Word::PAST);
        check("denied", Word::OBJECT, Word::NOUN);
        check("agreed", Word::PAST, Word::BASE);
        check("said", Word::SAY, Word::OBJECT);
        check("wrote", Word::PAST, Word::BASE);
        check("dijo", Word::FOREIGN, Word::SAY);
    }

    #[test]
    fn every_title_is_in_the_one_list_of_abbreviations() {
        let titles = WORDS.iter().filter(|(word, _)| *word == Word::TITLE);
        for title in titles.flat_map(|(_, list)| list.split_whitespace()) {
            assert!(abbreviation(title).is_some(), "{title}");
        }
    }

    #[test]
    fn an_unknown_word_is_not_in_any_list() {
        let word = LEXICON.get(hash("bridge"));
        assert_eq!(word, Word::default());
    }
}
