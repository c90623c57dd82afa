use std::collections::BTreeSet;

use memchr::memmem;

use super::pages::Pages;
use super::sql::params;
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, LogEntry, Sha256, Timestamp};
use crate::merkle::entry_leaf;
use crate::view::OddTime;

impl Snapshot<'_> {
    /// The entries whose time shows that a clock was wrong, of those with an effect. `now` is the
    /// present, if that is checked too.
    pub fn odd_times(
        &self,
        faults: &BTreeSet<EntryId>,
        now: Option<Timestamp>,
    ) -> Result<Vec<OddTime>, StoreError> {
        let mut odd = Vec::new();
        let (mut first, mut last) = (None, None);
        let mut entries = Pages::of(self.connection, "entries", &["position"], "bytes");
        while let Some(row) = entries.next()? {
            let position = row.get(0)?;
            let Some(at) = time_of(row.get(1)?).filter(|_| !faults.contains(&position)) else {
                continue;
            };
            let first = *first.get_or_insert(at);
            let before = last.replace((position, at));
            let found = before.and_then(|before| OddTime::find((position, at), first, before));
            let future = || now.and_then(|now| OddTime::in_future(position, at, now));
            odd.extend(found.or_else(future));
        }
        Ok(odd)
    }

    /// How many entries were recorded by a time: all up to the last act before the first entry that
    /// is dated later.
    pub fn recorded_by(&self, time: Timestamp) -> Result<RecordedBy, StoreError> {
        let faults = self.faults()?;
        let (mut end, mut by_then) = (None, Vec::new());
        let mut entries = Pages::of(self.connection, "entries", &["position"], "bytes, leaf");
        while let Some(row) = entries.next()? {
            let (position, bytes) = (row.get(0)?, row.get(1)?);
            if entry_leaf(bytes) != row.get(2)? {
                return Err(StoreError::EntryChanged(position));
            }
            match time_of(bytes).filter(|_| !faults.contains(&position)) {
                Some(at) if at > time => {
                    end.get_or_insert(position);
                }
                Some(_) if end.is_some() => by_then.push(position),
                Some(_) | None => {}
            }
        }
        let end = end.map_or_else(|| self.entries(), |EntryId(end)| Ok(end))?;
        let sql = "SELECT max(size) FROM checkpoints WHERE size <= ?1";
        let size: Option<EntryId> = self.connection.value(sql, params![number(end)])?.flatten();
        Ok(RecordedBy { left_out: by_then, size: size.map_or(0, |EntryId(size)| size) })
    }

    /// The hashes of the texts and pages that the first entries name.
    pub fn contents_named_by(&self, entries: u64) -> Result<BTreeSet<Sha256>, StoreError> {
        let hashes = self.connection.column(
            "SELECT sha256 FROM (
                 SELECT sha256 FROM article_contents WHERE entry < ?1
                 UNION SELECT sha256 FROM evidence_contents WHERE entry < ?1) AS named
             EXCEPT SELECT sha256 FROM withheld WHERE entry < ?1",
            params![number(entries)],
        )?;
        Ok(hashes.into_iter().collect())
    }

    /// Mark an entry, if its time shows that a clock was wrong.
    pub(super) fn with_clock(&self, mut recorded: LogEntry) -> Result<LogEntry, StoreError> {
        recorded.earlier_than =
            self.odd_time(&recorded)?.and_then(|OddTime { earlier_than, .. }| earlier_than);
        Ok(recorded)
    }

    /// Whether the time of an entry shows that a clock was wrong.
    pub fn odd_time(&self, recorded: &LogEntry) -> Result<Option<OddTime>, StoreError> {
        if !recorded.has_effect {
            return Ok(None);
        }
        let position = recorded.position;
        let sql = "SELECT position, bytes
             FROM entries
             WHERE position < ?1 AND position NOT IN (SELECT entry FROM faults)
             ORDER BY position DESC
             LIMIT 1";
        let last = self.connection.first(sql, params![position], |row| {
            Ok((row.get::<EntryId>(0)?, time_of(row.get(1)?)))
        })?;
        let first = self.entry_bytes(EntryId(0), 1)?.pop();
        let (Some(first), Some((last, Some(last_at)))) = (first.as_deref().and_then(time_of), last)
        else {
            return Ok(None);
        };
        Ok(OddTime::find((position, recorded.entry.at), first, (last, last_at)))
    }
}

/// The entries that were recorded by a time.
pub struct RecordedBy {
    /// Entries that are dated by then, but were recorded after one that is dated later.
    pub left_out: Vec<EntryId>,
    /// How many there are.
    pub size: u64,
}

/// The time of an entry in canonical JSON: only its type and version follow.
fn time_of(bytes: &[u8]) -> Option<Timestamp> {
    const LENGTH: usize = "2026-11-23T08:00:00Z".len();
    const NAME: &[u8] = b",\"ts\":\"";
    let start = memmem::rfind(bytes, NAME)? + NAME.len();
    let time = bytes.get(start..start + LENGTH)?;
    std::str::from_utf8(time).ok()?.parse().ok()
}
