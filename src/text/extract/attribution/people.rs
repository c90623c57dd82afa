use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::page::Page;
use super::word::Word;
use crate::text::extract::words::token::{Kind, hashes};

/// How many sentences a pronoun looks back over, its own included.
const NEAR: usize = 5;

/// How many sentences at the start may be a headline, which names people before the article does.
const HEADLINES: usize = 3;

/// Who was named so far, so that a short form or a pronoun may be followed to the full name.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Last words that stood alone before any full name with them: somebody whom every reader knows.
    known: HashSet<u64>,
    /// By the last word of the name.
    names: HashMap<u64, Name>,
    /// Whose office these words are: `the Ukrainian president`. Nobody's, where two people have it.
    offices: HashMap<u64, Option<u64>>,
    /// How many sentences were read.
    read: usize,
    /// Whom the latest sentences name, and where, in order.
    mentions: Vec<(u64, usize)>,
    /// Where the latest sentences start, the last one first.
    sentences: [usize; NEAR],
    /// Who was the last to say something.
    speaker: Option<u64>,
}

#[derive(Clone, Debug)]
struct Name {
    given: u64,
    /// Whether others bear it, too.
    is_shared: bool,
    span: Range<usize>,
    /// All of them, as one hash.
    words: u64,
}

/// In words. Nobody has more names; a headline in capitals has.
const LONGEST: usize = 4;

/// Words before what is known.
const DEFINITE: [u64; 17] = hashes([
    "the", "das", "dem", "den", "der", "des", "die", "el", "il", "la", "las", "le", "les", "lo",
    "los", "o", "os",
]);

impl People {
    /// Read whom a sentence names.
    pub(super) fn read(&mut self, text: &str, page: &Page, sentence: Range<usize>) {
        let Some(first) = page.tokens.get(sentence.start) else {
            return;
        };
        self.read += 1;
        self.sentences.rotate_right(1);
        self.sentences[0] = first.start;
        let oldest = self.sentences[NEAR - 1];
        self.mentions.retain(|&(_, at)| at >= oldest);
        let mut at = sentence.start;
        while at < sentence.end {
            // Whoever is called `“Rocky”` may be meant further on, and nobody knows who that is.
            if let Some(name) = page.nickname(at) {
                let key = page.tokens[name.end - 1].hash;
                let span = page.tokens[name.start].start..page.tokens[at].start;
                let unknown = Name { given: 0, is_shared: true, span, words: 0 };
                self.names.entry(key).or_insert(unknown);
                self.mentions.push((key, page.tokens[name.start].start));
            }
            if !is_name(page, at) {
                at += 1;
                continue;
            }
            let start = at;
            while at < sentence.end && is_name(page, at) {
                at += 1;
                // `Ana Silva’s Faro`
                if page.is(at - 1, Word::OWNS) {
                    break;
                }
            }
            let start = start + usize::from(at - start > 2 && follows_of(page, start));
            let name = proper(page, start..at);
            if name.len() > 1 && name.len() <= LONGEST {
                self.hold_office(page, name.clone(), &sentence);
            }
            self.name(text, page, name, start..at);
        }
    }

    /// Read a name, of which `whole` is with the office before it.
    fn name(&mut self, text: &str, page: &Page, run: Range<usize>, mut whole: Range<usize>) {
        let last = &page.tokens[run.end - 1];
        let key = last.hash;
        let span = |first: usize| {
            let start = page.tokens[first].start;
            let letters = &text[start..last.end];
            let ends = ["'s", "’s", "'", "’"];
            let own = ends.iter().find_map(|end| letters.strip_suffix(end)).unwrap_or(letters);
            start..start + own.len()
        };
        let is_titled = page.is(whole.start, Word::TITLE);
        while whole.len() > 1 && page.is(whole.start, Word::TITLE) {
            whole.start += 1;
        }
        if run.len() > 1 && run.len() <= LONGEST {
            let given = page.tokens[run.start].hash;
            let span = span(run.start);
            let is_shared = self.known.contains(&key);
            let words = words(page, run.clone());
            let new = Name { given, is_shared, span, words };
            let name = self.names.entry(key).or_insert_with(|| new.clone());
            if name.given == 0 && name.words != 0 {
                *name = new;
            }
            name.is_shared |= name.given != given;
        } else if run.len() == 1 && whole.len() > 1 && !self.names.contains_key(&key) {
            // `President Silva`, until her given name comes.
            let name = Name {
                given: 0,
                is_shared: self.known.contains(&key),
                span: span(whole.start),
                words: words(page, whole),
            };
            self.names.insert(key, name);
        } else if run.len() == 1
            && !is_titled
            && self.read > HEADLINES
            && !self.names.contains_key(&key)
        {
            self.known.insert(key);
        }
        // `he` is no place, and seldom somebody whom another speaks of.
        let before = run.start.checked_sub(1);
        let is_place = before.is_some_and(|before| page.is(before, Word::IN));
        if self.names.contains_key(&key) && !is_place && !page.is_quoted(run.start) {
            self.mentions.push((key, page.tokens[run.start].start));
        }
    }

