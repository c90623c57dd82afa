use std::ops::BitOr;
use std::sync::LazyLock;

use super::by_hash::ByHash;
use super::verbs;

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::text::extract) struct Lists(u64);

impl Lists {
    /// Of the word with this hash. It is looked up once, however many lists are asked for.
    pub(in crate::text::extract) fn of(word: u64) -> Self {
        LISTS.get(word)
    }

    pub(in crate::text::extract) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

impl BitOr for Lists {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static LISTS: LazyLock<ByHash<Lists>> = LazyLock::new(|| {
    let mut lists = ByHash::with_slots(1 << 12);
    for (list, words) in WORDS {
        for word in *words {
            lists.add(word, Lists(list.bit()));
        }
    }
    verbs::each(|verb| {
        if verb.is_counted {
            lists.add(verb.text, Lists(List::Reporting.bit()));
        }
    });
    lists
});

/// A list of words, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum List {
    /// `has`, `was`.
    Auxiliaries,
    /// What is said of somebody, and may be turned down: `rejected claims`, `rechazó que`.
    Charges,
    /// `and`, `but`.
    Conjunctions,
    /// They say by themselves that what stands there is not so: `denied`, `hoax`.
    Denials,
    /// Words that join two clauses after a comma, beside the conjunctions.
    Joining,
    /// `not`, `nobody`.
    Negations,
    /// Numbers in words.
    Numbers,
    /// Words before what is said that are not said: `said that it rained`.
    Opening,
    /// Acts in the past, but for those that end in `ed`.
    Pasts,
    /// They say so with a charge after them: `rejected`.
    Refusals,
    /// The first word of `, which cost three million`.
    Relatives,
    /// Pronouns that are subjects: where one stands, there is a sentence and no heading.
    Subjects,
    /// They say so with a negation before them: `true`, `evidence`.
    Truths,
    /// Verbs that are in most sentences.
    Verbs,
    /// Verbs that report, from the one list of them: `said`, `announced`, `claims`.
    Reporting,
}

impl List {
    fn bit(self) -> u64 {
        1 << self as u32
    }
}

#[rustfmt::skip]
const WORDS: &[(List, &[&str])] = &[
    (List::Auxiliaries, &[
        "am", "are", "be", "been", "being", "can", "could", "did", "didn't", "do", "does", "haben",
        "had", "has", "hat", "have", "is", "may", "might", "must", "never", "not", "shall", "should",
        "was", "were", "will", "wird", "won't", "would", "wurde",
    ]),
    (List::Charges, &[
        "accusa", "accusation", "accusations", "accuse", "acusaciones", "acusación", "acusação",
        "acusações", "allegation", "allegations", "allégations", "behauptung", "behauptungen", "che",
        "claim", "claims", "darstellung", "dass", "idea", "notion", "que", "report", "reports",
        "rumors", "rumours", "say", "suggestion", "suggestions", "that", "vorwurf", "vorwurfs",
        "vorwürfe", "zarzut", "zarzutom", "zarzuty", "że", "звинувачення", "що",
    ]),
    (List::Conjunctions, &[
        "aber", "and", "but", "e", "et", "ma", "mais", "mas", "nor", "or", "pero", "so", "und", "y",
        "yet",
    ]),
    (List::Denials, &[
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
    ]),
    (List::Joining, &[
        "although", "mentras", "mentre", "mientras", "tandis", "though", "whereas", "while", "während",
    ]),
    (List::Negations, &[
        "ani", "aucun", "aucune", "bez", "cannot", "hardly", "jamais", "jamás", "kein", "keine",
        "keinem", "keinen", "keiner", "keines", "mai", "nada", "nadie", "ne", "neither", "nem",
        "nenhum", "nenhuma", "nessun", "nessuna", "nessuno", "never", "nic", "nicht", "nichts", "nie",
        "niemals", "niemand", "niente", "nigdy", "nikt", "ninguna", "ninguno", "ninguém", "ningún",
        "no", "nobody", "non", "none", "nor", "not", "nothing", "nulla", "nunca", "não", "né", "ohne",
        "pas", "personne", "rien", "sans", "sem", "senza", "sin", "tampoco", "weder", "without",
        "żaden", "żadna", "жоден", "жодна", "не", "немає", "ні", "ніколи", "ніхто",
    ]),
    (List::Numbers, &[
        "billion", "billions", "cinco", "cinq", "cinque", "cuatro", "deux", "dez", "dieci", "diez",
        "dix", "dois", "dos", "dozen", "dozens", "drei", "duas", "due", "eight", "eighty", "eleven",
        "fifty", "five", "forty", "four", "fünf", "half", "hundred", "hundreds", "mil", "milhões",
        "miliardi", "milioni", "milliarden", "million", "millionen", "millions", "millones", "nine",
        "ninety", "quarter", "quatre", "quatro", "quattro", "seven", "seventy", "six", "sixty", "ten",
        "third", "thirty", "thousand", "thousands", "three", "tre", "tres", "trillion", "trois", "três",
        "twelve", "twenty", "two", "vier", "zehn", "zero", "zwei",
    ]),
    (List::Opening, &[
        "che", "dass", "que", "that", "że", "що",
    ]),
    (List::Pasts, &[
        "beat", "became", "been", "began", "bit", "bled", "blew", "bought", "broke", "brought", "built",
        "burst", "came", "caught", "chose", "cost", "crept", "cut", "dealt", "did", "died", "done",
        "drew", "driven", "drove", "dug", "era", "eran", "fed", "fell", "fez", "fled", "flew", "foi",
        "foram", "forgot", "fought", "found", "froze", "fue", "fueron", "gave", "given", "got", "grew",
        "had", "hatte", "held", "hid", "hit", "hizo", "hung", "hurt", "kept", "killed", "knew", "known",
        "laid", "led", "left", "lent", "lit", "lost", "made", "met", "overtook", "paid", "put", "quit",
        "ran", "rang", "rose", "sang", "sank", "sat", "saw", "seen", "sent", "set", "shook", "shot",
        "shown", "shrank", "shut", "sido", "slept", "slid", "sold", "spent", "spoke", "sprang",
        "spread", "stata", "stati", "stato", "stole", "stood", "struck", "stuck", "swam", "swept",
        "swung", "taken", "taught", "threw", "took", "tore", "used", "voted", "war", "waren", "was",
        "went", "were", "withdrew", "woke", "won", "wore", "wound", "wove", "wrote", "wurde", "wurden",
        "étaient", "était", "été",
    ]),
    (List::Refusals, &[
        "contesta", "conteste", "contestent", "contesté", "contradict", "contradicted", "contradicts",
        "dismissed", "dismisses", "dispute", "disputed", "disputes", "doubted", "doubts", "incorrect",
        "misleading", "mistaken", "odrzuca", "odrzucił", "odrzuciła", "rebuts", "rebutted", "rechaza",
        "rechazan", "rechazó", "reject", "rejected", "rejects", "rejeita", "rejeitam", "rejeitou",
        "rejette", "rejettent", "rejeté", "respinge", "respingono", "respinto", "réfuté", "weist",
        "widersprach", "widerspricht", "wies", "wrong", "zurückgewiesen", "відкидає", "відкинув",
        "відкинула",
    ]),
    (List::Relatives, &[
        "where", "which", "who", "whose",
    ]),
    (List::Subjects, &[
        "he", "i", "it", "nobody", "she", "they", "we", "who", "you",
    ]),
    (List::Truths, &[
        "case", "cierto", "correct", "evidence", "exact", "prawda", "prawdą", "proof", "richtig",
        "stimmt", "true", "verdad", "verdade", "vero", "vrai", "vraie", "wahr", "правда", "правдива",
        "правдою",
    ]),
    (List::Verbs, &[
        "a", "am", "are", "aren't", "be", "do", "does", "doesn't", "don't", "es", "est", "está",
        "están", "gets", "goes", "ha", "haben", "han", "hanno", "has", "hasn't", "hat", "have",
        "haven't", "hay", "há", "is", "isn't", "ist", "it's", "jest", "ma", "makes", "ont", "says",
        "sind", "son", "sono", "sont", "são", "są", "takes", "tem", "that's", "there's", "they're",
        "têm", "va", "werden", "wird", "è", "é", "є",
    ]),
];

#[cfg(test)]
mod tests {
    use super::super::token::hash;
    use super::*;

    #[test]
    fn every_list_is_there_once_in_order_and_in_lower_case() {
        for (index, (list, words)) in WORDS.iter().enumerate() {
            assert_eq!(*list as usize, index, "{list:?}");
            assert!(words.is_sorted_by(|one, next| one < next), "{list:?}");
            for word in *words {
                assert_eq!(word.to_lowercase(), **word);
            }
        }
    }

    #[test]
    fn a_word_may_stand_in_several_lists() {
        let was = Lists::of(hash("was"));
        assert!(was.has(List::Auxiliaries) && was.has(List::Pasts) && !was.has(List::Verbs));
        assert!(Lists::of(hash("says")).has(List::Reporting));
        assert_eq!(Lists::of(hash("bridge")), Lists::default());
    }
}
