//! What an article is read as can change, and the same text can stand in several places.

use serde::{Deserialize, Serialize};

use super::{ArticleId, ClaimId, EntryId, RawSpan, ReviewerName, Revision, Sha256, Timestamp};

/// The bytes of an article were read again: with another encoding or another reader, or with other
/// claims found in the same text.
///
/// Claims whose words are in the new text, too, are kept, with their ids and their reviews. All
/// others of the article are gone from here on, until a later reading keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleReread {
    pub article: ArticleId,
    /// The claims that are kept, in the order of their ids.
    pub claims: Vec<KeptClaim>,
    /// The entry that began this reading, if this one only keeps more claims in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<EntryId>,
    pub revision: Revision,
}

/// Where the words of a claim are in a new text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptClaim {
    pub claim: ClaimId,
    /// The words of the new text that name who said it. Absent if a person gave the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimant: Option<RawSpan>,
    pub quote_sha256: Sha256,
    /// The bytes of the document that the words come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_span: Option<RawSpan>,
    pub span: RawSpan,
}

impl ArticleReread {
    /// The number of claims that fit into one entry of 65,535 bytes.
    pub const MOST: usize = 200;

    /// Where it says that a claim is.
    pub fn keeps(&self, claim: ClaimId) -> Option<&KeptClaim> {
        let at = self.claims.binary_search_by_key(&claim, |kept| kept.claim).ok()?;
        Some(&self.claims[at])
    }
}

/// The text of an article was found at another address, or in other bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleAppeared {
    pub article: ArticleId,
    /// Where it appeared.
    pub origin: String,
    /// The bytes there, and that they give the same text. Absent if they are those of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Revision>,
}

/// A reading of an article that a later one replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierReading {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The entry that recorded it.
    pub entry: EntryId,
    pub revision: Revision,
}

/// Another place where the text of an article appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The entry that recorded it.
    pub entry: EntryId,
    pub origin: String,
    /// The bytes there, if they are not those of the article.
    pub revision: Option<Revision>,
}

/// That a claim is gone: the last reading of its article does not have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The entry of the first reading without it.
    pub entry: EntryId,
    /// The hash of the text that its span indexes.
    pub text_sha256: Sha256,
}
