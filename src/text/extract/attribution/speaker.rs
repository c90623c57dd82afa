use std::ops::Range;

use super::matched::{Match, Rule};
use super::page::Page;
use super::word::Word;
use crate::text::extract::words::token::{Kind, hash};

/// Who is put on record for what was said. A wrong name is worse than none.
pub(super) enum Speaker {
    /// These tokens name who.
    Named(Range<usize>),
    Nobody,
    /// `he`, `she`.
    Pronoun(usize),
}

impl Page {
    pub(super) fn speaker(&self, found: &Match) -> Speaker {
        let Some(source) = found.source.clone() else {
            return Speaker::Nobody;
        };
        if found.is_exact {
            let is_pronoun = self.is(source.start, Word::SUBJECT);
            return if is_pronoun { Speaker::Nobody } else { Speaker::Named(source) };
        }
        if !self.reports(found, &source) {
            return Speaker::Nobody;
        }
        if source.len() == 1 && self.is(source.start, Word::SUBJECT) {
            let person = self.is(source.start, Word::HE_OR_SHE);
            return if person { Speaker::Pronoun(source.start) } else { Speaker::Nobody };
        }
        let says =
            self.cue_verb(found).is_some_and(|verb| self.is(verb, Word::SAY | Word::FOREIGN));
        let strict = match found.rule {
            Rule::According | Rule::Beside | Rule::Closing => false,
            Rule::Verb => !says,
            Rule::Adjective
            | Rule::Colon
            | Rule::Infinitive
            | Rule::Noun
            | Rule::Participle
            | Rule::Passive
            | Rule::Seem => true,
        };
        // `Rui Lopes Beats Ana Silva: “…”`: a headline, and nobody's name.
        let is_headline = found.rule == Rule::Colon
            && source.len() > 4
            && source.clone().all(|at| self.is_mark(at, Kind::Capital));
        if is_headline {
            return Speaker::Nobody;
        }
        self.person(source, strict).map_or(Speaker::Nobody, Speaker::Named)
    }

    /// Whether the content is what somebody said is so.
    pub(super) fn states(&self, found: &Match) -> bool {
        if found.is_exact {
            return true;
        }
        match found.rule {
            Rule::According | Rule::Beside | Rule::Closing | Rule::Colon => true,
            Rule::Infinitive | Rule::Participle | Rule::Verb => {
                let says = Word::SAY | Word::TELL | Word::FOREIGN;
                self.cue_verb(found).is_some_and(|verb| self.is(verb, says))
                    && self.words_follow(found)
            }
            Rule::Adjective | Rule::Noun | Rule::Passive | Rule::Seem => false,
        }
    }

    /// Whether words that were said are what the cue leads to: a clause, or a quotation.
    fn words_follow(&self, found: &Match) -> bool {
        let follows = found.content.first().map_or(0, |content| content.start);
        // `asked not to be named` is a wish, and no statement.
        if found.rule == Rule::Verb && self.is(follows, Word::TO) {
            return false;
        }
        found.rule == Rule::Closing
            || self.is(follows, Word::THAT | Word::QUESTION)
            || self.is_quoted(follows)
            || found.content.first().is_some_and(|content| self.is_clause(content))
            || follows > 0 && self.is_mark(follows - 1, Kind::Colon)
    }

    fn cue_verb(&self, found: &Match) -> Option<usize> {
        found.cue.clone().rev().find(|&at| self.is(at, Word::VERBS))
    }

    /// Whether the source did say it, by this cue.
    fn reports(&self, found: &Match, source: &Range<usize>) -> bool {
        match found.rule {
            Rule::According | Rule::Beside => return true,
            Rule::Colon => return source.end == found.cue.start,
            Rule::Closing | Rule::Verb | Rule::Passive => {}
            Rule::Adjective | Rule::Infinitive | Rule::Noun | Rule::Participle | Rule::Seem => {
                return false;
            }
        }
        let unsure = found.cue.clone().any(|at| self.is(at, Word::MODAL | Word::NOT));
        let Some(verb) = self.cue_verb(found).filter(|_| !unsure) else {
            return false;
        };
        let starts_clause = source.start > verb
            || source.start.checked_sub(1).is_none_or(|before| {
                let token = &self.tokens[before];
                !token.is_word()
                    || token.is(Word::CONJUNCTION | Word::ADVERB | Word::TIME | Word::THAT)
                    || self.starts_by_token(source.start)
            });
        // `continue to ignore the fact that`, `wrote a memoir entitled`: that is no speech.
        let follows = found.content.first().map_or(0, |content| content.start);
        let acts = found.rule == Rule::Verb
            && (self.is(found.cue.end, Word::TO) && !self.is(verb, Word::TELL | Word::SAY)
                || self.is(found.cue.end, Word::TO)
                    && self.is(verb, Word::AMBIGUOUS)
                    && !self.is(found.cue.end + 1, Word::SAY)
                || [hash("a"), hash("an")].contains(&self.tokens[follows].hash)
                    && self.is(verb, Word::AMBIGUOUS));
        let words_follow = !acts && self.words_follow(found);
        let speaks = self.is(verb, Word::SPEECH)
            || found.rule != Rule::Passive && self.is(verb, Word::SAY | Word::TELL | Word::FOREIGN);
        // `… in Faro, Algarve, in May, said`: too far from who it is.
        let far = found.rule == Rule::Verb
            && source.start > 0
            && self.is_mark(source.start - 1, Kind::Comma)
            && self.is_mark(found.cue.start - 1, Kind::Comma);
        let named = self.is(verb, Word::CALL) && !self.is(verb + 1, Word::FOR | Word::IN);
        !far && !named
            && !self.is_joined(source)
            && starts_clause
            && speaks
            && (words_follow || !self.is(verb, Word::AMBIGUOUS))
    }

