use super::seen;
use super::{Ledger, LedgerError};
use crate::domain::{EntryId, HistoryQuery, LogEntry, Sight};
use crate::merkle::entry_leaf;
use crate::store::Snapshot;
use crate::view::HistoryLine;

/// Two copies of a ledger, compared entry by entry.
#[derive(Clone, Debug)]
pub struct Compared {
    /// How many entries both begin with.
    pub common: u64,
    /// What only this one has, after those.
    pub ours: Vec<HistoryLine>,
    /// What only the other one has.
    pub theirs: Vec<HistoryLine>,
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
                // What is hidden in one copy is hidden in the other.
                let sights = [self.looking.sight(ours)?, other.looking.sight(theirs)?];
                let ours = from(ours, common, &sights)?;
                Ok(Some(Compared { common, ours, theirs: from(theirs, common, &sights)? }))
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
fn from(
    snapshot: &Snapshot<'_>,
    first: u64,
    sights: &[Sight; 2],
) -> Result<Vec<HistoryLine>, LedgerError> {
    let count = usize::try_from(snapshot.entries()?.saturating_sub(first)).unwrap_or(usize::MAX);
    let mut entries = snapshot.history(&HistoryQuery::default(), &Sight::WHOLE, None, count)?;
    entries.retain(|recorded| recorded.position.0 >= first);
    entries.reverse();
    let seen = |recorded: LogEntry| {
        let [ours, theirs] = sights;
        let sight = if ours.hides_entry(&recorded) { ours } else { theirs };
        seen::line(sight, recorded)
    };
    Ok(entries.into_iter().map(seen).collect())
}
