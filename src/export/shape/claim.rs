use serde::Serialize;

use crate::domain::{
    Article, ArticleId, Claim, ClaimId, Found, Note, Position, Review, ReviewerName, Score, Sha256,
    Status, Timestamp,
};
use crate::report::Listed;

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
            article: ArticleOfClaim::of(article),
            span: SpanShape::of(claim),
            quote_sha256: claim.quote_sha256,
            extractor: ExtractorShape::of(&claim.found),
            stale: false,
            conflict: claim.conflict,
            dismissed: claim.dismissed,
            reviews: reviews.iter().map(ReviewShape::of).collect(),
            created_at: claim.created_at,
            updated_at: claim.updated_at,
        }
    }
}

impl<'a> ArticleOfClaim<'a> {
    fn of(article: &'a Article) -> Self {
        Self {
            id: article.id,
            title: article.title.as_deref(),
            origin: &article.origin,
            sha256: article.revision.raw_sha256,
            text_sha256: article.revision.text_sha256,
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

impl<'a> ExtractorShape<'a> {
    fn of(found: &'a Found) -> Option<Self> {
        match found {
            Found::ByExtractor { extractor, score } => {
                Some(Self { name: &extractor.name, version: &extractor.version, score: *score })
            }
            Found::ByReviewer => None,
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
