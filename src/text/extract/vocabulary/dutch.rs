use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["enz", "mld", "mln", "sec", "st"],
    before_numbers: &["afb", "art", "blz", "fig", "hfst", "nr", "nrs", "p", "par", "tel"],
    before_words: &[
        "a.u.b", "bijv", "bv", "ca", "d.w.z", "dhr", "dr", "drs", "e.d", "evt", "excl", "gebr",
        "gen", "i.p.v", "i.v.m", "incl", "ing", "ir", "jhr", "kol", "lic", "m.b.t", "max", "mej",
        "mevr", "min", "mr", "mw", "n.a.v", "o.a", "plm", "prof", "resp", "sr", "st", "t.a.v",
        "t.o.v", "vgl", "z.g", "zgn",
    ],
    common: &[
        "aan", "als", "bij", "dan", "dat", "de", "deze", "die", "dit", "door", "een", "en", "er",
        "geen", "haar", "had", "heeft", "het", "hij", "ik", "in", "is", "je", "kan", "maar", "meer",
        "met", "na", "naar", "niet", "nog", "om", "ook", "op", "over", "te", "tot", "uit", "van",
        "veel", "voor", "was", "we", "wel", "werd", "wordt", "ze", "zich", "zijn", "zo",
    ],
    in_ordinals: &[],
    last: &["apr", "aug", "b.v", "dec", "feb", "jan", "mrt", "n.v", "nov", "okt", "sept"],
    openings: &[
        "aan", "alle", "als", "bij", "dan", "dat", "de", "deze", "die", "dit", "door", "een", "en",
        "er", "geen", "het", "hier", "hij", "hoe", "ik", "in", "je", "maar", "met", "na", "naar",
        "niet", "nu", "of", "om", "ook", "op", "toen", "uit", "van", "volgens", "voor", "waarom",
        "wat", "we", "wie", "wij", "ze", "zij", "zo",
    ],
    ordinal_openings: &[],
};
