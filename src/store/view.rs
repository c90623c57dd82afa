use std::marker::PhantomData;
use std::ops::Deref;

use super::sqlite::Moment;
use super::{Snapshot, Store};

/// The ledger as it stands at one moment, to be asked as often as wanted. The moment is that of
/// [`Store::view`], and ends when the value is dropped.
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
pub struct View<'a> {
    snapshot: Snapshot<'a>,
    /// Ends the moment.
    _moment: Moment<'a>,
    /// A store reads one moment at a time, and writes at none that is read.
    _store: PhantomData<&'a mut Store>,
}

impl<'a> View<'a> {
    pub(super) fn new(moment: Moment<'a>) -> Self {
        Self { snapshot: moment.snapshot(), _moment: moment, _store: PhantomData }
    }
}

impl<'a> Deref for View<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.snapshot
    }
}
