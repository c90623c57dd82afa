use std::ops::Range;

use super::word::{Token, among};
use super::{calendar, reporting};

/// The phrase that names somebody and whose last word is `tokens[last]`, if it could be the
/// subject of what follows.
pub(super) fn ending_at(tokens: &[Token], last: usize) -> Option<Range<usize>> {
    if !can_end(&tokens[last]) || among(THINGS, &head(tokens, 0, last).lower) {
        return None;
    }
    let mut first = last;
    while first > 0 && last - first < LONGEST {
        let before = &tokens[first - 1];
        if among(DETERMINERS, &before.lower) {
            first -= 1;
            match linked(tokens, first) {
                Some(word) => first = word,
                None => return starts_clause(tokens, first).then_some(first..last + 1),
            }
        } else if let Some(word) = linked(tokens, first) {
            first = word;
        } else if starts_clause(tokens, first) {
            let named = tokens[first..=last].iter().any(|t| t.is_capitalised() || is_speaker(t));
            return (named && !is_adverb(&tokens[first])).then_some(first..last + 1);
        } else if before.is_word && !is_function_word(before) {
            first -= 1;
        } else {
            return None;
        }
    }
    let whole = first == 0 && tokens[..=last].iter().any(|t| t.is_capitalised() || is_speaker(t));
    whole.then_some(first..last + 1)
}

/// The phrase that names somebody and starts with `tokens[first]`.
pub(super) fn starting_at(tokens: &[Token], first: usize) -> Option<Range<usize>> {
    let mut at = first;
    let mut determined = false;
    let mut end = None;
    while let Some(token) = tokens.get(at).filter(|_| at - first < LONGEST) {
        let next = tokens.get(at + 1);
        if among(DETERMINERS, &token.lower) && end.is_none_or(|end| end < at) {
            determined = true;
        } else if is_name_word(token) || (determined && is_plain(token)) {
            end = Some(at + 1);
        } else if end == Some(at) && links_forward(tokens, at) {
            determined = next.is_some_and(|next| among(DETERMINERS, &next.lower));
        } else {
            break;
        }
        at += 1;
    }
    let end = end?;
    let names = can_end(&tokens[end - 1]) && !among(THINGS, &head(tokens, first, end - 1).lower);
    names.then_some(first..end)
}

/// Whether this token may speak for others: `the minister`, `police`.
pub(super) fn is_speaker(token: &Token) -> bool {
    token.is_word && among(SPEAKERS, token.lower.strip_suffix("'s").unwrap_or(&token.lower))
}

/// Whether the phrase is a name, or what one who speaks is called.
pub(super) fn names_speaker(tokens: &[Token], phrase: Range<usize>) -> bool {
    let last = &tokens[phrase.end - 1];
    last.is_capitalised() || tokens[phrase].iter().any(is_speaker)
}

/// Whether hardly a word of the phrase could be anything but a name's, so that no clause hides
/// in it: `the flood took nine houses of the village`.
pub(super) fn is_compact(tokens: &[Token], phrase: Range<usize>) -> bool {
    let loose = |token: &&Token| {
        !is_name_word(token) && is_plain(token) && !among(DETERMINERS, &token.lower)
    };
    tokens[phrase].iter().filter(loose).count() <= 1
}

/// Whether this token stands for somebody named elsewhere.
pub(super) fn is_pronoun(token: &Token) -> bool {
    // `US` is no `us`.
    among(PRONOUNS, &token.lower) && !token.is_acronym()
}

/// Whether this token tells when or how, and may stand between a subject and its verb.
pub(super) fn is_adverb(token: &Token) -> bool {
    let manner = token.lower.len() > 4 && token.lower.ends_with("ly") && !token.is_capitalised();
    token.is_word && (manner || among(ADVERBS, &token.lower) || calendar::is_time(&token.lower))
}

pub(super) fn is_preposition(token: &Token) -> bool {
    among(PREPOSITIONS, &token.lower)
}

