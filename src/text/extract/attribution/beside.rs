//! Words whose speaker is set beside them: `MR. PELL: …` in a transcript, and what is signed, as in
//! `— Petra Holm (@petraholm)`.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::Text;
use crate::text::extract::words::near::{end_of, start_of};

/// Somebody's words in a paragraph, and the name that stands beside them; in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The mark between them, or the mark of the signature.
    pub(super) cue: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) words: Range<usize>,
}

/// In bytes. A longer label names nobody.
const LONGEST: usize = 60;

/// All that is labelled or signed in the text, in order.
pub(super) fn spoken(text: &Text) -> Vec<Spoken> {
    let string = text.as_str();
    let paragraphs = text.paragraphs();
    let mut labelled = Vec::new();
    let mut signed = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        labelled.extend(label(string, paragraph.clone()));
        let before = at.checked_sub(1).map(|before| paragraphs[before].clone());
        signed.extend(before.clone().and_then(|before| posted(string, paragraph.clone(), before)));
        let is_last = at + 1 == paragraphs.len();
        signed.extend(signature(string, paragraph.clone(), before, is_last));
    }
    if !is_transcript(string, &labelled, paragraphs.len()) {
        labelled.clear();
    }
    let mut all: Vec<Spoken> =
        labelled.into_iter().filter(|label| names_person(&string[label.name.clone()])).collect();
    all.append(&mut signed);
    all.sort_by_key(|spoken| spoken.words.start);
    all
}

/// `MR. PELL: The sluice …`: a name in front of a colon, and words after it.
fn label(text: &str, paragraph: Range<usize>) -> Option<Spoken> {
    const MOST: usize = 5;
    let words = &text[paragraph.clone()];
    let near = start_of(words, LONGEST);
    let colon = near.find(':')?;
    let (name, said) = (near[..colon].trim_matches('*'), &words[colon + 1..]);
    let spaces = said.len() - said.trim_start().len();
    let is_name = name.split(' ').all(is_capital) && name.split(' ').count() <= MOST;
    if !is_name || spaces == 0 || said.trim().is_empty() {
        return None;
    }
    let start = paragraph.start + colon - near[..colon].trim_start_matches('*').len();
    let name = start..start + name.len();
    let colon = paragraph.start + colon;
    Some(Spoken { cue: colon..colon + 1, name, words: colon + 1 + spaces..paragraph.end })
}

fn is_capital(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| matches!(c, '.' | '(' | ')' | ',' | '’' | '\''));
    letters.starts_with(char::is_uppercase)
        && letters.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
}

/// Whether these labels tell who speaks, and are no datelines and no headings: several people, one of
/// them with a title, or more than once, or hardly anything but them.
fn is_transcript(text: &str, labels: &[Spoken], paragraphs: usize) -> bool {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in labels {
        *times.entry(&text[label.name.clone()]).or_default() += 1;
    }
    let names = times.keys();
    let people = names.clone().filter(|name| names_person(name)).count();
    let any_title = names.clone().any(|name| has_title(name));
    let asks = names.clone().any(|name| matches!(*name, "Q" | "QUESTION" | "Question"));
    let is_upper = names.clone().all(|name| !name.contains(char::is_lowercase));
    let again = times.iter().any(|(name, &times)| times > 1 && names_person(name));
    let mostly = labels.len() * 2 > paragraphs;
    let turns = times.len() >= 2 && people >= 1;
    turns && (any_title || again && mostly || is_upper && (asks || mostly && labels.len() >= 3))
}

const TITLES: [&str; 21] = [
    "CHAIRMAN",
    "CONGRESSMAN",
    "DR.",
    "FRAU",
    "GEN.",
    "GOV.",
    "HERR",
    "JUDGE",
    "M.",
    "MME",
    "MR",
    "MR.",
    "MRS",
    "MRS.",
    "MS",
    "MS.",
    "PRESIDENT",
    "PROF.",
    "REP.",
    "SEN.",
    "SENATOR",
];

fn has_title(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_uppercase();
    let is_upper = !name.contains(char::is_lowercase);
    name.contains(' ') && (TITLES.contains(&first.as_str()) || is_upper && first == "THE")
}

/// Whether a label names somebody, and not what follows: `Q`, `UPDATE`, `WHERE`.
fn names_person(name: &str) -> bool {
    const OTHERS: [&str; 44] = [
        "ABSTRACT",
        "ANSWER",
        "BACKGROUND",
        "BREAKING",
        "CAPTION",
        "CONTACT",
        "CORRECTION",
        "DATE",
        "EXCLUSIVE",
        "FILE",
        "FOTO",
        "HOW",
        "IMAGE",
        "IMPORTANT",
        "LIVE",
        "LOCATION",
        "MALE",
        "MORE",
        "NOTE",
        "OPINION",
        "PHOTO",
        "PHOTOS",
        "PLACE",
        "PRICE",
        "PS",
        "QUESTION",
        "READ",
        "RELATED",
        "RESULT",
        "RULING",
        "SOURCE",
        "SOURCES",
        "SUMMARY",
        "TIME",
        "TITLE",
        "UPDATE",
        "UPDATED",
        "VIDEO",
        "WATCH",
        "WHAT",
        "WHEN",
        "WHERE",
        "WHO",
        "WHY",
    ];
    let first = name.split(' ').next().unwrap_or_default().to_uppercase();
    name.chars().filter(|c| c.is_alphabetic()).count() > 2 && !OTHERS.contains(&first.as_str())
}

