use super::words::listed::Listed;
use super::words::lists::List;

/// Whether the sentence denies what stands in it: `denied that`, `it is not true that`. Each part of what
/// is denied would say the opposite by itself.
pub(super) fn denies(tokens: &[Listed<'_>]) -> bool {
    (0..tokens.len()).any(|at| {
        let token = &tokens[at];
        let near = || tokens[at + 1..].iter().take(4);
        token.is_in(List::Denials)
            || token.is_in(List::Refusals) && near().any(|next| next.is_in(List::Charges))
            || token.is_in(List::Truths)
                && (tokens[at.saturating_sub(3)..at].iter().any(is_negation)
                    // `Es stimmt nicht, dass`
                    || near().take(1).any(is_negation))
    })
}

/// `not`, `never`, `nobody`: what it turns round goes on over the acts that follow it.
pub(super) fn is_negation(token: &Listed<'_>) -> bool {
    token.is_in(List::Negations)
        || token.text.ends_with("n't")
        || token.text.ends_with("n’t")
        || token.text.starts_with("n'")
        || token.text.starts_with("n’")
}

#[cfg(test)]
mod tests {
    use super::super::words::listed::listed;
    use super::*;

    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        for sentence in sentences {
            let tokens: Vec<_> = listed(sentence).collect();
            assert_eq!(denies(&tokens), expected, "{sentence}");
        }
    }

    #[test]
    fn a_denial_is_known_by_its_words() {
        check(
            &[
                "He denied that it fell.",
                "It is not true that it fell.",
                "There is no evidence of it.",
            ],
            true,
        );
        check(&["She rejected claims that it fell.", "Sie bestritt, dass er fiel."], true);
        check(
            &[
                "Es stimmt nicht, dass er fiel.",
                "Ce n’est pas vrai qu’il est tombé.",
                "No es cierto que cayera.",
                "El alcalde rechazó que cayera.",
                "Non è vero che sia caduto.",
                "Não é verdade que caiu.",
                "To nieprawda, że spadł.",
                "Неправда, що він упав.",
                "The claim that it fell is baseless.",
            ],
            true,
        );
        check(&["It did not fall.", "He rejected the plan.", "It is true that it fell."], false);
    }
}
