use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u64);

impl Lists {
    /// Of this word, in lower case. It is looked up once, however many lists are asked for.
    pub(super) fn of(word: &str) -> Self {
        LEXICON.get(word).copied().unwrap_or_default()
    }

    pub(super) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

static LEXICON: LazyLock<HashMap<&str, Lists>> = LazyLock::new(|| {
    let mut lexicon: HashMap<&str, Lists> = HashMap::new();
    for (list, words) in WORDS {
        for word in *words {
            lexicon.entry(word).or_default().0 |= list.bit();
        }
    }
    lexicon
});

/// A list of words, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// May stand between a subject and its verb.
    Adverbs,
    /// `has`, `was`.
    Auxiliaries,
    /// Of comparing and of change: `more`, `fell`, `doubled`.
    Comparisons,
    /// `and`, `but`.
    Conjunctions,
    /// `the`, `their`.
    Determiners,
    /// `we`, `our`.
    FirstPlural,
    /// `I`, `my`.
    FirstSingular,
    /// `should`, `would`.
    Modals,
    /// Currencies, shares and what is paid.
    Money,
    Months,
    /// Numbers in words.
    Numbers,
    /// `think`, `hope`, `wonderful`.
    Opinions,
    /// Acts in the past, but for those that end in `ed`.
    Pasts,
    /// `of`, `in`.
    Prepositions,
    /// Stand for somebody named elsewhere.
    Pronouns,
    /// Verbs that report whoever their subject is.
    ReportingAlways,
    /// Verbs that report where their subject is one who speaks.
    ReportingOfSpeakers,
    /// Verbs that report where words that were said come next.
    ReportingWithWords,
    /// `you`, `your`.
    Second,
    /// Start what names a source: `according to`.
    SourceOpenings,
    /// Those who may speak for others.
    Speakers,
    /// `that`, `when`.
    Subordinators,
    /// Reporting verbs after which comes who is told.
    TakingObjects,
    /// What may tell something, and is nobody.
    Things,
    /// Tell when, by themselves.
    Times,
    /// Verbs that are in most sentences.
    Verbs,
    Weekdays,
    /// `let`, `please`, `thank`.
    Wishes,
}

impl List {
    fn bit(self) -> u64 {
        1 << self as u32
    }
}

