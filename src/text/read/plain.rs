use std::sync::Arc;

use super::{Content, Found, table};
use crate::domain::{Heading, SourceMap, Structure};

/// Plain text is its own canonical text, to the last byte.
pub(super) fn read(text: String) -> Content {
    let source = SourceMap::same(text.len(), 0);
    let title = headline(&text).map(|line| Found::new(line, "first line"));
    Content { source, text, title, ..Content::default() }
}

/// The same of a table, which is read as text only where a person insists on it.
pub(super) fn read_table(text: String) -> Content {
    let content = read(text);
    let Some((head, rows)) = table::rows(&content.text) else { return content };
    let header = Some(content.text[head.clone()].to_owned());
    let heading = Arc::new(Heading { caption: None, header });
    let rows = rows.into_iter().map(|row| (row, Arc::clone(&heading))).collect();
    Content { structure: Structure { heads: vec![head], rows, ..Structure::default() }, ..content }
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

    #[test]
    fn the_first_line_of_a_table_names_what_is_below() {
        let Structure { heads, rows, .. } =
            read_table("year,place,cost\n2023,Upper dam,41\n2024,Lower dam,42\n".into()).structure;
        assert_eq!(heads, std::slice::from_ref(&(0..15)));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].1.header.as_deref(), Some("year,place,cost"));
        let titled = "Report of May\n\nyear,place,cost\n2023,Upper dam,41\n2024,Lower dam,42\n";
        assert_eq!(read_table(titled.into()).structure, Structure::default());
    }

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
