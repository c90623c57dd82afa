use super::matched::{Match, Rule};
use super::rules::Rules;
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    pub(super) fn noun(&self, at: usize) -> Option<Match> {
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
        let content = next..self.extent(next, false);
        Some(Match {
            content: vec![content],
            cue: at..at + 1,
            is_exact: false,
            is_plain: false,
            rule: Rule::Noun,
            source,
        })
    }

    pub(super) fn adjective(&mut self, at: usize) -> Option<Match> {
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
        let content = start..self.extent(start, false);
        Some(Match {
            content: vec![content],
            cue: group.first..start,
            is_exact: false,
            is_plain: false,
            rule: Rule::Adjective,
            source: Some(source),
        })
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
    fn nouns_and_adjectives_report_what_they_lead_to() {
        check(
            "The court weighed Lee's claim that rents doubled.",
            &["Lee's | claim | that rents doubled"],
        );
        check(
            "The mayor is sure that rents will fall.",
            &["The mayor | is sure | that rents will fall"],
        );
        check("The claim was new.", &[]);
    }
}
