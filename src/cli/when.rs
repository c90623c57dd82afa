//! Moments as people type them: a time, a day, or how long ago.

use std::str::FromStr;

use crate::domain::Timestamp;

const DAY: i64 = 24 * 60 * 60;

/// A moment, or a day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Seconds before now.
    Ago(i64),
    At(Timestamp),
    /// The first second of a day.
    Day(Timestamp),
    /// A day: this many before today.
    DaysAgo(i64),
}

/// Not a moment.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time: write `2026-11-23`, `2026-11-23T08:00:00Z`, `7d`, `2w`, `12h` or `yesterday`")]
pub(super) struct NotAMoment;

impl When {
    /// The first second of it.
    pub(super) fn start(self, now: Timestamp) -> Timestamp {
        let seconds = match self {
            Self::Ago(seconds) => now.unix_seconds() - seconds,
            Self::At(time) | Self::Day(time) => return time,
            Self::DaysAgo(days) => {
                let today = now.unix_seconds().div_euclid(DAY);
                (today - days) * DAY
            }
        };
        // Longer ago than can be written is before everything.
        Timestamp::from_unix_seconds(seconds).unwrap_or(now)
    }

    /// The last second of it.
    pub(super) fn end(self, now: Timestamp) -> Timestamp {
        let start = self.start(now);
        match self {
            Self::Ago(_) | Self::At(_) => start,
            Self::Day(_) | Self::DaysAgo(_) => {
                Timestamp::from_unix_seconds(start.unix_seconds() + DAY - 1).unwrap_or(start)
            }
        }
    }
}

impl FromStr for When {
    type Err = NotAMoment;

    fn from_str(when: &str) -> Result<Self, NotAMoment> {
        /// In days: no ledger is older.
        const LONGEST: i64 = 365 * 1000;
        match when {
            "today" => return Ok(Self::DaysAgo(0)),
            "yesterday" => return Ok(Self::DaysAgo(1)),
            _ => {}
        }
        if let Ok(time) = when.parse() {
            return Ok(if when.contains(['T', 't']) { Self::At(time) } else { Self::Day(time) });
        }
        let digits = when.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match &when[digits.len()..] {
            "h" => 60 * 60,
            "d" => DAY,
            "w" => 7 * DAY,
            _ => return Err(NotAMoment),
        };
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        let number: i64 = digits.parse().ok().filter(|_| is_number).ok_or(NotAMoment)?;
        let seconds = number.checked_mul(unit).filter(|seconds| *seconds <= LONGEST * DAY);
        seconds.map(Self::Ago).ok_or(NotAMoment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(when: &str, expected: Option<(&str, &str)>) {
        let now = "2026-11-23T08:30:00Z".parse().unwrap();
        let when: Result<When, _> = when.parse();
        let ends = when.ok().map(|when| (when.start(now).to_string(), when.end(now).to_string()));
        let ends = ends.as_ref().map(|(start, end)| (start.as_str(), end.as_str()));
        assert_eq!(ends, expected);
    }

    #[test]
    fn a_moment_is_a_time_a_day_or_how_long_ago() {
        let time = "2026-11-20T10:00:00Z";
        check("2026-11-20T12:00:00+02:00", Some((time, time)));
        check("2026-11-20", Some(("2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z")));
        check("today", Some(("2026-11-23T00:00:00Z", "2026-11-23T23:59:59Z")));
        check("yesterday", Some(("2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z")));
        check("12h", Some(("2026-11-22T20:30:00Z", "2026-11-22T20:30:00Z")));
        check("7d", Some(("2026-11-16T08:30:00Z", "2026-11-16T08:30:00Z")));
        check("2w", Some(("2026-11-09T08:30:00Z", "2026-11-09T08:30:00Z")));
        for other in ["", "d", "7", "-7d", "+7d", "7 d", "7m", "2026-13-01", "99999999999w", "7dé"]
        {
            check(other, None);
        }
    }
}
