/// What kind of error it is, for those who answer with a number: an exit code, an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Another program is in the way. The same may work in a moment.
    Busy,
    /// What is stored, or was handed in, is not what was recorded.
    Damaged,
    /// It was written to while it was read. The same works if it is tried again.
    Disturbed,
    /// The system did not do it: a disk, a folder, a clock, memory.
    Failed,
    /// What was asked for makes no sense, whatever the ledger holds.
    Invalid,
    /// There is no such thing.
    NotFound,
    /// The rules, or what is recorded already, do not allow it.
    Refused,
}
