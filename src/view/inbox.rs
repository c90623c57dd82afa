use crate::domain::{ClaimId, Day, EntryId, LogEntry, Reason};

/// What happened that concerns a person, the newest last.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The last entry of the log: what comes later is not in it.
    pub last: EntryId,
    pub notices: Vec<Notice>,
}

/// An entry that concerns a person.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The claims that it is about and that they have to do with.
    pub claims: Vec<ClaimId>,
    /// The day by whose end they are to judge the claim.
    pub due: Option<Day>,
    pub reason: Reason,
    pub recorded: LogEntry,
    /// The entry from which on they could know of it: itself, or their own review, if it was hidden
    /// until then.
    pub seen: EntryId,
}

impl Inbox {
    /// How many came after this entry.
    pub fn since(&self, mark: EntryId) -> u64 {
        self.notices.iter().filter(|notice| notice.is_since(mark)).count() as u64
    }
}

impl Notice {
    pub fn is_since(&self, mark: EntryId) -> bool {
        self.seen > mark
    }
}
