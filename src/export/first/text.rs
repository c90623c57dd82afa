use std::fmt::{self, Display, Write};

use crate::domain::Visible;

/// Foreign text in which nothing is markup, on one line.
pub(super) struct Html<'a>(pub(super) &'a str);

/// The same on its own lines.
pub(super) struct Lines<'a>(pub(super) &'a str);

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
