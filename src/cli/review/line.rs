/// A line that a person types.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    before: String,
    after: String,
}

/// A key on that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Backspace,
    Delete,
    End,
    Home,
    Left,
    Right,
    Type(char),
    /// Remove everything before the cursor.
    Kill,
    /// Remove the word before the cursor.
    KillWord,
    WordLeft,
    WordRight,
}

impl Line {
    /// The longest note, in bytes.
    const MOST: usize = 10_000;

    pub(super) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Type(c) if self.before.len() + self.after.len() + c.len_utf8() <= Self::MOST => {
                self.before.push(c);
            }
            Edit::Type(_) => {}
            Edit::Backspace => drop(self.before.pop()),
            Edit::Delete => drop(self.take_next()),
            Edit::Left => {
                if let Some(c) = self.before.pop() {
                    self.after.insert(0, c);
                }
            }
            Edit::Right => {
                if let Some(c) = self.take_next() {
                    self.before.push(c);
                }
            }
            Edit::Home => self.after.insert_str(0, &std::mem::take(&mut self.before)),
            Edit::End => self.before.push_str(&std::mem::take(&mut self.after)),
            Edit::Kill => self.before.clear(),
            Edit::KillWord => self.before.truncate(self.last_word()),
            Edit::WordLeft => {
                let word = self.before.split_off(self.last_word());
                self.after.insert_str(0, &word);
            }
            Edit::WordRight => {
                let start = self.after.len() - self.after.trim_start().len();
                let word = self.after[start..].find(char::is_whitespace);
                let rest = self.after.split_off(word.map_or(self.after.len(), |end| start + end));
                self.before.push_str(&std::mem::replace(&mut self.after, rest));
            }
        }
    }

    /// Where the word before the cursor begins.
    fn last_word(&self) -> usize {
        let words = self.before.trim_end();
        let start = words.char_indices().rev().find(|(_, c)| c.is_whitespace());
        start.map_or(0, |(at, c)| at + c.len_utf8())
    }

    /// Add text that was pasted, as one line.
    pub(super) fn paste(&mut self, text: &str) {
        for (at, word) in text.split_whitespace().enumerate() {
            let space = (at > 0).then_some(' ');
            space.into_iter().chain(word.chars()).for_each(|c| self.edit(Edit::Type(c)));
        }
    }

    fn take_next(&mut self) -> Option<char> {
        let c = self.after.chars().next()?;
        self.after.remove(0);
        Some(c)
    }

    pub(super) fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text, with the cursor in it.
    pub(super) fn shown(&self) -> String {
        format!("{}▏{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_edited_at_its_cursor_by_whole_characters() {
        let mut line = Line::default();
        "größe é 漢".chars().for_each(|c| line.edit(Edit::Type(c)));
        for (edit, shown) in [
            (Edit::Backspace, "größe é ▏"),
            (Edit::Left, "größe é▏ "),
            (Edit::Backspace, "größe ▏ "),
            (Edit::Type('ß'), "größe ß▏ "),
            (Edit::Home, "▏größe ß "),
            (Edit::Delete, "▏röße ß "),
            (Edit::Right, "r▏öße ß "),
            (Edit::End, "röße ß ▏"),
            (Edit::WordLeft, "röße ▏ß "),
            (Edit::WordLeft, "▏röße ß "),
            (Edit::WordRight, "röße▏ ß "),
            (Edit::WordRight, "röße ß▏ "),
            (Edit::End, "röße ß ▏"),
            (Edit::KillWord, "röße ▏"),
            (Edit::Kill, "▏"),
            (Edit::KillWord, "▏"),
            (Edit::Backspace, "▏"),
        ] {
            line.edit(edit);
            assert_eq!(line.shown(), shown, "{edit:?}");
        }
    }

    #[test]
    fn what_is_pasted_is_one_line() {
        let mut line = Line::default();
        line.edit(Edit::Type('“'));
        line.paste("the town hall\r\ncounted\t3 900 ");
        assert_eq!(line.text(), "“the town hall counted 3 900");
    }

    #[test]
    fn a_line_holds_as_much_as_a_note() {
        let mut line = Line::default();
        (0..20_000).for_each(|_| line.edit(Edit::Type('é')));
        assert_eq!(line.text().len(), 10_000);
    }
}
