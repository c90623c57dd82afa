//! Comma-separated values (RFC 4180), for spreadsheets: a row for each claim, review, entry or
//! article. Lists of several values are JSON, so that they can be taken apart.
//! JSON is the lossless format. Here a spreadsheet would run a cell that starts with `=`, `+`, `-`,
//! `@`, a tab or a line end, so such a cell gets an apostrophe in front. Characters that are
//! invisible, or would act on a terminal, are written out.

mod article;
mod evidence;
mod hit;
mod inbox;
mod published;
mod scale;
mod stats;

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

pub use article::{write_article, write_article_header};
pub use evidence::{write_evidence, write_evidence_header};
pub use hit::{write_hit, write_hit_header};
pub use inbox::{write_notice, write_notice_header};
pub use published::{write_published, write_published_header};
pub use scale::write_scale;
pub use stats::write_stats;

use super::WriteError;
use super::json::{EntryJson, EvidenceJson, ReviewJson, write_line};
use super::sentences::deed;
use crate::domain::{
    AllSaid, Article, ClaimId, EntryId, Event, LogEntry, Note, Provenance, RatingName, Review,
    Role, Status, Visible, What,
};
use crate::text::explain::{Explained, Reason};
use crate::view::{ClaimDetail, ClaimSummary, HistoryLine, Report, Reviewer, Trial, words};

const CLAIM: [&str; 40] = [
    "id",
    "status",
    "text",
    "claimant",
    "article",
    "title",
    "origin",
    "line",
    "column",
    "start",
    "end",
    "quote_sha256",
    "extractor",
    "score",
    "conflict",
    "dismissed",
    "reviewer",
    "note",
    "reviewed_at",
    "created_at",
    "updated_at",
    "review_status",
    "reviews",
    "key_revoked",
    "newer_text",
    "corrected",
    "waits_for",
    "rulings",
    "gone",
    "hidden",
    "assignee",
    "due",
    "tags",
    "evidence",
    "stale",
    "scope_period",
    "scope_place",
    "scope_unit",
    "rests_on",
    "rating",
];

/// What only a report has, after the columns of a claim.
const REPORTED: [&str; 2] = ["remarks", "as_of"];

const REVIEW: [&str; 20] = [
    "claim",
    "verdict",
    "conflict",
    "dismissed",
    "entry",
    "at",
    "reviewer",
    "act",
    "status",
    "counts",
    "note",
    "key_revoked",
    "key_revoked_why",
    "earlier_than",
    "text",
    "claimant",
    "article",
    "title",
    "origin",
    "rating",
];

const ENTRY: [&str; 8] = ["id", "at", "actor", "type", "summary", "note", "uuid", "sha256"];

const REVIEWER: [&str; 10] = [
    "name",
    "key_id",
    "key",
    "added",
    "added_by",
    "revoked",
    "here",
    "retired",
    "renamed_to",
    "role",
];

pub(super) fn write<E>(
    report: &Report,
    claims: impl Iterator<Item = Result<ClaimDetail, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    write_row(out, &[CLAIM.as_slice(), &REPORTED].concat())?;
    let as_of = report.as_of.as_ref().map(|as_of| as_of.at.to_string()).unwrap_or_default();
    for examined in claims {
        let examined = examined?;
        let mut cells = claim_cells(&examined.listed)?;
        let remarks = examined.notes().map(EntryJson::of).collect::<Vec<_>>();
        cells.extend([json(&remarks)?.into(), as_of.as_str().into()]);
        write_row(out, &cells)?;
    }
    Ok(())
}

/// A row for each review, note, dismissal and restoration, in the order of the log for each claim.
pub(super) fn write_reviews<E>(
    claims: impl Iterator<Item = Result<ClaimDetail, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    write_row(out, &REVIEW)?;
    for examined in claims {
        let examined = examined?;
        let latest = Review::latest(&examined.listed.reviews).map(|review| review.entry);
        let latest: HashSet<EntryId> = latest.collect();
        for act in &examined.acts {
            if !matches!(act.entry.event, Event::ClaimAdded(_)) && !examined.is_taken_back(act) {
                write_act(out, &examined.listed, act, &latest)?;
            }
        }
    }
    Ok(())
}

