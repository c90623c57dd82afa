use super::lexicon::{List, Lists};

/// What a stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// It stands before a number: the stop ends a sentence unless one follows.
    BeforeNumber,
    /// It stands before other words: the stop never ends a sentence.
    BeforeWords,
    /// It may stand last: the stop ends a sentence if the next word is one that starts them.
    Last,
}

/// What the stop after `word` may mean, if `word` (without that stop) is an abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let lower = word.to_lowercase();
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let lists = Lists::of(&lower);
    if lists.has(List::AbbreviatedBeforeWords) {
        Some(Abbreviation::BeforeWords)
    } else if lists.has(List::AbbreviatedBeforeNumbers) {
        Some(Abbreviation::BeforeNumber)
    } else if one_letter || lists.has(List::AbbreviatedLast) || is_dotted(word) {
        Some(Abbreviation::Last)
    } else {
        None
    }
}

/// `U.S`, `z.B`, `S.p.A`, `Ph.D`: letters, one or two at a time.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

/// Whether `word` often starts a sentence, and seldom carries on after an abbreviation.
pub(super) fn starts_sentences(word: &str) -> bool {
    Lists::of(&word.to_lowercase()).has(List::SentenceStarters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Option<Abbreviation>) {
        for word in words {
            assert_eq!(abbreviation(word), expected, "{word}");
        }
    }

    #[test]
    fn a_title_waits_for_its_name() {
        check(&["Dr", "Mme", "Sra", "e.g", "z.B", "вул"], Some(Abbreviation::BeforeWords));
    }

    #[test]
    fn a_number_sign_waits_for_its_number() {
        check(&["No", "Nr", "Fig", "стор"], Some(Abbreviation::BeforeNumber));
    }

    #[test]
    fn initials_and_dotted_letters_may_stand_last() {
        check(&["J", "U.S", "S.A", "S.p.A", "a.m", "Inc"], Some(Abbreviation::Last));
    }

    #[test]
    fn other_words_are_no_abbreviations() {
        check(&["Paris", "3", "example.com", "", "."], None);
    }
}
