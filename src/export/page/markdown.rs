use std::fmt::{self, Display, Write};

use crate::domain::Visible;
use crate::export::addresses::{Piece, pieces};

/// Foreign text on one line, in which nothing is markup. White space is folded, for some of it
/// would mean something.
///
/// It may stand at the start of a line, and anywhere in one.
pub(super) struct Markdown<'a>(pub(super) &'a str);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visible = Visible::line(self.0).to_string();
        for (index, word) in visible.split_whitespace().enumerate() {
            if index > 0 {
                f.write_char(' ')?;
            }
            write_word(word, index == 0, f)?;
        }
        Ok(())
    }
}

fn write_word(word: &str, starts: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, letter) in word.char_indices() {
        let rest = &word[at..];
        let means_something = match letter {
            '<' => {
                f.write_str("&lt;")?;
                continue;
            }
            '&' => {
                f.write_str("&amp;")?;
                continue;
            }
            // Section 2.4 of CommonMark: these may be escaped anywhere. `~`, `|`, `^`, `$`, `{`
            // and `@` are markup where there are extensions.
            // Quotation marks are changed where punctuation is made typographic, and so are dashes and
            // dots below.
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '^' | '$' | '{' | '}' | '@'
            | '"' | '\'' => true,
            '-' if rest.starts_with("--") || word[..at].ends_with('-') => true,
            '.' if rest.starts_with("..") || word[..at].ends_with('.') => true,
            // A heading, a list, a quote, a definition.
            '-' | '+' | '=' | '>' | ':' if starts && at == 0 => true,
            // A numbered list.
            '.' | ')' if starts && digits > 0 && at == digits => true,
            // GitHub makes links of addresses by itself.
            ':' => rest.starts_with("://"),
            '.' => at >= 3 && word.as_bytes()[at - 3..at].eq_ignore_ascii_case(b"www"),
            _ => false,
        };
        if means_something {
            f.write_char('\\')?;
        }
        f.write_char(letter)?;
    }
    Ok(())
}

/// A remark after a colon, in an item of a list. On one line it follows at once; else it stands
/// below, indented, with its line ends and its own lists. Web addresses are links.
pub(super) struct Remark<'a> {
    /// How far it is indented.
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

impl Display for Remark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visible = Visible::lines(self.text).to_string();
        let lines: Vec<&str> = visible.trim().lines().collect();
        if let [one] = lines.as_slice() {
            f.write_str(": ")?;
            return write_words(one, f);
        }
        let indent = " ".repeat(self.indent);
        f.write_char(':')?;
        // A list, or the first line, is set off by an empty line.
        let mut last = Line::Blank;
        for line in lines {
            let kind = Line::of(line);
            match (last, kind) {
                (Line::Blank, Line::Blank) => continue,
                (_, Line::Blank) => {
                    last = kind;
                    continue;
                }
                (Line::Text(_), Line::Text(_)) => f.write_str("\\\n")?,
                (Line::Item(_), Line::Item(_)) | (Line::Number(..), Line::Number(..)) => {
                    f.write_char('\n')?;
                }
                _ => f.write_str("\n\n")?,
            }
            f.write_str(&indent)?;
            match kind {
                Line::Blank => {}
                Line::Item(words) => {
                    f.write_str("- ")?;
                    write_words(words, f)?;
                }
                Line::Number(number, words) => {
                    write!(f, "{number}. ")?;
                    write_words(words, f)?;
                }
                Line::Text(words) => write_words(words, f)?,
            }
            last = kind;
        }
        Ok(())
    }
}

