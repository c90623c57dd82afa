use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["adj", "etc", "hab", "max", "min"],
    before_numbers: &["art", "chap", "fig", "no", "n°", "p", "pp", "réf", "t", "tél", "vol"],
    before_words: &[
        "av", "bd", "boul", "bull", "c.-à-d", "cf", "dir", "dr", "drs", "env", "ex", "fr", "gal",
        "gén", "hab", "m", "me", "mgr", "mlle", "mlles", "mm", "mme", "mmes", "p.ex", "pr", "prof",
        "resp", "st", "ste", "sté", "sup", "vx", "éd",
    ],
    common: &[
        "a", "au", "aux", "avec", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "en",
        "est", "et", "il", "ils", "la", "le", "les", "leur", "mais", "nous", "on", "ont", "ou",
        "par", "pas", "plus", "pour", "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "un",
        "une", "vous", "à", "été", "être",
    ],
    in_ordinals: &[],
    last: &["apr", "avr", "déc", "févr", "janv", "juil", "nov", "oct", "sept"],
    openings: &[
        "ainsi", "alors", "après", "au", "aucun", "aussi", "autre", "aux", "avant", "avec", "c'est",
        "car", "ce", "cela", "celle", "celui", "cependant", "certains", "ces", "cet", "cette",
        "ceux", "chaque", "chez", "comme", "comment", "dans", "de", "depuis", "des", "donc", "du",
        "elle", "elles", "en", "enfin", "ensuite", "entre", "est", "et", "il", "ils", "je", "jusqu",
        "la", "le", "les", "leur", "leurs", "lors", "lorsque", "ma", "mais", "malgré", "mon", "ne",
        "ni", "notre", "nous", "on", "or", "ou", "où", "par", "pas", "pendant", "peu", "plus",
        "plusieurs", "pour", "pourquoi", "puis", "quand", "que", "quel", "quelle", "qui", "sa",
        "sans", "selon", "ses", "si", "son", "sous", "suite", "sur", "tous", "tout", "toute",
        "toutefois", "toutes", "trois", "très", "un", "une", "vers", "voici", "voilà", "votre",
        "vous", "y", "à",
    ],
    ordinal_openings: &[],
};
