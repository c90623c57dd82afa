use std::ops::Range;

use super::super::matched::{Match, Rule};
use super::super::party::Party;
use super::super::word::Word;
use super::Abroad;
use crate::text::extract::words::token::Kind;

impl Abroad<'_> {
    /// `nach Angaben von X`, `selon X`, `według X`: at the start, or between commas, or at the end.
    pub(super) fn according(&self, at: usize) -> Option<Match> {
        let length = self.opening(at)?;
        let mut first = at + length;
        // `según informa la policía`, `segundo disse o ministro`, `según ha indicado hoy X`
        if let Some(verb) = self.reporting(first) {
            first = self.past_hearer(verb);
        }
        if self.is_german() && matches!(self.letters(first), "von" | "vom") {
            first += 1;
        }
        let mut party = self.party(first)?;
        let is_first = self.is_first(at);
        if self.is_german() && !is_first {
            self.leave_object(&mut party);
        }
        let (start, end) = (at, party.tokens.end);
        let is_apart = at > self.sentence.start && !self.page.tokens[at - 1].is_word();
        let past = self.past_brackets(end);
        let closes = past >= self.sentence.end || !self.page.tokens[past].is_word();
        // `qui selon Ana Silva avait`, `que esperar según Ana Silva,`
        let is_free = is_apart || self.is_german() || self.has_name(&party);
        let is_person = party.tokens.len() == 1 && self.page.is_person(party.tokens.start);
        if !is_first && !is_free || !party.is_sure && !is_person {
            return None;
        }
        // In German the verb follows: `Laut Polizei sind …`. Elsewhere a time or a place may: `Según la
        // policía en mayo`.
        let when = is_first
            && self.page.is(past, Word::PREPOSITION | Word::TIME)
            && !self.page.is(past, Word::OF);
        if !closes && !self.is_german() && !when && !self.has_name(&party) {
            return None;
        }
        let goes_on = !is_first || self.page.is_mark(past, Kind::Lower);
        if !closes && !goes_on {
            return None;
        }
        let content = self.in_brackets(start..end).unwrap_or_else(|| self.around(start..end));
        Self::told(content, start..first, Rule::According, party)
    }

    /// `Wie X berichtet, …`, `…, comme l'explique X`, `como dijo X`: at the start, or between commas.
    pub(super) fn as_said(&self, at: usize) -> Option<Match> {
        const FARTHEST: usize = 6;
        let page = self.page;
        if !self.tongue.table.like.contains(&self.letters(at).to_lowercase().as_str()) {
            return None;
        }
        let is_apart = at > self.sentence.start && !page.tokens[at - 1].is_word();
        // `It is not true, as X says, that`
        let denied = (self.sentence.start..at).any(|at| page.is(at, Word::NOT));
        if denied || !is_apart && !self.is_first(at) {
            return None;
        }
        let ends = |at: usize| {
            let at = self.past_brackets(at);
            at >= self.sentence.end
                || matches!(page.tokens[at].kind, Kind::Comma | Kind::Close | Kind::Dash)
        };
        let (cue, party, end) = if self.is_german() {
            let mut first = at + 1;
            while page.is(first, Word::ADVERB) && !page.is(first, Word::DETERMINER) {
                first += 1;
            }
            let party = self.party(first)?;
            let from = self.past_brackets(party.tokens.end);
            let verb = (from..self.sentence.end.min(from + FARTHEST))
                .take_while(|&at| page.tokens[at].is_word())
                .find(|&at| page.is(at, Word::FOREIGN) && page.is_mark(at, Kind::Lower))?;
            (verb..verb + 1, party, verb + 1 + usize::from(self.letters(verb + 1) == "hat"))
        } else {
            let mut first = at + 1;
            if page.is(first, Word::ADVERB | Word::OBJECT_PRONOUN) {
                first += 1;
            }
            let verb = self.reporting(first)?;
            let party = self.party(self.past_hearer(verb))?;
            let end = party.tokens.end;
            (first..verb, party, end)
        };
        if !party.is_sure || !ends(end) {
            return None;
        }
        let content = self.around(at..self.past_brackets(end));
        Self::told(content, cue, Rule::According, party)
    }

    /// Where a verb of saying ends that starts here: `informa`, `ha indicado`.
    fn reporting(&self, at: usize) -> Option<usize> {
        let page = self.page;
        if page.is(at, Word::FOREIGN) && page.is_mark(at, Kind::Lower) {
            return Some(at + 1);
        }
        (page.is(at, Word::FOREIGN_HAVE) && page.is(at + 1, Word::PAST)).then_some(at + 2)
    }

    /// Whether two words with a capital, one after a title, or the letters of a name name the party.
    fn has_name(&self, party: &Party) -> bool {
        let page = self.page;
        let capital = |&at: &usize| page.is_mark(at, Kind::Capital);
        let capitals = party.tokens.clone().filter(capital).count();
        let titled = party.tokens.clone().any(|at| page.is(at, Word::TITLE));
        let letters = party.tokens.clone().filter(capital).any(|at| {
            self.letters(at).len() > 1 && self.letters(at).chars().all(char::is_uppercase)
        });
        !self.is_german() && (capitals >= 2 || (titled || letters) && capitals > 0)
    }

    /// `bedeutet nach Angaben der Stadtwerke Mehrkosten von 36 Euro`: the noun after the party may be what
    /// the sentence is about.
    fn leave_object(&self, party: &mut Party) {
        let is_speaker = |at: usize| {
            let letters = self.letters(at);
            self.page.is(at, Word::SPEAKER)
                || letters.len() > 1 && letters.chars().all(char::is_uppercase)
        };
        let speaker = party.tokens.clone().find(|&at| is_speaker(at));
        if let Some(speaker) = speaker.filter(|&at| at + 2 == party.tokens.end) {
            party.tokens.end = speaker + 1;
        }
    }

    /// `(selon M. Roux, elle valait plus)`: what stands in brackets with the source, and not what is
    /// around them. Nothing where the source stands there alone.
    pub(super) fn in_brackets(&self, source: Range<usize>) -> Option<Vec<Range<usize>>> {
        let page = self.page;
        let before = source.start.checked_sub(1).filter(|&at| page.is_mark(at, Kind::Open))?;
        let close = (source.end..self.sentence.end).find(|&at| page.is_mark(at, Kind::Close));
        let inside = source.end..close.unwrap_or(self.sentence.end);
        (inside.len() > 1 && before >= self.sentence.start).then(|| vec![inside])
    }

    /// Past `(ÖVP)`, `(34)`.
    pub(super) fn past_brackets(&self, at: usize) -> usize {
        const LONGEST: usize = 8;
        let page = self.page;
        if !page.is_mark(at, Kind::Open) {
            return at;
        }
        let close =
            (at..self.sentence.end.min(at + LONGEST)).find(|&at| page.is_mark(at, Kind::Close));
        close.map_or(at, |close| close + 1)
    }

    /// How many words open what names a source, if they start here.
    pub(super) fn opening(&self, at: usize) -> Option<usize> {
        if !self.page.is(at, Word::SELON_FIRST) {
            return None;
        }
        let reads = |phrase: &&&str| {
            phrase.split(' ').enumerate().all(|(offset, word)| {
                let at = at + offset;
                at < self.sentence.end && self.letters(at).to_lowercase() == word
            })
        };
        let longest =
            self.tongue.table.according.iter().filter(reads).max_by_key(|phrase| phrase.len());
        longest.map(|phrase| phrase.split(' ').count())
    }

    /// `„…“, so Sorel`, `…, so die Polizei.`: in German, at the end.
    pub(super) fn so(&self, at: usize) -> Option<Match> {
        let page = self.page;
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start + 2)?;
        if self.letters(at) != "so" || !page.is_mark(before, Kind::Comma) {
            return None;
        }
        let party = self.party(at + 1)?;
        let after = self.past_brackets(party.tokens.end);
        let ends = after >= self.sentence.end || page.is_mark(after, Kind::Comma);
        let first = party.tokens.start;
        let is_name = party.tokens.len() == 1
            && page.is_mark(first, Kind::Capital)
            && (page.is_quoted(before - 1) || page.is_person(first));
        if !ends || !party.is_sure && !is_name {
            return None;
        }
        Self::told(vec![self.before(at)?], at..at + 1, Rule::Closing, party)
    }

    /// `Sorel zufolge`: the source stands first.
    pub(super) fn after_source(&self, at: usize) -> Option<Match> {
        if self.letters(at) != "zufolge" {
            return None;
        }
        let first = self.clause_start(at)?;
        let party = self.party(first).filter(|party| party.tokens.end == at)?;
        // `Berichten zufolge`, `Schätzungen zufolge`: plural nouns, and nobody.
        let bare = party.tokens.len() == 1;
        let letters = self.letters(first);
        let is_noun = letters.ends_with("en") || letters.ends_with("ern");
        if !party.is_sure && (!bare || is_noun) {
            return None;
        }
        let content = self.around(first..at + 1);
        Self::told(content, at..at + 1, Rule::According, party)
    }
}
