use super::lexicon::List;
use super::word::Token;

/// Whether this word tells when, by itself.
pub(super) fn is_time(token: &Token) -> bool {
    token.is_in(List::Times) || token.is_in(List::Weekdays) || is_year(&token.lower)
}

/// Whether these are the figures of a year that news speaks of.
fn is_year(word: &str) -> bool {
    matches!(word.parse(), Ok(1500..=2199)) && word.len() == 4
}

#[cfg(test)]
mod tests {
    use super::super::word::tokens;
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: bool) {
        for word in words {
            assert_eq!(tokens(word).any(|token| is_time(&token)), expected, "{word}");
        }
    }

    #[test]
    fn days_and_years_tell_when() {
        check(&["Tuesday", "today", "2024", "mardi"], true);
        check(&["1200", "20240", "may", "bridge", ""], false);
    }
}