fn write_act(
    out: &mut dyn Write,
    listed: &ClaimSummary,
    act: &LogEntry,
    latest: &HashSet<EntryId>,
) -> io::Result<()> {
    let ClaimSummary { article, claim, revoked, .. } = listed;
    let LogEntry { earlier_than, entry, position, .. } = act;
    let review = Review::recorded(act);
    let revoked = revoked.signer_of(*position, &entry.actor);
    let rating = entry.event.rating();
    let cells = [
        claim.id.to_string().into(),
        claim.status.as_str().into(),
        claim.conflict.to_string().into(),
        claim.dismissed.to_string().into(),
        position.to_string().into(),
        entry.at.to_string().into(),
        entry.actor.as_str().into(),
        deed(&entry.event).words.into(),
        review.as_ref().map_or("", |review| review.status.as_str()).into(),
        shown(review.as_ref().map(|review| latest.contains(&review.entry))).into(),
        entry.event.remark().map_or("", Note::as_str).into(),
        shown(revoked.map(|revoked| revoked.entry)).into(),
        revoked.map_or("", |revoked| revoked.reason.as_str()).into(),
        shown(*earlier_than).into(),
        optional(claim.quote.as_ref()),
        optional(claim.claimant.as_ref()),
        claim.article.to_string().into(),
        optional(article.title.as_ref()),
        article.origin.as_str().into(),
        rating.map_or("", RatingName::as_str).into(),
    ];
    write_row(out, &cells)
}

/// The names of the columns of a claim.
pub fn write_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &CLAIM)
}

/// A claim. If several reviewers reviewed it, `reviewer`, `review_status` and `reviewed_at` have the
/// latest review of each, in the order in which they were given, joined by `; `, which none of them
/// can contain. Their notes can, so `note` is that of the only one, and `reviews` has them all.
pub fn write_claim(out: &mut dyn Write, listed: &ClaimSummary) -> io::Result<()> {
    write_row(out, &claim_cells(listed)?)
}

