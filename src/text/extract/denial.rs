use super::words::listed::Listed;

/// Whether the sentence denies what stands in it: `denied that`, `it is not true that`. Each part of what
/// is denied would say the opposite by itself.
pub(super) fn denies(tokens: &[Listed<'_>]) -> bool {
    (0..tokens.len()).any(|at| {
        let token = &tokens[at];
        let near = || tokens[at + 1..].iter().take(4);
        token.is_word()
            && (is_in(DENIALS, token)
                || is_in(REFUSALS, token) && near().any(|next| is_in(CLAIMS, next))
                || is_in(TRUTHS, token) && tokens[at.saturating_sub(3)..at].iter().any(is_negation))
    })
}

/// `not`, `never`, `nobody`: what it turns round goes on over the acts that follow it.
pub(super) fn is_negation(token: &Listed<'_>) -> bool {
    is_in(NEGATIONS, token) || token.text.ends_with("n't") || token.text.ends_with("n’t")
}

fn is_in(list: &[&str], token: &Listed<'_>) -> bool {
    list.iter().any(|word| token.is(word))
}

const DENIALS: &[&str] = &[
    "debunked",
    "denied",
    "denies",
    "deny",
    "denying",
    "false",
    "falsely",
    "hoax",
    "refuted",
    "refutes",
    "untrue",
    "bestreitet",
    "bestritt",
    "bestritten",
    "dementiert",
    "dementierte",
    "démenti",
    "dément",
    "nie",
    "nient",
    "réfute",
    "faux",
    "desmiente",
    "desmintió",
    "negó",
    "niega",
    "falso",
    "smentisce",
    "smentito",
    "nega",
    "negato",
    "desmentiu",
    "negou",
    "zaprzecza",
    "zaprzeczył",
    "zaprzeczyła",
    "заперечив",
    "заперечила",
    "заперечує",
    "спростував",
    "спростувала",
];

const REFUSALS: &[&str] = &[
    "contradicted",
    "dismissed",
    "dismisses",
    "disputed",
    "disputes",
    "doubted",
    "doubts",
    "rejected",
    "rejects",
    "rebutted",
    "wies",
];

const CLAIMS: &[&str] = &[
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "idea",
    "notion",
    "report",
    "reports",
    "rumours",
    "rumors",
    "suggestion",
    "suggestions",
    "that",
    "vorwürfe",
    "vorwurf",
];

const TRUTHS: &[&str] = &["case", "evidence", "proof", "true"];

const NEGATIONS: &[&str] = &[
    "cannot", "hardly", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing",
    "without", "kein", "keine", "keinen", "nicht", "nie", "niemals", "jamais", "pas", "ne",
    "nunca", "jamás", "mai", "non", "não", "nigdy", "не",
];

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
        check(&["It did not fall.", "He rejected the plan.", "It is true that it fell."], false);
    }
}
