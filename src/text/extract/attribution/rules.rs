use std::ops::Range;

use super::matched::{Match, Rule};
use super::page::Page;
use super::phrase::is_noun;
use super::token::Token;
use super::word::Word;
use crate::text::extract::words::token::Kind;

/// Who said what, in one sentence.
pub(super) struct Rules<'p> {
    pub(super) found: Vec<Match>,
    /// Whether the clause ends at the next comma.
    pub(super) is_bounded: bool,
    /// The subject of the clause before, for verbs that share it.
    pub(super) subject: Option<Range<usize>>,
    pub(super) page: &'p Page,
    pub(super) text: &'p str,
    /// Its tokens, without the stop that ends it.
    pub(super) sentence: Range<usize>,
}

/// A verb with what belongs to it.
pub(super) struct Group {
    /// Where it starts: `has also` of `has also said`.
    pub(super) first: usize,
    pub(super) has_be: bool,
    pub(super) has_modal: bool,
    pub(super) is_infinitive: bool,
    pub(super) verb: usize,
}

impl<'p> Rules<'p> {
    pub(super) fn read(text: &'p str, page: &'p Page, tokens: Range<usize>) -> Vec<Match> {
        let mut end = tokens.end;
        while end > tokens.start && page.is_mark(end - 1, Kind::Stop) {
            end -= 1;
        }
        let sentence = tokens.start..end;
        let mut rules = Self {
            found: Vec::new(),
            page,
            sentence: sentence.clone(),
            subject: None,
            text,
            is_bounded: false,
        };
        rules.subject = rules.main_subject();
        for at in sentence {
            let token = &page.tokens[at];
            if !token.is(Word::CUES) || page.is_quoted(at) {
                continue;
            }
            let found = if token.is(Word::ACCORDING | Word::SELON | Word::SELON_FIRST) {
                rules.according(at)
            } else if token.is(Word::VERBS) && token.kind == Kind::Lower {
                rules.verb(at).or_else(|| rules.noun(at)).or_else(|| rules.adjective(at))
            } else if token.is(Word::NOUN | Word::EYES) {
                rules.according(at).or_else(|| rules.noun(at))
            } else {
                rules.adjective(at)
            };
            if let Some(found) = found {
                // What ends with a colon waits for the quotation in the next sentence.
                let waits =
                    found.content.iter().any(Range::is_empty) && page.is_mark(end - 1, Kind::Colon);
                if waits || found.content.iter().all(|range| !range.is_empty()) {
                    rules.found.push(found);
                }
            }
        }
        rules.colon();
        rules.considered();
        rules.so_said();
        rules.found
    }

    /// The first phrase of the sentence that a verb follows.
    pub(super) fn main_subject(&self) -> Option<Range<usize>> {
        let page = self.page;
        let mut at = self.sentence.start;
        let mut after_comma = true;
        while at < self.sentence.end && at - self.sentence.start < 60 {
            let token = &page.tokens[at];
            if page.is_quoted(at) {
                at += 1;
                continue;
            }
            if after_comma && token.is_word() {
                let first = at + usize::from(token.is(Word::CONJUNCTION));
                let gerund =
                    self.text[token.start..token.end].ends_with("ing") && at == self.sentence.start;
                if let Some(phrase) =
                    page.phrase_starting(first, self.sentence.end).filter(|_| !gerund)
                {
                    let starts_with_preposition = page.is(
                        first,
                        Word::PREPOSITION | Word::SUBORDINATOR | Word::ADVERB | Word::QUESTION,
                    );
                    if !starts_with_preposition {
                        return Some(phrase);
                    }
                }
                after_comma = false;
            }
            if token.is_mark(Kind::Comma) {
                after_comma = true;
            }
            at += 1;
        }
        None
    }

    pub(super) fn group(&self, verb: usize) -> Group {
        let page = self.page;
        let mut group =
            Group { first: verb, has_be: false, has_modal: false, is_infinitive: false, verb };
        while group.first > self.sentence.start && verb - group.first < 8 {
            let before = group.first - 1;
            let token = &page.tokens[before];
            if page.is_quoted(before) {
                break;
            }
            if token.is(Word::BE) && !token.is(Word::SUBJECT) {
                group.has_be = true;
            } else if token.is(Word::MODAL) && !token.is(Word::SUBJECT) {
                group.has_modal = true;
            } else if token.is(Word::TO) {
                group.is_infinitive = true;
                break;
            } else if token.is(Word::FOREIGN_HAVE) && page.is(verb, Word::FOREIGN) {
                // `a déclaré`
            } else if !token.is(Word::HAVE | Word::ADVERB | Word::NOT) || token.is(Word::SUBJECT) {
                if token.is(Word::SUBJECT) && token.is(Word::MODAL) {
                    group.has_modal = true;
                }
                if token.is(Word::SUBJECT) && token.is(Word::BE) {
                    group.has_be = true;
                }
                break;
            }
            group.first = before;
        }
        group
    }

