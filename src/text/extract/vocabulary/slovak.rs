use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["atď", "hod", "kg", "km", "mil", "min", "mld", "sek", "tis"],
    before_numbers: &[
        "kap", "obr", "ods", "par", "písm", "roč", "s", "str", "tab", "tel", "č", "čl",
    ],
    before_words: &[
        "akad", "angl", "bc", "cca", "dcér", "doc", "gen", "hl", "ing", "inž", "judr", "kol", "kpt",
        "mgr", "mjr", "mudr", "napr", "nem", "nám", "odb", "phdr", "plk", "por", "prof", "rndr",
        "slov", "st", "sv", "t.j", "tj", "tzv", "ul", "zn",
    ],
    common: &[
        "a", "aby", "aj", "ako", "ale", "alebo", "až", "bol", "bola", "boli", "bolo", "by", "do",
        "ide", "je", "jeho", "keď", "ktorej", "ktorá", "ktoré", "ktorí", "ktorý", "ku", "má", "na",
        "nie", "o", "od", "po", "pod", "pre", "pri", "s", "sa", "si", "so", "sú", "tak", "to", "už",
        "v", "vo", "však", "z", "za", "ze", "že",
    ],
    in_ordinals: &[
        "apríl", "apríla", "august", "augusta", "december", "decembra", "február", "februára",
        "január", "januára", "júl", "júla", "jún", "júna", "marca", "marec", "máj", "mája",
        "november", "novembra", "október", "októbra", "september", "septembra", "storočia",
        "storočie", "storočí",
    ],
    last: &["a.s", "pod", "r.o", "s.r.o"],
    openings: &[
        "a", "aj", "ak", "ako", "ale", "bol", "bola", "bolo", "do", "ja", "je", "jeho", "keď",
        "kto", "my", "má", "na", "nie", "no", "od", "on", "ona", "oni", "po", "podľa", "pre",
        "preto", "pri", "s", "sa", "sú", "tak", "tento", "to", "už", "v", "vo", "z", "za",
    ],
    ordinal_openings: &["dňa"],
};
