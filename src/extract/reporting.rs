use super::word::{Token, among, tokens};

/// How far a verb goes towards telling that somebody said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reporting {
    /// It reports whoever its subject is: `said`.
    Always,
    /// It may be a participle or tell of another act, so its subject must be one who speaks:
    /// `announced`, `accused`.
    OfSpeakers,
    /// It reports only if words that were said come next: `claims`, `added`, `notes`.
    WithWords,
}

/// Whether this token is a reporting verb, and of what kind.
pub(super) fn reporting(token: &Token) -> Option<Reporting> {
    // Capitals make a name of it: `the United States`.
    if !token.is_word || token.is_capitalised() {
        None
    } else if among(ALWAYS, &token.lower) {
        Some(Reporting::Always)
    } else if among(OF_SPEAKERS, &token.lower) {
        Some(Reporting::OfSpeakers)
    } else if among(WITH_WORDS, &token.lower) {
        Some(Reporting::WithWords)
    } else {
        None
    }
}

/// Whether who is told or urged may come right after the verb, where who says does in others:
/// `urged the mayor` against `said the mayor`.
pub(super) fn takes_object(token: &Token) -> bool {
    among(TAKING_OBJECTS, &token.lower)
}

/// Whether these words start with a reporting clause: a few words for who, then the verb.
pub(super) fn is_clause(words: &str) -> bool {
    const LONGEST: usize = 5;
    tokens(words)
        .take(LONGEST)
        .take_while(|token| token.is_word)
        .any(|token| reporting(&token).is_some())
}

#[rustfmt::skip]
const ALWAYS: &[&str] = &[
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
];

#[rustfmt::skip]
const OF_SPEAKERS: &[&str] = &[
    "accused", "acknowledged", "admitted", "affirmed", "alleged", "announced", "apologised",
    "apologized", "appealed", "asserted", "blamed", "called", "cautioned", "claimed", "concluded",
    "condemned", "confirmed", "criticised", "criticized", "declared", "demanded", "denied",
    "denounced", "disclosed", "estimated", "explained", "hinted", "noted", "observed", "predicted",
    "proclaimed", "promised", "reported", "revealed", "signalled", "stated", "suggested", "thanked",
    "underlined", "urged", "urges", "warned", "warns",
];

#[rustfmt::skip]
const WITH_WORDS: &[&str] = &[
    "added", "claims", "comments", "concludes", "continued", "continues", "demands", "estimates",
    "notes", "predicts", "promises", "reports", "reveals", "states", "suggests",
];

#[rustfmt::skip]
const TAKING_OBJECTS: &[&str] = &[
    "accused", "accuses", "acknowledged", "admitted", "asked", "blamed", "called", "condemned",
    "confirmed", "criticised", "criticized", "demanded", "denied", "denies", "denounced",
    "promised", "reported", "tells", "thanked", "told", "urged", "urges", "warned", "warns",
];

#[cfg(test)]
mod tests {
    use super::super::word;
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: bool) {
        assert_eq!(is_clause(words), expected, "{words}");
    }

    #[test]
    fn a_reporting_clause_is_a_few_words_and_a_verb() {
        check("Maria Lopez asked.", true);
        check("the head of police said no", true);
        check("The crowd left, he said.", false);
        check("The States agreed.", false);
        check("", false);
    }

    #[test]
    fn the_lists_are_in_order() {
        word::assert_in_order(&[ALWAYS, OF_SPEAKERS, TAKING_OBJECTS, WITH_WORDS]);
    }
}
