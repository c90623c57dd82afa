use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &[
        "ext", "hr", "hrs", "kg", "km", "lb", "lbs", "max", "min", "mins", "misc", "oz", "pct",
        "sq", "yr", "yrs",
    ],
    before_numbers: &[
        "approx", "art", "arts", "cap", "ch", "chap", "cl", "fig", "figs", "n", "no", "nos", "p",
        "par", "para", "pp", "pt", "sec", "vol", "vols",
    ],
    before_words: &[
        "adj", "adm", "assoc", "asst", "atty", "brig", "c", "ca", "capt", "cdr", "cf", "cmdr",
        "col", "comdr", "cpl", "cpt", "det", "dr", "drs", "ed", "eds", "ens", "est", "excl", "fr",
        "ft", "gov", "govs", "hon", "incl", "insp", "lieut", "maj", "mlle", "msgr", "mt", "mts",
        "mx", "op", "pres", "ps", "pvt", "rep", "reps", "sen", "sens", "sfc", "ste", "supt", "v",
        "viz", "voc",
    ],
    common: &[
        "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he",
        "his", "i", "in", "is", "it", "not", "of", "on", "or", "she", "that", "the", "they", "this",
        "to", "was", "we", "were", "which", "will", "with", "would", "you", "your",
    ],
    in_ordinals: &[],
    last: &[
        "al", "ave", "blvd", "dept", "dist", "fri", "hwy", "jul", "jun", "mon", "rd", "sat", "sep",
        "sun", "tbsp", "thu", "thur", "thurs", "tsp", "tue", "tues", "wed",
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