/// `A post shared by Petra Holm (@petraholm)`, `Posted by Petra Holm on Friday, 6 May 2025`: what stands
/// before it is theirs.
fn posted(text: &str, paragraph: Range<usize>, before: Range<usize>) -> Option<Spoken> {
    const LONGEST_LINE: usize = 160;
    let words = &text[paragraph.clone()];
    let starts = ["A post shared by ", "Posted by "];
    let start = starts.iter().find(|start| words.starts_with(**start))?;
    let rest = &words[start.len()..];
    let has_account = rest.contains(" (@");
    let end = rest.find(" (@").or_else(|| rest.find(" on "))?;
    let name = rest[..end].trim_end();
    let is_name = has_account || (2..=4).contains(&name.split(' ').count());
    if words.len() > LONGEST_LINE || name.len() > LONGEST || name.is_empty() || !is_name {
        return None;
    }
    if !has_account && !name.split(' ').all(is_capital) {
        return None;
    }
    let from = paragraph.start + start.len();
    let cue = paragraph.start..from - 1;
    Some(Spoken { cue, name: from..from + name.len(), words: before })
}

/// `— Petra Holm (@petraholm) May 6, 2025`, `— Ana Silva, the mayor`: what stands before it is theirs.
fn signature(
    text: &str,
    paragraph: Range<usize>,
    before: Option<Range<usize>>,
    is_last: bool,
) -> Option<Spoken> {
    const FARTHEST: usize = 160;
    let words = &text[paragraph.clone()];
    let from = words.len() - end_of(words, FARTHEST).len();
    let dash = from + words[from..].rfind(['—', '–']).or_else(|| words[from..].find("-- "))?;
    let length = words[dash..].chars().next().map_or(1, char::len_utf8);
    let rest = words[dash + length..].trim_start_matches(['-', ' ', '\u{a0}']);
    let start = paragraph.end - rest.len();
    let has_account = rest.split_once(" (@").is_some_and(|(_, account)| {
        account.find(')').is_some_and(|end| !account[..end].contains(char::is_whitespace))
    });
    let name = rest.split(['(', ',', '\n']).next().unwrap_or_default().trim_end();
    let count = name.split(' ').count();
    let is_name = name.len() <= LONGEST
        && (has_account && !name.is_empty()
            || (2..=4).contains(&count) && name.split(' ').all(is_capital));
    if !is_name {
        return None;
    }
    let said = if dash == 0 {
        before?
    } else {
        paragraph.start..paragraph.start + words[..dash].trim_end().len()
    };
    let quoted = {
        let said = text[said.clone()].trim();
        said.starts_with(['"', '“', '„', '«', '‘']) && said.ends_with(['"', '”', '“', '»', '’'])
    };
    // A name alone may as well sign the article, or say more of the one before.
    let is_theirs = has_account || quoted || dash == 0 && !is_last && !rest.ends_with(['.', ':']);
    let cue = paragraph.start + dash..paragraph.start + dash + length;
    (is_theirs && !said.is_empty()).then_some(Spoken {
        cue,
        name: start..start + name.len(),
        words: said,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let text = Text::from(text);
        let found = spoken(&text);
        let quote = |range: &Range<usize>| &text.as_str()[range.clone()];
        let found: Vec<_> = found.iter().map(|s| (quote(&s.name), quote(&s.words))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_transcript_names_who_speaks() {
        check(
            "MR. PELL: It cost 14.\n\nQ: Why?\n\nMS. HOLM: It is late.",
            &[("MR. PELL", "It cost 14."), ("MS. HOLM", "It is late.")],
        );
        check(
            "Ana Silva: It rains.\n\nRui Lopes: It does.\n\nAna Silva: Let us go.",
            &[("Ana Silva", "It rains."), ("Rui Lopes", "It does."), ("Ana Silva", "Let us go.")],
        );
        check("Q: Why?\n\nPELL: It cost 14.", &[("PELL", "It cost 14.")]);
    }

    #[test]
    fn a_dateline_or_a_heading_names_nobody() {
        check("FARO: It rains.\n\nIt does.\n\nLAGOS: It snows.", &[]);
        check("UPDATE: It rains.\n\nNOTE: It does.", &[]);
        check("Police: two men died.\n\nIt rained.", &[]);
        check("The plan: it rains.\n\nAt 9:30 it snows.", &[]);
    }

    #[test]
    fn what_is_signed_is_theirs() {
        check(
            "It rains in Faro. pic.example/1\n\n— Petra Holm (@petraholm) May 6, 2025\n\nSo it did.",
            &[("Petra Holm", "It rains in Faro. pic.example/1")],
        );
        check(
            "It rains.\n\nA post shared by Petra Holm (@holm) on May 6",
            &[("Petra Holm", "It rains.")],
        );
        check("It rains.\n\nPosted by Petra Holm on Friday", &[("Petra Holm", "It rains.")]);
        check("It rains.\n\nPosted by the mill on Friday", &[]);
        check("It rains. — Petra Holm (@holm)", &[("Petra Holm", "It rains.")]);
        check("“It rains.”\n\n— Ana Silva, the mayor", &[("Ana Silva", "“It rains.”")]);
        check("It rains.\n\n— Ana Silva, mayor\n\nIt did.", &[("Ana Silva", "It rains.")]);
        check("It rains.\n\n— Ana Silva", &[]);
        check("It rains — Ana Silva said so — and it snows.", &[]);
    }
}
