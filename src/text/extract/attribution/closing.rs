use std::ops::Range;

use super::matched::{Match, Rule};
use super::phrase::is_noun;
use super::rules::{Group, Rules};
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    /// `…, the mayor said on Monday`, `“…,” said the mayor`.
    pub(super) fn closing(&self, group: &Group) -> Option<Match> {
        let page = self.page;
        let verb = group.verb;
        if let Some(found) = self.inverted_closing(group) {
            return Some(found);
        }
        let source = self.subject_before(group)?;
        let start = source.start;
        // `…, a cooler note than last week`, `…, who asked not to be named`: nobody reports here.
        let is_relative = source.len() == 1 && page.is(start, Word::RELATIVE);
        if start <= self.sentence.start || is_relative || !self.agrees(group, &source) {
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
            // `The bridge, engineers say, is safe`
            let inserted = comma && page.is_mark(verb + 1, Kind::Comma);
            if introduces && content[0].len() < 12 && !inserted {
                if !page.is_quoted(rest.start) && content[0].len() > 4 {
                    content.push(rest);
                } else {
                    return None;
                }
            } else {
                content.push(rest);
            }
        } else if !quoted && (content[0].len() < 2 || introduces && !self.acts(&content[0])) {
            return None;
        }
        Some(Match {
            content,
            cue: group.first..verb + 1,
            is_exact: false,
            is_plain: true,
            rule: Rule::Closing,
            source: Some(source),
        })
    }

    /// `…, said the mayor`: a comma or a quotation stands right before the verb.
    fn inverted_closing(&self, group: &Group) -> Option<Match> {
        let page = self.page;
        let verb = group.verb;
        let first = if page.is(verb, Word::FOREIGN) { group.first } else { verb };
        if first != group.first || first <= self.sentence.start {
            return None;
        }
        // `„…“, sagte Anna`, `„…” – powiedziała Anna`, `«…», — сказала Анна`
        let mut before = first - 1;
        while before > self.sentence.start
            && !page.is_quoted(before)
            && matches!(page.tokens[before].kind, Kind::Comma | Kind::Dash)
        {
            before -= 1;
        }
        let quoted = page.is_quoted(before);
        let comma = page.is_mark(first - 1, Kind::Comma);
        let follows = quoted || comma && page.is(verb, Word::SAY | Word::FOREIGN);
        if !follows || page.is(verb + 1, Word::TO | Word::THAT | Word::PREPOSITION) {
            return None;
        }
        let source = self.inverted(verb + 1)?;
        let phrase = page.tokens[source.clone()].iter();
        let speaks =
            phrase.clone().any(|token| token.kind == Kind::Capital || token.is(Word::SPEAKER));
        if page.is(verb, Word::AMBIGUOUS) && !speaks && !page.is(source.start, Word::SUBJECT) {
            return None;
        }
        if !quoted && !self.ends_clause(&source) || self.runs_on(source.end) {
            return None;
        }
        let mut content = self.before(first)?;
        // `Ana Silva, an engineer, said Rui Lopes …`: what stands before is who says it.
        let parted = content[0].clone().any(|at| page.is_mark(at, Kind::Comma));
        let is_apposition = parted && !page.is(verb, Word::FOREIGN) && !self.acts(&content[0]);
        if !quoted && (content[0].len() < 3 || is_apposition) {
            return None;
        }
        let rest = self.after_closing(source.end);
        content.extend(rest.filter(|rest| !quoted || page.is_quoted(rest.start)));
        let cue = verb..verb + 1;
        Some(Match {
            content,
            cue,
            is_exact: false,
            is_plain: true,
            rule: Rule::Closing,
            source: Some(source),
        })
    }

    /// `“…” So said Ana Silva.`: the quotation, or the sentence, right before this one.
    pub(super) fn so_said(&mut self) {
        let page = self.page;
        let first = self.sentence.start;
        let opening = &page.tokens[first];
        let is_so = matches!(&self.text[opening.start..opening.end], "So" | "Thus");
        if !is_so || !page.is(first + 1, Word::SAY) || self.sentence.end <= first + 2 {
            return;
        }
        let Some(source) = self.inverted(first + 2).filter(|source| self.ends_clause(source))
        else {
            return;
        };
        let Some(last) = first.checked_sub(1) else {
            return;
        };
        // Without quotation marks, words of the same paragraph that nobody else is said to say.
        let here = page.sentences.partition_point(|sentence| sentence.tokens.end <= first);
        let goes_on = page.sentences.get(here).is_some_and(|here| !here.starts_paragraph);
        let before = here.checked_sub(1).and_then(|before| page.sentences.get(before));
        let before = before.filter(|before| goes_on && !before.all.is(Word::SAY | Word::TELL));
        let quoted = page.quotation(last).map(|quotation| quotation.tokens.clone());
        if let Some(content) = quoted.or_else(|| before.map(|sentence| sentence.tokens.clone())) {
            self.found.push(Match {
                content: vec![content],
                cue: first..first + 2,
                is_exact: false,
                is_plain: true,
                rule: Rule::Closing,
                source: Some(source),
            });
        }
    }

    /// `said the mayor of Faro, who…`: the phrase after the verb, and what stands beside it.
    pub(super) fn inverted(&self, first: usize) -> Option<Range<usize>> {
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
            if page.is(end + 1, Word::DETERMINER | Word::SPEAKER | Word::OWNS)
                || page.tokens.get(end + 1).is_some_and(is_noun)
            {
                end = stop;
            }
        }
        Some(phrase.start..end)
    }

    /// Whether no verb follows that makes the phrase a subject of its own.
    pub(super) fn ends_clause(&self, phrase: &Range<usize>) -> bool {
        let page = self.page;
        let end = phrase.end;
        let speaks = page.tokens[phrase.clone()]
            .iter()
            .any(|token| token.kind == Kind::Capital || token.is(Word::SPEAKER));
        let when = (end + 1..=end + 3).any(|at| page.is(at, Word::TIME | Word::OCCASION));
        speaks
            && !page.is(phrase.start, Word::SUBJECT)
            && (end >= self.sentence.end
                || !page.tokens[end].is_word()
                || page.is(end, Word::TIME)
                || page.is(end, Word::PREPOSITION) && when)
    }

    /// `said Rui Lopes “has cut the service”`: whoever stands before is spoken of, and does not speak.
    fn runs_on(&self, at: usize) -> bool {
        let page = self.page;
        page.quotation(at).is_some_and(|quotation| quotation.tokens.start == at)
            && at < self.sentence.end
            && page.is_mark(at + 1, Kind::Lower)
    }

    /// What stands before `at` in its sentence, quoted and said: `Rents fell, the mayor said`.
    pub(super) fn before(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let page = self.page;
        let end = page.before_marks(self.sentence.start, at);
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
        let before = start..end;
        (!before.is_empty()).then(|| vec![before])
    }

    /// Whether a verb that stands by itself is among these tokens.
    fn acts(&self, tokens: &Range<usize>) -> bool {
        let verbs = Word::BE | Word::HAVE | Word::MODAL | Word::PAST | Word::ED | Word::PLAIN_VERB;
        tokens.clone().any(|at| self.page.is(at, verbs))
    }

    /// What goes on after a reporting clause in the middle: `“It fell,” she said, “at noon.”`
    pub(super) fn after_closing(&self, at: usize) -> Option<Range<usize>> {
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
    pub(super) fn skip_circumstance(&self, at: usize, quoted: bool) -> usize {
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
                if page.is(at, Word::THAT)
                    || page.is(at, Word::TO) && page.is(at - 1, Word::AMBIGUOUS | Word::INTENT)
                {
                    return at;
                }
                at += 1;
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::super::told;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected);
    }

    #[test]
    fn a_clause_at_the_end_or_in_the_middle_reports_what_is_around_it() {
        check(
            "\"The bridge is safe,\" Ana Silva said on Monday.",
            &["Ana Silva | said | \"The bridge is safe,\""],
        );
        check(
            "\"The bridge,\" said Ana Silva, the mayor of Faro, \"is safe.\"",
            &["Ana Silva, the mayor of Faro | said | \"The bridge,\" … \"is safe.\""],
        );
        check("But rents doubled, the union said.", &["the union | said | rents doubled"]);
        check(
            "The bridge, engineers say, was closed in 1990.",
            &["engineers | say | The bridge … was closed in 1990"],
        );
    }

    #[test]
    fn only_reporting_clauses_attribute_what_precedes_them() {
        check(
            "On Monday, the mayor said rents had doubled.",
            &["the mayor | said | rents had doubled"],
        );
        check("In May, after the vote, the union wrote to members.", &[]);
        check("The mayor, said to be ill, stayed away.", &[]);
    }

    #[test]
    fn quotations_in_other_languages_have_their_sources() {
        check(
            "„Die Brücke ist sicher“, sagte Anna Weber am Montag.",
            &["Anna Weber | sagte | „Die Brücke ist sicher“"],
        );
        check(
            "« Le pont est sûr », a déclaré Anne Roux.",
            &["Anne Roux | a déclaré | « Le pont est sûr »"],
        );
        check(
            "«El puente es seguro», dijo Ana Silva.",
            &["Ana Silva | dijo | «El puente es seguro»"],
        );
        check(
            "«Il ponte è sicuro», ha detto Anna Rossi.",
            &["Anna Rossi | ha detto | «Il ponte è sicuro»"],
        );
        check("“A ponte é segura”, disse Ana Silva.", &["Ana Silva | disse | “A ponte é segura”"]);
        check(
            "„Most jest bezpieczny” – powiedziała Anna Nowak.",
            &["Anna Nowak | powiedziała | „Most jest bezpieczny”"],
        );
        check(
            "«Міст безпечний», — сказала Анна Коваль.",
            &["Анна Коваль | сказала | «Міст безпечний»"],
        );
    }
}
