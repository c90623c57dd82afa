use super::matched::{Match, Rule};
use super::rules::{Group, Rules};
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    pub(super) fn participle(&mut self, group: &Group) -> Option<Match> {
        let page = self.page;
        let before = group.first.checked_sub(1).filter(|&b| b >= self.sentence.start);
        let starts = before.is_none();
        let before = before.unwrap_or(group.first);
        let ok = starts
            || page.is_mark(before, Kind::Comma)
            || page.is_mark(before, Kind::Dash)
            || page.is(before, Word::BY | Word::AND | Word::SUBORDINATOR | Word::PREPOSITION)
            || page.is_quoted(before);
        let mut source = self.subject.clone();
        if !ok {
            // `a letter saying that`
            source = Some(page.phrase_ending(self.sentence.start, before)?);
        }
        if page.is(before, Word::DETERMINER) && !starts {
            return None;
        }
        let content = self.content_after(group)?;
        Some(Match {
            content: vec![content.1],
            cue: group.first..content.0,
            is_exact: false,
            is_plain: false,
            rule: Rule::Participle,
            source,
        })
    }

    pub(super) fn infinitive(&mut self, group: &Group) -> Option<Match> {
        let page = self.page;
        if !page.is(group.verb, Word::BASE) {
            return None;
        }
        let content = self.content_after(group)?;
        if !page.is(group.verb, Word::SAY | Word::TELL | Word::CLAUSE)
            || !self.opens_content(content.1.start)
        {
            return None;
        }
        Some(Match {
            content: vec![content.1],
            cue: group.first..content.0,
            is_exact: false,
            is_plain: false,
            rule: Rule::Infinitive,
            source: self.subject.clone(),
        })
    }

    /// `The bridge seems to be safe`: all of it, but the verb.
    pub(super) fn seem(&mut self, group: &Group) -> Option<Match> {
        let subject = self.subject_before(group)?;
        let start = group.verb + 1;
        let content = vec![subject, start..self.extent(start, true)];
        (start < self.sentence.end).then_some(Match {
            content,
            cue: group.first..start,
            is_exact: false,
            is_plain: true,
            rule: Rule::Seem,
            source: None,
        })
    }

    pub(super) fn passive(&mut self, group: &Group) -> Option<Match> {
        let page = self.page;
        let verb = group.verb;
        if !page.is(verb, Word::EXPECT | Word::OBJECT | Word::TELL | Word::INTENT) {
            return None;
        }
        let subject = self.subject_before(group)?;
        let end = self.extent(verb, false);
        let by = (verb + 1..end.min(verb + 8)).find(|&at| page.is(at, Word::BY));
        let mut content = vec![subject.clone()];
        let mut source = None;
        match by {
            Some(by) => {
                let mut agent = page.phrase_starting(by + 1, end)?;
                // `accused by the mayor of fraud`: what of is no part of the mayor.
                if page.is(verb, Word::ACCUSE) {
                    let of = agent.clone().rev().find(|&at| page.is(at, Word::OF));
                    agent.end = of.filter(|&of| of > agent.start).unwrap_or(agent.end);
                }
                if by > verb + 1 {
                    content.push(verb + 1..by);
                }
                if agent.end < end {
                    content.push(agent.end..end);
                }
                source = Some(agent);
            }
            None if verb + 1 < end => content.push(verb + 1..end),
            None => {}
        }
        Some(Match {
            content,
            cue: group.first..verb + 1,
            is_exact: false,
            is_plain: false,
            rule: Rule::Passive,
            source,
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
    fn participles_share_the_subject_of_the_sentence() {
        check(
            "Ana Silva left early, saying that she was tired.",
            &["Ana Silva | saying | that she was tired"],
        );
    }

    #[test]
    fn a_passive_is_about_its_subject_and_may_name_its_agent() {
        check(
            "The firm was accused by the mayor of fraud.",
            &["the mayor | was accused | The firm … of fraud"],
        );
        check(
            "The road is expected to open in May.",
            &["- | is expected | The road … to open in May"],
        );
        check("The road seems to be safe.", &["- | seems | The road … to be safe"]);
    }
}
