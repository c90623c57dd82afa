use super::word::among;

/// What a stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// It stands before a number: the stop ends a sentence unless one follows.
    BeforeNumber,
    /// It stands before other words: the stop never ends a sentence.
    BeforeWords,
    /// It may stand last: the stop ends a sentence if the next word is one that starts them.
    Last,
}

/// What the stop after `word` may mean, if `word` (without that stop) is an abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let lower = word.to_lowercase();
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    if among(BEFORE_WORDS, &lower) {
        Some(Abbreviation::BeforeWords)
    } else if among(BEFORE_NUMBERS, &lower) {
        Some(Abbreviation::BeforeNumber)
    } else if one_letter || among(LAST, &lower) || is_dotted(word) {
        Some(Abbreviation::Last)
    } else {
        None
    }
}

/// `U.S`, `z.B`, `S.p.A`, `Ph.D`: letters, one or two at a time.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

/// Whether `word` often starts a sentence, and seldom carries on after an abbreviation.
pub(super) fn starts_sentences(word: &str) -> bool {
    among(STARTERS, &word.to_lowercase())
}

#[rustfmt::skip]
const BEFORE_NUMBERS: &[&str] = &[
    "abb", "abs", "art", "bd", "cap", "ch", "fig", "figs", "hl", "kap", "lit", "mio", "mrd", "no",
    "nos", "nr", "n°", "nº", "núm", "p", "pag", "par", "pp", "pág", "págs", "pár", "rozdz", "rys",
    "sec", "tab", "tel", "ust", "vol", "vols", "ziff", "арк", "гл", "рис", "с", "ст", "стор", "тел",
    "№",
];

#[rustfmt::skip]
const BEFORE_WORDS: &[&str] = &[
    "adm", "al", "allg", "amm", "approx", "arch", "asst", "att", "av", "avv", "bes", "bspw", "bzgl",
    "bzw", "ca", "capt", "cca", "cdr", "cf", "cfr", "cmdr", "col", "cpl", "d.h", "dh", "dipl",
    "dir", "doc", "dom", "don", "dott", "dr", "dra", "dres", "drs", "dz", "e.g", "ed", "eds", "ee",
    "eng", "est", "evtl", "exc", "excl", "fr", "ft", "gen", "geom", "ggf", "gov", "hab", "hon",
    "i.e", "im", "ing", "inkl", "insb", "insp", "inż", "jun", "kard", "kath", "ks", "lic", "lt",
    "ltn", "m.in", "maj", "max", "med", "messrs", "mgr", "mil", "min", "mlle", "mlles", "mm", "mme",
    "mmes", "mons", "mr", "mrs", "ms", "msgr", "mt", "mts", "mx", "np", "ob", "ok", "op", "os",
    "phil", "pl", "por", "prof", "profs", "prok", "prov", "pvt", "płk", "rag", "rep", "reps",
    "resp", "rev", "rzek", "sen", "sens", "sgt", "sig", "sogen", "sr", "sra", "sras", "sres",
    "srta", "st", "sta", "ste", "str", "supt", "sv", "tj", "tzn", "tzv", "tzw", "u.a", "ud", "uds",
    "ul", "ung", "v", "vd", "vds", "vgl", "viz", "vs", "z.b", "zit", "zw", "ś.p", "św", "акад",
    "буд", "вул", "див", "доц", "напр", "нар", "обл", "пл", "пор", "просп", "проф", "тзв", "ім",
];

#[rustfmt::skip]
const LAST: &[&str] = &[
    "anm", "apr", "apt", "aug", "ave", "blvd", "bros", "cie", "co", "corp", "dec", "dept", "dez",
    "dist", "dpto", "dto", "ecc", "es", "esq", "est", "etc", "ext", "feb", "fri", "godz", "gr",
    "grn", "hr", "hrs", "hwy", "in", "inc", "itd", "itp", "jan", "jh", "jhd", "jr", "jul", "kg",
    "kl", "km", "llc", "lp", "ltd", "ltda", "mld", "mln", "mon", "nov", "oct", "okt", "pct", "plc",
    "pod", "proc", "pty", "rd", "sat", "sep", "sept", "sun", "tbsp", "thu", "thur", "thurs", "tsp",
    "tue", "tues", "tys", "ua", "univ", "usw", "uvm", "vda", "wed", "wg", "yr", "yrs", "zb", "грн",
    "кв", "кг", "км", "коп", "млн", "млрд", "обл", "р", "рр", "руб", "т.д", "т.п", "тис", "хв",
    "ін",
];

#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "a", "aber", "after", "ale", "all", "als", "although", "an", "and", "are", "as", "at", "auch",
    "auf", "because", "before", "bei", "but", "ce", "ces", "cette", "dans", "das", "der", "despite",
    "did", "die", "dies", "diese", "dieser", "do", "doch", "does", "each", "ein", "eine", "el",
    "elle", "elles", "en", "er", "es", "esta", "este", "for", "from", "für", "gli", "he", "her",
    "here", "his", "how", "however", "ich", "if", "il", "ils", "im", "in", "is", "it", "its", "la",
    "las", "last", "le", "les", "los", "ma", "mais", "man", "many", "mas", "meanwhile", "mit",
    "more", "most", "my", "na", "nach", "nie", "no", "not", "nous", "now", "one", "only", "os",
    "our", "para", "per", "pero", "por", "pour", "se", "según", "selon", "she", "sie", "since",
    "so", "some", "such", "that", "the", "their", "then", "there", "these", "they", "this", "those",
    "though", "to", "um", "uma", "un", "una", "und", "under", "une", "we", "wenn", "what", "when",
    "where", "which", "while", "who", "why", "wir", "with", "y", "you", "your", "але", "в", "вона",
    "вони", "він", "за", "на", "не", "та", "у", "це", "я", "і",
];

#[cfg(test)]
mod tests {
    use super::super::word;
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Option<Abbreviation>) {
        for word in words {
            assert_eq!(abbreviation(word), expected, "{word}");
        }
    }

    #[test]
    fn a_title_waits_for_its_name() {
        check(&["Dr", "Mme", "Sra", "e.g", "z.B", "вул"], Some(Abbreviation::BeforeWords));
    }

    #[test]
    fn a_number_sign_waits_for_its_number() {
        check(&["No", "Nr", "Fig", "стор"], Some(Abbreviation::BeforeNumber));
    }

    #[test]
    fn initials_and_dotted_letters_may_stand_last() {
        check(&["J", "U.S", "S.A", "S.p.A", "a.m", "Inc"], Some(Abbreviation::Last));
    }

    #[test]
    fn other_words_are_no_abbreviations() {
        check(&["Paris", "3", "example.com", "", "."], None);
    }

    #[test]
    fn the_lists_are_in_order() {
        word::assert_in_order(&[BEFORE_NUMBERS, BEFORE_WORDS, LAST, STARTERS]);
    }
}
