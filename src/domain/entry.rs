use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Event, Position, ReviewerName, Sha256, Timestamp};

/// Who acts, and when: all that a ledger cannot know by itself.
#[derive(Clone, Debug)]
pub struct Author {
    pub at: Timestamp,
    pub name: ReviewerName,
    /// What makes the ids of this author's entries unlike all others: random, new for each run.
    pub seed: [u8; 32],
}

/// One leaf of the log: one thing that happened, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub actor: ReviewerName,
    pub at: Timestamp,
    pub event: Event,
    pub id: EntryId,
}

/// An entry where it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub entry: Entry,
    /// The hash of its bytes as a leaf of the log.
    pub leaf: Sha256,
    pub position: Position,
}

/// A UUID of version 7 (RFC 9562, section 5.7): the time of the entry, then 74 random bits. It is
/// unique in a ledger, so that the same act cannot be recorded twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryId(uuid::Uuid);

impl EntryId {
    /// The id of what `author` records at `position`.
    pub fn new(author: &Author, position: Position) -> Self {
        let random = Sha256::of_parts(&[&author.seed, &position.0.to_be_bytes()]);
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&random.as_bytes()[..10]);
        let millis = u64::try_from(author.at.unix_seconds()).unwrap_or_default() * 1000;
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl FromStr for EntryId {
    type Err = EntryError;

    fn from_str(id: &str) -> Result<Self, EntryError> {
        let uuid = uuid::Uuid::parse_str(id).map_err(|_| EntryError::BadId)?;
        let id_again = Self(uuid);
        if uuid.get_version_num() == 7 && id_again.to_string() == id {
            Ok(id_again)
        } else {
            Err(EntryError::BadId)
        }
    }
}

/// Why bytes are not an entry, or cannot be one.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error("its id is not a UUID of version 7")]
    BadId,
    #[error("it is not one line of JSON with the fields of an entry")]
    Malformed(#[source] serde_json::Error),
    #[error("it has {length} bytes; an entry may have {longest}", longest = Entry::LONGEST)]
    TooLong { length: usize },
    #[error("it is of version {0}, and this program reads version {version}", version = Entry::VERSION)]
    UnknownVersion(u64),
}

/// The members of an entry, in the order in which RFC 8785 (JCS) sorts them.
#[derive(Serialize)]
struct Written<'a> {
    actor: &'a ReviewerName,
    body: &'a Event,
    id: String,
    ts: Timestamp,
    r#type: &'a str,
    v: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<'a> {
    actor: ReviewerName,
    #[serde(borrow)]
    body: &'a RawValue,
    id: &'a str,
    ts: Timestamp,
    r#type: &'a str,
    v: u64,
}

impl Entry {
    /// In bytes: what a tile of entries can hold (C2SP tlog-tiles).
    pub const LONGEST: usize = 65_535;

    /// The version of the format.
    pub const VERSION: u64 = 1;