fn claim_cells(listed: &ClaimSummary) -> io::Result<Vec<Cow<'_, str>>> {
    let ClaimSummary {
        article,
        claim,
        docket,
        evidence,
        hidden,
        newer_text,
        reviews,
        revoked,
        rulings,
        ..
    } = listed;
    let assigned = docket.assigned.as_ref();
    let covers = listed.scope.as_ref().map(|scope| &scope.covers);
    let said = |words: Option<&Note>| shown(words.map(Note::as_str)).into();
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    let each = |tell: &dyn Fn(&Review) -> String| -> Cow<'_, str> {
        let told: Vec<String> = latest.iter().map(|review| tell(review)).collect();
        told.join("; ").into()
    };
    let note = match latest.as_slice() {
        [only] => only.note.as_ref().map_or("", Note::as_str),
        _ => "",
    };
    let signed = |review: &&&Review| revoked.signer_of(review.entry, &review.reviewer).is_some();
    let signed: Vec<String> =
        latest.iter().filter(signed).map(|review| review.entry.to_string()).collect();
    let of_each: Vec<ReviewJson<'_>> =
        latest.iter().map(|review| ReviewJson::of(review, revoked)).collect();
    let (extractor, score) = match &claim.found {
        Provenance::ByExtractor { extractor, score } => {
            (format!("{} {}", extractor.name, extractor.version), score.to_string())
        }
        Provenance::ByReviewer => (String::new(), String::new()),
    };
    let fallen: Vec<String> =
        listed.fallen().iter().map(|(id, why)| format!("{id} {}", why.in_words())).collect();
    let rests_on: Vec<String> = listed
        .grounds
        .iter()
        .map(|ground| match ground.fell {
            Some(fell) => format!("{} {}", ground.claim, fell.as_str()),
            None => ground.claim.to_string(),
        })
        .collect();
    let ratings: Vec<&str> = listed.ratings().into_iter().map(RatingName::as_str).collect();
    Ok(vec![
        claim.id.to_string().into(),
        claim.status.as_str().into(),
        optional(claim.quote.as_ref()),
        optional(claim.claimant.as_ref()),
        claim.article.to_string().into(),
        optional(article.title.as_ref()),
        article.origin.as_str().into(),
        number(claim.place.map(|place| place.line)),
        number(claim.place.map(|place| place.column)),
        claim.span.start().to_string().into(),
        claim.span.end().to_string().into(),
        claim.quote_sha256.to_string().into(),
        extractor.into(),
        score.into(),
        claim.conflict.to_string().into(),
        claim.dismissed.to_string().into(),
        each(&|review| review.reviewer.to_string()),
        note.into(),
        each(&|review| review.at.to_string()),
        claim.created_at.to_string().into(),
        claim.updated_at.to_string().into(),
        each(&|review| review.status.to_string()),
        json(&of_each)?.into(),
        signed.join("; ").into(),
        shown(*newer_text).into(),
        claim
            .corrected
            .as_ref()
            .map(|correction| format!("claimant {}", words::corrected(correction)))
            .unwrap_or_default()
            .into(),
        claim.waits.to_string().into(),
        rulings.iter().map(words::ruling).collect::<Vec<_>>().join("; ").into(),
        shown(claim.gone.map(|gone| gone.entry)).into(),
        shown(Some(*hidden).filter(|hidden| *hidden > 0)).into(),
        shown(assigned.map(|assigned| &assigned.to)).into(),
        shown(assigned.and_then(|assigned| assigned.due)).into(),
        words::tags(&docket.tags).into(),
        json(&evidence.iter().map(EvidenceJson::of).collect::<Vec<_>>())?.into(),
        fallen.join("; ").into(),
        said(covers.and_then(|scope| scope.period.as_ref())),
        said(covers.and_then(|scope| scope.place.as_ref())),
        said(covers.and_then(|scope| scope.unit.as_ref())),
        rests_on.join("; ").into(),
        ratings.join("; ").into(),
    ])
}

/// Values that would be ambiguous if they were joined.
fn json(values: &[impl Serialize]) -> io::Result<String> {
    let mut json = Vec::new();
    if !values.is_empty() {
        write_line(&mut json, &values)?;
    }
    String::from_utf8(json).map_err(io::Error::other)
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The names of the columns of an entry.
pub fn write_entry_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &ENTRY)
}

/// An entry of the log, as it is seen.
pub fn write_line_of_history(out: &mut dyn Write, line: &HistoryLine) -> io::Result<()> {
    match line {
        HistoryLine::Hidden { at, claim, position } => {
            let (position, at, what) =
                (position.to_string(), at.to_string(), words::hidden_until(*claim));
            write_row(out, &[position.as_str(), &at, "", "hidden", &what, "", "", ""])
        }
        HistoryLine::Shown(recorded) => write_entry(out, recorded),
    }
}

/// An entry of the log.
pub fn write_entry(out: &mut dyn Write, recorded: &LogEntry) -> io::Result<()> {
    let LogEntry { entry, leaf, position, .. } = recorded;
    let cells = [
        position.to_string().into(),
        entry.at.to_string().into(),
        entry.actor.as_str().into(),
        entry.event.kind().into(),
        words::summary(recorded).into(),
        entry.event.remark().map_or(Cow::Borrowed(""), |note| note.as_str().into()),
        entry.id.to_string().into(),
        leaf.to_string().into(),
    ];
    write_row(out, &cells)
}

/// The names of the columns of a tampering that was tried.
pub fn write_trial_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &["on", "what", "promised", "found"])
}

