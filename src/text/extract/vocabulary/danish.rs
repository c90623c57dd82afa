use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["kr", "mia", "mio", "mv", "osv", "pct", "sek", "tsd", "årh"],
    before_numbers: &["afs", "art", "fig", "kap", "kl", "nr", "s", "stk", "tlf"],
    before_words: &[
        "adr", "alm", "bl.a", "ca", "cand", "d.v.s", "dir", "dr", "dvs", "eks", "ekskl", "evt",
        "f.eks", "feks", "fr", "frk", "gl", "hr", "iflg", "ing", "inkl", "jf", "kgl", "lign", "mag",
        "maks", "mht", "min", "nb", "nuv", "pga", "prof", "pst", "red", "sct", "skt", "st", "tidl",
        "tilsv", "udg", "vedr",
    ],
    common: &[
        "af", "at", "blev", "de", "den", "der", "det", "du", "efter", "eller", "en", "er", "et",
        "for", "fra", "han", "har", "hun", "hvad", "hvor", "i", "ikke", "jeg", "kan", "man", "men",
        "mere", "nu", "når", "og", "også", "om", "op", "over", "på", "som", "så", "til", "ud",
        "var", "ved", "vi", "vil", "år",
    ],
    in_ordinals: &[],
    last: &["apr", "aug", "dec", "feb", "jan", "m.fl", "m.m", "mfl", "nov", "o.lign", "okt", "sep"],
    openings: &[
        "alle", "de", "den", "der", "det", "du", "efter", "en", "et", "for", "han", "her", "hun",
        "hvad", "hvem", "hvis", "hvor", "hvordan", "hvorfor", "i", "ifølge", "jeg", "man", "men",
        "nu", "når", "og", "også", "på", "så", "ved", "vi",
    ],
    ordinal_openings: &["d", "den", "det"],
};
