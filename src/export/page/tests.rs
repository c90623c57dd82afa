//! Whole pages: what is in them, and that nothing from outside is more than text.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{Event, Options, Parser};
use snapbox::{assert_data_eq, file};

use crate::export::{Format, samples};

/// The page after the style sheet: its tags with attributes, and its text.
fn parsed(html: &str) -> (Vec<String>, String) {
    let (_, body) = html.split_once("</style>").unwrap();
    let (mut tags, mut words) = (Vec::new(), String::new());
    for token in Tokenizer::new(body) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let attributes: Vec<String> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| format!("{name:?}={:?}", String::from_utf8_lossy(value)))
                    .collect();
                tags.push(format!("{:?} {}", tag.name, attributes.join(" ")));
            }
            Token::EndTag(tag) => tags.push(format!("/{:?}", tag.name)),
            Token::String(text) => words.push_str(std::str::from_utf8(&text).unwrap()),
            other @ (Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {
                panic!("{other:?}")
            }
        }
    }
    (tags, words)
}

/// Check that a page has no broken links, repeated ids or skipped headings.
#[track_caller]
fn check_page(html: &str) {
    let mut ids = BTreeSet::new();
    let mut targets = BTreeSet::new();
    let mut level = 0;
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                for (attribute, value) in &tag.attributes {
                    let value = String::from_utf8(value.to_vec()).unwrap();
                    match &***attribute {
                        b"id" => assert!(ids.insert(value.clone()), "{value} twice"),
                        b"href" => {
                            if let Some(id) = value.strip_prefix('#') {
                                targets.insert(id.to_owned());
                            }
                        }
                        _ => {}
                    }
                }
                if let Some(next @ 1..=6) =
                    name.strip_prefix('h').and_then(|next| next.parse::<u8>().ok())
                {
                    assert!(next <= level + 1, "{name} after h{level}");
                    assert!(next > 1 || level == 0, "a second h1");
                    level = next;
                }
                if !["meta", "br", "img"].contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                assert_eq!(open.pop(), Some(name));
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    assert_eq!(open, Vec::<String>::new());
    assert!(targets.is_subset(&ids), "{targets:?} are not all in {ids:?}");
}

#[test]
fn a_report_is_one_page() {
    let written = samples::written(Format::Html);
    check_page(&written);
    assert_data_eq!(written, file!["sample.html": Text].raw());
    assert_data_eq!(samples::written(Format::Markdown), file!["sample.md": Text].raw());
}

#[test]
fn an_empty_ledger_has_a_report_too() {
    let written = samples::empty(Format::Html);
    check_page(&written);
    assert!(written.contains("<p class=\"lead\">This report has no claims.</p>"));
    let written = samples::empty(Format::Markdown);
    assert!(written.contains("\n**This report has no claims.**\n"), "{written}");
}

#[test]
fn a_report_on_one_article_has_its_title() {
    let title = "<title>A bridge for Eastwater · Fact-check report</title>";
    assert!(samples::one_written(Format::Html).contains(title));
    let written = samples::one_written(Format::Markdown);
    assert_eq!(written.lines().next(), Some("# A bridge for Eastwater"));
}

#[test]
fn hostile_text_adds_no_tag_and_no_attribute() {
    let (mut tags, words) = parsed(&samples::hostile_written(Format::Html));
    // Its notes have one web address, which is a link in the remark and in the history.
    let link = r#"b"a" b"href"="https://x.example" b"rel"="noopener noreferrer nofollow""#;
    let mut links = 0;
    while let Some(at) = tags.iter().position(|tag| tag == link) {
        let around: Vec<String> = tags.drain(at..at + 4).collect();
        assert_eq!(around[1..], [r#"b"bdi" "#, r#"/b"bdi""#, r#"/b"a""#]);
        links += 1;
    }
    assert!(links > 0, "{tags:?}");
    // The text of the article has several paragraphs, and the harmless one has one.
    let story: Vec<String> = without_story(&mut tags);
    let (mut harmless, _) = parsed(&samples::harmless_written(Format::Html));
    let harmless_story = without_story(&mut harmless);
    assert!(tags == harmless);
    let kinds = |story: &[String]| story.iter().cloned().collect::<BTreeSet<String>>();
    assert_eq!(kinds(&story), kinds(&harmless_story));
    let is_raw = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}\u{200f}".contains(c);
    assert!(!words.contains(is_raw));
    assert!(words.contains("<script>alert(1)</script>"), "it is text");
}

/// Take the tags of the text of the article out of those of a page.
fn without_story(tags: &mut Vec<String>) -> Vec<String> {
    let mut story = Vec::new();
    while let Some(start) = tags.iter().position(|tag| tag.contains("\"story\"")) {
        let end = tags[start..].iter().position(|tag| tag == "/b\"div\"").unwrap();
        story.extend(tags.drain(start..=start + end));
    }
    story
}

#[test]
fn a_page_asks_for_nothing() {
    let written = samples::written(Format::Html);
    for request in ["src=", "url(", "@import", "<link", "<script", "<base", "<form"] {
        assert!(!written.contains(request), "{request}");
    }
}

/// Its markup, without the words.
fn skeleton(markdown: &str) -> Vec<String> {
    Parser::new_ext(markdown, Options::all())
        .filter(|event| !matches!(event, Event::Text(_) | Event::SoftBreak))
        .map(
            |event| {
                if let Event::Code(_) = event { "code".to_owned() } else { format!("{event:?}") }
            },
        )
        .collect()
}

#[test]
fn hostile_text_adds_no_markup_to_markdown() {
    // A remark may have lines, lists, and links to web addresses.
    let may_be_in_a_remark = |event: &String| {
        let frames = ["Start(List", "End(List", "Start(Item", "End(Item", "HardBreak"];
        let more = ["Start(Paragraph", "End(Paragraph", "End(Link"];
        frames.iter().chain(&more).any(|frame| event.starts_with(frame))
            || event.starts_with("Start(Link") && event.contains("\"https://x.example\"")
    };
    let other = |markdown: &str| -> Vec<String> {
        skeleton(markdown).into_iter().filter(|event| !may_be_in_a_remark(event)).collect()
    };
    assert_eq!(
        other(&samples::hostile_written(Format::Markdown)),
        other(&samples::harmless_written(Format::Markdown))
    );
}
