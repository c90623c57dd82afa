mod source;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::matched::{Match, Rule};
use super::page::Page;
use super::party::{Party, party};
use super::tongue::Tongue;
use super::word::Word;
use crate::text::extract::language::Language;
use crate::text::extract::words::token::Kind;

/// Who said what, in one sentence of a language that has a table.
///
/// Four forms, in which grammar leaves no doubt about who speaks: `„…“, sagte X`, `X sagte, dass …`,
/// `X: „…“`, and `nach Angaben von X`. What has another form has no claimant.
pub(super) struct Abroad<'p> {
    page: &'p Page,
    /// Its tokens, without the stop that ends it.
    sentence: Range<usize>,
    text: &'p str,
    tongue: &'p Tongue,
}

impl<'p> Abroad<'p> {
    pub(super) fn read(
        text: &'p str,
        page: &'p Page,
        tongue: &'p Tongue,
        tokens: Range<usize>,
    ) -> Vec<Match> {
        let mut end = tokens.end;
        while end > tokens.start && page.is_mark(end - 1, Kind::Stop) {
            end -= 1;
        }
        let rules = Self { page, sentence: tokens.start..end, text, tongue };
        let mut found: Vec<Match> = Vec::new();
        for at in tokens.start..end {
            if page.is_quoted(at)
                || !page.is(at, Word::FOREIGN | Word::SELON | Word::SELON_FIRST | Word::PAST)
            {
                continue;
            }
            let one = rules
                .according(at)
                .or_else(|| rules.after_source(at))
                .or_else(|| rules.closing(at))
                .or_else(|| rules.verb(at));
            found.extend(one);
        }
        if found.is_empty() {
            found.extend(rules.colon());
        }
        found
    }

    /// `„…“, sagte X am Dienstag`, `« … », a déclaré X`, `…, powiedział X`.
    fn closing(&self, at: usize) -> Option<Match> {
        let page = self.page;
        let verb = self.verb_group(at)?;
        let before = verb.start.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        let mut last = before;
        while last > self.sentence.start
            && !page.is_quoted(last)
            && matches!(page.tokens[last].kind, Kind::Comma | Kind::Dash)
        {
            last -= 1;
        }
        let quoted =
            page.is_quoted(last) && page.quotation(last).is_some_and(|q| q.tokens.len() > 4);
        let comma = page.is_mark(before, Kind::Comma)
            || page.is_mark(before, Kind::Dash) && self.dash_speaks();
        let says = comma && page.is(at, Word::SAY | Word::PAST);
        if !quoted && !says {
            return None;
        }
        let first = self.past_hearer(verb.end);
        let party = self.party(first).filter(|party| self.may_speak(party))?;
        let after = party.tokens.end;
        if !self.may_follow(after) {
            return None;
        }
        if !quoted {
            let start = self.sentence.start;
            let led = page.is(start, Word::SUBORDINATOR | Word::RELATIVE) || before < start + 3;
            let asks = page.is(after, Word::THAT) || page.is_mark(after, Kind::Colon);
            // `X, la ministra, dijo ayer que`
            let is_new = page.is(after, Word::PREPOSITION | Word::TIME)
                || after >= self.sentence.end
                || !page.tokens[after].is_word();
            let is_bare = self.is_german()
                && party.tokens.len() == 1
                && page.is_mark(party.tokens.start, Kind::Capital);
            let is_somebody =
                party.is_sure || is_bare || page.is(party.tokens.start, Word::SUBJECT);
            if led || asks || !is_new || !is_somebody {
                return None;
            }
        }
        let mut content = vec![self.before(verb.start)?];
        content.extend(self.quotation_after(after));
        Self::told(content, verb, Rule::Closing, party)
    }

    /// Whether this is no adverb or gerund, and nobody who is spoken to: `powiedział cicho`, `powiedział
    /// Nowakowi`.
    fn may_speak(&self, party: &Party) -> bool {
        const SPOKEN_TO: [&str; 6] = ["owi", "emu", "skiej", "ckiej", "ові", "ському"];
        let last = self.letters(party.tokens.end - 1);
        let is_one = party.tokens.len() == 1;
        let is_name =
            last.starts_with(char::is_uppercase) || self.page.is(party.tokens.start, Word::SUBJECT);
        let hears = self.dash_speaks() && SPOKEN_TO.iter().any(|ending| last.ends_with(ending));
        (party.is_sure || !is_one || is_name) && !hears
    }

