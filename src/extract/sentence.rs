use std::ops::Range;

use crate::domain::{Span, Text};

use super::item::next_item;
use super::language::{self, Language};
use super::mark::{self, is_bullet, is_stop};
use super::stop::{Stop, is_plain_end, starts_anew};

/// The sentences, in order: apart from white space, every character lies in exactly one.
///
/// The end of a paragraph ends one. Otherwise a stop does, if what stands beside it agrees.
/// Quotation marks are never counted, so one that is missing costs nothing further on.
pub fn sentences(text: &Text) -> Vec<Span> {
    let mut spans = Vec::new();
    let language = language::of(text.as_str());
    for paragraph in text.paragraphs() {
        cut(language, &text.as_str()[paragraph.clone()], |sentence| {
            let bytes = paragraph.start + sentence.start..paragraph.start + sentence.end;
            spans.extend(text.span(bytes));
        });
    }
    spans
}

fn cut(language: Language, paragraph: &str, mut found: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut at = 0;
    while let Some(mark) = mark::next(paragraph.as_bytes(), at) {
        let (end, next) = cut_at(language, paragraph, start, mark);
        if let Some(end) = end {
            found(trimmed(paragraph, start..end));
            start = end;
        }
        at = next;
    }
    found(trimmed(paragraph, start..paragraph.len()));
}

/// Where the sentence that starts at `start` ends, if it does so beside `mark`, and where to look
/// on.
fn cut_at(
    language: Language,
    paragraph: &str,
    start: usize,
    mark: usize,
) -> (Option<usize>, usize) {
    if is_plain_end(language, paragraph, start, mark) {
        return (Some(mark + 1), mark + 1);
    }
    let (before, rest) = (&paragraph[start..mark], &paragraph[mark..]);
    let Some(c) = rest.chars().next() else {
        return (None, paragraph.len());
    };
    let after = mark + c.len_utf8();
    if matches!(c, '.' | ')')
        && let Some(item) = next_item(before, rest)
    {
        return (Some(start + item), after);
    }
    if is_stop(language, c) || is_bullet(c) {
        let stop = Stop::read(language, paragraph, start, mark);
        return (stop.ends_sentence().then_some(stop.after), stop.next);
    }
    let starts_anew = c == ';' && starts_anew(language, before, &paragraph[after..]);
    (starts_anew.then_some(after), after)
}

fn trimmed(paragraph: &str, range: Range<usize>) -> Range<usize> {
    let words = &paragraph[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cut a text where `|` marks the ends.
    #[track_caller]
    fn check(marked: &str) {
        let text = Text::from(marked.replace('|', "").as_str());
        let found: Vec<&str> = sentences(&text).into_iter().map(|span| text.quote(span)).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_stop_ends_a_sentence_where_another_starts() {
        check("The dam held.| Did the bridge?| No!| It fell...| Nobody was hurt… so far.");
        check("It ended.|Then it rained for 3 days.");
        check("She left in 2019.| 40 others stayed.[12]| They liked it.");
    }

    #[test]
    fn a_stop_inside_a_word_or_number_ends_nothing() {
        check("Prices rose 3.5% at www.example.com/a.B and v1.2.Beta fell.| Why?");
        check("He works at Shop! in the north.| An iPad costs 1.000,50 euros.");
        check("The count . . . went on.");
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        check(
            "Mr. Lee met J. K. Orwin and Dr. Ana Silva at No. 7 in the U.S. Senate.| They spoke.",
        );
        check("The shop, e.g. Brown & Co. of Leeds, opened on Jan. 5 at 9 a.m. sharp.");
        check("Das gilt z. B. für Prof. Weber bzw. Frau Roth.| Nr. 5 fehlt.");
        check("La Sra. Gómez llegó.| M. Dupont et Mme. Roux aussi.");
        check("Jest m.in. prof. Nowak z ul. Długiej.| Tak.");
        check("Це міст ім. Шевченка на вул. Садовій.| Так.");
    }

    #[test]
    fn an_abbreviation_may_stand_last() {
        check(
            "They moved to the U.S.| The firm stayed with Brown & Co.| It closed at 6 p.m.| He left.",
        );
        check("He said no.| Then he left.");
    }

    #[test]
    fn a_german_ordinal_ends_nothing() {
        check("Am 3. Oktober war es der 2. Versuch.| Er gewann 3.| Sie verlor.");
    }

    #[test]
    fn bullets_and_numbers_start_items() {
        check(
            "• First the road • then the bridge| • 3. Last the rail"
                .replace(" • then", "| • then")
                .as_str(),
        );
        check("1. The road reopened.| 2. The bridge did not.");
    }

    #[test]
    fn quotation_marks_close_after_the_stop() {
        check("He said: \"It fell.\"| She said, “It stood.”| « C’est vrai. » |Oui.| „Ja.“| Nein.");
        check("(It rained.)| Then it snowed.");
    }

    #[test]
    fn a_quotation_keeps_the_clause_that_reports_it() {
        check("\"Is it over?\" he asked.| \"It is!\" Maria Lopez said.| \"Why?\"| The crowd left.");
        check("\"We won. |We will win again,\" the mayor added.");
    }

    #[test]
    fn a_quotation_mark_that_is_missing_swallows_nothing() {
        check("The town can pay.| It must show it,\" Ana Silva wrote.| Rain fell.");
        check("\"The town can pay.| Rain fell.| So did snow.");
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        check("雨が降った。|川があふれた！|वर्षा हुई।| नदी बढ़ी।");
        check("هل انتهى؟| نعم.");
    }

    #[test]
    fn the_end_of_a_paragraph_ends_a_sentence_and_a_wrapped_line_does_not() {
        check("Rain floods the town\n|Roads are shut.");
        check(
            "The bridge over the river was opened to cars\n\
             on Tuesday after four years of works that\n\
             cost six million.| Two died.",
        );
    }
}
