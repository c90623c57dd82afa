//! Who says what, over a whole article.

mod found;
mod inflection;
mod join;
mod lexicon;
mod page;
mod phrase;
mod rules;
mod token;
mod words;

use crate::domain::{Span, Text};

use found::Found;
use lexicon::{LEXICON, Word};
use page::{Page, Sentence};
use rules::Rules;

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

impl Attribution { pub fn rule_for_lab(&self) -> String { format!("{:?}", self.rule) } }

/// In bytes. A longer sentence is none that anybody wrote.
const LONGEST: usize = 4000;

/// In bytes. What of a paragraph is read at once.
const WINDOW: usize = 16_000;

/// All attributions of the text, in the order of their cues.
pub fn attributions(text: &Text, sentences: &[Span]) -> Vec<Attribution> {
    let mut page = Page::default();
    let mut all = Vec::new();
    let mut paragraphs = text.paragraphs().iter();
    let mut paragraph_end = 0;
    let mut window_start = 0;
    for span in sentences {
        let starts_paragraph = span.start() >= paragraph_end;
        if starts_paragraph {
            let around = paragraphs.by_ref().find(|paragraph| paragraph.end > span.start());
            paragraph_end = around.map_or(usize::MAX, |paragraph| paragraph.end);
        }
        if span.end() - window_start > WINDOW || span.end() - span.start() > LONGEST {
            read(text, &mut page, &mut all);
            page.clear();
            window_start = span.start();
        }
        if span.end() - span.start() > LONGEST {
            continue;
        }
        let first = page.tokens.len();
        let all = token::tokenise(&LEXICON, text.as_str(), span.start(), span.end(), &mut page.tokens);
        page.sentences.push(Sentence { all, starts_paragraph, tokens: first..page.tokens.len() });
    }
    read(text, &mut page, &mut all);
    all
}

/// Read a page to its end.
fn read(text: &Text, page: &mut Page, all: &mut Vec<Attribution>) {
    let any = page.sentences.iter().fold(Word::default(), |any, sentence| any.with(sentence.all));
    if !any.is(Word::CUES | Word::QUOTATION) {
        return;
    }
    if any.is(Word::QUOTATION) {
        page.pair(text.as_str());
    } else {
        page.quoted.clear();
        page.quotations.clear();
    }
    let mut found: Vec<Found> = Vec::new();
    for sentence in &page.sentences {
        if sentence.all.is(Word::CUES | Word::QUOTATION) {
            let mut here = Rules::read(text.as_str(), page, sentence.tokens.clone());
            page.continue_quotation(&mut found, &mut here, sentence);
            drop_nested(&mut here);
            found.append(&mut here);
        }
    }
    all.extend(found.iter().filter_map(|found| attribution(text, page, found)));
}

/// Drop what stands inside other words that are said, unless it plainly reports again.
fn drop_nested(found: &mut Vec<Found>) {
    let outer: Vec<_> = found.iter().flat_map(|found| found.content.clone()).collect();
    found.retain(|found| {
        found.is_plain || !outer.iter().any(|piece| piece.start <= found.cue.start && found.cue.end <= piece.end)
    });
}

fn attribution(text: &Text, page: &Page, found: &Found) -> Option<Attribution> {
    let span = |tokens: &std::ops::Range<usize>| {
        let (first, last) = (page.tokens.get(tokens.start)?, page.tokens.get(tokens.end.checked_sub(1)?)?);
        text.span(first.start..last.end).ok()
    };
    let content: Vec<Span> = found.content.iter().filter_map(span).collect();
    if content.is_empty() {
        return None;
    }
    Some(Attribution {
        claimant: None,
        content,
        cue: span(&found.cue),
        rule: found.rule,
        source: found.source.as_ref().and_then(span),
    })
}
