use std::ops::Range;

use super::rules::{Group, Rules};
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    /// The end of the cue, and the content after an active verb.
    pub(super) fn content_after(&self, group: &Group) -> Option<(usize, Range<usize>)> {
        let page = self.page;
        let token = page.tokens[group.verb];
        let mut start = group.verb + 1;
        let end = self.sentence.end;
        if start >= end {
            return None;
        }
        if token.is(Word::FOREIGN) && !token.is(Word::SAY) {
            return Some((start, start..self.extent(start, true)));
        }
        if token.is(Word::SAY | Word::CLAUSE | Word::TELL)
            && let Some(from) = self.skipped_occasion(start)
        {
            return Some((group.verb + 1, from..self.extent(from, true)));
        }
        while start < end
            && page.is(start, Word::ADVERB)
            && !page.is(start, Word::PREPOSITION | Word::CONJUNCTION)
        {
            start += 1;
        }
        if token.is(Word::TELL)
            && let Some(from) = self.told(start)
        {
            return Some((group.verb + 1, from..self.extent(from, true)));
        }
        if (page.is_mark(start, Kind::Colon)
            || page.is_mark(start, Kind::Comma)
                && (page.is_quoted(start + 1) || token.is(Word::SAY)))
            && start + 1 < end
            && token.is(Word::SAY | Word::CLAUSE | Word::TELL | Word::PARTICLE | Word::OBJECT)
        {
            return Some((start, start + 1..self.extent(start + 1, true)));
        }
        if page.is_mark(start, Kind::Colon) && start + 1 == end {
            return Some((start, end..end));
        }
        let opens = self.opens_content(start);
        if token.is(Word::INTENT) && page.is(start, Word::TO) {
            return Some((start, start..self.extent(start, false)));
        }
        if token.is(Word::SAY | Word::CLAUSE) && (opens || self.looks_like_clause(start)) {
            return Some((start, start..self.extent(start, true)));
        }
        if token.is(Word::PARTICLE)
            && page.is(start, Word::PARTICLE_WORD | Word::TO)
            && start + 1 < end
        {
            return Some((start + 1, start + 1..self.extent(start + 1, false)));
        }
        if page.is_mark(start, Kind::Comma)
            || page.is_mark(start, Kind::Dash)
            || page.is(start, Word::CONJUNCTION)
        {
            return None;
        }
        if token.is(Word::OBJECT)
            && !page.is(start, Word::PREPOSITION | Word::TO | Word::SUBORDINATOR)
        {
            return Some((start, start..self.extent(start, false)));
        }
        if token.is(Word::SAY) && !page.is(start, Word::PREPOSITION | Word::TO) {
            return Some((start, start..self.extent(start, true)));
        }
        if token.is(Word::CLAUSE) && !page.is(start, Word::PREPOSITION | Word::TO) {
            return Some((start, start..self.extent(start, false)));
        }
        if token.is(Word::SEEM) {
            return None;
        }
        None
    }

    /// `that`, a question word, a quotation, a colon.
    pub(super) fn opens_content(&self, at: usize) -> bool {
        let page = self.page;
        page.is(at, Word::THAT | Word::QUESTION)
            || page.is_quoted(at)
            || page.is_mark(at, Kind::Colon)
            || page.is_mark(at, Kind::Comma) && page.is_quoted(at + 1)
    }

    pub(super) fn looks_like_clause(&self, at: usize) -> bool {
        let page = self.page;
        let end = self.sentence.end.min(at + 14);
        if page.is(at, Word::SUBJECT) {
            return true;
        }
        if page.is(at, Word::PREPOSITION | Word::TO) {
            return false;
        }
        (at + 1..end)
            .take_while(|&t| {
                !page.is_mark(t, Kind::Comma) && !page.is(t, Word::RELATIVE | Word::TO)
            })
            .any(|t| {
                page.is(t, Word::BE | Word::HAVE | Word::MODAL)
                    || page.is(t, Word::PLAIN_VERB)
                    || page.is(t, Word::ED | Word::PAST) && !page.is(t - 1, Word::DETERMINER)
            })
    }

    /// `said in a statement that`, `wrote on Twitter: “`: where the words that were said start.
    pub(super) fn skipped_occasion(&self, at: usize) -> Option<usize> {
        let page = self.page;
        if !page
            .is(at, Word::IN | Word::TIME | Word::TO | Word::OF | Word::PREPOSITION | Word::ADVERB)
        {
            return None;
        }
        let end = self.sentence.end.min(at + 18);
        for t in at + 1..end {
            if page.is(t, Word::THAT) && !page.is_quoted(t) {
                return Some(t);
            }
            if page.is_quoted(t) {
                let marked = page.is_mark(t - 1, Kind::Comma) || page.is_mark(t - 1, Kind::Colon);
                return marked.then_some(t);
            }
            if page.is_mark(t, Kind::Colon) {
                return Some(t + 1);
            }
            if page.is(t, Word::BE | Word::MODAL | Word::SUBJECT) {
                return (page.is(t, Word::SUBJECT) && page.is(t - 1, Word::TIME | Word::OCCASION))
                    .then_some(t);
            }
        }
        // `said on Monday prices rose`
        let time = page.is(at + 1, Word::TIME | Word::OCCASION) || page.is(at, Word::TIME);
        let next = if page.is(at, Word::TIME) { at + 1 } else { at + 2 };
        (time && next < self.sentence.end && self.looks_like_clause(next)).then_some(next)
    }

    /// `told reporters that`: where what they were told starts.
    pub(super) fn told(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let end = self.sentence.end.min(at + 12);
        if self.opens_content(at) {
            return Some(at);
        }
        let colon = (at..end).find(|&t| page.is_mark(t, Kind::Colon) && !page.is_quoted(t));
        if let Some(colon) = colon.filter(|&t| t + 1 == self.sentence.end || page.is_quoted(t + 1))
        {
            return Some(colon + 1);
        }
        for t in at + 1..end {
            if page.is(t, Word::THAT | Word::QUESTION) {
                return Some(t);
            }
            if page.is(t, Word::TO) {
                return Some(at);
            }
            if page.is_quoted(t) {
                return Some(t);
            }
            if page.is_mark(t, Kind::Colon) {
                return Some(t + 1);
            }
            if page.is(t, Word::SUBJECT) {
                return Some(t);
            }
            if page.is(t, Word::ABOUT) {
                return Some(t + 1);
            }
            if page.is(t, Word::BE | Word::MODAL | Word::HAVE) {
                break;
            }
        }
        if page.is(at, Word::OBJECT_PRONOUN) && self.looks_like_clause(at + 1) {
            return Some(at + 1);
        }
        None
    }
}