/// A line of a remark.
#[derive(Clone, Copy)]
enum Line<'a> {
    Blank,
    /// Of a list.
    Item(&'a str),
    /// Of a numbered list.
    Number(u32, &'a str),
    Text(&'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let line = line.trim();
        let after = |mark: &str| line.strip_prefix(mark).map(str::trim_start);
        let item = ["- ", "* ", "+ ", "• ", "– "].into_iter().find_map(after);
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = line.split_at(digits);
        let words = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
        match (item, number.parse(), words) {
            (Some(words), ..) if !words.is_empty() => Self::Item(words),
            (_, Ok(number), Some(words)) if digits < 5 && !words.trim().is_empty() => {
                Self::Number(number, words)
            }
            _ if line.is_empty() => Self::Blank,
            _ => Self::Text(line),
        }
    }
}

/// Words on one line, in which nothing is markup but the links to web addresses.
fn write_words(words: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            f.write_char(' ')?;
        }
        for (at, piece) in pieces(word).into_iter().enumerate() {
            match piece {
                // `&` could begin a reference to a character.
                Piece::Address(address) if !address.contains('&') || !address.contains(';') => {
                    write!(f, "<{address}>")?;
                }
                Piece::Address(words) | Piece::Text(words) => {
                    write_word(words, index == 0 && at == 0, f)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// The visible text, if it is only text. Typographic punctuation is on.
    #[track_caller]
    fn seen(markdown: &str) -> String {
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, Options::all()) {
            let is_frame = matches!(
                event,
                Event::Start(Tag::Paragraph | Tag::BlockQuote(None))
                    | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(None))
            );
            if let Event::Text(text) = event {
                seen.push_str(&text);
            } else if event == Event::SoftBreak {
                seen.push('\n');
            } else {
                assert!(is_frame, "{markdown:?} has {event:?}");
            }
        }
        seen
    }

    fn folded(words: &str) -> String {
        let visible = Visible::line(words).to_string();
        visible.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn literal(words: &str) {
        assert_eq!(seen(&Markdown(words).to_string()), folded(words), "{words:?}");
    }

    #[test]
    fn nothing_in_foreign_text_is_markup() {
        for words in [
            "# no heading",
            "C #",
            "- no list",
            "+ 1",
            "1. no list",
            "12) no list",
            "1.",
            "-",
            "+",
            "*",
            "> no quote",
            "=== ",
            "---",
            "***",
            "[a](b)",
            "![a](b)",
            "<b>",
            "&amp;",
            "&#35;",
            "`code`",
            "```",
            "~~~",
            "    code",
            "\t*",
            "**bold** _it_ ~~x~~ ==y==",
            "a | b",
            "|-|-|",
            "\\",
            "\\\\",
            "a\\",
            "https://example.org/a_b",
            "(https://example.org)",
            "www.example.org",
            "(WWW.example.org",
            "ana@example.org",
            "<https://x.y>",
            "<!-- c -->",
            "[^1]: note",
            "[^1]",
            "{{ x }}",
            "# h {#id}",
            "$a$ and $b$",
            "a  \nb",
            "a\n\nb",
            "\u{202e}x",
            ": def",
            "[x]: http://y",
            "[[x]]",
            "[[toc]]",
            "H~2~O ^2^",
            "- [ ] task",
            "> [!NOTE]\n> x",
            "+++\na\n+++",
            "\u{a0}- x",
            "é\u{301}",
            "\"he said\" 'so' it's",
            "a -- b --- c ... d....",
        ] {
            literal(words);
        }
    }

    #[test]
    fn words_stay_readable() {
        for (words, written) in [
            ("It cost 5.5 million (or so) - no more!", "It cost 5.5 million (or so) - no more!"),
            ("“no”, it's", "“no”, it\\'s"),
            ("1932. A year.", "1932\\. A year."),
            ("see *page* 12", "see \\*page\\* 12"),
            ("see https://example.org: nothing", "see https\\://example.org: nothing"),
            ("AT&T < 5", "AT&amp;T &lt; 5"),
        ] {
            assert_eq!(Markdown(words).to_string(), written);
        }
    }

    #[track_caller]
    fn remark(text: &str, shown: &str) {
        assert_eq!(Remark { indent: 2, text }.to_string(), shown);
    }

    #[test]
    fn a_remark_keeps_its_lines_its_lists_and_its_links() {
        remark("one *line*", ": one \\*line\\*");
        remark("see https://a.example/b_c.", ": see <https://a.example/b_c>.");
        remark("one\ntwo\n\nthree", ":\n\n  one\\\n  two\n\n  three");
        remark(
            "Called:\n- first: *no*\n- second\n\n2) yes\n3) no\nend",
            ":\n\n  Called:\n\n  - first: \\*no\\*\n  - second\n\n  2. yes\n  3. no\n\n  end",
        );
        remark("# no\n    code\n> quote", ":\n\n  \\# no\\\n  code\\\n  \\> quote");
        remark("https://a.example/?a&copy;b", ": https\\://a.example/?a&amp;copy;b");
    }

    fn words() -> impl Strategy<Value = String> {
        "(\\PC|[-#*_+>`|~:<&!.()0-9\\[\\]\\\\ \n\t$@=/w“”]){0,30}"
    }

    proptest! {
        #[test]
        fn nothing_in_any_text_is_markup(words in words()) {
            literal(&words);
        }

        #[test]
        fn a_remark_is_only_text_lists_and_links_within_its_item(text in words()) {
            let text = format!("{text}\n- {text}\nhttps://a.example/{text}");
            let item = format!("- by ana{}\n- next\n", Remark { indent: 2, text: &text });
            let mut depth = 0;
            let mut items = 0;
            for event in Parser::new_ext(&item, Options::all()) {
                let is_frame = matches!(
                    event,
                    Event::Start(Tag::List(_) | Tag::Paragraph)
                        | Event::End(TagEnd::List(_) | TagEnd::Paragraph | TagEnd::Link)
                        | Event::Text(_)
                        | Event::SoftBreak
                        | Event::HardBreak
                );
                if event == Event::Start(Tag::Item) {
                    items += usize::from(depth == 0);
                    depth += 1;
                } else if event == Event::End(TagEnd::Item) {
                    depth -= 1;
                } else if let Event::Start(Tag::Link { dest_url, .. }) = event {
                    prop_assert!(dest_url.starts_with("http"), "{}", item);
                } else {
                    prop_assert!(is_frame, "{:?} in {}", event, item);
                }
            }
            prop_assert_eq!(items, 2, "{}", item);
        }
    }
}