    /// Whether the party is one word with a capital that may be no name, because it starts the sentence:
    /// `Entramos: …`, `Durissima critica …`. A name stands elsewhere, too.
    fn may_be_common(&self, party: &Party) -> bool {
        let first = party.tokens.start;
        let token = self.page.tokens[first];
        let letters = self.letters(first);
        party.tokens.len() == 1
            && first == self.sentence.start
            && !token.is(Word::SPEAKER)
            && !(letters.len() <= 5 && letters.chars().all(char::is_uppercase))
            && !self.page.is_met_again(first)
    }

    /// `X sagte am Dienstag, dass …`, `X a déclaré que …`, `X dijo: «…»`.
    fn verb(&self, at: usize) -> Option<Match> {
        let verb = self.verb_group(at)?;
        let Some(source) = self.subject(verb.start) else {
            return self.inverted(verb);
        };
        let content = self
            .words_after(verb.end)
            .or_else(|| if self.may_be_common(&source) { None } else { self.object_after(at) })?;
        let is_plain = self.page.is(at, Word::SAY | Word::PAST);
        if !source.is_sure
            && (!is_plain
                || source.tokens.len() == 1 && !self.page.is(source.tokens.start, Word::SUBJECT))
        {
            return None;
        }
        Self::told(vec![content], verb, Rule::Verb, source)
    }

    /// `Im Gespräch sagte X: „…“`, `Am Montag sagte X, dass …`: the party stands after the verb.
    fn inverted(&self, verb: Range<usize>) -> Option<Match> {
        let page = self.page;
        let start = self.sentence.start;
        let leads = page.is(start, Word::PREPOSITION | Word::ADVERB | Word::TIME)
            && !page.is(start, Word::SUBORDINATOR | Word::RELATIVE | Word::SUBJECT);
        if !leads || verb.start <= start || !page.is(verb.end - 1, Word::SAY | Word::PAST) {
            return None;
        }
        let party = self.party(verb.end)?;
        let is_pronoun = page.is(party.tokens.start, Word::SUBJECT);
        let is_bare = self.is_german() && party.tokens.len() == 1;
        let content = self.words_after(self.past_brackets(party.tokens.end))?;
        let is_somebody = party.is_sure || is_pronoun || is_bare;
        is_somebody.then(|| Self::told(vec![content], verb, Rule::Verb, party)).flatten()
    }

    /// `Ana Silva: „…“`
    fn colon(&self) -> Option<Match> {
        let page = self.page;
        let colon = self.sentence.clone().take(16).find(|&at| page.is_mark(at, Kind::Colon))?;
        let quotation = page.quotation(colon + 1)?;
        if quotation.tokens.start != colon + 1 || quotation.tokens.len() < 5 {
            return None;
        }
        // `📺 @AnaSilva: «…»`
        let first = (self.sentence.start..colon).find(|&at| page.tokens[at].is_word())?;
        let party = self.party(first)?;
        let is_whole = party.tokens.end == colon && party.is_sure && !self.may_be_common(&party);
        let end = quotation.tokens.end.min(self.sentence.end);
        is_whole
            .then(|| {
                let content = colon + 1..end;
                Self::told(vec![content], colon..colon + 1, Rule::Colon, party)
            })
            .flatten()
    }

    /// The verb with its auxiliary: `a déclaré`. Nothing where it is denied, or no verb here.
    fn verb_group(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        if !page.is_mark(at, Kind::Lower) {
            return None;
        }
        // `leur assure`, `le dijo`
        let mut first = at;
        while first > self.sentence.start + 1
            && page.is(first - 1, Word::OBJECT_PRONOUN)
            && page.is_mark(first - 1, Kind::Lower)
        {
            first -= 1;
        }
        if page.is(at, Word::PAST) {
            let has = at.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
            if page.is(has, Word::FOREIGN_HAVE) && !page.is_mark(has, Kind::Capital) {
                return Some(has..at + 1);
            }
        }
        page.is(at, Word::FOREIGN).then_some(first..at + 1)
    }

    /// The party right before the verb, where the clause starts with it, and what is told of it between
    /// commas.
    fn subject(&self, verb: usize) -> Option<Party> {
        let page = self.page;
        let mut last = verb;
        let mut inserted_name = None;
        // `X, la ministra, dijo`
        if last > self.sentence.start + 2 && page.is_mark(last - 1, Kind::Comma) {
            let floor = self.sentence.start.max(last.saturating_sub(24));
            let comma = (floor..last - 1).rev().find(|&at| page.is_mark(at, Kind::Comma))?;
            if page.is(comma + 1, Word::PREPOSITION | Word::TIME | Word::ADVERB) {
                return None;
            }
            inserted_name = self.name_between(comma + 1..last - 1);
            last = comma;
        }
        // `Am Montag sagte X` has its subject after the verb, and `X gestern sagte` none.
        let mut first = self.clause_start(last)?;
        while first < last
            && page.is(first, Word::ADVERB | Word::CONJUNCTION)
            && !page.is(first, Word::DETERMINER)
        {
            first += 1;
        }
        let mut party = self.party(first)?;
        let end = party.tokens.end;
        // `La ministra, Eva Ruiz, dijo`
        let determined = self.page.is(party.tokens.start, Word::DETERMINER);
        if let Some(name) = inserted_name.filter(|_| determined) {
            party = Party { is_sure: true, tokens: name };
        }
        // `Ein Blick auf die Seite sagt`: in German any noun has a capital.
        let may_go_on = party.is_sure || !self.is_german();
        // `X (Faro) dijo`
        let inserted =
            page.is_mark(end, Kind::Open) && last > end && page.is_mark(last - 1, Kind::Close);
        (end == last || inserted && last - end < 8 || may_go_on && self.goes_on(end..last))
            .then_some(party)
    }