    /// Whose act the verb is, if its subject stands before it.
    pub(super) fn subject_before(&self, group: &Group) -> Option<Range<usize>> {
        let page = self.page;
        let last = group.first.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
        if page.is_quoted(last) {
            return page.nickname(last).filter(|name| name.start == self.sentence.start + 1);
        }
        if page.is_mark(last, Kind::Comma)
            || page.is_mark(last, Kind::Dash)
            || page.is_mark(last, Kind::Close)
        {
            return self.subject_with_insertion(last);
        }
        // `The council on Tuesday said`
        let mut before = last;
        while before > self.sentence.start + 1 && page.is(before, Word::TIME) {
            before -= 1;
        }
        if before < last && page.is(before, Word::IN) {
            before -= 1;
        }
        let noun = before < last && is_noun(&page.tokens[before]);
        let phrase = page.phrase_ending(self.sentence.start, if noun { before } else { last })?;
        // `a cooler note`: one who speaks notes, and a note is what is spoken.
        let first = page.tokens[phrase.start];
        let is_one = matches!(self.text.get(first.start..first.end), Some("a" | "an"));
        let is_of_many = page.is(group.verb, Word::BASE) && !page.is(group.verb, Word::PAST);
        let has_auxiliary = group.first < group.verb;
        (has_auxiliary || !is_one || !is_of_many).then_some(phrase)
    }

    /// `Ana Silva, on a visit to Faro, said`
    pub(super) fn subject_with_insertion(&self, close: usize) -> Option<Range<usize>> {
        let page = self.page;
        let kind = page.tokens[close].kind;
        let kind = if kind == Kind::Close { Kind::Open } else { kind };
        let floor = self.sentence.start.max(close.saturating_sub(30));
        let open =
            (floor..close).rev().find(|&at| page.is_mark(at, kind) && !page.is_quoted(at))?;
        let mut last = open.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
        // `Ana Silva (Faro), the mayor, said`
        if page.is_mark(last, Kind::Close) {
            let floor = self.sentence.start.max(last.saturating_sub(8));
            let before = (floor..last).rev().find(|&at| page.is_mark(at, Kind::Open))?;
            last = before.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
        }
        let phrase = page.phrase_ending(self.sentence.start, last)?;
        if page.is(phrase.start, Word::SUBJECT | Word::RELATIVE) && phrase.len() == 1 {
            return None;
        }
        if page.is(open + 1, Word::RELATIVE) || kind != Kind::Comma {
            return Some(phrase);
        }
        // `On Tuesday, after the vote, said`: nobody.
        (!page.is(last, Word::TIME)).then_some(phrase.start..close)
    }

    pub(super) fn verb(&mut self, verb: usize) -> Option<Match> {
        const MAY_CLOSE: Word = Word::SAY
            .with(Word::CLAUSE)
            .with(Word::FOREIGN)
            .with(Word::TELL)
            .with(Word::OBJECT)
            .with(Word::PARTICLE);
        let page = self.page;
        let token = page.tokens[verb];
        let group = self.group(verb);
        if token.is(Word::ING) && !group.has_be {
            return self.participle(&group);
        }
        if token.is(Word::SEEM) {
            return self.seem(&group);
        }
        if group.is_infinitive {
            return self.infinitive(&group);
        }
        if token.is(Word::PAST) && group.has_be && !token.is(Word::BASE) {
            return self.passive(&group);
        }
        if token.is(MAY_CLOSE)
            && let Some(found) = self.closing(&group)
        {
            return Some(found);
        }
        let shared = group.first > self.sentence.start
            && (page.is(group.first - 1, Word::AND)
                || page.is_mark(group.first - 1, Kind::Comma)
                    && page.is(group.first, Word::ADVERB));
        let own = self.subject_before(&group);
        let source = if shared {
            own.filter(|_| page.is_mark(group.first - 1, Kind::Comma))
                .or_else(|| self.subject.clone())
        } else {
            own
        };
        let source = source?;
        if !shared && !self.agrees(&group, &source) {
            return None;
        }
        if token.is(Word::THIRD)
            && !token.is(Word::PAST)
            && self.is_plural(&source)
            && !page.is(source.start, Word::SUBJECT | Word::RELATIVE)
        {
            // `The council claims` against `the council's claims`.
            if !page.tokens[source.end - 1].is_mark(Kind::Capital) {
                return None;
            }
        }
        if token.is(Word::PAST) && page.is(verb + 1, Word::BY) && !token.is(Word::PARTICLE) {
            return None;
        }
        if !page.is(source.start, Word::RELATIVE) || source.len() > 1 {
            self.subject = Some(source.clone());
        }
        self.is_bounded = self.is_inserted(&source, verb);
        let content = self.content_after(&group);
        self.is_bounded = false;
        let content = content?;
        let is_plain = token.is(Word::SAY) && self.opens_content(content.1.start);
        Some(Match {
            content: vec![content.1],
            cue: group.first..content.0,
            is_exact: false,
            is_plain,
            rule: Rule::Verb,
            source: Some(source),
        })
    }