    /// The bytes that are stored and hashed: one line of RFC 8785 (JCS) JSON and its line end.
    ///
    /// This is the text of a C2SP signed note; the reviewer's signature is to follow it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryError> {
        let written = Written {
            actor: &self.actor,
            body: &self.event,
            id: self.id.to_string(),
            ts: self.at,
            r#type: self.event.kind(),
            v: Self::VERSION,
        };
        let mut bytes = serde_json::to_vec(&written).map_err(EntryError::Malformed)?;
        bytes.push(b'\n');
        if bytes.len() > Self::LONGEST {
            return Err(EntryError::TooLong { length: bytes.len() });
        }
        Ok(bytes)
    }

    /// Read what [`Entry::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let read: Read<'_> = serde_json::from_slice(bytes).map_err(EntryError::Malformed)?;
        if read.v != Self::VERSION {
            return Err(EntryError::UnknownVersion(read.v));
        }
        let event = Event::read(read.r#type, read.body.get()).map_err(EntryError::Malformed)?;
        Ok(Self { actor: read.actor, at: read.ts, event, id: read.id.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ArticleId, ClaimId, ClaimReviewed, ClaimsExtracted, ExtractedClaim, Extractor, Note,
        RawSpan, Score, Status,
    };

    fn entry(event: Event) -> Entry {
        let author = Author {
            at: "2026-11-23T08:00:00Z".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [7; 32],
        };
        Entry {
            actor: author.name.clone(),
            at: author.at,
            id: EntryId::new(&author, Position(3)),
            event,
        }
    }

    fn review(note: &str) -> Event {
        Event::ClaimReviewed(ClaimReviewed {
            claim: ClaimId(12),
            note: Some(note.parse().unwrap()),
            quote_sha256: Sha256::of("x"),
            status: Status::Disputed,
        })
    }

    #[test]
    fn an_entry_is_one_line_of_canonical_json() {
        let bytes = entry(review("no \"such\"\n\u{1b}[2J sum, €é\u{7f}")).to_bytes().unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(
            text,
            "{\"actor\":\"ana\",\"body\":{\"claim\":\"C12\",\
             \"note\":\"no \\\"such\\\"\\n\\u001b[2J sum, €é\u{7f}\",\
             \"quote_sha256\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\
             \"status\":\"disputed\"},\"id\":\"01a2076b-4400-7de4-af4b-8147c314b107\",\
             \"ts\":\"2026-11-23T08:00:00Z\",\"type\":\"claim.reviewed\",\"v\":1}\n"
        );
        // A map of serde_json's is sorted, so writing it again shows whether ours was.
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(format!("{value}\n"), text);
    }

    #[test]
    fn what_was_written_reads_the_same() {
        let entry = entry(review("seen"));
        assert_eq!(Entry::from_bytes(&entry.to_bytes().unwrap()).unwrap(), entry);
    }

    #[test]
    fn the_longest_note_and_the_most_claims_fit() {
        entry(review(&format!("a{}b", "\u{1}".repeat(Note::LONGEST - 2)))).to_bytes().unwrap();
        let far = RawSpan { start: 999_999_998, end: 999_999_999 };
        let claim = ExtractedClaim {
            claim: ClaimId(999_999_999_999),
            claimant: Some(far),
            quote_sha256: Sha256::of("x"),
            score: Score::MAX,
            span: far,
        };
        let claims = ClaimsExtracted {
            article: ArticleId(999_999_999_999),
            claims: vec![claim; ClaimsExtracted::MOST],
            extractor: Extractor { name: "x".repeat(64), version: "x".repeat(64) },
            text_sha256: Sha256::of("x"),
        };
        entry(Event::ClaimsExtracted(claims)).to_bytes().unwrap();
    }

    #[test]
    fn what_only_a_later_version_knows_is_kept_as_it_is() {
        let bytes = entry(review("seen")).to_bytes().unwrap();
        let later = String::from_utf8(bytes).unwrap().replace("claim.reviewed", "claim.sung");
        let entry = Entry::from_bytes(later.as_bytes()).unwrap();
        assert_eq!(entry.event.kind(), "claim.sung");
        assert_eq!(entry.to_bytes().unwrap(), later.as_bytes());
    }

    #[test]
    fn an_entry_that_is_none_is_told_why() {
        let bytes = entry(review("seen")).to_bytes().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let error = |from: &str, to: &str| {
            Entry::from_bytes(text.replace(from, to).as_bytes()).unwrap_err().to_string()
        };
        assert_eq!(
            error("\"v\":1", "\"v\":2"),
            "it is of version 2, and this program reads version 1"
        );
        assert_eq!(error("-7de4-", "-4de4-"), "its id is not a UUID of version 7");
        assert_eq!(
            error("\"status\"", "\"stature\""),
            "it is not one line of JSON with the fields of an entry"
        );
    }
}
