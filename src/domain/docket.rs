//! Who is to judge a claim, and under which tags it stands. No verdict follows from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{ClaimId, EntryId, Event, NameError, ReviewerName, Roster, Sha256, Timestamp};

/// A claim was given to a person to judge, or to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimAssigned {
    pub claim: ClaimId,
    /// The day by whose end it is to be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    pub quote_sha256: Sha256,
    /// Absent: to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ReviewerName>,
    /// The entry that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
}

/// A person gave back a claim that they had taken, or that was assigned to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimReleased {
    pub claim: ClaimId,
    pub quote_sha256: Sha256,
    /// The entry that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
}

/// Tags were put on a claim, or taken off it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimTagged {
    /// Sorted, each once. Absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Vec<Tag>>,
    pub claim: ClaimId,
    pub quote_sha256: Sha256,
    /// The same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remove: Option<Vec<Tag>>,
    /// The entry that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
}

/// A person took a claim to judge it, for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimTaken {
    pub claim: ClaimId,
    pub quote_sha256: Sha256,
    /// The entry that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
    /// From then on, others may take it.
    pub until: Timestamp,
}

impl ClaimTagged {
    pub fn added(&self) -> &[Tag] {
        self.add.as_deref().unwrap_or_default()
    }

    pub fn removed(&self) -> &[Tag] {
        self.remove.as_deref().unwrap_or_default()
    }

    /// `+health -draft`.
    pub fn changes(&self) -> String {
        let added = self.added().iter().map(|tag| format!("+{tag}"));
        let removed = self.removed().iter().map(|tag| format!("-{tag}"));
        added.chain(removed).collect::<Vec<_>>().join(" ")
    }
}

impl Event {
    /// The same, naming the entry that it takes back. Only what is done to a docket can name it: other
    /// acts say it in their reason.
    #[must_use]
    pub fn undoing(mut self, entry: EntryId) -> Self {
        if let Some(undoes) = self.undoes_mut() {
            *undoes = Some(entry);
        }
        self
    }

    /// The entry that it names as taken back.
    pub fn undoes(&self) -> Option<EntryId> {
        if let Self::ClaimAssigned(ClaimAssigned { undoes, .. })
        | Self::ClaimReleased(ClaimReleased { undoes, .. })
        | Self::ClaimTagged(ClaimTagged { undoes, .. })
        | Self::ClaimTaken(ClaimTaken { undoes, .. }) = self
        {
            *undoes
        } else {
            None
        }
    }

    fn undoes_mut(&mut self) -> Option<&mut Option<EntryId>> {
        if let Self::ClaimAssigned(ClaimAssigned { undoes, .. })
        | Self::ClaimReleased(ClaimReleased { undoes, .. })
        | Self::ClaimTagged(ClaimTagged { undoes, .. })
        | Self::ClaimTaken(ClaimTaken { undoes, .. }) = self
        {
            Some(undoes)
        } else {
            None
        }
    }
}

/// Who has a claim, its tags, and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docket {
    pub assigned: Option<Assignment>,
    /// The other claims that it rests on, each with the entry that says so.
    pub rests_on: BTreeMap<ClaimId, EntryId>,
    pub tags: BTreeSet<Tag>,
    pub taken: Option<Lease>,
}

/// That a person is to judge a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub by: ReviewerName,
    pub due: Option<Day>,
    /// The entry that records it.
    pub entry: EntryId,
    pub to: ReviewerName,
}

/// That a person has taken a claim for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub by: ReviewerName,
    pub entry: EntryId,
    pub until: Timestamp,
}

impl Lease {
    /// For how long one can be taken, in seconds.
    pub const LONGEST: i64 = 31 * 24 * 60 * 60;

    /// Whether it has not run out.
    pub fn runs_at(&self, time: Timestamp) -> bool {
        self.until > time
    }
}

impl Docket {
    /// The most tags that a claim can have.
    pub const MOST_TAGS: usize = 50;

