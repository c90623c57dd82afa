use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use crate::domain::{Hasher, Sha256};
use crate::files::{FileError, UnfinishedFolder};

/// A folder that this program keeps up to date: it writes the files that changed, and removes those
/// of its own that no longer belong there. Its list of them is also one that `sha256sum` reads.
///
/// It never touches a file that it did not write, or that somebody changed since, nor follows a link.
pub struct KeptFolder {
    /// What is there now, with its hash, of the files that are in the list.
    known: BTreeMap<String, Sha256>,
    new: BTreeMap<String, Sha256>,
    root: PathBuf,
    unfinished: UnfinishedFolder,
    written: u64,
}

/// The list of the files.
pub const LIST: &str = "site.sha256";

/// A file that is there while a run is under way: what it wrote is not in the list yet.
const UNDER_WAY: &str = ".factledger-under-way";

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    pub all: u64,
    pub removed: u64,
    pub written: u64,
}

/// Why a folder cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("`{}` is a link", .0.display())]
    Link(PathBuf),
    /// Files that are not on the list, or that somebody changed.
    #[error("`{}` holds files that are not of this site", root.display())]
    Others { names: Vec<String>, root: PathBuf },
}

/// A file that is being written beside the folder.
pub struct Staged {
    file: BufWriter<File>,
    hasher: Hasher,
    path: PathBuf,
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl KeptFolder {
    /// Begin a run. `is_ours` says of a path whether a site can have it: of a run that did not come
    /// to its end, the list does not say what it wrote.
    pub fn begin(
        root: &Path,
        force: bool,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<Self, KeptError> {
        match fs::symlink_metadata(root) {
            Ok(metadata) if metadata.is_symlink() => return Err(KeptError::Link(root.to_owned())),
            Ok(_) => {}
            Err(_) => fs::create_dir(root).map_err(failed(root))?,
        }
        let listed = listed(root)?;
        let is_interrupted = root.join(UNDER_WAY).exists();
        let mut found = BTreeSet::new();
        walk(root, "", &mut found)?;
        let mut known = BTreeMap::new();
        let mut others = Vec::new();
        for name in found {
            let sha256 = hash(&root.join(&name)).map_err(failed(root))?;
            let is_known = listed.get(&name) == Some(&sha256) || name == LIST;
            if is_known || is_interrupted && is_ours(&name) {
                known.insert(name, sha256);
            } else {
                others.push(name);
            }
        }
        if !others.is_empty() && !force {
            return Err(KeptError::Others { names: others, root: root.to_owned() });
        }
        let unfinished = UnfinishedFolder::new_in(root).map_err(failed(root))?;
        Ok(Self { known, new: BTreeMap::new(), root: root.to_owned(), unfinished, written: 0 })
    }

    /// Whether the site has a file of this name, as it was written.
    pub fn has(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// What a file of the site has, if it is as it was written.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.known.get(name)?;
        fs::read(self.root.join(name)).ok()
    }

    /// Begin a file.
    pub fn stage(&self, name: &str) -> io::Result<Staged> {
        let path = self.unfinished.path().join(format!("{}.new", Sha256::of(name).short()));
        let file = BufWriter::new(File::create(&path)?);
        Ok(Staged { file, hasher: Hasher::default(), path })
    }

    /// Give a file its name, unless the same is there.
    pub fn keep(&mut self, name: &str, staged: Staged) -> io::Result<()> {
        let Staged { file, hasher, path } = staged;
        drop(file.into_inner().map_err(io::IntoInnerError::into_error)?);
        let sha256 = hasher.finish();
        let is_there = self.known.get(name) == Some(&sha256);
        if is_there {
            fs::remove_file(path)?;
        } else {
            if self.written == 0 {
                fs::write(self.root.join(UNDER_WAY), "")?;
            }
            let target = self.root.join(name);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            // Only a link could be in the place of a file: renaming replaces it, and follows nothing.
            fs::rename(path, target)?;
            self.written += 1;
        }
        self.new.insert(name.to_owned(), sha256);
        Ok(())
    }

    /// Write a whole file.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut staged = self.stage(name)?;
        staged.write_all(bytes)?;
        self.keep(name, staged)
    }

    /// Leave a file as it is, if it is one of the site.
    pub fn leave(&mut self, name: &str) {
        if let Some(sha256) = self.known.get(name) {
            self.new.insert(name.to_owned(), *sha256);
        }
    }

    /// The files of the site that were not written again yet.
    pub fn left(&self) -> Vec<String> {
        let is_left = |name: &&String| !self.new.contains_key(*name) && *name != LIST;
        self.known.keys().filter(is_left).cloned().collect()
    }

    /// Remove what was not written again, and write the list.
    pub fn finish(mut self) -> io::Result<Kept> {
        let mut removed = 0;
        for name in self.left() {
            let path = self.root.join(&name);
            // Somebody may have been quicker.
            if hash(&path).ok().as_ref() == self.known.get(&name) {
                fs::remove_file(&path)?;
                removed += 1;
                let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
                for folder in folders {
                    // Only if nothing is in it.
                    if fs::remove_dir(folder).is_err() {
                        break;
                    }
                }
            }
        }
        let all = self.new.len() as u64;
        let mut list = self.stage(LIST)?;
        for (name, sha256) in &self.new {
            writeln!(list, "{sha256}  {name}")?;
        }
        let before = self.written;
        self.keep(LIST, list)?;
        match fs::remove_file(self.root.join(UNDER_WAY)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        Ok(Kept { all, removed, written: before })
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> FileError {
    |source| FileError::Write { path: path.to_owned(), source }
}

/// The files that a site has by its list. Without a list, there is no site.
pub(super) fn listed(root: &Path) -> Result<BTreeMap<String, Sha256>, FileError> {
    /// In bytes: a million files.
    const LONGEST: u64 = 1 << 28;
    let file = match File::open(root.join(LIST)) {
        Ok(file) => file.take(LONGEST),
        Err(_) => return Ok(BTreeMap::new()),
    };
    let mut listed = BTreeMap::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(failed(root))?;
        let Some((sha256, name)) = line.split_once("  ") else { continue };
        if let Ok(sha256) = sha256.parse() {
            listed.insert(name.to_owned(), sha256);
        }
    }
    Ok(listed)
}

/// All files in a folder. What begins with a dot is not looked at: version control, a desktop and a
/// web host keep their own there.
pub(super) fn walk(
    folder: &Path,
    prefix: &str,
    found: &mut BTreeSet<String>,
) -> Result<(), KeptError> {
    for file in fs::read_dir(folder).map_err(failed(folder))? {
        let file = file.map_err(failed(folder))?;
        let name = file.file_name().to_string_lossy().into_owned();
        let kind = file.file_type().map_err(failed(folder))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if kind.is_symlink() {
            return Err(KeptError::Link(file.path()));
        } else if kind.is_dir() {
            walk(&file.path(), &format!("{path}/"), found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}

pub(super) fn hash(path: &Path) -> io::Result<Sha256> {
    let mut file = BufReader::new(File::open(path)?);
    let mut hasher = Hasher::default();
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hasher.finish());
        }
        hasher.update(bytes);
        let read = bytes.len();
        file.consume(read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Write a site of these files.
    fn site(root: &Path, files: &[(&str, &str)], force: bool) -> Result<Kept, KeptError> {
        let mut folder = KeptFolder::begin(root, force, |name| name.starts_with('c'))?;
        for (name, text) in files {
            folder.put(name, text.as_bytes()).unwrap();
        }
        Ok(folder.finish().unwrap())
    }

    fn kept(all: u64, written: u64, removed: u64) -> Kept {
        Kept { all, removed, written }
    }

    #[test]
    fn a_second_run_writes_what_changed_and_removes_what_is_gone() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("site");
        let first = [("index.html", "1"), ("claims/C1.html", "1"), ("claims/C2.html", "1")];
        assert_eq!(site(&root, &first, false).unwrap(), kept(3, 3, 0));
        let time = |name: &str| fs::metadata(root.join(name)).unwrap().modified().unwrap();
        let before = time("claims/C1.html");
        assert_eq!(site(&root, &first, false).unwrap(), kept(3, 0, 0));
        let second = [("index.html", "2"), ("claims/C1.html", "1")];
        assert_eq!(site(&root, &second, false).unwrap(), kept(2, 1, 1));
        assert_eq!(time("claims/C1.html"), before);
        assert_eq!(site(&root, &[("index.html", "2")], false).unwrap(), kept(1, 0, 1));
        let mut names: Vec<_> =
            fs::read_dir(&root).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["index.html", "site.sha256"]);
    }

    #[test]
    fn files_of_others_are_never_touched() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("site");
        let files = [("index.html", "1"), ("claims/C1.html", "1")];
        site(&root, &files, false).unwrap();
        fs::write(root.join("photo.jpg"), "x").unwrap();
        fs::write(root.join(".git"), "x").unwrap();
        fs::write(root.join("claims/C1.html"), "edited by hand").unwrap();
        let KeptError::Others { names, .. } = site(&root, &files, false).unwrap_err() else {
            panic!("others are there")
        };
        assert_eq!(names, ["claims/C1.html", "photo.jpg"]);
        // What is no longer of the site, and was edited, stays.
        assert_eq!(site(&root, &files[..1], true).unwrap(), kept(1, 0, 0));
        let text = |name: &str| fs::read_to_string(root.join(name)).unwrap();
        assert_eq!(text("claims/C1.html"), "edited by hand");
        assert_eq!(site(&root, &files, true).unwrap(), kept(2, 1, 0));
        assert_eq!((text("photo.jpg"), text(".git")), ("x".to_owned(), "x".to_owned()));
    }

    #[test]
    fn a_run_that_was_interrupted_is_taken_up() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("site");
        let mut folder = KeptFolder::begin(&root, false, |_| true).unwrap();
        folder.put("claims/C1.html", b"1").unwrap();
        drop(folder);
        let files = [("claims/C1.html", "1"), ("claims/C2.html", "1")];
        assert_eq!(site(&root, &files, false).unwrap(), kept(2, 1, 0));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let around = tempfile::tempdir().unwrap();
        let outside = around.path().join("outside");
        fs::create_dir(&outside).unwrap();
        let root = around.path().join("site");
        symlink(&outside, &root).unwrap();
        let refused = site(&root, &[("index.html", "1")], true);
        assert!(matches!(refused, Err(KeptError::Link(path)) if path == root));
        fs::remove_file(&root).unwrap();
        fs::create_dir(&root).unwrap();
        symlink(&outside, root.join("claims")).unwrap();
        let refused = site(&root, &[("claims/C1.html", "1")], true);
        assert!(matches!(refused, Err(KeptError::Link(path)) if path == root.join("claims")));
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    }
}
