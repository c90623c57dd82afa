//! What stands in the rows of each sheet: one function for each kind of row.

use std::collections::HashSet;

use super::cell::Cell;
use super::sheet::Column;
use crate::domain::{
    CheckResult, Day, EntryId, Event, Evidence, EvidenceKind, LogEntry, Note, Provenance,
    RatingName, Review, Status, Timestamp,
};
use crate::export::sentences::deed;
use crate::view::{ClaimDetail, ClaimSummary, Section, ShownEvidence, words};

pub(super) const CLAIM: [Column; 38] = [
    Column::narrow("Claim"),
    Column::narrow("Stands"),
    Column::long("Words"),
    Column::wide("Said by"),
    Column::wide("Rating"),
    Column::wide("Judged by"),
    Column::long("Notes of the reviews"),
    Column::wide("Last reviewed (UTC)"),
    Column::narrow("Evidence"),
    Column::narrow("Article"),
    Column::wide("Title"),
    Column::narrow("Verdict"),
    Column::narrow("In conflict"),
    Column::narrow("Dismissed"),
    Column::narrow("Stale"),
    Column::wide("Waits for"),
    Column::narrow("Reviews"),
    Column::wide("Rests on"),
    Column::wide("Period"),
    Column::wide("Place"),
    Column::wide("Unit"),
    Column::wide("Assigned to"),
    Column::narrow("Due"),
    Column::wide("Tags"),
    Column::narrow("Line"),
    Column::narrow("Column"),
    Column::narrow("First byte"),
    Column::narrow("Byte after"),
    Column::narrow("Score"),
    Column::wide("Found by"),
    Column::wide("Recorded (UTC)"),
    Column::wide("Changed (UTC)"),
    Column::narrow("Gone since"),
    Column::narrow("Withdrawn"),
    Column::narrow("Withheld in"),
    Column::narrow("Hidden entries"),
    Column::wide("Rulings"),
    Column::wide("SHA-256 of the words"),
];

pub(super) fn claim(listed: &ClaimSummary) -> [Cell<'_>; CLAIM.len()] {
    let ClaimSummary { article, claim, docket, evidence, grounds, reviews, rulings, .. } = listed;
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    let covers = listed.scope.as_ref().map(|scope| &scope.covers);
    let said = |words: Option<&Note>| Cell::optional(words.map(|words| words.as_str().to_owned()));
    let place = |part: Option<usize>| part.map_or(Cell::Empty, |part| Cell::Number(part as u64));
    let judged: Vec<String> =
        latest.iter().map(|review| format!("{} ({})", review.reviewer, review.status)).collect();
    let notes: Vec<String> = latest
        .iter()
        .filter_map(|review| Some(format!("{}: {}", review.reviewer, review.note.as_ref()?)))
        .collect();
    let rests_on: Vec<String> = grounds
        .iter()
        .map(|ground| match ground.fell {
            Some(fell) => format!("{} {}", ground.claim, fell.as_str()),
            None => ground.claim.to_string(),
        })
        .collect();
    let ratings: Vec<&str> = listed.ratings().into_iter().map(RatingName::as_str).collect();
    let (score, found_by) = match &claim.found {
        Provenance::ByExtractor { extractor, score } => (
            Cell::Number(score.points().into()),
            Cell::Text(format!("{} {}", extractor.name, extractor.version).into()),
        ),
        Provenance::ByReviewer => (Cell::Empty, Cell::text("a person")),
    };
    let assigned = docket.assigned.as_ref();
    let standing = evidence.iter().filter(|shown| shown.evidence.stands()).count();
    [
        Cell::shown(claim.id),
        Cell::Standing(stands(listed)),
        Cell::text(claim.words()),
        Cell::optional(claim.claimant.as_deref()),
        joined(&ratings, "; "),
        joined(&judged, "\n"),
        joined(&notes, "\n"),
        latest.iter().map(|review| review.at).max().map_or(Cell::Empty, Cell::Time),
        Cell::Number(standing as u64),
        Cell::shown(article.id),
        Cell::optional(article.title.as_deref()),
        Cell::text(claim.status.as_str()),
        Cell::only_if(claim.conflict),
        Cell::only_if(claim.dismissed),
        Cell::only_if(claim.stale || claim.gone.is_some()),
        optional(Some(claim.waits).filter(|waits| !waits.is_nothing())),
        Cell::Number(latest.len() as u64),
        joined(&rests_on, "; "),
        said(covers.and_then(|covers| covers.period.as_ref())),
        said(covers.and_then(|covers| covers.place.as_ref())),
        said(covers.and_then(|covers| covers.unit.as_ref())),
        optional(assigned.map(|assigned| &assigned.to)),
        assigned.and_then(|assigned| assigned.due).map_or(Cell::Empty, Cell::Day),
        Cell::Text(words::tags(&docket.tags).into()),
        place(claim.place.map(|place| place.line)),
        place(claim.place.map(|place| place.column)),
        Cell::Number(claim.span.start() as u64),
        Cell::Number(claim.span.end() as u64),
        score,
        found_by,
        Cell::Time(claim.created_at),
        Cell::Time(claim.updated_at),
        optional(claim.gone.map(|gone| gone.entry)),
        Cell::only_if(claim.withdrawn),
        optional(claim.withheld),
        Some(listed.hidden).filter(|hidden| *hidden > 0).map_or(Cell::Empty, Cell::Number),
        joined(&rulings.iter().map(words::ruling).collect::<Vec<_>>(), "\n"),
        Cell::shown(claim.quote_sha256),
    ]
}

