use std::ops::Deref;

use super::Snapshot;
use super::sql::Transaction;

/// The ledger as it stands at one moment, to be asked as often as wanted. The moment is that of
/// [`Store::view`](super::Store::view), and ends when the value is dropped.
///
/// Where nothing keeps a writer from changing the file while it is read, the connection makes sure
/// after each statement that the file is still what it was when it was opened. So every answer is of
/// that moment, or is [`StoreError::Disturbed`](super::StoreError::Disturbed), and there is nothing
/// to call at the end.
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
    /// Ends the moment.
    _moment: Transaction<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(moment: Transaction<'a>) -> Self {
        let snapshot = Snapshot::new(moment.connection());
        Self { snapshot, _moment: moment }
    }
}

impl<'a> Deref for View<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.snapshot
    }
}

/// What reads can be handed to another thread, such as one that answers a request.
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
