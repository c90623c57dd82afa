use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u64);

impl Lists {
    /// Of this word, in lower case. It is looked up once, however many lists are asked for.
    pub(super) fn of(word: &str) -> Self {
        LEXICON.get(word).copied().unwrap_or_default()
    }

    pub(super) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

static LEXICON: LazyLock<HashMap<&str, Lists>> = LazyLock::new(|| {
    let mut lexicon: HashMap<&str, Lists> = HashMap::new();
    for (list, words) in WORDS {
        for word in *words {
            lexicon.entry(word).or_default().0 |= list.bit();
        }
    }
    lexicon
});

/// A list of words, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// `has`, `was`.
    Auxiliaries,
    /// `and`, `but`.
    Conjunctions,
    /// Numbers in words.
    Numbers,
    /// Acts in the past, but for those that end in `ed`.
    Pasts,
    /// Verbs that report: `said`, `announced`, `claims`.
    Reporting,
    /// Verbs that are in most sentences.
    Verbs,
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
    (List::Conjunctions, &[
        "aber", "and", "but", "e", "et", "ma", "mais", "mas", "nor", "or", "pero", "so", "und", "y",
        "yet",
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
    (List::Pasts, &[
        "became", "been", "began", "bought", "broke", "brought", "built", "came", "caught", "chose",
        "cost", "cut", "did", "died", "done", "drew", "driven", "drove", "era", "eran", "fell", "fez",
        "fled", "flew", "foi", "foram", "fought", "found", "fue", "fueron", "gave", "given", "got",
        "grew", "had", "hatte", "held", "hit", "hizo", "kept", "killed", "knew", "known", "laid", "led",
        "left", "lost", "made", "met", "paid", "put", "ran", "rose", "seen", "sent", "set", "shot",
        "shown", "sido", "sold", "spent", "spoke", "stata", "stati", "stato", "stood", "struck",
        "taken", "taught", "took", "used", "voted", "war", "waren", "was", "went", "were", "won",
        "wore", "wrote", "wurde", "wurden", "étaient", "était", "été",
    ]),
    (List::Reporting, &[
        "accused", "accuses", "acknowledged", "acknowledges", "acrescentou", "added", "adds", "admits",
        "admitted", "affermato", "affirme", "affirmed", "affirmé", "afirma", "afirmou", "afirmó",
        "aggiunto", "ajouté", "alleged", "alleges", "annoncé", "announced", "announces", "annunciato",
        "anunciou", "anunció", "apologised", "apologized", "appealed", "argued", "argues", "asegura",
        "aseguró", "asked", "asserted", "asserts", "assure", "assuré", "añadió", "behauptete",
        "believes", "berichtete", "bestätigte", "betont", "betonte", "blamed", "boasted", "called",
        "cautioned", "claimed", "claims", "commented", "comments", "complained", "conceded", "concedes",
        "concluded", "concludes", "condemned", "confirmed", "confirmou", "confirms", "confirmé",
        "confirmó", "continued", "continues", "criticised", "criticized", "declared", "declares",
        "declarou", "declaró", "demanded", "demands", "denied", "denies", "denounced", "denunció",
        "detto", "dice", "dichiarato", "dijeron", "dijo", "disclosed", "disse", "dit", "diz", "déclare",
        "déclaré", "emphasised", "emphasized", "erklärt", "erklärte", "erklärten", "escreveu",
        "estimated", "estimates", "estimé", "explained", "explains", "explicou", "explicó", "explique",
        "expliqué", "forderte", "garantiu", "hinted", "indiqué", "insisted", "insists", "joked",
        "kündigte", "lamented", "maintained", "maintains", "meinte", "noted", "notes", "observed",
        "pledged", "predicted", "predicts", "proclaimed", "promised", "promises", "précisé", "quipped",
        "recalled", "recalls", "reiterated", "remarked", "replied", "replies", "reported", "reports",
        "responded", "revealed", "reveals", "sagt", "sagte", "sagten", "said", "says", "schrieb",
        "scritto", "señaló", "signalled", "sottolineato", "souligné", "spiegato", "stated", "states",
        "stressed", "stresses", "suggested", "suggests", "teilte", "teilten", "tells", "testified",
        "thanked", "thinks", "told", "tweeted", "underlined", "urged", "urges", "vowed", "vows",
        "warned", "warns", "warnte", "writes", "wrote", "écrit",
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
        let was = Lists::of("was");
        assert!(was.has(List::Auxiliaries) && was.has(List::Pasts) && !was.has(List::Verbs));
        assert_eq!(Lists::of("Was"), Lists::default());
    }
}
