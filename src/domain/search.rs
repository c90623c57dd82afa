//! Words as they are searched: folded terms, and what a person asks for with them.
//!
//! A term is a word without its case, accents and width: `Élodie` is `elodie`. Scripts without spaces
//! between words are cut into overlapping pairs of letters, so no dictionary is needed. The terms of a
//! text follow from it alone, so every machine finds the same.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A term of a text, and the bytes that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm<'t> {
    pub end: usize,
    /// Whether it is the last letter of a word in a script without spaces, which the pair before it
    /// has, too. It is there so that the letter is found by itself.
    pub is_tail: bool,
    pub start: usize,
    pub term: Cow<'t, str>,
}

/// The longest term, in characters. Longer words are cut.
const LONGEST: usize = 40;

/// The terms of a text, in order.
pub fn terms(text: &str) -> Vec<SearchTerm<'_>> {
    let mut found = Vec::new();
    let mut word: Option<(usize, usize)> = None;
    let mut is_open = false;
    for (at, letter) in text.char_indices() {
        let kind = Kind::of(letter);
        let next = at + letter.len_utf8();
        match (kind, word) {
            (Kind::Spaced | Kind::Open, Some((start, end))) => {
                let is_same = is_open == (kind == Kind::Open);
                if !is_same {
                    push(text, start, end, is_open, &mut found);
                }
                word = Some((if is_same { start } else { at }, next));
            }
            (Kind::Mark, Some((start, _))) => word = Some((start, next)),
            (Kind::Spaced | Kind::Open, None) => word = Some((at, next)),
            (Kind::Other, Some((start, end))) => {
                push(text, start, end, is_open, &mut found);
                word = None;
            }
            (Kind::Inside, _) | (Kind::Mark | Kind::Other, None) => {}
        }
        if matches!(kind, Kind::Spaced | Kind::Open) {
            is_open = kind == Kind::Open;
        }
    }
    if let Some((start, end)) = word {
        push(text, start, end, is_open, &mut found);
    }
    found
}

/// Add the term or the terms of a word.
fn push<'t>(
    text: &'t str,
    start: usize,
    end: usize,
    is_open: bool,
    found: &mut Vec<SearchTerm<'t>>,
) {
    let word = &text[start..end];
    if !is_open {
        let term = cut(fold(word));
        if !term.is_empty() {
            found.push(SearchTerm { end, is_tail: false, start, term });
        }
        return;
    }
    // Letters with their marks.
    let mut letters: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in word.char_indices() {
        let next = start + at + letter.len_utf8();
        match letters.last_mut() {
            Some(last) if Kind::of(letter) != Kind::Open => last.1 = next,
            Some(_) | None => letters.push((start + at, next)),
        }
    }
    for (index, (from, to)) in letters.iter().enumerate() {
        let (end, is_tail) = match letters.get(index + 1) {
            Some((_, end)) => (*end, false),
            None => (*to, letters.len() > 1),
        };
        let term = fold(&text[*from..end]);
        if !term.is_empty() {
            found.push(SearchTerm { end, is_tail, start: *from, term });
        }
    }
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It joins letters, or says where a word may be broken, and is not part of the word.
    Inside,
    /// It belongs to the letter before it.
    Mark,
    /// A letter of a script without spaces between words.
    Open,
    Other,
    /// A letter or a digit of a script with spaces between words.
    Spaced,
}

impl Kind {
    fn of(letter: char) -> Self {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Spaced,
            '\u{0}'..='\u{7f}' => Self::Other,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Self::Inside,
            _ if is_combining_mark(letter) => Self::Mark,
            _ if !letter.is_alphanumeric() => Self::Other,
            // Thai, Lao, Tibetan, Burmese, Khmer, kana, Bopomofo, Chinese characters.
            '\u{e00}'..='\u{fff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}' => Self::Open,
            _ => Self::Spaced,
        }
    }
}

/// A word without its case, accents and width.
fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let bare = word.nfkd().filter(|letter| {
        // Of Arabic and Hebrew, the vowels are left out, too, as most texts do.
        !matches!(letter,
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
            | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
            && (letter.is_alphanumeric() || is_combining_mark(*letter))
    });
    let mut folded = String::with_capacity(word.len());
    for letter in bare.flat_map(char::to_lowercase) {
        match letter {
            // Letters that do not come apart, as people type them without the right keyboard.
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            '\u{307}' => {}
            letter => folded.push(letter),
        }
    }
    Cow::Owned(folded.nfc().collect())
}

fn cut(term: Cow<'_, str>) -> Cow<'_, str> {
    if term.len() <= LONGEST {
        return term;
    }
    match term.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(term[..end].to_owned()),
        None => term,
    }
}

/// What a search goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchIn {
    /// The words of claims, and who said them.
    Claims,
    /// What evidence says, and where it is and comes from.
    Evidence,
    /// Notes, and the grounds of reviews and of what was resolved or waived, by their entries.
    Notes,
    /// The titles of articles, and their addresses.
    Titles,
}

impl SearchIn {
    pub const ALL: [Self; 4] = [Self::Claims, Self::Evidence, Self::Notes, Self::Titles];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Evidence => "evidence",
            Self::Notes => "notes",
            Self::Titles => "titles",
        }
    }
}

/// Not something that a search goes through.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not something to search: `claims`, `evidence`, `notes` or `titles`")]
pub struct NotSearched;

impl std::str::FromStr for SearchIn {
    type Err = NotSearched;

    fn from_str(name: &str) -> Result<Self, NotSearched> {
        Self::ALL.into_iter().find(|place| place.as_str() == name).ok_or(NotSearched)
    }
}

