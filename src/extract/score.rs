use std::borrow::Borrow;

use crate::domain::Score;

use super::lexicon::List;
use super::word::Token;
use super::{calendar, reporting};

/// How much a sentence looks like something worth checking: a sum of what speaks for it and what
/// speaks against it, in points of a thousand.
pub(super) fn points<'s>(
    tokens: impl Iterator<Item = impl Borrow<Token<'s>>>,
    is_attributed: bool,
) -> i64 {
    Features::of(tokens).points(is_attributed)
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
    fn of<'s>(tokens: impl Iterator<Item = impl Borrow<Token<'s>>>) -> Self {
        let mut features = Self::default();
        let mut starts = true;
        for token in tokens {
            let token = token.borrow();
            if token.is_word {
                features.count(token, starts);
                starts = false;
            } else {
                features.money +=
                    i64::from(matches!(token.text, "%" | "$" | "€" | "£" | "¥" | "₴"));
                features.is_question = token.text.starts_with(['?', '？', '؟'])
                    || (features.is_question && closes(token));
                starts |= matches!(token.text, ":" | "•");
            }
        }
        features
    }

    fn count(&mut self, token: &Token, starts: bool) {
        let add = |count: &mut i64, holds: bool| *count += i64::from(holds);
        let is_date = token.is_in(List::Weekdays) || token.is_in(List::Months);
        add(&mut self.words, true);
        add(&mut self.dates, calendar::is_time(token) || (is_date && token.is_capitalised()));
        add(&mut self.figures, token.is_number() || token.is_in(List::Numbers));
        add(&mut self.money, token.is_in(List::Money));
        add(&mut self.acronyms, token.is_acronym());
        add(&mut self.names, token.is_capitalised() && !starts && !is_date && !token.is("i"));
        add(&mut self.comparisons, token.is_in(List::Comparisons));
        add(&mut self.modals, token.is_in(List::Modals));
        add(&mut self.opinions, token.is_in(List::Opinions));
        add(&mut self.wishes, token.is_in(List::Wishes));
        add(&mut self.i, token.is_in(List::FirstSingular));
        add(&mut self.we, token.is_in(List::FirstPlural));
        add(&mut self.you, token.is_in(List::Second));
        let is_report = reporting::reporting(token).is_some();
        let is_past = token.is_in(List::Pasts) || is_regular_past(token);
        add(&mut self.reports, is_report);
        add(&mut self.pasts, is_past && !is_report);
        self.has_verb |=
            is_report || is_past || token.is_in(List::Verbs) || token.is_in(List::Modals);
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

#[cfg(test)]
mod tests {
    use super::super::word::tokens;
    use super::*;

    fn points(sentence: &str, is_attributed: bool) -> i64 {
        super::points(tokens(sentence), is_attributed)
    }

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
}
