//! Finds the claims of an article: `text -> sentences -> candidate claims (score, claimant)`.
//!
//! Rules and word lists, chiefly English; sentences are cut by the rules and abbreviations of the
//! language that the article is in, where it is one of some fifteen. Every rule looks at a bounded neighbourhood, so the
//! work is linear in the length of any text, and all arithmetic is on integers, so the same text
//! gives the same candidates on every machine.
//!
//! Deliberately absent: whether a claim is true, models, files, the clock. A claimant whom the article
//! does not plainly name is left out: nobody is put on record by a guess.

mod abbreviation;
mod all;
mod attribution;
mod boilerplate;
pub mod check_worthiness;
mod clause_end;
mod denial;
mod detect;
mod language;
mod list_item;
mod not_claim;
mod positions;
mod punctuation;
mod question;
mod search;
mod sentence;
mod sentence_end;
mod statement;
mod vocabulary;
mod words;

use language::Language;

use crate::domain::{
    Candidate, Draft, Extraction, Extractor, Granularity, Score, Span, Structure, Text,
};

pub(crate) use boilerplate::is_aside;

pub use all::extract_all;
pub use attribution::{Attribution, attributions};
pub use check_worthiness::default_min_score;
pub use search::Search;
pub use sentence::sentences;

/// What is known of a text beside its words.
struct Known<'a> {
    /// The language of its page, for a text that is too short to show its own.
    language: Option<&'a str>,
    structure: &'a Structure,
}

/// The claims of a document. Headers of tables and times of posts are not claims.
pub fn extract_from(draft: &Draft, search: Search) -> Extraction {
    let language = draft.language.as_deref();
    find(&draft.text, search, &Known { language, structure: &draft.structure })
}

/// Which claims to look for in a text. A question claims nothing, whatever its score: it is found only
/// where every sentence is asked for.
pub fn extract(text: &Text, search: Search) -> Extraction {
    find(text, search, &Known { language: None, structure: &Structure::default() })
}

fn find(text: &Text, search: Search, known: &Known) -> Extraction {
    let Search { granularity, min_score } = search;
    let mut candidates = candidates_in(text, granularity, known);
    let is_any = min_score == Score::MIN;
    candidates.retain(|candidate| {
        candidate.score >= min_score && (is_any || !question::only_asks(text.quote(candidate.span)))
    });
    Extraction { candidates, extractor: extractor(), granularity: Some(granularity), min_score }
}

/// The language of a text as a BCP 47 tag, if its words tell.
pub fn language_tag(text: &str) -> Option<&'static str> {
    detect::language_of(text).tag()
}

/// Every sentence that is not boilerplate of its page, or each of its parts that can be
/// checked by itself, in order. A part has the score of its sentence.
pub fn candidates(text: &Text, granularity: Granularity) -> Vec<Candidate> {
    candidates_in(text, granularity, &Known { language: None, structure: &Structure::default() })
}

fn candidates_in(text: &Text, granularity: Granularity, known: &Known) -> Vec<Candidate> {
    let structure = known.structure;
    let sentences = sentences(text);
    let attributions = attributions(text, &sentences);
    let mut language = detect::language_of(text.as_str());
    if language == Language::Other {
        language = known.language.map_or(language, Language::of_tag);
    }
    let weighed = check_worthiness::weigh_all(sentences.iter().map(|span| text.quote(*span)));
    let whole = sentences.into_iter().enumerate().filter_map(|(at, span)| {
        let score = || weighed.raw_score(at).score();
        let span = structure.without_heads(text, span)?;
        if structure.is_caption(span) && not_claim::is_caption(language, text.quote(span)) {
            return None;
        }
        candidate(text, span, language, &attributions, score)
    });
    match granularity {
        Granularity::Sentence => whole.collect(),
        Granularity::Statement => {
            whole.flat_map(|whole| parts(text, whole, &attributions)).collect()
        }
    }
}

/// The name and version of these rules. Another version may find other claims in the same text.
pub fn extractor() -> Extractor {
    Extractor {
        model_sha256: Some(check_worthiness::model_sha256()),
        name: "rules".into(),
        version: "3".into(),
    }
}

fn candidate(
    text: &Text,
    span: Span,
    language: Language,
    attributions: &[Attribution],
    score: impl FnOnce() -> Score,
) -> Option<Candidate> {
    let sentence = text.quote(span);
    let is_paragraph = || {
        text.paragraphs()
            .binary_search_by_key(&span.start(), |one| one.start)
            .is_ok_and(|at| text.paragraphs()[at].end == span.end())
    };
    if boilerplate::is_leftover(sentence)
        || not_claim::claims_nothing(language, sentence, is_paragraph)
    {
        return None;
    }
    let claimant = attribution::claimant_of(span, attributions);
    Some(Candidate { claimant, score: score(), span })
}

/// The parts of a sentence that can be checked by themselves, each with its claimant.
fn parts(text: &Text, whole: Candidate, attributions: &[Attribution]) -> Vec<Candidate> {
    let start = whole.span.start();
    let sentence = text.quote(whole.span);
    if sentence.len() > LONGEST {
        return vec![whole];
    }
    let reported: Vec<_> = attribution::reported_in(whole.span, attributions)
        .into_iter()
        .map(|said| said.start() - start..said.end() - start)
        .collect();
    statement::statements(sentence, &reported)
        .into_iter()
        .filter_map(|part| text.span(start + part.start..start + part.end).ok())
        .map(|span| {
            let claimant = attribution::claimant_of(span, attributions);
            Candidate { claimant, score: whole.score, span }
        })
        .collect()
}

