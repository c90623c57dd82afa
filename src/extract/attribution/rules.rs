use std::ops::Range;

use super::found::{Found, Rule};
use super::lexicon::Word;
use super::page::Page;
use super::phrase::is_noun;
use super::token::Kind;

/// What one sentence tells of who said what.
pub(super) struct Rules<'p> {
    pub(super) found: Vec<Found>,
    /// The subject of the clause before, for verbs that share it.
    subject: Option<Range<usize>>,
    page: &'p Page,
    text: &'p str,
    /// Its tokens, without the stop that ends it.
    sentence: Range<usize>,
}

/// A verb with what belongs to it.
struct Group {
    /// Where it starts: `has also` of `has also said`.
    first: usize,
    has_be: bool,
    has_modal: bool,
    is_infinitive: bool,
    verb: usize,
}

impl<'p> Rules<'p> {
    pub(super) fn read(text: &'p str, page: &'p Page, tokens: Range<usize>) -> Vec<Found> {
        let mut end = tokens.end;
        while end > tokens.start && page.is_mark(end - 1, Kind::Stop) {
            end -= 1;
        }
        let sentence = tokens.start..end;
        let mut rules =
            Self { found: Vec::new(), page, sentence: sentence.clone(), subject: None, text };
        rules.subject = rules.main_subject();
        for at in sentence {
            let token = &page.tokens[at];
            if !token.is(Word::CUES) || page.is_quoted(at) {
                continue;
            }
            let found = if token.is(Word::ACCORDING) {
                rules.according(at)
            } else if token.is(Word::VERBS) && token.kind == Kind::Lower {
                rules.verb(at).or_else(|| rules.noun(at)).or_else(|| rules.adjective(at))
            } else if token.is(Word::NOUN) {
                rules.noun(at)
            } else {
                rules.adjective(at)
            };
            if let Some(found) = found {
                if found.content.iter().all(|range| !range.is_empty()) && !found.content.is_empty()
                {
                    rules.found.push(found);
                }
            }
        }
        rules.colon();
        rules.found
    }

    /// The first phrase of the sentence that a verb follows.
    fn main_subject(&self) -> Option<Range<usize>> {
        let page = self.page;
        let mut at = self.sentence.start;
        let mut after_comma = true;
        while at < self.sentence.end && at - self.sentence.start < 60 {
            let token = &page.tokens[at];
            if page.is_quoted(at) {
                at += 1;
                continue;
            }
            if after_comma && token.is_word() {
                let first = at + usize::from(token.is(Word::CONJUNCTION));
                if let Some(phrase) = page.phrase_starting(first, self.sentence.end) {
                    let starts_with_preposition =
                        page.is(first, Word::PREPOSITION | Word::SUBORDINATOR);
                    if !starts_with_preposition {
                        return Some(phrase);
                    }
                }
                after_comma = false;
            }
            if token.is_mark(Kind::Comma) {
                after_comma = true;
            }
            at += 1;
        }
        None
    }

    fn according(&self, at: usize) -> Option<Found> {
        let page = self.page;
        if !page.is(at + 1, Word::TO) {
            return None;
        }
        let first = at + 2;
        let at_start = at == self.sentence.start
            || (self.sentence.start..at).all(|t| {
                page.is(t, Word::CONJUNCTION | Word::ADVERB) || page.is_mark(t, Kind::Comma)
            });
        if at_start {
            let comma = self.next_comma(first)?;
            return Some(Found {
                content: vec![comma + 1..self.sentence.end],
                cue: at..at + 2,
                is_plain: true,
                rule: Rule::According,
                source: Some(first..comma),
            });
        }
        let end = self.next_comma(first).unwrap_or(self.sentence.end);
        let mut content = self.before(at)?;
        if end < self.sentence.end
            && !page.is(end + 1, Word::RELATIVE | Word::DETERMINER | Word::AND)
            && content[0].len() < 14
        {
            content.push(end + 1..self.sentence.end);
        }
        Some(Found {
            content,
            cue: at..at + 2,
            is_plain: true,
            rule: Rule::According,
            source: Some(first..end),
        })
    }

    fn next_comma(&self, from: usize) -> Option<usize> {
        (from..self.sentence.end)
            .find(|&at| self.page.is_mark(at, Kind::Comma) && !self.page.is_quoted(at))
    }

