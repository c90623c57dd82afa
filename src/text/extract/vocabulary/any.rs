//! What is abbreviated alike in many languages, wherever the article was written.

use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["etc"],
    before_numbers: &["fig", "no", "nr", "n°", "nº", "pp", "tel", "vol", "№"],
    before_words: &[
        "capt", "col", "dipl", "dr", "dra", "e.g", "gen", "gov", "hon", "i.e", "ing", "lt", "maj",
        "messrs", "mgr", "mlle", "mme", "mons", "mr", "mrs", "ms", "msgr", "mt", "prof", "profs",
        "rev", "sgt", "sra", "sras", "srta", "st", "vs",
    ],
    common: &[],
    in_ordinals: &[],
    last: &[
        "apr", "aug", "bros", "cie", "co", "corp", "dec", "esq", "feb", "inc", "jan", "jr", "llc",
        "ltd", "nov", "oct", "ph.d", "plc", "sept", "sr", "univ",
    ],
    openings: &[],
    ordinal_openings: &[],
};