    /// Remember the office of the person named here: `Ukrainian President Ana Silva`, `Ana Silva,
    /// the mayor of Faro,`, `the mayor, Ana Silva,`.
    fn hold_office(&mut self, page: &Page, name: Range<usize>, sentence: &Range<usize>) {
        /// In words.
        const MOST: usize = 5;
        let key = page.tokens[name.end - 1].hash;
        let is_part = |at: usize| {
            let other =
                Word::VERBS | Word::BE | Word::HAVE | Word::MODAL | Word::SUBJECT | Word::AND;
            page.tokens[at].is_word()
                && !page.is_quoted(at)
                && (page.is(at, Word::SPEAKER | Word::OF)
                    || !page.is(at, other | Word::PREPOSITION))
        };
        let is_definite = |at: usize| DEFINITE.contains(&page.tokens[at].hash);
        // Before the name.
        let comma = name.start > sentence.start && page.is_mark(name.start - 1, Kind::Comma);
        let end = name.start - usize::from(comma);
        let mut start = end;
        while start > sentence.start
            && end - start < MOST
            && is_part(start - 1)
            && !page.is(start - 1, Word::DETERMINER)
        {
            start -= 1;
        }
        let determined = start > sentence.start && is_definite(start - 1);
        let is_led = (start == sentence.start || !page.tokens[start - 1].is_word())
            && end - start <= 3
            && end > start
            && page.is(end - 1, Word::SPEAKER);
        let closes = page.is_mark(name.end, Kind::Comma) || name.end >= sentence.end;
        let capitals = (start..end).rev().take_while(|&at| page.is_mark(at, Kind::Capital)).count();
        if capitals > 0 && !comma && (end - capitals..end).any(|at| page.is(at, Word::SPEAKER)) {
            self.learn(page, end - capitals..end, key);
        }
        if determined && (!comma || closes) || is_led && !comma {
            self.learn(page, start..end, key);
        }
        // After the name.
        if page.is_mark(name.end, Kind::Comma) && name.end + 2 < sentence.end {
            let first = name.end + 1;
            let start = first + usize::from(page.is(first, Word::DETERMINER));
            let end = (start..sentence.end.min(start + MOST + 1)).find(|&at| !is_part(at));
            let end = end.unwrap_or(sentence.end);
            if end - start <= MOST && (end >= sentence.end || page.is_mark(end, Kind::Comma)) {
                self.learn(page, start..end, key);
            }
        }
    }

    fn learn(&mut self, page: &Page, office: Range<usize>, key: u64) {
        if office.clone().any(|at| page.is(at, Word::SPEAKER)) {
            let holder = self.offices.entry(words(page, office)).or_insert(Some(key));
            *holder = holder.filter(|&holder| holder == key);
        }
    }

    /// Whose office `the Ukrainian president` is, if it is one person's.
    pub(super) fn holder(&self, page: &Page, phrase: Range<usize>) -> Option<u64> {
        let first = page.tokens[phrase.start].hash;
        let is_definite = DEFINITE.contains(&first);
        let office = phrase.start + 1..phrase.end;
        if !is_definite || office.is_empty() {
            return None;
        }
        *self.offices.get(&words(page, office))?
    }