/// In bytes. Nobody writes a longer sentence, and who says what in it is not looked for either.
const LONGEST: usize = 4000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let text = Text::from(text);
        let found = candidates(&text, Granularity::Sentence);
        let found: Vec<_> =
            found.iter().map(|c| (text.quote(c.span), c.claimant.map(|c| text.quote(c)))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn candidates_are_the_sentences_that_are_not_boilerplate() {
        check(
            "Rents doubled in Faro, the mayor said. It rained.\n***\nNo comments:\nPost a Comment",
            &[("Rents doubled in Faro, the mayor said.", Some("the mayor")), ("It rained.", None)],
        );
        check("", &[]);
        check("... !!! “”", &[]);
    }

    #[test]
    fn the_language_of_a_page_counts_where_its_text_shows_none() {
        let found = |language| {
            let structure = Structure::default();
            let text = Text::from("Harbour Master Report\n\nSluice B-7: 41 m");
            candidates_in(&text, Granularity::Sentence, &Known { language, structure: &structure })
                .len()
        };
        assert_eq!((found(None), found(Some("en-GB")), found(Some("xx"))), (2, 1, 2));
    }

    #[test]
    fn a_question_is_found_only_where_every_sentence_is() {
        let text =
            Text::from("Why did the port pay 14 million crowns in 2019? It paid 3 million in May.");
        let found = |min_score| {
            let search = Search { min_score, ..Search::ALL };
            extract(&text, search).candidates.len()
        };
        assert_eq!((found(Score::MIN), found(default_min_score())), (2, 1));
    }

    #[test]
    fn long_and_broken_texts_are_read_to_their_end() {
        for piece in [
            "a. ",
            "\"a. ",
            "(. ",
            "• ",
            "\"?\" a",
            "1. ",
            "am 1. Mai ",
            ". . ",
            "A.",
            "say \" said, ",
            "1) a 2) ",
            "; La ",
            "«a. – B",
            "《a！",
            "! [1] ",
            ". \" ",
            "e\u{301}\u{302}\u{303}. ",
        ] {
            let text = Text::new(piece.repeat(20_000));
            let spans = sentences(&text);
            assert_eq!(spans.last().map(|span| span.end()), Some(text.as_str().trim_end().len()));
            assert!(candidates(&text, Granularity::Statement).len() <= spans.len());
        }
    }

    #[test]
    fn white_space_is_read_once_however_many_stops_follow() {
        let spaces = " ".repeat(200_000);
        let text = Text::new(format!("It ended.{spaces}{}", "so... ".repeat(200_000)));
        assert_eq!(sentences(&text).len(), 2);
    }

    /// Strings of what the rules look for, beside any strings at all.
    fn any_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            " ",
            "\n",
            ".",
            "?",
            "…",
            "。",
            "\"",
            "“",
            "”",
            "«",
            "»",
            "’",
            "(",
            ")",
            "[3]",
            "•",
            ",",
            ":",
            "Dr",
            "U.S.",
            "3",
            "am",
            "Mai",
            "Ana",
            "the",
            "mayor",
            "said",
            "who",
            "by",
            "was",
            "for",
            "According",
            "to",
            "of",
            "and",
            "é",
            "İ",
            "\u{300}",
            "\u{2028}",
            "accused",
        ]);
        prop_oneof![
            any::<String>(),
            prop::collection::vec(pieces, 0..40).prop_map(|all| all.concat())
        ]
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_apart_and_trimmed(string in any_text()) {
            let text = Text::new(string);
            let mut end = 0;
            for span in sentences(&text) {
                prop_assert!(end <= span.start());
                prop_assert_eq!(text.span(span.range()), Ok(span));
                prop_assert_eq!(text.quote(span).trim(), text.quote(span));
                end = span.end();
            }
        }

        #[test]
        fn only_white_space_lies_between_sentences(string in any_text()) {
            let text = Text::new(string);
            let kept: String = sentences(&text).into_iter().map(|span| text.quote(span)).collect();
            let dense = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(dense(&kept), dense(text.as_str()));
        }

        #[test]
        fn a_claimant_is_words_of_the_text(string in any_text()) {
            let text = Text::new(string);
            let spans = sentences(&text);
            for candidate in candidates(&text, Granularity::Sentence) {
                prop_assert!(spans.contains(&candidate.span));
                let claimant = candidate.claimant;
                prop_assert!(claimant.is_none_or(|name| text.span(name.range()) == Ok(name)));
            }
        }

        #[test]
        fn attributed_spans_are_ordered_and_disjoint(string in any_text()) {
            let text = Text::new(string);
            for found in attributions(&text, &sentences(&text)) {
                let mut end = 0;
                for piece in &found.content {
                    prop_assert!(end <= piece.start(), "{:?}", found);
                    prop_assert_eq!(text.span(piece.range()), Ok(*piece));
                    end = piece.end();
                }
            }
        }

        #[test]
        fn the_same_text_gives_the_same_candidates(string in any_text()) {
            prop_assert_eq!(candidates(&Text::from(&*string), Granularity::Statement), candidates(&Text::new(string), Granularity::Statement));
        }
    }
}
