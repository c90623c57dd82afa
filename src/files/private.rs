//! Files that only their owner can read, complete or absent. Their folder is created if necessary,
//! and is private, too.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::sync::sync_folders;
use super::unfinished::UnfinishedFile;
use super::{FileError, IfExists};

/// Read a file that others may not read, of at most `longest` bytes.
pub fn read(path: &Path, longest: u64) -> Result<String, FileError> {
    let failed = |source| FileError::Read { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(failed)?;
    if is_open(&metadata) {
        return Err(FileError::NotPrivate { path: path.to_owned() });
    }
    if !metadata.is_file() || metadata.len() > longest {
        return Err(FileError::TooLong { longest, path: path.to_owned() });
    }
    fs::read_to_string(path).map_err(failed)
}

/// Read a file that others may read, too, because it tells them nothing.
pub fn read_any(path: &Path, longest: u64) -> Result<String, FileError> {
    let failed = |source| FileError::Read { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() || metadata.len() > longest {
        return Err(FileError::TooLong { longest, path: path.to_owned() });
    }
    fs::read_to_string(path).map_err(failed)
}

/// Write a file. It has its old or its new content, never a part. When this returns, it and its
/// folder are on the disk: only then may the ledger say that it exists.
pub fn write(path: &Path, text: &str, if_exists: IfExists) -> Result<(), FileError> {
    let was_there = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let written = folder_for(path).and_then(|folder| {
        let unfinished = unfinished(folder, text)?;
        unfinished.sync()?;
        unfinished.finish(path, if_exists == IfExists::Refuse)?;
        sync_folders(folder, was_there)
    });
    written.map_err(|source| match (source.kind(), if_exists) {
        (io::ErrorKind::AlreadyExists, IfExists::Refuse) => {
            FileError::FileExists { path: path.to_owned() }
        }
        _ => FileError::Write { path: path.to_owned(), source },
    })
}

/// Replace a file without waiting for the disk: after a power cut it may be empty.
pub fn replace_soon(path: &Path, text: &str) -> Result<(), FileError> {
    folder_for(path)
        .and_then(|folder| unfinished(folder, text)?.finish(path, false))
        .map_err(FileError::write(path))
}

/// Wait until a file and its name are on the disk.
pub fn sync(path: &Path) -> Result<(), FileError> {
    fs::File::open(path)
        .and_then(|file| file.sync_all())
        .and_then(|()| path.parent().map_or(Ok(()), |folder| sync_folders(folder, Some(folder))))
        .map_err(FileError::write(path))
}

/// Give a file another name, in another folder.
pub fn rename(from: &Path, to: &Path) -> Result<(), FileError> {
    let renamed = folder_for(to).and_then(|folder| {
        fs::rename(from, to)?;
        sync_folders(folder, Some(folder))?;
        from.parent().map_or(Ok(()), |folder| sync_folders(folder, Some(folder)))
    });
    renamed.map_err(FileError::write(from))
}

/// Lock this file, waiting for others. The lock lasts as long as the returned file is open.
pub fn lock(path: &Path) -> Result<File, FileError> {
    folder_for(path)
        .and_then(|_| File::create(path))
        .and_then(|file| file.lock().map(|()| file))
        .map_err(FileError::write(path))
}

/// The folder of a file, created if necessary.
fn folder_for(path: &Path) -> io::Result<&Path> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_private_folder(folder)?;
    Ok(folder)
}

fn unfinished(folder: &Path, text: &str) -> io::Result<UnfinishedFile> {
    let mut unfinished = UnfinishedFile::new_in(folder)?;
    unfinished.write(text.as_bytes())?;
    Ok(unfinished)
}

#[cfg(unix)]
fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open(_: &fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_a_private_file_and_its_folder() {
        use std::os::unix::fs::PermissionsExt as _;
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("log/ledger.key");
        write(&path, "secret", IfExists::Refuse).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        assert_eq!(read(&path, 6).unwrap(), "secret");
        assert!(matches!(read(&path, 5), Err(FileError::TooLong { longest: 5, .. })));
        let again = write(&path, "other", IfExists::Refuse);
        assert!(matches!(again, Err(FileError::FileExists { .. })));
        write(&path, "other", IfExists::Replace).unwrap();
        assert_eq!((read(&path, 6).unwrap().as_str(), mode(&path)), ("other", 0o600));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(read(&path, 6), Err(FileError::NotPrivate { .. })));
        let absent = read(&path.with_file_name("absent"), 6).unwrap_err();
        assert_eq!(absent.into_io().kind(), io::ErrorKind::NotFound);
    }
}
