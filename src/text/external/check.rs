use super::line::{Claim, Words};
use super::object::shortened;
use crate::domain::{Candidate, Span, Text};

/// The candidate that a claim proposes, if it matches the text.
pub(super) fn candidate(text: &Text, claim: &Claim) -> Result<Candidate, String> {
    let claimant = claim.claimant.as_ref().map(|words| span(text, words));
    Ok(Candidate {
        span: span(text, &claim.words)?,
        claimant: claimant.transpose().map_err(|why| format!("claimant: {why}"))?,
        score: claim.score,
    })
}

fn span(text: &Text, words: &Words) -> Result<Span, String> {
    /// In characters: enough to see what went wrong.
    const SHOWN: usize = 40;
    let Words { end, quote, start } = words;
    let span = text.span(*start..*end).map_err(|error| error.to_string())?;
    let there = text.quote(span);
    if there != quote {
        let (there, quote) = (shortened(there, SHOWN), shortened(quote, SHOWN));
        return Err(format!("at {start}..{end} the text says `{there}`, not `{quote}`"));
    }
    if there.trim().is_empty() {
        return Err(format!("at {start}..{end} there are no words"));
    }
    Ok(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Score;

    const TEXT: &str = "The café cost 4 million, said Bo.";

    fn words(start: usize, end: usize, quote: &str) -> Words {
        Words { end, quote: quote.into(), start }
    }

    fn check(words: Words, claimant: Option<Words>) -> Result<Candidate, String> {
        candidate(&Text::from(TEXT), &Claim { claimant, score: Score::MAX, words })
    }

    #[track_caller]
    fn refused(words: Words, expected: &str) {
        assert_eq!(check(words, None), Err(expected.to_owned()));
    }

    #[test]
    fn a_claim_that_the_text_bears_out_is_a_candidate() {
        let found = check(words(0, 24, "The café cost 4 million"), Some(words(31, 33, "Bo")));
        let found = found.unwrap();
        assert_eq!((found.span.range(), found.score), (0..24, Score::MAX));
        assert_eq!(found.claimant.map(Span::range), Some(31..33));
    }

    #[test]
    fn claims_that_do_not_match_the_text_are_rejected() {
        refused(words(0, 8, "The caf"), "span 0..8 splits a character");
        refused(words(3, 3, ""), "span 3..3 is empty");
        refused(words(9, 3, "x"), "span 9..3 is empty");
        refused(words(0, 99, TEXT), "span 0..99 is outside the text of 34 bytes");
        refused(
            words(usize::MAX - 1, usize::MAX, "x"),
            &format!("span {}..{} is outside the text of 34 bytes", usize::MAX - 1, usize::MAX),
        );
        refused(words(15, 16, "5"), "at 15..16 the text says `4`, not `5`");
        refused(
            words(0, 9, "The cafe\u{301}"),
            "at 0..9 the text says `The café`, not `The cafe\u{301}`",
        );
        refused(words(3, 4, " "), "at 3..4 there are no words");
        assert_eq!(
            check(words(0, 3, "The"), Some(words(31, 33, "Al"))),
            Err("claimant: at 31..33 the text says `Bo`, not `Al`".to_owned())
        );
    }
}
