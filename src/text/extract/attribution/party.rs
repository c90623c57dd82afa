use std::ops::Range;

use super::page::Page;
use super::tongue::{Tongue, elided};
use super::word::Word;
use crate::text::extract::words::token::Kind;

/// Who may have said something, by the words that name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// Whether a name or a word for somebody who speaks is among them, and not just any noun.
    pub(super) is_sure: bool,
    pub(super) tokens: Range<usize>,
}

/// In tokens. Nobody is named at greater length.
const LONGEST: usize = 16;

/// The party that these words start with: `die Bürgermeisterin Pia Sorel`, `l'association des maires`,
/// `Ana Silva`. A report, a law and the like are nobody.
pub(super) fn party(
    text: &str,
    page: &Page,
    tongue: &Tongue,
    first: usize,
    end: usize,
) -> Option<Party> {
    Reader { end: end.min(first + LONGEST), page, text, tongue }.party(first)
}

struct Reader<'p> {
    end: usize,
    page: &'p Page,
    text: &'p str,
    tongue: &'p Tongue,
}

impl Reader<'_> {
    fn party(&self, first: usize) -> Option<Party> {
        if first < self.end && self.is(first, Word::SUBJECT) && !self.is_article(first) {
            return Some(Party { is_sure: false, tokens: first..first + 1 });
        }
        let start = self.past_articles(first);
        let determined = start > first || self.is_elided(start);
        let end = self.phrase(start)?;
        let is_sure = self.names(start..end, determined)?;
        Some(Party { is_sure, tokens: first..end })
    }

    /// Past `die`, `der frühere`, `l'`.
    fn past_articles(&self, first: usize) -> usize {
        let mut at = first;
        while at < self.end && at - first < 2 && self.is_article(at) {
            at += 1;
        }
        at
    }

    fn is_article(&self, at: usize) -> bool {
        self.is(at, Word::DETERMINER) && !self.is_elided(at)
    }

    /// Where the phrase ends whose first noun or adjective stands here.
    fn phrase(&self, start: usize) -> Option<usize> {
        let mut end = None;
        let mut at = start;
        while at < self.end && !self.page.is_quoted(at) {
            // After a name, and after any noun of German, a small letter starts something else.
            let is_over = at > start
                && self.is_name(at - 1)
                && !self.is_name(at)
                && !self.is_title(at)
                && !self.is_of_many(start, at);
            if (self.is_noun(at) || self.is_title(at)) && !is_over {
                at += 1;
                if self.tongue.names_are_capital() || self.is_name(at - 1) {
                    end = Some(at);
                }
            } else if end.is_some() && self.links(at) {
                at += 1;
                while at < self.end && self.is_article(at) {
                    at += 1;
                }
                // `von Pia`, `de la police`: what comes next must be a noun, too.
                if at >= self.end || !self.is_noun(at) {
                    break;
                }
            } else {
                break;
            }
        }
        end
    }

    /// Whether an adjective may stand here: `le ministre des Affaires étrangères`.
    fn is_of_many(&self, start: usize, at: usize) -> bool {
        self.tongue.names_are_capital()
            && at >= start + 2
            && self.is(at - 2, Word::OF)
            && self.is(at - 2, Word::DETERMINER)
    }

    /// Whether this word joins two nouns: `de`, `der`, `und` between names.
    fn links(&self, at: usize) -> bool {
        if self.is(at, Word::AND) {
            return self.is_name(at - 1) && self.is_name(at + 1);
        }
        self.is(at, Word::OF) && !self.is(at, Word::TIME)
    }

    fn is_title(&self, at: usize) -> bool {
        self.is(at, Word::TITLE)
    }

    fn is_name(&self, at: usize) -> bool {
        at < self.end && self.core(at).starts_with(char::is_uppercase)
    }

    /// Whether this may be a noun of the phrase, or an adjective beside it.
    fn is_noun(&self, at: usize) -> bool {
        const FUNCTION: Word = Word::PREPOSITION
            .with(Word::SUBJECT)
            .with(Word::BE)
            .with(Word::FOREIGN_HAVE)
            .with(Word::ADVERB)
            .with(Word::CONJUNCTION)
            .with(Word::SUBORDINATOR)
            .with(Word::THAT)
            .with(Word::NOT)
            .with(Word::TIME)
            .with(Word::RELATIVE);
        let token = &self.page.tokens[at];
        if !matches!(token.kind, Kind::Capital | Kind::Lower) {
            return false;
        }
        let is_verb = token.is(Word::FOREIGN | Word::PAST)
            && token.kind == Kind::Lower
            && !self.page.is_office(at);
        let is_plain = !token.is(FUNCTION | Word::DETERMINER);
        // `Ana Moreno`: names are what they are.
        let is_name = token.kind == Kind::Capital
            && !token.is(Word::TIME | Word::DETERMINER | Word::SUBJECT | Word::PREPOSITION);
        let ends_sentence_start = self.page.starts_by_token(at) && token.is(FUNCTION);
        !is_verb
            && (is_plain || token.is(Word::SPEAKER | Word::OWNS) || is_name && !ends_sentence_start)
    }

    /// Whether the phrase names somebody, surely or perhaps; nothing if it names a thing.
    fn names(&self, phrase: Range<usize>, determined: bool) -> Option<bool> {
        let head = self.head(&phrase)?;
        // An adjective that starts a sentence has a capital, too: `Vorläufige Ergebnisse`.
        let any_thing = phrase.clone().any(|at| self.is(at, Word::THING));
        if any_thing && !self.tongue.names_are_capital() {
            return None;
        }
        let chain = phrase.clone().skip(1).find(|&at| self.is(at, Word::OF | Word::PREPOSITION));
        let own = phrase.start..chain.unwrap_or(phrase.end);
        if self.is(head, Word::THING | Word::TIME)
            && !own.clone().any(|at| self.is(at, Word::SPEAKER))
        {
            return None;
        }
        if own.clone().any(|at| self.is(at, Word::SPEAKER | Word::TITLE)) {
            return Some(true);
        }
        let capitals = own.clone().rev().take_while(|&at| self.is_name(at)).count();
        let is_lower = |at: usize| !self.is_name(at);
        let capital_nouns = !self.tongue.names_are_capital();
        let sure = if capital_nouns {
            !determined && capitals >= 2 || own.clone().any(|at| self.is_acronym(at))
        } else if is_lower(own.start) {
            // `la historiadora Ana Silva`: what somebody does, and a name.
            capitals >= 2 && own.len() - capitals <= 3
        } else {
            capitals == own.len() || determined && capitals > 0
        };
        Some(sure)
    }

    /// The word that the phrase is about.
    fn head(&self, phrase: &Range<usize>) -> Option<usize> {
        let mut nouns = phrase.clone();
        if self.tongue.names_are_capital() {
            nouns.next()
        } else {
            nouns.find(|&at| self.is_name(at))
        }
    }

    fn is_acronym(&self, at: usize) -> bool {
        let word = self.core(at);
        (2..=5).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
    }

    fn is_elided(&self, at: usize) -> bool {
        at < self.end && elided(self.letters(at)).is_some_and(|(before, _)| before.len() <= 4)
    }

    /// A word without the article that it swallowed.
    fn core(&self, at: usize) -> &str {
        let letters = self.letters(at);
        match elided(letters) {
            Some((before, after))
                if before.len() <= 4 && letters.starts_with(char::is_lowercase) =>
            {
                after
            }
            Some((before, after)) if before.len() == 1 && matches!(before, "L" | "D") => after,
            Some(_) | None => letters,
        }
    }

    fn letters(&self, at: usize) -> &str {
        let token = &self.page.tokens[at];
        &self.text[token.start..token.end]
    }

    fn is(&self, at: usize, word: Word) -> bool {
        at < self.end && self.page.is(at, word)
    }
}
