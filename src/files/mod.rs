//! Files and folders that are complete or absent: each gets its name when it is finished.
//! Unfinished ones are removed when the program ends, even if it is interrupted.
//!
//! All other code writes files through one of these:
//!
//! | | who may read it | replaces an existing file |
//! |---|---|---|
//! | [`NewFile`], [`NewFolder`] | everyone that the umask allows | only on request |
//! | [`private`] | its owner | as the function says |

mod new_file;
mod new_folder;
pub mod private;
mod sync;
mod unfinished;

use std::io;
use std::path::{Path, PathBuf};

pub use new_file::{IfExists, NewFile, ensure_free};
pub use new_folder::NewFolder;
pub use unfinished::{UnfinishedFolder, sweep_temporary};

pub(crate) use unfinished::remove_all;

/// Why a file or folder could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A file with that name exists, and may not be replaced.
    #[error("the file `{}` already exists", path.display())]
    FileExists { path: PathBuf },
    /// Something with that name exists. A folder replaces nothing.
    #[error("`{}` already exists", path.display())]
    FolderExists { path: PathBuf },
    /// Users other than the owner can read a private file.
    #[error("other users can read `{}`", path.display())]
    NotPrivate { path: PathBuf },
    #[error("`{}` cannot be read", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// It is not a file, or it is too long.
    #[error("`{}` is not a file of at most {longest} bytes", path.display())]
    TooLong { longest: u64, path: PathBuf },
    #[error("`{}` cannot be written", path.display())]
    Write { path: PathBuf, source: io::Error },
}

impl FileError {
    fn write(path: &Path) -> impl Fn(io::Error) -> Self {
        |source| Self::Write { path: path.to_owned(), source }
    }

    /// The same as an I/O error, for callers that name the file themselves.
    pub fn into_io(self) -> io::Error {
        match self {
            Self::FileExists { .. } | Self::FolderExists { .. } => {
                io::ErrorKind::AlreadyExists.into()
            }
            Self::Read { source, .. } | Self::Write { source, .. } => source,
            other @ (Self::NotPrivate { .. } | Self::TooLong { .. }) => io::Error::other(other),
        }
    }
}

/// The folder that a file or a folder is in.
fn around(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}
