use std::fmt::{self, Write};

use unicode_width::UnicodeWidthChar;

/// Foreign text made safe to show: characters that are invisible, control the screen, or reverse
/// the text are written out as `⟪U+202E⟫`. The result is still plain text, and each format escapes
/// it by its own rules.
///
/// Soft hyphens and direction marks within a word do no harm if they change nothing that a reader
/// sees: these are left out.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a> {
    /// Whether every such character is written out, as version 0.1.0 did it.
    all: bool,
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
        Self { all: false, lines: false, text }
    }

    /// On its own lines.
    pub fn lines(text: &'a str) -> Self {
        Self { all: false, lines: true, text }
    }

    /// With every hidden character written out, even if it does no harm.
    #[must_use]
    pub fn all(self) -> Self {
        Self { all: true, ..self }
    }
}

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // More marks than this on one letter could only cover the lines around it.
        const MOST_MARKS: usize = 8;
        let mut marks = 0;
        let mut last = ' ';
        // Whether the word that is being written has only letters, and what stands around words.
        let mut is_word = false;
        let mut letters = self.text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            if !self.all && (at == 0 || last.is_whitespace()) {
                is_word = is_only_a_word(&self.text[at..]);
            }
            match letter {
                _ if is_word && next.is_some_and(|next| is_harmless(last, letter, next)) => {
                    continue;
                }
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

/// Whether this character, between these two, shows nothing and changes nothing: a soft hyphen
/// within a word, or a direction mark between letters that have that direction anyway.
fn is_harmless(before: char, letter: char, after: char) -> bool {
    let is_between = before.is_alphabetic() && after.is_alphabetic();
    is_between
        && match letter {
            '\u{ad}' => true,
            '\u{200e}' => !is_right_to_left(before) && !is_right_to_left(after),
            '\u{200f}' | '\u{61c}' => is_right_to_left(before) && is_right_to_left(after),
            _ => false,
        }
}

/// Whether the text begins with a word: letters, with punctuation before and after them. In an
/// address, a name of a file or a number, even a harmless character could deceive.
fn is_only_a_word(text: &str) -> bool {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let is_inner =
        |c: char| c.is_alphabetic() || c.width() == Some(0) || is_hidden(c) || "-'’‐‑".contains(c);
    let is_outer = |c: char| !is_inner(c) && !c.is_numeric() && !"@/\\_:".contains(c);
    let inner = text[..end].trim_start_matches(is_outer);
    let inner = inner.trim_end_matches(|c| is_outer(c) || c == ':');
    !inner.is_empty() && inner.chars().all(is_inner)
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
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
        check("a\u{200b}b\u{ad}c\u{feff}\u{e0041}", "a⟪U+200B⟫bc⟪U+FEFF⟫⟪U+E0041⟫");
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
    fn a_soft_hyphen_within_a_word_is_left_out() {
        check("der Verkehrs\u{ad}aus\u{ad}schuss,", "der Verkehrsausschuss,");
        check("(„Brücken\u{ad}sanierung“): 5", "(„Brückensanierung“): 5");
        check("E-Mail-Ver\u{ad}teiler", "E-Mail-Verteiler");
        assert_eq!(Visible::line("Ver\u{ad}kehr").all().to_string(), "Ver⟪U+00AD⟫kehr");
    }

    #[test]
    fn a_direction_mark_that_changes_nothing_is_left_out() {
        check("שלו\u{200f}ם", "שלום");
        check("سلا\u{61c}م", "سلام");
        check("brid\u{200e}ge", "bridge");
    }

    #[test]
    fn what_could_deceive_is_written_out() {
        for (text, shown) in [
            // In addresses, names and numbers; at the edge of a word; several.
            ("https://exa\u{ad}mple.org", "https://exa⟪U+00AD⟫mple.org"),
            ("exa\u{ad}mple.org", "exa⟪U+00AD⟫mple.org"),
            ("ana\u{ad}b@x", "ana⟪U+00AD⟫b@x"),
            ("re\u{ad}port_2", "re⟪U+00AD⟫port_2"),
            ("18\u{ad}000", "18⟪U+00AD⟫000"),
            ("co2\u{ad}frei", "co2⟪U+00AD⟫frei"),
            ("\u{ad}word\u{ad}", "⟪U+00AD⟫word⟪U+00AD⟫"),
            ("wo\u{ad}\u{ad}rd", "wo⟪U+00AD⟫⟪U+00AD⟫rd"),
            // Where the direction would change.
            ("brid\u{200f}ge", "brid⟪U+200F⟫ge"),
            ("שלו\u{200e}ם", "שלו⟪U+200E⟫ם"),
            ("brid\u{202e}ge", "brid⟪U+202E⟫ge"),
            ("שלום\u{200f} 5", "שלום⟪U+200F⟫ 5"),
        ] {
            check(text, shown);
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
