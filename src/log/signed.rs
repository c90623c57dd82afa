use crate::domain::{Entry, EntryError};
use crate::merkle::{NoteSignature, SignedNote, SigningKey, sign};

/// The bytes that are stored and hashed: a C2SP signed note whose text is the entry's line.
pub fn sign_entry(entry: &Entry, key: &SigningKey) -> Result<Vec<u8>, EntryError> {
    let bytes = sign(&entry.to_text()?, key).into_bytes();
    match bytes.len() {
        length if length > Entry::LONGEST => Err(EntryError::TooLong { length }),
        _ => Ok(bytes),
    }
}

/// Read what [`sign_entry`] wrote, signed by the one it says it is by. Whether the signature
/// verifies is another question: only the log knows the key.
pub fn read_entry(bytes: &[u8]) -> Result<Entry, EntryError> {
    let (text, signature) = signature_of(bytes)?;
    let entry = Entry::from_text(text)?;
    if signature.name == Entry::key_name(&entry.log, &entry.actor) {
        Ok(entry)
    } else {
        Err(EntryError::OtherSigner)
    }
}

/// The text of an entry, and the one signature under it.
pub fn signature_of(bytes: &[u8]) -> Result<(&str, NoteSignature<'_>), EntryError> {
    let note = SignedNote::parse(bytes).map_err(|_| EntryError::Unsigned)?;
    let mut signatures = note.signatures.into_iter();
    match (signatures.next(), signatures.next()) {
        (Some(signature), None) => Ok((note.text, signature)),
        _ => Err(EntryError::Unsigned),
    }
}

/// Whether these bytes may be an entry that says whose signatures count. Inside a text of JSON the
/// quotation marks would have a backslash before them.
pub fn names_keys(bytes: &[u8]) -> bool {
    const TYPES: [&[u8]; 2] = [b"\"type\":\"reviewer.", b"\"type\":\"ledger."];
    // The type stands at the end of the line, before the signature.
    let end = &bytes[bytes.len().saturating_sub(700)..];
    TYPES.iter().any(|kind| end.windows(kind.len()).any(|window| window == *kind))
}
