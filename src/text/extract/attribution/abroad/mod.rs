mod content;
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
            if page.is_quoted(at) || !page.is(at, Word::CUES_ABROAD) {
                continue;
            }
            let one = rules
                .according(at)
                .or_else(|| rules.as_said(at))
                .or_else(|| rules.after_source(at))
                .or_else(|| rules.so(at))
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
        let party = self.party(first).filter(|party| self.may_speak(party));
        let party = match party {
            None if quoted => self.name_after(first)?,
            party => party?,
        };
        let after = party.tokens.end;
        // `“…”, beschreibt Cai den Ansatz`
        let has_object = quoted && party.is_sure && self.page.is(after, Word::DETERMINER);
        if !self.may_follow(after) && !has_object {
            return None;
        }
        if !quoted {
            let start = self.sentence.start;
            // `Als er kam, sagte X nichts`, but not `Wenn es regnet, fällt sie, sagte X`
            let is_one = !(start..before).any(|at| page.is_mark(at, Kind::Comma));
            let led =
                is_one && page.is(start, Word::SUBORDINATOR | Word::RELATIVE) || before < start + 3;
            let leads_on = page.is_mark(after, Kind::Colon) && !page.is_quoted(after + 1);
            let asks = page.is(after, Word::THAT) || leads_on;
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

    /// `a déclaré hier sur les ondes, Ana Silva, directrice`: a full name between commas, past when and where
    /// it was said.
    fn name_after(&self, from: usize) -> Option<Party> {
        const FARTHEST: usize = 14;
        let page = self.page;
        let comma = (from..self.sentence.end.min(from + FARTHEST))
            .find(|&at| page.is_mark(at, Kind::Comma))?;
        let leads = page.is(from, Word::PREPOSITION | Word::TIME | Word::ADVERB)
            && !(from..comma).any(|at| page.is_quoted(at) || page.is(at, Word::CUES_ABROAD));
        let party = self.party(comma + 1).filter(|_| leads)?;
        let capitals = party.tokens.clone().filter(|&at| page.is_mark(at, Kind::Capital)).count();
        let ends =
            party.tokens.end >= self.sentence.end || page.is_mark(party.tokens.end, Kind::Comma);
        (party.is_sure && capitals >= 2 && ends).then_some(party)
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
        let is_common = self.may_be_common(&source);
        let is_plain = self.page.is(at, Word::SAY | Word::PAST);
        // `Prenez note que`
        if is_common && !is_plain {
            return None;
        }
        let content = self
            .words_after(verb.end)
            .or_else(|| self.infinitive_after(at).filter(|_| !is_common))
            .or_else(|| self.object_after(at).filter(|_| !is_common && source.is_sure))?;
        let is_one = source.tokens.len() == 1 && !self.page.is(source.tokens.start, Word::SUBJECT);
        if !source.is_sure && (!is_plain || is_one && !self.is_bare_name(&source)) {
            return None;
        }
        Self::told(vec![content], verb, Rule::Verb, source)
    }

    /// `Knaus sagte, …`: in German one word without an article that speaks is a name, unless an adverb may
    /// have its capital from the start of a sentence.
    fn is_bare_name(&self, party: &Party) -> bool {
        const OTHER: [&str; 12] = [
            "ig", "lich", "isch", "end", "weise", "tens", "mals", "dings", "maßen", "es", "er",
            "seits",
        ];
        let first = party.tokens.start;
        let letters = self.letters(first);
        self.is_german()
            && self.page.is_mark(first, Kind::Capital)
            && (self.page.is_person(first)
                || letters.len() > 3 && !OTHER.iter().any(|ending| letters.ends_with(ending)))
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
        if !page.is_mark(at, Kind::Lower) || page.is_office(at) {
            return None;
        }
        // `leur assure`, `le dijo`, but not `se le declaró`
        let mut first = at;
        while first > self.sentence.start
            && page.is(first - 1, Word::OBJECT_PRONOUN)
            && !page.tokens[first - 1].is_mark(Kind::Figure)
        {
            first -= 1;
            if matches!(self.letters(first), "s" | "s'" | "s’" | "se" | "Se" | "si" | "Si" | "się")
            {
                return None;
            }
        }
        // `s'expliquait par`
        if ["s'", "s’"].iter().any(|own| self.letters(at).starts_with(own)) {
            return None;
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
        // `In short: X said that`, `- X said that`
        let is_led = comma == start || page.is_mark(comma, Kind::Colon);
        if is_led && !page.is_quoted(comma + 1) {
            let clause = comma + 1;
            let depends = Word::SUBORDINATOR | Word::RELATIVE | Word::QUESTION;
            return (!page.is(clause, depends)).then_some(clause);
        }
        // `El martes, el ministro dijo que`
        let leads = page
            .is(start, Word::PREPOSITION | Word::TIME | Word::ADVERB | Word::DETERMINER)
            && comma - start <= FARTHEST
            && (!page.is(start, Word::SUBORDINATOR) || page.is(start, Word::PREPOSITION))
            && !(start..comma).any(|at| page.is(at, Word::FOREIGN | Word::BE | Word::RELATIVE))
            && !page.is(comma + 1, Word::RELATIVE | Word::SUBORDINATOR);
        (leads && !self.is_german()).then_some(comma + 1)
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

    fn told(
        content: Vec<Range<usize>>,
        cue: Range<usize>,
        rule: Rule,
        party: Party,
    ) -> Option<Match> {
        let source = Some(party.tokens);
        // `X dice que …, afirma Y`: what X says, Y does.
        let is_plain = matches!(rule, Rule::Closing | Rule::Colon);
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
