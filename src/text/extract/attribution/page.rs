use std::ops::Range;

use super::token::Token;
use super::word::Word;
use crate::text::extract::words::token::Kind;

/// The sentences of one paragraph, as tokens, and which of them are quoted.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Whether an office is written with a capital before a name: `President Silva`.
    pub(super) offices_are_capital: bool,
    /// Whether the rules of English read it.
    pub(super) is_english: bool,
    /// Which quotation each token stands in, from one; its marks included.
    pub(super) quoted: Vec<u32>,
    pub(super) quotations: Vec<Quotation>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) tokens: Vec<Token>,
}

#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// All that the lists say of its words.
    pub(super) all: Word,
    pub(super) starts_paragraph: bool,
    pub(super) tokens: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Quotation {
    /// Whether its last mark is there.
    pub(super) closed: bool,
    /// Whether its first mark is there.
    pub(super) opened: bool,
    pub(super) tokens: Range<usize>,
}

/// In tokens. A longer quotation has lost a mark.
const LONGEST: usize = 250;

impl Page {
    pub(super) fn clear(&mut self) {
        self.quoted.clear();
        self.quotations.clear();
        self.sentences.clear();
        self.tokens.clear();
    }

    pub(super) fn is(&self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    pub(super) fn is_mark(&self, at: usize, kind: Kind) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).is_some_and(|&quotation| quotation > 0)
    }

    /// Where the words before `at` end, without commas and dashes outside quotations; not before `start`.
    pub(super) fn before_marks(&self, start: usize, at: usize) -> usize {
        let mut end = at;
        while end > start
            && matches!(self.tokens[end - 1].kind, Kind::Comma | Kind::Dash)
            && !self.is_quoted(end - 1)
        {
            end -= 1;
        }
        end
    }

    pub(super) fn starts_by(&self, sentence: usize, token: usize) -> bool {
        self.sentences.get(sentence).is_some_and(|sentence| sentence.tokens.start <= token)
    }

    /// Whether a sentence starts with this token.
    pub(super) fn starts_by_token(&self, at: usize) -> bool {
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= at);
        self.sentences.get(sentence).is_some_and(|sentence| sentence.tokens.start == at)
    }

    /// Whether this word, with a capital, also stands where no sentence starts.
    pub(super) fn is_met_again(&self, at: usize) -> bool {
        let hash = self.tokens[at].hash;
        let mut same = (0..self.tokens.len())
            .filter(|&other| self.tokens[other].hash == hash && self.is_mark(other, Kind::Capital));
        same.any(|other| other != at && !self.starts_by_token(other))
    }

    /// `le juge`, where `juge` is a verb, too.
    pub(super) fn is_office(&self, at: usize) -> bool {
        self.is(at, Word::SPEAKER) && at > 0 && self.is(at - 1, Word::DETERMINER)
    }

    /// Whether this word, with a capital, also stands after a first name, a title or a verb of saying.
    pub(super) fn is_person(&self, at: usize) -> bool {
        let hash = self.tokens[at].hash;
        (1..self.tokens.len()).any(|other| {
            let before = &self.tokens[other - 1];
            other != at
                && self.tokens[other].hash == hash
                && self.is_mark(other, Kind::Capital)
                && (before.is_mark(Kind::Capital)
                    && !before.is(Word::DETERMINER | Word::PREPOSITION)
                    || before.is(Word::TITLE)
                    || before.is(Word::SAY) && before.is_mark(Kind::Lower))
        })
    }

    /// The quotation that this token stands in.
    pub(super) fn quotation(&self, at: usize) -> Option<&Quotation> {
        let index = usize::try_from(*self.quoted.get(at)?).ok()?;
        self.quotations.get(index.checked_sub(1)?)
    }

    /// Find the quotations. A mark that closes what was never opened makes a quotation of all
    /// before it in its sentence, and one that opens what is never closed of all after it.
    pub(super) fn pair(&mut self, text: &str) {
        self.quoted.clear();
        self.quoted.resize(self.tokens.len(), 0);
        let mut open: Option<usize> = None;
        // Whether what is open was opened by `«`, which only `»` closes.
        let mut pointed = false;
        let mut single: Option<usize> = None;
        let mut sentence = 0;
        let mut any = false;
        for at in 0..self.tokens.len() {
            while self.sentences.get(sentence).is_some_and(|s| s.tokens.end <= at) {
                sentence += 1;
                // A single mark that closes nothing in its sentence was an apostrophe.
                single = None;
                if self.sentences.get(sentence).is_some_and(|s| s.starts_paragraph) {
                    if let Some(from) = open.take() {
                        let next = self.sentences[sentence].tokens.start;
                        // Each paragraph of a long quotation opens, and the last one closes.
                        let goes_on = self.is_mark(next, Kind::Mark);
                        self.quote_unclosed(from, next - 1, goes_on);
                    }
                    any = false;
                }
            }
            let token = self.tokens[at];
            if token.kind != Kind::Mark {
                continue;
            }
            let before = text[..token.start].chars().next_back().unwrap_or(' ');
            let after = text[token.end..].chars().next().unwrap_or(' ');
            let gap_before =
                before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | ':');
            let gap_after = after.is_whitespace()
                || matches!(after, ')' | ']' | ',' | '.' | ';' | ':' | '?' | '!' | '—' | '–' | '-');
            let mark = &text[token.start..token.end];
            if pointed
                && mark != "»"
                && open.is_some_and(|from| mark != "«" || !self.ends_before(from, at))
            {
                continue;
            }
            if matches!(mark, "'" | "‘" | "’" | "`") {
                let after_mark = at > 0 && !self.tokens[at - 1].is_word();
                match single {
                    Some(from) if after_mark || (gap_after && at - from < 8) => {
                        if open.is_none() {
                            self.quote(from, at, true, true);
                        }
                        single = None;
                    }
                    None if gap_before && !gap_after && open.is_none() => single = Some(at),
                    Some(_) | None => {}
                }
                continue;
            }
            let opens = match mark {
                "“" if open.is_none() => gap_before || !gap_after,
                "”" => false,
                "«" if pointed && open.is_some() => true,
                _ if gap_before == gap_after => open.is_none() && mark != "»" && mark != "›",
                _ => gap_before,
            };
            match open {
                None if opens => {
                    open = Some(at);
                    pointed = mark == "«";
                }
                None if !any => {
                    self.quote(self.opened_before(sentence), at, false, true);
                }
                Some(from) if !opens && at - from > LONGEST => {
                    // The mark that closed it is missing, and this one may open another.
                    self.quote_unclosed(from, at, false);
                    open = (gap_before && !gap_after).then_some(at);
                }
                // A new quotation opens in a later sentence: this one has lost its last mark.
                Some(from)
                    if opens && (!gap_after || mark == "«") && self.ends_before(from, at) =>
                {
                    self.quote_unclosed(from, at - 1, false);
                    open = Some(at);
                    pointed = mark == "«";
                }
                Some(from) if !opens => {
                    self.quote(from, at, true, true);
                    open = None;
                }
                None | Some(_) => {}
            }
            any = true;
        }
        if let Some(from) = open {
            self.quote_unclosed(from, self.tokens.len() - 1, false);
        }
    }

    /// Whether the sentence of this token ends before the other.
    fn ends_before(&self, token: usize, other: usize) -> bool {
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(sentence).is_some_and(|sentence| sentence.tokens.end <= other)
    }

    /// A quotation that is not closed reaches to here, where it goes on after that. Another has lost its
    /// last mark, and nobody knows where: its own sentence is what is sure.
    fn quote_unclosed(&mut self, from: usize, to: usize, goes_on: bool) {
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= from);
        let end = self.sentences.get(sentence).map_or(to, |sentence| sentence.tokens.end - 1);
        self.quote(
            from,
            if goes_on && to - from <= LONGEST { to } else { end.min(to) },
            true,
            false,
        );
    }

    /// Where the quotation starts that this sentence closes, when its first mark is missing: with the
    /// paragraph, if that is one sentence back and nobody is said to say anything there.
    fn opened_before(&self, sentence: usize) -> usize {
        let here = &self.sentences[sentence];
        let before = sentence.checked_sub(1).map(|before| &self.sentences[before]);
        let says = Word::SAY | Word::TELL | Word::ACCORDING | Word::FOREIGN | Word::SELON;
        let opening = before.filter(|before| {
            !here.starts_paragraph && before.starts_paragraph && !before.all.is(says)
        });
        opening.unwrap_or(here).tokens.start
    }

    fn quote(&mut self, from: usize, to: usize, opened: bool, closed: bool) {
        self.quotations.push(Quotation { closed, opened, tokens: from..to + 1 });
        let index = u32::try_from(self.quotations.len()).unwrap_or_default();
        self.quoted[from..=to].fill(index);
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenise;
    use super::*;

    /// The words that are quoted in one sentence.
    #[track_caller]
    fn check(sentence: &str, expected: &str) {
        let mut page = Page::default();
        let all = tokenise(None, sentence, 0, sentence.len(), &mut page.tokens);
        let tokens = 0..page.tokens.len();
        page.sentences.push(Sentence { all, starts_paragraph: true, tokens });
        page.pair(sentence);
        let quoted = (0..page.tokens.len())
            .filter(|&at| page.is_quoted(at) && page.tokens[at].is_word())
            .map(|at| &sentence[page.tokens[at].start..page.tokens[at].end]);
        assert_eq!(quoted.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn quotations_of_every_style_are_found() {
        check("\"It fell,\" she said, \"at noon.\"", "It fell at noon");
        check("''It fell,'' she said.", "It fell");
        check("„Es regnet“, sagte er.", "Es regnet");
        check("»Es regnet«, sagte er.", "Es regnet");
        check("« Il pleut », a dit Anne.", "Il pleut");
        check("‘It won’t fall,’ the players’ coach said.", "It won’t fall");
    }

    #[test]
    fn half_a_quotation_reaches_to_its_end_of_the_sentence() {
        check("It must fall,\" she said.", "It must fall");
        check("She said: \"It must fall.", "It must fall");
        check("The so-called \"pact\" and the \"deal\" fell.", "pact deal");
    }

    #[test]
    fn an_apostrophe_quotes_nothing() {
        check("The players' union won't move, the club's owner said.", "");
    }
}
