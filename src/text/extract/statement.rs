use std::ops::Range;

use super::denial::{denies, is_negation};
use super::positions::Tally;
use super::words::listed::{Listed, listed};
use super::words::lists::List;
use super::words::reporting;

/// The parts of a sentence that can each be checked by themselves, in order and apart; the whole
/// sentence where there is but one.
///
/// `reported` are the words in it that somebody is reported to have said: they are parts of their own,
/// without the clause that reports them. What stands before `;`, `, while`, `, and the mayor fled`, `,
/// which cost three million` or `, in addition to the 11,000 sent before` is one part, and what stands
/// after it another: where each of them has something to check, and never inside quotation marks or
/// brackets. Where it is in doubt, a sentence is left whole: where it denies something, and where a
/// figure would be in no part.
pub(super) fn statements(sentence: &str, reported: &[Range<usize>]) -> Vec<Range<usize>> {
    let whole = 0..sentence.len();
    if reported.is_empty() && !may_join(sentence) {
        return vec![whole];
    }
    let tokens: Vec<Listed<'_>> = listed(sentence).collect();
    if denies(&tokens) {
        return vec![whole];
    }
    let mut parts = Vec::new();
    let mut at = 0;
    for said in reported {
        // What somebody is reported to have said is whole words, as the article has them.
        if said.start < at || said.end > sentence.len() {
            continue;
        }
        let inside = |token: &&Listed<'_>| said.start <= token.start && token.end() <= said.end;
        let first = tokens.partition_point(|token| token.start < said.start);
        let count = tokens[first..].iter().take_while(inside).count();
        parts.extend(Piece::new(sentence, &tokens[first..first + count]).parts());
        at = said.end;
    }
    if parts.is_empty() {
        parts = Piece::new(sentence, &tokens).parts();
    }
    let is_lost = |token: &&Listed<'_>| {
        token.text.contains(char::is_numeric)
            && !parts.iter().any(|part| part.contains(&token.start))
    };
    if parts.is_empty()
        || parts.len() == 1 && reported.is_empty()
        || tokens.iter().any(|token| is_lost(&token))
        || parts.iter().any(|part| echoes(&tokens, part))
    {
        return vec![whole];
    }
    parts
}

/// Whether there is anything at which a sentence is cut: without it, most need not be looked at.
fn may_join(sentence: &str) -> bool {
    sentence.contains([',', ';']) || sentence.contains("and")
}

/// `they had not`: says nothing without what stands before it.
fn echoes(tokens: &[Listed<'_>], part: &Range<usize>) -> bool {
    const LONGEST: usize = 4;
    let inside = || {
        tokens.iter().filter(|token| part.contains(&token.start)).filter(|token| token.is_word())
    };
    part.start > 0 && inside().count() < LONGEST && inside().any(is_negation)
}

/// Some words of a sentence that belong together.
struct Piece<'p, 's> {
    /// The tokens that an act follows, each an `and`.
    acts: Tally,
    figures: Tally,
    negations: Tally,
    /// Those that part a sentence.
    marks: Tally,
    sentence: &'s str,
    tokens: &'p [Listed<'s>],
    verbs: Tally,
    words: Tally,
}

/// A place where a part ends and the next one may start.
struct Joint {
    /// The token before which the part ends.
    end: usize,
    /// The token at which the next one starts.
    start: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What follows is one more act of the same subject: both parts must have a figure.
    Act,
    /// What follows must tell something of its own: a verb with or without a subject before it.
    Clause,
    /// What follows need only have a figure: `in addition to the 11,000 already sent`.
    Figure,
    /// `; `: what follows must have a verb or a figure.
    Stop,
}