/// A tampering that was tried.
pub fn write_trial(out: &mut dyn Write, trial: &Trial) -> io::Result<()> {
    let Trial { found, is_promised, on, what } = trial;
    let promised = if *is_promised { "true" } else { "false" };
    let found = found.as_deref().unwrap_or_default();
    write_row(out, &[*on, what, promised, found])
}

/// The names of the columns of a verdict that would be recorded.
pub fn write_plan_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &["line", "id", "before", "status", "note"].map(Cow::Borrowed))
}

/// A verdict that would be recorded: the line that asks for it, and the status before and after.
pub fn write_plan(
    out: &mut dyn Write,
    line: u64,
    claim: ClaimId,
    (before, status): (Status, Status),
    note: &str,
) -> io::Result<()> {
    let cells: [Cow<'_, str>; 5] = [
        line.to_string().into(),
        claim.to_string().into(),
        before.as_str().into(),
        status.as_str().into(),
        note.into(),
    ];
    write_row(out, &cells)
}

/// The names of the columns of a reviewer's key.
pub fn write_reviewer_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &REVIEWER)
}

/// A key of a reviewer.
pub fn write_reviewer(out: &mut dyn Write, reviewer: &Reviewer) -> io::Result<()> {
    let Reviewer { added, added_by, has_retired, is_here, is_renamed_to, key, name, revoked, role } =
        reviewer;
    let cells: [Cow<'_, str>; 10] = [
        name.as_str().into(),
        key.id().to_string().into(),
        key.to_string().into(),
        added.to_string().into(),
        added_by.as_str().into(),
        shown(*revoked).into(),
        is_here.to_string().into(),
        has_retired.to_string().into(),
        is_renamed_to.as_ref().map_or("", |name| name.as_str()).into(),
        role.map_or("", Role::as_str).into(),
    ];
    write_row(out, &cells)
}

/// What raised and what lowered a score, in thousandths of a logit.
pub fn write_reasons(out: &mut dyn Write, explained: &Explained) -> io::Result<()> {
    write_row(out, &["points", "for", "words"])?;
    for Reason { points, what, words } in &explained.reasons {
        write_row(out, &[points.to_string(), what.to_string(), words.join("; ")])?;
    }
    Ok(())
}

pub fn write_said(out: &mut dyn Write, article: &Article, all: &AllSaid) -> io::Result<()> {
    write_row(out, &["fact", "recorded", "value", "place", "words"])?;
    for what in What::ALL {
        let recorded = what.fact().and_then(|fact| article.fact(fact)).unwrap_or_default();
        let said = all.of(what);
        let (value, place) = said.map_or(("", ""), |said| (&said.value, &said.place));
        let words = said.and_then(|said| said.words.as_deref()).unwrap_or_default();
        write_row(out, &[what.as_str(), recorded, value, place, words])?;
    }
    Ok(())
}

/// A number that may be unknown.
fn number(number: Option<usize>) -> Cow<'static, str> {
    number.map(|number| number.to_string()).unwrap_or_default().into()
}

fn optional(cell: Option<&String>) -> Cow<'_, str> {
    cell.map_or(Cow::Borrowed(""), |cell| cell.as_str().into())
}

/// A row is built completely before it is written: so errors come only from `out`, and a closed
/// pipe is recognised.
fn write_row(out: &mut dyn Write, cells: &[impl AsRef<str>]) -> io::Result<()> {
    let mut row = Vec::new();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut row);
    writer.write_record(cells.iter().map(|cell| defused(cell.as_ref())))?;
    writer.flush()?;
    drop(writer);
    out.write_all(&row)
}

/// The cell in a form that spreadsheets treat as text.
fn defused(cell: &str) -> String {
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let apostrophe = if cell.starts_with(runs) { "'" } else { "" };
    format!("{apostrophe}{}", Visible::lines(cell))
}

#[cfg(test)]
mod tests;
