use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::sync::sync_name;
use super::{FileError, UnfinishedFolder, around};

/// What to do if the file already exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfExists {
    Refuse,
    Replace,
}

/// A file for others to read. It gets its name when it is finished and completely on the disk. If
/// it is dropped before that, nothing is left.
#[derive(Debug)]
pub struct NewFile {
    if_exists: IfExists,
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
    /// A folder of its own, with any files that SQLite may put next to it.
    _around: UnfinishedFolder,
}

impl NewFile {
    /// Begin a file that will be called `path`.
    pub fn begin(path: &Path, if_exists: IfExists) -> Result<Self, FileError> {
        ensure_free(path, if_exists)?;
        let failed = FileError::write(path);
        let folder = UnfinishedFolder::new_in(around(path)).map_err(&failed)?;
        let mut builder = tempfile::Builder::new();
        let file = of_mode(&mut builder, 0o644).tempfile_in(folder.path()).map_err(&failed)?;
        Ok(Self { if_exists, out: BufWriter::new(file), path: path.to_owned(), _around: folder })
    }

    /// Its temporary path, for code that writes files by name.
    pub fn unfinished_path(&self) -> &Path {
        self.out.get_ref().path()
    }

    /// Give it its name.
    pub fn finish(self) -> Result<(), FileError> {
        let Self { if_exists, out, path, .. } = self;
        let failed = FileError::write(&path);
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(&failed)?;
        let named = match if_exists {
            IfExists::Refuse => file.persist_noclobber(&path),
            IfExists::Replace => file.persist(&path),
        };
        named.map_err(|error| match (error.error.kind(), if_exists) {
            (io::ErrorKind::AlreadyExists, IfExists::Refuse) => {
                FileError::FileExists { path: path.clone() }
            }
            _ => failed(error.error),
        })?;
        sync_name(around(&path));
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a file may be written there, or why not.
pub fn ensure_free(path: &Path, if_exists: IfExists) -> Result<(), FileError> {
    let failed = FileError::write(path);
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => {
            Err(failed(io::Error::other("it is not a file")))
        }
        Ok(_) if if_exists == IfExists::Refuse => {
            Err(FileError::FileExists { path: path.to_owned() })
        }
        Ok(_) | Err(_) => fs::metadata(around(path)).map(drop).map_err(failed),
    }
}

/// Unlike most temporary files, it is for others to read.
fn of_mode<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
    mode: u32,
) -> &'a mut tempfile::Builder<'b, 'b> {
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_finished_file_appears_and_an_unfinished_one_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        let mut file = NewFile::begin(&path, IfExists::Refuse).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(names(folder.path()), Vec::<String>::new());
        let mut file = NewFile::begin(&path, IfExists::Refuse).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!(names(folder.path()), ["report.md"]);
        assert_eq!(fs::read(&path).unwrap(), b"whole");
    }

    #[test]
    fn an_existing_file_is_replaced_only_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        let mut late = NewFile::begin(&path, IfExists::Refuse).unwrap();
        late.write_all(b"late").unwrap();
        fs::write(&path, "first").unwrap();
        assert!(matches!(late.finish(), Err(FileError::FileExists { .. })));
        let refused = NewFile::begin(&path, IfExists::Refuse);
        assert!(matches!(refused, Err(FileError::FileExists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        let mut second = NewFile::begin(&path, IfExists::Replace).unwrap();
        second.write_all(b"second").unwrap();
        second.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["report.md"]);
    }

    #[test]
    fn an_impossible_path_is_reported_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_owned(), folder.path().join("missing/report.md")] {
            let refused = ensure_free(&path, IfExists::Replace);
            assert!(matches!(refused, Err(FileError::Write { path: named, .. }) if named == path));
        }
    }
}
