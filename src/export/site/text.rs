use std::fmt;

use crate::domain::Visible;
use crate::export::addresses::{Piece, pieces};

/// Foreign text, as text of a page or in an attribute of it.
pub(super) struct Html<'a> {
    has_links: bool,
    text: Visible<'a>,
    words: &'a str,
}

impl<'a> Html<'a> {
    pub(super) fn line(text: &'a str) -> Self {
        Self { has_links: false, text: Visible::line(text), words: text }
    }

    /// On its own lines.
    pub(super) fn lines(text: &'a str) -> Self {
        Self { has_links: false, text: Visible::lines(text), words: text }
    }

    /// On its own lines, with its web addresses as links.
    pub(super) fn remark(text: &'a str) -> Self {
        Self { has_links: true, text: Visible::lines(text), words: text }
    }
}

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.has_links {
            return f.write_str(&escaped(&self.text.to_string()));
        }
        for piece in pieces(self.words) {
            match piece {
                Piece::Address(address) => f.write_str(&link(address))?,
                Piece::Text(text) => f.write_str(&escaped(&Visible::lines(text).to_string()))?,
            }
        }
        Ok(())
    }
}

/// A web address as a link; anything else as it stands.
pub(super) fn place(text: &str) -> String {
    match pieces(text).as_slice() {
        [Piece::Address(address)] => link(address),
        _ => escaped(&Visible::line(text).to_string()),
    }
}

fn link(address: &str) -> String {
    let address = escaped(address);
    format!("<a href=\"{address}\" rel=\"noreferrer nofollow\">{address}</a>")
}

/// What has a meaning in HTML and in XML, by its number or name.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML cannot hold these, by whatever name.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
