//! What stands in an article and claims nothing: a date alone, a link alone, a heading, a line that leads
//! to what follows, a credit.

use super::language::Language;
use super::words::listed::{Listed, listed};
use super::words::lists::List;
use super::words::reporting;

/// In bytes. Nothing longer is looked at.
const LONGEST: usize = 160;

/// Whether this sentence claims nothing. `is_paragraph` says whether it stands alone in its paragraph.
pub(super) fn claims_nothing(
    language: Language,
    sentence: &str,
    is_paragraph: impl FnOnce() -> bool,
) -> bool {
    sentence.len() <= LONGEST
        && (is_links(sentence)
            || is_signature(sentence)
            || is_date(sentence)
            || leads_on(sentence)
            || is_credit(sentence)
            || is_number_of_figure(sentence)
            || language == Language::English && is_answer(sentence)
            || is_heading(language, sentence) && is_paragraph())
}

/// `pic.example/aB3 @holm #flood`: links, accounts and tags, and no word beside them.
fn is_links(sentence: &str) -> bool {
    const LINKS: [&str; 6] =
        ["http://", "https://", "pic.twitter.com/", "pic.x.com/", "t.co/", "www."];
    let is_link = |word: &str| {
        let word = word.trim_start_matches(['(', '[', '<', '—', '-']);
        LINKS.iter().any(|link| word.starts_with(link))
    };
    if !sentence.contains(['/', '.']) {
        return false;
    }
    let is_any = |word: &str| is_link(word) || word.starts_with(['@', '#', '—', '–']);
    sentence.split_whitespace().all(is_any) && sentence.split_whitespace().any(is_link)
}

/// `— Petra Holm (@petraholm) May 6, 2025`
fn is_signature(sentence: &str) -> bool {
    sentence.starts_with(['—', '–', '-']) && sentence.contains(" (@")
}

