//! What entries say of evidence.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::domain::{
    ClaimId, Day, Event, EvidenceId, Note, RawSpan, Reader, Sha256, Status, Words,
};

/// A person added evidence: a page or a file, or a search that found nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceAdded {
    /// What was read there. Absent if nobody kept it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<Capture>,
    /// The claims that it is about, sorted, each once.
    pub claims: Vec<OfClaim>,
    pub evidence: EvidenceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EvidenceKind>,
    /// Where it is: a web address, or the name of a file. Absent for a search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<Locator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words<Note>>,
    /// Where it comes from: evidence of one origin counts once, in however many places it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SourceName>,
    /// The day on which it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
    /// A quote that is not in the captured text, or of which no text was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Words<Note>>,
    /// A quote that is in the captured text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_at: Option<QuoteAt>,
    /// Where somebody looked, and for what, and found nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched: Option<Words<Note>>,
    pub stance: Stance,
}

impl EvidenceAdded {
    /// The most claims that one piece can be about.
    pub const MOST_CLAIMS: usize = 200;

    /// What was done, in a few words.
    pub(in crate::domain) fn summary(&self) -> String {
        let claims: Vec<String> = self.claims.iter().map(|of| of.claim.to_string()).collect();
        let claims = claims.join(", ");
        let evidence = self.evidence;
        match self.stance {
            Stance::Context => format!("added {evidence} as context of {claims}"),
            Stance::Refutes => format!("added {evidence}, which refutes {claims}"),
            Stance::Supports => format!("added {evidence}, which supports {claims}"),
        }
    }

    /// What does not fit together in it.
    pub fn misfit(&self) -> Option<&'static str> {
        let is_sorted = self.claims.is_sorted_by(|one, next| one.claim < next.claim);
        if self.claims.is_empty() || self.claims.len() > Self::MOST_CLAIMS || !is_sorted {
            return Some("its list of claims is not sorted");
        }
        if self.locator.is_some() == self.searched.is_some() {
            return Some("its evidence is not one of a place and a search");
        }
        if self.capture.is_some() && self.locator.is_none() {
            return Some("it has bytes of no place");
        }
        if self.quote.is_some() && self.quote_at.is_some() {
            return Some("it has two quotes");
        }
        let text = self.capture.as_ref().and_then(|capture| capture.text.as_ref());
        let fits = |at: &QuoteAt| {
            at.span.start < at.span.end && text.is_some_and(|text| at.span.end as u64 <= text.bytes)
        };
        if self.quote_at.as_ref().is_some_and(|at| !fits(at)) {
            return Some("its quote is not in its text");
        }
        None
    }
}

/// A claim, and the hash of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfClaim {
    pub claim: ClaimId,
    pub quote_sha256: Sha256,
}

/// Where the words of a quote are in the captured text, and the hash of these very words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteAt {
    pub quote_sha256: Sha256,
    pub span: RawSpan,
}

/// The bytes of a page or a file, as they were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// The address after all redirects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    pub bytes: u64,
    /// What the server said of it: `Content-Type`, `ETag`, `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    pub sha256: Sha256,
    /// The status of the answer (HTTP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Absent if no reader could make a text of the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<CapturedText>,
}

/// The text that a reader made of captured bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapturedText {
    pub bytes: u64,
    pub encoding: String,
    pub reader: Reader,
    pub sha256: Sha256,
}

impl Capture {
    /// The hashes of its bytes and of its text.
    pub fn contents(&self) -> impl Iterator<Item = Sha256> {
        [self.sha256].into_iter().chain(self.text.as_ref().map(|text| text.sha256))
    }
}

/// Evidence was looked up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceChecked {
    /// What was read, if it differs from what was read before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<Capture>,
    pub evidence: EvidenceId,
    pub result: CheckResult,
}

impl EvidenceChecked {
    pub(in crate::domain) fn summary(&self) -> String {
        let evidence = self.evidence;
        match self.result {
            CheckResult::Gone => format!("looked for {evidence} again: it is gone"),
            CheckResult::Moved => {
                format!("looked for {evidence} again: the text around it changed")
            }
            CheckResult::QuoteGone => format!("looked for {evidence} again: its quote is gone"),
            CheckResult::There => format!("looked for {evidence} again: it is there"),
        }
    }
}

/// A person said that these pieces have one origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceGrouped {
    /// Sorted, each once.
    pub evidence: Vec<EvidenceId>,
    pub origin: SourceName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words<Note>>,
}

impl EvidenceGrouped {
    pub(in crate::domain) fn summary(&self) -> String {
        let evidence: Vec<String> = self.evidence.iter().map(ToString::to_string).collect();
        format!("set the origin of {} to {}", evidence.join(", "), self.origin)
    }
}

/// A person withdrew evidence. It stays in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceWithdrawn {
    pub evidence: EvidenceId,
    pub reason: Words<Note>,
}

/// A value that has a few spellings.
macro_rules! spelled {
    ($(#[$doc:meta])* $name:ident, $what:literal, $($variant:ident = $spelling:literal),*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $(#[serde(rename = $spelling)] $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $spelling),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAName;

            fn from_str(value: &str) -> Result<Self, NotAName> {
                Self::ALL.iter().copied().find(|known| known.as_str() == value).ok_or(NotAName)
            }
        }
    };
}

/// Not a text that can be recorded here.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is blank, or too long")]
pub struct NotAName;

spelled!(
    /// What evidence does to a claim.
    Stance, "stance", Context = "context", Refutes = "refutes", Supports = "supports"
);

impl Stance {
    /// That of evidence which a verdict rests on, and of which nothing else was said.
    pub const fn of(verdict: Status) -> Self {
        match verdict {
            Status::Corroborated => Self::Supports,
            Status::Disputed => Self::Refutes,
            Status::Unverified => Self::Context,
        }
    }
}

spelled!(
    /// How near evidence is to what happened.
    EvidenceKind, "kind", Primary = "primary", Secondary = "secondary"
);
spelled!(
    /// What was found when evidence was looked up again.
    CheckResult, "result",
    Gone = "gone", Moved = "moved", QuoteGone = "quote_gone", There = "there"
);

/// A short text: not blank, without white space around it.
macro_rules! short {
    ($(#[$doc:meta])* $name:ident, $longest:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// In bytes.
            pub const LONGEST: usize = $longest;

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAName;

            fn from_str(text: &str) -> Result<Self, NotAName> {
                let note: Note = text.parse().map_err(|_| NotAName)?;
                let text = note.as_str();
                if text.len() > Self::LONGEST { Err(NotAName) } else { Ok(Self(text.to_owned())) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
                let read: Self = written.parse().map_err(D::Error::custom)?;
                if read.0 == written { Ok(read) } else { Err(D::Error::custom(NotAName)) }
            }
        }
    };
}

pub(in crate::domain) use short;

short!(
    /// A web address, or the name of a file.
    Locator, 2000
);
short!(
    /// Who a piece of evidence comes from: an agency, an office, a register.
    SourceName, 200
);

impl Event {
    /// The pieces of evidence that it is about.
    pub fn evidence(&self) -> &[EvidenceId] {
        if let Self::EvidenceAdded(added) = self {
            std::slice::from_ref(&added.evidence)
        } else if let Self::EvidenceChecked(checked) = self {
            std::slice::from_ref(&checked.evidence)
        } else if let Self::EvidenceGrouped(grouped) = self {
            &grouped.evidence
        } else if let Self::EvidenceWithdrawn(withdrawn) = self {
            std::slice::from_ref(&withdrawn.evidence)
        } else {
            &[]
        }
    }
}
