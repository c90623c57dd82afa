use std::fmt::{self, Write};

use unicode_width::UnicodeWidthChar;

/// Foreign text made safe to show: characters that are invisible, control the screen, or reverse
/// the text are written out as `⟪U+202E⟫`. The result is still plain text, and each format escapes
/// it by its own rules.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a> {
    lines: bool,
    text: &'a str,
}

impl<'a> Visible<'a> {
    /// Whether this character is invisible, controls the screen, or reverses the text.
    pub fn hides(letter: char) -> bool {
        is_hidden(letter)
    }

    /// On one line: line ends and tabs become spaces.
    pub fn line(text: &'a str) -> Self {
        Self { lines: false, text }
    }

    /// On its own lines.
    pub fn lines(text: &'a str) -> Self {
        Self { lines: true, text }
    }
}

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // More marks than this on one letter could only cover the lines around it.
        const MOST_MARKS: usize = 8;
        let mut marks = 0;
        let mut last = ' ';
        let mut letters = self.text.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            match letter {
                '\r' if next == Some('\n') => {}
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    f.write_char(if self.lines { '\n' } else { ' ' })?;
                }
                '\t' => f.write_char(' ')?,
                // These join the parts of an emoji, and shape words of Persian and of Hindi.
                '\u{200c}' | '\u{200d}' if joins(last) && next.is_some_and(joins) => {
                    f.write_char(letter)?;
                }
                _ if is_hidden(letter) => write!(f, "⟪U+{:04X}⟫", u32::from(letter))?,
                _ => {
                    marks = if letter.width() == Some(0) { marks + 1 } else { 0 };
                    if marks <= MOST_MARKS {
                        f.write_char(letter)?;
                    } else if marks == MOST_MARKS + 1 {
                        f.write_str("⟪…⟫")?;
                    }
                }
            }
            last = letter;
        }
        Ok(())
    }
}

fn joins(letter: char) -> bool {
    !letter.is_ascii() && !is_hidden(letter) && !letter.is_whitespace()
}

/// Controls, and what Unicode calls default-ignorable or a bidirectional format character, but for
/// the variation selectors that follow an emoji.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, line: &str) {
        assert_eq!(Visible::line(text).to_string(), line);
    }

    #[test]
    fn control_and_invisible_characters_are_written_out() {
        check("a\u{1b}[2Jb\u{7}\u{9b}\u{7f}", "a⟪U+001B⟫[2Jb⟪U+0007⟫⟪U+009B⟫⟪U+007F⟫");
        check("\u{202e}txt\u{2066}", "⟪U+202E⟫txt⟪U+2066⟫");
        check("a\u{200b}b\u{ad}c\u{feff}\u{e0041}", "a⟪U+200B⟫b⟪U+00AD⟫c⟪U+FEFF⟫⟪U+E0041⟫");
        check("pass\u{200d}word", "pass⟪U+200D⟫word");
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        for text in ["é e\u{301} ß 中文 שלום", "👩‍👩‍👧 🇫🇷 ❤️", "می‌خواهم", "\"a\" <b> `c`"]
        {
            check(text, text);
        }
    }

    #[test]
    fn a_line_stays_a_line() {
        check("a\nb\r\nc\rd\te\u{2028}f", "a b c d e f");
        assert_eq!(Visible::lines("a\r\nb\tc").to_string(), "a\nb c");
    }

    #[test]
    fn stacked_marks_are_limited() {
        let tower = format!("Z{}o", "\u{301}".repeat(1000));
        assert_eq!(Visible::line(&tower).to_string(), format!("Z{}⟪…⟫o", "\u{301}".repeat(8)));
    }
}
