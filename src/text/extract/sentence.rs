use std::ops::Range;

use crate::domain::{Span, Text};

use super::detect::language_of;
use super::language::Language;
use super::list_item::next_item;
use super::punctuation::{self, is_bullet, is_stop};
use super::sentence_end::{Stop, is_plain_end, starts_anew};

/// The sentences, in order: apart from white space, every character lies in exactly one.
///
/// The end of a paragraph ends one. Otherwise a stop does, if what stands beside it agrees.
/// Quotation marks are never counted, so one that is missing costs nothing further on.
pub fn sentences(text: &Text) -> Vec<Span> {
    let mut spans = Vec::new();
    let language = language_of(text.as_str());
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
    while let Some(mark) = punctuation::next(paragraph.as_bytes(), at) {
        let (end, next) = cut_at(language, paragraph, start, mark);
        if let Some(end) = end {
            found(trimmed(paragraph, start..end));
            // Or each stop of the next sentence would read the white space before it again.
            start = paragraph.len() - paragraph[end..].trim_start().len();
        }
        at = next.max(start);
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
        check("She left in 2019.| 40 others stayed.[12]| They liked it. [3] |So did he.");
        check("He spoke to Anna's.| Nobody else came.| That was plan b.| It failed.");
    }

    #[test]
    fn a_space_may_be_missing() {
        check("It ended.|Then it rained for 3 days.");
        check("They paid 1,000.|That was too much.|Dr. Lee said so.");
    }

    #[test]
    fn a_stop_inside_a_word_or_number_ends_nothing() {
        check("Prices rose 3.5% at www.example.com/a.B and v1.2.Beta fell.| Why?");
        check("He works at Shop! in the north.| An iPad costs 1.000,50 euros.");
        check("It opens at 10.30 and shuts at 5.45 on the 3.2 km road.");
    }

    #[test]
    fn a_small_letter_starts_a_sentence_after_a_whole_word() {
        check("the bus was late.| nobody told us.| why not?| we had to walk home.");
        check("They met Prof. emeritus Lee, approx. twenty men, etc. and left.");
        check("The council has a page. https://example.org/page tells more.| It is long.");
        check("The council of Riverton.| the mayor came too.");
        check("Il ponte resta chiuso.| nessuno sa perché.| Lo dice l'avv. della città.");
        check("Der Vertrag gilt bzgl. der Straße und inkl. aller Brücken.");
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_where_a_capital_follows() {
        check("We waited... and waited…| Then it came.");
        check(
            "The count . . . went on, and . . . I left.| It was late. |. . . Nobody spoke. . . .",
        );
        check("The plan failed.| ...and so did the next one.");
        check("The law [...] was “changed [...]” (Lee 12).| It stands.");
        check("It was over . . . . |Next came rain.");
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        check(
            "Mr. Lee met J. K. Orwin and Dr. Ana Silva at No. 7 in the U.S. Senate.| They spoke.",
        );
        check("The shop, e.g. Brown & Co. of Leeds, opened on Jan. 5 at 9 a.m. sharp.");
        check("See vol. II and fig. 3 on p. 12 of the report.| It is long.");
        check("Gov. Reyes and Sen. Holt met at St. Mary on Fifth Ave. near Mt. Hood.| It rained.");
    }

    #[test]
    fn abbreviations_are_those_of_the_language() {
        check("Das gilt z. B. für Prof. Weber bzw. Frau Roth und ggf. Herrn Vogt.| Nr. 5 fehlt.");
        check("Die Stadt zahlt 3 Mio. Euro, d. h. mehr als vorher.| Sie hat das Geld.");
        check("La Sra. Gómez llegó con el Dr. Ruiz a la Avda. Central.| Es la pág. 5 de EE. UU.");
        check("M. Dupont et Mme. Roux sont venus avec Mgr. Petit.| Il pleut, cf. p. 12 du texte.");
        check("Il dott. Neri e l'on. Bianchi sono a pag. 5 con la sig.ra Verdi.| Così è l'art. 3.");
        check("O Sr. Lopes e a Dra. Pinto moram na Av. Central, no n. 5.| Não é a pág. 3.");
        check(
            "Jest m.in. prof. Nowak z ul. Długiej, tj. z domu nr. 5.| Tak było w 2010 r.| Potem nie.",
        );
        check("Це міст ім. Шевченка на вул. Садовій у м. Києві, див. мал. 3.| Так і є.");
        check("В 2010 г. на ул. Садовой жил проф. Орлов, т. е. сосед.| Это было давно.");
        check("Това е ул. Дълга, където живее проф. Петров от гр. Русе.| Така е.");
        check("Det er hr. Holm og fru Lund, bl.a. fra Skt. Hans Torv.| De er på vej til nr. 5.");
        check("Dat is dhr. Bakker met mevr. Smit, d.w.z. de buren.| Het is nr. 5 op blz. 12.");
        check("Ide o firmu Most a. s., ktorú vedie napr. Ing. Novák.| To je všetko.");
    }

    #[test]
    fn abbreviations_of_other_languages_do_not_count() {
        check("We asked them all.| Mary came, and the lights went on.| Peter was the last to don.");
        check("Sie ging per.| Anna kam auf das all.| Und dann war Ruhe.");
    }

    #[test]
    fn an_abbreviation_may_stand_last() {
        check(
            "They moved to the U.S.| The firm stayed with Brown & Co.| It closed at 6 p.m.| He left.",
        );
        check("He said no.| Then he left.| They brought tents, food, etc.| Maria brought nothing.");
        check(
            "Droga ma 5 km.| Nowak nie wie, że kosztuje 3 mln. Co dalej?"
                .replace("mln. ", "mln.| ")
                .as_str(),
        );
    }

    #[test]
    fn a_german_ordinal_ends_nothing() {
        check("Am 3. Oktober war es der 2. Versuch.| Er gewann 3.| Sie verlor.");
        check("Im 19. Jahrhundert regierte Ludwig II. Bayern, und im Jahr 1886 starb er.");
        check("Das war im Jahr 1990.| Berlin feierte die ganze Nacht.");
        check("Zmluva je z 7. Apríla a je o XII. Pluku.| To je všetko, čo vieme.");
    }

    #[test]
    fn bullets_and_numbers_start_items() {
        check(
            "• First the road • then the bridge| • 3. Last the rail"
                .replace(" • then", "| • then")
                .as_str(),
        );
        check("1. The road reopened.| 2. The bridge did not.");
        check("1) The road |2) The bridge |3) The rail");
        check("1.) The road |2.) The bridge");
        check("a. The road |b. The bridge");
        check("1. The road reopened.| It is wide. |2. The bridge did not.");
        check("It rained.| 1) It was cold |2) It was late");
        check("The plan: 1) the road, 2) the bridge.| It has 3) parts.");
    }

    #[test]
    fn quotation_marks_close_after_the_stop() {
        check("He said: \"It fell.\"| She said, “It stood.”| « C’est vrai. » |Oui.| „Ja.“| Nein.");
        check("(It rained.)| Then it snowed.| It was cold ( very cold! ) that day.");
        check("He said \" It fell. \" |Then he left.");
    }

    #[test]
    fn a_quotation_keeps_the_clause_that_reports_it() {
        check("\"Is it over?\" he asked.| \"It is!\" Maria Lopez said.| \"Why?\"| The crowd left.");
        check("\"We won. |We will win again,\" the mayor added.");
        check("Is it over? he asked.| It is.");
        check("«Когда ты едешь? – спросила она. – Завтра ведь выходной».| Он не знал.");
    }

    #[test]
    fn a_quotation_mark_that_is_missing_swallows_nothing() {
        check("The town can pay.| It must show it,\" Ana Silva wrote.| Rain fell.");
        check("\"The town can pay.| Rain fell.| So did snow.");
    }

    #[test]
    fn a_semicolon_ends_a_sentence_where_only_a_sentence_has_a_capital() {
        check("La calle estaba cerrada;| El puente no lo estaba.| Llovía; Ana no vino.");
        check("La route est fermée ;| Le pont ne l’est pas.");
        check("Keep the Bridge Open; The Road Can Wait.");
    }

    #[test]
    fn a_dateline_stays_with_its_report() {
        check("MILTON, N.Y. — The dam held.| It rained.");
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        check("雨が降った。|川があふれた！|वर्षा हुई।| नदी बढ़ी।");
        check("物价上涨３．５％。|她说《走吧！朋友》很好看。|好！");
        check("هل انتهى؟| نعم.");
        check("سیلاب آیا۔| لوگ چلے گئے۔");
        check("ዝናብ ዘነበ።| ወንዙ ሞላ።");
        check("မိုးရွာသည်။| မြစ်ရေတက်သည်။");
    }

    #[test]
    fn greek_asks_with_a_semicolon_and_armenian_ends_with_a_colon() {
        check("Πού είναι η γέφυρα;| Είναι κλειστή.| Γιατί;| Κανείς δεν ξέρει.");
        check("Կամուրջը փակ է:| Ճանապարհը բաց է. մեքենաներ կան:| Ժամը 12:30 է:");
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
