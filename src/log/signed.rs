use memchr::memmem;

use crate::domain::{ClaimId, Entry, EntryError, Event, ExtractedClaim, Sha256};
use crate::merkle::{NoteSignature, SignedNote, SigningKey, note_in, sign};

/// The bytes that are stored and hashed: a C2SP signed note whose text is the entry's line.
pub fn sign_entry(entry: &Entry, key: &SigningKey) -> Result<Vec<u8>, EntryError> {
    let bytes = sign(&entry.to_text()?, key).into_bytes();
    match bytes.len() {
        length if length > Entry::LONGEST => Err(EntryError::TooLong { length }),
        _ => Ok(bytes),
    }
}

/// Whether a text in an entry has a NUL, which canonical JSON spells in one way. Not every database
/// can keep such a text, so no rule admits it.
pub fn has_nul(bytes: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = memmem::find(&bytes[from..], br"\u0000") {
        let before = &bytes[..from + at];
        // After a backslash that is itself spelled with one, these are ordinary characters.
        let escapes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        if escapes.is_multiple_of(2) {
            return true;
        }
        from += at + 1;
    }
    false
}

/// Read what [`sign_entry`] wrote, signed in the name of its actor. This does not verify the
/// signature: only the log knows the key.
pub fn read_entry(bytes: &[u8]) -> Result<Entry, EntryError> {
    let (text, signature) = signature_of(bytes)?;
    signed_entry(text, &signature)
}

/// Read an entry that was verified before, which is faster.
pub fn read_verified(bytes: &[u8]) -> Result<Entry, EntryError> {
    Entry::of_verified(signature_of(bytes)?.0)
}

/// Read as much as possible of an entry that the rules of the log refuse.
pub fn read_refused(bytes: &[u8]) -> Result<Entry, EntryError> {
    Entry::frame(SignedNote::parse(note_in(bytes)).map_err(|_| EntryError::Unsigned)?.text)
}

/// The text of an entry, and its one signature.
pub fn signature_of(bytes: &[u8]) -> Result<(&str, NoteSignature<'_>), EntryError> {
    let note = SignedNote::parse(note_in(bytes)).map_err(|_| EntryError::Unsigned)?;
    let mut signatures = note.signatures.into_iter();
    match (signatures.next(), signatures.next()) {
        (Some(signature), None) => Ok((note.text, signature)),
        _ => Err(EntryError::Unsigned),
    }
}

/// The entry in this text, if its signature is in the name of its actor.
pub fn signed_entry(text: &str, signature: &NoteSignature<'_>) -> Result<Entry, EntryError> {
    let entry = Entry::from_text(text)?;
    if signature.name == Entry::key_name(&entry.log, &entry.actor) {
        Ok(entry)
    } else {
        Err(EntryError::OtherSigner)
    }
}

/// Whether an entry in canonical JSON says whose signature is valid: its line ends in the type and the
/// version. This is fast, because it is asked for every entry.
pub fn names_keys(bytes: &[u8]) -> bool {
    const ABOUT: [&[u8]; 5] = [b"key.", b"ledger.", b"policy.", b"reviewer.", b"role."];
    kind_of(bytes).is_some_and(|kind| ABOUT.iter().any(|about| kind.starts_with(about)))
}

/// The hash of the words of a claim, from the entry that recorded the claim. This is fast, because
/// every act on a claim asks for it, and an entry may record hundreds.
pub fn recorded_quote(bytes: &[u8], claim: ClaimId) -> Option<Sha256> {
    let event = match kind_of(bytes)? {
        b"claim.added" => read_entry(bytes).ok()?.event,
        b"claims.extracted" => {
            // In canonical JSON, each claim begins like this, and nothing else does.
            let start = memmem::find(bytes, format!("{{\"claim\":\"{claim}\",").as_bytes())?;
            let mut values = serde_json::Deserializer::from_slice(&bytes[start..]).into_iter();
            let found: ExtractedClaim = values.next()?.ok()?;
            return Some(found.quote_sha256);
        }
        _ => return None,
    };
    let Event::ClaimAdded(added) = event else { return None };
    (added.claim == claim).then_some(added.quote_sha256)
}

/// The type of an entry in canonical JSON: its line ends in the type and the version.
fn kind_of(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(2).rposition(|pair| pair == b"\n\n")?;
    let line = bytes[..end].strip_suffix(b"\",\"v\":1}")?;
    let start = line.iter().rposition(|byte| *byte == b'"').map_or(0, |quote| quote + 1);
    Some(&line[start..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Actor, ClaimId, EntryUuid, Event, LedgerCreated, NoteAdded, ReviewerAdded, ReviewerRevoked,
        Sha256, TreeHead, Unknown,
    };

    #[track_caller]
    fn check(event: Event, expected: bool) {
        let author = Actor {
            at: "2026-11-23".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [7; 32],
        };
        let entry = Entry {
            actor: author.name.clone(),
            after: TreeHead { root: Sha256::of(""), size: 0 },
            at: author.at,
            event,
            id: EntryUuid::new(&author, 0),
            log: "desk.example".parse().unwrap(),
        };
        let name = Entry::key_name(&entry.log, &entry.actor).parse().unwrap();
        let bytes = sign_entry(&entry, &SigningKey::new(name, &[1; 32])).unwrap();
        assert_eq!(read_entry(&bytes).unwrap(), entry);
        assert_eq!(names_keys(&bytes), expected, "{}", entry.event.kind());
    }

    #[test]
    fn an_entry_about_keys_is_recognised_by_its_end() {
        let key = || "a key".to_owned();
        let (hash, name) = ("sha256".to_owned(), "ben".parse().unwrap());
        check(
            Event::LedgerCreated(LedgerCreated { founder: key(), hash, log: key(), roles: None }),
            true,
        );
        check(Event::ReviewerAdded(ReviewerAdded { key: key(), name, role: None }), true);
        let (name, reason) = ("ben".parse().unwrap(), "lost".parse().unwrap());
        check(Event::ReviewerRevoked(ReviewerRevoked { key: key(), name, reason }), true);
        let note = r#"","type":"reviewer.added","v":1}"#.parse().unwrap();
        let quote_sha256 = Sha256::of("");
        check(
            Event::NoteAdded(NoteAdded { claim: ClaimId(1), note, quote_sha256, replaces: None }),
            false,
        );
        let body = r#"{"type":"reviewer.added","v":1}"#.to_owned();
        check(Event::Unknown(Unknown { body, kind: "claim.foretold".to_owned() }), false);
    }

    #[test]
    fn a_nul_in_a_text_is_found_in_its_only_spelling() {
        for (text, expected) in
            [("a\0b", true), ("\0", true), ("\\\0", true), ("\\u0000", false), ("\\\\u0000", false)]
        {
            let note = format!("{{\"note\":{}}}", serde_json::to_string(text).unwrap());
            assert_eq!(has_nul(note.as_bytes()), expected, "{note}");
        }
    }

    #[test]
    fn other_bytes_are_not_an_entry_about_keys() {
        for bytes in ["", "\n\n", "x", "\",\"v\":1}\n\n", "reviewer.\",\"v\":1}"] {
            assert!(!names_keys(bytes.as_bytes()), "{bytes:?}");
        }
    }
}
