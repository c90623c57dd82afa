//! Files and folders that are whole or not there: each gets its name when it is finished. What is
//! not finished goes when the program ends, also when it is interrupted.
//!
//! Anything else that writes a file writes it through one of these:
//!
//! | | who may read it | over a file that is there |
//! |---|---|---|
//! | [`NewFile`], [`NewFolder`] | everyone whom the umask lets | only if asked to |
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

/// Why a file or a folder is not written, or not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is a file of that name, and nobody asked to replace it.
    #[error("the file `{}` already exists", path.display())]
    FileExists { path: PathBuf },
    /// There is something of that name. A folder replaces nothing.
    #[error("`{}` already exists", path.display())]
    FolderExists { path: PathBuf },
    /// Others than its owner may read what is private.
    #[error("other users can read `{}`", path.display())]
    NotPrivate { path: PathBuf },
    #[error("`{}` cannot be read", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// It is not a file, or longer than such a file is.
    #[error("`{}` is not a file of at most {longest} bytes", path.display())]
    TooLong { longest: u64, path: PathBuf },
    #[error("`{}` cannot be written", path.display())]
    Write { path: PathBuf, source: io::Error },
}

impl FileError {
    fn write(path: &Path) -> impl Fn(io::Error) -> Self {
        |source| Self::Write { path: path.to_owned(), source }
    }

    /// The same as an error of the system's, for whoever names the file.
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
