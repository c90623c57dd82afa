use super::abbreviation::{Abbreviation, abbreviation, starts_sentences};
use super::lexicon::{List, Lists};
use super::reporting;

/// A run of stops, and what stands on either side of it.
pub(super) struct Stop<'p> {
    /// Where a sentence that it ends would end.
    pub(super) after: usize,
    /// What stands before it in the sentence.
    before: &'p str,
    /// The quotation marks and brackets that it closes.
    closers: &'p str,
    /// The marks themselves; none before a bullet.
    marks: &'p str,
    /// Where to look for the next stop.
    pub(super) next: usize,
    /// The rest of the paragraph.
    rest: &'p str,
}

impl<'p> Stop<'p> {
    pub(super) fn read(paragraph: &'p str, start: usize, mark: usize) -> Self {
        let before = &paragraph[start..mark];
        if let Some(bullet) = paragraph[mark..].chars().next().filter(|&c| is_bullet(c)) {
            let next = mark + bullet.len_utf8();
            return Self { after: mark, before, closers: "", marks: "", next, rest: "" };
        }
        let end = mark + marks_length(&paragraph[mark..]);
        let after = end + closers_length(&paragraph[end..]);
        let (closers, rest) = (&paragraph[end..after], &paragraph[after..]);
        Self { after, before, closers, marks: &paragraph[mark..end], next: after, rest }
    }

    pub(super) fn ends_sentence(&self) -> bool {
        if self.marks.is_empty() {
            return self.bullet_starts_item();
        }
        if self.marks.chars().any(needs_no_space) {
            return true;
        }
        let following = self.rest.trim_start();
        if following.len() == self.rest.len() {
            return self.lacks_only_a_space();
        }
        let following = following.trim_start_matches(is_opener);
        let Some(first) = following.chars().next() else {
            return true;
        };
        if first.is_lowercase() && !following.chars().nth(1).is_some_and(char::is_uppercase) {
            return false;
        }
        if self.marks.ends_with(['?', '!']) && self.closers.contains(is_quotation_mark) {
            return !reporting::is_clause(following);
        }
        !self.belongs_to_word(following)
    }

    /// A bullet that stands free starts an item; a dot between words does not.
    fn bullet_starts_item(&self) -> bool {
        let words = self.before.trim_end();
        words.len() < self.before.len() && !words.ends_with(is_bullet)
    }

    /// Whether this is the full stop of the word before it: an abbreviation, an ordinal, the
    /// number of an item.
    fn belongs_to_word(&self, following: &str) -> bool {
        let last = last_word(self.before);
        if self.marks != "." || !self.closers.is_empty() {
            return self.closers == ")"
                && last.bytes().all(|byte| byte.is_ascii_digit())
                && self.numbers_item(last);
        }
        let next = next_word(following);
        if !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) {
            return last.len() <= 3 && (self.numbers_item(last) || self.is_ordinal(last, next));
        }
        match abbreviation(last) {
            Some(Abbreviation::BeforeNumber) => next.starts_with(char::is_numeric),
            Some(Abbreviation::BeforeWords) => true,
            Some(Abbreviation::Last) => {
                let initial = following[next.len()..].starts_with('.');
                initial || !starts_sentences(next)
            }
            None => false,
        }
    }

    /// `2. The plan`: only a bullet or the like stands before the number.
    fn numbers_item(&self, number: &str) -> bool {
        const WIDEST_BULLET: usize = 8;
        let before = &self.before[..self.before.len() - number.len()];
        before.len() <= WIDEST_BULLET && !before.contains(char::is_alphanumeric)
    }

    /// `am 3. Oktober`, `der 2. Weltkrieg`: a full stop makes a German number an ordinal.
    fn is_ordinal(&self, number: &str, next: &str) -> bool {
        const BEFORE_ORDINALS: [&str; 12] =
            ["am", "bis", "das", "dem", "den", "der", "des", "die", "im", "vom", "zum", "zur"];
        let before = last_word(self.before[..self.before.len() - number.len()].trim_end());
        Lists::of(&next.to_lowercase()).has(List::Months)
            || BEFORE_ORDINALS.contains(&before.to_lowercase().as_str())
    }

    /// `It ended.Then it rained`: the space was lost on the way. Names and addresses, which have
    /// stops inside them too, do not look like this.
    fn lacks_only_a_space(&self) -> bool {
        let last = last_word(self.before);
        let next = next_word(self.rest);
        self.closers.is_empty()
            && last.chars().count() > 2
            && last.chars().all(char::is_alphabetic)
            && last.ends_with(char::is_lowercase)
            && next.starts_with(char::is_uppercase)
            && next.chars().skip(1).all(char::is_lowercase)
            && self.rest[next.len()..].starts_with(char::is_whitespace)
    }
}

/// How many bytes of stops these words start with; `. . .` is one run.
fn marks_length(words: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &words[length..];
        let spaced =
            length > 0 && rest.starts_with(" .") && !rest[2..].starts_with(char::is_alphanumeric);
        match rest.chars().next() {
            Some(stop) if is_stop(stop) => length += stop.len_utf8(),
            Some(_) if spaced => length += 2,
            Some(_) | None => return length,
        }
    }
}

/// How many bytes close something at the start of these words: quotation marks, brackets, the
/// number of a footnote, further stops among them.
fn closers_length(words: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &words[length..];
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if is_closer(c) || is_quotation_mark(c) => length += c.len_utf8(),
            Some(c) if is_stop(c) && length > 0 => length += c.len_utf8(),
            Some('[') if footnote_length(rest) > 0 => length += footnote_length(rest),
            // French keeps a space inside its quotation marks.
            Some(space) if space.is_whitespace() && closes_apart(chars.as_str()) => {
                length += space.len_utf8() + '»'.len_utf8();
            }
            Some(_) | None => return length,
        }
    }
}

fn closes_apart(words: &str) -> bool {
    words.strip_prefix('»').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn footnote_length(words: &str) -> usize {
    const LONGEST: usize = 3;
    let digits = words.bytes().skip(1).take(LONGEST + 1).take_while(u8::is_ascii_digit).count();
    if digits > 0 && words[1 + digits..].starts_with(']') { digits + 2 } else { 0 }
}

/// The word that ends here, without the brackets before it.
fn last_word(words: &str) -> &str {
    const LONGEST: usize = 32;
    let mut start = words.len();
    for (at, c) in words.char_indices().rev().take(LONGEST) {
        if c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '\'' | '’') {
            break;
        }
        start = at;
    }
    words[start..].trim_start_matches(is_opener)
}

/// The word that starts here.
fn next_word(words: &str) -> &str {
    &words[..words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len())]
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '▪' | '●' | '◦')
}

fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '*' | '_' | '）' | '】')
}

fn is_opener(c: char) -> bool {
    let mark = matches!(c, '(' | '[' | '{' | '¿' | '¡' | '-' | '–' | '—' | '*' | '_' | '#');
    mark || c.is_whitespace() || is_bullet(c) || is_quotation_mark(c)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '』'
    )
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽') || needs_no_space(c)
}

/// Stops of scripts that put no space after them, or use them for nothing else.
fn needs_no_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '।' | '॥' | '؟' | '۔' | '։' | '።' | '፧' | '။')
}
