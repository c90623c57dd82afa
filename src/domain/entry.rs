use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::canonical::is_canonical;
use super::{
    ArticleWithdrawn, ClaimAssigned, ClaimSettled, EntryId, Event, Origin, ReviewerName, Roster,
    Sha256, Timestamp, Unknown, VerdictResolved,
};

/// Who acts, and when: what a ledger cannot know by itself.
#[derive(Clone, Debug)]
pub struct Actor {
    pub at: Timestamp,
    pub name: ReviewerName,
    /// Makes the ids of this author's entries unique: random, and new for each act. An act that is
    /// retried with the same time and seed is recorded only once.
    pub seed: [u8; 32],
}

impl Actor {
    /// The same person, for a further act in the same run.
    #[must_use]
    pub fn for_next_act(&self) -> Self {
        Self { seed: *Sha256::of(self.seed).as_bytes(), ..self.clone() }
    }
}

/// How large a log was, and the root of its tree then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeHead {
    pub root: Sha256,
    /// In entries.
    pub size: u64,
}

/// One leaf of the log: one thing that happened, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub actor: ReviewerName,
    /// The log as it was before this entry: a signature of an entry covers the whole history before
    /// it.
    pub after: TreeHead,
    pub at: Timestamp,
    pub event: Event,
    pub id: EntryUuid,
    /// The log that it belongs to: a signature from one ledger is not valid in another.
    pub log: Origin,
}

/// An entry with its position in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The earlier entry that its time is before, if it is: then a clock was wrong.
    pub earlier_than: Option<EntryId>,
    pub entry: Entry,
    /// Whether the rules of the log accept it. A refused entry is shown, but changes nothing.
    pub has_effect: bool,
    /// The hash of its bytes as a leaf of the log.
    pub leaf: Sha256,
    pub position: EntryId,
}

impl LogEntry {
    /// The same, by what its actor is called now.
    #[must_use]
    pub fn as_of(&self, roster: &Roster) -> Self {
        let mut renamed = self.over_as_of(roster);
        // Who corrected something is shown by the name of that time.
        if !matches!(self.entry.event, Event::ClaimCorrected(_)) {
            renamed.entry.actor = roster.present(&self.entry.actor).clone();
        }
        renamed
    }

    /// The same, by what those are called now whose judgement it sets aside.
    #[must_use]
    pub fn over_as_of(&self, roster: &Roster) -> Self {
        let mut renamed = self.clone();
        if let Event::ClaimAssigned(ClaimAssigned { to: Some(to), .. }) = &mut renamed.entry.event {
            *to = roster.present(to).clone();
        }
        if let Event::ArticleWithdrawn(ArticleWithdrawn { over: Some(over), .. })
        | Event::ClaimDismissed(ClaimSettled { over: Some(over), .. })
        | Event::VerdictResolved(VerdictResolved { over: Some(over), .. }) =
            &mut renamed.entry.event
        {
            let present: BTreeSet<&ReviewerName> =
                over.iter().map(|name| roster.present(name)).collect();
            *over = present.into_iter().cloned().collect();
        }
        renamed
    }
}

/// A UUID of version 7 (RFC 9562, section 5.7): the time of the entry, then 74 random bits. It is
/// unique in a ledger, so that the same act cannot be recorded twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryUuid(uuid::Uuid);

impl EntryUuid {
    /// The id of the entry that `author` records as number `number` of one act.
    pub fn new(author: &Actor, number: u64) -> Self {
        let random = Sha256::of_parts(&[&author.seed, &number.to_be_bytes()]);
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&random.as_bytes()[..10]);
        let millis = u64::try_from(author.at.unix_seconds()).unwrap_or_default() * 1000;
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for EntryUuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl FromStr for EntryUuid {
    type Err = EntryError;

    fn from_str(id: &str) -> Result<Self, EntryError> {
        let uuid = uuid::Uuid::parse_str(id).map_err(|_| EntryError::BadId)?;
        let id_again = Self(uuid);
        let is_of_rfc = uuid.get_variant() == uuid::Variant::RFC4122;
        if is_of_rfc && uuid.get_version_num() == 7 && id_again.to_string() == id {
            Ok(id_again)
        } else {
            Err(EntryError::BadId)
        }
    }
}

/// Why bytes are not an entry, or cannot be one.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error("its actor is not a reviewer of a log")]
    BadActor,
    #[error("its id is not a version 7 UUID")]
    BadId,
    #[error("it is not one line of JSON with the fields of an entry")]
    Malformed(#[source] serde_json::Error),
    #[error("it is not canonical JSON")]
    NotCanonical,
    /// A database may end a text there.
    #[error("it has a NUL in a text")]
    Nul,
    #[error("it is not signed by its actor")]
    OtherSigner,
    #[error("it has {length} bytes; an entry can have at most {longest}", longest = Entry::LONGEST)]
    TooLong { length: usize },
    #[error("it is not a note with one signature")]
    Unsigned,
    #[error("it has version {0}; this program reads version {version}", version = Entry::VERSION)]
    UnknownVersion(u64),
}

/// The members of an entry, in the order in which RFC 8785 (JCS) sorts them.
#[derive(Serialize)]
struct Written<'a> {
    actor: String,
    after: TreeHead,
    body: &'a Event,
    id: String,
    ts: Timestamp,
    r#type: &'a str,
    v: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<'a> {
    #[serde(borrow)]
    actor: Cow<'a, str>,
    after: TreeHead,
    #[serde(borrow)]
    body: &'a RawValue,
    #[serde(borrow)]
    id: Cow<'a, str>,
    ts: Timestamp,
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    v: u64,
}

