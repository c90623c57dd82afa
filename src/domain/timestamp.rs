use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A moment, to the second, in UTC. Written as RFC 3339 with a `Z`: `2026-11-23T08:00:00Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// Seconds since 1970, without leap seconds.
    pub fn unix_seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The moment this many seconds after 1970, if its year has four digits.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        DateTime::from_timestamp(seconds, 0).and_then(|time| Self::try_from(time).ok())
    }

    /// `2026-11-23 08:00`: as people read it.
    pub fn to_minute(self) -> String {
        self.0.format("%Y-%m-%d %H:%M").to_string()
    }
}

/// Not a time that can be recorded.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time like `2026-11-23T08:00:00Z` (RFC 3339)")]
pub struct NotATime;

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = NotATime;

    fn try_from(time: DateTime<Utc>) -> Result<Self, NotATime> {
        use chrono::{Datelike, SubsecRound, Timelike};
        // Unix time does not count leap seconds.
        let is_leap = time.nanosecond() >= 1_000_000_000;
        if is_leap || !(0..=9999).contains(&time.year()) {
            return Err(NotATime);
        }
        Ok(Self(time.trunc_subsecs(0)))
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    /// Read RFC 3339 with any offset, or a plain date (its first second, UTC).
    fn from_str(time: &str) -> Result<Self, NotATime> {
        let midnight = format!("{time}T00:00:00Z");
        DateTime::parse_from_rfc3339(time)
            .or_else(|_| DateTime::parse_from_rfc3339(&midnight))
            .map_err(|_| NotATime)?
            .to_utc()
            .try_into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
        let timestamp: Self = time.parse().map_err(D::Error::custom)?;
        if timestamp.to_string() == time { Ok(timestamp) } else { Err(D::Error::custom(NotATime)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(time: &str, expected: Option<&str>) {
        let read = time.parse::<Timestamp>().ok().map(|time| time.to_string());
        assert_eq!(read.as_deref(), expected, "{time}");
    }

    #[test]
    fn times_are_read_with_any_offset_and_written_in_utc() {
        check("2026-11-23T08:00:00Z", Some("2026-11-23T08:00:00Z"));
        check("2026-11-23T08:00:00.999+02:00", Some("2026-11-23T06:00:00Z"));
        check("2026-11-23", Some("2026-11-23T00:00:00Z"));
        for wrong in [
            "2026-02-30",
            "2016-12-31T23:59:60Z",
            "2026-11-23T08:00:00",
            "10000-01-01T00:00:00Z",
            "yesterday",
            "",
        ] {
            check(wrong, None);
        }
    }
}
