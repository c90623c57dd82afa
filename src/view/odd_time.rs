use crate::domain::{EntryId, Timestamp};

/// An entry whose time cannot be right, or casts doubt on the one before it: some clock was wrong.
/// The order of the entries is proven, whatever their times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddTime {
    pub at: Timestamp,
    /// The entry that it is dated before, although it was recorded later. `None` if it is dated
    /// later than the present.
    pub earlier_than: Option<EntryId>,
    pub entry: EntryId,
}

impl OddTime {
    /// In seconds: clocks that differ by less are no surprise.
    const TOLERANCE: i64 = 60;

    /// Check an entry against the first one, and against the last one before it.
    pub fn find(
        (entry, at): (EntryId, Timestamp),
        first: Timestamp,
        (last, last_at): (EntryId, Timestamp),
    ) -> Option<Self> {
        let earlier_than = if Self::is_before(at, last_at) {
            last
        } else if Self::is_before(at, first) {
            EntryId(0)
        } else {
            return None;
        };
        Some(Self { at, earlier_than: Some(earlier_than), entry })
    }

    /// Check an entry against the present.
    pub fn in_future(entry: EntryId, at: Timestamp, now: Timestamp) -> Option<Self> {
        Self::is_before(now, at).then_some(Self { at, earlier_than: None, entry })
    }

    fn is_before(one: Timestamp, other: Timestamp) -> bool {
        one.unix_seconds() + Self::TOLERANCE < other.unix_seconds()
    }
}
