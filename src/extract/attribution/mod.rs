//! Who says what, over a whole article.

mod found;
mod inflection;
mod join;
mod lexicon;
mod page;
mod people;
mod phrase;
mod rules;
mod speaker;
mod token;
mod words;

use std::ops::Range;

use crate::domain::{Span, Text};

use found::Found;
use lexicon::{LEXICON, Word};
use page::{Page, Sentence};
use people::People;
use rules::Rules;
use speaker::Speaker;
use token::Kind;

/// What somebody says, thinks or wants, by the words of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Whom the source safely means.
    pub claimant: Option<Span>,
    /// The exact words that are attributed, in pieces where the reporting clause parts them.
    pub content: Vec<Span>,
    /// The words that report: `said`.
    pub cue: Option<Span>,
    rule: found::Rule,
    /// The words beside them that name who: a pronoun, too.
    pub source: Option<Span>,
}

impl Attribution {
    pub fn rule_for_lab(&self) -> String {
        format!("{:?}", self.rule)
    }
}

/// In bytes. A longer sentence is none that anybody wrote.
const LONGEST: usize = 4000;

/// In bytes. What of a paragraph is read at once.
const WINDOW: usize = 16_000;

/// All attributions of the text, in the order of their first words.
pub fn attributions(text: &Text, sentences: &[Span]) -> Vec<Attribution> {
    let mut article =
        Article { all: Vec::new(), page: Page::default(), people: People::default(), text };
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
        let all = token::tokenise(&LEXICON, text.as_str(), span.start(), span.end(), tokens);
        let tokens = first..tokens.len();
        article.page.sentences.push(Sentence { all, starts_paragraph, tokens });
    }
    article.read_page();
    article.all
}

/// Who said this, by the attribution that covers the most of it. The outer one, where one reports
/// another: what the minister said that the firm claims, the minister said.
pub(super) fn claimant_of(span: Span, attributions: &[Attribution]) -> Option<Span> {
    let after = attributions.partition_point(|attribution| attribution.start() < span.end());
    // No attribution is longer than what is read at once.
    let floor = span.start().saturating_sub(WINDOW);
    let length = span.end() - span.start();
    let mut best: Option<(usize, &Attribution)> = None;
    for attribution in attributions[..after].iter().rev() {
        if attribution.start() < floor {
            break;
        }
        let (covered, said) = attribution.covers(span);
        let more = best.is_none_or(|(most, _)| covered >= most);
        if said && covered * 2 >= length && more {
            best = Some((covered, attribution));
        }
    }
    best?.1.claimant
}

impl Attribution {
    fn spans(&self) -> impl Iterator<Item = Span> {
        self.content.iter().copied().chain(self.cue).chain(self.source)
    }

    /// Where the first of its words is.
    fn start(&self) -> usize {
        self.spans().map(|span| span.start()).min().unwrap_or_default()
    }

    /// How many bytes of the span lie between its first and its last word, and whether any of them
    /// are content.
    fn covers(&self, span: Span) -> (usize, bool) {
        let shared =
            |one: Span| one.end().min(span.end()).saturating_sub(one.start().max(span.start()));
        let said = self.content.iter().any(|&piece| shared(piece) > 0);
        let end = self.spans().map(|span| span.end()).max().unwrap_or_default();
        let covered = end.min(span.end()).saturating_sub(self.start().max(span.start()));
        (covered, said)
    }
}

/// An article, as far as it is read.
struct Article<'t> {
    all: Vec<Attribution>,
    page: Page,
    people: People,
    text: &'t Text,
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
        let mut found: Vec<Found> = Vec::new();
        for sentence in &page.sentences {
            if sentence.all.is(Word::CUES | Word::QUOTATION) {
                let mut here = Rules::read(self.text.as_str(), page, sentence.tokens.clone());
                page.continue_quotation(&mut found, &mut here, sentence);
                drop_nested(&mut here);
                found.append(&mut here);
            }
        }
        let from = self.all.len();
        let mut sentence = 0;
        for found in &found {
            while self.page.starts_by(sentence, found.cue.start) {
                self.people.read(&self.page, self.page.sentences[sentence].tokens.clone());
                sentence += 1;
            }
            let claimant = self.claimant(found);
            if let Some(attribution) = self.attribution(found, claimant) {
                self.all.push(attribution);
            }
        }
        for sentence in &self.page.sentences[sentence..] {
            self.people.read(&self.page, sentence.tokens.clone());
        }
        self.all[from..].sort_by_key(Attribution::start);
        self.page.clear();
    }

    /// Whom the source safely means: the full name, where it is short for one that came before.
    fn claimant(&mut self, found: &Found) -> Option<Span> {
        let range = match self.page.speaker(found) {
            Speaker::Nobody => return None,
            Speaker::Pronoun(at) => self.people.meant(self.page.tokens[at].start)?,
            Speaker::Named(name) => {
                let last = self.page.tokens[name.end - 1];
                let is_name = last.kind == Kind::Capital;
                self.people.spoke(is_name.then_some(last.hash));
                let short =
                    is_name && name.clone().rev().skip(1).all(|at| self.page.is(at, Word::TITLE));
                let full = if short { self.people.full(last.hash) } else { None };
                full.unwrap_or(self.page.tokens[name.start].start..last.end)
            }
        };
        self.text.span(range).ok()
    }

    fn attribution(&self, found: &Found, claimant: Option<Span>) -> Option<Attribution> {
        let span = |tokens: &Range<usize>| {
            let first = self.page.tokens.get(tokens.start)?;
            let last = self.page.tokens.get(tokens.end.checked_sub(1)?)?;
            self.text.span(first.start..last.end).ok()
        };
        let content: Vec<Span> = found.content.iter().filter_map(span).collect();
        if content.is_empty() {
            return None;
        }
        Some(Attribution {
            claimant,
            content,
            cue: span(&found.cue),
            rule: found.rule,
            source: found.source.as_ref().and_then(span),
        })
    }
}

/// Drop what stands inside other words that are said, unless it plainly reports again.
fn drop_nested(found: &mut Vec<Found>) {
    let outer: Vec<Range<usize>> = found.iter().flat_map(|found| found.content.clone()).collect();
    let inside = |cue: &Range<usize>| {
        outer.iter().any(|piece| piece.start <= cue.start && cue.end <= piece.end)
    };
    found.retain(|found| found.is_plain || !inside(&found.cue));
}
