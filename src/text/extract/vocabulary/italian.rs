use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &[
        "ab", "az", "ecc", "econ", "idraul", "kg", "km", "max", "meteor", "min", "sec", "tot",
    ],
    before_numbers: &[
        "art", "artt", "cap", "d.l", "d.lgs", "d.p.r", "dlgs", "dom", "fig", "figg", "gio", "l",
        "lett", "lun", "mar", "mer", "n", "nn", "nr", "num", "p", "pag", "pagg", "par", "pp", "sab",
        "tab", "tel", "ven", "vol",
    ],
    before_words: &[
        "abb", "all", "amm", "arch", "avv", "c.d", "ca", "card", "cav", "cd", "cfr", "cit", "comm",
        "dir", "distr", "div", "don", "dott", "dr", "dssa", "ecc.mo", "ed", "egr", "es", "f.lli",
        "fam", "fr", "gen", "gent", "geom", "giud", "ill", "ing", "int", "m", "mons", "on", "p.es",
        "per", "pref", "preg", "pres", "prof", "proff", "prov", "psicol", "rag", "rep", "rev",
        "sen", "sez", "sig", "sig.na", "sig.ra", "sigg", "ss", "st", "tav", "ten", "v", "vd",
    ],
    common: &[
        "al", "alla", "anche", "che", "chi", "ci", "come", "con", "da", "dal", "dalla", "dei",
        "del", "della", "delle", "di", "e", "gli", "ha", "hanno", "i", "il", "in", "la", "le", "lo",
        "ma", "nel", "nella", "non", "per", "più", "quando", "questo", "si", "sono", "su", "sua",
        "sul", "suo", "un", "una", "è",
    ],
    in_ordinals: &[],
    last: &["c.a", "s.p.a", "s.r.l", "spa", "srl"],
    openings: &[
        "a", "ai", "al", "alcuni", "alla", "alle", "allo", "allora", "altri", "anche", "ancora",
        "appena", "c'è", "che", "chi", "ci", "ciò", "come", "con", "cosa", "così", "cui", "da",
        "dal", "dalla", "dalle", "davvero", "degli", "dei", "del", "della", "delle", "dello", "di",
        "dopo", "dove", "dunque", "durante", "e", "ecco", "ed", "era", "erano", "forse", "fra",
        "fu", "già", "gli", "ha", "hanno", "ho", "i", "il", "in", "infatti", "inoltre", "insomma",
        "invece", "io", "la", "le", "lei", "lo", "loro", "lui", "ma", "mentre", "mi", "molti", "ne",
        "negli", "nei", "nel", "nella", "nelle", "nessuno", "niente", "noi", "non", "o", "oggi",
        "ogni", "oltre", "ora", "per", "perché", "però", "più", "poi", "prima", "proprio", "può",
        "qualche", "quale", "quali", "quando", "quasi", "quella", "quelli", "quello", "quest",
        "questa", "queste", "questi", "questo", "qui", "quindi", "se", "secondo", "sempre", "senza",
        "si", "sia", "siamo", "solo", "sono", "sotto", "spero", "stando", "su", "sua", "sul",
        "sulla", "suo", "tra", "tre", "troppo", "tutti", "tutto", "un", "una", "uno", "va", "vi",
        "è",
    ],
    ordinal_openings: &[],
};
