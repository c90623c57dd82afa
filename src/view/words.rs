//! Numbers and lists in words.

use super::WithdrawnArticle;
use crate::domain::{Correction, Counts, LogEntry, Status, Withdrawal};

/// `1 claim`, `2 claims`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// `1 claim`, `1,234 claims`.
pub fn claims(number: u64) -> String {
    count(number, "claim", "claims")
}

/// What an entry says happened: `marked C1 disputed`.
pub fn summary(recorded: &LogEntry) -> String {
    let what = recorded.entry.event.summary();
    if recorded.has_effect { what } else { format!("{what} (no effect: see verify)") }
}

/// `corrected by ana, E57`.
pub fn corrected(Correction { by, entry, .. }: &Correction) -> String {
    format!("corrected by {by}, {entry}")
}

/// `A2 is withdrawn, with 3 claims, by ana, 2026-11-23T08:00:00Z, E57: REASON`.
pub fn withdrawn(
    WithdrawnArticle { article, claims: of, withdrawal }: &WithdrawnArticle,
) -> String {
    let Withdrawal { at, by, entry, reason } = withdrawal;
    format!("{article} is withdrawn, with {}, by {by}, {at}, {entry}: {reason}", claims(*of))
}

/// `17 claims: 12 unverified, 3 disputed, 2 corroborated; 1 dismissed`.
pub fn counts(counts: &Counts) -> String {
    let parts: Vec<String> = Status::ALL
        .into_iter()
        .filter(|status| counts.of(*status) > 0)
        .map(|status| format!("{} {status}", grouped(counts.of(status))))
        .collect();
    let mut words = claims(counts.claims());
    if !parts.is_empty() {
        words = format!("{words}: {}", parts.join(", "));
    }
    if counts.dismissed > 0 {
        words = format!("{words}; {} dismissed", grouped(counts.dismissed));
    }
    if counts.withdrawn > 0 {
        words = format!("{words}; {} withdrawn", grouped(counts.withdrawn));
    }
    words
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_naturally() {
        assert_eq!(claims(0), "0 claims");
        assert_eq!(claims(1), "1 claim");
        assert_eq!(claims(1_234_567), "1,234,567 claims");
        let some =
            Counts { unverified: 1000, disputed: 0, corroborated: 2, dismissed: 1, withdrawn: 0 };
        assert_eq!(counts(&some), "1,002 claims: 1,000 unverified, 2 corroborated; 1 dismissed");
        assert_eq!(counts(&Counts::default()), "0 claims");
    }
}
