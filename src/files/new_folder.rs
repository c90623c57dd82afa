use std::fs;
use std::path::{Path, PathBuf};

use super::sync::{sync_all_in, sync_name};
use super::{FileError, UnfinishedFolder, around};

/// A folder for others to read. It gets its name when it is finished. If it is dropped before that,
/// nothing is left. It never replaces anything.
#[derive(Debug)]
pub struct NewFolder {
    contents: PathBuf,
    path: PathBuf,
    unfinished: UnfinishedFolder,
}

impl NewFolder {
    /// Begin a folder that will be called `path`.
    pub fn begin(path: &Path) -> Result<Self, FileError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(FileError::FolderExists { path: path.to_owned() });
        }
        let failed = FileError::write(path);
        fs::metadata(around(path)).map_err(&failed)?;
        let unfinished = UnfinishedFolder::new_in(around(path)).map_err(&failed)?;
        let contents = unfinished.contents().map_err(&failed)?;
        Ok(Self { contents, path: path.to_owned(), unfinished })
    }

    /// Its temporary path. It is empty at first.
    pub fn unfinished_path(&self) -> &Path {
        &self.contents
    }

    /// Write a file in it. Its name may contain folders: `entries/E4.note`.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), FileError> {
        let path = self.contents.join(name);
        fs::create_dir_all(around(&path))
            .and_then(|()| fs::write(&path, bytes))
            .map_err(FileError::write(Path::new(name)))
    }

    /// Wait until everything in it is on the disk.
    pub fn sync(&self) -> Result<(), FileError> {
        sync_all_in(&self.contents).map_err(FileError::write(&self.path))
    }

    /// Give it its name. Without [`NewFolder::sync`], its contents may reach the disk later.
    pub fn finish(self) -> Result<(), FileError> {
        let Self { contents, path, unfinished } = self;
        fs::rename(contents, &path).map_err(FileError::write(&path))?;
        sync_name(around(&path));
        drop(unfinished);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_when_finished_and_replaces_nothing() {
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("saved");
        let folder = NewFolder::begin(&path).unwrap();
        folder.put("entries/E4.note", b"x").unwrap();
        assert!(!path.exists());
        drop(folder);
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 0);
        let folder = NewFolder::begin(&path).unwrap();
        folder.put("entries/E4.note", b"x").unwrap();
        folder.sync().unwrap();
        folder.finish().unwrap();
        assert_eq!(fs::read(path.join("entries/E4.note")).unwrap(), b"x");
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 1);
        assert!(matches!(NewFolder::begin(&path), Err(FileError::FolderExists { .. })));
    }
}
