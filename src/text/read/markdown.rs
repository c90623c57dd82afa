use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter::FrontMatter;
use super::text_builder::TextBuilder;
use super::{Content, Found};
use crate::domain::{Heading, Structure};

/// The text that a Markdown document shows, without code blocks, images and HTML.
pub(super) fn read(document: &str) -> Content {
    let (fields, body) = match FrontMatter::split(document) {
        Some((fields, body)) => (Some(fields), body),
        None => (None, document),
    };
    let (flow, heading, structure) = show(document, document.len() - body.len());
    let (text, source) = flow.finish();
    let field = |keys: &[&str]| fields.as_ref().and_then(|fields| fields.get(keys));
    let found = |keys: &[&str]| Some(Found::new(&field(keys)?, "front matter"));
    Content {
        byline: found(&["author", "authors", "byline"]),
        language: found(&["lang", "language"]),
        published: found(&["date", "published"]),
        source,
        structure,
        text,
        title: found(&["title"]).or_else(|| Some(Found::new(&heading?, "first heading"))),
        url: field(&["canonical", "canonical_url", "url"]),
        ..Content::default()
    }
}

/// The text of what stands from `start` on, the first heading of the first level, and the tables.
fn show(document: &str, start: usize) -> (TextBuilder, Option<String>, Structure) {
    let extensions = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(&document[start..], extensions).into_offset_iter();
    let mut flow = TextBuilder::default();
    let mut heading = None;
    let mut heading_start = 0;
    let mut structure = Structure::default();
    let mut row_start = 0;
    let mut columns = None;
    // How many images and code blocks are open, one in the other.
    let mut hidden = 0_usize;

    for (event, range) in parser {
        let source = start + range.start..start + range.end;
        match event {
            Event::Start(tag) => {
                hidden += usize::from(is_hidden(&tag));
                edge(&mut flow, tag.to_end());
                if matches!(tag, Tag::Heading { .. }) {
                    heading_start = flow.length();
                }
                if matches!(tag, Tag::TableHead | Tag::TableRow) {
                    row_start = flow.length();
                }
            }
            Event::End(tag) => {
                if tag == TagEnd::Heading(HeadingLevel::H1) && heading.is_none() {
                    heading = Some(flow.since(heading_start).to_owned());
                }
                let row = flow.span_since(row_start);
                if tag == TagEnd::TableHead {
                    let header = row.clone().map(|_| flow.since(row_start).to_owned());
                    structure.heads.extend(row);
                    columns = header
                        .map(|header| Arc::new(Heading { caption: None, header: Some(header) }));
                } else if tag == TagEnd::TableRow {
                    structure.rows.extend(row.zip(columns.clone()));
                }
                // An indented code block hid nothing, and stands in nothing that does.
                let ends_hidden = matches!(tag, TagEnd::CodeBlock | TagEnd::Image);
                hidden = hidden.saturating_sub(usize::from(ends_hidden));
                edge(&mut flow, tag);
            }
            Event::Code(words) | Event::Text(words) => {
                if hidden == 0 {
                    words_of(&mut flow, &words, document, source);
                }
            }
            Event::HardBreak => flow.line(),
            Event::SoftBreak => flow.space(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => flow.line(),
            Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    (flow, heading, structure)
}

/// Show words that stand in these bytes of the document, or are written in them in another way.
fn words_of(flow: &mut TextBuilder, words: &str, document: &str, source: Range<usize>) {
    let written = &document[source.clone()];
    if let Some(at) = written.find(words) {
        return flow.words(words, source.start + at);
    }
    if words.starts_with(char::is_whitespace) {
        flow.space();
    }
    // What is written in several lines has other white space, and perhaps marks, between words.
    let mut at = Some(0);
    for word in words.split_whitespace() {
        at = at.and_then(|at| Some(at + written[at..].find(word)?));
        if let Some(found) = at {
            flow.words(word, source.start + found);
            at = Some(found + word.len());
        } else {
            flow.letters(word, source.clone());
        }
        flow.space();
    }
}

/// Whether it shows no words. An indented block does: an indented quotation is one.
fn is_hidden(tag: &Tag) -> bool {
    matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::Image { .. })
}

/// What the start or the end of an element is in the text.
fn edge(flow: &mut TextBuilder, tag: TagEnd) {
    match tag {
        TagEnd::TableCell => flow.cell(),
        TagEnd::BlockQuote(_)
        | TagEnd::CodeBlock
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListDefinition
        | TagEnd::DefinitionListTitle
        | TagEnd::FootnoteDefinition
        | TagEnd::Heading(_)
        | TagEnd::HtmlBlock
        | TagEnd::Item
        | TagEnd::List(_)
        | TagEnd::Paragraph
        | TagEnd::Table
        | TagEnd::TableHead
        | TagEnd::TableRow => flow.paragraph(),
        TagEnd::Emphasis
        | TagEnd::Image
        | TagEnd::Link
        | TagEnd::MetadataBlock(_)
        | TagEnd::Strikethrough
        | TagEnd::Strong
        | TagEnd::Subscript
        | TagEnd::Superscript => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RawSpan, Text};

    fn said(found: Option<&Found>) -> Option<&str> {
        found.map(|found| found.said.as_str())
    }

    #[track_caller]
    fn check(document: &str, expected: &str) {
        assert_eq!(read(document).text, expected, "{document}");
    }

    #[test]
    fn blocks_have_an_empty_line_between_them() {
        check(
            "# Bridge reopens\n\nCars crossed it\non Tuesday.\n\n> It is safe.\n\n* * *\nMore.",
            "Bridge reopens\n\nCars crossed it on Tuesday.\n\nIt is safe.\n\nMore.",
        );
        check("- one\n- two\n  1. three\n\n     more", "one\n\ntwo\n\nthree\n\nmore");
        check("    as it stood\n    in the letter", "as it stood in the letter");
    }

    #[test]
    fn words_lose_their_marks_and_nothing_else() {
        check(
            "**Six** mil*lion*, `x` and ~~no~~ [the report](https://x.example).",
            "Six million, x and no the report.",
        );
        check(
            "It's \"safe\" -- 5 \\* 3, R&amp;D &#233; &nbsp;x...",
            "It's \"safe\" -- 5 * 3, R&D é x...",
        );
        check("one  \ntwo<br>three<b>x</b>", "one\ntwo\nthreex");
    }

    #[test]
    fn code_images_and_html_are_left_out() {
        check("One\n\n```sh\nrm x\n```\n\ntwo ![a *map*](m.png)\n\n<div>no</div>\n", "One\n\ntwo");
        check("[![logo](l.png)](https://x.example) three", "three");
    }

    #[test]
    fn a_footnote_is_a_paragraph_and_its_mark_is_nothing() {
        check("It cost six.[^1]\n\n[^1]: Million, that is.\n", "It cost six.\n\nMillion, that is.");
    }

    #[test]
    fn a_task_is_an_item_and_a_price_is_not_a_formula() {
        check("- [x] one\n- [ ] two\n\nIt was $5, then $6.", "one\n\ntwo\n\nIt was $5, then $6.");
    }

    #[test]
    fn each_word_is_in_its_own_bytes() {
        let document = "---\ntitle: x\n---\n# R&amp;D *is*\n> it `a\n> b` \\* [open](/x)\n";
        let content = read(document);
        let text = Text::new(content.text);
        assert_eq!(text.as_str(), "R&D is\n\nit a b * open");
        let raw = |words: &str| {
            let start = text.as_str().find(words).unwrap();
            let span = text.span(start..start + words.len()).unwrap();
            let RawSpan { end, start } = content.source.raw(span).unwrap();
            &document[start..end]
        };
        assert_eq!(raw("R&D"), "R&amp;D");
        assert_eq!(raw("is"), "is");
        assert_eq!(raw("it a b"), "it `a\n> b");
        assert_eq!(raw("* open"), "* [open");
    }

    #[test]
    fn rows_are_lines() {
        let document = "| Year | Cars |\n|--|--|\n| 2023 | 41 |\n";
        check(document, "Year | Cars\n\n2023 | 41");
        let Structure { heads, rows, .. } = read(document).structure;
        assert_eq!((heads[0].clone(), rows[0].0.clone()), (0..11, 13..22));
        assert_eq!(rows[0].1.header.as_deref(), Some("Year | Cars"));
    }

    #[test]
    fn front_matter_is_metadata_and_not_text() {
        let content = read(
            "---\ntitle: \"Bridge: open\"\nAuthor: Ana Silva\ndate: 2024-05-06\nlang: en\n\
             url: https://news.example/bridge\n---\n# Another\n\nText.",
        );
        assert_eq!(content.text, "Another\n\nText.");
        assert_eq!(said(content.title.as_ref()), Some("Bridge: open"));
        assert_eq!(said(content.byline.as_ref()), Some("Ana Silva"));
        assert_eq!(said(content.published.as_ref()), Some("2024-05-06"));
        assert_eq!(said(content.language.as_ref()), Some("en"));
        assert_eq!(content.url.as_deref(), Some("https://news.example/bridge"));
    }

    #[test]
    fn the_title_is_the_first_heading_of_the_first_level() {
        let content = read("## News\n\nBridge *reopens*\n===\n\n# Another");
        assert_eq!(said(content.title.as_ref()), Some("Bridge reopens"));
    }

    #[test]
    fn deep_and_endless_marks_are_soon_read() {
        for mark in [">", "- ", "[", "*", "`", "<", "![", "**_", "|", "#", "&"] {
            let document = mark.repeat(100_000);
            let before = document.len();
            assert!(read(&format!("{document} x")).text.len() <= before + 2, "{mark}");
        }
    }
}
