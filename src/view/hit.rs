//! What a search finds.

use crate::domain::{Article, EvidenceId, LogEntry, SearchIn};

use super::ClaimSummary;

/// A text that has the words that were looked for.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The words that were found, as ranges of bytes of `text`, in order.
    pub marks: Vec<(usize, usize)>,
    pub of: HitOf,
    /// The whole text: the words of a claim, a note, or a title.
    pub text: String,
}

/// What has the text.
#[derive(Clone, Debug)]
pub enum HitOf {
    Article(Box<Article>),
    Claim(Box<ClaimSummary>),
    /// Evidence, and the first of its claims.
    Evidence(EvidenceId, Box<ClaimSummary>),
    /// A note, the grounds of a review, or of what was resolved or waived; and its claim.
    Note(Box<LogEntry>, Box<ClaimSummary>),
}

impl Hit {
    pub fn found_in(&self) -> SearchIn {
        match self.of {
            HitOf::Article(_) => SearchIn::Titles,
            HitOf::Claim(_) => SearchIn::Claims,
            HitOf::Evidence(..) => SearchIn::Evidence,
            HitOf::Note(..) => SearchIn::Notes,
        }
    }

    /// The id: of the claim, of the evidence, of the entry of the note, or of the article.
    pub fn id(&self) -> String {
        match &self.of {
            HitOf::Article(article) => article.id.to_string(),
            HitOf::Claim(claim) => claim.claim.id.to_string(),
            HitOf::Evidence(id, _) => id.to_string(),
            HitOf::Note(entry, _) => entry.position.to_string(),
        }
    }

    /// The claim that it is, or that it is on.
    pub fn claim(&self) -> Option<&ClaimSummary> {
        match &self.of {
            HitOf::Article(_) => None,
            HitOf::Claim(claim) | HitOf::Evidence(_, claim) | HitOf::Note(_, claim) => Some(claim),
        }
    }

    /// The part of the text around the first word that was found, and the marks in it.
    pub fn snippet(&self) -> (String, Vec<(usize, usize)>) {
        snippet(&self.text, &self.marks)
    }
}

fn snippet(text: &str, marks: &[(usize, usize)]) -> (String, Vec<(usize, usize)>) {
    /// In bytes, roughly.
    const BEFORE: usize = 60;
    const LONGEST: usize = 240;
    let first = marks.first().map_or(0, |(start, _)| *start);
    let mut from = 0;
    if text.len() > LONGEST && first > BEFORE {
        let start = boundary(text, first - BEFORE);
        // From the next word on.
        let space = text[start..first].find(char::is_whitespace);
        from = space.map_or(start, |space| start + space);
        from += text[from..].len() - text[from..].trim_start().len();
    }
    let mut to = text.len();
    if to - from > LONGEST {
        let end = boundary(text, from + LONGEST);
        let space = text[from..end].rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2);
        to = space.map_or(end, |space| from + space);
    }
    let before = if from > 0 { "…" } else { "" };
    let after = if to < text.len() { "…" } else { "" };
    let snippet = format!("{before}{}{after}", &text[from..to]);
    let marks = marks.iter().filter(|(start, end)| *start >= from && *end <= to);
    let moved =
        |(start, end): &(usize, usize)| (start - from + before.len(), end - from + before.len());
    (snippet, marks.map(moved).collect())
}

/// The last place between two characters up to this one.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Wanted, terms};

    #[test]
    fn a_snippet_is_cut_between_words_around_the_first_that_was_found() {
        let far = "a stone ".repeat(100);
        let text = format!("{far}a harbour {far}");
        let marks = Wanted::of(["harbour"]).unwrap().found_in(&terms(&text)).unwrap();
        let (snippet, marks) = snippet(&text, &marks);
        assert!(snippet.starts_with('…') && snippet.ends_with('…'), "{snippet}");
        assert_eq!(marks.len(), 1);
        assert_eq!(&snippet[marks[0].0..marks[0].1], "harbour");
        let long = "x".repeat(1000);
        assert!(super::snippet(&long, &[(0, 1000)]).0.len() < 250);
    }
}
