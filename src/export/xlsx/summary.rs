//! What the first sheet says of the report as a whole.

use std::fmt::Display;

use super::cell::Cell;
use crate::domain::{EntryId, Selection, Status};
use crate::view::{AsOf, Hidden, Report, Selected, words};

/// What the reader should know about the report.
const LIMITS: [&str; 4] = [
    "“Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not \
     say whether the claim is true.",
    "Times and names are as the reviewers’ machines reported them.",
    "This report alone does not prove its history. Its checkpoint fixes every entry up to the last \
     one. The entries, and the proofs that they are in the log, are in the bundle of this report, \
     or in the proof of a single verdict.",
    "To rule out an older copy, or a rewrite by the ledger’s owner, compare with a checkpoint kept \
     elsewhere.",
];

/// The rows of the sheet: each with its label.
pub(super) fn rows<'a>(report: &'a Report, title: Option<&'a str>) -> Vec<[Cell<'a>; 2]> {
    let counts = report.counts;
    let mut rows = vec![
        ("Report made (UTC)", Cell::Time(report.made_at)),
        ("Log", Cell::optional(report.origin.as_ref().map(ToString::to_string))),
        ("Entries in the log", Cell::Number(report.entries)),
        ("Articles", Cell::Number(report.articles)),
        ("Claims", Cell::Number(counts.claims())),
        ("Unverified", Cell::Number(counts.undivided(Status::Unverified))),
        ("Disputed", Cell::Number(counts.undivided(Status::Disputed))),
        ("Corroborated", Cell::Number(counts.undivided(Status::Corroborated))),
        ("In conflict", Cell::Number(counts.in_conflict.all())),
        ("Dismissed", Cell::Number(counts.dismissed)),
    ];
    if let Some(title) = title {
        rows.insert(0, ("Article", Cell::text(title)));
    }
    rows.extend(
        report.as_of.as_ref().map(|as_of| ("State", Cell::Text(state(report, as_of).into()))),
    );
    if let Some(selected) = &report.selected {
        rows.push(("A selection of", Cell::Text(selection(selected).into())));
        rows.push(("Beside it", Cell::Text(whole(selected).into())));
    }
    rows.extend(report.hidden.as_ref().map(|of| ("Left out", Cell::Text(hidden(of).into()))));
    rows.extend(report.checkpoint.as_deref().map(|note| ("Checkpoint", Cell::text(note))));
    let labels = ["Limits of this report", "", "", ""];
    rows.extend(labels.into_iter().zip(LIMITS.map(Cell::text)));
    rows.into_iter().map(|(label, cell)| [Cell::text(label), cell]).collect()
}

/// `State of 2026-05-02T00:00:00Z (entry E12 of 57)`: said of an earlier state.
fn state(report: &Report, AsOf { at, entries, left_out }: &AsOf) -> String {
    let last = EntryId(report.entries.saturating_sub(1));
    let mut words = format!("State of {at} (entry {last} of {})", words::grouped(*entries));
    if !left_out.is_empty() {
        let left_out = listed(left_out, "and");
        words +=
            &format!("; left out, because they follow entries that are dated later: {left_out}");
    }
    words
}

/// Said of a report that leaves something out.
fn hidden(hidden: &Hidden) -> String {
    let from = hidden.from.as_ref();
    let from = from.map_or_else(|| "somebody who gave no name".to_owned(), ToString::to_string);
    let entries = words::count(hidden.entries(), "entry is", "entries are");
    format!(
        "{entries} left out of this report, which was made for {from}. Reviews are blind: what others \
         said of a claim is hidden from a reviewer who has not reviewed it."
    )
}

/// What a report on a selection is about: `claims that are disputed, in A1 and A3`.
fn selection(selected: &Selected) -> String {
    let Selection { articles, by, claims, since, statuses, tags, until } = &selected.of;
    let mut parts = Vec::new();
    if !statuses.is_empty() {
        parts.push(format!("that are {}", listed(statuses, "or")));
    }
    if !tags.is_empty() {
        let word = if tags.len() == 1 { "the tag" } else { "the tags" };
        parts.push(format!("with {word} {}", listed(tags, "and")));
    }
    if let Some(since) = since {
        parts.push(format!("that changed since {since}"));
    }
    if let Some(until) = until {
        parts.push(format!("that changed last until {until}"));
    }
    if let Some(name) = by {
        parts.push(format!("that {name} judged"));
    }
    if !claims.is_empty() {
        parts.push(format!("called {}", listed(claims, "and")));
    }
    if !articles.is_empty() {
        parts.push(format!("in {}", listed(articles, "and")));
    }
    format!("claims {}", parts.join(", "))
}

/// How much there is besides what was selected.
fn whole(selected: &Selected) -> String {
    let articles = words::count(selected.articles, "article", "articles");
    format!("{articles}, {}", words::counts(&selected.counts))
}

/// `A1, A2 and A3`.
fn listed<T: Display>(things: &[T], and: &str) -> String {
    let things: Vec<String> = things.iter().map(ToString::to_string).collect();
    match things.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {and} {last}", others.join(", ")),
        None => String::new(),
    }
}
