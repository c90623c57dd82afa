use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["gr", "kl", "usf", "usw", "uvm"],
    before_numbers: &[
        "abb", "abs", "anm", "art", "bd", "fn", "hl", "hrsg", "kap", "lit", "nr", "nrn", "p", "rd",
        "rn", "rz", "s", "tab", "tel", "ziff",
    ],
    before_words: &[
        "adm", "allg", "amtl", "bes", "bspw", "bzgl", "bzw", "ca", "d.h", "dgl", "dh", "dipl",
        "dir", "dres", "ehem", "eigtl", "engl", "entspr", "erg", "ev", "evtl", "exkl", "frhr",
        "frz", "geb", "gebr", "gegr", "gem", "gen", "gest", "gez", "ggf", "ggü", "griech", "hab",
        "hr", "hrn", "hrsg", "i.d.r", "inkl", "insb", "insbes", "ital", "kath", "lat", "lt", "m.e",
        "mag", "max", "med", "min", "mind", "mwst", "möbl", "n.chr", "o.g", "o.ä", "offz", "op",
        "ped", "pf", "phil", "pol", "prot", "rel", "rer", "resp", "rus", "röm", "s.o", "s.u", "sen",
        "sog", "sogen", "span", "sr", "st", "str", "tägl", "u.a", "u.u", "ung", "ungar", "urspr",
        "v", "v.a", "vgl", "vllt", "vorm", "z.b", "z.t", "z.zt", "zit", "zt", "zz", "zzgl",
        "österr",
    ],
    common: &[
        "am", "an", "auch", "auf", "aus", "bei", "das", "dass", "dem", "den", "der", "des", "die",
        "ein", "eine", "einem", "einen", "einer", "er", "es", "für", "haben", "hat", "ich", "im",
        "in", "ist", "man", "mit", "nach", "nicht", "noch", "sich", "sie", "sind", "so", "und",
        "von", "vor", "war", "werden", "wie", "wir", "wird", "wurde", "zu", "zum", "zur", "über",
    ],
    in_ordinals: &[
        "april", "august", "dezember", "februar", "jahrestag", "jahrhundert", "jahrhunderts",
        "jahrtausend", "januar", "juli", "juni", "jänner", "mai", "märz", "november", "oktober",
        "september",
    ],
    last: &[
        "apr", "aug", "dez", "feb", "gesch", "jan", "jh", "jhd", "jhdt", "mio", "mrd", "okt", "sek",
        "std", "stk", "tsd", "verf",
    ],
    openings: &[
        "aber", "alle", "als", "also", "am", "an", "andere", "auch", "auf", "aus", "außerdem",
        "bei", "beide", "bis", "da", "dabei", "dafür", "dagegen", "daher", "damals", "damit",
        "danach", "dann", "daran", "darauf", "darin", "darum", "das", "dazu", "dem", "den", "denn",
        "dennoch", "der", "deren", "des", "deshalb", "die", "dies", "diese", "dieser", "dieses",
        "doch", "dort", "durch", "ein", "eine", "einem", "einen", "einer", "einige", "er", "erst",
        "es", "für", "ganz", "gegen", "hier", "hinter", "ich", "ihr", "ihre", "im", "in",
        "insgesamt", "ist", "jede", "jeder", "jetzt", "kein", "keine", "laut", "man", "manche",
        "mehr", "mein", "meine", "mit", "nach", "nachdem", "neben", "nicht", "noch", "nun", "nur",
        "ob", "obwohl", "oder", "sein", "seine", "seit", "seitdem", "sie", "so", "sogar", "somit",
        "sondern", "später", "trotz", "trotzdem", "um", "und", "unser", "unter", "viele", "vom",
        "von", "vor", "wann", "war", "warum", "was", "weil", "weitere", "welche", "wenn", "wer",
        "wie", "wir", "wo", "während", "zu", "zudem", "zum", "zur", "zwar", "zwei", "zwischen",
        "über",
    ],
    ordinal_openings: &[
        "am", "bis", "das", "dem", "den", "der", "des", "die", "im", "vom", "zum", "zur",
    ],
};
