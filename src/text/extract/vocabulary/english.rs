use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &[
        "ext", "hr", "hrs", "kg", "km", "lb", "lbs", "max", "min", "mins", "misc", "oz", "pct",
        "sq", "yr", "yrs",
    ],
    before_numbers: &[
        "approx", "art", "arts", "cap", "ch", "chap", "cl", "ext", "fig", "figs", "n", "no", "nos",
        "p", "par", "para", "pp", "pt", "sec", "vol", "vols",
    ],
    before_words: &[
        "adj", "adm", "assoc", "asst", "atty", "brig", "c", "ca", "capt", "cdr", "cf", "cmdr",
        "col", "comdr", "cpl", "cpt", "det", "dr", "drs", "ed", "eds", "ens", "est", "excl", "fr",
        "ft", "gov", "govs", "hon", "incl", "insp", "lieut", "maj", "mlle", "msgr", "mt", "mts",
        "mx", "op", "pres", "ps", "pvt", "rep", "reps", "sen", "sens", "sfc", "ste", "supt", "v",
        "viz", "voc",
    ],
    common: &[
        "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for",
        "from", "had", "has", "have", "he", "her", "him", "his", "i", "if", "in", "is", "it", "its",
        "me", "more", "my", "not", "of", "on", "or", "our", "out", "she", "so", "that", "the",
        "their", "them", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what",
        "when", "which", "who", "will", "with", "would", "you", "your",
    ],
    in_ordinals: &[],
    last: &[
        "al", "ala", "ariz", "ark", "ave", "blvd", "calif", "colo", "conn", "del", "dept", "dist",
        "fla", "fri", "ga", "hwy", "ill", "ind", "jul", "jun", "kan", "kans", "ky", "mass", "mich",
        "minn", "miss", "mo", "mon", "mont", "neb", "nev", "okla", "ore", "pa", "penn", "rd", "sat",
        "sep", "sun", "tbsp", "tenn", "tex", "thu", "thur", "thurs", "tsp", "tue", "tues", "va",
        "vt", "wash", "wed", "wis", "wisc", "wyo",
    ],
    openings: &[
        "a", "after", "all", "also", "although", "an", "and", "are", "as", "at", "because",
        "before", "but", "by", "despite", "did", "do", "does", "during", "each", "everyone", "few",
        "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "however", "i",
        "if", "in", "is", "it", "its", "just", "last", "later", "let", "many", "maybe", "meanwhile",
        "more", "most", "my", "no", "nobody", "not", "nothing", "now", "on", "once", "one", "only",
        "or", "our", "perhaps", "please", "several", "she", "since", "so", "some", "such", "that",
        "the", "their", "then", "there", "these", "they", "this", "those", "though", "thus", "to",
        "today", "two", "under", "was", "we", "were", "what", "when", "where", "which", "while",
        "who", "whose", "why", "with", "yes", "yesterday", "yet", "you", "your",
    ],
    ordinal_openings: &[],
};
