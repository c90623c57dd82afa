//! The words that tell languages apart, and where a stop ends a sentence in each of them.

mod any;
mod bulgarian;
mod danish;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod kazakh;
mod polish;
mod portuguese;
mod russian;
mod slovak;
mod spanish;
mod ukrainian;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::language::Language;

/// What a language has, each list in order and in lower case; abbreviations without their stop.
struct Words {
    /// Abbreviations of what is counted or measured: their stop ends a sentence where a word
    /// with a capital follows.
    before_lower: &'static [&'static str],
    /// Abbreviations after which a number comes.
    before_numbers: &'static [&'static str],
    /// Abbreviations after which words come, capitals or not.
    before_words: &'static [&'static str],
    /// The words that it is known by: short ones, which any text is full of.
    common: &'static [&'static str],
    /// What is counted by a number with a stop: months, centuries.
    in_ordinals: &'static [&'static str],
    /// Abbreviations that may end a sentence.
    last: &'static [&'static str],
    /// Often start a sentence, and seldom carry on after an abbreviation.
    openings: &'static [&'static str],
    /// Stand before a number with a stop.
    ordinal_openings: &'static [&'static str],
}

/// What a word may be used for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    BeforeLower,
    BeforeNumbers,
    BeforeWords,
    Common,
    InOrdinals,
    Last,
    Opening,
    OrdinalOpening,
}

impl Use {
    const COUNT: usize = 8;

    fn of(self, words: &Words) -> &'static [&'static str] {
        match self {
            Self::BeforeLower => words.before_lower,
            Self::BeforeNumbers => words.before_numbers,
            Self::BeforeWords => words.before_words,
            Self::Common => words.common,
            Self::InOrdinals => words.in_ordinals,
            Self::Last => words.last,
            Self::Opening => words.openings,
            Self::OrdinalOpening => words.ordinal_openings,
        }
    }
}

const USES: [Use; Use::COUNT] = [
    Use::BeforeLower,
    Use::BeforeNumbers,
    Use::BeforeWords,
    Use::Common,
    Use::InOrdinals,
    Use::Last,
    Use::Opening,
    Use::OrdinalOpening,
];

/// The languages in which a word has each use, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses([u32; Use::COUNT]);

impl Uses {
    /// Of a word, whatever its capitals.
    pub(super) fn of(word: &str) -> Self {
        fold(word, |lower| VOCABULARY.get(lower).copied()).unwrap_or_default()
    }

    /// Whether the word has this use in the language; in one that is not known, in any.
    pub(super) fn has(self, usage: Use, language: Language) -> bool {
        self.0[usage as usize] & language.bits() != 0
    }

    /// Whether it is a common word of any language.
    pub(super) fn is_common(self) -> bool {
        self.has(Use::Common, Language::Other) || self.has(Use::Opening, Language::Other)
    }

    /// The languages that are full of it.
    pub(super) fn commonly(self) -> u32 {
        self.0[Use::Common as usize]
    }
}

/// In bytes, of the words here.
const LONGEST: usize = 24;

/// Look a word up in lower case without making a string of it. Words that are longer than any
/// here, or grow so long, are not looked up.
fn fold(word: &str, look_up: impl Fn(&str) -> Option<Uses>) -> Option<Uses> {
    if word.len() > LONGEST {
        return None;
    }
    let mut folded = [0; LONGEST];
    let mut length = 0;
    if word.is_ascii() {
        folded[..word.len()].copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        length = word.len();
    } else {
        for c in word.chars().flat_map(char::to_lowercase) {
            let end = length + c.len_utf8();
            c.encode_utf8(folded.get_mut(length..end)?);
            length = end;
        }
    }
    look_up(std::str::from_utf8(&folded[..length]).ok()?)
}

const LANGUAGES: [(u32, &Words); 15] = [
    (u32::MAX, &any::WORDS),
    (Language::Bulgarian.bit(), &bulgarian::WORDS),
    (Language::Danish.bit(), &danish::WORDS),
    (Language::Dutch.bit(), &dutch::WORDS),
    (Language::English.bit(), &english::WORDS),
    (Language::French.bit(), &french::WORDS),
    (Language::German.bit(), &german::WORDS),
    (Language::Italian.bit(), &italian::WORDS),
    (Language::Kazakh.bit(), &kazakh::WORDS),
    (Language::Polish.bit(), &polish::WORDS),
    (Language::Portuguese.bit(), &portuguese::WORDS),
    (Language::Russian.bit(), &russian::WORDS),
    (Language::Slovak.bit(), &slovak::WORDS),
    (Language::Spanish.bit(), &spanish::WORDS),
    (Language::Ukrainian.bit(), &ukrainian::WORDS),
];

type Vocabulary = HashMap<&'static str, Uses, BuildHasherDefault<Fnv>>;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    vocabulary.reserve(LANGUAGES.len() * 256);
    for (languages, words) in LANGUAGES {
        for usage in USES {
            for word in usage.of(words) {
                vocabulary.entry(word).or_default().0[usage as usize] |= languages;
            }
        }
    }
    vocabulary
});

/// FNV-1a, the fastest hash of short words. Nobody but this file chooses what is in the table.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_order_and_in_lower_case() {
        for (languages, words) in LANGUAGES {
            for usage in USES {
                let list = usage.of(words);
                assert!(list.is_sorted_by(|one, next| one < next), "{languages:b} {usage:?}");
                for word in list {
                    assert_eq!(word.to_lowercase(), **word);
                    assert!(word.len() <= LONGEST);
                }
            }
        }
    }

    #[test]
    fn a_word_is_used_otherwise_in_another_language() {
        // German has `Abb. 3`, Danish `stk. 2`; in a language that is not known, both may be meant.
        for (word, its, other) in [
            ("Abb", Language::German, Language::Danish),
            ("stk", Language::Danish, Language::German),
        ] {
            let uses = Uses::of(word);
            assert!(uses.has(Use::BeforeNumbers, its), "{word}");
            assert!(!uses.has(Use::BeforeNumbers, other), "{word}");
            assert!(uses.has(Use::BeforeNumbers, Language::Other), "{word}");
        }
        let der = Uses::of("DER");
        assert!(
            der.has(Use::Opening, Language::German) && !der.has(Use::Opening, Language::French)
        );
        assert!(Uses::of("ВУЛ").has(Use::BeforeWords, Language::Other));
    }

    #[test]
    fn long_words_are_not_looked_up() {
        assert_eq!(Uses::of(&"İ".repeat(LONGEST / 2)).commonly(), 0);
        assert_eq!(Uses::of(&"a".repeat(1000)).commonly(), 0);
    }
}