impl<'p, 's> Piece<'p, 's> {
    fn new(sentence: &'s str, tokens: &'p [Listed<'s>]) -> Self {
        let marks = |token: &Listed<'_>| matches!(token.text, "," | ";" | ":" | "—" | "–");
        Self {
            acts: Tally::of_pairs(tokens, |token, next| token.is("and") && is_act(next)),
            figures: Tally::of(tokens, |token| token.is_number() || token.is_in(List::Numbers)),
            marks: Tally::of(tokens, marks),
            negations: Tally::of(tokens, is_negation),
            sentence,
            tokens,
            verbs: Tally::of(tokens, is_verb),
            words: Tally::of(tokens, Listed::is_word),
        }
    }

    fn parts(&self) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut from = 0;
        for joint in self.joints() {
            // Where one word joins twice, the first joint counts.
            if joint.end < from || joint.start > self.tokens.len() {
                continue;
            }
            let ends = self.holds(from..joint.end) && {
                let rest = joint.start..self.tokens.len();
                match joint.kind {
                    Kind::Act => {
                        let next = self.until_mark(joint.start);
                        // `never hired 40 people and closed two schools`
                        !self.negations.any(from..joint.end)
                            && self.figures.any(from..joint.end)
                            && self.figures.any(next.clone())
                            && self.holds(next)
                    }
                    Kind::Clause => self.has_clause(rest) && !self.is_echo(joint.start),
                    Kind::Figure => {
                        let next = self.until_mark(joint.start);
                        // What goes on after it, without a verb of its own, may belong to either.
                        let goes_on = next.end + 1 < self.tokens.len()
                            && !self.has_clause(next.end + 1..self.tokens.len());
                        self.figures.any(next) && !goes_on
                    }
                    Kind::Stop => self.holds(rest),
                }
            };
            if ends {
                parts.extend(self.bytes(from..joint.end));
                from = joint.start;
            }
        }
        parts.extend(self.bytes(from..self.tokens.len()));
        parts
    }

    /// Where it could be cut, but for what stands in quotation marks and brackets.
    fn joints(&self) -> Vec<Joint> {
        let mut joints = Vec::new();
        let mut depth = Depth::default();
        for at in 0..self.tokens.len() {
            depth.pass(&self.tokens[at]);
            if depth.is_inside() || at == 0 {
                continue;
            }
            joints.extend(self.joint(at));
        }
        joints
    }

    fn joint(&self, at: usize) -> Option<Joint> {
        let joint = |start: usize, kind| Some(Joint { end: at, start, kind });
        match self.tokens[at].text {
            ";" => joint(at + 1, Kind::Stop),
            "," => {
                if let Some(words) = self.adds(at + 1) {
                    return joint(at + 1 + words, Kind::Figure);
                }
                let next = self.tokens.get(at + 1)?;
                // The clause of `, which …` keeps its first word: it stands for who did it.
                let relative = next.is_in(List::Relatives);
                if relative {
                    let ends = self.until_mark(at + 1).end >= self.tokens.len() - 1;
                    return ends.then(|| joint(at + 1, Kind::Clause)).flatten();
                }
                if next.is_in(List::Conjunctions) || next.is_in(List::Joining) {
                    return joint(at + 2, Kind::Clause);
                }
                (is_act(next) && self.lists_acts(at)).then(|| joint(at + 1, Kind::Act)).flatten()
            }
            "and" => {
                let acts = self.tokens.get(at + 1).is_some_and(is_act);
                (acts && self.has_verb_first()).then(|| joint(at + 1, Kind::Act)).flatten()
            }
            _ => None,
        }
    }

    /// `hired 40 people, closed two schools and sold …`: the list of acts ends further on.
    fn lists_acts(&self, comma: usize) -> bool {
        self.has_verb_first() && self.acts.next(comma).is_some()
    }

    /// Whether there is a verb before the first mark, so that what follows a comma is no insertion:
    /// `the bridge, built in 1932, was closed`.
    fn has_verb_first(&self) -> bool {
        self.verbs.any(self.until_mark(0))
    }

    /// How many words here say that something comes on top of what was told.
    fn adds(&self, at: usize) -> Option<usize> {
        const ADDING: [&[&str]; 5] = [
            &["in", "addition", "to"],
            &["on", "top", "of"],
            &["as", "well", "as"],
            &["along", "with"],
            &["besides"],
        ];
        let reads = |words: &&&[&str]| {
            words.iter().enumerate().all(|(offset, word)| {
                self.tokens.get(at + offset).is_some_and(|token| token.is(word))
            })
        };
        ADDING.iter().find(reads).map(|words| words.len())
    }

    /// The tokens from here to the next mark that parts a sentence.
    fn until_mark(&self, from: usize) -> Range<usize> {
        from..self.marks.next(from).unwrap_or(self.tokens.len().max(from))
    }