    /// What stands before `at` in its sentence, quoted and said: `Rents fell, the mayor said`.
    fn before(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let page = self.page;
        let mut end = at;
        while end > self.sentence.start
            && page.is_mark(end - 1, Kind::Comma)
            && !page.is_quoted(end - 1)
        {
            end -= 1;
        }
        let mut start = self.sentence.start;
        if let Some(quotation) = end.checked_sub(1).and_then(|last| page.quotation(last)) {
            // What ends with a long quotation is that quotation, unless words run into it.
            let first = quotation.tokens.start;
            let glued = first > start
                && !matches!(
                    page.tokens[first - 1].kind,
                    Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop
                );
            if !glued && quotation.tokens.len() > 3 {
                start = first.max(if quotation.opened { 0 } else { start });
            }
        }
        while start < end && page.is(start, Word::CONJUNCTION) {
            start += 1;
        }
        (start < end).then(|| vec![start..end])
    }

    fn group(&self, verb: usize) -> Group {
        let page = self.page;
        let mut group =
            Group { first: verb, has_be: false, has_modal: false, is_infinitive: false, verb };
        while group.first > self.sentence.start && verb - group.first < 8 {
            let before = group.first - 1;
            let token = &page.tokens[before];
            if page.is_quoted(before) {
                break;
            }
            if token.is(Word::BE) && !token.is(Word::SUBJECT) {
                group.has_be = true;
            } else if token.is(Word::MODAL) && !token.is(Word::SUBJECT) {
                group.has_modal = true;
            } else if token.is(Word::TO) {
                group.is_infinitive = true;
                break;
            } else if token.is(Word::FOREIGN_HAVE) && page.is(verb, Word::FOREIGN) {
                // `a déclaré`
            } else if !(token.is(Word::HAVE | Word::ADVERB | Word::NOT) && !token.is(Word::SUBJECT))
            {
                if token.is(Word::SUBJECT) && token.is(Word::MODAL) {
                    group.has_modal = true;
                }
                if token.is(Word::SUBJECT) && token.is(Word::BE) {
                    group.has_be = true;
                }
                break;
            }
            group.first = before;
        }
        group
    }

    /// Whose act the verb is, if its subject stands before it.
    fn subject_before(&self, group: &Group) -> Option<Range<usize>> {
        let page = self.page;
        let last = group.first.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
        if page.is_quoted(last) {
            return None;
        }
        if page.is_mark(last, Kind::Comma)
            || page.is_mark(last, Kind::Dash)
            || page.is_mark(last, Kind::Close)
        {
            return self.subject_with_insertion(last);
        }
        page.phrase_ending(self.sentence.start, last)
    }

    /// `Ana Silva, on a visit to Faro, said`
    fn subject_with_insertion(&self, close: usize) -> Option<Range<usize>> {
        let page = self.page;
        let kind = match page.tokens[close].kind {
            Kind::Close => Kind::Open,
            kind => kind,
        };
        let floor = self.sentence.start.max(close.saturating_sub(30));
        let open =
            (floor..close).rev().find(|&at| page.is_mark(at, kind) && !page.is_quoted(at))?;
        let last = open.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
        let phrase = page.phrase_ending(self.sentence.start, last)?;
        if page.is(phrase.start, Word::SUBJECT | Word::RELATIVE) && phrase.len() == 1 {
            return None;
        }
        if page.is(open + 1, Word::RELATIVE) || kind != Kind::Comma {
            return Some(phrase);
        }
        // `On Tuesday, after the vote, said`: nobody.
        (!page.is(last, Word::TIME)).then_some(phrase.start..close)
    }

    fn verb(&mut self, verb: usize) -> Option<Found> {
        let page = self.page;
        let token = page.tokens[verb];
        let group = self.group(verb);
        if token.is(Word::ING) && !group.has_be {
            return self.participle(&group);
        }
        if token.is(Word::SEEM) {
            return self.seem(&group);
        }
        if group.is_infinitive {
            return self.infinitive(&group);
        }
        if token.is(Word::PAST) && group.has_be && !token.is(Word::BASE) {
            return self.passive(&group);
        }
        if token.is(Word::SAY
            | Word::CLAUSE
            | Word::FOREIGN
            | Word::TELL
            | Word::OBJECT
            | Word::PARTICLE)
        {
            if let Some(found) = self.closing(&group) {
                return Some(found);
            }
        }
        let shared = group.first > self.sentence.start
            && (page.is(group.first - 1, Word::AND)
                || page.is_mark(group.first - 1, Kind::Comma)
                    && page.is(group.first, Word::ADVERB));
        let source = if shared { self.subject.clone() } else { self.subject_before(&group) };
        let source = source?;
        if token.is(Word::BASE)
            && !token.is(Word::PAST)
            && !group.has_modal
            && !shared
            && !self.is_plural(&source)
        {
            return None;
        }
        if token.is(Word::THIRD)
            && !token.is(Word::PAST)
            && self.is_plural(&source)
            && !page.is(source.start, Word::SUBJECT | Word::RELATIVE)
        {
            // `The council claims` against `the council's claims`.
            if !page.tokens[source.end - 1].is_mark(Kind::Capital) {
                return None;
            }
        }
        if token.is(Word::PAST) && page.is(verb + 1, Word::BY) && !token.is(Word::PARTICLE) {
            return None;
        }
        if !page.is(source.start, Word::RELATIVE) || source.len() > 1 {
            self.subject = Some(source.clone());
        }
        let content = self.content_after(&group)?;
        let is_plain = token.is(Word::SAY) && self.opens_content(content.1.start);
        Some(Found {
            content: vec![content.1],
            cue: group.first..content.0,
            is_plain,
            rule: Rule::Verb,
            source: Some(source),
        })
    }

