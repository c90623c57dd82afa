use std::ops::Deref;

use super::Snapshot;
use super::audit::Stored;
use super::sql::Transaction;

/// The ledger as it stands at one moment, to be asked as often as wanted. The moment is that of
/// [`Store::view`](super::Store::view), and ends when the value is dropped.
///
/// If nothing prevents a writer from changing the file while it is read, the connection checks
/// after each statement that the file is unchanged since it was opened. So every answer is of that
/// moment, or is [`StoreError::Disturbed`](super::StoreError::Disturbed), and no final check is
/// needed.
///
/// ```no_run
/// # use factledger::store::{Access, Store, StoreError};
/// # fn main() -> Result<(), StoreError> {
/// let mut store = Store::open("ledger.db".as_ref(), Access::Read)?;
/// let view = store.view()?;
/// let (claims, last) = (view.counts(None)?.all(), view.last_entry()?);
/// # drop((claims, last));
/// # Ok(())
/// # }
/// ```
///
/// A store reads one moment at a time, and writes while none is read:
///
/// ```compile_fail
/// # use factledger::store::{Store, StoreError};
/// # fn two(store: &mut Store) -> Result<(), StoreError> {
/// let (one, other) = (store.view()?, store.view()?);
/// # drop((one, other));
/// # Ok(())
/// # }
/// ```
pub struct View<'a> {
    snapshot: Snapshot<'a>,
    pub(super) stored: Stored<'a>,
    /// Ends the moment.
    _moment: Transaction<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(moment: Transaction<'a>, stored: Stored<'a>) -> Self {
        let snapshot = Snapshot::new(moment.connection());
        Self { snapshot, stored, _moment: moment }
    }
}

impl<'a> Deref for View<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.snapshot
    }
}

/// A view can move to another thread, such as one that answers a request.
const _: () = {
    const fn can_be_sent<T: Send>() {}
    const fn can_be_shared<T: Send + Sync>() {}
    can_be_sent::<super::Store>();
    can_be_sent::<super::StoreError>();
    can_be_sent::<super::DamagedLedger>();
    can_be_sent::<super::Writer<'_>>();
    can_be_shared::<Snapshot<'_>>();
    can_be_shared::<View<'_>>();
};

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::{Path, PathBuf};
    use std::thread;
    use std::time::{Duration, SystemTime};

    use crate::domain::EntryId;
    use crate::store::{Access, Store, StoreError};

    fn ledger() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        drop(Store::open(&path, Access::WriteOrCreate).unwrap());
        (folder, path)
    }

    /// Another writer records that an entry has no effect.
    fn write(path: &Path, entry: i64) {
        let store = Store::open(path, Access::Write).unwrap();
        store.connection.batch(&format!("INSERT INTO faults VALUES ({entry})")).unwrap();
    }

    #[test]
    fn a_view_answers_as_of_the_moment_it_began() {
        let (_folder, path) = ledger();
        let mut store = Store::open(&path, Access::Read).unwrap();
        let view = store.view().unwrap();
        write(&path, 3);
        assert!(view.faults().unwrap().is_empty());
        drop(view);
        let view = store.view().unwrap();
        assert!(view.faults().unwrap().contains(&EntryId(3)));
        write(&path, 4);
        let entries = thread::scope(|scope| scope.spawn(|| view.faults()).join().unwrap());
        assert_eq!(entries.unwrap().len(), 1);
    }

    #[test]
    fn a_file_changed_during_an_unprotected_read_gives_no_answer() {
        let (_folder, path) = ledger();
        write(&path, 3);
        let set_age = |seconds: u64| {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 - seconds);
            File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        };
        // A file that was written recently is copied, and the copy is read.
        set_age(3600);
        let connection = crate::store::sqlite::reading::open_alone(&path, Ok).unwrap();
        let mut store = Store::new(Access::Read, connection, path.clone());
        let view = store.view().unwrap();
        assert_eq!(view.faults().unwrap().len(), 1);
        set_age(60);
        for _ in 0..2 {
            assert!(matches!(view.faults(), Err(StoreError::Disturbed)));
            assert!(matches!(view.entries(), Err(StoreError::Disturbed)));
        }
        drop(view);
        assert!(matches!(store.view().map(drop), Err(StoreError::Disturbed)));
    }
}
