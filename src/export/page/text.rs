//! Foreign text as a page shows it: visible, and escaped.

use super::html::{Foreign, Html, Lines, Link, Remark};
use super::markdown::{Markdown, Remark as MarkdownRemark};
use crate::domain::Visible;

/// On one line, in which nothing is markup.
pub(super) fn html(words: &str) -> String {
    Html(words).to_string()
}

/// The same, isolated so that right-to-left text does not affect the words around it.
pub(super) fn foreign(words: &str) -> String {
    Foreign(words).to_string()
}

/// On its own lines.
pub(super) fn lines(words: &str) -> String {
    Lines(words).to_string()
}

/// A web address as a link; anything else as text.
pub(super) fn link(address: &str) -> String {
    Link(address).to_string()
}

/// On its own lines, in which web addresses are links.
pub(super) fn remark(words: &str) -> String {
    Remark(words).to_string()
}

/// A time, with the exact one behind it.
pub(super) fn time(at: &str, shown: &str) -> String {
    format!("<time datetime=\"{0}\" title=\"{0}\">{1}</time>", Html(at), Html(shown))
}

pub(super) fn markdown(words: &str) -> String {
    Markdown(words).to_string()
}

pub(super) fn markdown_link(address: &str) -> String {
    let visible = Visible::line(address).to_string();
    MarkdownRemark { indent: 0, text: &visible }.to_string().trim_start_matches(": ").to_owned()
}

/// A remark after a colon, in an item of a list.
pub(super) fn markdown_remark(words: &str) -> String {
    MarkdownRemark { indent: 2, text: words }.to_string()
}

/// Lines as they are, in an indented block of code.
pub(super) fn fenced(words: &str) -> String {
    let visible = Visible::lines(words).to_string();
    visible.lines().map(|line| format!("    {line}\n")).collect()
}

/// Between other words on one line: white space at its ends is kept as one space.
pub(super) fn markdown_inline(words: &str) -> String {
    let space = |is_there: bool| if is_there { " " } else { "" };
    let before = space(words.starts_with(char::is_whitespace));
    let after = space(words.len() > words.trim_start().len() || !words.trim().is_empty());
    let after = if words.ends_with(char::is_whitespace) { after } else { "" };
    format!("{before}{}{after}", Markdown(words))
}
