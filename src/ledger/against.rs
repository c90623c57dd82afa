use super::{Ledger, LedgerError};
use crate::domain::{EntryId, HistoryQuery, LogEntry};
use crate::merkle::entry_leaf;
use crate::store::Snapshot;

/// Two copies of a ledger, compared entry by entry.
#[derive(Clone, Debug)]
pub struct Compared {
    /// How many entries both begin with.
    pub common: u64,
    /// What only this one has, after those.
    pub ours: Vec<LogEntry>,
    /// What only the other one has.
    pub theirs: Vec<LogEntry>,
}

impl Ledger {
    /// Compare this ledger with another copy of it. `None` if they are two ledgers.
    pub fn compare(&self, other: &Self) -> Result<Option<Compared>, LedgerError> {
        self.store.read(|ours| {
            other.store.read(|theirs| {
                let names = [ours.created()?, theirs.created()?];
                let [Some((our, _)), Some((their, _))] = names else { return Ok(None) };
                if our != their {
                    return Ok(None);
                }
                let common = common(ours, theirs)?;
                Ok(Some(Compared {
                    common,
                    ours: from(ours, common)?,
                    theirs: from(theirs, common)?,
                }))
            })
        })
    }
}

/// How many entries the two begin with. Their bytes are compared, so nothing else is believed; except
/// where the words of an entry are withheld in one of the two.
fn common(ours: &Snapshot<'_>, theirs: &Snapshot<'_>) -> Result<u64, LedgerError> {
    const STEP: u64 = 256;
    let is_same = |(our, their): &(&Vec<u8>, &Vec<u8>)| entry_leaf(our) == entry_leaf(their);
    let mut common = 0;
    loop {
        let our = ours.entry_bytes(EntryId(common), STEP)?;
        let their = theirs.entry_bytes(EntryId(common), STEP)?;
        let same = our.iter().zip(&their).take_while(is_same).count() as u64;
        common += same;
        if same < STEP {
            return Ok(common);
        }
    }
}

/// The entries of a log from this one on.
fn from(snapshot: &Snapshot<'_>, first: u64) -> Result<Vec<LogEntry>, LedgerError> {
    let count = usize::try_from(snapshot.entries()?.saturating_sub(first)).unwrap_or(usize::MAX);
    let mut entries = snapshot.history(&HistoryQuery::default(), None, count)?;
    entries.retain(|recorded| recorded.position.0 >= first);
    entries.reverse();
    Ok(entries)
}
