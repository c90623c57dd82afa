use std::sync::LazyLock;

use super::inflection::inflect;
use super::words::{ENGLISH_VERBS, IRREGULAR, WORDS};

/// What the word lists say of a word: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(u64);

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Word {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

words! {
    DETERMINER = 0;
    PREPOSITION = 1;
    /// `he`, `they`: may be a subject alone.
    SUBJECT = 2;
    /// Any other pronoun: `him`, `themselves`.
    PRONOUN = 3;
    BE = 4;
    HAVE = 5;
    /// `will`, `did`, `can't`.
    MODAL = 6;
    NOT = 7;
    ADVERB = 8;
    /// `and`, `or`, `but`.
    CONJUNCTION = 9;
    /// `because`, `while`.
    SUBORDINATOR = 10;
    THAT = 11;
    TO = 12;
    /// `what`, `whether`.
    QUESTION = 13;
    /// `who`, `which`.
    RELATIVE = 14;
    BY = 15;
    OF = 16;
    /// `Monday`, `yesterday`, `March`.
    TIME = 18;
    /// Those who may speak for others.
    SPEAKER = 19;
    /// What may tell something, and is nobody.
    THING = 20;
    /// `Mr`, `Sen`.
    TITLE = 21;

    /// Forms of an English verb.
    BASE = 22;
    THIRD = 23;
    PAST = 24;
    ING = 25;

    /// Verbs of saying: `said`.
    SAY = 26;
    /// Verbs of thinking and showing, after which a clause may come: `found`.
    CLAUSE = 27;
    /// Verbs of judging, after which comes what is judged: `criticised`.
    OBJECT = 28;
    /// Verbs of intent: `vowed to`.
    INTENT = 29;
    /// Verbs after which comes who is told: `told`, `urged`.
    TELL = 30;
    /// `seems`, `appears`.
    SEEM = 31;
    /// Verbs of attitude with a preposition: `called for`, `complained about`.
    PARTICLE = 32;
    /// Nouns of what is said or thought: `the claim that`.
    NOUN = 33;
    /// Adjectives of what is thought: `sure that`, `eager to`.
    ADJECTIVE = 34;
    /// `according`.
    ACCORDING = 35;
    /// Verbs that report in another language.
    FOREIGN = 36;

    /// `com` of `de acordo com`.
    SELON_THIRD = 37;
    CALL = 38;
    /// `many`, `another`: may be a subject alone.
    QUANTIFIER = 39;
    /// `when`, `after`.
    WHEN = 17;
    OWNS = 40;
    ED = 41;
    ING_SHAPE = 42;
    QUOTATION = 43;
    /// Verbs that report nothing, in forms that only verbs have.
    PLAIN_VERB = 44;
    IN = 45;
    OBJECT_PRONOUN = 46;
    AND = 47;
    /// Passives of which what is said is one: `is expected to`.
    EXPECT = 48;
    /// What words are said at or in: `statement`, `interview`, `tweet`.
    OCCASION = 49;
    PARTICLE_WORD = 50;
    FOR = 51;
    ABOUT = 52;
    /// `although`, `while`.
    CONTRAST = 53;
    /// Judging verbs that are acts of speech: `accused`.
    SPEECH = 54;
    /// Verbs that report only where words that were said come next: `claims`, `added`.
    AMBIGUOUS = 55;
    /// `a` of `a déclaré`.
    FOREIGN_HAVE = 56;
    /// `considering`, `arguing`.
    OPINION = 57;
    HE_OR_SHE = 58;
    ACCUSE = 59;
    /// `eyes` of `in the eyes of`.
    EYES = 60;
    /// `selon`, `laut`.
    SELON = 61;
    /// `nach` of `nach Angaben von`.
    SELON_FIRST = 62;
    SELON_SECOND = 63;
}

impl Word {
    pub(super) const CUES: Self = Self::SAY
        .with(Self::CLAUSE)
        .with(Self::OBJECT)
        .with(Self::INTENT)
        .with(Self::TELL)
        .with(Self::SEEM)
        .with(Self::PARTICLE)
        .with(Self::NOUN)
        .with(Self::ADJECTIVE)
        .with(Self::ACCORDING)
        .with(Self::EXPECT)
        .with(Self::EYES)
        .with(Self::SELON)
        .with(Self::SELON_FIRST)
        .with(Self::FOREIGN);

    pub(super) const VERBS: Self = Self::SAY
        .with(Self::CLAUSE)
        .with(Self::OBJECT)
        .with(Self::INTENT)
        .with(Self::TELL)
        .with(Self::SEEM)
        .with(Self::EXPECT)
        .with(Self::FOREIGN)
        .with(Self::PARTICLE);

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these is said of it.
    pub(super) const fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// Words by their hash (FNV-1a), in open addressing: one look for nearly every word.
pub(super) struct Lexicon {
    /// A bit for each word, by other bits of its hash: it stays in the nearest cache.
    filter: Vec<u64>,
    slots: Vec<(u64, Word)>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    pub(super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

    pub(super) fn next(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }

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
        let mut lexicon =
            Self { filter: vec![0; FILTER], slots: vec![(0, Word::default()); SLOTS] };
        for (word, list) in WORDS {
            for text in list.split_whitespace() {
                lexicon.add(text, *word);
            }
        }
        for (word, list) in ENGLISH_VERBS {
            for lemma in list.split_whitespace() {
                inflect(lemma, |form, text| lexicon.add(text, form.with(*word)));
            }
        }
        for (word, list) in IRREGULAR {
            for forms in list.split_whitespace() {
                let all = [Word::BASE, Word::THIRD, Word::PAST, Word::PAST, Word::ING];
                for (form, text) in
                    all.into_iter().zip(forms.split('/')).filter(|(_, text)| !text.is_empty())
                {
                    lexicon.add(text, form.with(*word));
                }
            }
        }
        lexicon
    }

    fn add(&mut self, text: &str, word: Word) {
        let hash = text.bytes().fold(Self::EMPTY, Self::next);
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

impl std::ops::BitOr for Word {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, is: Word, is_not: Word) {
        let found = LEXICON.get(word.bytes().fold(Lexicon::EMPTY, Lexicon::next));
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
    fn an_unknown_word_is_in_no_list() {
        let word = LEXICON.get("bridge".bytes().fold(Lexicon::EMPTY, Lexicon::next));
        assert_eq!(word, Word::default());
    }
}
