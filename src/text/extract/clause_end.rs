use super::language::Language;
use super::words::listed::{Listed, listed};
use super::words::lists::List;
use super::words::near::{end_of, start_of};
use super::words::reporting;

/// In bytes, and in words; of what is read on either side of a stop.
const NEAR: usize = 200;
const WORDS: usize = 4;

/// `The pipe burst on Elm St. Workers shut it`: whether a clause ends with this abbreviation and another
/// one starts after it. Each has its own verb, and the abbreviation cannot belong to the next word, as in
/// `the U.S. Senate`.
///
/// `before` is the sentence up to the stop, `last` its last word, `following` what comes after.
pub(super) fn ends_clause(language: Language, before: &str, last: &str, following: &str) -> bool {
    if !matches!(language, Language::English | Language::Other) {
        return false;
    }
    let before = end_of(&before[..before.len() - last.len()], NEAR).trim_end();
    may_stand_last(last, before) && starts_clause(following) && has_verb(before)
}

/// Whether this abbreviation ends what it stands in: a street, a country after `in the`, a firm, a
/// measure after its number.
fn may_stand_last(last: &str, before: &str) -> bool {
    const AFTER: [&str; 11] =
        ["across", "at", "by", "for", "from", "in", "into", "of", "outside", "to", "with"];
    const FIRMS: [&str; 9] = ["Bros", "Co", "Corp", "Inc", "LLC", "Ltd", "Jr", "Sr", "plc"];
    const STREETS: [&str; 7] = ["Ave", "Blvd", "Dr", "Hwy", "Ln", "Rd", "St"];
    const TIMES: [&str; 6] = ["a.m", "A.M", "am", "p.m", "P.M", "pm"];
    let mut words = before.rsplit(' ');
    let (one, two) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    if is_measure(last) || TIMES.contains(&last) {
        return one.ends_with(|c: char| c.is_ascii_digit());
    }
    if STREETS.contains(&last) {
        return is_name(one)
            && (AFTER.contains(&two) || matches!(two, "along" | "near" | "off" | "on"))
            || is_name(one) && is_name(two) && !two.ends_with(',')
            || is_name(one) && two.starts_with(|c: char| c.is_ascii_digit());
    }
    if FIRMS.contains(&last) {
        return is_name(one) || one == "&";
    }
    let is_country = last.contains('.') && last.len() <= 5 && last.starts_with(char::is_uppercase);
    is_country && one == "the" && AFTER.contains(&two)
}

/// `3.4 m.`, `12 km.`: a measure, which stands after its number.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "cm" | "ft" | "g" | "h" | "ha" | "kg" | "km" | "l" | "m" | "mi" | "mm" | "t" | "yd"
    )
}

/// Whether a verb follows a word or two: `Workers shut it`, `Ana Silva left`.
fn starts_clause(following: &str) -> bool {
    let mut words = listed(start_of(following, NEAR)).take(WORDS);
    let Some(first) = words.next() else {
        return false;
    };
    // `a.m. Monday`, `5 p.m. EST`
    let is_when = TIMES_OF_DAY.iter().any(|word| first.is(word));
    let is_plain = first.text.chars().skip(1).all(char::is_lowercase);
    if is_when || !is_plain || !first.is_capitalised() {
        return false;
    }
    for word in words {
        if is_verb(&word) {
            return true;
        }
        let goes_on = word.is_word() && (word.is_capitalised() || word.text.ends_with("ly"));
        if !goes_on {
            return false;
        }
    }
    false
}

const TIMES_OF_DAY: [&str; 23] = [
    "april",
    "august",
    "central",
    "december",
    "eastern",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "local",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "pacific",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

fn has_verb(words: &str) -> bool {
    listed(words).skip(1).any(|word| is_verb(&word))
}

fn is_verb(word: &Listed<'_>) -> bool {
    const SHORTEST: usize = 5;
    let regular = word.text.len() >= SHORTEST && word.text.ends_with("ed");
    word.is_word()
        && !word.is_capitalised()
        && (regular
            || word.is_in(List::Auxiliaries)
            || word.is_in(List::Pasts)
            || word.is_in(List::Verbs)
            || reporting::is_reporting(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, expected: bool) {
        let (before, following) = marked.split_once(". ").unwrap();
        let last = before.rsplit(' ').next().unwrap();
        assert_eq!(ends_clause(Language::English, before, last, following), expected, "{marked}");
    }

    #[test]
    fn a_clause_may_end_with_an_abbreviation() {
        for marked in [
            "The pipe burst on Elm St. Workers shut it",
            "They moved to Long Pine Ave. Nobody came",
            "The sample came from the U.K. Prices rose",
            "The river rose to 3.4 m. Residents fled",
            "The road is 12 km. Drivers said so",
            "They sold it to Brown & Co. Ana Silva left",
            "It shut at 9 p.m. Police found nothing",
        ] {
            check(marked, true);
        }
    }

    #[test]
    fn an_abbreviation_that_belongs_to_the_next_word_ends_nothing() {
        for marked in [
            "He served in the U.S. Marines until 2003",
            "The U.S. Senate voted",
            "It was the U.S. Senate said",
            "She lives in St. Marys was told",
            "It opens at 9 a.m. Monday said the clerk",
            "It was 9 p.m. EST was told",
            "Brown Inc. Chairman Lee said",
            "They went to Bury St. Edmunds on foot",
        ] {
            check(marked, false);
        }
    }
}
