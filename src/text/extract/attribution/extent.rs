use super::rules::Rules;
use super::word::Word;
use crate::text::extract::words::token::Kind;

impl Rules<'_> {
    /// Where the content ends that starts at `start`.
    pub(super) fn extent(&self, start: usize, is_clause: bool) -> usize {
        let page = self.page;
        let end = self.sentence.end;
        for at in start + 1..end {
            if page.is_quoted(at) {
                continue;
            }
            let token = &page.tokens[at];
            if token.is(Word::ACCORDING) && page.is(at + 1, Word::TO) {
                return self.without_comma(start, at);
            }
            let next = at + 1;
            let ends = match token.kind {
                Kind::Comma => self.is_bounded || self.comma_ends(next, is_clause),
                Kind::Dash => self.stands_apart(at),
                Kind::Semicolon => true,
                Kind::Capital
                | Kind::Close
                | Kind::Colon
                | Kind::Figure
                | Kind::Lower
                | Kind::Mark
                | Kind::Open
                | Kind::Other
                | Kind::Stop => false,
            };
            if ends {
                return at;
            }
            if token.is(Word::CONJUNCTION) && at > start + 1 {
                let act = page.is(next, Word::VERBS) && page.is(next, Word::ING | Word::PAST);
                let other = page
                    .is(next, Word::PLAIN_VERB | Word::ED | Word::HAVE | Word::MODAL | Word::BE);
                if act && (!is_clause || page.is(next, Word::SAY)) || other && !is_clause {
                    return at;
                }
            }
            // `since the beginning of the year` tells when within what is said.
            let since =
                &self.text[token.start..token.end] == "since" && page.is(next, Word::DETERMINER);
            if !is_clause && token.is(Word::WHEN) && at > start && !since {
                return at;
            }
            if !is_clause && page.is(next, Word::TIME) && token.is(Word::IN) {
                return at;
            }
        }
        end
    }

    pub(super) fn stands_apart(&self, dash: usize) -> bool {
        let token = &self.page.tokens[dash];
        self.text[..token.start].ends_with(char::is_whitespace)
            && self.text[token.end..].starts_with(char::is_whitespace)
            || &self.text[token.start..token.end] == "—"
    }

    pub(super) fn comma_ends(&self, next: usize, is_clause: bool) -> bool {
        let page = self.page;
        if page.is(next, Word::ING) && page.is(next, Word::VERBS) {
            return true;
        }
        if is_clause {
            return page.is(next, Word::CONJUNCTION) && page.is(next + 1, Word::VERBS)
                || page.is(next, Word::CONTRAST);
        }
        page.is(
            next,
            Word::SUBORDINATOR
                | Word::RELATIVE
                | Word::ING
                | Word::ING_SHAPE
                | Word::CONJUNCTION
                | Word::SUBJECT
                | Word::DETERMINER,
        ) || page.is(next, Word::ADVERB)
    }

    pub(super) fn without_comma(&self, start: usize, end: usize) -> usize {
        let mut end = end;
        while end > start + 1 && self.page.is_mark(end - 1, Kind::Comma) {
            end -= 1;
        }
        end
    }
}