    /// Whether nothing but a name stands between two commas.
    fn name_between(&self, inside: Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let is_name =
            |at: usize| page.is_mark(at, Kind::Capital) || page.is(at, Word::TITLE | Word::OF);
        let capitals = inside.clone().filter(|&at| page.is_mark(at, Kind::Capital)).count();
        let is_whole = (2..=6).contains(&inside.len()) && inside.clone().all(is_name);
        (is_whole && capitals >= 2 && !page.is(inside.start, Word::DETERMINER)).then_some(inside)
    }

    /// `der Gesellschaft zur Verfolgung …`, `un dependiente de un bar cercano al puerto`: what still belongs
    /// to the party, without a verb or a mark.
    fn goes_on(&self, rest: Range<usize>) -> bool {
        const LONGEST: usize = 10;
        const OTHER: Word = Word::FOREIGN
            .with(Word::BE)
            .with(Word::FOREIGN_HAVE)
            .with(Word::THAT)
            .with(Word::RELATIVE)
            .with(Word::SUBORDINATOR)
            .with(Word::NOT)
            .with(Word::PAST);
        let page = self.page;
        let leads = page.is(rest.start, Word::PREPOSITION | Word::OF)
            || page.is(rest.start + 1, Word::PREPOSITION | Word::OF);
        leads
            && rest.len() <= LONGEST
            && rest.clone().all(|at| page.tokens[at].is_word() && !page.is(at, OTHER))
            && !page.is(rest.end - 1, Word::PREPOSITION | Word::DETERMINER | Word::ADVERB)
    }

    /// Where the clause starts that these tokens stand in: with the sentence, or after a comma where
    /// nothing but a time or a place stands before.
    fn clause_start(&self, end: usize) -> Option<usize> {
        const FARTHEST: usize = 12;
        let page = self.page;
        let start = self.sentence.start;
        if end <= start {
            return None;
        }
        let comma = (start..end).rev().find(|&at| {
            matches!(page.tokens[at].kind, Kind::Comma | Kind::Dash | Kind::Colon | Kind::Semicolon)
        });
        let Some(comma) = comma else {
            return Some(start);
        };
        // `El martes, el ministro dijo que`
        let leads = page
            .is(start, Word::PREPOSITION | Word::TIME | Word::ADVERB | Word::DETERMINER)
            && comma - start <= FARTHEST
            && !page.is(start, Word::SUBORDINATOR)
            && !(start..comma).any(|at| page.is(at, Word::FOREIGN | Word::BE | Word::RELATIVE))
            && !page.is(comma + 1, Word::RELATIVE | Word::SUBORDINATOR);
        (leads && !self.is_german()).then_some(comma + 1)
    }