/// How a claim stands: set aside, or as its reviewers left it.
fn stands(listed: &ClaimSummary) -> &'static str {
    if listed.claim.dismissed { "dismissed" } else { words::standing(listed) }
}

pub(super) const ACT: [Column; 11] = [
    Column::narrow("Claim"),
    Column::narrow("Entry"),
    Column::wide("Time (UTC)"),
    Column::wide("By"),
    Column::wide("Act"),
    Column::narrow("Verdict given"),
    Column::narrow("Counts"),
    Column::wide("Rating"),
    Column::long("Words"),
    Column::narrow("Key revoked in"),
    Column::long("The claim"),
];

/// Each review, note, dismissal and so on, in the order of the log.
pub(super) fn acts<'a>(examined: &'a ClaimDetail) -> Vec<[Cell<'a>; ACT.len()]> {
    let listed = &examined.listed;
    let latest: HashSet<EntryId> =
        Review::latest(&listed.reviews).map(|review| review.entry).collect();
    let is_shown = |event: &Event| !matches!(event, Event::ClaimAdded(_));
    let acts = examined.acts.iter();
    let acts = acts.filter(|act| is_shown(&act.entry.event) && !examined.is_taken_back(act));
    let row = |act: &'a LogEntry| {
        let LogEntry { entry, position, .. } = act;
        let review = Review::recorded(act);
        let counts = review.as_ref().map(|review| latest.contains(&review.entry));
        [
            Cell::shown(listed.claim.id),
            Cell::shown(position),
            Cell::Time(entry.at),
            Cell::text(entry.actor.as_str()),
            Cell::text(deed(&entry.event).words),
            Cell::optional(review.as_ref().map(|review| review.status.as_str())),
            counts.map_or(Cell::Empty, Cell::Flag),
            Cell::optional(entry.event.rating().map(RatingName::as_str)),
            Cell::optional(entry.event.remark().map(Note::as_str)),
            optional(listed.revoked.signer_of(*position, &entry.actor).map(|key| key.entry)),
            Cell::text(listed.claim.words()),
        ]
    };
    acts.map(row).collect()
}

pub(super) const EVIDENCE: [Column; 19] = [
    Column::narrow("Claim"),
    Column::narrow("Evidence"),
    Column::narrow("It"),
    Column::long("Where"),
    Column::long("Searched"),
    Column::long("Quote"),
    Column::narrow("Quote found"),
    Column::long("Note"),
    Column::narrow("Kind"),
    Column::wide("Origin"),
    Column::narrow("Published"),
    Column::wide("Added by"),
    Column::wide("Added (UTC)"),
    Column::narrow("Entry"),
    Column::wide("Last looked up (UTC)"),
    Column::narrow("Found then"),
    Column::narrow("Withdrawn in"),
    Column::narrow("Withheld in"),
    Column::wide("SHA-256 of the capture"),
];

