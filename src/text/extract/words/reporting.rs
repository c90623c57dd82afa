use super::listed::{Listed, listed};
use super::lists::List;

/// Whether this token is a verb that reports what somebody said.
pub(in crate::text::extract) fn is_reporting(token: &Listed<'_>) -> bool {
    // Capitals make a name of it: `the United States`.
    token.is_word() && !token.is_capitalised() && token.is_in(List::Reporting)
}

/// Whether these words start with a reporting clause: a few words for who, then the verb.
pub(in crate::text::extract) fn is_clause(words: &str) -> bool {
    const LONGEST: usize = 5;
    listed(words).take(LONGEST).take_while(Listed::is_word).any(|token| is_reporting(&token))
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
