use super::Failure;
use crate::files::FileError;

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let failure = Self::of(&error);
        match error {
            FileError::FileExists { .. } => failure.hint("`--force` overwrites it"),
            FileError::FolderExists { .. } => failure.hint("name another folder"),
            FileError::NotPrivate { .. }
            | FileError::Read { .. }
            | FileError::TooLong { .. }
            | FileError::Write { .. } => failure,
        }
    }
}
