use crate::domain::Score;

use super::word::{Token, among, tokens};
use super::{calendar, reporting};

/// How much a sentence looks like something worth checking: a sum of what speaks for it and what
/// speaks against it, in points of a thousand.
pub(super) fn points(sentence: &str, is_attributed: bool) -> i64 {
    Features::of(sentence).points(is_attributed)
}

/// What is counted in a sentence.
#[derive(Debug, Default)]
struct Features {
    /// `NATO`, `EU`.
    acronyms: i64,
    /// Words of comparing and of change: `more`, `fell`, `doubled`.
    comparisons: i64,
    /// Days, months, years.
    dates: i64,
    /// Numbers, in figures or in words.
    figures: i64,
    has_verb: bool,
    /// `I`, `my`.
    i: i64,
    is_question: bool,
    /// `should`, `would`.
    modals: i64,
    /// Currencies and percentages.
    money: i64,
    /// Capitalised words that do not start the sentence.
    names: i64,
    /// `think`, `hope`, `wonderful`.
    opinions: i64,
    /// Acts in the past.
    pasts: i64,
    /// Reporting verbs.
    reports: i64,
    /// `we`, `our`.
    we: i64,
    /// `let`, `please`, `thank`.
    wishes: i64,
    words: i64,
    /// `you`, `your`.
    you: i64,
}

impl Features {
    fn of(sentence: &str) -> Self {
        let mut features = Self::default();
        let mut starts = true;
        for token in tokens(sentence) {
            if token.is_word {
                features.count(&token, starts);
                starts = false;
            } else {
                features.money +=
                    i64::from(matches!(token.text, "%" | "$" | "€" | "£" | "¥" | "₴"));
                features.is_question = token.text.starts_with(['?', '？', '؟'])
                    || (features.is_question && closes(&token));
                starts |= matches!(token.text, ":" | "•");
            }
        }
        features
    }

    fn count(&mut self, token: &Token, starts: bool) {
        let word = token.lower.as_ref();
        let add = |count: &mut i64, holds: bool| *count += i64::from(holds);
        let is_date = calendar::is_weekday(word) || calendar::is_month(word);
        add(&mut self.words, true);
        add(&mut self.dates, calendar::is_time(word) || (is_date && token.is_capitalised()));
        add(&mut self.figures, token.is_number() || among(NUMBERS, word));
        add(&mut self.money, among(MONEY, word));
        add(&mut self.acronyms, token.is_acronym());
        add(&mut self.names, token.is_capitalised() && !starts && !is_date && word != "i");
        add(&mut self.comparisons, among(COMPARISONS, word));
        add(&mut self.modals, among(MODALS, word));
        add(&mut self.opinions, among(OPINIONS, word));
        add(&mut self.wishes, among(WISHES, word));
        add(&mut self.i, among(I, word));
        add(&mut self.we, among(WE, word));
        add(&mut self.you, among(YOU, word));
        let is_report = reporting::reporting(token).is_some();
        let is_past = among(PASTS, word) || is_regular_past(token);
        add(&mut self.reports, is_report);
        add(&mut self.pasts, is_past && !is_report);
        self.has_verb |= is_report || is_past || among(VERBS, word) || among(MODALS, word);
    }

    fn points(&self, is_attributed: bool) -> i64 {
        let some = |holds: bool| i64::from(holds);
        let is_fragment = !self.has_verb && self.words < 9;
        BASE + ACRONYM * self.acronyms.min(2)
            + ATTRIBUTED * some(is_attributed)
            + COMPARISON * self.comparisons.min(3)
            + DATE * self.dates.min(2)
            + FIGURE * self.figures.min(3)
            + FRAGMENT * some(is_fragment)
            + LENGTH * self.words.min(25)
            + MODAL * self.modals.min(2)
            + MONEY_OR_PERCENT * self.money.min(2)
            + NAME * self.names.min(4)
            + OPINION * self.opinions.min(2)
            + PAST * self.pasts.min(3)
            + QUESTION * some(self.is_question)
            + REPORT * self.reports.min(2)
            + SAID_BY_I * self.i.min(2)
            + SAID_BY_WE * self.we.min(2)
            + SAID_TO_YOU * self.you.min(2)
            + SHORT * some(self.words < 5)
            + WISH * self.wishes.min(2)
    }
}

/// A sentence with this score or more is worth a person's look.
pub fn default_min_score() -> Score {
    Score::clamped(WORTH_A_LOOK)
}

/// Plain facts reach it; greetings, wishes, questions and opinions do not.
const WORTH_A_LOOK: i64 = 225;

const BASE: i64 = 180;

