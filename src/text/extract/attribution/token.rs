use super::lexicon::{Lexicon, Word};

/// A word of an article, or a mark between words, and what the word lists say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) end: usize,
    /// Of its letters in lower case.
    pub(super) hash: u64,
    pub(super) kind: Kind,
    /// In the article, in bytes.
    pub(super) start: usize,
    pub(super) word: Word,
}

/// What a token is, by its characters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Ana`, `NATO`.
    Capital,
    Close,
    Colon,
    Comma,
    Dash,
    Figure,
    Lower,
    /// A quotation mark, or what looks like one.
    Mark,
    Open,
    Other,
    Semicolon,
    /// `.`, `?`, `!`, `…`.
    Stop,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Capital | Kind::Figure | Kind::Lower)
    }

    pub(super) fn is(&self, word: Word) -> bool {
        self.word.is(word)
    }

    pub(super) fn is_mark(&self, kind: Kind) -> bool {
        self.kind == kind
    }
}

/// Push the words and marks of `text[start..end]`, and return all that the lists say of them.
pub(super) fn tokenise(
    lexicon: &Lexicon,
    text: &str,
    mut at: usize,
    end: usize,
    tokens: &mut Vec<Token>,
) -> Word {
    let bytes = text.as_bytes();
    let mut all = Word::default();
    while at < end {
        let byte = bytes[at];
        if byte == b' ' || byte == b'\n' {
            at += 1;
            continue;
        }
        let start = at;
        if LOWER[usize::from(byte)] > 0 || byte >= 0x80 {
            let c = if byte < 0x80 { char::from(byte) } else { char_at(text, at) };
            if byte < 0x80 || c.is_alphanumeric() {
                let (stop, word) = word(lexicon, text, at, end, c);
                at = stop;
                all = all.with(word.word);
                tokens.push(word);
                continue;
            }
            at += c.len_utf8();
            if !c.is_whitespace() {
                let kind = mark(c);
                if kind == Kind::Mark {
                    all = all.with(Word::QUOTATION);
                }
                tokens.push(Token { end: at, hash: 0, kind, start, word: Word::default() });
            }
            continue;
        }
        at += 1;
        if byte.is_ascii_whitespace() {
            continue;
        }
        // Two single marks are one double mark, as some wires write it.
        if matches!(byte, b'\'' | b'`') && bytes.get(at) == Some(&byte) && at < end {
            at += 1;
        }
        let kind = mark(char::from(byte));
        if kind == Kind::Mark {
            all = all.with(Word::QUOTATION);
        }
        tokens.push(Token { end: at, hash: 0, kind, start, word: Word::default() });
    }
    all
}

/// Letters and digits of ASCII in lower case; nought for all else.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

fn mark(c: char) -> Kind {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' | '‟' | '‘' | '’' | '\'' | '‹' | '›' | '`' => {
            Kind::Mark
        }
        ',' => Kind::Comma,
        '.' | '?' | '!' | '…' => Kind::Stop,
        ':' => Kind::Colon,
        ';' => Kind::Semicolon,
        '—' | '–' | '-' => Kind::Dash,
        '(' | '[' => Kind::Open,
        ')' | ']' => Kind::Close,
        _ => Kind::Other,
    }
}

/// The word that starts at `start` with `first`: `30-day`, `l'eau`, `U.S.`, `Trump's`.
fn word(lexicon: &Lexicon, text: &str, start: usize, end: usize, first: char) -> (usize, Token) {
    let bytes = &text.as_bytes()[..end];
    let mut at = start;
    let mut hash = Lexicon::EMPTY;
    // Where a possessive or a shortened verb starts: `'s`.
    let mut joined = None;
    loop {
        while let Some(&byte) = bytes.get(at)
            && LOWER[usize::from(byte)] > 0
        {
            hash = Lexicon::next(hash, LOWER[usize::from(byte)]);
            at += 1;
        }
        let Some(&byte) = bytes.get(at).filter(|&&byte| byte != b' ') else {
            break;
        };
        if byte < 0x80 {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let follows = next.is_ascii_alphanumeric() || next >= 0xc3;
            let after_digit = at > start && bytes[at - 1].is_ascii_digit();
            let joins = match byte {
                b'\'' | b'-' | b'_' | b'@' | b'&' => follows,
                b'.' => next.is_ascii_alphabetic() || after_digit && next.is_ascii_digit(),
                b',' | b':' => after_digit && next.is_ascii_digit(),
                _ => false,
            };
            if !joins {
                break;
            }
            if byte == b'\'' {
                joined = Some((at, hash));
            }
            hash = Lexicon::next(hash, byte);
            at += 1;
            continue;
        }
        let c = char_at(text, at);
        let after = at + c.len_utf8();
        if c == '’' {
            let next = text.get(after..end).and_then(|rest| rest.chars().next());
            if !next.is_some_and(char::is_alphanumeric) {
                break;
            }
            joined = Some((at, hash));
            hash = Lexicon::next(hash, b'\'');
        } else if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') {
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                let lower = lower.encode_utf8(&mut buffer);
                hash = lower.bytes().fold(hash, Lexicon::next);
            }
        } else {
            break;
        }
        at = after;
    }
    let ends = &bytes[start..at];
    let kind = if first.is_uppercase() {
        Kind::Capital
    } else if first.is_numeric() {
        Kind::Figure
    } else {
        Kind::Lower
    };
    let mut word = lexicon.get(hash);
    if let Some((mark, stem)) = joined
        && ends.ends_with(b"s")
        && at - mark <= 4
    {
        word = lexicon.get(stem).with(Word::OWNS);
    }
    if word == Word::default() && kind == Kind::Lower && ends.len() > 4 {
        match ends {
            [.., b'l', b'y'] => word = Word::ADVERB,
            [.., b'e', b'd'] => word = Word::ED,
            [.., b'n', b'g'] => word = Word::ING_SHAPE,
            _ => {}
        }
    }
    // The stop of an initial, or of a short title, belongs to it.
    let kept = kind == Kind::Capital
        && bytes.get(at) == Some(&b'.')
        && (at - start == 1 || word.is(Word::TITLE) || text[start..at].contains('.'));
    let stop = if kept { at + 1 } else { at };
    (stop, Token { end: stop, hash, kind, start, word })
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LEXICON;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenise(&LEXICON, text, 0, text.len(), &mut tokens);
        let found: Vec<&str> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_keep_what_joins_their_parts() {
        check(
            "A 30-day, 3,000-man U.S. force",
            &["A", "30-day", ",", "3,000-man", "U.S.", "force"],
        );
        check(
            "L'eau, “Dr. Lee” (EU).",
            &["L'eau", ",", "“", "Dr.", "Lee", "”", "(", "EU", ")", "."],
        );
        check("5% -- l’été", &["5", "%", "-", "-", "l’été"]);
        check("''So,'' it’s", &["''", "So", ",", "''", "it’s"]);
    }

    #[test]
    fn a_possessive_is_its_word_and_owns() {
        let mut tokens = Vec::new();
        tokenise(&LEXICON, "the mayor’s", 0, 13, &mut tokens);
        assert!(tokens[1].is(Word::OWNS) && tokens[1].is(Word::SPEAKER));
    }
}
