//! What others say of claims, as the evidence that it is here.

use crate::domain::{EvidenceKind, Locator, Note, PublishedFactCheck, SourceName, Stance};
use crate::ledger::{NewEvidence, WhereFound};
use crate::text::read::{PublishedRow, PublishedSource, day};

/// What a row says of its claim, in a file of this name: each verdict, and each source. They are
/// evidence by others, and nobody's verdict here.
pub fn sayings(row: &PublishedRow, file: &str) -> Vec<NewEvidence> {
    let checks = row.checks.iter().filter_map(|check| of_check(check, file));
    checks.chain(row.sources.iter().filter_map(|source| of_source(source, file))).collect()
}

fn of_check(check: &PublishedFactCheck, file: &str) -> Option<NewEvidence> {
    let by = check.publisher.as_ref().or(check.author.as_ref());
    let published = check.published.as_deref().and_then(day);
    Some(NewEvidence {
        kind: Some(EvidenceKind::Secondary),
        note: note(&parts(check)),
        origin: by.and_then(|by| cut(by, SourceName::LONGEST).parse().ok()),
        published,
        quote: check.verdict.as_deref().and_then(|verdict| note(&[verdict.to_owned()])),
        ..NewEvidence::of(at(check.url.as_deref(), file)?, None, check.stance())
    })
}

fn of_source(source: &PublishedSource, file: &str) -> Option<NewEvidence> {
    let PublishedSource { answer, kind, question, url } = source;
    let mut parts: Vec<String> =
        question.iter().map(|question| format!("question: {question}")).collect();
    if !kind.is_empty() {
        parts.push(kind.join(", "));
    }
    let what = match (url, answer, question) {
        (None, None, Some(question)) => {
            parts.remove(0);
            WhereFound::Nothing(note(std::slice::from_ref(question))?)
        }
        (None, None, None) => return None,
        _ => at(url.as_deref(), file)?,
    };
    let quote = answer.as_ref().and_then(|answer| note(std::slice::from_ref(answer)));
    let note = note(&parts);
    Some(NewEvidence { note, quote, ..NewEvidence::of(what, None, Stance::Context) })
}

/// Where it is: its address, or the file that says so.
fn at(url: Option<&str>, file: &str) -> Option<WhereFound> {
    let locator: Option<Locator> = url.and_then(|url| cut(url, usize::MAX).parse().ok());
    locator.or_else(|| cut(file, Locator::LONGEST).parse().ok()).map(WhereFound::At)
}

/// What there is to say of a check besides its verdict: the rating and its scale, who made the claim
/// and when, where it was seen, who checked it, and why it is rated so.
fn parts(check: &PublishedFactCheck) -> Vec<String> {
    /// Of the places where a claim was seen.
    const MOST: usize = 10;
    let mut parts = Vec::new();
    if let Some(rating) = &check.rating {
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "?".to_owned());
        parts.push(match (&check.worst_rating, &check.best_rating) {
            (None, None) => format!("rating {rating}"),
            (worst, best) => format!("rating {rating} of {} to {}", end(worst), end(best)),
        });
    }
    match (&check.claimant, &check.claimed) {
        (Some(claimant), Some(claimed)) => parts.push(format!("said by {claimant} on {claimed}")),
        (Some(claimant), None) => parts.push(format!("said by {claimant}")),
        (None, Some(claimed)) => parts.push(format!("said on {claimed}")),
        (None, None) => {}
    }
    if !check.appearances.is_empty() {
        let seen: Vec<&str> = check.appearances.iter().take(MOST).map(String::as_str).collect();
        parts.push(format!("seen at {}", seen.join(" and ")));
    }
    if let (Some(author), Some(_)) = (&check.author, &check.publisher) {
        parts.push(format!("checked by {author}"));
    }
    if let Some(published) = check.published.as_ref().filter(|said| day(said).is_none()) {
        parts.push(format!("published {published}"));
    }
    parts.extend(check.title.iter().map(|title| format!("headline: {title}")));
    parts.extend(check.explanation.clone());
    parts
}

/// A note of these parts; none if they are blank.
pub(super) fn note(parts: &[String]) -> Option<Note> {
    cut(&parts.join("; "), Note::LONGEST).parse().ok()
}

