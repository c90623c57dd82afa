use crate::domain::Sha256;
use crate::store::pages::Pages;
use crate::store::{Snapshot, StoreError};
use crate::view::{ContentFault, Finding, Verification};

/// Check that texts and raw bytes match the hashes in the entries.
pub(super) fn verify(snapshot: &Snapshot<'_>, found: &mut Verification) -> Result<(), StoreError> {
    let mut contents = Pages::of(snapshot.connection, "contents", &["sha256"], "bytes");
    while let Some(row) = contents.next()? {
        let (named, bytes): (&[u8], &[u8]) = (row.get(0)?, row.get(1)?);
        if Sha256::of(bytes).as_bytes().as_slice() == named {
            found.contents += 1;
            continue;
        }
        let digits: String = named.iter().map(|byte| format!("{byte:02x}")).collect();
        found.add(Finding::Content(ContentFault::Changed(digits)));
    }
    Ok(())
}
