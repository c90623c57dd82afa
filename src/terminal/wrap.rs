use std::borrow::Cow;

use super::Screen;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Text wrapped to the width of the screen, each line indented. Without a width, lines are not
/// wrapped.
pub fn wrapped(text: &str, screen: Screen, indent: &str) -> String {
    textwrap::fill(text, options(screen, indent))
}

/// The beginning of a line that fits into so many cells, with an ellipsis if it is longer.
pub fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or_default();
        used < cells
    };
    let kept: String = text.chars().take_while(fits).collect();
    if cells == 0 { kept } else { format!("{kept}…") }
}

/// A message wrapped to the width of the terminal. The lines after the first are
/// indented. Text between backticks is kept on one line if it fits, and long words are not
/// broken: people copy both from the screen. In a file, lines are not wrapped.
pub fn message(text: &str, screen: Screen, indent: &str) -> String {
    /// A private-use character, as wide as the space that it replaces.
    const GLUE: &str = "\u{f0001}";
    let Some(width) = screen.width.filter(|_| screen.is_terminal) else {
        return text.to_owned();
    };
    let room = usize::from(width).saturating_sub(indent.len());
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let is_quoted = index % 2 == 1 && part.len() + 2 <= room;
        if is_quoted { Cow::Owned(part.replace(' ', GLUE)) } else { Cow::Borrowed(part) }
    });
    let glued = parts.collect::<Vec<_>>().join("`");
    let filled = textwrap::fill(&glued, options(screen, indent).break_words(false));
    filled.trim_start().replace(GLUE, " ")
}

/// The same for several lines, each with its own indentation.
pub fn message_lines(lines: &str, screen: Screen) -> String {
    let lines = lines.split('\n').map(|line| {
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        format!("{indent}{}", message(&line[indent.len()..], screen, indent))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn options(screen: Screen, indent: &str) -> textwrap::Options<'_> {
    let width = screen.width.map_or(usize::MAX, usize::from);
    textwrap::Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent)
        // A hyphen at a line break would not be the article's.
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: u16, lines: &str, expected: &str) {
        let screen =
            Screen { colour: false, is_dumb: false, is_terminal: true, width: Some(width) };
        assert_eq!(message_lines(lines, screen), expected);
        assert_eq!(message_lines(lines, Screen { is_terminal: false, ..screen }), lines);
    }

    #[test]
    fn messages_fit_the_terminal_and_commands_stay_whole() {
        check(20, "27 claims shown, more", "27 claims shown,\nmore");
        check(
            20,
            "to see it: `factledger list` shows it",
            "to see it:\n`factledger list`\nshows it",
        );
        check(20, "  proven: that it is so", "  proven: that it is\n  so");
        check(20, "a\n\nb", "a\n\nb");
        let key = "desk.example+0123abcd+AZ0123456789";
        check(20, &format!("its key is {key}"), &format!("its key is\n{key}"));
        // If it cannot fit, it is broken after all.
        check(12, "`factledger list`", "`factledger\nlist`");
    }
}
