use super::lexicon::List;
use super::word::{Token, tokens};

/// How far a verb goes towards telling that somebody said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reporting {
    /// It reports whoever its subject is: `said`.
    Always,
    /// It may be a participle or tell of another act, so its subject must be one who speaks:
    /// `announced`, `accused`.
    OfSpeakers,
    /// It reports only if words that were said come next: `claims`, `added`, `notes`.
    WithWords,
}

/// Whether this token is a reporting verb, and of what kind.
pub(super) fn reporting(token: &Token) -> Option<Reporting> {
    // Capitals make a name of it: `the United States`.
    if !token.is_word || token.is_capitalised() {
        None
    } else if token.is_in(List::ReportingAlways) {
        Some(Reporting::Always)
    } else if token.is_in(List::ReportingOfSpeakers) {
        Some(Reporting::OfSpeakers)
    } else if token.is_in(List::ReportingWithWords) {
        Some(Reporting::WithWords)
    } else {
        None
    }
}

/// Whether these words start with a reporting clause: a few words for who, then the verb.
pub(super) fn is_clause(words: &str) -> bool {
    const LONGEST: usize = 5;
    tokens(words)
        .take(LONGEST)
        .take_while(|token| token.is_word)
        .any(|token| reporting(&token).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: bool) {
        assert_eq!(is_clause(words), expected, "{words}");
    }

    #[test]
    fn a_reporting_clause_is_a_few_words_and_a_verb() {
        check("Maria Lopez asked.", true);
        check("the head of police said no", true);
        check("The crowd left, he said.", false);
        check("The States agreed.", false);
        check("", false);
    }
}
