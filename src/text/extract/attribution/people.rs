use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::page::Page;
use super::word::Word;
use crate::text::extract::words::token::Kind;

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
    /// How many sentences were read.
    read: usize,
    /// Whom the latest sentences name, and where, in order.
    mentions: Vec<(u64, usize)>,
    /// Where the latest sentences start, the last one first.
    sentences: [usize; NEAR],
    /// Who was the last to say something.
    speaker: Option<u64>,
}

#[derive(Debug)]
struct Name {
    given: u64,
    /// Whether others bear it, too.
    is_shared: bool,
    span: Range<usize>,
}

impl People {
    /// Read whom a sentence names.
    pub(super) fn read(&mut self, page: &Page, sentence: Range<usize>) {
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
                self.names.entry(key).or_insert(Name { given: 0, is_shared: true, span });
                self.mentions.push((key, page.tokens[name.start].start));
            }
            if !is_name(page, at) {
                at += 1;
                continue;
            }
            let start = at;
            while at < sentence.end && is_name(page, at) {
                at += 1;
            }
            self.name(page, start..at);
        }
    }

    fn name(&mut self, page: &Page, mut run: Range<usize>) {
        while run.len() > 1 && page.is(run.start, Word::TITLE) {
            run.start += 1;
        }
        let last = &page.tokens[run.end - 1];
        let key = last.hash;
        if run.len() > 1 && run.len() < 7 {
            let given = page.tokens[run.end - 2].hash;
            let span = page.tokens[run.start].start..last.end;
            let is_shared = self.known.contains(&key);
            let name = self.names.entry(key).or_insert(Name { given, is_shared, span });
            name.is_shared |= name.given != given;
        } else if run.len() == 1 && self.read > HEADLINES && !self.names.contains_key(&key) {
            self.known.insert(key);
        }
        // `he` is no place, and seldom somebody whom another speaks of.
        let before = run.start.checked_sub(1);
        let is_place = before.is_some_and(|before| page.is(before, Word::IN));
        if self.names.contains_key(&key) && !is_place && !page.is_quoted(run.start) {
            self.mentions.push((key, page.tokens[run.start].start));
        }
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

fn is_name(page: &Page, at: usize) -> bool {
    let function = Word::DETERMINER
        | Word::PREPOSITION
        | Word::SUBJECT
        | Word::CONJUNCTION
        | Word::SUBORDINATOR
        | Word::ADVERB
        | Word::TIME
        | Word::PRONOUN
        | Word::OWNS
        | Word::QUESTION
        | Word::SELON
        | Word::SELON_FIRST;
    page.is_mark(at, Kind::Capital) && !page.is(at, function)
}
