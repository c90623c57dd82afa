//! The shapes in JSON. They are stable: a later version may add members, and takes none away.

use serde::Serialize;

use crate::domain::{
    Article, ArticleId, Claim, ClaimId, Counts, EntryId, Event, Found, Note, Position, Recorded,
    Review, ReviewerName, Score, Sha256, Status, Timestamp,
};
use crate::report::{Examined, Listed};

/// A claim in a list.
#[derive(Serialize)]
pub struct ClaimShape<'a> {
    id: ClaimId,
    status: Status,
    text: &'a str,
    claimant: Option<&'a str>,
    article: ArticleOfClaim<'a>,
    span: SpanShape,
    quote_sha256: Sha256,
    extractor: Option<ExtractorShape<'a>>,
    /// Articles have one revision and there is no evidence yet: nothing can have changed since the
    /// verdict.
    stale: bool,
    conflict: bool,
    dismissed: bool,
    reviews: Vec<ReviewShape<'a>>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

#[derive(Serialize)]
struct ArticleOfClaim<'a> {
    id: ArticleId,
    title: Option<&'a str>,
    origin: &'a str,
    /// The hash of the bytes as they were read.
    sha256: Sha256,
    text_sha256: Sha256,
}

/// `start` and `end` count UTF-8 bytes of the canonical text, from 0; `line` and `column` count
/// from 1, the column in Unicode scalar values.
#[derive(Serialize)]
struct SpanShape {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct ExtractorShape<'a> {
    name: &'a str,
    version: &'a str,
    score: Score,
}

#[derive(Serialize)]
struct ReviewShape<'a> {
    reviewer: &'a ReviewerName,
    status: Status,
    note: Option<&'a Note>,
    at: Timestamp,
    entry: Position,
}

impl<'a> ClaimShape<'a> {
    pub fn of(listed: &'a Listed) -> Self {
        let Listed { article, claim, reviews } = listed;
        Self {
            id: claim.id,
            status: claim.status,
            text: &claim.quote,
            claimant: claim.claimant.as_deref(),
            article: ArticleOfClaim {
                id: article.id,
                title: article.title.as_deref(),
                origin: &article.origin,
                sha256: article.revision.raw_sha256,
                text_sha256: article.revision.text_sha256,
            },
            span: SpanShape::of(claim),
            quote_sha256: claim.quote_sha256,
            extractor: match &claim.found {
                Found::ByExtractor { extractor, score } => Some(ExtractorShape {
                    name: &extractor.name,
                    version: &extractor.version,
                    score: *score,
                }),
                Found::ByReviewer => None,
            },
            stale: false,
            conflict: claim.conflict,
            dismissed: claim.dismissed,
            reviews: reviews.iter().map(ReviewShape::of).collect(),
            created_at: claim.created_at,
            updated_at: claim.updated_at,
        }
    }
}

impl SpanShape {
    fn of(claim: &Claim) -> Self {
        Self {
            start: claim.span.start(),
            end: claim.span.end(),
            line: claim.place.line,
            column: claim.place.column,
        }
    }
}

impl<'a> ReviewShape<'a> {
    fn of(review: &'a Review) -> Self {
        Self {
            reviewer: &review.reviewer,
            status: review.status,
            note: review.note.as_ref(),
            at: review.at,
            entry: review.entry,
        }
    }
}

/// A claim with everything that is known about it.
#[derive(Serialize)]
pub struct ExaminedShape<'a> {
    #[serde(flatten)]
    claim: ClaimShape<'a>,
    recorded_by: &'a ReviewerName,
    context: ContextShape<'a>,
    history: Vec<EntryShape<'a>>,
}

#[derive(Serialize)]
struct ContextShape<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> ExaminedShape<'a> {
    pub fn of(examined: &'a Examined) -> Self {
        let context = &examined.context;
        Self {
            claim: ClaimShape::of(&examined.listed),
            recorded_by: &examined.recorded_by,
            context: ContextShape { before: &context.before, after: &context.after },
            history: examined.acts.iter().map(EntryShape::of).collect(),
        }
    }
}

/// An entry of the log.
#[derive(Serialize)]
pub struct EntryShape<'a> {
    id: Position,
    at: Timestamp,
    actor: &'a ReviewerName,
    r#type: &'static str,
    body: &'a Event,
    uuid: String,
    /// The hash of the entry as a leaf of the log.
    sha256: Sha256,
}

impl<'a> EntryShape<'a> {
    pub fn of(recorded: &'a Recorded) -> Self {
        let entry = &recorded.entry;
        Self {
            id: recorded.position,
            at: entry.at,
            actor: &entry.actor,
            r#type: entry.event.kind(),
            body: &entry.event,
            uuid: EntryId::to_string(&entry.id),
            sha256: recorded.leaf,
        }
    }
}

/// An article.
#[derive(Serialize)]
pub struct ArticleShape<'a> {
    id: ArticleId,
    title: Option<&'a str>,
    origin: &'a str,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    reader: &'a crate::domain::Reader,
    encoding: &'a str,
    bytes: u64,
    sha256: Sha256,
    text_bytes: u64,
    text_sha256: Sha256,
    imported_at: Timestamp,
    imported_by: &'a ReviewerName,
    entry: Position,
    counts: &'a Counts,
}

impl<'a> ArticleShape<'a> {
    pub fn of(article: &'a Article, counts: &'a Counts) -> Self {
        let revision = &article.revision;
        Self {
            id: article.id,
            title: article.title.as_deref(),
            origin: &article.origin,
            byline: article.byline.as_deref(),
            published: article.published.as_deref(),
            language: article.language.as_deref(),
            reader: &revision.reader,
            encoding: &revision.encoding,
            bytes: revision.raw_bytes,
            sha256: revision.raw_sha256,
            text_bytes: revision.text_bytes,
            text_sha256: revision.text_sha256,
            imported_at: article.imported_at,
            imported_by: &article.imported_by,
            entry: article.entry,
            counts,
        }
    }
}
