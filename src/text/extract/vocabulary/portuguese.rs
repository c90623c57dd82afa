use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["aprox", "etc", "kg", "km", "min", "máx", "mín", "seg", "sáb"],
    before_numbers: &[
        "art", "arts", "cap", "fig", "fls", "n", "no", "nº", "p", "pag", "par", "pp", "pág", "págs",
        "ref", "t", "tel", "vol",
    ],
    before_words: &[
        "adv", "al", "alm", "arq", "av", "bel", "cap", "card", "cel", "cf", "cmdt", "com", "d",
        "dep", "desemb", "dir", "dom", "dr", "dra", "dras", "dres", "drs", "ed", "eng", "enga",
        "exa", "exma", "exmo", "fr", "gal", "gen", "gov", "ilmo", "jorn", "lic", "maj", "mons",
        "p.ex", "pe", "pres", "prof", "profa", "r", "rev", "sarg", "sen", "sr", "sra", "sras",
        "srs", "srta", "sta", "sto", "ten", "v", "vs",
    ],
    common: &[
        "a", "ao", "aos", "as", "com", "como", "da", "das", "de", "do", "dos", "e", "ela", "ele",
        "em", "entre", "essa", "esta", "este", "foi", "há", "isso", "mais", "mas", "muito", "na",
        "nas", "no", "nos", "não", "o", "os", "ou", "para", "pela", "pelo", "por", "que", "se",
        "sem", "ser", "seu", "sua", "são", "também", "um", "uma", "à", "é",
    ],
    in_ordinals: &[],
    last: &["c.ia", "cia", "dez", "dr.ª", "jr", "ltda", "s.a", "sa"],
    openings: &[
        "a", "agora", "ainda", "algumas", "alguns", "além", "antes", "ao", "aos", "apenas",
        "apesar", "após", "aqui", "as", "assim", "até", "cada", "com", "como", "contudo", "da",
        "das", "de", "depois", "desde", "do", "dois", "dos", "durante", "e", "ela", "elas", "ele",
        "eles", "em", "embora", "enquanto", "entre", "então", "era", "essa", "esse", "esta", "este",
        "eu", "foi", "hoje", "há", "infelizmente", "isso", "isto", "já", "mais", "mas", "muitos",
        "na", "nas", "nem", "nesta", "neste", "no", "nos", "nossa", "nosso", "num", "numa", "não",
        "nós", "o", "onde", "os", "ou", "outra", "outro", "outros", "para", "pela", "pelo", "pois",
        "por", "porque", "porém", "posso", "quando", "quanto", "que", "quem", "se", "segundo",
        "sem", "ser", "seu", "sobre", "sua", "são", "só", "talvez", "também", "tem", "todos",
        "tudo", "um", "uma", "você", "à", "às", "é",
    ],
    ordinal_openings: &[],
};
