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
        // `según informa la policía`, `segundo disse o ministro`
        let is_clause = self.page.is(first, Word::FOREIGN);
        first += usize::from(is_clause);
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
        if !is_first && !is_apart && !self.is_german() || !party.is_sure {
            return None;
        }
        let past = self.past_brackets(end);
        let closes = past >= self.sentence.end || !self.page.tokens[past].is_word();
        // In German the verb follows: `Laut Polizei sind …`.
        if !closes && !self.is_german() {
            return None;
        }
        let goes_on = !is_first || self.page.is_mark(past, Kind::Lower);
        if !closes && !goes_on {
            return None;
        }
        let content = self.in_brackets(start..end).unwrap_or_else(|| self.around(start..end));
        Self::told(content, start..first, Rule::According, party)
    }

    /// `bedeutet nach Angaben der Stadtwerke Mehrkosten von 36 Euro`: the noun after the party may be what
    /// the sentence is about.
    fn leave_object(&self, party: &mut Party) {
        let speaker = party.tokens.clone().find(|&at| self.page.is(at, Word::SPEAKER));
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