    /// Whether there is something to check in these tokens: a verb with its subject, or a figure.
    fn holds(&self, tokens: Range<usize>) -> bool {
        let words = self.words.count(tokens.clone());
        words >= 2 && self.verbs.any(tokens.clone()) || words >= 3 && self.figures.any(tokens)
    }

    /// `but they had not`: says nothing without what stands before it.
    fn is_echo(&self, start: usize) -> bool {
        const LONGEST: usize = 4;
        let rest = self.until_mark(start);
        self.words.count(rest.clone()) < LONGEST && self.negations.any(rest)
    }

    /// Whether these tokens start with a clause: a verb among the first of them.
    fn has_clause(&self, tokens: Range<usize>) -> bool {
        const FARTHEST: usize = 7;
        let near = self.until_mark(tokens.start);
        let near = near.start..near.end.min(near.start + FARTHEST).min(tokens.end);
        self.verbs.any(near) && self.holds(self.until_mark(tokens.start))
    }

    /// The bytes of these tokens, without the marks at their edges but for the quotation marks and
    /// stops that belong to them.
    fn bytes(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let parting = |token: &Listed<'_>| {
            matches!(token.text, "," | ";" | ":" | "—" | "–" | "-")
                || token.is_in(List::Conjunctions) && !token.is_capitalised()
        };
        let mut tokens = &self.tokens[tokens];
        let opens = |token: &Listed<'_>| {
            parting(token) || token.is_in(List::Opening) && !token.is_capitalised()
        };
        while let Some((_, rest)) = tokens.split_first().filter(|(first, _)| opens(first)) {
            tokens = rest;
        }
        while let Some((_, rest)) = tokens.split_last().filter(|(last, _)| parting(last)) {
            tokens = rest;
        }
        let (first, last) = (tokens.first()?, tokens.last()?);
        debug_assert!(self.sentence.is_char_boundary(first.start));
        Some(first.start..last.end())
    }
}

/// Whether a verb that tells something: not one that only names, like an infinitive.
fn is_verb(token: &Listed<'_>) -> bool {
    const SHORTEST: usize = 5;
    let regular = token.text.len() >= SHORTEST && token.text.ends_with("ed");
    token.is_word()
        && !token.is_capitalised()
        && (regular
            || token.is_in(List::Auxiliaries)
            || token.is_in(List::Pasts)
            || token.is_in(List::Verbs)
            || reporting::is_reporting(token))
}

/// Whether an act in the past, which may share its subject with the one before it.
fn is_act(token: &Listed<'_>) -> bool {
    is_verb(token) && !token.is_in(List::Auxiliaries) && !token.is_in(List::Verbs)
}

/// What is open at a place: brackets, and a quotation.
#[derive(Default)]
struct Depth {
    brackets: usize,
    quotation: bool,
}

impl Depth {
    fn pass(&mut self, token: &Listed<'_>) {
        match token.text {
            "(" | "[" | "{" => self.brackets += 1,
            ")" | "]" | "}" => self.brackets = self.brackets.saturating_sub(1),
            "“" | "„" | "«" => self.quotation = true,
            "”" | "»" => self.quotation = false,
            "\"" => self.quotation = !self.quotation,
            _ => {}
        }
    }

