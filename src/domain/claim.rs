use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    ArticleId, ClaimId, Correction, EntryId, Gone, LineColumn, RawSpan, ReviewerName, Sha256, Span,
    Status, Timestamp, Waits,
};

/// How much a sentence looks like something worth checking: 0 (not at all) to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Score(u16);

impl Score {
    pub const MAX: Self = Self(1000);
    pub const MIN: Self = Self(0);

    /// The score nearest to `points`.
    pub fn clamped(points: i64) -> Self {
        Self(u16::try_from(points.clamp(0, 1000)).unwrap_or_default())
    }

    pub fn points(self) -> u16 {
        self.0
    }
}

/// Not a whole number from 0 to 1000.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a score: a whole number from 0 to 1000")]
pub struct NotAScore;

impl TryFrom<u16> for Score {
    type Error = NotAScore;

    fn try_from(points: u16) -> Result<Self, NotAScore> {
        if points <= Self::MAX.0 { Ok(Self(points)) } else { Err(NotAScore) }
    }
}

impl FromStr for Score {
    type Err = NotAScore;

    fn from_str(points: &str) -> Result<Self, NotAScore> {
        points.parse::<u16>().map_err(|_| NotAScore)?.try_into()
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u16::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Something that an extractor proposes as a claim. Nothing is recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The words of the article that name who said it; absent when unknown.
    pub claimant: Option<Span>,
    pub score: Score,
    pub span: Span,
}

/// The unit of text for one claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// A whole sentence.
    #[default]
    Sentence,
    /// Each part of a sentence that can be checked by itself.
    Statement,
}

/// Not the name of a granularity.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a granularity: it is `sentence` or `statement`")]
pub struct NotAGranularity;

impl Granularity {
    pub const ALL: [Self; 2] = [Self::Sentence, Self::Statement];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Statement => "statement",
        }
    }
}

impl FromStr for Granularity {
    type Err = NotAGranularity;

    fn from_str(name: &str) -> Result<Self, NotAGranularity> {
        Self::ALL.into_iter().find(|known| known.as_str() == name).ok_or(NotAGranularity)
    }
}

impl fmt::Display for Granularity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The extractor that found a claim. A new version may find other claims in the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extractor {
    /// The hash of its model, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_sha256: Option<Sha256>,
    pub name: String,
    pub version: String,
}

/// How a claim got into the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    ByExtractor { extractor: Extractor, score: Score },
    ByReviewer,
}

/// A claim in the ledger.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub article: ArticleId,
    /// Who said it, in the words of the article or of the person who added the claim.
    pub claimant: Option<String>,
    /// The hash of the claimant's name beside the log, if it stands there.
    pub claimant_sha256: Option<Sha256>,
    /// Where the article names who said it; absent if a person added or corrected the name.
    pub claimant_span: Option<Span>,
    /// Whether its reviewers disagree.
    pub conflict: bool,
    /// Set if the claimant was corrected.
    pub corrected: Option<Correction>,
    pub created_at: Timestamp,
    pub dismissed: bool,
    /// The entry that recorded it.
    pub entry: EntryId,
    pub found: Provenance,
    /// Set while the last reading of its article does not have it. Then its span, its place and its
    /// words are those in an earlier text.
    pub gone: Option<Gone>,
    pub id: ClaimId,
    /// Absent if the words are withheld.
    pub place: Option<LineColumn>,
    /// The entry that says where its words are: the one that recorded it, or a later reading.
    pub placed: EntryId,
    /// The exact words. Absent if they are withheld.
    pub quote: Option<String>,
    pub quote_sha256: Sha256,
    /// The bytes of the document, as they were read, that the words come from; absent if unknown.
    pub raw_span: Option<RawSpan>,
    /// Who recorded it: who imported its article, or added it. Absent if the index lost it.
    pub recorded_by: Option<ReviewerName>,
    /// The entry that says what it covers.
    pub scoped: Option<EntryId>,
    pub span: Span,
    /// Whether evidence that its reviews rest on has fallen since.
    pub stale: bool,
    /// The verdict.
    pub status: Status,
    pub updated_at: Timestamp,
    /// What its reviewers, who agree, still lack of a verdict.
    pub waits: Waits,
    /// Whether its article is withdrawn.
    pub withdrawn: bool,
    /// The entry that withheld its words.
    pub withheld: Option<EntryId>,
}

/// Who said a claim, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimant<'a> {
    Named(&'a str),
    Nobody,
    /// A person named somebody, and the name stands beside the log, unless it is withheld.
    Sealed {
        name: Option<&'a str>,
        sha256: Sha256,
    },
    /// The article names somebody, in words that are withheld.
    Withheld,
}

impl<'a> Claimant<'a> {
    pub fn of(claim: &'a Claim) -> Self {
        if let Some(sha256) = claim.claimant_sha256 {
            return Self::Sealed { name: claim.claimant.as_deref(), sha256 };
        }
        match &claim.claimant {
            Some(name) => Self::Named(name),
            // Its words are gone, or are to go by a later entry.
            None if claim.claimant_span.is_some() => Self::Withheld,
            None => Self::Nobody,
        }
    }
}

impl Claim {
    /// The words, or what stands in their place where they are withheld.
    pub fn words(&self) -> &str {
        self.quote.as_deref().unwrap_or("[withheld]")
    }

    /// `line 3:5`, or what stands in its place where the words are withheld.
    pub fn shown_place(&self) -> String {
        self.place.map_or_else(|| "place unknown".to_owned(), |place| format!("line {place}"))
    }
}
