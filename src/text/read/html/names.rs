//! The names of those who wrote an article, out of the words that a page sets them in.

use crate::text::read::content::line;
use crate::text::read::date::month_of;

/// How long the names of those who wrote an article may be, in bytes.
const LONGEST: usize = 160;

/// How many words one name has at most.
const MOST_WORDS: usize = 6;

/// The names in these words, which stand in elements of their own, without the word before them,
/// and without what follows: a date, a trade, the name of the paper.
pub(super) fn names(parts: &[String]) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = true;
    for part in parts {
        let Some(part) = line(part) else { continue };
        let is_open = part.ends_with([',', '&']);
        let part = part.trim_matches([' ', ',', '|', '•', '·', '—', '–', '-', '/', ';']);
        if part.is_empty() || is_label(part) {
            continue;
        }
        if is_joint(part) {
            goes_on = true;
            continue;
        }
        if !goes_on && !part.starts_with("and ") {
            break;
        }
        let (names, is_cut) = names_in(without_label(part));
        let count = names.len();
        found.extend(names);
        // Another element is another name only after a mark or a word that joins them.
        goes_on = !is_cut && is_open || count == 0 && found.is_empty();
        if is_cut && !found.is_empty() {
            break;
        }
    }
    found.dedup();
    let names = found.join(", ");
    (!names.is_empty() && names.len() <= LONGEST).then_some(names)
}

/// The names in these words, in which nothing marks where one ends.
pub(super) fn names_of(words: &str) -> Option<String> {
    names(&[words.to_owned()])
}

/// The names in a field that is for names alone, where each may be of any words.
pub(super) fn names_in_field(said: &str) -> Option<String> {
    const MOST: usize = 20;
    let said = line(said)?;
    let mut found: Vec<&str> = Vec::new();
    for part in without_label(&said).split([',', ';']).take(MOST) {
        let part = part.trim();
        let words = part.split(' ').count();
        let is_plain = !part.contains(|c: char| c.is_ascii_digit() || matches!(c, '|' | '@' | '<'))
            && part.chars().next().is_some_and(|c| !c.is_lowercase())
            && part.chars().any(char::is_alphabetic)
            && words <= MOST_WORDS
            && !is_no_name(part)
            && !part.ends_with(['.', '!', '?', ':'])
            && ![" and ", " und ", " et ", " y "].iter().any(|joint| part.contains(joint));
        if !is_plain {
            return names_of(&said);
        }
        // `Ana Silva, MA`
        if !found.is_empty() && words == 1 && !is_unspaced(part) {
            return names_of(&said);
        }
        found.push(part);
    }
    found.dedup();
    let names = found.join(", ");
    (!names.is_empty() && names.len() <= LONGEST * 2).then_some(names)
}

/// The names in a line, and whether something else follows them.
fn names_in(line: &str) -> (Vec<String>, bool) {
    const JOINTS: [&str; 9] =
        [" and ", " und ", " et ", " y ", " e ", " i ", " & ", " und: ", " AND "];
    let end = line
        .find(['|', '•', '·', '[', '<', '@', '—', '/'])
        .into_iter()
        .chain(bracket(line))
        .chain(line.find(" - "))
        .chain(line.find(" – "))
        .min()
        .unwrap_or(line.len());
    let mut is_cut = end < line.len();
    let mut line = line[..end].to_owned();
    for joint in JOINTS {
        line = line.replace(joint, ", ");
    }
    let mut names = Vec::new();
    for part in line.split([',', ';']) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let (name, rest) = name(part);
        match name {
            // `Ana Silva, MA`, `Ana Silva, Reuters` and `Ana Silva, chief editor` are one name.
            Some(name) if names.is_empty() || name.contains(' ') || is_unspaced(&name) => {
                names.push(name);
            }
            _ => {
                is_cut = true;
                break;
            }
        }
        if rest {
            is_cut = true;
            break;
        }
    }
    (names, is_cut)
}

/// Where a bracket opens after which no name goes on: not as in `Ana (Nina) Silva`.
fn bracket(line: &str) -> Option<usize> {
    let open = line.find('(')?;
    let after = line[open..].split_once(')').map(|(_, after)| after.trim_start());
    let goes_on = after.is_some_and(|after| after.starts_with(char::is_uppercase));
    (!goes_on).then_some(open)
}

