use std::fs;
use std::path::{Path, PathBuf};

use super::KeyFolder;
use crate::domain::Origin;
use crate::files::private;

/// Which file of a ledger was last written to with these keys. Copies of it are not continued by
/// mistake: the two could not be joined again.
impl KeyFolder {
    /// The file of this ledger that is in use, if that is another than `path`, and still there.
    pub fn in_use_elsewhere(&self, log: &Origin, path: &Path) -> Option<PathBuf> {
        let known =
            PathBuf::from(fs::read_to_string(self.live_path(log)).ok()?.trim_end_matches('\n'));
        let is_there = known.is_absolute() && known.is_file();
        (is_there && known != path && !is_same_file(&known, path)).then_some(known)
    }

    /// Remember that this file is the one in use. This is best effort, as for the last checkpoint.
    pub fn keep_in_use(&self, log: &Origin, path: &Path) {
        let Some(text) = path.to_str().map(|path| format!("{path}\n")) else { return };
        let file = self.live_path(log);
        if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
            let _ = private::replace_soon(&file, &text);
        }
    }

    fn live_path(&self, log: &Origin) -> PathBuf {
        self.folder(log).join("in-use")
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |path| fs::metadata(path).map(|file| (file.dev(), file.ino())).ok();
    identity(one).is_some_and(|one| Some(one) == identity(other))
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).ok() == fs::canonicalize(other).ok()
}