const ACRONYM: i64 = 45;
const ATTRIBUTED: i64 = 150;
const COMPARISON: i64 = 45;
const DATE: i64 = 45;
const FIGURE: i64 = 90;
const FRAGMENT: i64 = -120;
const LENGTH: i64 = 4;
const MODAL: i64 = -70;
const MONEY_OR_PERCENT: i64 = 80;
const NAME: i64 = 30;
const OPINION: i64 = -75;
const PAST: i64 = 55;
const QUESTION: i64 = -250;
const REPORT: i64 = 60;
const SAID_BY_I: i64 = -80;
const SAID_BY_WE: i64 = -40;
const SAID_TO_YOU: i64 = -50;
const SHORT: i64 = -120;
const WISH: i64 = -90;

fn is_regular_past(token: &Token) -> bool {
    const SHORTEST: usize = 5;
    token.lower.len() >= SHORTEST && token.lower.ends_with("ed") && !token.is_capitalised()
}

/// Whether a question before this mark is still the end of the sentence.
fn closes(mark: &Token) -> bool {
    mark.is_quotation_mark() || matches!(mark.text, "." | "!" | ")" | "]")
}

#[rustfmt::skip]
const COMPARISONS: &[&str] = &[
    "almost", "augmenté", "aumentou", "aumentó", "average", "best", "bigger", "biggest", "cut",
    "cuts", "decline", "declined", "decreased", "doubled", "drop", "dropped", "every", "fallen",
    "fell", "fewer", "first", "gestiegen", "gesunken", "greater", "greatest", "grew", "grown",
    "half", "halved", "higher", "highest", "increase", "increased", "increases", "larger",
    "largest", "least", "less", "lower", "lowest", "maggiore", "maior", "mais", "majority", "mayor",
    "mehr", "meno", "menor", "menos", "moins", "more", "most", "más", "nearly", "only", "over",
    "percent", "più", "plus", "rate", "record", "rise", "risen", "rising", "rose", "since",
    "smaller", "smallest", "than", "times", "total", "tripled", "twice", "weniger", "worst",
];

#[rustfmt::skip]
const MODALS: &[&str] = &[
    "can", "can't", "cannot", "could", "couldn't", "debe", "debemos", "debería", "deve", "devemos",
    "devia", "devons", "devrait", "dobbiamo", "doit", "dovrebbe", "i'd", "i'll", "könnte",
    "könnten", "may", "might", "muss", "must", "müssen", "ought", "poderia", "podría", "potrebbe",
    "pourrait", "shall", "should", "shouldn't", "sollte", "sollten", "we'll", "will", "would",
    "wouldn't", "würde",
];

#[rustfmt::skip]
const MONEY: &[&str] = &[
    "%", "billion", "billions", "budget", "cents", "cost", "costs", "debt", "deficit", "dollar",
    "dollars", "euro", "euros", "hryvnia", "milhões", "miliardi", "milioni", "milliarden",
    "milliards", "million", "millionen", "millions", "millones", "paid", "pct", "percent",
    "percentage", "percento", "pound", "pounds", "pourcent", "prozent", "roubles", "rubles",
    "spent", "tax", "taxes", "trillion", "yen", "yuan",
];

#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "billion", "billions", "cinco", "cinq", "cinque", "cuatro", "deux", "dez", "dieci", "diez",
    "dix", "dois", "dos", "dozen", "dozens", "drei", "duas", "due", "eight", "eighty", "eleven",
    "fifty", "five", "forty", "four", "fünf", "half", "hundred", "hundreds", "mil", "milhões",
    "miliardi", "milioni", "milliarden", "million", "millionen", "millions", "millones", "nine",
    "ninety", "quarter", "quatre", "quatro", "quattro", "seven", "seventy", "six", "sixty", "ten",
    "third", "thirty", "thousand", "thousands", "three", "tre", "tres", "trillion", "trois", "três",
    "twelve", "twenty", "two", "vier", "zehn", "zero", "zwei",
];

#[rustfmt::skip]
const OPINIONS: &[&str] = &[
    "acho", "agree", "amazing", "awful", "bad", "beautiful", "believe", "clearly", "credo", "creo",
    "crois", "disagree", "espero", "espère", "feel", "forse", "frankly", "glad", "glaube", "good",
    "great", "guess", "hate", "hoffe", "hope", "hopefully", "horrible", "important", "leider",
    "like", "love", "maybe", "need", "obviously", "opinion", "pense", "perhaps", "peut-être",
    "probably", "proud", "quizás", "ridiculous", "right", "sadly", "seem", "seems", "shameful",
    "sorry", "spero", "surely", "tal", "talvez", "terrible", "think", "vielleicht", "want", "wish",
    "wonderful", "wrong",
];

