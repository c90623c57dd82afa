//! Who says what, over a whole article: `sentences -> tokens -> rules -> attributions`.
//!
//! A page is the sentences that are read at once. Each of its words is looked up once, in one table of
//! all word lists, and a sentence with neither a quotation mark nor a word that may report is left at
//! that. The rules then look for the verb, noun or phrase that reports (the cue), for who (the source)
//! beside it, and for what (the content) by where the clause and the quotations around it end.
//!
//! The lists and rules are from what is known of the languages, each kept or dropped by how often it
//! is right in news that people have marked; nothing in them is a fitted weight. A source may be a
//! pronoun or a document; a claimant may not: see [`speaker`] for who is put on record, and [`people`]
//! for whom a pronoun or a surname may be taken to mean.
//!
//! Every rule looks at its own sentence, and none is longer than `LONGEST`, so that the work is linear
//! in the text whatever it holds.

mod abroad;
mod according_to;
mod beside;
mod closing;
mod content;
mod extent;
mod join;
mod lexicon;
mod matched;
mod nominal;
mod page;
mod party;
mod people;
mod phrase;
mod rules;
mod speaker;
mod token;
mod tongue;
mod verbal;
mod word;
mod words;

use std::ops::Range;

use super::detect::language_of;
use super::words::token::Kind;
use crate::domain::{Span, Text};

use abroad::Abroad;
use matched::Match;
use page::{Page, Sentence};
use people::People;
use rules::Rules;
use speaker::Speaker;
use tongue::{Tongue, tongue_of};
use word::Word;

/// What somebody says, thinks or wants, by the words of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The person that the source certainly means.
    pub claimant: Option<Span>,
    /// The exact words that are attributed, in pieces where the reporting clause parts them.
    pub content: Vec<Span>,
    /// The words that report: `said`.
    pub cue: Option<Span>,
    /// Where the last of its words ends.
    end: usize,
    /// Whether the content is what somebody said is so, and may be checked by itself: no wish and no
    /// judgement.
    pub is_statement: bool,
    /// Where the last of its words, and of those of all before it, ends.
    reach: usize,
    rule: matched::Rule,
    /// The words beside them that name who: a pronoun, too.
    pub source: Option<Span>,
    /// Where the first of its words starts.
    start: usize,
}

/// In bytes. Nobody writes a longer sentence.
const LONGEST: usize = 4000;

/// In bytes. What of a paragraph is read at once.
const WINDOW: usize = 16_000;

/// All attributions of the text, in the order of their first words.
pub fn attributions(text: &Text, sentences: &[Span]) -> Vec<Attribution> {
    let tongue = tongue_of(language_of(text.as_str()));
    let page = Page {
        is_english: tongue.is_none(),
        offices_are_capital: tongue.is_none_or(|tongue| !tongue.names_are_capital()),
        ..Page::default()
    };
    let mut article = Article { all: Vec::new(), page, people: People::default(), text, tongue };
    let mut paragraphs = text.paragraphs().iter();
    let mut paragraph_end = 0;
    let mut window_start = 0;
    for span in sentences {
        let length = span.end() - span.start();
        let starts_paragraph = span.start() >= paragraph_end;
        if starts_paragraph {
            let around = paragraphs.by_ref().find(|paragraph| paragraph.end > span.start());
            paragraph_end = around.map_or(usize::MAX, |paragraph| paragraph.end);
        }
        if span.end() - window_start > WINDOW || length > LONGEST {
            article.read_page();
            window_start = span.start();
        }
        if length > LONGEST {
            continue;
        }
        let tokens = &mut article.page.tokens;
        let first = tokens.len();
        let all = token::tokenise(tongue, text.as_str(), span.start(), span.end(), tokens);
        let tokens = first..tokens.len();
        article.page.sentences.push(Sentence { all, starts_paragraph, tokens });
    }
    article.read_page();
    article.read_beside();
    article.all
}

/// The words in a sentence that somebody is reported to have said, by the sentence itself: the outer
/// ones, where one reports another.
pub(super) fn reported_in(sentence: Span, attributions: &[Attribution]) -> Vec<Span> {
    let mut said: Vec<Span> = about(sentence, attributions)
        .filter(|attribution| attribution.cue.is_some_and(|cue| sentence.contains(cue)))
        .filter(|attribution| attribution.is_statement)
        .flat_map(|attribution| attribution.content.iter().copied())
        .filter(|&piece| sentence.contains(piece))
        .collect();
    // Of those that start together the longest stands first; what lies within another is passed over.
    said.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    said.retain(|span| {
        let is_outer = span.start() >= end;
        end = end.max(span.end());
        is_outer
    });
    said
}

