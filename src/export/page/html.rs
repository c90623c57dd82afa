use std::fmt::{self, Display, Write};

use crate::domain::Visible;
use crate::export::addresses::{Piece, pieces};

/// Foreign text in which nothing is markup, on one line.
pub(super) struct Html<'a>(pub(super) &'a str);

/// The same on its own lines.
pub(super) struct Lines<'a>(pub(super) &'a str);

/// A remark on its own lines, in which web addresses are links.
pub(super) struct Remark<'a>(pub(super) &'a str);

/// The same, isolated so that right-to-left text does not affect the words around it.
pub(super) struct Foreign<'a>(pub(super) &'a str);

/// A web address as a link; anything else as text.
pub(super) struct Link<'a>(pub(super) &'a str);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaped(f), "{}", Visible::line(self.0))
    }
}

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaped(f), "{}", Visible::lines(self.0))
    }
}

impl Display for Remark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is written out is no part of an address.
        let visible = Visible::lines(self.0).to_string();
        for piece in pieces(&visible) {
            match piece {
                Piece::Address(address) => Link(address).fmt(f)?,
                Piece::Text(text) => Escaped(f).write_str(text)?,
            }
        }
        Ok(())
    }
}

impl Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<bdi>{}</bdi>", Html(self.0))
    }
}

impl Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !is_web_address(self.0) {
            return Foreign(self.0).fmt(f);
        }
        let address = Html(self.0);
        write!(
            f,
            "<a href=\"{address}\" rel=\"noopener noreferrer nofollow\"><bdi>{address}</bdi></a>"
        )
    }
}

/// An address with a space or a hidden character is not a link.
fn is_web_address(origin: &str) -> bool {
    let has = |scheme: &str| {
        origin.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (has("https://") || has("http://"))
        && !origin.contains(char::is_whitespace)
        && Visible::line(origin).to_string() == origin
}

/// Writes on, with references for what could be markup: in text, and in a quoted attribute.
struct Escaped<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for piece in text.split_inclusive(['&', '<', '>', '"', '\'']) {
            let reference = match piece.as_bytes().last() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'"') => "&quot;",
                Some(b'\'') => "&#39;",
                Some(_) | None => {
                    self.0.write_str(piece)?;
                    continue;
                }
            };
            self.0.write_str(&piece[..piece.len() - 1])?;
            self.0.write_str(reference)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use html5gum::{Token, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// The text of this HTML, which has no tag but `bdi`.
    #[track_caller]
    fn text(html: &str) -> String {
        let mut text = String::new();
        for token in Tokenizer::new(html) {
            match token {
                Ok(Token::String(string)) => text.push_str(std::str::from_utf8(&string).unwrap()),
                Ok(Token::StartTag(tag)) => {
                    assert_eq!(&**tag.name, b"bdi", "{html}");
                    assert!(tag.attributes.is_empty(), "{html}");
                }
                Ok(Token::EndTag(tag)) => assert_eq!(&**tag.name, b"bdi", "{html}"),
                other => panic!("{html} has {other:?}"),
            }
        }
        text
    }

    #[test]
    fn only_a_web_address_is_a_link() {
        assert_eq!(
            Link("https://example.org/?a=1&b='\"<").to_string(),
            "<a href=\"https://example.org/?a=1&amp;b=&#39;&quot;&lt;\" \
             rel=\"noopener noreferrer nofollow\">\
             <bdi>https://example.org/?a=1&amp;b=&#39;&quot;&lt;</bdi></a>"
        );
        for origin in [
            "javascript:alert(1)//http://",
            "data:text/html,x",
            "a.txt",
            "//example.org",
            "https://a\u{202e}b",
            "http://a b",
            "http:/",
            "é",
        ] {
            assert_eq!(Link(origin).to_string(), Foreign(origin).to_string());
        }
    }

    proptest! {
        #[test]
        fn nothing_in_any_text_is_markup(
            words in "(\\PC|[<>&\"'/=!; \n\u{1b}\u{202e}]|<script>|]]>|<!--|&lt;){0,40}"
        ) {
            let shown = Visible::line(&words).to_string();
            prop_assert_eq!(text(&Foreign(&words).to_string()), shown.as_str());
            let attribute = format!("<bdi title=\"{}\">", Html(&words));
            let Some(Ok(Token::StartTag(tag))) = Tokenizer::new(&attribute).next() else {
                panic!("{attribute}");
            };
            prop_assert_eq!(tag.attributes.len(), 1);
            prop_assert_eq!(&***tag.attributes[b"title".as_slice()], shown.as_bytes());
        }
    }
}
