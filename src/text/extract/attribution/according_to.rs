use std::ops::Range;

use super::matched::{Match, Rule};
use super::rules::Rules;
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    /// `According to the mayor, …`, `in the eyes of critics`, `selon la police`.
    pub(super) fn according(&self, at: usize) -> Option<Match> {
        let page = self.page;
        let (at, first) = self.source_opening(at)?;
        let at_start = at == self.sentence.start
            || (self.sentence.start..at).all(|t| {
                page.is(t, Word::CONJUNCTION | Word::ADVERB) || page.is_mark(t, Kind::Comma)
            });
        if at_start && self.is_verb_second(at) {
            let source = self.named_source(first)?;
            let content = source.end..self.sentence.end;
            return Some(Match {
                content: vec![content],
                cue: at..first,
                is_exact: false,
                is_plain: true,
                rule: Rule::According,
                source: Some(source),
            });
        }
        if at_start {
            let comma = self.next_comma(first)?;
            let content = self.past_apposition(comma) + 1..self.sentence.end;
            return Some(Match {
                content: vec![content],
                cue: at..first,
                is_exact: false,
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
        Some(Match {
            content,
            cue: at..first,
            is_exact: false,
            is_plain: true,
            rule: Rule::According,
            source: Some(first..end),
        })
    }

    /// The comma before the content: after what else is told of the source, as in `Ana Silva, the
    /// engineer who built it, …` and `its owner, Ana Silva, …`.
    fn past_apposition(&self, comma: usize) -> usize {
        let page = self.page;
        let further = || {
            let beside = page.phrase_starting(comma + 1, self.sentence.end)?;
            let close = self.next_comma(beside.end)?;
            let describes = page.is(beside.end, Word::RELATIVE);
            let names = close == beside.end
                && beside.clone().all(|at| page.is_mark(at, Kind::Capital))
                && !page.is_mark(comma - 1, Kind::Capital);
            (describes || names).then_some(close)
        };
        further().filter(|close| close + 1 < self.sentence.end).unwrap_or(comma)
    }

    /// `Laut Polizei sind zwei …`: the verb follows without a comma.
    fn is_verb_second(&self, at: usize) -> bool {
        let token = &self.page.tokens[at];
        self.text[token.start..token.end].eq_ignore_ascii_case("laut")
    }

    /// `der Polizei`, `einem Sprecher des Rates`. A report is nobody.
    fn named_source(&self, first: usize) -> Option<Range<usize>> {
        const DOCUMENTS: [&str; 6] =
            ["angaben", "bericht", "berichten", "ergebnisse", "studie", "umfrage"];
        let phrase = self.page.phrase_starting(first, self.sentence.end)?;
        let word = |at: usize| {
            let token = self.page.tokens.get(at).filter(|_| at < self.sentence.end);
            token.map_or("", |token| &self.text[token.start..token.end])
        };
        if matches!(word(phrase.end), "der" | "des") {
            let owner = self.page.phrase_starting(phrase.end, self.sentence.end)?;
            return Some(phrase.start..owner.end);
        }
        let last = word(phrase.end - 1).to_lowercase();
        (!DOCUMENTS.iter().any(|document| last.ends_with(document))).then_some(phrase)
    }

    /// Where the words start and end that open what names a source.
    pub(super) fn source_opening(&self, at: usize) -> Option<(usize, usize)> {
        let page = self.page;
        if page.is(at, Word::ACCORDING) {
            return page.is(at + 1, Word::TO).then_some((at, at + 2));
        }
        if page.is(at, Word::EYES) {
            let opens = at >= self.sentence.start + 2
                && page.is(at - 2, Word::IN)
                && page.is(at - 1, Word::DETERMINER)
                && page.is(at + 1, Word::OF);
            return opens.then(|| (at - 2, at + 2));
        }
        // Some of these are common words elsewhere in a sentence: `el segundo gobierno`.
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
        if before.is_some_and(|before| page.tokens[before].is_word()) {
            return None;
        }
        if page.is(at, Word::SELON) {
            return Some((at, at + 1));
        }
        let pair = page.is(at, Word::SELON_FIRST) && page.is(at + 1, Word::SELON_SECOND);
        let longer = page.is(at + 2, Word::OF);
        pair.then_some((at, at + 2 + usize::from(longer)))
    }

    pub(super) fn next_comma(&self, from: usize) -> Option<usize> {
        (from..self.sentence.end)
            .find(|&at| self.page.is_mark(at, Kind::Comma) && !self.page.is_quoted(at))
    }

    /// `For Ana Silva, … “…”, considering that …`: words quoted, and a verb of opinion with them.
    pub(super) fn considered(&mut self) {
        let page = self.page;
        let first = self.sentence.start;
        if !page.is(first, Word::FOR) || !page.is_mark(first + 1, Kind::Capital) {
            return;
        }
        let Some(name) = page.phrase_starting(first + 1, self.sentence.end) else {
            return;
        };
        let rest = name.end + 1..self.sentence.end;
        let quotes = rest.clone().any(|at| page.is_quoted(at));
        let judges = rest.clone().any(|at| page.is(at, Word::OPINION) && !page.is_quoted(at));
        if page.is_mark(name.end, Kind::Comma) && quotes && judges {
            self.found.push(Match {
                content: vec![rest],
                cue: first..first + 1,
                is_exact: false,
                is_plain: true,
                rule: Rule::According,
                source: Some(name),
            });
        }
    }

    /// `The mayor: “…”`
    pub(super) fn colon(&mut self) {
        let page = self.page;
        let Some(colon) = self.sentence.clone().find(|&at| {
            page.is_mark(at, Kind::Colon) && !page.is_quoted(at) && page.is_quoted(at + 1)
        }) else {
            return;
        };
        let taken = self
            .found
            .iter()
            .any(|found| found.content.iter().any(|c| c.end > colon && c.start <= colon + 1));
        let Some(quotation) = page.quotation(colon + 1).filter(|q| q.tokens.len() > 4) else {
            return;
        };
        if taken {
            return;
        }
        let content = colon + 1..quotation.tokens.end.min(self.sentence.end);
        self.found.push(Match {
            content: vec![content],
            cue: colon..colon + 1,
            is_exact: false,
            is_plain: true,
            rule: Rule::Colon,
            source: self.subject.clone(),
        });
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
    fn a_source_is_named_before_or_after() {
        check(
            "According to the police, the road is closed.",
            &["the police | According to | the road is closed"],
        );
        check(
            "The road is closed, according to the police.",
            &["the police | according to | The road is closed"],
        );
        check(
            "In the eyes of critics, the road is a waste.",
            &["critics | In the eyes of | the road is a waste"],
        );
        check(
            "Selon la police, la route est fermée.",
            &["la police | Selon | la route est fermée"],
        );
        check(
            "Nach Angaben von Anna Weber, war es kalt.",
            &["Anna Weber | Nach Angaben von | war es kalt"],
        );
        check("El segundo gobierno cayó.", &[]);
        check("Views of the road are rare.", &[]);
    }

    #[test]
    fn a_colon_before_a_quotation_reports() {
        check(
            "Ana Silva: \"The bridge is safe today.\"",
            &["Ana Silva | : | \"The bridge is safe today.\""],
        );
    }

    #[test]
    fn what_a_source_is_belongs_to_it() {
        assert_eq!(
            told("According to Ana Silva, the engineer who built it, the bridge is safe."),
            ["Ana Silva | According to | the bridge is safe"]
        );
        assert_eq!(
            told("According to its owner, Ana Silva, the bridge is safe."),
            ["its owner | According to | the bridge is safe"]
        );
    }

    #[test]
    fn declining_to_be_named_is_not_a_statement() {
        let text =
            crate::domain::Text::from("A guard, who asked not to be named, will watch the bridge.");
        let found = super::super::attributions(&text, &crate::text::extract::sentences(&text));
        assert!(found.iter().all(|attribution| !attribution.is_statement), "{found:?}");
    }
}