#[rustfmt::skip]
const PASTS: &[&str] = &[
    "became", "been", "began", "bought", "broke", "brought", "built", "came", "caught", "chose",
    "cost", "cut", "did", "died", "done", "drew", "driven", "drove", "era", "eran", "fell", "fez",
    "fled", "flew", "foi", "foram", "fought", "found", "fue", "fueron", "gave", "given", "got",
    "grew", "had", "hatte", "held", "hit", "hizo", "kept", "killed", "knew", "known", "laid", "led",
    "left", "lost", "made", "met", "paid", "put", "ran", "rose", "seen", "sent", "set", "shot",
    "shown", "sido", "sold", "spent", "spoke", "stata", "stati", "stato", "stood", "struck",
    "taken", "taught", "took", "used", "voted", "war", "waren", "was", "went", "were", "won",
    "wore", "wrote", "wurde", "wurden", "étaient", "était", "été",
];

#[rustfmt::skip]
const VERBS: &[&str] = &[
    "a", "am", "are", "aren't", "be", "do", "does", "doesn't", "don't", "es", "est", "está",
    "están", "gets", "goes", "ha", "haben", "han", "hanno", "has", "hasn't", "hat", "have",
    "haven't", "hay", "há", "is", "isn't", "ist", "it's", "jest", "ma", "makes", "ont", "says",
    "sind", "son", "sono", "sont", "são", "są", "takes", "tem", "that's", "there's", "they're",
    "têm", "va", "werden", "wird", "è", "é", "є",
];

#[rustfmt::skip]
const WISHES: &[&str] = &[
    "bitte", "bless", "congratulations", "consider", "danke", "dear", "god", "good-bye", "goodbye",
    "gracias", "grazie", "happy", "hello", "hi", "imagine", "let", "let's", "listen", "look",
    "merci", "no", "obrigada", "obrigado", "ok", "okay", "please", "remember", "stop", "thank",
    "thanks", "welcome", "well", "yes",
];

#[rustfmt::skip]
const I: &[&str] = &[
    "eu", "i", "i'd", "i'll", "i'm", "i've", "ich", "io", "i’d", "i’ll", "i’m", "i’ve", "j'ai",
    "je", "me", "mein", "meine", "meu", "mi", "mine", "minha", "mon", "my", "myself", "yo",
];

#[rustfmt::skip]
const WE: &[&str] = &[
    "noi", "nos", "nosotros", "nossa", "nosso", "nostra", "nostro", "notre", "nous", "nuestra",
    "nuestro", "nós", "our", "ours", "uns", "unser", "us", "we", "we'll", "we're", "we've", "we’ll",
    "we’re", "we’ve", "wir",
];

#[rustfmt::skip]
const YOU: &[&str] = &[
    "du", "ihr", "tu", "usted", "ustedes", "você", "vocês", "vos", "votre", "vous", "you", "you'll",
    "you're", "you've", "your", "yours", "you’re", "you’ve",
];

#[cfg(test)]
mod tests {
    use super::super::word;
    use super::*;

    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        for sentence in sentences {
            let score = Score::clamped(points(sentence, false));
            assert_eq!(score >= default_min_score(), expected, "{score}: {sentence}");
        }
    }

    #[test]
    fn what_can_be_checked_is_worth_a_look() {
        check(&["The town spent 3 million euros on the bridge in 2023."], true);
        check(&["Unemployment fell to 5.2 percent in May.", "Two people died in the fire."], true);
        check(&["The minister denied the report.", "Rents are higher than last year."], true);
        check(&["The firm is owned by a Swiss bank.", "El paro bajó un 3 % en mayo."], true);
    }

    #[test]
    fn opinions_wishes_questions_and_greetings_are_not() {
        check(&["I think the mayor is wrong.", "In my opinion, the film is too long."], false);
        check(
            &["We must do better.", "You should read this book.", "The future is bright."],
            false,
        );
        check(&["Let us hope for a better year.", "Please send us your stories."], false);
        check(
            &["What will happen next?", "Good morning, everyone.", "Thank you for coming."],
            false,
        );
        check(&["Weather", "Bridge over river", "So it goes."], false);
    }

    #[test]
    fn a_sentence_is_worth_more_when_it_names_who_said_it() {
        let sentence = "\"We must keep up the pressure,\" the mayor added.";
        assert_eq!(points(sentence, true) - points(sentence, false), ATTRIBUTED);
    }

    #[test]
    fn the_lists_are_in_order() {
        word::assert_in_order(&[COMPARISONS, I, MODALS, MONEY, NUMBERS, OPINIONS, PASTS, VERBS]);
        word::assert_in_order(&[WE, WISHES, YOU]);
    }
}