impl Entry {
    /// In bytes: the limit for an entry in a tile (C2SP tlog-tiles).
    pub const LONGEST: usize = 65_535;

    /// The version of the format.
    pub const VERSION: u64 = 1;

    /// The name of the key that signs it: the log's, and the reviewer's below it.
    pub fn key_name(log: &Origin, actor: &ReviewerName) -> String {
        format!("{log}/{actor}")
    }

    /// What is signed: one line of RFC 8785 (JCS) JSON and its line end.
    pub fn to_text(&self) -> Result<String, EntryError> {
        let written = Written {
            actor: Self::key_name(&self.log, &self.actor),
            after: self.after,
            body: &self.event,
            id: self.id.to_string(),
            ts: self.at,
            r#type: self.event.kind(),
            v: Self::VERSION,
        };
        let mut text = serde_json::to_string(&written).map_err(EntryError::Malformed)?;
        text.push('\n');
        Ok(text)
    }

    /// Read an entry whose frame is valid, even if its event is not: then the event is kept as one
    /// of an unknown type.
    pub fn frame(text: &str) -> Result<Self, EntryError> {
        Self::read(text, |kind, body| {
            let opaque = || Unknown { body: body.to_owned(), kind: kind.to_owned() };
            Ok(Event::read(kind, body).unwrap_or_else(|_| Event::Unknown(opaque())))
        })
    }

    /// Read an entry that was verified before, so that [`Entry::to_text`] is known to have written
    /// it.
    pub fn of_verified(text: &str) -> Result<Self, EntryError> {
        Self::read(text, Event::read)
    }

    /// Read what [`Entry::to_text`] wrote, and nothing that it would not write: one line of RFC 8785
    /// (JCS) JSON, of numbers only integers within 2^53 - 1, nested at most 64 deep. That holds for
    /// the body of an unknown type too.
    pub fn from_text(text: &str) -> Result<Self, EntryError> {
        let entry = Self::read(text, Event::read)?;
        // Writing the entry again makes it canonical, except for the body of an unknown type, which
        // is kept as it was read, and for integers too large to be exact everywhere. Those checks
        // are slow, and every entry needs them.
        let is_unknown = matches!(entry.event, Event::Unknown(_));
        let is_line = || text.strip_suffix('\n').is_some_and(is_canonical);
        if (is_unknown || has_long_number(text)) && !is_line() {
            return Err(EntryError::NotCanonical);
        }
        // A list in place of an object, or a `null` where a member could be absent.
        if entry.to_text()? == text { Ok(entry) } else { Err(EntryError::NotCanonical) }
    }

    fn read(
        text: &str,
        event: impl FnOnce(&str, &str) -> Result<Event, serde_json::Error>,
    ) -> Result<Self, EntryError> {
        let read: Read<'_> = serde_json::from_str(text).map_err(EntryError::Malformed)?;
        if read.v != Self::VERSION {
            return Err(EntryError::UnknownVersion(read.v));
        }
        let (log, actor) = read.actor.rsplit_once('/').ok_or(EntryError::BadActor)?;
        let event = event(&read.r#type, read.body.get()).map_err(EntryError::Malformed)?;
        Ok(Self {
            actor: actor.parse().map_err(|_| EntryError::BadActor)?,
            after: read.after,
            at: read.ts,
            event,
            id: read.id.parse()?,
            log: log.parse().map_err(|_| EntryError::BadActor)?,
        })
    }
}

/// Whether there are enough consecutive digits for a number beyond 2^53.
fn has_long_number(text: &str) -> bool {
    const DIGITS: usize = 16;
    text.as_bytes().split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() >= DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ArticleId, ClaimId, ClaimReviewed, ClaimsExtracted, ExtractedClaim, Extractor, Granularity,
        Note, RawSpan, Score, Status,
    };

