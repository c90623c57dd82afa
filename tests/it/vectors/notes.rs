use factledger::merkle::{Checkpoint, Rejected, SignedNote, TlogProof, VerifierKey};
use serde::Deserialize;

use super::{base64, hash, vectors};

#[derive(Deserialize)]
struct Note {
    expect: String,
    id: String,
    note_b64: String,
    vkeys: Vec<String>,
}

#[test]
fn notes_are_accepted_or_rejected_as_published() {
    let vectors: Vec<Note> = vectors("signed_note.json", 15);
    for Note { expect, id, note_b64, vkeys } in &vectors {
        let note = base64(note_b64);
        let known: Vec<VerifierKey> = vkeys.iter().map(|vkey| vkey.parse().unwrap()).collect();
        let verified = SignedNote::parse(&note).and_then(|note| note.verify(&known));
        let said = match verified {
            Ok(signers) => format!("ok:{}", signers.len()),
            Err(Rejected::Malformed) => "malformed".to_owned(),
            Err(Rejected::Unsigned) => "unverified".to_owned(),
            Err(Rejected::WrongSignature) => "invalid signature".to_owned(),
        };
        assert_eq!(said, *expect, "{id}");
    }
    assert_eq!(vectors.iter().filter(|note| note.expect.starts_with("ok:")).count(), 5);
}

#[test]
fn checkpoint_texts_are_read_or_refused_as_published() {
    #[derive(Deserialize)]
    struct Vector {
        #[serde(default)]
        ext: Vec<String>,
        id: String,
        origin: Option<String>,
        root: Option<String>,
        size: Option<u64>,
        text_b64: String,
        valid: bool,
    }
    let vectors: Vec<Vector> = vectors("checkpoint_text.json", 14);
    for vector in &vectors {
        let text = String::from_utf8(base64(&vector.text_b64)).unwrap();
        let read = text.parse::<Checkpoint>();
        assert_eq!(read.is_ok(), vector.valid, "{}", vector.id);
        let Ok(read) = read else { continue };
        assert_eq!(Some(&read.origin), vector.origin.as_ref(), "{}", vector.id);
        assert_eq!(Some(read.head.size), vector.size, "{}", vector.id);
        assert_eq!(Some(read.head.root), hash(vector.root.as_ref().unwrap()), "{}", vector.id);
        assert_eq!(read.extensions, vector.ext, "{}", vector.id);
        assert_eq!(read.to_string(), text, "{}", vector.id);
    }
    assert_eq!(vectors.iter().filter(|vector| vector.valid).count(), 4);
}

#[test]
fn proofs_in_files_are_read_or_refused_as_published() {
    #[derive(Deserialize)]
    struct Vector {
        extra: Option<String>,
        id: String,
        index: Option<u64>,
        text: String,
        valid: bool,
    }
    let vectors: Vec<Vector> = vectors("tlog_proof.json", 7);
    for vector in &vectors {
        let read = vector.text.parse::<TlogProof>();
        assert_eq!(read.is_ok(), vector.valid, "{}", vector.id);
        let Ok(read) = read else { continue };
        assert_eq!(Some(read.index), vector.index, "{}", vector.id);
        assert_eq!(read.extra, vector.extra.as_ref().map(|extra| base64(extra)), "{}", vector.id);
        assert_eq!(read.to_string(), vector.text, "{}", vector.id);
    }
    assert_eq!(vectors.iter().filter(|vector| vector.valid).count(), 2);
}