/// A phrase of more words names nobody.
const LONGEST: usize = 14;

/// The word that the phrase ending at `last` is about: the one before its first `of` or `for`.
fn head<'t, 's>(tokens: &'t [Token<'s>], first: usize, last: usize) -> &'t Token<'s> {
    let mut head = last;
    for at in (first.max(last.saturating_sub(LONGEST))..last).rev() {
        if tokens[at].is("of") && at > first && !tokens[at - 1].is_capitalised() {
            head = at - 1;
        }
        if !tokens[at].is_word {
            break;
        }
    }
    &tokens[head]
}

/// Where the words before `first` go on, if a link such as `of` or `and` joins them to it.
fn linked(tokens: &[Token], first: usize) -> Option<usize> {
    let word = first.checked_sub(2)?;
    let (link, before) = (&tokens[first - 1], &tokens[word]);
    if !before.is_word || is_function_word(before) {
        return None;
    }
    let joins = match link.lower.as_ref() {
        "of" | "de" | "du" | "des" | "del" | "della" | "di" | "da" | "do" | "dos" | "von"
        | "van" | "der" | "den" | "la" | "al" | "bin" | "'s" => !is_adverb(before),
        "and" | "&" | "et" | "und" | "y" | "e" => {
            is_speaker(before) || (before.is_capitalised() && tokens[first].is_capitalised())
        }
        "for" | "at" | "in" | "from" | "with" => is_speaker(before),
        _ => false,
    };
    joins.then_some(word)
}

/// The same, seen from before the link.
fn links_forward(tokens: &[Token], link: usize) -> bool {
    let mut word = link + 1;
    if tokens.get(word).is_some_and(|token| among(DETERMINERS, &token.lower)) {
        word += 1;
    }
    let plain = |token: &Token| is_name_word(token) || (word > link + 1 && is_plain(token));
    tokens.get(word).is_some_and(plain) && {
        let before = &tokens[link - 1];
        match tokens[link].lower.as_ref() {
            "and" | "&" | "et" | "und" | "y" | "e" => is_name_word(before),
            "for" => is_speaker(before),
            "of" | "de" | "du" | "des" | "del" | "della" | "di" | "da" | "do" | "dos" | "von"
            | "van" | "der" => true,
            _ => false,
        }
    }
}

/// Whether a clause may start at `first`, so that nothing to the left belongs to the phrase.
fn starts_clause(tokens: &[Token], first: usize) -> bool {
    let Some(before) = first.checked_sub(1).map(|before| &tokens[before]) else {
        return true;
    };
    if before.is_word {
        is_adverb(before) || among(CONJUNCTIONS, &before.lower)
    } else {
        before.is_quotation_mark()
            || matches!(before.text, "," | ";" | ":" | "—" | "–" | "-" | "." | "…" | "•")
    }
}

fn can_end(token: &Token) -> bool {
    let owns = token.lower.ends_with("'s") || token.lower.ends_with("’s");
    let names = token.is_word && !token.is_number() && !owns;
    names && !is_function_word(token) && !is_adverb(token)
}

fn is_name_word(token: &Token) -> bool {
    let name = token.is_capitalised() || is_speaker(token);
    name && !is_function_word(token)
        && !calendar::is_time(&token.lower)
        && !calendar::is_month(&token.lower)
}

fn is_plain(token: &Token) -> bool {
    let participle = token.lower.ends_with("ing") || token.lower.ends_with("ed");
    token.is_word && !participle && !is_function_word(token) && !is_adverb(token)
}

fn is_function_word(token: &Token) -> bool {
    !token.is_word
        || is_pronoun(token)
        || is_preposition(token)
        || [AUXILIARIES, CONJUNCTIONS, DETERMINERS, SUBORDINATORS]
            .iter()
            .any(|list| among(list, &token.lower))
        || reporting::reporting(token).is_some() && !token.is_capitalised()
}

