use super::{Content, Found};
use crate::domain::SourceMap;

/// Plain text is its own canonical text, to the last byte.
pub(super) fn read(text: String) -> Content {
    let source = SourceMap::same(text.len(), 0);
    let title = headline(&text).map(|line| Found::new(line, "first line"));
    Content { source, text, title, ..Content::default() }
}

/// The first line, if it can only be a headline: short, alone above an empty line, and no sentence.
fn headline(text: &str) -> Option<&str> {
    const LONGEST: usize = 120;
    let text = text.trim_start();
    let (first, rest) = text.split_at(text.find(['\n', '\r'])?);
    let below = rest.strip_prefix("\r\n").unwrap_or_else(|| &rest[1..]);
    let next_line = below.split(['\n', '\r']).next().unwrap_or_default();
    let first = first.trim_end();
    let words = first.trim_end_matches(['"', '\'', '”', '’', '»', ')']);

    let is_alone = next_line.trim().is_empty() && !below.trim().is_empty();
    let is_sentence = words.ends_with(['.', '…', ':', ';', ',', '。', '।']);
    let has_letters = words.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘«„¿¡".contains(c));
    let is_short = first.chars().count() <= LONGEST;
    (is_alone && is_short && has_letters && !is_sentence).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: Option<&str>) {
        let content = read(text.to_owned());
        assert_eq!(content.text, text);
        assert_eq!(content.title.as_ref().map(|found| found.said.as_str()), title);
    }

    #[test]
    fn a_short_line_alone_above_the_text_is_its_title() {
        check("Bridge reopens\n\nCars crossed it.", Some("Bridge reopens"));
        check("Bridge reopens \r\n\r\nCars crossed it.", Some("Bridge reopens"));
        check("Bridge reopens\r\rCars crossed it.", Some("Bridge reopens"));
        check("\n“Is the bridge safe?”\n \nIt is.", Some("“Is the bridge safe?”"));
    }

    #[test]
    fn a_sentence_a_paragraph_and_a_rule_are_not_titles() {
        check("Cars crossed it.\n\nThen trucks.", None);
        check("He said: “It is safe.”\n\nIt was.", None);
        check("The mayor said\nit was safe.\n\nIt was.", None);
        check("Bridge reopens", None);
        check("Bridge reopens\n\n", None);
        check("-----\n\nCars crossed it.", None);
        check(&format!("{}\n\nMore.", "long ".repeat(25)), None);
    }

    #[test]
    fn nothing_of_the_text_is_touched() {
        check("\tOne\r\ntwo\rthree \u{200b}e\u{301}\u{202e}\n\n", None);
    }
}
