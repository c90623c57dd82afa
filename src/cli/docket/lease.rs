use std::str::FromStr;

use crate::domain::Timestamp;

/// How long a claim is taken for: `30m`, `2h`, `3d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration(i64);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a length of time: write `30m`, `2h` or `3d`")]
pub(super) struct NotADuration;

impl Duration {
    pub(super) fn from(self, now: Timestamp) -> Timestamp {
        Timestamp::from_unix_seconds(now.unix_seconds().saturating_add(self.0)).unwrap_or(now)
    }
}

impl FromStr for Duration {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let unit = match text.chars().last() {
            Some('m') => 60,
            Some('h') => 60 * 60,
            Some('d') => 24 * 60 * 60,
            _ => return Err(NotADuration),
        };
        let digits = &text[..text.len() - 1];
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        let number: i64 = digits.parse().ok().filter(|_| is_number).ok_or(NotADuration)?;
        number.checked_mul(unit).filter(|seconds| *seconds > 0).map(Self).ok_or(NotADuration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_has_a_unit() {
        assert_eq!("90m".parse(), Ok(Duration(5400)));
        assert_eq!("3d".parse(), Ok(Duration(3 * 86400)));
        for odd in ["", "h", "2", "0h", "-2h", "+2h", "2w", "2 h", "99999999999999999999d", "2é"] {
            assert_eq!(odd.parse::<Duration>(), Err(NotADuration), "{odd}");
        }
    }
}