    /// Whether the clause of this subject ends at the next comma: `who said so, left`, `While the
    /// mayor said so, rain fell`.
    fn is_inserted(&self, source: &Range<usize>, verb: usize) -> bool {
        let page = self.page;
        let relative = page.is(source.start, Word::RELATIVE)
            && source.start > self.sentence.start
            && page.is_mark(source.start - 1, Kind::Comma);
        let first = self.sentence.start;
        let leads = page.is(first, Word::SUBORDINATOR)
            && !(first..verb).any(|at| page.is_mark(at, Kind::Comma) && !page.is_quoted(at));
        relative || leads
    }

    /// Whether the verb may have this subject before it: one person `says`, and many `say`.
    pub(super) fn agrees(&self, group: &Group, source: &Range<usize>) -> bool {
        let token = &self.page.tokens[group.verb];
        let bare = token.is(Word::BASE) && !token.is(Word::PAST) && !group.has_modal;
        !bare || self.is_plural(source)
    }

    pub(super) fn is_plural(&self, phrase: &Range<usize>) -> bool {
        let page = self.page;
        // What is inserted does not count: `Ana Silva, 54, claims`.
        let comma = phrase.clone().skip(1).find(|&at| page.is_mark(at, Kind::Comma));
        let phrase = phrase.start..comma.unwrap_or(phrase.end);
        let last = &page.tokens[phrase.end - 1];
        if last.is(Word::SUBJECT | Word::RELATIVE) {
            return true;
        }
        if page.tokens[phrase.clone()].iter().any(|token| token.is(Word::AND)) {
            return true;
        }
        let plural = |token: &Token| {
            const PLURALS: [&str; 8] =
                ["people", "men", "women", "police", "media", "percent", "five", "children"];
            let text = &self.text[token.start..token.end];
            text.ends_with('s') && !text.ends_with("ss") || PLURALS.contains(&text)
        };
        let mut head = page.tokens[phrase.clone()].iter();
        let head = head.by_ref().take_while(|token| !token.is(Word::PREPOSITION)).last();
        head.is_some_and(plural)
            || plural(last)
            || last.kind == Kind::Figure
            || last.is(Word::PRONOUN | Word::QUANTIFIER)
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
    fn a_verb_of_saying_reports_what_follows() {
        check(
            "The council said that rents had doubled.",
            &["The council | said | that rents had doubled"],
        );
        check(
            "Ana Silva told reporters that rents had doubled.",
            &["Ana Silva | told | that rents had doubled"],
        );
        check(
            "Ana Silva wrote on Facebook: \"The bridge is safe.\"",
            &["Ana Silva | wrote | \"The bridge is safe.\""],
        );
        check(
            "She said the road was \"in a state.\"",
            &["She | said | the road was \"in a state.\""],
        );
    }

    #[test]
    fn verbs_of_thought_of_judgement_and_of_intent_report_too() {
        check("Voters believe that rents will fall.", &["Voters | believe | that rents will fall"]);
        check("The union wants to close the road.", &["The union | wants | to close the road"]);
        check(
            "The mayor criticised the firm for its delays.",
            &["The mayor | criticised | the firm for its delays"],
        );
        check("The union has called for a strike.", &["The union | has called for | a strike"]);
    }

    #[test]
    fn a_noun_that_looks_like_a_verb_reports_nothing() {
        check("The council's claims were read in the hall.", &[]);
        check("A report on the bridge is due.", &[]);
    }

    #[test]
    fn what_is_attributed_ends_with_its_clause() {
        check(
            "The mayor accused the firm of fraud, adding that it owed rent.",
            &["The mayor | accused | the firm of fraud", "The mayor | adding | that it owed rent"],
        );
        check("While the mayor opposed the road, work began.", &["the mayor | opposed | the road"]);
        check("Ana Silva, who denied the charge, left.", &["who | denied | the charge"]);
    }

    #[test]
    fn what_is_said_inside_other_words_counts_where_it_plainly_reports() {
        check(
            "The mayor said the firm said that it was late.",
            &[
                "The mayor | said | the firm said that it was late",
                "the firm | said | that it was late",
            ],
        );
        check(
            "The mayor said the firm wants to leave.",
            &["The mayor | said | the firm wants to leave"],
        );
    }
}
