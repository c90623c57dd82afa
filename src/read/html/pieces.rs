use std::iter::from_fn;

use super::names::is_drawing;
use html5gum::{HtmlString, StartTag, Token, Tokenizer, naive_next_state};

/// One thing after another that stands in the source of a page.
pub(in crate::read) enum Piece {
    Start(Tag),
    End(Name),
    /// Words, with their character references decoded.
    Text(String),
}

/// A start tag.
pub(in crate::read) struct Tag(StartTag<()>);

/// The name of a tag, in lower case.
pub(in crate::read) type Name = Vec<u8>;

impl Tag {
    pub(in crate::read) fn name(&self) -> &[u8] {
        &self.0.name
    }

    pub(in crate::read) fn is(&self, name: &str) -> bool {
        self.name() == name.as_bytes()
    }

    pub(in crate::read) fn is_self_closing(&self) -> bool {
        self.0.self_closing
    }

    pub(in crate::read) fn attribute(&self, name: &str) -> Option<String> {
        self.0.attributes.get(name.as_bytes()).map(|value| string(&value.value))
    }

    pub(super) fn count_attributes(&self) -> usize {
        self.0.attributes.len()
    }

    pub(in crate::read) fn into_name(self) -> Name {
        self.0.name.0
    }
}

/// The pieces of a page in their order, as a browser would tell them apart.
///
/// The source is not made into a tree, so no depth and no count of elements can harm.
pub(in crate::read) fn pieces(html: &str) -> impl Iterator<Item = Piece> {
    let mut tokenizer = Tokenizer::new(html);
    let mut in_drawing = false;
    from_fn(move || {
        loop {
            let Ok(token) = tokenizer.next()?;
            return Some(match token {
                Token::StartTag(tag) => {
                    let tag = Tag(tag);
                    in_drawing |= is_drawing(tag.name()) && !tag.is_self_closing();
                    // What is in a script is no markup. A drawing has tags of the same names, and
                    // may close them at once: `<title/>` there must not swallow the page.
                    if !in_drawing && let Some(state) = naive_next_state(tag.name()) {
                        tokenizer.set_state(state);
                    }
                    Piece::Start(tag)
                }
                Token::EndTag(tag) => {
                    in_drawing &= !is_drawing(&tag.name);
                    Piece::End(tag.name.0)
                }
                Token::String(text) => Piece::Text(string(&text.value)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => continue,
            });
        }
    })
}

fn string(value: &HtmlString) -> String {
    String::from_utf8_lossy(value).into_owned()
}
