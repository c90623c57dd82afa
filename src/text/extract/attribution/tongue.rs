//! What other languages than English report with: one table for each.

mod french;
mod german;
mod italian;
mod polish;
mod portuguese;
mod spanish;
mod ukrainian;

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::word::Word;
use crate::text::extract::language::Language;
use crate::text::extract::words::token::hash_folded;

/// The words of a language, as far as they tell who said what.
pub(super) struct Table {
    /// Words that name a source together, as `nach angaben`: what they name follows.
    pub(super) according: &'static [&'static str],
    /// How words end that name somebody who speaks, where they are written with a capital.
    pub(super) endings: &'static [&'static str],
    /// How those end that name what somebody wrote.
    pub(super) endings_of_things: &'static [&'static str],
    /// The first word after a verb of saying if what follows is about the speaker: `avoir`.
    pub(super) infinitives: &'static [&'static str],
    /// `wie` of `wie X berichtet`.
    pub(super) like: &'static [&'static str],
    pub(super) lists: &'static [(Word, &'static str)],
}

/// A table, and its words by their hashes.
pub(super) struct Tongue {
    pub(super) language: Language,
    pub(super) lexicon: Lexicon,
    pub(super) table: &'static Table,
}

/// The tongue of an article, if there is a table of it. English has rules of its own.
pub(super) fn tongue_of(language: Language) -> Option<&'static Tongue> {
    static TONGUES: [LazyLock<Tongue>; 7] = [
        LazyLock::new(|| Tongue::new(Language::French, &french::TABLE)),
        LazyLock::new(|| Tongue::new(Language::German, &german::TABLE)),
        LazyLock::new(|| Tongue::new(Language::Italian, &italian::TABLE)),
        LazyLock::new(|| Tongue::new(Language::Polish, &polish::TABLE)),
        LazyLock::new(|| Tongue::new(Language::Portuguese, &portuguese::TABLE)),
        LazyLock::new(|| Tongue::new(Language::Spanish, &spanish::TABLE)),
        LazyLock::new(|| Tongue::new(Language::Ukrainian, &ukrainian::TABLE)),
    ];
    let index = match language {
        Language::French => 0,
        Language::German => 1,
        Language::Italian => 2,
        Language::Polish => 3,
        Language::Portuguese => 4,
        Language::Spanish => 5,
        Language::Ukrainian => 6,
        Language::Armenian
        | Language::Bulgarian
        | Language::Danish
        | Language::Dutch
        | Language::English
        | Language::Greek
        | Language::Kazakh
        | Language::Russian
        | Language::Slovak
        | Language::Other => return None,
    };
    Some(&TONGUES[index])
}

impl Tongue {
    fn new(language: Language, table: &'static Table) -> Self {
        let words = table
            .lists
            .iter()
            .flat_map(|(word, list)| list.split_whitespace().map(|text| (*word, text)));
        let firsts =
            table.according.iter().chain(table.like).filter_map(|phrase| {
                phrase.split(' ').next().map(|first| (Word::SELON_FIRST, first))
            });
        let mut lexicon = Lexicon::with_slots(1 << 12);
        words.chain(firsts).for_each(|(word, text)| lexicon.add(text, word));
        Self { language, lexicon, table }
    }

    /// Whether a word with a capital is a name, and not any noun.
    pub(super) fn names_are_capital(&self) -> bool {
        self.language != Language::German
    }

    /// What the table says of a word, and of one that has lost its article: `l'association`.
    pub(super) fn word(&self, hash: u64, text: &str, is_capital: bool) -> Word {
        let word = self.lexicon.get(hash);
        if word != Word::default() || text.len() < 6 {
            return word;
        }
        // The first letter of a whole word has its capital: `Ministers`, `Innenministers`.
        let mut rest = text.chars();
        rest.next();
        let ends = |endings: &[&str]| {
            is_capital
                && endings.iter().any(|ending| {
                    let mut letters = ending.chars();
                    letters.next();
                    text.ends_with(ending) || rest.as_str() == letters.as_str()
                })
        };
        if ends(self.table.endings_of_things) {
            return Word::THING;
        }
        if ends(self.table.endings) {
            return Word::SPEAKER;
        }
        match elided(text) {
            Some((_, rest)) => self.lexicon.get(hash_folded(rest)).with(Word::OWNS),
            None => word,
        }
    }
}

/// The word before an apostrophe and the one after it: `l'` and `association`.
pub(super) fn elided(text: &str) -> Option<(&str, &str)> {
    /// In bytes: `dell`.
    const LONGEST: usize = 5;
    let (before, after) = text.split_once(['\'', '’'])?;
    (before.len() <= LONGEST && !after.is_empty()).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_table_is_in_lower_case() {
        for language in [
            Language::French,
            Language::German,
            Language::Italian,
            Language::Polish,
            Language::Portuguese,
            Language::Spanish,
            Language::Ukrainian,
        ] {
            let tongue = tongue_of(language).unwrap();
            assert_eq!(tongue.language, language);
            for (_, list) in tongue.table.lists {
                assert_eq!(list.to_lowercase(), **list);
            }
            assert!(tongue.table.according.iter().all(|words| words.to_lowercase() == **words));
        }
    }
}
