use super::abbreviation::{
    Abbreviation, abbreviation_in, is_common, may_be_abbreviation, starts_sentences,
};
use super::clause_end::ends_clause;
use super::language::Language;
use super::punctuation::{
    is_bullet, is_closer, is_dash, is_opener, is_quotation_mark, is_stop, needs_no_space,
};
use super::vocabulary::{Use, Uses};
use super::words::reporting;

/// In bytes; of words that are looked at letter by letter.
const LONGEST: usize = 32;

/// A run of stops, and what stands on either side of it.
pub(super) struct Stop<'p> {
    /// Where a sentence that it ends would end.
    pub(super) after: usize,
    /// What stands before it in the sentence.
    before: &'p str,
    /// The quotation marks and brackets that it closes.
    closers: &'p str,
    language: Language,
    /// The marks themselves; none before a bullet.
    marks: &'p str,
    /// Where to look for the next stop.
    pub(super) next: usize,
    /// The rest of the paragraph.
    rest: &'p str,
}

impl<'p> Stop<'p> {
    /// The bullet or run of stops at `mark`, in the sentence that starts at `start`.
    pub(super) fn read(language: Language, paragraph: &'p str, start: usize, mark: usize) -> Self {
        let before = &paragraph[start..mark];
        let run = &paragraph[mark..];
        if let Some(bullet) = run.chars().next().filter(|&c| is_bullet(c)) {
            let next = mark + bullet.len_utf8();
            return Self { after: mark, before, closers: "", language, marks: "", next, rest: "" };
        }
        let length = marks_length(language, run);
        let end = if stop_and_ellipsis(before, run, length) { mark + 1 } else { mark + length };
        let after = end + closers_length(language, before, &paragraph[end..]);
        let (closers, rest) = (&paragraph[end..after], &paragraph[after..]);
        Self { after, before, closers, language, marks: &paragraph[mark..end], next: after, rest }
    }

    pub(super) fn ends_sentence(&self) -> bool {
        if self.marks.is_empty() {
            return self.bullet_starts_item();
        }
        if self.marks.contains(needs_no_space) {
            return !self.is_inside_number() && !self.is_inside_title();
        }
        let following = self.rest.trim_start();
        if following.len() == self.rest.len() {
            return self.lacks_only_a_space();
        }
        let words = following.trim_start_matches(is_opener);
        let Some(first) = words.chars().next() else {
            return true;
        };
        if self.language == Language::Armenian {
            return self.marks.contains([':', '?', '!']);
        }
        if self.is_omission()
            || self.opens_sentence()
            || matches!(first, '/' | '№')
            || self.belongs_to_name(words)
        {
            return false;
        }
        if first.is_lowercase() && !words.chars().nth(1).is_some_and(char::is_uppercase) {
            let opened = &following[..following.len() - words.len()];
            return opened.chars().all(is_quotation_mark) && self.ends_before_small_letter(words);
        }
        if self.marks.ends_with(['?', '!']) && self.closers.contains(is_quotation_mark) {
            return !reporting::is_clause(words);
        }
        !self.speech_goes_on(following)
            && !self.belongs_to_word(words)
            && !self.leads_to_dash(following)
    }

    /// A bullet that stands free starts an item; a dot between words does not.
    fn bullet_starts_item(&self) -> bool {
        let words = self.before.trim_end();
        words.len() < self.before.len() && !words.ends_with(is_bullet)
    }

    /// `３．５`.
    fn is_inside_number(&self) -> bool {
        self.marks == "．"
            && self.before.ends_with(char::is_numeric)
            && self.rest.starts_with(char::is_numeric)
    }

    /// `《…！…》`: a title keeps its stops.
    fn is_inside_title(&self) -> bool {
        const LONGEST: usize = 30;
        let opened = self.before.chars().rev().take(LONGEST).find(|c| matches!(c, '《' | '》'));
        let closed = self.rest.chars().take(LONGEST).find(|c| matches!(c, '《' | '》'));
        opened == Some('《') && closed == Some('》')
    }

    /// `[...]`, `(...)`, and dots that stand apart: something was left out inside the sentence.
    fn is_omission(&self) -> bool {
        let bracketed = self.before.ends_with(['[', '(']) && self.closers.starts_with([']', ')']);
        bracketed || self.marks == ". . ." && self.before.ends_with(' ')
    }