/// `December 2018.`, `Paris, 6 May 2025 –`, `Updated: 9.30 a.m.`: when something was written, and where.
fn is_date(sentence: &str) -> bool {
    const MOST: usize = 9;
    // A date has a figure or a month, and both stand here with few words.
    if sentence.len() > 80 {
        return false;
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let (mut count, mut dates, mut places, mut figures) = (0, 0, 0, 0);
    // `Ottermere, 6 May 2025`
    let mut rest = sentence;
    if let Some((place, after)) = sentence.split_once(',') {
        let words = || place.split_whitespace();
        let is_place = words().all(|word| word.starts_with(char::is_uppercase))
            && (1..=3).contains(&words().count())
            && !words().any(|word| DATES.binary_search(&word.to_lowercase().as_str()).is_ok());
        if is_place {
            rest = after;
        }
    }
    let words = rest.split(|c: char| c.is_whitespace() || c == '|');
    let words = words.flat_map(|word| {
        let is_whole = is_whole_date(word.trim_matches(is_mark));
        word.split(move |c: char| !is_whole && matches!(c, '/' | '-'))
    });
    let words = words.map(|word| word.trim_matches(is_mark)).filter(|word| !word.is_empty());
    for word in words {
        count += 1;
        if is_whole_date(word) {
            dates += 1;
            figures += 1;
            continue;
        }
        let lower = word.to_lowercase();
        if DATES.binary_search(&lower.as_str()).is_ok() {
            dates += 1;
        } else if is_date_figure(&lower) {
            figures += 1;
        } else if AROUND_DATES.binary_search(&lower.as_str()).is_err() {
            // The place of a dateline.
            let is_place = word.chars().all(|c| !c.is_lowercase()) && word.len() > 2;
            if !is_place {
                return false;
            }
            places += 1;
        }
    }
    let is_dateline = places <= 3 && places < count;
    // `OTTERMERE (AP) —`
    let is_place = dates == 0 && figures == 0 && places > 0 && sentence.ends_with(['—', '–']);
    count <= MOST
        && (is_dateline && (dates > 0 && figures > 0 || dates == 1 && count == 1) || is_place)
}

/// `06/05/2025`, `2025-05-06`, `6.5.2025`
fn is_whole_date(word: &str) -> bool {
    let mut parts = word.split(['/', '-', '.']);
    let figures = |part: Option<&str>| {
        part.is_some_and(|part| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    figures(parts.next())
        && figures(parts.next())
        && figures(parts.next())
        && parts.next().is_none()
        && word.len() >= 6
}

/// `6`, `6th`, `2025`, `10:31`, `9.30am`.
fn is_date_figure(word: &str) -> bool {
    let rest =
        word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h'));
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && matches!(rest, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "a.m" | "p.m" | "º" | "er")
}

/// `Its figures:`, `Among them:`: a few words before what they lead to, with no verb and no figure.
fn leads_on(sentence: &str) -> bool {
    const MOST: usize = 6;
    sentence.ends_with(':') && {
        let words = || listed(sentence).filter(Listed::is_word);
        let opens = |opening: &str| {
            sentence.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
        };
        words().count() <= MOST
            && !words().any(|word| word.is_number())
            && (!words().any(|word| is_verb(&word)) || LEADING.iter().any(|words| opens(words)))
    }
}

/// `In part.`, `Very much.`: under four words that answer, and say nothing by themselves.
fn is_answer(sentence: &str) -> bool {
    const MOST: usize = 3;
    const SHORTEST: usize = 2;
    // Not `no` and the like: `No deaths.` can be checked.
    const OPENINGS: [&str; 16] = [
        "at", "by", "far", "for", "hardly", "in", "maybe", "of", "on", "only", "perhaps",
        "probably", "up", "very", "with", "yes",
    ];
    if !sentence.ends_with(['.', '!']) || sentence.len() > 40 {
        return false;
    }
    let words: Vec<Listed> = listed(sentence).filter(Listed::is_word).collect();
    let opens = words.first().is_some_and(|first| OPENINGS.iter().any(|word| first.is(word)));
    let says = |word: &Listed| {
        word.is_number()
            || word.is_in(List::Numbers)
            || word.is_in(List::Auxiliaries)
            || word.is_in(List::Pasts)
            || word.text.len() > 4 && word.text.ends_with("ed")
            || reporting::is_reporting(word)
    };
    (SHORTEST..=MOST).contains(&words.len()) && opens && !words[1..].iter().any(says)
}

/// Whether what is said of a table as a whole only names it: no verb, no stop and no figure but years.
pub(super) fn is_caption(language: Language, words: &str) -> bool {
    let is_figure = |word: &str| {
        let is_year = word.len() == 4 && word.starts_with(['1', '2']);
        word.contains(|c: char| c.is_ascii_digit()) && !is_year
    };
    let figures = words.split(|c: char| !c.is_alphanumeric()).filter(|word| is_figure(word));
    if language == Language::English {
        return is_heading(language, words);
    }
    !words.ends_with(['.', '!', '。']) && figures.count() == 0
}

/// Words that a line starts with which leads to what follows.
const LEADING: [&str; 14] = [
    "das ist",
    "das sind",
    "das wissen wir",
    "eccolo",
    "ecco",
    "esto es",
    "estos son",
    "here are",
    "here is",
    "here's",
    "lo que sabemos",
    "voici",
    "was wir",
    "what we",
];

/// `Fotografie: Ana Silva`, `Source : Insee`: a label, and names after it.
fn is_credit(sentence: &str) -> bool {
    const MOST: usize = 8;
    const PARTICLES: [&str; 14] =
        ["and", "and/or", "da", "de", "del", "der", "di", "du", "e", "et", "of", "und", "von", "y"];
    let Some((label, names)) = sentence.split_once(':') else {
        return false;
    };
    let label = label.trim_end().to_lowercase();
    let names = names.trim().trim_end_matches('.');
    LABELS.binary_search(&label.as_str()).is_ok()
        && !names.contains(|c: char| c.is_numeric())
        && names.split_whitespace().count() <= MOST
        && names
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '&' | '|'))
            .filter(|word| !word.is_empty())
            .all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// `Table 1`, `Abbildung 3.`: what something is called that stands beside the text.
fn is_number_of_figure(sentence: &str) -> bool {
    const LONGEST: usize = 24;
    if sentence.len() > LONGEST {
        return false;
    }
    let mut words = sentence.trim_end_matches(['.', ':']).split_whitespace();
    let label = words.next().unwrap_or_default().to_lowercase();
    let number = words.next().unwrap_or_default();
    FIGURES.contains(&label.as_str())
        && (1..=4).contains(&number.len())
        && number.chars().all(|c| c.is_alphanumeric() || c == '.')
        && number.contains(|c: char| c.is_ascii_digit())
        && words.next().is_none()
}

const FIGURES: [&str; 19] = [
    "abb.",
    "abbildung",
    "chart",
    "cuadro",
    "fig.",
    "figura",
    "figure",
    "gráfico",
    "grafik",
    "graphique",
    "map",
    "rycina",
    "tab.",
    "tabela",
    "tabella",
    "tabelle",
    "tabla",
    "table",
    "tableau",
];

/// Before who made what is shown, in order.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "autor", "autora", "autorin", "bild", "bilder", "camera", "credit", "crédit", "crédit photo", "crédito",
    "créditos", "editing", "editor", "fonte", "foto", "fotografia", "fotografie", "fotografía", "fotos",
    "fuente", "grafik", "graphic", "illustration", "ilustración", "image", "images", "infografik",
    "kamera", "montage", "photo", "photos", "picture", "pictures", "quelle", "quellen", "redacción",
    "redaktion", "redazione", "reporting", "source", "sources", "text", "text und foto", "text und fotos",
    "texto", "texto y fotos", "video", "vidéo", "zdjęcie", "źródło", "джерело", "фото",
];

/// A few words that stand alone, without a stop, a figure or a verb.
///
/// A headline has a verb: it may tell what is to be checked. In languages whose verbs are not known here,
/// only what is written in capitals is a heading.
fn is_heading(language: Language, sentence: &str) -> bool {
    const MOST: usize = 10;
    let ends = sentence
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '’' | '"' | '”' | '?'));
    if !ends || sentence.starts_with(['-', '–', '—', '•', '*', '"', '“', '„', '«']) {
        return false;
    }
    let is_upper = !sentence.contains(char::is_lowercase) && sentence.contains(char::is_alphabetic);
    if !is_upper && language != Language::English {
        return false;
    }
    // The number of a chapter says nothing: `1. What we were asked`.
    let digits = sentence.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < sentence.len());
    let numbered = numbered.unwrap_or(sentence);
    let mut count = 0;
    let mut is_named = false;
    // Where not all words have capitals, those that do are names: `A day on the Harbour Bridge`.
    let are_named = !is_upper
        && numbered.split_whitespace().skip(1).any(|word| {
            word.len() >= 3 && word.starts_with(char::is_lowercase) && !SMALL.contains(&word)
        });
    for (at, word) in listed(numbered).enumerate() {
        if at > 0 && are_named && word.text.starts_with(char::is_uppercase) {
            count += 1;
            continue;
        }
        let is_cut = matches!(word.text, "|" | ";" | "%" | "$" | "€" | "£");
        let is_foreign = ["a", "hat", "hay", "son"].iter().any(|noun| word.is(noun));
        let may_act = !is_named && is_verb(&word) && !is_foreign
            || at > 0 && may_be_verb(&word)
            || word.is_in(List::Subjects);
        if word.is_number() || is_cut || word.is_in(List::Numbers) || !is_upper && may_act {
            return false;
        }
        // `The cost of the bridge`
        is_named = ["a", "an", "its", "the", "their"].iter().any(|before| word.is(before));
        count += usize::from(word.is_word());
    }
    (1..=MOST).contains(&count)
}

