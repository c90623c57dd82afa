use super::Failure;
use crate::domain::{NameError, NoteError};

impl From<NoteError> for Failure {
    fn from(error: NoteError) -> Self {
        Self::of(&error).context("the note cannot be recorded")
    }
}

impl From<NameError> for Failure {
    fn from(error: NameError) -> Self {
        Self::of(&error)
            .hint("names consist of letters, digits and `.`, `_`, `-`, `@`: `--as NAME`")
    }
}
