use super::lexicon::{LEXICON, Lexicon};
use super::tongue::Tongue;
use super::word::Word;
use crate::text::extract::words::token::{self, Kind, tokens};

/// A word of an article, or a mark between words, and what the word lists say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) end: usize,
    /// Of its letters in lower case.
    pub(super) hash: u64,
    /// `15.40`, `9:30`.
    pub(super) is_clock: bool,
    pub(super) kind: Kind,
    /// In the article, in bytes.
    pub(super) start: usize,
    pub(super) word: Word,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.kind.is_word()
    }

    pub(super) fn is(&self, word: Word) -> bool {
        self.word.is(word)
    }

    pub(super) fn is_mark(&self, kind: Kind) -> bool {
        self.kind == kind
    }
}

/// Push the words and marks of `text[start..end]`, and return all that the lists say of them.
///
/// Those of English, where the article is in no language that has a table of its own.
pub(super) fn tokenise(
    tongue: Option<&Tongue>,
    text: &str,
    start: usize,
    end: usize,
    found: &mut Vec<Token>,
) -> Word {
    let mut all = Word::default();
    for token in tokens(text, start, end) {
        let word = if token.kind.is_word() {
            let letters = &text[token.start..token.end];
            match tongue {
                Some(tongue) => tongue.word(token.hash, letters, token.kind == Kind::Capital),
                None => word(&LEXICON, &token, letters),
            }
        } else {
            Word::default()
        };
        if token.kind == Kind::Mark {
            all = all.with(Word::QUOTATION);
        }
        all = all.with(word);
        let token::Token { end, hash, kind, start, owner, .. } = token;
        // `Silva's` is `Silva`.
        let hash = owner.filter(|_| tongue.is_none()).unwrap_or(hash);
        let is_clock = kind == Kind::Figure && is_clock(&text[start..end]);
        found.push(Token { end, hash, is_clock, kind, start, word });
    }
    all
}

/// What the lists say of a word, or its ending where they say nothing.
fn word(lexicon: &Lexicon, token: &token::Token, text: &str) -> Word {
    /// In bytes. Shorter words have no ending that means anything.
    const SHORTEST: usize = 5;
    let word = match token.owner {
        Some(owner) => lexicon.get(owner).with(Word::OWNS),
        None => lexicon.get(token.hash),
    };
    if word != Word::default() || token.kind != Kind::Lower || text.len() < SHORTEST {
        return word;
    }
    match text.as_bytes() {
        [.., b'l', b'y'] => Word::ADVERB,
        [.., b'e', b'd'] => Word::ED,
        [.., b'n', b'g'] => Word::ING_SHAPE,
        _ => word,
    }
}

/// `15.40`, `9:30`, `9:30am`.
fn is_clock(text: &str) -> bool {
    let text = text.trim_end_matches("am").trim_end_matches("pm");
    matches!(
        text.as_bytes(),
        [b'0'..=b'2', b'0'..=b'9', b'.' | b':', b'0'..=b'5', b'0'..=b'9']
            | [b'0'..=b'9', b'.' | b':', b'0'..=b'5', b'0'..=b'9']
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_possessive_is_its_word_and_owns() {
        let mut tokens = Vec::new();
        tokenise(None, "the mayor’s", 0, 13, &mut tokens);
        assert!(tokens[1].is(Word::OWNS) && tokens[1].is(Word::SPEAKER));
    }
}
