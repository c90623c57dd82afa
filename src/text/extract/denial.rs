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
                || is_in(TRUTHS, token)
                    && (tokens[at.saturating_sub(3)..at].iter().any(is_negation)
                        // `Es stimmt nicht, dass`
                        || near().take(1).any(is_negation)))
    })
}

/// `not`, `never`, `nobody`: what it turns round goes on over the acts that follow it.
pub(super) fn is_negation(token: &Listed<'_>) -> bool {
    is_in(NEGATIONS, token)
        || token.text.ends_with("n't")
        || token.text.ends_with("n’t")
        || token.text.starts_with("n'")
        || token.text.starts_with("n’")
}

fn is_in(list: &[&str], token: &Listed<'_>) -> bool {
    list.iter().any(|word| token.is(word))
}

#[rustfmt::skip]
const DENIALS: &[&str] = &[
    "baseless", "bestreiten", "bestreitet", "bestritt", "bestritten", "bogus", "bufala", "bulo",
    "debunk", "debunked", "dementieren", "dementiert", "dementierte", "denial", "denials", "denied",
    "denies", "deny", "denying", "desmente", "desmentem", "desmentiu", "desmiente", "desmienten",
    "desmintió", "disproved", "dément", "démentent", "démenti", "démentie", "erlogen", "fabricated",
    "falsa", "falsas", "falsch", "false", "falsely", "falsi", "falso", "falsos", "fausse",
    "fausses", "faux", "fałsz", "fałszywa", "fałszywe", "hoax", "infirme", "infirmé", "mensonge",
    "nega", "negam", "negano", "negaram", "negaron", "negato", "negou", "negò", "negó", "nie",
    "niega", "niegan", "nient", "nieprawda", "nieprawdą", "refute", "refuted", "refutes",
    "refuting", "réfute", "smentisce", "smentiscono", "smentito", "smentì", "unfounded", "unproven",
    "untrue", "unwahr", "widerlegt", "widerlegte", "zaprzecza", "zaprzeczają", "zaprzeczyli",
    "zaprzeczył", "zaprzeczyła", "zdementował", "zdementowała", "заперечив", "заперечила",
    "заперечили", "заперечують", "заперечує", "неправда", "неправдою", "спростовує", "спростував",
    "спростувала", "спростували", "фейк",
];

#[rustfmt::skip]
const REFUSALS: &[&str] = &[
    "contesta", "conteste", "contestent", "contesté", "contradict", "contradicted", "contradicts",
    "dismissed", "dismisses", "dispute", "disputed", "disputes", "doubted", "doubts", "incorrect",
    "misleading", "mistaken", "odrzuca", "odrzucił", "odrzuciła", "rebuts", "rebutted", "rechaza",
    "rechazan", "rechazó", "reject", "rejected", "rejects", "rejeita", "rejeitam", "rejeitou",
    "rejette", "rejettent", "rejeté", "respinge", "respingono", "respinto", "réfuté", "weist",
    "widersprach", "widerspricht", "wies", "wrong", "zurückgewiesen", "відкидає", "відкинув",
    "відкинула",
];

#[rustfmt::skip]
const CLAIMS: &[&str] = &[
    "accusa", "accusation", "accusations", "accuse", "acusaciones", "acusación", "acusação",
    "acusações", "allegation", "allegations", "allégations", "behauptung", "behauptungen", "che",
    "claim", "claims", "darstellung", "dass", "idea", "notion", "que", "report", "reports",
    "rumors", "rumours", "say", "suggestion", "suggestions", "that", "vorwurf", "vorwurfs",
    "vorwürfe", "zarzut", "zarzutom", "zarzuty", "że", "звинувачення", "що",
];

#[rustfmt::skip]
const TRUTHS: &[&str] = &[
    "case", "cierto", "correct", "evidence", "exact", "prawda", "prawdą", "proof", "richtig",
    "stimmt", "true", "verdad", "verdade", "vero", "vrai", "vraie", "wahr", "правда", "правдива",
    "правдою",
];

#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "ani", "aucun", "aucune", "bez", "cannot", "hardly", "jamais", "jamás", "kein", "keine",
    "keinem", "keinen", "keiner", "keines", "mai", "nada", "nadie", "ne", "neither", "nem",
    "nenhum", "nenhuma", "nessun", "nessuna", "nessuno", "never", "nic", "nicht", "nichts", "nie",
    "niemals", "niemand", "niente", "nigdy", "nikt", "ninguna", "ninguno", "ninguém", "ningún",
    "no", "nobody", "non", "none", "nor", "not", "nothing", "nulla", "nunca", "não", "né", "ohne",
    "pas", "personne", "rien", "sans", "sem", "senza", "sin", "tampoco", "weder", "without",
    "żaden", "żadna", "жоден", "жодна", "не", "немає", "ні", "ніколи", "ніхто",
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