    /// Where the words start that the verb leads to, past `am Dienstag` and `in einem Interview`.
    fn words_after(&self, from: usize) -> Option<Range<usize>> {
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
                return (marked || at == from).then_some(at..end);
            }
            if page.is_mark(at, Kind::Colon) {
                return (at + 1 < end).then(|| at + 1..end);
            }
            if page.is_mark(at, Kind::Open) && self.past_brackets(at) > at {
                at = self.past_brackets(at);
                continue;
            }
            if page.is(at, Word::THAT) && !page.is_mark(at - 1, Kind::Comma)
                || self.letters(at).starts_with("qu'")
                || self.letters(at).starts_with("qu’")
            {
                return (at + 1 < end && !self.is_german())
                    .then(|| at + usize::from(page.is(at, Word::THAT))..end);
            }
            if page.is_mark(at, Kind::Comma) {
                let next = at + 1;
                if page.is(next, Word::THAT) {
                    return (next + 1 < end).then(|| next + 1..end);
                }
                // `sagte, die Brücke sei sicher`
                let clause = self.is_german()
                    && !page.is(next, Word::RELATIVE | Word::CONJUNCTION | Word::SUBORDINATOR);
                return clause.then_some(next..end);
            }
            let adjunct = at > from
                || page.is(
                    at,
                    Word::PREPOSITION
                        | Word::TIME
                        | Word::ADVERB
                        | Word::DETERMINER
                        | Word::SUBJECT,
                )
                || page.is_mark(at, Kind::Lower) && page.is(at, Word::OWNS);
            if !adjunct {
                return None;
            }
            at += 1;
        }
        None
    }

    /// `O governo anunciou uma ponte`: what somebody announced, denied or demanded.
    fn object_after(&self, verb: usize) -> Option<Range<usize>> {
        let page = self.page;
        let next = verb + 1;
        let is_object = page.is(next, Word::DETERMINER) && !page.is(next, Word::SUBJECT);
        (page.is(verb, Word::SPEECH) && is_object && next + 1 < self.sentence.end)
            .then_some(next..self.sentence.end)
    }

    /// Past `uns` and `gestern`: `sagte uns Pia Sorel`.
    fn past_hearer(&self, at: usize) -> usize {
        let adverb = self.page.is(at, Word::ADVERB | Word::TIME)
            && self.page.is_mark(at, Kind::Lower)
            && !self.page.is(at, Word::PREPOSITION | Word::DETERMINER);
        at + usize::from(adverb)
    }

    /// Whether this may come after who said it: an end, a time, a place, an apposition.
    fn may_follow(&self, at: usize) -> bool {
        let page = self.page;
        // `kündigte die Sprecherin an`, `räumt der Leiter ein`
        let parted = self.is_german()
            && page.is_mark(at, Kind::Lower)
            && (at + 1 >= self.sentence.end || !page.tokens[at + 1].is_word());
        at >= self.sentence.end
            || parted
            || !page.tokens[at].is_word() && !page.is_mark(at, Kind::Other)
            || page.is(
                at,
                Word::PREPOSITION | Word::TIME | Word::ADVERB | Word::CONJUNCTION | Word::THAT,
            )
    }

    /// What is quoted further on in the sentence: `sagte Pia Sorel: „…“`.
    fn quotation_after(&self, from: usize) -> Option<Range<usize>> {
        let page = self.page;
        let start = (from..self.sentence.end).find(|&at| page.is_quoted(at))?;
        let marked = start > from
            && matches!(page.tokens[start - 1].kind, Kind::Comma | Kind::Colon | Kind::Dash);
        let quotation = page.quotation(start).filter(|_| marked || start == from)?;
        Some(start..quotation.tokens.end.min(self.sentence.end).max(start + 1))
    }

    /// What stands before the verb in its sentence: the quotation, where one ends there.
    fn before(&self, verb: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut end = verb;
        while end > self.sentence.start
            && matches!(page.tokens[end - 1].kind, Kind::Comma | Kind::Dash)
            && !page.is_quoted(end - 1)
        {
            end -= 1;
        }
        let mut start = self.sentence.start;
        if let Some(quotation) = end.checked_sub(1).and_then(|last| page.quotation(last)) {
            let first = quotation.tokens.start;
            let glued = first > start && page.tokens[first - 1].is_word();
            if !glued && quotation.tokens.len() > 3 {
                start = first;
            }
        }
        (start < end).then_some(start..end)
    }

    /// The sentence without these tokens.
    fn around(&self, inside: Range<usize>) -> Vec<Range<usize>> {
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

    fn told(
        content: Vec<Range<usize>>,
        cue: Range<usize>,
        rule: Rule,
        party: Party,
    ) -> Option<Match> {
        let source = Some(party.tokens);
        // `X dice que …, afirma Y`: what X says, Y does.
        let is_plain = rule != Rule::Verb;
        (!content.is_empty()).then_some(Match {
            content,
            cue,
            is_exact: true,
            is_plain,
            rule,
            source,
        })
    }

    /// Whether only a conjunction or an adverb stands before it in the sentence.
    fn is_first(&self, at: usize) -> bool {
        (self.sentence.start..at).all(|at| {
            self.page.is(at, Word::ADVERB | Word::CONJUNCTION) || !self.page.tokens[at].is_word()
        })
    }

    /// `« …, — сказав X`: a dash leads from speech to whose it is.
    fn dash_speaks(&self) -> bool {
        matches!(self.tongue.language, Language::Polish | Language::Ukrainian)
    }

    fn is_german(&self) -> bool {
        self.tongue.language == Language::German
    }

    fn party(&self, first: usize) -> Option<Party> {
        party(self.text, self.page, self.tongue, first, self.sentence.end)
    }

    fn letters(&self, at: usize) -> &str {
        self.page.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }
}
