use std::ops::Range;

use super::page::Page;
use super::token::Token;
use super::word::Word;
use crate::text::extract::words::token::Kind;

/// A phrase of more words names nobody.
const LONGEST: usize = 24;

impl Page {
    /// The phrase whose last token is `last`, that could be the subject of what follows.
    pub(super) fn phrase_ending(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let end = self.tokens[last];
        if end.is(Word::SUBJECT | Word::RELATIVE) {
            return Some(last..last + 1);
        }
        if end.is(Word::QUANTIFIER) && !end.is(Word::THAT) {
            return Some(last..last + 1);
        }
        if !is_noun(&end) {
            return None;
        }
        let floor = first.max((last + 1).saturating_sub(LONGEST));
        let mut at = last;
        while at > floor {
            let before = &self.tokens[at - 1];
            let link = before.is(Word::PREPOSITION | Word::AND);
            if self.is_quoted(at - 1) {
                break;
            }
            if link && !before.is(Word::ADVERB) {
                if at - 1 == floor || !self.links(at - 1) {
                    break;
                }
                at -= 1;
                continue;
            }
            if before.is(Word::DETERMINER) {
                at -= 1;
                if at > floor && self.links(at - 1) {
                    continue;
                }
                break;
            }
            if !is_inside(before) {
                break;
            }
            at -= 1;
        }
        // An adverb at the start belongs to the clause.
        while at < last && self.tokens[at].is(Word::ADVERB) {
            at += 1;
        }
        Some(at..last + 1)
    }

    /// `Rocky` of `“Rocky” said`: a name in quotation marks, of which `last` is the closing one.
    pub(super) fn nickname(&self, last: usize) -> Option<Range<usize>> {
        const MOST: usize = 3;
        let quotation = self.quotation(last)?;
        let marks = &quotation.tokens;
        let name = marks.start + 1..last;
        let is_whole = quotation.opened && quotation.closed && marks.end == last + 1;
        (is_whole
            && (1..=MOST).contains(&name.len())
            && name.clone().all(|at| self.is_mark(at, Kind::Capital)))
        .then_some(name)
    }

    /// Whether this preposition or `and` joins what is before it to a noun phrase.
    fn links(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        if !is_noun(before) || self.is_quoted(at - 1) {
            return false;
        }
        if token.is(Word::AND) {
            let next = self.tokens.get(at + 1);
            return before.kind == Kind::Capital && next.is_some_and(|n| n.kind == Kind::Capital)
                || before.is(Word::SPEAKER);
        }
        token.is(Word::PREPOSITION) && !before.is(Word::TIME)
    }

    /// The phrase that starts at `first` and ends before `end`.
    pub(super) fn phrase_starting(&self, first: usize, end: usize) -> Option<Range<usize>> {
        let end = end.min(first + LONGEST);
        let mut at = first;
        let mut last = None;
        if self.tokens.get(first)?.is(Word::SUBJECT) {
            return Some(first..first + 1);
        }
        while at < end {
            let token = &self.tokens[at];
            if self.is_quoted(at) {
                break;
            }
            let linking = last == Some(at - usize::from(at > 0)) && at > first;
            if token.is(Word::DETERMINER)
                && (at == first || self.tokens[at - 1].is(Word::PREPOSITION | Word::AND))
            {
                at += 1;
                continue;
            }
            if linking && token.is(Word::OF | Word::FOR | Word::IN | Word::AND) {
                let next = self.tokens.get(at + 1);
                let joins = next
                    .is_some_and(|n| is_noun(n) && !n.is(Word::TIME) || n.is(Word::DETERMINER))
                    && (!token.is(Word::AND)
                        || next.is_some_and(|n| n.kind == Kind::Capital)
                            && self.tokens[at - 1].kind == Kind::Capital);
                if joins && (token.is(Word::OF | Word::AND | Word::FOR)) {
                    at += 1;
                    continue;
                }
                break;
            }
            // `Trump reminds me`: a lower-case word after a name is seldom part of it.
            let after_name = at > first && self.tokens[at - 1].kind == Kind::Capital;
            if after_name && token.kind == Kind::Lower && !token.is(Word::SPEAKER) {
                break;
            }
            let participle =
                token.is(Word::ED) && at > first && self.tokens[at - 1].is(Word::DETERMINER);
            if is_noun(token) && !token.is(Word::ED | Word::PAST) || participle {
                last = Some(at);
                at += 1;
                continue;
            }
            break;
        }
        last.map(|last| first..last + 1)
    }
}

/// Whether this token may be the last of a noun phrase.
pub(super) fn is_noun(token: &Token) -> bool {
    let function = Word::DETERMINER
        | Word::PREPOSITION
        | Word::SUBJECT
        | Word::BE
        | Word::HAVE
        | Word::MODAL
        | Word::ADVERB
        | Word::CONJUNCTION
        | Word::SUBORDINATOR
        | Word::THAT
        | Word::TO
        | Word::RELATIVE
        | Word::OWNS;
    token.is_word()
        && (!token.is(function)
            || token.kind == Kind::Capital && !token.is(Word::OWNS | function_words()))
        && !(token.kind == Kind::Lower && token.is(Word::PAST | Word::PLAIN_VERB))
}

/// Those that are capitalised where they start a sentence.
fn function_words() -> Word {
    Word::DETERMINER | Word::PREPOSITION | Word::SUBJECT | Word::CONJUNCTION | Word::SUBORDINATOR
}

fn is_inside(token: &Token) -> bool {
    is_noun(token)
        || token.is(Word::OWNS)
        || token.is(Word::ADVERB) && token.kind == Kind::Lower
        || token.is(Word::ED | Word::PAST) && token.kind == Kind::Lower && !token.is(Word::SAY)
        || token.kind == Kind::Other
}