/// A text that is not longer than this, in bytes. Where it is cut, that is seen.
fn cut(text: &str, longest: usize) -> String {
    const MARK: char = '…';
    // No database has to keep a NUL in a text.
    let text = text.trim().replace('\0', "\u{fffd}");
    if text.len() <= longest {
        return text;
    }
    let mut end = longest - MARK.len_utf8();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{MARK}", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(row: &PublishedRow) -> Vec<String> {
        let told = |evidence: NewEvidence| {
            let NewEvidence { note, origin, published, quote, stance, .. } = &evidence;
            let words = |note: &Option<Note>| note.as_ref().map_or("-", Note::as_str).to_owned();
            let by = origin.as_ref().map_or("-", SourceName::as_str);
            let day = published.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let place = evidence.place();
            format!("{stance} | {place} | {by} | {day} | {} | {}", words(quote), words(note))
        };
        sayings(row, "feed.json").into_iter().map(told).collect()
    }

    #[test]
    fn a_verdict_of_others_is_evidence_that_says_whose_and_when() {
        let text = |said: &str| Some(said.to_owned());
        let check = PublishedFactCheck {
            appearances: vec!["https://a.example".into(), "https://b.example".into()],
            author: text("Ana Roth"),
            best_rating: text("5"),
            claimed: text("2024-01-30"),
            claimant: text("Rosa Ilvane"),
            explanation: text("The register says 16."),
            published: text("2024-02-01 10:30"),
            publisher: text("Veldmark Check"),
            rating: text("2"),
            title: text("No"),
            url: text("https://veldmark-check.example/1"),
            verdict: text("Mostly false"),
            worst_rating: text("1"),
            ..PublishedFactCheck::default()
        };
        let bare = PublishedFactCheck {
            best_rating: text("5"),
            published: text("soon"),
            rating: text("5"),
            ..PublishedFactCheck::default()
        };
        let row = PublishedRow { checks: vec![check, bare], ..PublishedRow::default() };
        assert_eq!(
            said(&row),
            [
                "refutes | https://veldmark-check.example/1 | Veldmark Check | 2024-02-01 | \
             Mostly false | rating 2 of 1 to 5; said by Rosa Ilvane on 2024-01-30; seen at \
             https://a.example and https://b.example; checked by Ana Roth; headline: No; The \
             register says 16.",
                "context | feed.json | - | - | - | rating 5 of ? to 5; published soon",
            ]
        );
    }

    #[test]
    fn sources_are_context_and_what_was_not_found_is_a_search() {
        let text = |said: &str| Some(said.to_owned());
        let question = text("What did it cost?");
        let found = PublishedSource {
            answer: text("16 million"),
            kind: vec!["Extractive".into(), "PDF".into()],
            question: question.clone(),
            url: text("https://register.example/dam"),
        };
        let kind = vec!["Unanswerable".to_owned()];
        let nothing = PublishedSource { answer: None, kind, question, url: None };
        let sources = vec![found, nothing, PublishedSource::default()];
        let row = PublishedRow { sources, ..PublishedRow::default() };
        assert_eq!(
            said(&row),
            [
                "context | https://register.example/dam | - | - | 16 million | question: What did it \
             cost?; Extractive, PDF",
                "context | What did it cost? | - | - | - | Unanswerable",
            ]
        );
    }

    #[test]
    fn what_is_too_long_is_cut_where_everybody_sees_it() {
        let text = |said: &str| Some(said.to_owned());
        let check = PublishedFactCheck {
            author: text(&"é".repeat(101)),
            explanation: text(&"x".repeat(20_000)),
            ..PublishedFactCheck::default()
        };
        let row = PublishedRow { checks: vec![check], ..PublishedRow::default() };
        let evidence = &sayings(&row, "f")[0];
        assert_eq!(evidence.origin.as_ref().unwrap().as_str(), format!("{}…", "é".repeat(98)));
        let note = evidence.note.as_ref().unwrap().as_str();
        assert_eq!((note.len(), note.ends_with("x…")), (Note::LONGEST, true));
    }
}