#[rustfmt::skip]
const ADVERBS: &[&str] = &[
    "again", "already", "also", "always", "anche", "auch", "aussi", "even", "first", "further",
    "furthermore", "however", "instead", "jetzt", "just", "meanwhile", "moreover", "nevertheless",
    "now", "often", "once", "only", "separately", "soon", "still", "también", "também", "then",
    "therefore", "too",
];

#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "been", "being", "can", "could", "did", "didn't", "do", "does", "haben",
    "had", "has", "hat", "have", "is", "may", "might", "must", "never", "not", "shall", "should",
    "was", "were", "will", "wird", "won't", "would", "wurde",
];

const CONJUNCTIONS: &[&str] = &[
    "aber", "and", "but", "e", "et", "ma", "mais", "mas", "nor", "or", "pero", "so", "und", "y",
    "yet",
];

const DETERMINERS: &[&str] = &[
    "a", "an", "das", "der", "die", "ein", "eine", "el", "gli", "her", "his", "i", "il", "its",
    "la", "las", "le", "les", "lo", "los", "my", "o", "one", "os", "our", "that", "the", "their",
    "these", "this", "those", "um", "uma", "un", "una", "une", "your",
];

#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "ahead", "along", "am", "amid", "among",
    "around", "as", "at", "auf", "avec", "before", "behind", "bei", "below", "beside", "between",
    "beyond", "by", "com", "con", "dans", "despite", "during", "em", "en", "for", "from", "für",
    "im", "in", "inside", "into", "like", "mit", "na", "nach", "near", "nel", "no", "of", "off",
    "on", "onto", "outside", "over", "par", "para", "past", "per", "por", "pour", "since", "sur",
    "through", "throughout", "to", "toward", "towards", "under", "until", "upon", "via", "with",
    "within", "without", "zu", "zum", "zur", "à",
];

#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "all", "another", "anyone", "both", "ela", "ele", "ella", "elle", "elles", "er", "everybody",
    "everyone", "few", "he", "here", "herself", "him", "himself", "ich", "ils", "it", "itself",
    "je", "lei", "lui", "many", "me", "most", "nobody", "none", "nous", "others", "several", "she",
    "sie", "some", "somebody", "someone", "them", "themselves", "there", "they", "us", "vous", "we",
    "what", "which", "who", "whom", "whose", "wir", "you",
];

#[rustfmt::skip]
const SPEAKERS: &[&str] = &[
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
];

#[rustfmt::skip]
const SUBORDINATORS: &[&str] = &[
    "although", "because", "che", "cuando", "dass", "how", "if", "once", "quand", "quando", "que",
    "se", "si", "than", "though", "unless", "weil", "wenn", "when", "where", "whereas", "whether",
    "while", "why",
];

#[rustfmt::skip]
const THINGS: &[&str] = &[
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
];

#[cfg(test)]
mod tests {
    use super::super::word::{self, tokens};
    use super::*;

    /// Where the phrase starts whose last word is the last of `words`.
    #[track_caller]
    fn check(words: &str, expected: Option<&str>) {
        let tokens: Vec<Token> = tokens(words).collect();
        let phrase = ending_at(&tokens, tokens.len() - 1);
        assert_eq!(phrase.map(|phrase| &words[tokens[phrase.start].start..]), expected);
    }

    #[test]
    fn a_phrase_goes_back_to_where_its_clause_starts() {
        check("On Monday the mayor of Faro", Some("the mayor of Faro"));
        check("But Lee", Some("Lee"));
        check("Rain fell, Trade Secretary Ana de Lee", Some("Trade Secretary Ana de Lee"));
    }

    #[test]
    fn a_phrase_after_a_preposition_is_no_subject() {
        check("The vote in the council", None);
        check("A talk with Lee", None);
        check("because Lee", None);
    }

    #[test]
    fn the_lists_are_in_order() {
        word::assert_in_order(&[ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS]);
        word::assert_in_order(&[PRONOUNS, SPEAKERS, SUBORDINATORS, THINGS]);
    }
}
