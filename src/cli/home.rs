//! Which ledger a command is about, if none is named: the one here, or in a folder above.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::ledger::{Location, begins_like_a_ledger};
use crate::text::read;

/// The name of a ledger that is not named otherwise.
pub(crate) const NAME: &str = "factledger.db";

/// Where a person is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The current folder.
    pub(crate) folder: Option<PathBuf>,
    /// The person's own folder: the search ends there.
    pub(crate) home: Option<PathBuf>,
}

impl Place {
    /// The ledger in the nearest folder above this one, as a path from here. `None`: there is one
    /// here, or none above.
    ///
    /// As git does, the search stays on one file system, and ends at the person's own folder. A
    /// folder in which anybody can put files, such as `/tmp`, ends it too.
    pub(crate) fn ledger_above(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        if folder.join(NAME).exists() {
            return None;
        }
        let device = device(folder);
        let mut from_here = PathBuf::new();
        let mut below = folder.as_path();
        while let Some(above) = below.parent() {
            let is_end = self.home.as_deref() == Some(below) || is_open_to_all(above);
            if is_end || self::device(above) != device {
                return None;
            }
            from_here.push("..");
            let ledger = above.join(NAME);
            if ledger.is_file() {
                return Some(from_here.join(NAME));
            }
            below = above;
        }
        None
    }

    /// A path as a person writes it: the own folder is `~`.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let within = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        within.map_or_else(|| path.display().to_string(), |path| format!("~/{}", path.display()))
    }
}

#[cfg(unix)]
fn device(folder: &Path) -> Option<u64> {
    fs::metadata(folder).ok().map(|metadata| std::os::unix::fs::MetadataExt::dev(&metadata))
}

#[cfg(not(unix))]
fn device(_: &Path) -> Option<u64> {
    None
}

#[cfg(unix)]
fn is_open_to_all(folder: &Path) -> bool {
    let mode = fs::metadata(folder).map(|metadata| std::os::unix::fs::MetadataExt::mode(&metadata));
    mode.is_ok_and(|mode| mode & 0o002 != 0)
}

#[cfg(not(unix))]
fn is_open_to_all(_: &Path) -> bool {
    false
}

/// Other ledgers in the folder of this one, a few of them.
pub(crate) fn ledgers_beside(path: &Path) -> Vec<PathBuf> {
    const MOST: usize = 5;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(files) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return Vec::new() };
    let is_other = |file: &fs::DirEntry| Some(file.file_name().as_os_str()) != path.file_name();
    let mut found: Vec<PathBuf> = files
        .flatten()
        .filter(|file| is_other(file) && file.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|file| folder.map_or_else(|| file.file_name().into(), |_| file.path()))
        .filter(|file: &PathBuf| file.extension().is_some_and(|extension| extension == "db"))
        .collect();
    found.sort();
    found
        .retain(|file| read::load_start(file, 100).is_ok_and(|start| begins_like_a_ledger(&start)));
    found.truncate(MOST);
    found
}

/// What lies beside, for a person who may have meant it.
pub(crate) fn hint_beside(path: &Path) -> Option<String> {
    let names: Vec<String> =
        ledgers_beside(path).iter().map(|ledger| format!("`{}`", ledger.display())).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("beside it is {one}: if you mean that one, `--ledger` names it")),
        several => {
            let several = several.join(", ");
            Some(format!("beside it are {several}: if you mean one of them, `--ledger` names it"))
        }
    }
}

/// If there is no ledger, name those beside it.
pub(crate) fn hinted(failure: Failure, ledger: &Location) -> Failure {
    match ledger.file().and_then(hint_beside) {
        Some(hint) if failure.is_about_absent_ledger() => failure.also_hint(&hint),
        _ => failure,
    }
}
