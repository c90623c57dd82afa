use std::collections::HashMap;
use std::sync::LazyLock;

use super::token::hash;
use super::verbs;

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::text::extract) struct Lists(u64);

impl Lists {
    /// Of the word with this hash. It is looked up once, however many lists are asked for.
    pub(in crate::text::extract) fn of(word: u64) -> Self {
        LISTS.get(&word).copied().unwrap_or_default()
    }

    pub(in crate::text::extract) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

static LISTS: LazyLock<HashMap<u64, Lists>> = LazyLock::new(|| {
    let mut lists: HashMap<u64, Lists> = HashMap::new();
    let mut add = |word: &str, list: List| lists.entry(hash(word)).or_default().0 |= list.bit();
    for (list, words) in WORDS {
        for word in *words {
            add(word, *list);
        }
    }
    verbs::each(|verb| {
        if verb.is_counted {
            add(verb.text, List::Reporting);
        }
    });
    lists
});

/// A list of words, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum List {
    /// `has`, `was`.
    Auxiliaries,
    /// `and`, `but`.
    Conjunctions,
    /// Numbers in words.
    Numbers,
    /// Acts in the past, but for those that end in `ed`.
    Pasts,
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
        let was = Lists::of(hash("was"));
        assert!(was.has(List::Auxiliaries) && was.has(List::Pasts) && !was.has(List::Verbs));
        assert!(Lists::of(hash("says")).has(List::Reporting));
        assert_eq!(Lists::of(hash("bridge")), Lists::default());
    }
}
