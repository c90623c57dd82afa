use std::ops::Range;

use super::row::PublishedRow;
use crate::domain::SourceMap;

/// The text that claims of others make: a paragraph for each, in its own words, and below it who made
/// it.
#[derive(Default)]
pub(super) struct Sheet {
    source: SourceMap,
    text: String,
}

/// Where a claim is in the text, and who made it.
pub(super) struct Placed {
    pub(super) claim: Range<usize>,
    pub(super) claimant: Option<Range<usize>>,
}

impl Sheet {
    /// Add the claim of a row of this file.
    pub(super) fn push(&mut self, row: &PublishedRow, file: &str) -> Placed {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let claim = self.words(&row.claim);
        let written = row.stands.clone().and_then(|stands| Some((stands.start, file.get(stands)?)));
        if let Some((start, written)) = written {
            if let Some(at) = written.find(&row.claim) {
                self.source.push_same(claim.start, start + at, row.claim.len());
            } else {
                // It is spelled otherwise there.
                self.source.push_unit(claim.clone(), start..start + written.len());
            }
        }
        let claimant = row.claimant.as_ref().map(|name| {
            self.text.push_str("\n— ");
            self.words(name)
        });
        Placed { claim, claimant }
    }

    fn words(&mut self, words: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(words);
        start..self.text.len()
    }

    /// The text, and where in the file it comes from.
    pub(super) fn finish(self) -> (String, SourceMap) {
        (self.text, self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RawSpan, Text};

    #[test]
    fn each_claim_is_a_paragraph_and_knows_where_it_is_in_the_file() {
        let file = "The dam leaks.,Ilvane\n\"It \"\"holds\"\".\",\n";
        let row = |claim: &str, claimant: Option<&str>, stands| PublishedRow {
            claim: claim.to_owned(),
            claimant: claimant.map(str::to_owned),
            stands: Some(stands),
            ..PublishedRow::default()
        };
        let mut sheet = Sheet::default();
        let first = sheet.push(&row("The dam leaks.", Some("Ilvane"), 0..22), file);
        let second = sheet.push(&row("It \"holds\".", None, 22..39), file);
        let (text, source) = sheet.finish();
        assert_eq!(text, "The dam leaks.\n— Ilvane\n\nIt \"holds\".");
        assert_eq!(&text[first.claimant.unwrap()], "Ilvane");
        let text = Text::new(text);
        let raw = |span: Range<usize>| source.raw(text.span(span).unwrap()).unwrap();
        assert_eq!(raw(first.claim), RawSpan { start: 0, end: 14 });
        assert_eq!(raw(second.claim), RawSpan { start: 22, end: 39 });
    }
}