pub(super) fn evidence<'a>(
    listed: &'a ClaimSummary,
    shown: &'a ShownEvidence,
) -> [Cell<'a>; EVIDENCE.len()] {
    let evidence = &shown.evidence;
    let Evidence { added, at, by, checks, entry, withdrawn, .. } = evidence;
    let quoted = shown.quoted();
    let last = checks.last();
    let sha256 = evidence.last_capture().map(|capture| capture.sha256);
    let found = |result: CheckResult| Cell::text(result.as_str().replace('_', " "));
    [
        Cell::shown(listed.claim.id),
        Cell::shown(added.evidence),
        Cell::text(added.stance.as_str()),
        added.locator.as_ref().map_or(Cell::Empty, |place| Cell::Link(place.as_str().into())),
        Cell::optional(added.searched.as_ref().map(|words| words.note().as_str())),
        Cell::optional(quoted.map(|(quote, _)| quote)),
        quoted.map_or(Cell::Empty, |(_, is_found)| Cell::Flag(is_found)),
        Cell::optional(evidence.note().map(Note::as_str)),
        Cell::optional(added.kind.map(EvidenceKind::as_str)),
        optional(evidence.origin()),
        added.published.map_or(Cell::Empty, Cell::Day),
        Cell::text(by.as_str()),
        Cell::Time(*at),
        Cell::shown(entry),
        last.map_or(Cell::Empty, |check| Cell::Time(check.at)),
        last.map_or(Cell::Empty, |check| found(check.result)),
        optional(withdrawn.as_ref().map(|withdrawal| withdrawal.entry)),
        optional(shown.withheld),
        optional(sha256),
    ]
}

pub(super) const ARTICLE: [Column; 20] = [
    Column::narrow("Article"),
    Column::wide("Title"),
    Column::long("Origin"),
    Column::wide("Byline"),
    Column::wide("Published (UTC)"),
    Column::narrow("Language"),
    Column::narrow("Claims"),
    Column::narrow("Unverified"),
    Column::narrow("Disputed"),
    Column::narrow("Corroborated"),
    Column::narrow("In conflict"),
    Column::narrow("Dismissed"),
    Column::wide("Imported (UTC)"),
    Column::wide("Imported by"),
    Column::narrow("Entry"),
    Column::wide("Read as"),
    Column::narrow("Bytes"),
    Column::narrow("Newer text"),
    Column::wide("SHA-256 of the bytes"),
    Column::wide("SHA-256 of the text"),
];

pub(super) fn article(section: &Section) -> [Cell<'_>; ARTICLE.len()] {
    let Section { article, counts, newer_text, .. } = section;
    let revision = &article.revision;
    [
        Cell::shown(article.id),
        Cell::optional(article.title.as_deref()),
        Cell::Link(article.origin.as_str().into()),
        Cell::optional(article.byline.as_deref()),
        article.published.as_deref().map_or(Cell::Empty, date),
        Cell::optional(article.language.as_deref()),
        Cell::Number(counts.claims()),
        Cell::Number(counts.undivided(Status::Unverified)),
        Cell::Number(counts.undivided(Status::Disputed)),
        Cell::Number(counts.undivided(Status::Corroborated)),
        Cell::Number(counts.in_conflict.all()),
        Cell::Number(counts.dismissed),
        Cell::Time(article.imported_at),
        Cell::text(article.imported_by.as_str()),
        Cell::shown(article.entry),
        Cell::Text(
            format!("{} {}, {}", revision.reader.name, revision.reader.version, revision.encoding)
                .into(),
        ),
        Cell::Number(revision.raw_bytes),
        optional(*newer_text),
        Cell::shown(revision.raw_sha256),
        Cell::shown(revision.text_sha256),
    ]
}

/// A date as an article says it, which may be anything.
fn date(published: &str) -> Cell<'_> {
    if let Ok(day) = published.parse::<Day>() {
        return Cell::Day(day);
    }
    published.parse::<Timestamp>().map_or(Cell::text(published), Cell::Time)
}

fn optional<'a>(value: Option<impl ToString>) -> Cell<'a> {
    value.map_or(Cell::Empty, Cell::shown)
}

fn joined<'a, T: AsRef<str>>(parts: &[T], between: &str) -> Cell<'a> {
    if parts.is_empty() {
        return Cell::Empty;
    }
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    Cell::Text(parts.join(between).into())
}
