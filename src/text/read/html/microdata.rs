//! Things that a page describes in the attributes of its elements (`itemscope`, `itemprop`).
//!
//! `itemref` is not followed: nobody was seen to use it for checks of claims.

use serde_json::{Map, Value};

use super::elements::is_void;
use super::tokens::{Name, Tag, Token, tokens};

/// A thing, where its element stands in the page, as linked data would say it.
pub(in crate::text::read) struct Described {
    /// A byte of its start tag.
    pub(in crate::text::read) at: usize,
    pub(in crate::text::read) thing: Value,
}

/// How many elements may be open in one another, so that no page takes more than its time.
const DEEPEST: usize = 256;

/// The longest text of a property, in bytes. What follows is left out.
const LONGEST: usize = 100_000;

/// An element that is open.
struct Open {
    name: Name,
    /// What it says, if it is a property; which one, of what is around it.
    property: Option<String>,
    text: String,
    /// What it describes, if it is a thing.
    thing: Option<(usize, Map<String, Value>)>,
}

/// The things of a page that are in no other, in the order in which they end.
pub(in crate::text::read) fn microdata(html: &str) -> Vec<Described> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for token in tokens(html) {
        match token {
            Token::Start(tag) => start(html, &tag, &mut open, &mut found),
            Token::End(name) => {
                if let Some(from) = open.iter().rposition(|element| element.name == name) {
                    while open.len() > from {
                        close(&mut open, &mut found);
                    }
                }
            }
            Token::Text(words) => {
                let mut of = open.iter_mut().filter(|element| element.is_text()).peekable();
                if of.peek().is_some() {
                    let words = words.to_text();
                    of.for_each(|element| element.hear(&words));
                }
            }
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut found);
    }
    found
}

impl Open {
    /// Whether its words are what it says.
    fn is_text(&self) -> bool {
        self.property.is_some() && self.thing.is_none()
    }

    /// Take words, as far as there is room.
    fn hear(&mut self, words: &str) {
        let mut end = LONGEST.saturating_sub(self.text.len()).min(words.len());
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(&words[..end]);
    }
}

fn start(html: &str, tag: &Tag<'_>, open: &mut Vec<Open>, found: &mut Vec<Described>) {
    let property = tag.attribute("itemprop").filter(|names| !names.trim().is_empty());
    let place = tag.sources().find(|(name, _)| name.eq_ignore_ascii_case("itemscope"));
    let thing = place.map(|(name, _)| {
        let mut members = Map::new();
        for (attribute, member) in [("itemtype", "@type"), ("itemid", "@id")] {
            let said = tag.attribute(attribute);
            members.extend(said.map(|said| (member.to_owned(), Value::String(said))));
        }
        (name.as_ptr().addr() - html.as_ptr().addr(), members)
    });
    let is_empty = is_void(tag.name().bytes()) || tag.is_self_closing();
    // Nothing that is not followed to its end is described.
    if open.len() >= DEEPEST {
        return;
    }
    if thing.is_none()
        && let Some(names) = &property
        && let Some(value) = value_of(tag)
    {
        say(open, names, &Value::String(value));
        if !is_empty {
            open.push(Open { name: tag.name(), property: None, text: String::new(), thing: None });
        }
        return;
    }
    open.push(Open { name: tag.name(), property, text: String::new(), thing });
    if is_empty {
        close(open, found);
    }
}

/// What an element says by an attribute, and not by its words.
fn value_of(tag: &Tag<'_>) -> Option<String> {
    let name = match tag.name().bytes() {
        b"a" | b"area" | b"link" => "href",
        b"audio" | b"embed" | b"iframe" | b"img" | b"source" | b"track" | b"video" => "src",
        b"data" | b"meter" => "value",
        b"object" => "data",
        b"time" => "datetime",
        _ => "content",
    };
    // Pages say `content` of any element, though it is for `meta` alone.
    tag.attribute("content").or_else(|| tag.attribute(name))
}

/// The innermost element ends.
fn close(open: &mut Vec<Open>, found: &mut Vec<Described>) {
    let Some(Open { property, text, thing, .. }) = open.pop() else { return };
    match (property, thing) {
        (Some(names), Some((_, members))) if open.iter().any(|around| around.thing.is_some()) => {
            say(open, &names, &Value::Object(members));
        }
        (_, Some((at, members))) => found.push(Described { at, thing: Value::Object(members) }),
        (Some(names), None) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            say(open, &names, &Value::String(words.join(" ")));
        }
        (None, None) => {}
    }
}

/// Say a property of the innermost thing; the same one again makes a list.
fn say(open: &mut [Open], names: &str, value: &Value) {
    /// As many names a property may have.
    const MOST: usize = 8;
    let Some((_, members)) = open.iter_mut().rev().find_map(|around| around.thing.as_mut()) else {
        return;
    };
    for name in names.split_whitespace().take(MOST) {
        match members.get_mut(name) {
            None => drop(members.insert(name.to_owned(), value.clone())),
            Some(Value::Array(values)) => values.push(value.clone()),
            Some(known) => *known = Value::Array(vec![known.take(), value.clone()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[(usize, Value)]) {
        let found = microdata(html).into_iter().map(|Described { at, thing }| (at, thing));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn things_are_described_by_attributes_and_words() {
        check(
            "<div itemscope itemtype=https://schema.org/ClaimReview><p itemprop=claimReviewed>The \
             dam <b>leaks</b>\n now.<meta itemprop=datePublished content=2024-02-01>\
             <a itemprop='url' href=/1>x</a><span itemprop='author creator' itemscope>\
             <i itemprop=name>Desk &amp; Co</i></span><img itemprop=image src=a.png>\
             <img itemprop=image src=b.png></div>",
            &[(
                5,
                json!({
                    "@type": "https://schema.org/ClaimReview",
                    "claimReviewed": "The dam leaks now.xDesk & Co",
                    "datePublished": "2024-02-01",
                    "url": "/1",
                    "author": {"name": "Desk & Co"},
                    "creator": {"name": "Desk & Co"},
                    "image": ["a.png", "b.png"],
                }),
            )],
        );
    }

    #[test]
    fn what_is_in_no_thing_says_nothing_and_what_is_left_open_ends_with_the_page() {
        check(
            "<b itemprop=name>x</b><i itemscope><b itemprop=name>y",
            &[(25, json!({"name": "y"}))],
        );
        check("</i></i><i itemprop=a itemscope></i>", &[(22, json!({}))]);
        let deep = "<b itemscope itemprop=a>".repeat(100_000);
        assert_eq!(microdata(&deep).len(), 1);
    }
}