/// A text of several parts, such as a claim and who said it, as it is searched.
pub fn searched(first: &str, second: Option<&str>) -> String {
    match second {
        Some(second) => format!("{first}\n{second}"),
        None => first.to_owned(),
    }
}

/// What a piece of evidence says, as it is searched: its quote, the note on it, what was looked for,
/// where it is, and where it comes from.
pub fn evidence_searched(parts: [Option<&str>; 5]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What is looked for: all of it must occur in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub parts: Vec<WantedPart>,
}

/// Words that stand together, in this order; mostly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPart {
    /// Whether the last term is only the beginning of a word.
    pub is_prefix: bool,
    pub terms: Vec<String>,
}

/// There is no word in it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no word to search for")]
pub struct NoWord;

impl Wanted {
    /// The most parts that are looked for: nobody types more.
    const MOST: usize = 32;

    /// Read what a person asks for: words, phrases in quotation marks, and `harb*` for all words that
    /// begin so. An argument with spaces in it and no quotation marks is a phrase: the shell has
    /// removed them.
    pub fn of<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Self, NoWord> {
        let mut wanted = Self::default();
        for argument in arguments {
            if argument.contains(['"', '“', '”', '„']) {
                for (at, piece) in argument.split(['"', '“', '”', '„']).enumerate() {
                    if at % 2 == 1 {
                        wanted.add(piece);
                    } else {
                        piece.split_whitespace().for_each(|word| wanted.add(word));
                    }
                }
            } else {
                wanted.add(argument);
            }
        }
        wanted.parts.truncate(Self::MOST);
        if wanted.parts.is_empty() { Err(NoWord) } else { Ok(wanted) }
    }

    /// Each word by itself, wherever it is.
    pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, NoWord> {
        Self::of(texts.into_iter().flat_map(|text| {
            let is_quoted = text.contains(['"', '“', '”', '„']);
            let words: Vec<&str> =
                if is_quoted { vec![text] } else { text.split_whitespace().collect() };
            words
        }))
    }

    fn add(&mut self, words: &str) {
        let mut found = terms(words);
        // The letter alone is not asked for where the pair is.
        found.retain(|term| !term.is_tail);
        let is_letter = found.last().is_some_and(|last| {
            let mut letters = words[last.start..last.end].chars();
            letters.next().is_some_and(|letter| Kind::of(letter) == Kind::Open)
                && !letters.any(|letter| Kind::of(letter) == Kind::Open)
        });
        let is_prefix = is_letter || words.trim_end().ends_with('*');
        let terms: Vec<String> = found.into_iter().map(|term| term.term.into_owned()).collect();
        if !terms.is_empty() {
            self.parts.push(WantedPart { is_prefix, terms });
        }
    }

    /// Where a text has what is looked for, as ranges of its bytes, in order; `None` if it lacks any.
    pub fn found_in(&self, text: &[SearchTerm<'_>]) -> Option<Vec<(usize, usize)>> {
        let mut marks = Vec::new();
        for part in &self.parts {
            let before = marks.len();
            part.find(text, &mut marks);
            if marks.len() == before {
                return None;
            }
        }
        marks.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (start, end) in marks {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                Some(_) | None => joined.push((start, end)),
            }
        }
        Some(joined)
    }

    /// Whether a text has all of it, but perhaps not side by side where it must be.
    pub fn has_each_term(&self, text: &[SearchTerm<'_>]) -> bool {
        self.parts.iter().all(|part| {
            part.single().all(|single| {
                let mut marks = Vec::new();
                single.find(text, &mut marks);
                !marks.is_empty()
            })
        })
    }

    /// Whether a text that has each term may still lack a phrase.
    pub fn has_phrase(&self) -> bool {
        self.parts.iter().any(|part| part.terms.len() > 1)
    }

    /// Whether a text has all of it side by side, in this order.
    pub fn is_together_in(&self, text: &[SearchTerm<'_>]) -> bool {
        let terms: Vec<String> = self.parts.iter().flat_map(|part| part.terms.clone()).collect();
        let is_prefix = self.parts.last().is_some_and(|part| part.is_prefix);
        let is_plain = self.parts.iter().rev().skip(1).all(|part| !part.is_prefix);
        let mut marks = Vec::new();
        WantedPart { is_prefix, terms }.find(text, &mut marks);
        is_plain && !marks.is_empty()
    }
}

impl WantedPart {
    /// Each of its terms by itself.
    pub fn single(&self) -> impl Iterator<Item = Self> {
        let last = self.terms.len().saturating_sub(1);
        self.terms.iter().enumerate().map(move |(at, term)| Self {
            is_prefix: self.is_prefix && at == last,
            terms: vec![term.clone()],
        })
    }

    fn find(&self, text: &[SearchTerm<'_>], marks: &mut Vec<(usize, usize)>) {
        let Some((last, before)) = self.terms.split_last() else { return };
        let is_last = |term: &SearchTerm<'_>| {
            if self.is_prefix { term.term.starts_with(last.as_str()) } else { term.term == *last }
        };
        if before.is_empty() {
            marks.extend(
                text.iter().filter(|term| is_last(term)).map(|term| (term.start, term.end)),
            );
            return;
        }
        let row: Vec<&SearchTerm<'_>> = text.iter().filter(|term| !term.is_tail).collect();
        for run in row.windows(self.terms.len()) {
            let is_it = run.iter().zip(before).all(|(term, wanted)| term.term == *wanted);
            if is_it && is_last(run[before.len()]) {
                marks.push((run[0].start, run[before.len()].end));
            }
        }
    }
}

#[cfg(test)]
mod tests;