    fn entry(event: Event) -> Entry {
        let author = Actor {
            at: "2026-11-23T08:00:00Z".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [7; 32],
        };
        Entry {
            actor: author.name.clone(),
            after: TreeHead { root: Sha256::of("x"), size: 3 },
            at: author.at,
            id: EntryUuid::new(&author, 3),
            event,
            log: "desk.example/ledger".parse().unwrap(),
        }
    }

    fn review(note: &str) -> Event {
        Event::ClaimReviewed(ClaimReviewed {
            rating: None,
            evidence: None,
            claim: ClaimId(12),
            note: Some(note.parse().unwrap()),
            quote_sha256: Sha256::of("x"),
            status: Status::Disputed,
        })
    }

    #[test]
    fn an_entry_is_one_line_of_canonical_json() {
        let text = entry(review("no \"such\"\n\u{1b}[2J sum, €é\u{7f}")).to_text().unwrap();
        assert_eq!(
            text,
            "{\"actor\":\"desk.example/ledger/ana\",\"after\":{\"root\":\"2d711642b726b04401627ca9fbac32f5\
             c8530fb1903cc4db02258717921a4881\",\"size\":3},\"body\":{\"claim\":\"C12\",\
             \"note\":\"no \\\"such\\\"\\n\\u001b[2J sum, €é\u{7f}\",\
             \"quote_sha256\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\
             \"status\":\"disputed\"},\"id\":\"01a2076b-4400-7de4-af4b-8147c314b107\",\
             \"ts\":\"2026-11-23T08:00:00Z\",\"type\":\"claim.reviewed\",\"v\":1}\n"
        );
        // serde_json sorts its maps, so writing one again shows whether the original was sorted.
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(format!("{value}\n"), text);
    }

    #[test]
    fn a_written_entry_reads_back_the_same() {
        let entry = entry(review("seen"));
        assert_eq!(Entry::from_text(&entry.to_text().unwrap()).unwrap(), entry);
    }

    #[test]
    fn the_longest_note_and_the_most_claims_fit_into_an_entry() {
        // Besides the text: an empty line, and the signature line with the longest name.
        const SIGNATURE: usize = 1 + 4 + Origin::LONGEST + 1 + 64 + 1 + 92 + 1;
        let fits = |event| {
            let mut entry = entry(event);
            entry.log = "x".repeat(Origin::LONGEST).parse().unwrap();
            entry.actor = "x".repeat(64).parse().unwrap();
            assert!(entry.to_text().unwrap().len() + SIGNATURE <= Entry::LONGEST);
        };
        fits(review(&format!("a{}b", "\u{1}".repeat(Note::LONGEST - 2))));
        let far = RawSpan { start: 999_999_998, end: 999_999_999 };
        let claim = ExtractedClaim {
            claim: ClaimId(999_999_999_999),
            claimant: Some(far),
            quote_sha256: Sha256::of("x"),
            raw_span: Some(far),
            score: Score::MAX,
            span: far,
        };
        let claims = ClaimsExtracted {
            article: ArticleId(999_999_999_999),
            claims: vec![claim; ClaimsExtracted::MOST],
            extractor: Extractor {
                model_sha256: Some(Sha256::of("x")),
                name: "x".repeat(64),
                version: "x".repeat(64),
            },
            granularity: Some(Granularity::Statement),
            min_score: Some(Score::MAX),
            text_sha256: Sha256::of("x"),
        };
        fits(Event::ClaimsExtracted(claims));
    }

    #[test]
    fn events_of_later_versions_are_kept_unchanged() {
        let text = entry(review("seen")).to_text().unwrap();
        let later = text.replace("claim.reviewed", "claim.sung");
        let entry = Entry::from_text(&later).unwrap();
        assert_eq!(entry.event.kind(), "claim.sung");
        assert_eq!(entry.to_text().unwrap(), later);
    }

    #[test]
    fn an_invalid_entry_is_refused_with_the_reason() {
        let text = entry(review("seen")).to_text().unwrap();
        let error = |from: &str, to: &str| {
            Entry::from_text(&text.replace(from, to)).unwrap_err().to_string()
        };
        assert_eq!(error("ledger/ana", "ledger/a na"), "its actor is not a reviewer of a log");
        assert_eq!(error("\"v\":1", "\"v\":2"), "it has version 2; this program reads version 1");
        assert_eq!(error("-7de4-", "-4de4-"), "its id is not a version 7 UUID");
        assert_eq!(
            error("\"status\"", "\"stature\""),
            "it is not one line of JSON with the fields of an entry"
        );
    }
}
