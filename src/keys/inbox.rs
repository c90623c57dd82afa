//! How far a person has read what concerns them. That is their own business, so it is never in a
//! ledger.

use std::path::PathBuf;

use super::KeyFolder;
use crate::domain::{EntryId, Origin, ReviewerName};
use crate::files::private;

/// How far a person has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadMark {
    /// The last entry that they have read of.
    pub read: EntryId,
    /// The last entry up to which they were told that there is something to read.
    pub told: EntryId,
}

impl KeyFolder {
    /// How far this person has read, if that is known.
    pub fn read_mark(&self, log: &Origin, name: &ReviewerName) -> Option<ReadMark> {
        /// In bytes.
        const LONGEST: u64 = 100;
        let text = private::read_any(&self.read_mark_path(log, name), LONGEST).ok()?;
        let (read, told) = text.trim_end().split_once(' ')?;
        Some(ReadMark { read: read.parse().ok()?, told: told.parse().ok()? })
    }

    /// Keep it. Returns whether that was possible; if not, nothing is lost: they read it again.
    pub fn keep_read_mark(&self, log: &Origin, name: &ReviewerName, mark: ReadMark) -> bool {
        let text = format!("{} {}\n", mark.read, mark.told);
        private::replace_soon(&self.read_mark_path(log, name), &text).is_ok()
    }

    fn read_mark_path(&self, log: &Origin, name: &ReviewerName) -> PathBuf {
        self.folder(log).join("inbox").join(name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::keys::Randomness;

    #[test]
    fn a_mark_is_kept_for_each_person_and_what_cannot_be_read_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path().to_owned(), Randomness::Secret(|| Ok([1; 32])));
        let log: Origin = "desk.example/ledger".parse().unwrap();
        let (ana, ben): (ReviewerName, ReviewerName) =
            ("ana".parse().unwrap(), "ben".parse().unwrap());
        assert_eq!(keys.read_mark(&log, &ana), None);
        let mark = ReadMark { read: EntryId(7), told: EntryId(9) };
        assert!(keys.keep_read_mark(&log, &ana, mark));
        assert_eq!((keys.read_mark(&log, &ana), keys.read_mark(&log, &ben)), (Some(mark), None));
        for torn in ["", "E7", "E7 ", "E7 E9 E9", "7é 9", "E99999999999999999999999 E1"] {
            fs::write(keys.read_mark_path(&log, &ana), torn).unwrap();
            assert_eq!(keys.read_mark(&log, &ana), None, "{torn}");
        }
    }
}
