//! What a report tells of one claim.

use serde::Serialize;

use super::evidence_line::EvidenceLine;
use super::kind::Kind;
use crate::domain::{
    Claim, ClaimId, EntryId, Event, EvidenceId, Fallen, Fell, Ground, LogEntry, Note, Provenance,
    Review, ReviewerName, Ruling, RulingKind, Status, Timestamp, Waits,
};
use crate::export::sentences::{Deed, deed, gone};
use crate::view::{ClaimDetail, ClaimSummary};

/// A claim, with all that is known about it. Foreign text is as it was recorded.
#[derive(Debug, Serialize)]
pub(super) struct ClaimFile {
    id: String,
    number: u64,
    pub(super) kind: Kind,
    symbol: char,
    pub(super) quote: String,
    claimant: Option<String>,
    claimant_corrected: Option<Signed>,
    article: String,
    article_title: String,
    /// What it covers.
    covers: Option<String>,
    /// The ratings of the house that go with the verdict.
    ratings: Vec<String>,
    reviews: Vec<ReviewLine>,
    /// For each status, who stands by it.
    sides: Vec<Side>,
    /// In a conflict, the verdict that remains in force.
    in_force: &'static str,
    resolved: Option<Signed>,
    why: Option<Why>,
    needs: Option<Needs>,
    grounds: Vec<GroundLine>,
    fallen: Vec<FallenLine>,
    evidence: Vec<EvidenceLine>,
    notes: Vec<NoteLine>,
    assigned: Option<String>,
    tags: Vec<String>,
    history: Vec<HistoryLine>,
    found: Found,
    place: String,
    bytes: String,
    sha256: String,
    gone: String,
    dismissed: bool,
    /// Entries of others that are hidden from the person who made the report.
    hidden: u64,
}

/// Who did something, when, and why.
#[derive(Debug, Serialize)]
pub(super) struct Signed {
    at: String,
    by: String,
    entry: String,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct ReviewLine {
    at: String,
    by: String,
    entry: String,
    evidence: Vec<String>,
    key_revoked: Option<String>,
    note: Option<String>,
    rating: Option<String>,
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct Side {
    names: Vec<String>,
    status: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct WaiverLine {
    pub(super) claim: u64,
    at: String,
    by: String,
    entry: String,
    reason: String,
    rule: &'static str,
}

/// Why a claim is not verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Why {
    NotReviewed,
    Waits,
    Reopened,
    LeftOpen,
    Hidden,
}

impl Why {
    pub(super) fn of(listed: &ClaimSummary) -> Option<Self> {
        if !Kind::of(&listed.claim).is_open() {
            return None;
        }
        let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
        Some(if listed.hidden > 0 {
            Self::Hidden
        } else if !listed.claim.waits.is_nothing() {
            Self::Waits
        } else if listed.reviews.is_empty() {
            Self::NotReviewed
        } else if was_judged {
            Self::Reopened
        } else {
            Self::LeftOpen
        })
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::LeftOpen => "left-open",
            Self::NotReviewed => "not-reviewed",
            Self::Reopened => "reopened",
            Self::Waits => "waits",
        }
    }
}

/// What a verdict still takes.
#[derive(Debug, Serialize)]
struct Needs {
    editor: bool,
    evidence: bool,
    origins: u8,
    reviews: u8,
}

impl Needs {
    fn of(waits: Waits) -> Option<Self> {
        let more =
            |of: Option<(u8, u8)>| of.map_or(0, |(given, required)| required.saturating_sub(given));
        (!waits.is_nothing()).then(|| Self {
            editor: waits.editor,
            evidence: waits.evidence,
            origins: more(waits.origins),
            reviews: more(waits.reviews),
        })
    }
}

/// Another claim that it rests on.
#[derive(Debug, Serialize)]
struct GroundLine {
    by: String,
    claim: u64,
    fell: Option<&'static str>,
    reason: Option<String>,
}

/// Evidence that a review rests on, and that has fallen since.
#[derive(Debug, Serialize)]
struct FallenLine {
    evidence: String,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct NoteLine {
    at: String,
    by: String,
    entry: String,
    key_revoked: Option<String>,
    note: Option<String>,
    /// Of an exception.
    rule: Option<&'static str>,
    status: Option<&'static str>,
    what: &'static str,
}

#[derive(Debug, Serialize)]
struct HistoryLine {
    at: String,
    by: String,
    earlier_than: Option<String>,
    entry: String,
    leaf: String,
    status: Option<&'static str>,
    taken_back: bool,
    what: &'static str,
}

/// Who found it.
#[derive(Debug, Serialize)]
struct Found {
    by: String,
    score: Option<u16>,
}

impl ClaimFile {
    pub(super) fn of(examined: &ClaimDetail) -> Self {
        let listed = &examined.listed;
        let claim = &listed.claim;
        let kind = Kind::of(claim);
        let title = listed.article.title.as_ref().unwrap_or(&listed.article.origin);
        let signed = |by: &ReviewerName, at, entry| Signed {
            at: at_of(at),
            by: by.to_string(),
            entry: of_entry(entry),
            reason: None,
        };
        let resolved = listed.rulings.iter().rfind(|ruling| ruling.is_resolution());
        let resolved = resolved.filter(|ruling| listed.is_last(ruling)).map(|ruling| Signed {
            reason: Some(ruling.reason.to_string()),
            ..signed(&ruling.by, ruling.at, ruling.entry)
        });
        let corrected = claim.corrected.as_ref();
        Self {
            article: claim.article.to_string(),
            article_title: title.clone(),
            assigned: listed.docket.assigned.as_ref().map(|assigned| assigned.to.to_string()),
            bytes: claim.span.to_string(),
            claimant: claimant_of(claim),
            claimant_corrected: corrected.map(|done| signed(&done.by, done.at, done.entry)),
            covers: listed.scope.as_ref().map(|scope| scope.covers.to_string()),
            dismissed: claim.dismissed,
            evidence: listed.evidence.iter().map(EvidenceLine::of).collect(),
            fallen: fallen(listed),
            found: found(examined),
            gone: gone(claim).trim_start_matches(", ").to_owned(),
            grounds: grounds(listed),
            hidden: listed.hidden,
            history: examined.acts.iter().map(|act| history_line(examined, act)).collect(),
            id: claim.id.to_string(),
            in_force: claim.status.as_str(),
            kind,
            needs: Needs::of(claim.waits),
            notes: notes(examined),
            number: claim.id.0,
            place: claim.place.map(|place| place.to_string()).unwrap_or_default(),
            quote: claim.words().to_owned(),
            ratings: listed.ratings().iter().map(ToString::to_string).collect(),
            resolved,
            reviews: Review::latest(&listed.reviews)
                .map(|review| review_line(listed, review))
                .collect(),
            sha256: claim.quote_sha256.to_string(),
            sides: sides(listed),
            symbol: kind.symbol(),
            tags: listed.docket.tags.iter().map(ToString::to_string).collect(),
            why: Why::of(listed),
        }
    }

