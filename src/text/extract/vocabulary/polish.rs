use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &[
        "b", "br", "cd", "egz", "gm", "grn", "hab", "in", "itd", "itp", "kl", "kw", "l", "m",
        "maks", "min", "n.e", "n.p.m", "p.n.e", "pn", "pon", "pow", "proc", "r", "rb", "rep",
        "rzym", "sek", "szt", "tel", "ub", "ukr", "w", "wsch", "zł", "łac",
    ],
    before_numbers: &[
        "art", "fot", "godz", "lit", "nr", "obj", "par", "paraf", "pkt", "poz", "pp", "rozdz",
        "rys", "s", "str", "tab", "tel", "ust", "zob", "§",
    ],
    before_words: &[
        "abp", "adm", "al", "ang", "asp", "bp", "bryg", "bł", "błp", "doc", "dot", "dr", "ds",
        "dyr", "dz", "gen", "gł", "hab", "hr", "im", "inż", "jw", "kard", "kier", "kol", "kpr",
        "kpt", "ks", "kś", "lek", "m.in", "mec", "med", "mgr", "mjr", "nadkom", "np", "o", "ob",
        "ok", "os", "pl", "plut", "podinsp", "podkom", "pol", "por", "ppor", "ppłk", "prez", "prof",
        "proj", "prok", "prokur", "płk", "red", "rej", "rtm", "rzek", "s.f", "sierż", "st", "sz",
        "szer", "tj", "tow", "tzn", "tzw", "ul", "ulic", "ur", "vs", "wg", "wlkp", "woj", "ww",
        "zach", "zb", "zm", "zw", "ś.p", "śp", "śr", "św",
    ],
    common: &[
        "a", "ale", "ani", "by", "być", "był", "było", "co", "czy", "dla", "do", "gdy", "i", "ich",
        "jak", "jako", "jego", "jest", "już", "ma", "między", "na", "nad", "nie", "o", "od", "on",
        "oraz", "po", "pod", "przed", "przez", "przy", "roku", "się", "są", "tak", "także", "tego",
        "tej", "ten", "to", "tylko", "tym", "w", "we", "z", "za", "ze", "że",
    ],
    in_ordinals: &[],
    last: &["mld", "mln", "pod", "tys"],
    openings: &[
        "a", "aby", "ale", "ani", "bez", "bo", "bowiem", "być", "był", "była", "było", "ci", "co",
        "czy", "dla", "dlatego", "do", "dwa", "dziś", "gdy", "gdyby", "gdzie", "i", "ich", "inni",
        "ja", "jak", "jako", "jednak", "jego", "jej", "jest", "jeszcze", "jeśli", "jeżeli", "już",
        "każdy", "kiedy", "kto", "która", "które", "który", "lecz", "ma", "mam", "mamy", "mimo",
        "moim", "może", "można", "my", "na", "nad", "najpierw", "natomiast", "nawet", "nie",
        "niestety", "nigdy", "nikt", "no", "o", "obecnie", "od", "on", "ona", "one", "oni", "oraz",
        "po", "podczas", "ponadto", "ponieważ", "potem", "poza", "pragnę", "proszę", "przed",
        "przez", "przy", "sam", "swoją", "szczególnie", "są", "ta", "tak", "także", "tam", "te",
        "tego", "ten", "teraz", "to", "trzeba", "tu", "tutaj", "ty", "tylko", "tym", "u", "w", "we",
        "według", "wiele", "wielu", "więc", "wszyscy", "wszystko", "wtedy", "z", "za", "zatem",
        "ze", "zgodnie", "że",
    ],
    ordinal_openings: &[],
};
