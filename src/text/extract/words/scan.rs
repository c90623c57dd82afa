/// What a reader keeps of a word while it is scanned, and what it takes for a word.
///
/// Words are runs of letters and digits in which some marks may join two parts. Readers differ in
/// which marks those are, and in what they call a letter beyond ASCII.
pub(in crate::text::extract) trait Fold {
    /// Nothing of a word that starts with this byte, of this class.
    fn new(class: Class) -> Self;

    /// What the character at the start of this text is, if it is not of ASCII. It is as long as this
    /// says, in bytes.
    fn wide(text: &str) -> (Wide, usize);

    /// Whether this mark joins `word`, as far as it is read, to what follows it. A curly apostrophe
    /// is passed as a straight one.
    fn joins(&self, mark: u8, word: &str, after: &str) -> bool;

    /// Take up a letter or digit of ASCII.
    fn letter(&mut self, byte: u8, class: Class);

    /// Take up a letter beyond ASCII.
    fn wide_letter(&mut self, letter: &str);

    /// Take up a mark that joins. It stands this many bytes after the start of the word.
    fn joint(&mut self, mark: u8, offset: usize);
}

/// What a byte of ASCII is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum Class {
    Blank,
    Capital,
    Digit,
    Mark,
    Small,
    /// Part of a character beyond ASCII.
    Wide,
}

/// What a character beyond ASCII is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum Wide {
    Blank,
    /// It may start a word, and be inside one.
    Letter,
    Mark,
    /// It belongs to the letter before it: an accent. Alone it is a mark.
    Part,
}

/// What stands in a text between blanks and other such pieces.
#[derive(Clone, Copy, Debug)]
pub(in crate::text::extract) struct Scanned<F> {
    pub(in crate::text::extract) end: usize,
    pub(in crate::text::extract) start: usize,
    /// Nothing of a mark, which is one character.
    pub(in crate::text::extract) word: Option<F>,
}

/// The next word or mark from this byte on.
#[inline]
pub(in crate::text::extract) fn next<F: Fold>(text: &str, mut at: usize) -> Option<Scanned<F>> {
    let bytes = text.as_bytes();
    loop {
        let class = CLASSES[usize::from(*bytes.get(at)?)];
        let start = at;
        match class {
            Class::Blank => at += 1,
            Class::Mark => return Some(Scanned { end: start + 1, start, word: None }),
            Class::Capital | Class::Digit | Class::Small => return Some(word(text, start, class)),
            Class::Wide => match F::wide(&text[at..]) {
                (Wide::Blank, length) => at += length,
                (Wide::Letter, _) => return Some(word(text, start, class)),
                (Wide::Mark | Wide::Part, length) => {
                    return Some(Scanned { end: start + length, start, word: None });
                }
            },
        }
    }
}

#[inline]
fn word<F: Fold>(text: &str, start: usize, class: Class) -> Scanned<F> {
    let bytes = text.as_bytes();
    let mut word = F::new(class);
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[usize::from(byte)] {
            Class::Blank => break,
            class @ (Class::Capital | Class::Digit | Class::Small) => {
                word.letter(byte, class);
                at += 1;
            }
            Class::Mark => {
                if !word.joins(byte, &text[start..at], &text[at + 1..]) {
                    break;
                }
                word.joint(byte, at - start);
                at += 1;
            }
            Class::Wide => {
                let rest = &text[at..];
                if let Some(after) = rest.strip_prefix('’') {
                    if !word.joins(b'\'', &text[start..at], after) {
                        break;
                    }
                    word.joint(b'\'', at - start);
                    at += '’'.len_utf8();
                    continue;
                }
                let (Wide::Letter | Wide::Part, length) = F::wide(rest) else {
                    break;
                };
                word.wide_letter(&rest[..length]);
                at += length;
            }
        }
    }
    Scanned { end: at, start, word: Some(word) }
}

/// Whether a letter or digit follows.
pub(in crate::text::extract) fn starts_with_letter(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text.starts_with(char::is_alphanumeric),
        None => false,
    }
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0..=0x20 | 0x7f => Class::Blank,
            0x30..=0x39 => Class::Digit,
            0x41..=0x5a => Class::Capital,
            0x61..=0x7a => Class::Small,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};
