use super::language::Language;
use super::vocabulary::{Use, Uses};

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

/// What the stop after `word` may mean, if `word` (without that stop) is an abbreviation in any
/// language.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    abbreviation_in(Language::Other, word)
}

/// What the stop after `word` may mean, if `word` (without that stop) is an abbreviation in an
/// article of this language.
pub(super) fn abbreviation_in(language: Language, word: &str) -> Option<Abbreviation> {
    let uses = Uses::of(word);
    // Where the language is not known, a word of one may look like an abbreviation of another.
    let is_word = language == Language::Other && uses.is_common();
    if uses.has(Use::BeforeWords, language) && !is_word {
        return Some(Abbreviation::BeforeWords);
    }
    let is_measure = language != Language::Other
        && uses.has(Use::BeforeLower, language)
        && word.starts_with(char::is_lowercase);
    if is_measure {
        None
    } else if is_letter(word) {
        Some(Abbreviation::Last)
    } else if uses.has(Use::BeforeNumbers, language) {
        Some(Abbreviation::BeforeNumber)
    } else if uses.has(Use::Last, language) && !is_word || is_dotted(word) {
        Some(Abbreviation::Last)
    } else {
        None
    }
}

/// Whether `word` may be cut short, so that its stop ends no sentence before a small letter: if
/// it is an abbreviation in any language, and no common word of this one.
pub(super) fn may_be_abbreviation(language: Language, word: &str) -> bool {
    let uses = Uses::of(word);
    let is_in = |language: Language| {
        [Use::BeforeLower, Use::BeforeNumbers, Use::BeforeWords, Use::Last]
            .into_iter()
            .any(|usage| uses.has(usage, language))
    };
    is_in(language) || is_in(Language::Other) && !uses.has(Use::Common, language)
}

/// Whether `word` is one that texts of this language are full of.
pub(super) fn is_common(language: Language, word: &str) -> bool {
    language != Language::Other && Uses::of(word).has(Use::Common, language)
}

/// Whether `word` often starts a sentence, and seldom carries on after an abbreviation.
pub(super) fn starts_sentences(language: Language, word: &str) -> bool {
    Uses::of(word).has(Use::Opening, language)
}

/// `Ana Silva Jr.`: what follows a name, and belongs to it with its stop.
pub(super) fn is_name_suffix(word: &str) -> bool {
    matches!(word, "Esq" | "Jr" | "Sr")
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// `U.S`, `z.B`, `S.p.A`, `Ph.D`: letters, one or two at a time.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, words: &[&str], expected: Option<Abbreviation>) {
        for word in words {
            assert_eq!(abbreviation_in(language, word), expected, "{word}");
        }
    }

    #[test]
    fn a_title_waits_for_its_name() {
        check(
            Language::Other,
            &["Dr", "Mme", "Sra", "e.g", "z.B", "вул"],
            Some(Abbreviation::BeforeWords),
        );
        check(Language::Italian, &["On", "Sig", "Dott"], Some(Abbreviation::BeforeWords));
        check(Language::English, &["On", "Sig", "Dott"], None);
    }

    #[test]
    fn a_number_sign_waits_for_its_number() {
        check(Language::Other, &["No", "Nr", "Fig", "стор"], Some(Abbreviation::BeforeNumber));
    }

    #[test]
    fn initials_and_dotted_letters_may_stand_last() {
        check(
            Language::Other,
            &["J", "U.S", "S.A", "S.p.A", "a.m", "Inc"],
            Some(Abbreviation::Last),
        );
    }

    #[test]
    fn other_words_are_not_abbreviations() {
        check(Language::Other, &["Paris", "on", "per", "3", "example.com", "", "."], None);
    }

    #[test]
    fn units_do_not_end_a_sentence_before_a_small_letter() {
        for (word, expected) in [("mln", true), ("грн", true), ("on", false), ("bridge", false)]
        {
            assert_eq!(may_be_abbreviation(Language::English, word), expected, "{word}");
        }
    }
}