    /// `The former first lady and senator said`: half of who it is.
    fn is_joined(&self, source: &Range<usize>) -> bool {
        let Some(and) = source.start.checked_sub(1).filter(|&at| self.is(at, Word::AND)) else {
            return false;
        };
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= and);
        let first = self.sentences.get(sentence).map_or(and, |sentence| sentence.tokens.start);
        let verbs = Word::VERBS
            | Word::BE
            | Word::HAVE
            | Word::MODAL
            | Word::PAST
            | Word::ED
            | Word::PLAIN_VERB;
        self.is_english
            && and - first < 12
            && and > first
            && (first..and).all(|at| {
                self.tokens[at].is_word() && (!self.is(at, verbs) || self.is(at, Word::DETERMINER))
            })
    }

    /// Whether a verb of its own follows what these tokens start with.
    fn is_clause(&self, tokens: &Range<usize>) -> bool {
        let verbs = Word::BE | Word::HAVE | Word::MODAL | Word::PAST | Word::ED | Word::PLAIN_VERB;
        self.is(tokens.start, Word::SUBJECT)
            || tokens
                .clone()
                .skip(1)
                .take(10)
                .take_while(|&at| !self.is_mark(at, Kind::Comma))
                .any(|at| self.is(at, verbs))
    }

    /// The tokens that name who, of those that say so at length.
    fn person(&self, source: Range<usize>, is_strict: bool) -> Option<Range<usize>> {
        const LONGEST: usize = 14;
        let apart =
            |&at: &usize| matches!(self.tokens[at].kind, Kind::Comma | Kind::Open | Kind::Dash);
        let mut name = source.clone();
        if let Some(comma) = source.clone().find(apart) {
            let inside = comma + 1
                ..source.clone().skip(comma + 1 - source.start).find(apart).unwrap_or(source.end);
            let is_name = (2..=4).contains(&inside.len())
                && inside.clone().all(|at| self.is_mark(at, Kind::Capital));
            let is_title = comma > source.start && !self.is_mark(comma - 1, Kind::Capital);
            name = if is_name && is_title { inside } else { source.start..comma };
        }
        while name.start < name.end
            && (self.is(name.start, Word::CONJUNCTION | Word::ADVERB) || self.is_time(name.start))
        {
            name.start += 1;
        }
        let last = *self.tokens.get(name.end.checked_sub(1)?)?;
        let is_nickname = self.nickname(name.end).as_ref() == Some(&name);
        let is_quoted = !is_nickname && name.clone().any(|at| self.is_quoted(at));
        if name.is_empty() || name.len() > LONGEST || is_quoted {
            return None;
        }
        let odd =
            Word::RELATIVE | Word::SUBJECT | Word::PRONOUN | Word::BE | Word::MODAL | Word::HAVE;
        if name.clone().any(|at| self.is(at, odd) && self.is_mark(at, Kind::Lower))
            || last.is(Word::OWNS | Word::TIME)
            || last.kind == Kind::Figure
        {
            return None;
        }
        let acts = Word::ING | Word::ING_SHAPE | Word::PLAIN_VERB;
        if name.clone().any(|at| self.is(at, acts) && self.is_mark(at, Kind::Lower)) {
            return None;
        }
        let function =
            odd | Word::QUESTION | Word::THAT | Word::ADVERB | Word::QUANTIFIER | Word::DETERMINER;
        // `No witness told us`
        if [hash("no"), hash("neither")].contains(&self.tokens[name.start].hash) {
            return None;
        }
        if name.len() == 1 && self.is(name.start, function) {
            return None;
        }
        if name.clone().any(|at| self.is(at, Word::QUESTION) && self.is_mark(at, Kind::Lower)) {
            return None;
        }
        // `his latest remarks`: a word that stands before nouns is no noun.
        if name.len() == 2 && last.kind == Kind::Lower && last.is(Word::BEFORE_NOUN) {
            return None;
        }
        let head = self.head(&name);
        if self.is(head, Word::THING | Word::TIME | Word::OCCASION)
            && !self.is_mark(head, Kind::Capital)
            || self.is(head, Word::THING) && head == name.end - 1
        {
            return None;
        }
        let named = last.kind == Kind::Capital || name.clone().any(|at| self.is(at, Word::SPEAKER));
        let determined = self.is(name.start, Word::DETERMINER) || self.is(name.start, Word::OWNS);
        (named || determined && !is_strict).then_some(name)
    }

    /// `15.40` and `9:30` at the start of a sentence: when a post of a live blog was written.
    fn is_time(&self, at: usize) -> bool {
        self.tokens[at].is_clock && self.starts_by_token(at)
    }

    /// The word that the phrase is about: the one before its first preposition.
    fn head(&self, name: &Range<usize>) -> usize {
        let link = name.clone().skip(1).find(|&at| self.is(at, Word::PREPOSITION));
        match link {
            Some(link) if !self.is_mark(link - 1, Kind::Capital) => link - 1,
            Some(_) | None => name.end - 1,
        }
    }
}
