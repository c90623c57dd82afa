use crate::domain::Status;

/// How a claim stood when an earlier report was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It was not recorded yet.
    Absent,
    /// It was dismissed, gone from its text, or its article was withdrawn.
    Aside,
    Stood {
        conflict: bool,
        status: Status,
    },
}
