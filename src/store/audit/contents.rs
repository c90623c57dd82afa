use crate::domain::{SealedText, Sha256};
use crate::store::pages::Pages;
use crate::store::sqlite::schema::has_words;
use crate::store::{Snapshot, StoreError};
use crate::view::{ContentFault, Finding, Verification, WordsFault};

/// Check that texts and raw bytes match the hashes in the entries.
pub(super) fn verify(snapshot: &Snapshot<'_>, found: &mut Verification) -> Result<(), StoreError> {
    let mut contents = Pages::of(snapshot.connection, "contents", &["sha256"], "bytes");
    while let Some(row) = contents.next()? {
        let (named, bytes): (&[u8], &[u8]) = (row.get(0)?, row.get(1)?);
        if Sha256::of(bytes).as_bytes().as_slice() == named {
            found.contents += 1;
            continue;
        }
        found.add(Finding::Content(ContentFault::Changed(digits(named))));
    }
    if !has_words(snapshot.connection)? {
        return Ok(()); // A ledger of an earlier format has none.
    }
    let mut words = Pages::of(snapshot.connection, "words", &["sha256"], "salt, text");
    while let Some(row) = words.next()? {
        let read = || -> Result<SealedText, StoreError> {
            // The key comes first.
            Ok(SealedText { sha256: row.get(0)?, salt: row.get(1)?, text: row.get(2)? })
        };
        if read().is_ok_and(|text| text.is_sound()) {
            found.words += 1;
        } else {
            found.add(Finding::Words(WordsFault::Changed(digits(row.get(0)?))));
        }
    }
    Ok(())
}

fn digits(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
