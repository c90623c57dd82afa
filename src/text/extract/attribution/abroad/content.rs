use std::ops::Range;

use super::Abroad;
use crate::text::extract::attribution::word::Word;
use crate::text::extract::words::token::Kind;

/// In tokens, with its marks: what stands in quotation marks and is but a name.
const LONGEST_TITLE: usize = 6;

impl Abroad<'_> {
    /// Where the words start that the verb leads to, past `am Dienstag` and `in einem Interview`.
    pub(super) fn words_after(&self, from: usize) -> Option<Range<usize>> {
        const FARTHEST: usize = 14;
        let page = self.page;
        let end = self.sentence.end;
        let near = end.min(from + FARTHEST);
        let mut at = from;
        while at < near {
            if page.is(at, Word::NOT) {
                return None;
            }
            if page.is_quoted(at) {
                let marked = matches!(page.tokens[at - 1].kind, Kind::Comma | Kind::Colon);
                if marked || at == from {
                    return Some(at..end);
                }
                // `sagte der Zeitung „Ottermere“, die Brücke …`: a name in quotation marks.
                let quotation = page.quotation(at)?;
                if quotation.tokens.len() > LONGEST_TITLE {
                    let says = page.is(from - 1, Word::SAY | Word::PAST);
                    return (says && quotation.tokens.start == at).then_some(at..end);
                }
                at = quotation.tokens.end;
                continue;
            }
            if page.is_mark(at, Kind::Colon) {
                return (at + 1 < end).then(|| at + 1..end);
            }
            if page.is_mark(at, Kind::Open) && self.past_brackets(at) > at {
                at = self.past_brackets(at);
                continue;
            }
            let elided = ["qu'", "qu’"].iter().any(|that| self.letters(at).starts_with(that));
            if elided || page.is(at, Word::THAT) && !page.is_mark(at - 1, Kind::Comma) {
                let leads = at + 1 < end && !self.is_german() && self.may_lead(from, at);
                return leads.then(|| at + usize::from(!elided)..end);
            }
            if page.is_mark(at, Kind::Comma) {
                let next = at + 1;
                if page.is(next, Word::THAT) {
                    return (next + 1 < end).then(|| next + 1..end);
                }
                // `sagte, die Brücke sei sicher`, and not `sagte, was er denkt`
                let other =
                    Word::RELATIVE | Word::CONJUNCTION | Word::SUBORDINATOR | Word::QUESTION;
                let acts = (from..at).any(|at| page.is(at, Word::BE | Word::FOREIGN))
                    || self.lacks_particle(from - 1, at - 1);
                let clause = self.is_german() && !acts && !page.is(next, other);
                return clause.then_some(next..end);
            }
            let first = Word::PREPOSITION
                | Word::TIME
                | Word::ADVERB
                | Word::DETERMINER
                | Word::OF
                | Word::SUBJECT;
            let adjunct = at > from
                || page.is(at, first)
                || page.is_mark(at, Kind::Lower) && page.is(at, Word::OWNS);
            if !adjunct {
                return None;
            }
            at += 1;
        }
        None
    }

    /// `gab`, where no `zu`, `an` or `bekannt` makes it a verb of saying.
    fn lacks_particle(&self, verb: usize, last: usize) -> bool {
        const PARTICLES: [&str; 5] = ["an", "bekannt", "fest", "klar", "zu"];
        matches!(self.letters(verb), "gab" | "stellte") && !PARTICLES.contains(&self.letters(last))
    }

    /// Whether `que` leads to what is said: not `la reforma que`, whose noun it goes on about.
    fn may_lead(&self, from: usize, that: usize) -> bool {
        let page = self.page;
        if that == from || that == from + 1 {
            return true;
        }
        let is_object = page.is(from, Word::DETERMINER) && !page.is(from, Word::PREPOSITION);
        !is_object && !page.is(that - 1, Word::DETERMINER | Word::PREPOSITION)
    }

    /// `a reconnu avoir signé`, `ha detto di essere`: what somebody says of themselves.
    pub(super) fn infinitive_after(&self, verb: usize) -> Option<Range<usize>> {
        let next = verb + 1;
        let end = self.sentence.end;
        let leads = |words: &&&str| {
            words.split(' ').enumerate().all(|(offset, word)| {
                next + offset < end && self.letters(next + offset).eq_ignore_ascii_case(word)
            })
        };
        let says = self.page.is(verb, Word::SAY | Word::PAST);
        let leads = says && self.tongue.table.infinitives.iter().any(|words| leads(&words));
        leads.then_some(next..end)
    }

    /// `O governo anunciou uma ponte`: what somebody announced, denied or demanded.
    pub(super) fn object_after(&self, verb: usize) -> Option<Range<usize>> {
        let page = self.page;
        let next = verb + 1;
        let is_object = page.is(next, Word::DETERMINER) && !page.is(next, Word::SUBJECT);
        (page.is(verb, Word::SPEECH) && is_object && next + 1 < self.sentence.end)
            .then_some(next..self.sentence.end)
    }

    /// What is quoted further on in the sentence: `sagte Pia Sorel: „…“`.
    pub(super) fn quotation_after(&self, from: usize) -> Option<Range<usize>> {
        let page = self.page;
        let start = (from..self.sentence.end).find(|&at| page.is_quoted(at))?;
        let marked = start > from
            && matches!(page.tokens[start - 1].kind, Kind::Comma | Kind::Colon | Kind::Dash);
        let quotation = page.quotation(start).filter(|_| marked || start == from)?;
        Some(start..quotation.tokens.end.min(self.sentence.end).max(start + 1))
    }

    /// What stands before the verb in its sentence: the quotation, where one ends there.
    pub(super) fn before(&self, verb: usize) -> Option<Range<usize>> {
        let page = self.page;
        let end = page.before_marks(self.sentence.start, verb);
        let mut start = self.sentence.start;
        if let Some(quotation) = end.checked_sub(1).and_then(|last| page.quotation(last)) {
            let first = quotation.tokens.start;
            let glued = first > start && page.tokens[first - 1].is_word();
            // `He need not worry: “…”, says X`: what leads to the quotation is said, too.
            let is_led = first > start && page.is_mark(first - 1, Kind::Colon);
            if !glued && !is_led && quotation.tokens.len() > 3 {
                start = first;
            }
        }
        (start < end).then_some(start..end)
    }

    /// The sentence without these tokens.
    pub(super) fn around(&self, inside: Range<usize>) -> Vec<Range<usize>> {
        let mut after = inside.end;
        while after < self.sentence.end && self.page.is_mark(after, Kind::Comma) {
            after += 1;
        }
        let mut before = inside.start;
        while before > self.sentence.start
            && matches!(self.page.tokens[before - 1].kind, Kind::Comma | Kind::Open | Kind::Dash)
        {
            before -= 1;
        }
        let both = [self.sentence.start..before, after..self.sentence.end];
        both.into_iter().filter(|piece| !piece.is_empty()).collect()
    }
}