    fn is_inside(&self) -> bool {
        self.brackets > 0 || self.quotation
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_figure_is_in_some_part(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "The", "town", "hired", "40", "people", ",", "and", "while", "which", "closed",
                    "G20", "3.4", "%", ";", "denied", "that", "said", "not", "“", "”", "(", ")", "14th",
                    "in", "addition", "to", "sold", "was", "but", "½", "no", "longer", "cost", "VII",
                ]),
                0..30,
            ),
            cut in (0_usize..30, 0_usize..30),
        ) {
            let sentence = words.join(" ");
            let edge = |at: usize| words[..at.min(words.len())].iter().map(|w| w.len() + 1).sum::<usize>();
            let (from, to) = (edge(cut.0), edge(cut.1).min(sentence.len()));
            let reported: Vec<_> = (from < to).then_some(from..to).into_iter().collect();
            let parts = statements(&sentence, &reported);
            for (at, _) in sentence.match_indices(char::is_numeric) {
                prop_assert!(parts.iter().any(|part| part.contains(&at)), "{sentence} {parts:?}");
            }
            prop_assert!(parts.is_sorted_by(|one, next| one.end <= next.start), "{parts:?}");
        }
    }

    /// The parts of a sentence in which `[…]` marks what somebody is reported to have said.
    #[track_caller]
    fn check(marked: &str, expected: &[&str]) {
        let sentence = marked.replace(['[', ']'], "");
        let mut reported = Vec::new();
        if let (Some(start), Some(end)) = (marked.find('['), marked.find(']')) {
            reported.push(start..end - 1);
        }
        let found = statements(&sentence, &reported);
        let found: Vec<&str> = found.into_iter().map(|part| &sentence[part]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_that_says_one_thing_is_left_whole() {
        for sentence in [
            "The bridge, which cost six million, reopened in May.",
            "Rents rose in Faro, Loulé and Tavira.",
            "Ana Silva, the mayor, opened it.",
            "It was late, and cold.",
            "\"We paid; they left,\" as a sign had it.",
            "",
            "...",
        ] {
            check(sentence, &[sentence]);
        }
    }

    #[test]
    fn clauses_that_stand_side_by_side_are_parts() {
        check(
            "The dam held, and two villages were flooded.",
            &["The dam held", "two villages were flooded."],
        );
        check("Exports rose by 4%, while imports fell.", &["Exports rose by 4%", "imports fell."]);
        check(
            "The port took 40 ships in May; the year before it took 12.",
            &["The port took 40 ships in May", "the year before it took 12."],
        );
    }

    #[test]
    fn a_list_of_acts_is_a_part_for_each() {
        check(
            "The town hired 40 people, closed two schools and sold 3 ships.",
            &["The town hired 40 people", "closed two schools", "sold 3 ships."],
        );
        check(
            "The bridge was built in 1932 and closed in 2001.",
            &["The bridge was built in 1932", "closed in 2001."],
        );
        check(
            "The bridge, built in 1932, reopened in May 2001 and closed in 2003.",
            &["The bridge, built in 1932, reopened in May 2001 and closed in 2003."],
        );
        check("He was tried and found guilty.", &["He was tried and found guilty."]);
    }

    #[test]
    fn joints_without_an_end_part_nothing() {
        for sentence in [
            "It cost 3 million, and",
            "It cost 3 million, in addition to",
            "Rents rose 4%, and and closed 3 and",
            "They paid 3, and, in addition to 4, sold 5; and;",
            &"1;".repeat(1000),
            &", while it rained".repeat(200),
        ] {
            let parts = statements(sentence, &[]);
            assert!(parts.is_sorted_by(|one, next| one.end <= next.start), "{parts:?}");
        }
    }

    #[test]
    fn what_is_denied_stays_with_its_denial() {
        for sentence in [
            "The mayor denied that rents had doubled, and that 40 families had left.",
            "It is not true that the town hired 40 people, closed two schools and sold 3 ships.",
            "The town never hired 40 people, closed two schools and sold 3 ships.",
            "Rents doubled in 40 towns, but they did not.",
        ] {
            check(sentence, &[sentence]);
        }
    }

    #[test]
    fn no_figure_is_lost() {
        let sentence = "The mayor said on 3 May that rents had doubled.";
        let reported = sentence.find("that").unwrap()..sentence.len() - 1;
        let whole = 0..sentence.len();
        assert_eq!(statements(sentence, &[reported]), vec![whole]);
    }

    #[test]
    fn a_relative_clause_at_the_end_is_a_part() {
        check(
            "The town built a bridge, which cost six million crowns.",
            &["The town built a bridge", "which cost six million crowns."],
        );
    }

    #[test]
    fn an_addition_is_a_part() {
        check(
            "Norvane sent 3,000 soldiers this year, in addition to the 11,000 already sent.",
            &["Norvane sent 3,000 soldiers this year", "the 11,000 already sent."],
        );
    }

    #[test]
    fn a_continuation_keeps_the_sentence_whole() {
        let sentence =
            "Norvane sent 3,000 soldiers, in addition to the 11,000 of before, and of arms.";
        check(sentence, &[sentence]);
    }

    #[test]
    fn a_statement_excludes_its_reporting_clause() {
        check("[\"The bridge is safe,\"] Ana Silva said.", &["\"The bridge is safe,\""]);
        check(
            "The mayor said [that rents had doubled, and that 40 families had left].",
            &["rents had doubled", "40 families had left"],
        );
    }
}