    /// `... and then`: nothing stands before it in the sentence.
    fn opens_sentence(&self) -> bool {
        self.marks != "." && self.before.is_empty() && self.closers.is_empty()
    }

    /// `It stopped. nobody knows why`: where a word is whole, a small letter may start a
    /// sentence all the same.
    fn ends_before_small_letter(&self, words: &str) -> bool {
        let is_link = ["http:", "https:", "www."].iter().any(|link| words.starts_with(link));
        if is_link || self.closers.contains(|c| is_closer(c) || is_quotation_mark(c)) {
            return false;
        }
        let before = self.before.trim_end();
        if self.marks.ends_with(['?', '!']) {
            let last = last_word(before);
            return last.ends_with(char::is_lowercase)
                && !last.starts_with(char::is_uppercase)
                && !reporting::is_clause(words);
        }
        let last = last_word(before.trim_end_matches(|c| is_closer(c) || is_quotation_mark(c)));
        self.marks == "." && self.is_whole(last)
    }

    /// Whether a word, or number, is too long to be cut short, and not known to be.
    fn is_whole(&self, word: &str) -> bool {
        // In those, few abbreviations are missing here.
        let (shortest, shortest_name) = match self.language {
            Language::English | Language::French | Language::Italian => (3, 5),
            Language::Portuguese | Language::Spanish => (4, 6),
            Language::Armenian
            | Language::Bulgarian
            | Language::Danish
            | Language::Dutch
            | Language::German
            | Language::Greek
            | Language::Kazakh
            | Language::Polish
            | Language::Russian
            | Language::Slovak
            | Language::Ukrainian
            | Language::Other => (5, usize::MAX),
        };
        let length = word.chars().count();
        if word.ends_with(|c: char| c.is_ascii_digit()) {
            return shortest == 3
                && length >= 3
                && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        }
        let is_name = word.starts_with(char::is_uppercase);
        let is_long = length >= if is_name { shortest_name } else { shortest };
        word.chars().skip(1).all(char::is_lowercase)
            && word.starts_with(is_letter)
            && (is_long || length > 1 && !is_name && is_common(self.language, word))
            && !may_be_abbreviation(self.language, word)
    }

    /// `«Ready? – she asked. – Tomorrow then»`: a dash after what an author says leads back to
    /// the speech.
    fn speech_goes_on(&self, following: &str) -> bool {
        const LONGEST: usize = 400;
        matches!(self.language, Language::Russian | Language::Ukrainian)
            && following.starts_with(is_dash)
            && self.before.len() <= LONGEST
            && self.before.starts_with('«')
            && !self.before.contains('»')
            && !self.closers.contains('»')
    }

    /// `Yahoo! Inc.`, `the firm Yum! Brands`: a firm that writes its name so.
    fn belongs_to_name(&self, following: &str) -> bool {
        const FIRMS: [&str; 12] = [
            "AG",
            "Brands",
            "Co",
            "Corp",
            "Corporation",
            "Group",
            "GmbH",
            "Holdings",
            "Inc",
            "Ltd",
            "News",
            "SA",
        ];
        matches!(self.marks, "!" | "?")
            && self.closers.is_empty()
            && last_word(self.before).starts_with(char::is_uppercase)
            && FIRMS.contains(&next_word(following))
    }

    /// `MILTON, N.Y. — The dam`: the place that a report comes from.
    fn leads_to_dash(&self, following: &str) -> bool {
        self.marks == "."
            && self.closers.is_empty()
            && following.starts_with(is_dash)
            && abbreviation_in(self.language, last_word(self.before)).is_some()
    }

    /// Whether this is the full stop of the word before it: an abbreviation, an ordinal, the
    /// number of an item.
    fn belongs_to_word(&self, following: &str) -> bool {
        let last = last_word(self.before);
        if self.marks != "." || !self.closers.is_empty() {
            return self.closers == ")" && self.numbers_item(last);
        }
        if self.numbers_item(last) {
            return true;
        }
        let next = next_word(following);
        if is_number(last) {
            return last.len() <= 2 && self.is_ordinal(last, next);
        }
        match abbreviation_in(self.language, last) {
            Some(Abbreviation::BeforeNumber) => {
                next.starts_with(char::is_numeric) || next.len() > 1 && is_roman(next)
            }
            Some(Abbreviation::BeforeWords) => !self.ends_clause(last, following),
            Some(Abbreviation::Last) => {
                let initial = following[next.len()..].starts_with('.');
                !self.ends_with_letter_of_word(last)
                    && (initial || !starts_sentences(self.language, next))
                    && !self.ends_clause(last, following)
            }
            None => is_roman(last) && self.is_ordinal(last, next),
        }
    }