/// The name that these words start with, and whether more follows.
fn name(words: &str) -> (Option<String>, bool) {
    if is_unspaced(words) {
        let fits = words.chars().count() <= 30 && !words.contains(|c: char| c.is_ascii_digit());
        return (fits.then(|| words.to_owned()), false);
    }
    let all: Vec<&str> = words.split(' ').collect();
    let mut count = all.iter().take_while(|word| is_part_of_name(word)).count();
    // A month before a number is the start of a date, and else may be a name.
    let is_number =
        |at: usize| all.get(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if count > 0 && is_number(count) && month_of(all[count - 1]).is_some() {
        count -= 1;
    }
    let name = all[..count].join(" ");
    // A name does not end with `van`.
    let name = name.trim_end_matches(" de").trim_end_matches(" the").trim_end_matches(" of");
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let rest = count < all.len();
    let after = all.get(count).copied().unwrap_or_default();
    // Another word may follow a name, but a sentence has one in it.
    let is_phrase = count == 1 && after.starts_with(char::is_lowercase);
    let is_sentence = rest
        && !after.starts_with(|c: char| c.is_ascii_digit())
        && all[count..].len() > 3
        && words.ends_with(['.', '!', '?']);
    let is_name = letters >= 3
        && count <= MOST_WORDS
        && !is_sentence
        && !is_phrase
        && name.chars().any(char::is_uppercase)
        && !is_no_name(name);
    (is_name.then(|| name.to_owned()), rest)
}

/// Whether it has no spaces between words, as in East Asia.
fn is_unspaced(words: &str) -> bool {
    words.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

#[rustfmt::skip]
fn is_part_of_name(word: &str) -> bool {
    const PARTICLES: [&str; 32] = [
        "af", "al", "am", "av", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "di",
        "dos", "du", "el", "for", "ibn", "la", "le", "of", "ten", "ter", "the", "to", "van", "vom",
        "von", "zu", "zum", "zur",
    ];
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    let first = letters.chars().next();
    let has_case = letters.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let is_capital = first.is_some_and(char::is_uppercase)
        || letters.chars().nth(1).is_some_and(char::is_uppercase)
        || letters.split(['-', '\'', '’']).nth(1).is_some_and(|part| part.starts_with(char::is_uppercase));
    !letters.is_empty()
        && !letters.contains(|c: char| c.is_ascii_digit())
        && (is_capital || !has_case || PARTICLES.contains(&letters))
        && !is_day(letters)
}

#[rustfmt::skip]
fn is_day(word: &str) -> bool {
    const DAYS: [&str; 16] = [
        "friday", "monday", "published", "saturday", "sunday", "thursday", "tuesday", "updated",
        "wednesday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
        "sonntag",
    ];
    DAYS.contains(&word.to_lowercase().as_str())
}

/// Whether it is a word of a page and nobody's name.
#[rustfmt::skip]
fn is_no_name(name: &str) -> bool {
    const WORDS: [&str; 37] = [
        "about", "admin", "administrator", "advertisement", "all", "author", "bio", "by", "comment",
        "comments", "contact", "email", "facebook", "follow", "home", "last", "last modified",
        "last updated", "more", "news", "our staff", "photo", "photos", "posted", "print", "read more", "save", "see all", "share", "subscribe", "tweet", "twitter",
        "unknown", "updated", "video", "view all", "view profile",
    ];
    WORDS.contains(&name.to_lowercase().as_str())
}

#[rustfmt::skip]
fn is_joint(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "&" | "and" | "e" | "et" | "i" | "und" | "y"
    )
}

#[rustfmt::skip]
const LABELS: [&str; 44] = [
    "a report by", "article by", "author", "author:", "authors:", "autor", "autor:", "autora:", "by",
    "by:", "de", "di", "escrito por", "from", "par", "por", "posted by", "por:", "publicado por",
    "published by", "report by", "reported by", "reporting by", "skriven av", "stories by", "story by",
    "text by", "text:", "texte:", "texto:", "van", "von", "von:", "words by", "written by",
    "written by:", "автор", "автор:", "автори:", "da", "door", "tekst:", "opracował", "af",
];

fn is_label(words: &str) -> bool {
    LABELS.contains(&words.to_lowercase().trim_end())
}

/// The names without the words before them: `By Ana Silva`.
pub(super) fn without_label(words: &str) -> &str {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return words;
    }
    let label = LABELS
        .iter()
        .filter(|label| {
            lower
                .strip_prefix(**label)
                .is_some_and(|rest| rest.starts_with(' ') || label.ends_with(':'))
        })
        .max_by_key(|label| label.len());
    // `De Silva` may be a name: so short a word is a label only if a whole name follows.
    match label {
        Some(&label) => {
            let rest = words[label.len()..].trim_start_matches([' ', ':']);
            let is_short = matches!(label, "da" | "de" | "di" | "van" | "von" | "af");
            if rest.is_empty() || is_short && !rest.contains(' ') { words } else { rest }
        }
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let parts: Vec<String> = words.split('|').map(str::to_owned).collect();
        assert_eq!(names(&parts).unwrap_or_default(), expected, "{words}");
    }

    #[test]
    fn a_label_a_date_and_a_trade_are_no_part_of_a_name() {
        check("By Ana Silva", "Ana Silva");
        check("VON Ana Silva", "Ana Silva");
        check("Written by: Ana de Silva 6 May 2025", "Ana de Silva");
        check("By Ana Silva May 6, 2025", "Ana Silva");
        check("By Ana Silva|Water correspondent", "Ana Silva");
        check("By|Ana Silva|Updated 7 pm", "Ana Silva");
        check("Ana Silva, water correspondent", "Ana Silva");
        check("Ana Silva, MA", "Ana Silva");
        check("Byron Silva", "Byron Silva");
        check("JOE O'HARA", "JOE O'HARA");
    }

    #[test]
    fn several_names_are_kept() {
        check("By Ana Silva and Bo Lind", "Ana Silva, Bo Lind");
        check("Ana Silva, Bo Lind & Cy Marsh", "Ana Silva, Bo Lind, Cy Marsh");
        check("By|Ana Silva|and|Bo Lind", "Ana Silva, Bo Lind");
        check("Ana Silva,|Bo Lind", "Ana Silva, Bo Lind");
    }

    #[test]
    fn what_cannot_be_a_name_is_none() {
        check("6 May 2025", "");
        check("View my complete profile", "");
        check("She has written for us since the bridge was built.", "");
        check("Comments", "");
        check("Last", "");
        check("Share", "");
        check("記者 山田太郎", "記者 山田太郎");
    }
}