fn is_verb(word: &Listed<'_>) -> bool {
    const SHORTEST: usize = 5;
    let regular = word.text.len() >= SHORTEST && word.text.ends_with("ed");
    regular
        || word.is_in(List::Auxiliaries)
        || word.is_in(List::Pasts)
        || word.is_in(List::Verbs)
        || reporting::is_reporting(word)
}

/// `fails`, `says`: most words with an `s` in a headline are verbs or might be.
fn may_be_verb(word: &Listed<'_>) -> bool {
    let ends = word.text.ends_with("ing") || word.text.ends_with('s') && !word.text.ends_with("ss");
    ends || word.is("to")
}

/// Words that titles have in small letters.
const SMALL: [&str; 14] = [
    "and", "but", "for", "from", "into", "near", "nor", "off", "onto", "over", "than", "the",
    "upon", "with",
];

/// Words that a date may stand among, in order.
#[rustfmt::skip]
const AROUND_DATES: &[&str] = &[
    "a", "a.m", "actualización", "actualizada", "actualizado", "aggiornato", "aktualisiert",
    "aktualizacja", "alle", "am", "at", "atualizado", "bst", "cest", "cet", "de", "del", "den",
    "dernière", "do", "edt", "el", "em", "en", "erschienen", "est", "et", "gmt", "h", "il", "jour",
    "la", "last", "le", "les", "mis", "mise", "modificado", "modifié", "o", "of", "om", "on", "ore",
    "p.m", "pm", "posted", "pst", "pubblicato", "publicado", "published", "publié", "r", "roku",
    "stand", "the", "uhr", "ultima", "um", "updated", "utc", "veröffentlicht", "von", "zuletzt", "à",
    "às", "última", "оновлено", "опубліковано",
];

