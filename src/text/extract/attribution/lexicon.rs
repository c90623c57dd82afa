use std::sync::LazyLock;

use super::word::Word;
use super::words::{PLAIN_VERBS, WORDS};
use crate::text::extract::words::by_hash::ByHash;
use crate::text::extract::words::verbs;

/// What the word lists say of words.
pub(super) type Lexicon = ByHash<Word>;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::with_slots(1 << 14);
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
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::extract::abbreviation::abbreviation;
    use crate::text::extract::words::token::hash;

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