#[rustfmt::skip]
const WORDS: &[(List, &[&str])] = &[
    (List::Adverbs, &[
        "again", "already", "also", "always", "anche", "auch", "aussi", "even", "first", "further",
        "furthermore", "however", "instead", "jetzt", "just", "meanwhile", "moreover", "nevertheless",
        "now", "often", "once", "only", "separately", "soon", "still", "también", "também", "then",
        "therefore", "too",
    ]),
    (List::Auxiliaries, &[
        "am", "are", "be", "been", "being", "can", "could", "did", "didn't", "do", "does", "haben",
        "had", "has", "hat", "have", "is", "may", "might", "must", "never", "not", "shall", "should",
        "was", "were", "will", "wird", "won't", "would", "wurde",
    ]),
    (List::Comparisons, &[
        "almost", "augmenté", "aumentou", "aumentó", "average", "best", "bigger", "biggest", "cut",
        "cuts", "decline", "declined", "decreased", "doubled", "drop", "dropped", "every", "fallen",
        "fell", "fewer", "first", "gestiegen", "gesunken", "greater", "greatest", "grew", "grown",
        "half", "halved", "higher", "highest", "increase", "increased", "increases", "larger",
        "largest", "least", "less", "lower", "lowest", "maggiore", "maior", "mais", "majority", "mayor",
        "mehr", "meno", "menor", "menos", "moins", "more", "most", "más", "nearly", "only", "over",
        "percent", "più", "plus", "rate", "record", "rise", "risen", "rising", "rose", "since",
        "smaller", "smallest", "than", "times", "total", "tripled", "twice", "weniger", "worst",
    ]),
    (List::Conjunctions, &[
        "aber", "and", "but", "e", "et", "ma", "mais", "mas", "nor", "or", "pero", "so", "und", "y",
        "yet",
    ]),
    (List::Determiners, &[
        "a", "an", "das", "der", "die", "ein", "eine", "el", "gli", "her", "his", "i", "il", "its",
        "la", "las", "le", "les", "lo", "los", "my", "o", "one", "os", "our", "that", "the", "their",
        "these", "this", "those", "um", "uma", "un", "una", "une", "your",
    ]),
    (List::FirstPlural, &[
        "noi", "nos", "nosotros", "nossa", "nosso", "nostra", "nostro", "notre", "nous", "nuestra",
        "nuestro", "nós", "our", "ours", "uns", "unser", "us", "we", "we'll", "we're", "we've", "we’ll",
        "we’re", "we’ve", "wir",
    ]),
    (List::FirstSingular, &[
        "eu", "i", "i'd", "i'll", "i'm", "i've", "ich", "io", "i’d", "i’ll", "i’m", "i’ve", "j'ai",
        "je", "me", "mein", "meine", "meu", "mi", "mine", "minha", "mon", "my", "myself", "yo",
    ]),
    (List::Modals, &[
        "can", "can't", "cannot", "could", "couldn't", "debe", "debemos", "debería", "deve", "devemos",
        "devia", "devons", "devrait", "dobbiamo", "doit", "dovrebbe", "i'd", "i'll", "könnte",
        "könnten", "may", "might", "muss", "must", "müssen", "ought", "poderia", "podría", "potrebbe",
        "pourrait", "shall", "should", "shouldn't", "sollte", "sollten", "we'll", "will", "would",
        "wouldn't", "würde",
    ]),
    (List::Money, &[
        "%", "billion", "billions", "budget", "cents", "cost", "costs", "debt", "deficit", "dollar",
        "dollars", "euro", "euros", "hryvnia", "milhões", "miliardi", "milioni", "milliarden",
        "milliards", "million", "millionen", "millions", "millones", "paid", "pct", "percent",
        "percentage", "percento", "pound", "pounds", "pourcent", "prozent", "roubles", "rubles",
        "spent", "tax", "taxes", "trillion", "yen", "yuan",
    ]),
    (List::Months, &[
        "abril", "agosto", "août", "april", "aprile", "august", "avril", "december", "dezember",
        "dezembro", "dicembre", "diciembre", "décembre", "enero", "febbraio", "febrero", "februar",
        "february", "fevereiro", "février", "gennaio", "giugno", "janeiro", "januar", "january",
        "janvier", "juillet", "juin", "julho", "juli", "julio", "july", "june", "junho", "juni",
        "junio", "luglio", "maggio", "maio", "march", "mars", "marzo", "março", "mayo", "märz",
        "november", "novembre", "novembro", "noviembre", "october", "octobre", "octubre", "oktober",
        "ottobre", "outubro", "september", "septembre", "septiembre", "setembro", "settembre",
    ]),
    (List::Numbers, &[
        "billion", "billions", "cinco", "cinq", "cinque", "cuatro", "deux", "dez", "dieci", "diez",
        "dix", "dois", "dos", "dozen", "dozens", "drei", "duas", "due", "eight", "eighty", "eleven",
        "fifty", "five", "forty", "four", "fünf", "half", "hundred", "hundreds", "mil", "milhões",
        "miliardi", "milioni", "milliarden", "million", "millionen", "millions", "millones", "nine",
        "ninety", "quarter", "quatre", "quatro", "quattro", "seven", "seventy", "six", "sixty", "ten",
        "third", "thirty", "thousand", "thousands", "three", "tre", "tres", "trillion", "trois", "três",
        "twelve", "twenty", "two", "vier", "zehn", "zero", "zwei",
    ]),
    (List::Opinions, &[
        "acho", "agree", "amazing", "awful", "bad", "beautiful", "believe", "clearly", "credo", "creo",
        "crois", "disagree", "espero", "espère", "feel", "forse", "frankly", "glad", "glaube", "good",
        "great", "guess", "hate", "hoffe", "hope", "hopefully", "horrible", "important", "leider",
        "like", "love", "maybe", "need", "obviously", "opinion", "pense", "perhaps", "peut-être",
        "probably", "proud", "quizás", "ridiculous", "right", "sadly", "seem", "seems", "shameful",
        "sorry", "spero", "surely", "tal", "talvez", "terrible", "think", "vielleicht", "want", "wish",
        "wonderful", "wrong",
    ]),
    (List::Pasts, &[
        "became", "been", "began", "bought", "broke", "brought", "built", "came", "caught", "chose",
        "cost", "cut", "did", "died", "done", "drew", "driven", "drove", "era", "eran", "fell", "fez",
        "fled", "flew", "foi", "foram", "fought", "found", "fue", "fueron", "gave", "given", "got",
        "grew", "had", "hatte", "held", "hit", "hizo", "kept", "killed", "knew", "known", "laid", "led",
        "left", "lost", "made", "met", "paid", "put", "ran", "rose", "seen", "sent", "set", "shot",
        "shown", "sido", "sold", "spent", "spoke", "stata", "stati", "stato", "stood", "struck",
        "taken", "taught", "took", "used", "voted", "war", "waren", "was", "went", "were", "won",
        "wore", "wrote", "wurde", "wurden", "étaient", "était", "été",
    ]),
    (List::Prepositions, &[
        "about", "above", "across", "after", "against", "ahead", "along", "am", "amid", "among",
        "around", "as", "at", "auf", "avec", "before", "behind", "bei", "below", "beside", "between",
        "beyond", "by", "com", "con", "dans", "despite", "during", "em", "en", "for", "from", "für",
        "im", "in", "inside", "into", "like", "mit", "na", "nach", "near", "nel", "no", "of", "off",
        "on", "onto", "outside", "over", "par", "para", "past", "per", "por", "pour", "since", "sur",
        "through", "throughout", "to", "toward", "towards", "under", "until", "upon", "via", "with",
        "within", "without", "zu", "zum", "zur", "à",
    ]),
    (List::Pronouns, &[
        "all", "another", "anyone", "both", "ela", "ele", "ella", "elle", "elles", "er", "everybody",
        "everyone", "few", "he", "here", "herself", "him", "himself", "ich", "ils", "it", "itself",
        "je", "lei", "lui", "many", "me", "most", "nobody", "none", "nous", "others", "several", "she",
        "sie", "some", "somebody", "someone", "them", "themselves", "there", "they", "us", "vous", "we",
        "what", "which", "who", "whom", "whose", "wir", "you",
    ]),
    (List::ReportingAlways, &[
        "accuses", "acknowledges", "acrescentou", "adds", "admits", "affermato", "affirme", "affirmé",
        "afirma", "afirmou", "afirmó", "aggiunto", "ajouté", "alleges", "annoncé", "announces",
        "annunciato", "anunciou", "anunció", "argued", "argues", "asegura", "aseguró", "asked",
        "asserts", "assure", "assuré", "añadió", "behauptete", "believes", "berichtete", "bestätigte",
        "betont", "betonte", "boasted", "commented", "complained", "conceded", "concedes", "confirmou",
        "confirms", "confirmé", "confirmó", "declares", "declarou", "declaró", "denies", "denunció",
        "detto", "dice", "dichiarato", "dijeron", "dijo", "disse", "dit", "diz", "déclare", "déclaré",
        "emphasised", "emphasized", "erklärt", "erklärte", "erklärten", "escreveu", "estimé",
        "explains", "explicou", "explicó", "explique", "expliqué", "forderte", "garantiu", "indiqué",
        "insisted", "insists", "joked", "kündigte", "lamented", "maintained", "maintains", "meinte",
        "pledged", "précisé", "quipped", "recalled", "recalls", "reiterated", "remarked", "replied",
        "replies", "responded", "sagt", "sagte", "sagten", "said", "says", "schrieb", "scritto",
        "señaló", "sottolineato", "souligné", "spiegato", "stressed", "stresses", "teilte", "teilten",
        "tells", "testified", "thinks", "told", "tweeted", "vowed", "vows", "warnte", "writes", "wrote",
        "écrit",
    ]),
    (List::ReportingOfSpeakers, &[
        "accused", "acknowledged", "admitted", "affirmed", "alleged", "announced", "apologised",
        "apologized", "appealed", "asserted", "blamed", "called", "cautioned", "claimed", "concluded",
        "condemned", "confirmed", "criticised", "criticized", "declared", "demanded", "denied",
        "denounced", "disclosed", "estimated", "explained", "hinted", "noted", "observed", "predicted",
        "proclaimed", "promised", "reported", "revealed", "signalled", "stated", "suggested", "thanked",
        "underlined", "urged", "urges", "warned", "warns",
    ]),
    (List::ReportingWithWords, &[
        "added", "claims", "comments", "concludes", "continued", "continues", "demands", "estimates",
        "notes", "predicts", "promises", "reports", "reveals", "states", "suggests",
    ]),
    (List::Second, &[
        "du", "ihr", "tu", "usted", "ustedes", "você", "vocês", "vos", "votre", "vous", "you", "you'll",
        "you're", "you've", "your", "yours", "you’re", "you’ve",
    ]),
    (List::SourceOpenings, &[
        "according", "d'après", "de", "d’après", "for", "in", "laut", "nach", "secondo", "segundo",
        "según", "selon", "zdaniem",
    ]),
    (List::Speakers, &[
        "academics", "activist", "activists", "administration", "adviser", "advisers", "advisor",
        "agencies", "agency", "aide", "aides", "airline", "alcalde", "allies", "ambassador", "analyst",
        "analysts", "army", "association", "attorney", "author", "authorities", "authority", "bank",
        "bishop", "board", "brother", "campaigners", "candidate", "captain", "chair", "chairman",
        "chairwoman", "chancellor", "charity", "chief", "church", "club", "coach", "colleague",
        "commander", "commission", "commissioner", "committee", "company", "congressman",
        "congresswoman", "coroner", "correspondent", "council", "councillor", "counterpart",
        "countries", "court", "critics", "defence", "defense", "delegation", "department", "deputy",
        "diplomat", "diplomats", "director", "doctor", "doctors", "economist", "economists", "editor",
        "embassy", "emissary", "engineer", "engineers", "envoy", "envoys", "executive", "executives",
        "expert", "experts", "family", "farmers", "father", "federation", "firefighters", "firm",
        "forces", "foundation", "founder", "general", "gobierno", "gouvernement", "government",
        "governo", "governor", "group", "head", "historian", "hospital", "institute", "investigators",
        "journalist", "judge", "judges", "king", "lawmaker", "lawmakers", "lawyer", "lawyers", "leader",
        "leaders", "leadership", "maire", "maker", "man", "manager", "mayor", "member", "members",
        "men", "military", "minister", "ministers", "ministra", "ministre", "ministro", "ministry",
        "monitors", "mother", "mp", "mps", "navy", "neighbour", "neighbours", "newspaper", "office",
        "officer", "officers", "official", "officials", "operator", "operators", "opposition",
        "organisation", "organisations", "organisers", "organization", "organizations", "organizers",
        "owner", "owners", "parliament", "parties", "partner", "party", "patient", "patients", "people",
        "pilot", "police", "policía", "polizia", "polícia", "pope", "porta-voz", "portavoce",
        "portavoz", "porte-parole", "premier", "presidency", "president", "presidente", "priest",
        "primeiro-ministro", "primer", "producer", "professor", "prosecutor", "prosecutors",
        "protesters", "président", "publisher", "queen", "regulator", "regulators", "representative",
        "representatives", "researcher", "researchers", "resident", "residents", "retailer",
        "scientist", "scientists", "secretary", "senator", "senators", "service", "sindaco", "sister",
        "source", "sources", "spokesman", "spokesperson", "spokeswoman", "staff", "students",
        "supplier", "teacher", "teachers", "team", "troops", "union", "unions", "university", "utility",
        "victim", "victims", "volunteers", "watchdog", "witness", "witnesses", "woman", "women",
        "workers", "writer",
    ]),
    (List::Subordinators, &[
        "although", "because", "che", "cuando", "dass", "how", "if", "once", "quand", "quando", "que",
        "se", "si", "than", "though", "unless", "weil", "wenn", "when", "where", "whereas", "whether",
        "while", "why",
    ]),
    (List::TakingObjects, &[
        "accused", "accuses", "acknowledged", "admitted", "asked", "blamed", "called", "condemned",
        "confirmed", "criticised", "criticized", "demanded", "denied", "denies", "denounced",
        "promised", "reported", "tells", "thanked", "told", "urged", "urges", "warned", "warns",
    ]),
    (List::Things, &[
        "advert", "agreement", "analysis", "article", "attack", "banner", "bill", "book", "budget",
        "case", "complaint", "constitution", "contract", "data", "deal", "document", "documents",
        "draft", "email", "emails", "estimate", "estimates", "event", "evidence", "figures", "film",
        "forecast", "guidance", "index", "indictment", "information", "interview", "law", "laws",
        "lawsuit", "leaflet", "legend", "letter", "letters", "map", "media", "message", "motion",
        "note", "notice", "numbers", "paper", "papers", "picture", "plan", "plans", "poll", "polls",
        "post", "poster", "posts", "program", "programme", "proposal", "protocol", "record", "records",
        "report", "reports", "research", "resolution", "results", "review", "rule", "rules", "ruling",
        "rumor", "rumour", "rumours", "sign", "slogan", "speech", "statement", "statements",
        "statistics", "story", "studies", "study", "survey", "surveys", "test", "tests", "text",
        "treaty", "tweet", "video", "website",
    ]),
    (List::Times, &[
        "afternoon", "ago", "aujourd’hui", "ayer", "demain", "earlier", "evening", "gestern", "heute",
        "hier", "hoje", "hoy", "ieri", "later", "midnight", "morning", "night", "noon", "oggi", "ontem",
        "today", "tomorrow", "tonight", "yesterday",
    ]),
    (List::Verbs, &[
        "a", "am", "are", "aren't", "be", "do", "does", "doesn't", "don't", "es", "est", "está",
        "están", "gets", "goes", "ha", "haben", "han", "hanno", "has", "hasn't", "hat", "have",
        "haven't", "hay", "há", "is", "isn't", "ist", "it's", "jest", "ma", "makes", "ont", "says",
        "sind", "son", "sono", "sont", "são", "są", "takes", "tem", "that's", "there's", "they're",
        "têm", "va", "werden", "wird", "è", "é", "є",
    ]),
    (List::Weekdays, &[
        "dienstag", "dimanche", "domenica", "domingo", "donnerstag", "freitag", "friday", "giovedì",
        "jeudi", "jueves", "lundi", "lunedì", "lunes", "mardi", "martedì", "martes", "mercoledì",
        "mercredi", "mittwoch", "miércoles", "monday", "montag", "quarta-feira", "quinta-feira",
        "sabato", "samedi", "samstag", "saturday", "segunda-feira", "sexta-feira", "sonntag", "sunday",
        "sábado", "terça-feira", "thursday", "tuesday", "vendredi", "venerdì", "viernes", "wednesday",
    ]),
    (List::Wishes, &[
        "bitte", "bless", "congratulations", "consider", "danke", "dear", "god", "good-bye", "goodbye",
        "gracias", "grazie", "happy", "hello", "hi", "imagine", "let", "let's", "listen", "look",
        "merci", "no", "obrigada", "obrigado", "ok", "okay", "please", "remember", "stop", "thank",
        "thanks", "welcome", "well", "yes",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there_once_in_order_and_in_lower_case() {
        for (index, (list, words)) in WORDS.iter().enumerate() {
            assert_eq!(*list as usize, index, "{list:?}");
            assert!(words.is_sorted_by(|one, next| one < next), "{list:?}");
            for word in *words {
                assert_eq!(word.to_lowercase(), **word);
            }
        }
    }

    #[test]
    fn a_word_may_stand_in_several_lists() {
        let may = Lists::of("percent");
        assert!(may.has(List::Money) && may.has(List::Comparisons) && !may.has(List::Months));
        assert_eq!(Lists::of("Percent"), Lists::default());
    }
}