/// Who said this, by the attribution that covers the most of it. The outer one, where one reports
/// another: what the minister said that the firm claims, the minister said.
pub(super) fn claimant_of(span: Span, attributions: &[Attribution]) -> Option<Span> {
    let length = span.end() - span.start();
    let mut best: Option<(usize, &Attribution)> = None;
    for attribution in about(span, attributions) {
        let (covered, said) = attribution.covers(span);
        let more = best.is_none_or(|(most, _)| covered >= most);
        // What starts with it is told by it, whatever is added: `“…,” she said, as rain fell`.
        let starts = attribution.start <= span.start() + 3 && covered * 4 >= length;
        if said && more && (starts || covered * 2 >= length) {
            best = Some((covered, attribution));
        }
    }
    best?.1.claimant
}

/// The attributions with words beside or in the span, the last one first.
fn about(span: Span, attributions: &[Attribution]) -> impl Iterator<Item = &Attribution> {
    let after = attributions.partition_point(|attribution| attribution.start < span.end());
    attributions[..after]
        .iter()
        .rev()
        .take_while(move |attribution| attribution.reach > span.start())
        .filter(move |attribution| attribution.end > span.start())
}

impl Attribution {
    /// How many bytes of the span lie between its first and its last word, and whether any of them
    /// are content.
    fn covers(&self, span: Span) -> (usize, bool) {
        let shared =
            |one: Span| one.end().min(span.end()).saturating_sub(one.start().max(span.start()));
        let said = self.content.iter().any(|&piece| shared(piece) > 0);
        let covered = self.end.min(span.end()).saturating_sub(self.start.max(span.start()));
        (covered, said)
    }
}

/// An article, as far as it is read.
struct Article<'t> {
    all: Vec<Attribution>,
    page: Page,
    people: People,
    text: &'t Text,
    /// What it is written in, where that has rules of its own.
    tongue: Option<&'static Tongue>,
}

