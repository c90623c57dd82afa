//! What an import records, and what a person adds to it.

use serde::{Deserialize, Serialize};

use super::{ArticleId, ClaimId, Extractor, Granularity, RawSpan, Revision, Score, Sha256, Words};

/// The first revision of an article was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleImported {
    pub article: ArticleId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    pub origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    pub revision: Revision,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// An extractor found claims. A long list takes several entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimsExtracted {
    pub article: ArticleId,
    pub claims: Vec<ExtractedClaim>,
    pub extractor: Extractor,
    /// The granularity, if the extractor was given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granularity: Option<Granularity>,
    /// Candidates with a lower score were left out. Absent in entries of earlier versions, which
    /// left out as many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_score: Option<Score>,
    /// The hash of the canonical text that the spans index.
    pub text_sha256: Sha256,
}

impl ClaimsExtracted {
    /// The number of claims that fit into one entry of 65,535 bytes: the longest takes 310.
    pub const MOST: usize = 200;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtractedClaim {
    pub claim: ClaimId,
    /// The words of the article that name who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<RawSpan>,
    pub quote_sha256: Sha256,
    /// The bytes of the document, as they were read, that the words come from, from the first to
    /// the last. Absent if the document is its text, byte for byte, or if the place is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_span: Option<RawSpan>,
    pub score: Score,
    pub span: RawSpan,
}

/// A person found a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimAdded {
    pub article: ArticleId,
    pub claim: ClaimId,
    /// Who said it, in the words of the person who added the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<Words<String>>,
    pub quote_sha256: Sha256,
    pub span: RawSpan,
    pub text_sha256: Sha256,
}