/// Months and days of the week, in order.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "abril", "agosto", "août", "apr", "april", "aprile", "aug", "august", "avril", "dec", "december",
    "dezember", "dezembro", "dicembre", "diciembre", "dienstag", "dimanche", "domenica", "domingo",
    "donnerstag", "décembre", "enero", "feb", "febbraio", "febrero", "februar", "february", "fevereiro",
    "freitag", "friday", "février", "gennaio", "giovedì", "giugno", "jan", "janeiro", "januar",
    "january", "janvier", "jeudi", "jueves", "juillet", "juin", "jul", "julho", "juli", "julio", "july",
    "jun", "june", "junho", "juni", "junio", "luglio", "lundi", "lunedì", "lunes", "maggio", "mai",
    "maio", "mar", "march", "mardi", "mars", "martedì", "martes", "marzo", "março", "may", "mayo",
    "mercoledì", "mercredi", "mittwoch", "miércoles", "monday", "montag", "märz", "nov", "november",
    "novembre", "novembro", "noviembre", "oct", "october", "octobre", "octubre", "okt", "oktober",
    "ottobre", "outubro", "sabato", "samedi", "samstag", "saturday", "segunda-feira", "sep", "sept",
    "september", "septembre", "septiembre", "setembro", "settembre", "sexta-feira", "sonntag", "sunday",
    "sábado", "thursday", "tuesday", "vendredi", "venerdì", "viernes", "wednesday",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        for sentence in sentences {
            assert_eq!(
                claims_nothing(Language::English, sentence, || true),
                expected,
                "{sentence}"
            );
        }
    }

    #[test]
    fn dates_links_and_signatures_claim_nothing() {
        check(
            &[
                "December 2018.",
                "Monday, 5 May 2025",
                "FARO, March 27 –",
                "Updated 6 May 2025, 10:31",
            ],
            true,
        );
        check(&["pic.twitter.com/aB3dE6gH9j", "https://news.example/a @ana #flood"], true);
        check(&["— Petra Holm (@petraholm) May 6, 2025"], true);
        check(
            &["It rained in May 2018.", "In 2018, 40 died.", "See https://news.example/a now."],
            false,
        );
        check(&["May fell.", "40, 50", "2018"], false);
    }

    #[test]
    fn credits_and_the_numbers_of_figures_claim_nothing() {
        check(
            &[
                "Fotografie: Ana Silva",
                "Text und Fotos: Ana Silva",
                "Source : Insee",
                "Quelle: Statistisches Amt",
                "Fuente: Ana Silva y Rui Lopes.",
                "Table 1",
                "Abbildung 3.",
                "Ottermere, 6 May 2025 –",
                "Stand: 6. Mai 2025, 10:31 Uhr",
                "Mis à jour le 6 mai 2025 à 10h31",
                "Actualizado: 06/05/2025 10:31",
                "Das sind die wichtigsten Punkte:",
            ],
            true,
        );
        check(
            &[
                "Source: 40 ships",
                "Quelle: Die Stadt zahlt nichts",
                "Table 3 shows it.",
                "Ottermere, 6 May 2025: it rained.",
                "Figure 2 fell by 3",
            ],
            false,
        );
    }

    #[test]
    fn what_leads_on_claims_nothing() {
        check(&["Its figures:", "Among them:", "The main points:"], true);
        check(
            &[
                "The mayor said:",
                "It has 3 gates:",
                "The gates were cracked in nine of the places there:",
            ],
            false,
        );
    }

    #[test]
    fn a_heading_claims_nothing_and_a_headline_may() {
        check(
            &["Vehicles a day on the Harbour Bridge", "In part.", "Very much.", "Only in March."],
            true,
        );
        check(
            &["In part it did.", "No one died.", "It rained.", "Rents rose.", "No deaths."],
            false,
        );
        check(
            &["The cost of the bridge", "1. WHAT WE WERE ASKED", "Report of the Public Inquiry"],
            true,
        );
        check(
            &[
                "Sluice fails inspection",
                "Rents doubled in Faro",
                "40 cellars in Faro",
                "They bulk large",
            ],
            false,
        );
        check(&["Rents in Faro: 4 percent up", "It rained.", "“No more of it”"], false);
    }

    #[test]
    fn the_lists_are_in_order() {
        for list in [AROUND_DATES, DATES, LABELS] {
            let mut sorted = list.to_vec();
            sorted.sort_unstable();
            assert_eq!(list, sorted);
        }
    }
}
