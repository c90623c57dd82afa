use super::matched::{Match, Rule};
use super::page::{Page, Sentence};

impl Page {
    /// Join what is quoted over several sentences: what stands before a reporting clause in the
    /// same quotation, and what goes on after it.
    pub(super) fn continue_quotation(
        &self,
        before: &mut [Match],
        here: &mut [Match],
        sentence: &Sentence,
    ) {
        for found in here.iter_mut() {
            for piece in &mut found.content {
                let Some(quotation) = self.quotation(piece.start) else {
                    continue;
                };
                // It opened in a sentence before this one, or goes on in the next.
                if quotation.tokens.start < piece.start {
                    piece.start = quotation.tokens.start;
                }
            }
            for piece in &mut found.content {
                let Some(quotation) = self.quotation(piece.end - 1) else {
                    continue;
                };
                piece.end = piece.end.max(quotation.tokens.end);
            }
        }
        // A sentence that starts with a quotation nobody else said goes on with the one before.
        let start = sentence.tokens.start;
        let Some(quotation) = self.quotation(start) else {
            return;
        };
        // `“It is late,” a sign had it`: what goes on after its quotation tells whose that is.
        let goes_on = (quotation.tokens.end..sentence.tokens.end)
            .any(|at| self.tokens[at].is_word() && !self.is_quoted(at));
        if quotation.tokens.start != start || goes_on {
            return;
        }
        let said = here.iter().any(|found| {
            found.content.iter().any(|piece| piece.start <= start && start < piece.end)
        });
        if said {
            return;
        }
        let previous = before.iter_mut().rev().take(6).find(|found| {
            matches!(found.rule, Rule::Closing | Rule::Verb | Rule::Colon | Rule::Participle)
                && self.goes_on(found, sentence)
        });
        let Some(last) = previous.filter(|_| quotation.tokens.end - start > 3) else {
            return;
        };
        last.content.retain(|piece| !piece.is_empty());
        last.content.push(quotation.tokens.clone());
    }

    /// Whether few sentences stand in the paragraph of this one: in a long one, others may speak, too.
    /// (Of English alone it is known that they seldom do.)
    fn is_short_paragraph(&self, sentence: usize) -> bool {
        const MOST: usize = 6;
        let before = self.sentences[..=sentence].iter().rev();
        let before =
            before.take(MOST + 1).take_while(|sentence| !sentence.starts_paragraph).count();
        let after = self.sentences[sentence + 1..].iter();
        let after = after.take(MOST + 1).take_while(|sentence| !sentence.starts_paragraph).count();
        before + 1 + after <= MOST
    }

    /// Whether the quotation that starts this sentence goes on with what was found before.
    fn goes_on(&self, found: &Match, sentence: &Sentence) -> bool {
        let start = sentence.tokens.start;
        let Some(last) = found.content.last() else {
            return false;
        };
        if last.is_empty() {
            return last.end == start;
        }
        let Some(quotation) = self.quotation(last.end - 1).or_else(|| self.quotation(last.start))
        else {
            return false;
        };
        // Nothing but the sentence with the reporting clause may stand between.
        let of = |token: usize| self.sentences.partition_point(|s| s.tokens.end <= token);
        let near = of(found.cue.start.max(last.end - 1)) + 1 >= of(start);
        near && (self.is_english || self.is_short_paragraph(of(start)))
            && (!sentence.starts_paragraph || !quotation.closed && quotation.tokens.end == start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::told;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected);
    }

    #[test]
    fn a_quotation_is_whole_over_sentences_and_paragraphs() {
        check(
            "\"It is late. We must go,\" Ana Silva said. \"The bridge is closed.\" Rain fell.",
            &["Ana Silva | said | \"It is late. We must go,\" … \"The bridge is closed.\""],
        );
        check(
            "Ana Silva added:\n\n\"It is late now.\n\n\"We must go.\"\n\n\"So soon, my friend?\"",
            &["Ana Silva | added | \"It is late now. … \"We must go.\""],
        );
    }
}
