use std::ops::Range;

use super::claimant::{Clause, Told};
use super::reporting::Reporting;
use super::word::Token;
use super::{calendar, name, reporting};

/// Whose act a verb is.
impl Clause<'_, '_> {
    /// What a reporting verb tells about who said it.
    pub(super) fn reported(&self, verb: usize, kind: Reporting) -> Told {
        if let Some(agent) = self.agent(verb) {
            return Told::By(agent);
        }
        let Some(subject) = self.before_verb(verb) else {
            return Told::Nothing;
        };
        if self.tokens[verb].is("called") && !self.is(verb + 1, "on") && !self.is(verb + 1, "for") {
            return Told::Nothing;
        }
        let beside_quotation = self.closes_quotation(subject);
        if beside_quotation || self.is(subject, ",") {
            let inverted = self.after_verb(verb, beside_quotation);
            if !matches!(inverted, Told::Nothing) {
                return inverted;
            }
            if beside_quotation {
                return Told::Nothing;
            }
        }
        let speaks = |name: &Range<usize>| match kind {
            Reporting::Always => true,
            Reporting::OfSpeakers => name::names_speaker(self.tokens, name.clone()),
            Reporting::WithWords => {
                self.words_follow(verb) || self.closes_quotation_before(name.start)
            }
        };
        if self.quoted[subject] {
            return Told::Nothing;
        }
        let name = if self.is(subject, ",") {
            self.before_insertion(subject)
        } else if name::is_pronoun(&self.tokens[subject]) || self.tokens[subject].is("i") {
            let relative = ["who", "which", "whose", "whom", "what", "there", "here"];
            let relative = relative.iter().any(|word| self.tokens[subject].is(word));
            return if relative { Told::Nothing } else { Told::Unnamed };
        } else {
            name::ending_at(self.tokens, subject)
        };
        name.filter(|name| self.is_outside(name) && speaks(name)).map_or(Told::Nothing, Told::By)
    }

    /// Who did it, where a passive tells: `was accused on Monday by the council`.
    fn agent(&self, verb: usize) -> Option<Range<usize>> {
        const FARTHEST: usize = 4;
        let by = (verb + 1..=verb + FARTHEST)
            .take_while(|&at| self.tokens.get(at).is_some_and(|token| token.is_word))
            .find(|&at| self.is(at, "by"))?;
        let passive = by == verb + 1 || self.is_passive(verb);
        let name = passive.then(|| name::starting_at(self.tokens, by + 1))??;
        (self.is_outside(&name) && name::names_speaker(self.tokens, name.clone())).then_some(name)
    }

    fn is_passive(&self, verb: usize) -> bool {
        const FORMS: [&str; 7] = ["am", "are", "be", "been", "being", "is", "was"];
        (0..verb)
            .rev()
            .take_while(|&at| name::is_adverb(&self.tokens[at]) || at + 1 == verb)
            .any(|at| FORMS.iter().any(|form| self.is(at, form)) || self.is(at, "were"))
    }

    /// The last token of the subject, or the mark, that stands before the verb and what belongs
    /// to it. None if the subject did not say it.
    fn before_verb(&self, verb: usize) -> Option<usize> {
        const HAVE: [&str; 12] = [
            "a", "avait", "avaient", "ha", "had", "han", "hanno", "has", "have", "hat", "haben",
            "ont",
        ];
        const NOBODY: [&str; 21] = [
            "am", "are", "be", "been", "being", "can", "could", "did", "didn't", "is", "may",
            "might", "must", "never", "not", "should", "to", "was", "were", "will", "would",
        ];
        let mut at = verb.checked_sub(1)?;
        for _ in 0..12 {
            let token = &self.tokens[at];
            if NOBODY.iter().any(|word| token.is(word)) {
                return None;
            }
            let skipped = if token.text == ")" {
                at - (0..at).rev().take(8).find(|&open| self.is(open, "("))? + 1
            } else if name::is_adverb(token) || HAVE.iter().any(|word| token.is(word)) {
                1 + usize::from(at > 0 && calendar::is_time(token) && self.leads_time(at - 1))
            } else {
                return Some(at);
            };
            at = at.checked_sub(skipped)?;
        }
        None
    }

    fn leads_time(&self, at: usize) -> bool {
        ["in", "late", "last", "on", "this", "since"].iter().any(|word| self.is(at, word))
    }

    /// `said the mayor of Faro on Monday`: a subject after its verb.
    fn after_verb(&self, verb: usize, beside_quotation: bool) -> Told {
        if reporting::takes_object(&self.tokens[verb]) && !beside_quotation {
            return Told::Nothing;
        }
        let Some(next) = self.tokens.get(verb + 1) else {
            return Told::Nothing;
        };
        if name::is_pronoun(next) {
            return Told::Unnamed;
        }
        let Some(name) = name::starting_at(self.tokens, verb + 1) else {
            return Told::Nothing;
        };
        let ends = self.tokens.get(name.end).is_none_or(|token| {
            !token.is_word
                || name::is_preposition(token)
                || name::is_adverb(token)
                || name::is_pronoun(token)
        });
        let known = name::names_speaker(self.tokens, name.clone())
            && (beside_quotation || name::is_compact(self.tokens, name.clone()));
        if ends && known && self.is_outside(&name) { Told::By(name) } else { Told::Nothing }
    }

    /// `Ana Silva, on a visit to Faro, said`: the phrase before what stands between two commas,
    /// or that itself where it is the name: `The mayor, Ana Silva, said`.
    fn before_insertion(&self, comma: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 14;
        let open = (0..comma).rev().take(LONGEST).find(|&at| self.is(at, ","))?;
        let inside = &self.tokens[open + 1..comma];
        let last = open.checked_sub(1)?;
        let phrase = name::ending_at(self.tokens, last)?;
        let is_name = (2..=4).contains(&inside.len()) && inside.iter().all(Token::is_capitalised);
        let is_title = !self.tokens[last].is_capitalised();
        if is_name && is_title { Some(open + 1..comma) } else { Some(phrase) }
    }

    /// Whether words that were said follow the verb: `that`, a mark, a quotation, or
    /// nothing at all.
    fn words_follow(&self, verb: usize) -> bool {
        let Some(next) = self.tokens.get(verb + 1) else {
            return true;
        };
        next.is("that") || matches!(next.text, ":" | "," | ".") || self.quoted[verb + 1]
    }

    fn closes_quotation(&self, mark: usize) -> bool {
        let token = &self.tokens[mark];
        (token.is_quotation_mark() && self.quoted[mark])
            || (token.text == "," && mark > 0 && self.quoted[mark - 1])
    }

    fn closes_quotation_before(&self, at: usize) -> bool {
        at > 0 && self.closes_quotation(at - 1)
    }
}