impl Article<'_> {
    /// Read a page to its end, and turn it.
    fn read_page(&mut self) {
        let page = &mut self.page;
        let any =
            page.sentences.iter().fold(Word::default(), |any, sentence| any.with(sentence.all));
        if any.is(Word::QUOTATION) {
            page.pair(self.text.as_str());
        }
        let mut found: Vec<Match> = Vec::new();
        // In other languages a participle may report: `a déclaré`.
        let participle = if self.tongue.is_some() { Word::PAST } else { Word::default() };
        for sentence in &page.sentences {
            if sentence.all.is(Word::CUES | Word::QUOTATION | participle) {
                let tokens = sentence.tokens.clone();
                let mut here = match self.tongue {
                    Some(tongue) => Abroad::read(self.text.as_str(), page, tongue, tokens),
                    None => Rules::read(self.text.as_str(), page, tokens),
                };
                page.continue_quotation(&mut found, &mut here, sentence);
                drop_nested(&mut here);
                found.append(&mut here);
            }
        }
        found.retain(|found| found.content.iter().all(|piece| !piece.is_empty()));
        let from = self.all.len();
        let mut sentence = 0;
        for found in &found {
            while self.page.starts_by(sentence, found.cue.start) {
                let tokens = self.page.sentences[sentence].tokens.clone();
                self.people.read(self.text.as_str(), &self.page, tokens);
                sentence += 1;
            }
            let claimant = self.claimant(found);
            if let Some(attribution) = self.attribution(found, claimant) {
                self.all.push(attribution);
            }
        }
        for sentence in &self.page.sentences[sentence..] {
            self.people.read(self.text.as_str(), &self.page, sentence.tokens.clone());
        }
        self.put_in_order(from);
        self.page.clear();
    }

    /// Take up what transcripts and signatures say.
    fn read_beside(&mut self) {
        for beside::Spoken { cue, name, words } in beside::spoken(self.text) {
            let span = |range: Range<usize>| self.text.span(range).ok();
            let (Some(cue), Some(name), Some(words)) = (span(cue), span(name), span(words)) else {
                continue;
            };
            let spans = [cue, name, words];
            let end = spans.map(Span::end).into_iter().max().unwrap_or_default();
            self.all.push(Attribution {
                claimant: Some(name),
                content: vec![words],
                cue: Some(cue),
                end,
                is_statement: true,
                reach: end,
                rule: matched::Rule::Beside,
                source: Some(name),
                start: spans.map(Span::start).into_iter().min().unwrap_or_default(),
            });
        }
        self.put_in_order(0);
    }

    /// Put them in the order of their first words, from one on.
    fn put_in_order(&mut self, from: usize) {
        self.all[from..].sort_by_key(|attribution| attribution.start);
        let mut reach = from.checked_sub(1).map_or(0, |last| self.all[last].reach);
        for attribution in &mut self.all[from..] {
            reach = reach.max(attribution.end);
            attribution.reach = reach;
        }
    }

    /// Whom the source safely means: the full name, where it is short for one that came before.
    fn claimant(&mut self, found: &Match) -> Option<Span> {
        let range = match self.page.speaker(found) {
            Speaker::Nobody => return None,
            Speaker::Pronoun(at) => self.people.meant(self.page.tokens[at].start)?,
            Speaker::Named(name) => {
                let (page, people) = (&self.page, &mut self.people);
                let last = page.tokens[name.end - 1];
                let full = if let Some(holder) = people.holder(page, name.clone()) {
                    people.spoke(Some(holder));
                    people.full(holder)
                } else {
                    let is_name = last.kind == Kind::Capital;
                    people.spoke(is_name.then_some(last.hash));
                    let proper = people::proper(page, name.clone());
                    match proper.len() {
                        // `Mr. Silva and Mr. Lopes`
                        _ if name.clone().any(|at| page.is(at, Word::AND)) => None,
                        1 if is_name && name.len() > 1 => {
                            let titles = name.clone().take_while(|&at| page.is(at, Word::TITLE));
                            let first = name.start + titles.count();
                            if first + 1 >= name.end {
                                people.full(last.hash)
                            } else {
                                people.full_of(page, &(first..name.end))
                            }
                        }
                        1 if is_name => people.full(last.hash),
                        1 => None,
                        _ => people.same(page, &proper).or_else(|| {
                            let is_name = proper.clone().all(|at| page.is_mark(at, Kind::Capital));
                            is_name.then(|| page.tokens[proper.start].start..last.end)
                        }),
                    }
                };
                full.unwrap_or(page.tokens[name.start].start..last.end)
            }
        };
        self.text.span(range).ok()
    }

    fn attribution(&self, found: &Match, claimant: Option<Span>) -> Option<Attribution> {
        let span = |tokens: &Range<usize>| {
            let first = self.page.tokens.get(tokens.start)?;
            let last = self.page.tokens.get(tokens.end.checked_sub(1)?)?;
            self.text.span(first.start..last.end).ok()
        };
        let content: Vec<Span> = found.content.iter().filter_map(span).collect();
        if content.is_empty() {
            return None;
        }
        let cue = span(&found.cue);
        let source = found.source.as_ref().and_then(span);
        let spans = || content.iter().copied().chain(cue).chain(source);
        let start = spans().map(Span::start).min()?;
        let end = spans().map(Span::end).max()?;
        let is_statement = self.page.states(found);
        let rule = found.rule;
        Some(Attribution {
            claimant,
            content,
            cue,
            end,
            is_statement,
            reach: end,
            rule,
            source,
            start,
        })
    }
}

/// Drop what stands inside other words that are said, unless it plainly reports again.
fn drop_nested(found: &mut Vec<Match>) {
    let outer: Vec<Range<usize>> = found.iter().flat_map(|found| found.content.clone()).collect();
    let inside = |cue: &Range<usize>| {
        outer.iter().any(|piece| piece.start <= cue.start && cue.end <= piece.end)
    };
    found.retain(|found| found.is_plain || !inside(&found.cue));
}

/// What the tests of the rules look at.
#[cfg(test)]
fn told(text: &str) -> Vec<String> {
    let text = Text::from(text);
    let quote = |span: Option<Span>| span.map_or("-", |span| text.quote(span));
    let line = |found: &Attribution| {
        let content: Vec<&str> = found.content.iter().map(|&piece| text.quote(piece)).collect();
        let (source, cue) = (quote(found.source), quote(found.cue));
        format!("{source} | {cue} | {}", content.join(" … "))
    };
    attributions(&text, &super::sentences(&text)).iter().map(line).collect()
}

#[cfg(test)]
mod tests;
