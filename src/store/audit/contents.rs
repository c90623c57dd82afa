use crate::domain::Sha256;
use crate::store::{Snapshot, StoreError};
use crate::view::{ContentFault, Finding, Verification};

/// Texts and raw bytes have the hashes by which entries name them.
pub(super) fn verify(snapshot: &Snapshot<'_>, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement =
        snapshot.connection.prepare("SELECT sha256, bytes FROM contents ORDER BY sha256")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (named, bytes): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if Sha256::of(&bytes).as_bytes().as_slice() == named {
            found.contents += 1;
            continue;
        }
        let digits: String = named.iter().map(|byte| format!("{byte:02x}")).collect();
        found.add(Finding::Content(ContentFault::Changed(digits)));
    }
    Ok(())
}