    fn is_plural(&self, phrase: &Range<usize>) -> bool {
        let page = self.page;
        let last = &page.tokens[phrase.end - 1];
        if last.is(Word::SUBJECT | Word::RELATIVE) {
            return true;
        }
        if page.tokens[phrase.clone()].iter().any(|token| token.is(Word::AND)) {
            return true;
        }
        let text = &self.text[last.start..last.end];
        let plural = text.ends_with('s') && !text.ends_with("ss")
            || matches!(
                text,
                "people"
                    | "men"
                    | "women"
                    | "police"
                    | "many"
                    | "some"
                    | "most"
                    | "others"
                    | "media"
                    | "percent"
                    | "critics"
            );
        plural || last.is(Word::PRONOUN)
    }

    /// The end of the cue, and the content after an active verb.
    fn content_after(&self, group: &Group) -> Option<(usize, Range<usize>)> {
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
        if let Some(from) = self.skipped_occasion(start) {
            if token.is(Word::SAY | Word::CLAUSE | Word::TELL) {
                return Some((group.verb + 1, from..self.extent(from, true)));
            }
        }
        while start < end
            && page.is(start, Word::ADVERB)
            && !page.is(start, Word::PREPOSITION | Word::CONJUNCTION)
        {
            start += 1;
        }
        if token.is(Word::TELL) {
            if let Some(from) = self.told(start) {
                return Some((group.verb + 1, from..self.extent(from, true)));
            }
        }
        if (page.is_mark(start, Kind::Colon)
            || page.is_mark(start, Kind::Comma) && page.is_quoted(start + 1))
            && start + 1 < end
            && token.is(Word::SAY | Word::CLAUSE | Word::TELL | Word::PARTICLE | Word::OBJECT)
        {
            return Some((start, start + 1..self.extent(start + 1, true)));
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
    fn opens_content(&self, at: usize) -> bool {
        let page = self.page;
        page.is(at, Word::THAT | Word::QUESTION)
            || page.is_quoted(at)
            || page.is_mark(at, Kind::Colon)
            || page.is_mark(at, Kind::Comma) && page.is_quoted(at + 1)
    }

    fn looks_like_clause(&self, at: usize) -> bool {
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
    fn skipped_occasion(&self, at: usize) -> Option<usize> {
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
            if page.is_mark(t, Kind::Colon) && t + 1 < self.sentence.end {
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
    fn told(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let end = self.sentence.end.min(at + 12);
        if self.opens_content(at) {
            return Some(at);
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
            if page.is_mark(t, Kind::Colon) && t + 1 < self.sentence.end {
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

    /// Where the content ends that starts at `start`.
    fn extent(&self, start: usize, is_clause: bool) -> usize {
        let page = self.page;
        let end = self.sentence.end;
        for at in start + 1..end {
            if page.is_quoted(at) {
                continue;
            }
            let token = &page.tokens[at];
            if token.is(Word::ACCORDING) && page.is(at + 1, Word::TO) {
                return self.without_comma(start, at);
            }
            let next = at + 1;
            match token.kind {
                Kind::Semicolon => return at,
                Kind::Dash if self.stands_apart(at) => return at,
                Kind::Comma if self.comma_ends(start, next, is_clause) => return at,
                _ => {}
            }
            if token.is(Word::CONJUNCTION) && at > start + 1 {
                let act = page.is(next, Word::VERBS) && page.is(next, Word::ING | Word::PAST);
                let other = page
                    .is(next, Word::PLAIN_VERB | Word::ED | Word::HAVE | Word::MODAL | Word::BE);
                if act && (!is_clause || page.is(next, Word::SAY)) || other && !is_clause {
                    return at;
                }
            }
            if !is_clause && page.is(next, Word::TIME) && token.is(Word::IN) {
                return at;
            }
        }
        end
    }

    fn stands_apart(&self, dash: usize) -> bool {
        let token = &self.page.tokens[dash];
        self.text[..token.start].ends_with(char::is_whitespace)
            && self.text[token.end..].starts_with(char::is_whitespace)
            || &self.text[token.start..token.end] == "—"
    }

    fn comma_ends(&self, _start: usize, next: usize, is_clause: bool) -> bool {
        let page = self.page;
        if page.is(next, Word::ING) && page.is(next, Word::VERBS) {
            return true;
        }
        if is_clause {
            return page.is(next, Word::CONJUNCTION) && page.is(next + 1, Word::VERBS)
                || page.is(next, Word::CONTRAST);
        }
        page.is(
            next,
            Word::SUBORDINATOR
                | Word::RELATIVE
                | Word::ING
                | Word::ING_SHAPE
                | Word::CONJUNCTION
                | Word::SUBJECT
                | Word::DETERMINER,
        ) || page.is(next, Word::ADVERB)
    }

    fn without_comma(&self, start: usize, end: usize) -> usize {
        let mut end = end;
        while end > start + 1 && self.page.is_mark(end - 1, Kind::Comma) {
            end -= 1;
        }
        end
    }

    /// `…, the mayor said on Monday`, `“…,” said the mayor`.
    fn closing(&self, group: &Group) -> Option<Found> {
        let page = self.page;
        let verb = group.verb;
        // Inverted: a comma or a quotation stands right before the verb.
        let first = if page.is(verb, Word::FOREIGN) { group.first } else { verb };
        if first == group.first && first > self.sentence.start {
            let before = first - 1;
            let quoted = page.is_quoted(before);
            let comma = page.is_mark(before, Kind::Comma);
            if (quoted || comma && page.is(verb, Word::SAY | Word::FOREIGN))
                && !page.is(verb + 1, Word::TO | Word::THAT | Word::PREPOSITION)
            {
                if let Some(source) =
                    self.inverted(verb + 1).filter(|source| quoted || self.ends_clause(source))
                {
                    let mut content = self.before(first)?;
                    let rest = self.after_closing(source.end);
                    if let Some(rest) = rest {
                        content.push(rest);
                    }
                    if quoted || content[0].len() > 2 {
                        return Some(Found {
                            content,
                            cue: verb..verb + 1,
                            is_plain: true,
                            rule: Rule::Closing,
                            source: Some(source),
                        });
                    }
                }
            }
        }
        let source = self.subject_before(group)?;
        let start = source.start;
        if start <= self.sentence.start {
            return None;
        }
        let before = start - 1;
        let quoted = page.is_quoted(before);
        let comma = page.is_mark(before, Kind::Comma);
        if !quoted && !comma {
            return None;
        }
        if quoted
            && !page
                .is(verb, Word::SAY | Word::TELL | Word::FOREIGN | Word::PARTICLE | Word::CLAUSE)
        {
            return None;
        }
        if !quoted && !page.is(verb, Word::SAY | Word::CLAUSE | Word::FOREIGN | Word::TELL) {
            return None;
        }
        // What follows must be no content of its own.
        let after = self.skip_circumstance(verb + 1, quoted);
        let ends = after >= self.sentence.end
            || page.is_mark(after, Kind::Comma)
            || page.is_mark(after, Kind::Dash)
            || page.is_mark(after, Kind::Colon)
            || page.is_quoted(after);
        if !ends {
            return None;
        }
        let mut content = self.before(start)?;
        let introduces = content.len() == 1
            && !quoted
            && (page.is(
                content[0].start,
                Word::PREPOSITION | Word::SUBORDINATOR | Word::ADVERB | Word::ING | Word::ING_SHAPE,
            ) || content[0].len() < 3);
        if let Some(rest) = self.after_closing(after) {
            if introduces && content[0].len() < 12 {
                if !page.is_quoted(rest.start) && content[0].len() > 4 {
                    content.push(rest);
                } else {
                    return None;
                }
            } else {
                content.push(rest);
            }
        } else if !quoted && content[0].len() < 3 {
            return None;
        }
        Some(Found {
            content,
            cue: group.first..verb + 1,
            is_plain: true,
            rule: Rule::Closing,
            source: Some(source),
        })
    }

    /// What goes on after a reporting clause in the middle: `“It fell,” she said, “at noon.”`
    fn after_closing(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut start = at;
        while start < self.sentence.end
            && matches!(page.tokens[start].kind, Kind::Comma | Kind::Dash | Kind::Colon)
        {
            start += 1;
        }
        if start >= self.sentence.end || start == at && !page.is_quoted(at) {
            return None;
        }
        if page.is_quoted(start) {
            let quotation = page.quotation(start)?;
            return Some(start..quotation.tokens.end.min(self.sentence.end).max(start + 1));
        }
        // `…, she said, adding that …`, `…, she said, as rain fell`.
        if page.is(
            start,
            Word::ING
                | Word::ING_SHAPE
                | Word::SUBORDINATOR
                | Word::RELATIVE
                | Word::AND
                | Word::PREPOSITION
                | Word::ACCORDING,
        ) {
            return None;
        }
        Some(start..self.extent(start, true))
    }

    /// Past `on Monday`, `in a statement`, `told reporters`.
    fn skip_circumstance(&self, at: usize, quoted: bool) -> usize {
        let page = self.page;
        let mut at = at;
        let end = self.sentence.end;
        if page.is(at - 1, Word::TELL)
            || page.is(at, Word::TIME | Word::ADVERB | Word::PREPOSITION | Word::TO)
            || quoted
        {
            while at < end
                && !matches!(page.tokens[at].kind, Kind::Comma | Kind::Dash | Kind::Colon)
                && !page.is_quoted(at)
            {
                if page.is(at, Word::THAT) {
                    return at;
                }
                at += 1;
            }
        }
        at
    }

    /// `said the mayor of Faro, who…`: the phrase, and what stands beside it.
    fn inverted(&self, first: usize) -> Option<Range<usize>> {
        let page = self.page;
        let phrase = page.phrase_starting(first, self.sentence.end)?;
        let named = page.tokens[phrase.clone()].iter().any(|t| {
            t.kind == Kind::Capital || t.is(Word::SPEAKER | Word::SUBJECT | Word::DETERMINER)
        });
        if !named {
            return None;
        }
        let mut end = phrase.end;
        if page.is_mark(end, Kind::Comma)
            && !page.is_quoted(end + 1)
            && !page.is(
                end + 1,
                Word::RELATIVE | Word::ING | Word::ING_SHAPE | Word::SUBORDINATOR | Word::IN,
            )
        {
            let stop = (end + 1..self.sentence.end)
                .find(|&at| {
                    page.is_mark(at, Kind::Comma)
                        || page.is_quoted(at)
                        || page.is(at, Word::RELATIVE | Word::ING_SHAPE)
                })
                .unwrap_or(self.sentence.end);
            if page.is(end + 1, Word::DETERMINER | Word::SPEAKER)
                || page.tokens.get(end + 1).is_some_and(is_noun)
            {
                end = stop;
            }
        }
        Some(phrase.start..end)
    }

    /// Whether no verb follows that makes the phrase a subject of its own.
    fn ends_clause(&self, phrase: &Range<usize>) -> bool {
        let page = self.page;
        !page.is(phrase.start, Word::SUBJECT)
            && (phrase.end >= self.sentence.end
                || !page.tokens[phrase.end].is_word()
                || page.is(phrase.end, Word::PREPOSITION | Word::TIME | Word::RELATIVE))
    }

    fn participle(&mut self, group: &Group) -> Option<Found> {
        let page = self.page;
        let before = group.first.checked_sub(1).filter(|&b| b >= self.sentence.start);
        let starts = before.is_none();
        let before = before.unwrap_or(group.first);
        let ok = starts
            || page.is_mark(before, Kind::Comma)
            || page.is_mark(before, Kind::Dash)
            || page.is(before, Word::BY | Word::AND | Word::SUBORDINATOR | Word::PREPOSITION)
            || page.is_quoted(before);
        let mut source = self.subject.clone();
        if !ok {
            // `a letter saying that`
            source = Some(page.phrase_ending(self.sentence.start, before)?);
        }
        if page.is(before, Word::DETERMINER) && !starts {
            return None;
        }
        let content = self.content_after(group)?;
        Some(Found {
            content: vec![content.1],
            cue: group.first..content.0,
            is_plain: false,
            rule: Rule::Participle,
            source,
        })
    }

    fn infinitive(&mut self, group: &Group) -> Option<Found> {
        let page = self.page;
        if !page.is(group.verb, Word::BASE) {
            return None;
        }
        let content = self.content_after(group)?;
        if !page.is(group.verb, Word::SAY | Word::TELL | Word::CLAUSE)
            || !self.opens_content(content.1.start)
        {
            return None;
        }
        Some(Found {
            content: vec![content.1],
            cue: group.first..content.0,
            is_plain: false,
            rule: Rule::Infinitive,
            source: self.subject.clone(),
        })
    }

    /// `The bridge seems to be safe`: all of it, but the verb.
    fn seem(&mut self, group: &Group) -> Option<Found> {
        let subject = self.subject_before(group)?;
        let start = group.verb + 1;
        let content = vec![subject, start..self.extent(start, true)];
        (start < self.sentence.end).then(|| Found {
            content,
            cue: group.first..start,
            is_plain: true,
            rule: Rule::Seem,
            source: None,
        })
    }

    fn passive(&mut self, group: &Group) -> Option<Found> {
        let page = self.page;
        let verb = group.verb;
        if !page.is(verb, Word::EXPECT | Word::OBJECT | Word::TELL | Word::INTENT) {
            return None;
        }
        let subject = self.subject_before(group)?;
        let end = self.extent(verb, false);
        let by = (verb + 1..end.min(verb + 8)).find(|&at| page.is(at, Word::BY));
        let mut content = vec![subject.clone()];
        let mut source = None;
        match by {
            Some(by) => {
                let agent = page.phrase_starting(by + 1, end)?;
                if by > verb + 1 {
                    content.push(verb + 1..by);
                }
                if agent.end < end {
                    content.push(agent.end..end);
                }
                source = Some(agent);
            }
            None if verb + 1 < end => content.push(verb + 1..end),
            None => {}
        }
        Some(Found {
            content,
            cue: group.first..verb + 1,
            is_plain: false,
            rule: Rule::Passive,
            source,
        })
    }

    fn noun(&self, at: usize) -> Option<Found> {
        let page = self.page;
        if !page.is(at, Word::NOUN) {
            return None;
        }
        let next = at + 1;
        if !page.is(next, Word::THAT | Word::TO) {
            return None;
        }
        let owner = (self.sentence.start.max(at.saturating_sub(4))..at)
            .rev()
            .find(|&t| page.is(t, Word::OWNS) || page.is(t, Word::DETERMINER));
        let source = owner.and_then(|owner| {
            if page.is(owner, Word::OWNS) {
                let mut first = owner;
                while first > self.sentence.start && page.is_mark(first - 1, Kind::Capital) {
                    first -= 1;
                }
                Some(first..owner + 1)
            } else {
                None
            }
        });
        let source = source.or_else(|| self.subject.clone());
        Some(Found {
            content: vec![next..self.extent(next, false)],
            cue: at..at + 1,
            is_plain: false,
            rule: Rule::Noun,
            source,
        })
    }

    fn adjective(&mut self, at: usize) -> Option<Found> {
        let page = self.page;
        if !page.is(at, Word::ADJECTIVE)
            || !page.is(at + 1, Word::THAT | Word::TO | Word::PARTICLE_WORD)
        {
            return None;
        }
        let group = self.group(at);
        if !group.has_be {
            return None;
        }
        let source = self.subject_before(&group)?;
        let start = if page.is(at + 1, Word::THAT | Word::TO) { at + 1 } else { at + 2 };
        if start >= self.sentence.end {
            return None;
        }
        Some(Found {
            content: vec![start..self.extent(start, false)],
            cue: group.first..start,
            is_plain: false,
            rule: Rule::Adjective,
            source: Some(source),
        })
    }

    /// `The mayor: “…”`
    fn colon(&mut self) {
        let page = self.page;
        let Some(colon) = self.sentence.clone().find(|&at| {
            page.is_mark(at, Kind::Colon) && !page.is_quoted(at) && page.is_quoted(at + 1)
        }) else {
            return;
        };
        let taken = self
            .found
            .iter()
            .any(|found| found.content.iter().any(|c| c.end > colon + 1 && c.start <= colon + 1));
        let Some(quotation) = page.quotation(colon + 1).filter(|q| q.tokens.len() > 4) else {
            return;
        };
        if taken {
            return;
        }
        self.found.push(Found {
            content: vec![colon + 1..quotation.tokens.end.min(self.sentence.end)],
            cue: colon..colon + 1,
            is_plain: true,
            rule: Rule::Colon,
            source: self.subject.clone(),
        });
    }
}