    /// Whether there is more to tell of it than where it stands.
    pub(super) fn has_more(examined: &ClaimDetail) -> bool {
        let listed = &examined.listed;
        !Kind::of(&listed.claim).is_open()
            || !listed.reviews.is_empty()
            || !listed.evidence.is_empty()
            || !examined.acts.is_empty()
            || !listed.grounds.is_empty()
            || listed.scope.is_some()
            || listed.hidden > 0
    }

    /// Why it stands as it does, in the words of a reviewer, for the margin of the article.
    pub(super) fn gist(listed: &ClaimSummary) -> Option<String> {
        /// In characters.
        const LONGEST: usize = 72;
        let resolved = listed.rulings.iter().rfind(|ruling| ruling.is_resolution());
        let resolved =
            resolved.filter(|ruling| listed.is_last(ruling)).map(|by| by.reason.as_str());
        let status = listed.claim.status;
        let agreeing = Review::latest(&listed.reviews).filter(|review| review.status == status);
        let notes = agreeing.filter_map(|review| review.note.as_ref()).map(Note::as_str);
        let note = resolved.or_else(|| notes.last())?;
        let line = note.lines().find(|line| !line.trim().is_empty())?.trim();
        let is_whole = line.chars().count() <= LONGEST;
        if is_whole {
            return Some(line.to_owned());
        }
        let cut: String = line.chars().take(LONGEST).collect();
        let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
        Some(format!("{cut}…"))
    }
}

/// Who said it; that it is withheld, where the words are.
pub(super) fn claimant_of(claim: &Claim) -> Option<String> {
    let is_withheld = claim.withheld.is_some() || claim.claimant_sha256.is_some();
    claim.claimant.clone().or_else(|| is_withheld.then(|| "[withheld]".to_owned()))
}

/// A time, in RFC 3339.
pub(super) fn at_of(at: Timestamp) -> String {
    at.to_string()
}

fn of_entry(entry: EntryId) -> String {
    entry.to_string()
}

fn review_line(listed: &ClaimSummary, review: &Review) -> ReviewLine {
    let Review { at, entry, evidence, note, rating, reviewer, status } = review;
    let revoked = listed.revoked.signer_of(*entry, reviewer);
    ReviewLine {
        at: at.to_string(),
        by: reviewer.to_string(),
        entry: entry.to_string(),
        evidence: evidence.iter().map(EvidenceId::to_string).collect(),
        key_revoked: revoked.map(|revoked| revoked.entry.to_string()),
        note: note.as_ref().map(ToString::to_string),
        rating: rating.as_ref().map(ToString::to_string),
        status: status.as_str(),
    }
}

fn sides(listed: &ClaimSummary) -> Vec<Side> {
    let side = |(status, names): (Status, Vec<&ReviewerName>)| Side {
        names: names.into_iter().map(ToString::to_string).collect(),
        status: status.as_str(),
    };
    listed.sides().into_iter().map(side).collect()
}

/// The exceptions from rules that were made for a claim.
pub(super) fn waivers(listed: &ClaimSummary) -> Vec<WaiverLine> {
    let waiver = |ruling: &Ruling| {
        let RulingKind::Waived(rule) = ruling.kind else { return None };
        let ClaimId(claim) = listed.claim.id;
        Some(WaiverLine {
            at: ruling.at.to_string(),
            by: ruling.by.to_string(),
            claim,
            entry: ruling.entry.to_string(),
            reason: ruling.reason.to_string(),
            rule: rule.as_str(),
        })
    };
    listed.rulings.iter().filter_map(waiver).collect()
}

fn grounds(listed: &ClaimSummary) -> Vec<GroundLine> {
    let line = |ground: &Ground| GroundLine {
        by: ground.by.to_string(),
        claim: ground.claim.0,
        fell: ground.fell.map(|fell| match fell {
            Fell::Dismissed => "dismissed",
            Fell::Disputed => "disputed",
            Fell::Gone => "gone",
            Fell::InConflict => "in-conflict",
            Fell::Withdrawn => "withdrawn",
        }),
        reason: ground.reason.as_ref().map(ToString::to_string),
    };
    listed.grounds.iter().map(line).collect()
}

fn fallen(listed: &ClaimSummary) -> Vec<FallenLine> {
    let line = |(evidence, why): (EvidenceId, Fallen)| FallenLine {
        evidence: evidence.to_string(),
        why: match why {
            Fallen::Gone => "gone",
            Fallen::QuoteGone => "quote",
            Fallen::Withdrawn => "withdrawn",
        },
    };
    listed.fallen().into_iter().map(line).collect()
}

fn notes(examined: &ClaimDetail) -> Vec<NoteLine> {
    let line = |act: &LogEntry| {
        let Deed { label, status, .. } = deed(&act.entry.event);
        let revoked = examined.listed.revoked.signer_of(act.position, &act.entry.actor);
        NoteLine {
            at: act.entry.at.to_string(),
            by: act.entry.actor.to_string(),
            entry: act.position.to_string(),
            key_revoked: revoked.map(|revoked| revoked.entry.to_string()),
            note: act.entry.event.remark().map(ToString::to_string),
            rule: if let Event::WaiverGiven(given) = &act.entry.event {
                Some(given.rule.as_str())
            } else {
                None
            },
            status: status.map(Status::as_str),
            what: label,
        }
    };
    examined.notes().map(line).collect()
}

fn history_line(examined: &ClaimDetail, act: &LogEntry) -> HistoryLine {
    let Deed { label, status, .. } = deed(&act.entry.event);
    HistoryLine {
        at: act.entry.at.to_string(),
        by: act.entry.actor.to_string(),
        earlier_than: act.earlier_than.map(|earlier| earlier.to_string()),
        entry: act.position.to_string(),
        leaf: act.leaf.short(),
        status: status.map(Status::as_str),
        taken_back: examined.is_taken_back(act),
        what: label,
    }
}

fn found(examined: &ClaimDetail) -> Found {
    match &examined.listed.claim.found {
        Provenance::ByExtractor { extractor, score } => Found {
            by: format!("{} {}", extractor.name, extractor.version),
            score: Some(score.points()),
        },
        Provenance::ByReviewer => Found { by: examined.recorded_by.to_string(), score: None },
    }
}