    fn ends_clause(&self, last: &str, following: &str) -> bool {
        ends_clause(self.language, self.before, last, following)
    }

    /// `Anna's`: what follows an apostrophe is no initial.
    fn ends_with_letter_of_word(&self, last: &str) -> bool {
        let before = &self.before[..self.before.len() - last.len()];
        last.starts_with(char::is_lowercase)
            && last.chars().nth(1).is_none()
            && before.ends_with(['\'', '’'])
    }

    /// `2. The plan`, `b. The plan`: only a bullet or the like, or a colon, stands before the
    /// number.
    fn numbers_item(&self, number: &str) -> bool {
        const WIDEST_BULLET: usize = 8;
        let before = &self.before[..self.before.len() - number.len()];
        let is_first = before.len() <= WIDEST_BULLET && !before.contains(char::is_alphanumeric)
            || before.trim_end().ends_with(':');
        is_first
            && (is_number(number) && number.len() <= 3
                || number.chars().count() == 1 && number.ends_with(is_letter))
    }

    /// `am 3. Oktober`, `der II. Weltkrieg`: in German and Slovak a full stop makes an ordinal of
    /// a number.
    fn is_ordinal(&self, number: &str, next: &str) -> bool {
        let next = Uses::of(next);
        let before = last_word(self.before[..self.before.len() - number.len()].trim_end());
        let is_usual = matches!(self.language, Language::German | Language::Slovak)
            && !next.has(Use::Opening, self.language);
        is_usual
            || next.has(Use::InOrdinals, self.language)
            || Uses::of(before).has(Use::OrdinalOpening, self.language)
    }

    /// `It ended.Then it rained`: the space was lost on the way. Names and addresses, which have
    /// stops inside them too, do not look like this.
    fn lacks_only_a_space(&self) -> bool {
        if !self.rest.starts_with(char::is_uppercase)
            || !self.closers.is_empty()
            || self.language == Language::Armenian
        {
            return false;
        }
        let last = last_word(self.before);
        let next = next_word(self.rest);
        let is_word = last.chars().all(char::is_alphabetic) && last.ends_with(char::is_lowercase);
        let is_sum = last.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        last.chars().count() > 2
            && (is_word || is_sum)
            && (next.chars().skip(1).all(char::is_lowercase) || is_roman(next))
            && match self.rest[next.len()..].chars().next() {
                Some('.') => {
                    abbreviation_in(self.language, next) == Some(Abbreviation::BeforeWords)
                }
                after => after.is_some_and(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’')),
            }
    }
}

/// Whether the full stop at `mark` is as plain as most are, `word. Word`, and ends its sentence:
/// the same answer as from [`Stop`], sooner.
pub(super) fn is_plain_end(language: Language, paragraph: &str, start: usize, mark: usize) -> bool {
    let bytes = paragraph.as_bytes();
    let [b'.', b' ', b'A'..=b'Z', ..] = bytes[mark..] else {
        return false;
    };
    let before = bytes[start..mark].iter().rev();
    let length = before.take(LONGEST + 1).take_while(|byte| byte.is_ascii_lowercase()).count();
    let from = mark - length;
    let is_apart = from == start || bytes[from - 1] == b' ';
    (2..=LONGEST).contains(&length)
        && is_apart
        && language != Language::Armenian
        && abbreviation_in(language, &paragraph[from..mark]).is_none()
}

/// `Hacía frío; Las calles estaban vacías`: whether a capital starts a sentence here, and not a
/// name. Languages that put capitals elsewhere too, as English does in headlines, do not tell.
pub(super) fn starts_anew(language: Language, before: &str, rest: &str) -> bool {
    let words = rest.trim_start();
    words.len() < rest.len()
        && matches!(
            language,
            Language::French | Language::Italian | Language::Portuguese | Language::Spanish
        )
        && before.trim_end().ends_with(char::is_alphanumeric)
        && words.starts_with(char::is_uppercase)
        && starts_sentences(language, next_word(words))
}

/// `It ended. . . . Then`: a full stop, and an ellipsis that belongs to the next sentence.
fn stop_and_ellipsis(before: &str, run: &str, length: usize) -> bool {
    run[..length] == *". . . ."
        && before.ends_with(is_letter)
        && run[length..].trim_start().starts_with(is_letter)
}

/// How many bytes of stops these words start with; `. . .` is one run.
fn marks_length(language: Language, words: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &words[length..];
        let spaced = length > 0
            && rest.starts_with(" .")
            && !rest[2..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        match rest.chars().next() {
            Some(stop) if is_stop(language, stop) => length += stop.len_utf8(),
            Some(_) if spaced => length += 2,
            Some(_) | None => return length,
        }
    }
}

/// How many bytes close something at the start of these words: quotation marks, brackets, the
/// number of a footnote, further stops among them.
fn closers_length(language: Language, before: &str, words: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &words[length..];
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if is_closer(c) || is_quotation_mark(c) => length += c.len_utf8(),
            Some(c) if is_stop(language, c) && length > 0 => length += c.len_utf8(),
            Some('[') if footnote_length(rest) > 0 => length += footnote_length(rest),
            Some(space) if space.is_whitespace() => {
                match closer_apart_length(before, chars.as_str()) {
                    0 => return length,
                    closer => length += space.len_utf8() + closer,
                }
            }
            Some(_) | None => return length,
        }
    }
}

