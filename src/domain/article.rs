use serde::{Deserialize, Serialize};

use super::{
    ArticleId, Claim, EntryId, PublishedFactCheck, RawSpan, ReviewerName, Sha256, SourceMap, Text,
    Timestamp,
};

/// The result of reading a document, before anything is recorded.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The author that the article names.
    pub byline: Option<String>,
    /// Its machine-readable statements about claims that it checks.
    pub claim_reviews: Vec<PublishedFactCheck>,
    /// The name of the character encoding that the bytes were decoded from (WHATWG Encoding).
    pub encoding: String,
    /// The language it declares, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where the article came from: its canonical URL, or a name.
    pub origin: String,
    /// When it was published, as the article says it.
    pub published: Option<String>,
    /// The bytes as they were read.
    pub raw: Vec<u8>,
    pub reader: Reader,
    /// The bytes of `raw` that each part of the text comes from.
    pub source: SourceMap,
    pub text: Text,
    pub title: Option<String>,
}

/// The reader that produced the canonical text. A new version may produce another text from the
/// same bytes, so each revision names its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    pub name: String,
    pub version: String,
}

/// One exact text of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub encoding: String,
    /// How many bytes were read.
    pub raw_bytes: u64,
    /// The hash of the bytes as they were read.
    pub raw_sha256: Sha256,
    pub reader: Reader,
    /// How many bytes the canonical text has.
    pub text_bytes: u64,
    /// The hash of the canonical text, in UTF-8.
    pub text_sha256: Sha256,
}

impl Revision {
    pub fn of(draft: &Draft) -> Self {
        Self {
            encoding: draft.encoding.clone(),
            raw_bytes: draft.raw.len() as u64,
            raw_sha256: Sha256::of(&draft.raw),
            reader: draft.reader.clone(),
            text_bytes: draft.text.as_str().len() as u64,
            text_sha256: draft.text.sha256(),
        }
    }
}

/// An article in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub byline: Option<String>,
    pub entry: EntryId,
    pub id: ArticleId,
    pub imported_at: Timestamp,
    pub imported_by: ReviewerName,
    pub language: Option<String>,
    pub origin: String,
    pub published: Option<String>,
    pub revision: Revision,
    pub title: Option<String>,
}

impl Article {
    /// The bytes of the document, as they were read, that the words of one of its claims come from.
    pub fn raw_span(&self, claim: &Claim) -> Option<RawSpan> {
        if self.revision.raw_sha256 == self.revision.text_sha256 {
            // The document is its text.
            return Some(claim.span.into());
        }
        claim.raw_span
    }
}