    /// Where the article first names somebody by just these words.
    pub(super) fn same(&self, page: &Page, name: &Range<usize>) -> Option<Range<usize>> {
        let given = page.tokens[name.start].hash;
        let known = self.names.get(&page.tokens[name.end - 1].hash)?;
        let alike = known.words == words(page, name.clone()) && known.given == given;
        alike.then(|| known.span.clone())
    }

    /// The same, where an office stands before it: `President Silva` is no `Council Silva`.
    pub(super) fn full_of(&self, page: &Page, name: &Range<usize>) -> Option<Range<usize>> {
        let word = page.tokens[name.end - 1].hash;
        let known = self.names.get(&word)?;
        let is_same = known.given != 0 || known.words == words(page, name.clone());
        is_same.then(|| self.full(word)).flatten()
    }

    /// The full name that this one word is short for, if it is the only one.
    pub(super) fn full(&self, word: u64) -> Option<Range<usize>> {
        self.names.get(&word).filter(|name| !name.is_shared).map(|name| name.span.clone())
    }

    /// Whom `he` at this byte means: the only one whom the latest sentences name, who also was the
    /// last to say something.
    pub(super) fn meant(&self, at: usize) -> Option<Range<usize>> {
        let mut near =
            self.mentions.iter().filter(|&&(_, mention)| mention < at).map(|&(key, _)| key);
        let first = near.next()?;
        let alone = near.all(|key| key == first) && self.speaker == Some(first);
        if alone { self.full(first) } else { None }
    }

    pub(super) fn spoke(&mut self, word: Option<u64>) {
        self.speaker = word;
    }
}

/// The name itself, without the office and the title before it: `Ukrainian President Ana Silva`.
pub(super) fn proper(page: &Page, mut run: Range<usize>) -> Range<usize> {
    while run.len() > 1 && page.is(run.start, Word::TITLE) {
        run.start += 1;
    }
    let last = &page.tokens[run.end - 1];
    let is_body = |at: usize| BODIES.contains(&page.tokens[at].hash);
    if last.is(Word::SPEAKER | Word::THING) || run.clone().any(is_body) {
        return run;
    }
    let is_office = |at: usize| {
        page.is(at, Word::TITLE)
            || page.is(at, Word::SPEAKER)
                && (page.offices_are_capital || !page.is_mark(at, Kind::Capital))
    };
    let office = run.clone().rev().skip(1).find(|&at| is_office(at));
    office.map_or(run.start, |office| office + 1)..run.end
}

/// `State` of `Secretary of State Ana Silva`, `House` of `Speaker of the House Ana Silva`.
fn follows_of(page: &Page, at: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).filter(|&at| !page.is(at, Word::DETERMINER));
    let of = before(at).or_else(|| at.checked_sub(2)).filter(|&at| page.is(at, Word::OF));
    of.and_then(|of| of.checked_sub(1)).is_some_and(|office| page.is(office, Word::SPEAKER))
}

/// Words of names that are nobody's.
#[rustfmt::skip]
const BODIES: [u64; 56] = hashes([
    "academy", "agency", "alliance", "amt", "army", "association", "bank", "behörde", "board", "bureau",
    "center", "centre", "church", "club", "coalition", "college", "committee", "council", "court",
    "department", "embassy", "federation", "feuerwehr", "foundation", "fund", "gemeinde", "gericht",
    "government", "hospital", "institut", "institute", "klinik", "konzern", "ministerium", "ministry",
    "museum", "navy", "network", "news", "partei", "party", "polizei", "project", "regierung", "school",
    "sender", "society", "staatsanwaltschaft", "stadt", "times", "trust", "union", "universität",
    "university", "verband", "verein",
]);

/// One hash of some words, in this order and in small letters.
fn words(page: &Page, range: Range<usize>) -> u64 {
    page.tokens[range].iter().fold(0, |all, token| all.rotate_left(7) ^ token.hash)
}

fn is_name(page: &Page, at: usize) -> bool {
    let function = Word::DETERMINER
        | Word::PREPOSITION
        | Word::SUBJECT
        | Word::CONJUNCTION
        | Word::SUBORDINATOR
        | Word::ADVERB
        | Word::TIME
        | Word::PRONOUN
        | Word::QUESTION
        | Word::SELON
        | Word::SELON_FIRST;
    page.is_mark(at, Kind::Capital) && !page.is(at, function)
}