    /// The most claims that one can rest on.
    pub const MOST_GROUNDS: usize = 50;

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without what people had who could not judge at some time before the entry `at`: it was freed.
    #[must_use]
    pub fn settled(mut self, roster: &Roster, at: EntryId) -> Self {
        self.assigned.take_if(|assigned| roster.was_away(&assigned.to, assigned.entry, at));
        self.taken.take_if(|lease| roster.was_away(&lease.by, lease.entry, at));
        self
    }

    /// This person is done with the claim, or gave it back.
    pub(super) fn free(&mut self, by: &ReviewerName) {
        self.assigned.take_if(|assigned| assigned.to == *by);
        self.taken.take_if(|lease| lease.by == *by);
    }
}

/// A day of the calendar: `2026-12-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of this moment, in UTC.
    pub fn of(time: Timestamp) -> Self {
        let days = time.unix_seconds().div_euclid(24 * 60 * 60);
        let days = i32::try_from(days).unwrap_or_default();
        Self(NaiveDate::from_epoch_days(days).unwrap_or_default())
    }

    /// So many days later.
    #[must_use]
    pub fn after(self, days: u64) -> Self {
        Self(self.0.checked_add_days(chrono::Days::new(days)).unwrap_or(self.0))
    }
}

/// Not a day.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar, written like `2026-12-01`")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(day: &str) -> Result<Self, NotADay> {
        let is_plain = day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let parsed = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| is_plain);
        parsed.map(Self).filter(|parsed| parsed.to_string() == day).ok_or(NotADay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.format("%Y-%m-%d").to_string())
    }
}

/// A short word that claims are sorted by: 1 to 64 bytes in lower case, letters and digits of any
/// script, and after the first also `.`, `_`, `-` and `@`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Not a tag.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATag {
    #[error("a tag cannot contain `{0}`")]
    Forbidden(char),
    #[error("a tag is a word of 1 to 64 bytes")]
    WrongLength,
}

impl FromStr for Tag {
    type Err = NotATag;

    /// Reads it in any case, and with a `#` before it.
    fn from_str(tag: &str) -> Result<Self, NotATag> {
        let folded = tag.strip_prefix('#').unwrap_or(tag).to_lowercase();
        match folded.parse::<ReviewerName>() {
            Ok(_) => Ok(Self(folded)),
            Err(NameError::Empty | NameError::TooLong) => Err(NotATag::WrongLength),
            Err(NameError::Forbidden(c)) => Err(NotATag::Forbidden(c)),
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Read and written as it is spelled, and only in that spelling.
macro_rules! spelled {
    ($($name:ident: $what:literal),*) => { $(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
                let read = text.parse::<Self>().ok().filter(|read| read.to_string() == *text);
                read.ok_or_else(|| D::Error::custom($what))
            }
        }
    )* };
}

spelled!(Day: "not a day", Tag: "not a tag");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_exist() {
        for day in ["2026-12-01", "2028-02-29", "0001-01-01"] {
            assert_eq!(day.parse::<Day>().unwrap().to_string(), day);
        }
        for odd in
            ["2026-02-29", "2026-13-01", "2026-1-1", "+2026-1-01", "tomorrow", "", "2026-12-01 "]
        {
            assert_eq!(odd.parse::<Day>(), Err(NotADay), "{odd}");
        }
        let time = "2026-12-01T23:59:59Z".parse().unwrap();
        assert_eq!(Day::of(time).after(31).to_string(), "2027-01-01");
    }

    #[test]
    fn tags_are_words_in_lower_case() {
        for (typed, tag) in [("#Health", "health"), ("ЗДОРОВЬЕ", "здоровье"), ("eu-27", "eu-27")]
        {
            assert_eq!(typed.parse::<Tag>().unwrap().as_str(), tag);
        }
        assert_eq!("a,b".parse::<Tag>(), Err(NotATag::Forbidden(',')));
        assert_eq!("a b".parse::<Tag>(), Err(NotATag::Forbidden(' ')));
        assert_eq!("-draft".parse::<Tag>(), Err(NotATag::Forbidden('-')));
        assert_eq!("#".parse::<Tag>(), Err(NotATag::WrongLength));
        assert!(serde_json::from_str::<Tag>("\"Health\"").is_err());
    }
}
