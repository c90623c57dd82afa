use super::lists::{List, Lists};
use super::token::{self, Kind, hash};

/// A word or mark of a sentence, and the lists that it stands in.
#[derive(Clone, Copy, Debug)]
pub(in crate::text::extract) struct Listed<'s> {
    hash: u64,
    kind: Kind,
    lists: Lists,
    /// Where it starts in the sentence, in bytes.
    pub(in crate::text::extract) start: usize,
    pub(in crate::text::extract) text: &'s str,
}

/// The words and marks of a sentence, in order.
pub(in crate::text::extract) fn listed(sentence: &str) -> impl Iterator<Item = Listed<'_>> {
    token::tokens(sentence, 0, sentence.len()).map(|token| {
        let text = &sentence[token.start..token.end];
        // What is cut short is another word: the `a.` of `u. a.` is no verb.
        let is_whole = token.kind.is_word() && !text.ends_with('.');
        let lists = if is_whole { Lists::of(token.hash) } else { Lists::default() };
        Listed { hash: token.hash, kind: token.kind, lists, start: token.start, text }
    })
}

impl Listed<'_> {
    pub(in crate::text::extract) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word of ASCII, which is in lower case.
    pub(in crate::text::extract) fn is(&self, word: &str) -> bool {
        self.text.len() == word.len() && self.hash == hash(word)
    }

    pub(in crate::text::extract) fn is_capitalised(&self) -> bool {
        self.kind == Kind::Capital
    }

    pub(in crate::text::extract) fn is_in(&self, list: List) -> bool {
        self.lists.has(list)
    }

    pub(in crate::text::extract) fn is_number(&self) -> bool {
        self.kind == Kind::Figure
    }

    pub(in crate::text::extract) fn is_word(&self) -> bool {
        self.kind.is_word()
    }
}