/// How many bytes close something at the start of these words, after a space: French keeps one
/// inside its quotation marks, and some one before the number of a footnote.
fn closer_apart_length(before: &str, words: &str) -> usize {
    let Some(first) = words.chars().next() else {
        return 0;
    };
    let (length, may_touch) = match first {
        '»' | ')' => (first.len_utf8(), true),
        '"' | '”' => (first.len_utf8(), false),
        '[' => (footnote_length(words), false),
        ':' | ';' => (smiley_length(words), false),
        _ => return 0,
    };
    if length == 0 {
        return 0;
    }
    let apart = match words[length..].chars().next() {
        Some(after) if may_touch => !after.is_alphanumeric(),
        Some(after) => after.is_whitespace() || matches!(after, '.' | ','),
        None => true,
    };
    if apart && (first != '"' || is_open(before)) { length } else { 0 }
}

/// Whether a `"` at the end of these words was opened and not closed in them.
fn is_open(before: &str) -> bool {
    const LONGEST: usize = 400;
    let count = before.bytes().rev().take(LONGEST).filter(|&byte| byte == b'"').count();
    count % 2 == 1
}

/// `:)`, `;-)`
fn smiley_length(words: &str) -> usize {
    match words.as_bytes() {
        [_, b'-', b')' | b'(' | b'D' | b'P', ..] => 3,
        [_, b')' | b'(' | b'D' | b'P', ..] => 2,
        _ => 0,
    }
}

fn footnote_length(words: &str) -> usize {
    const LONGEST: usize = 3;
    let digits = words.bytes().skip(1).take(LONGEST + 1).take_while(u8::is_ascii_digit).count();
    if digits > 0 && words[1 + digits..].starts_with(']') { digits + 2 } else { 0 }
}

/// The word that ends here, without the brackets before it.
fn last_word(words: &str) -> &str {
    let mut start = words.len();
    for (at, c) in words.char_indices().rev().take(LONGEST) {
        if c.is_whitespace() || is_dash(c) || matches!(c, '/' | '\'' | '’') {
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

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `XXI`.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| b"IVXLCDM".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_end_is_an_end(
            before in "[A-Za-z(\"' -]{0,8}( ?[a-zA-Z]{0,9}| etc| no| approx)",
            after in "[ .]{0,3}[A-Za-z)\"]{0,3}[. ]?",
            language in prop::sample::select(vec![
                Language::Armenian,
                Language::English,
                Language::German,
                Language::Italian,
                Language::Other,
            ]),
        ) {
            let paragraph = format!("{before}.{after}");
            if is_plain_end(language, &paragraph, 0, before.len()) {
                let stop = Stop::read(language, &paragraph, 0, before.len());
                prop_assert!(stop.ends_sentence());
                prop_assert_eq!(stop.after, before.len() + 1);
            }
        }
    }
}
