use crate::domain::{EntryId, Timestamp};

/// That a report shows an earlier state of its ledger.
#[derive(Clone, Debug)]
pub struct AsOf {
    pub at: Timestamp,
    /// How many entries the ledger has now.
    pub entries: u64,
    /// Entries that are dated by then, but were recorded after one that is dated later.
    pub left_out: Vec<EntryId>,
}
