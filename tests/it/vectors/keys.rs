use factledger::merkle::{KeyName, SigningKey, VerifierKey, sign_line};
use serde::Deserialize;

use super::{base64, hex, vectors, vkey};

#[derive(Deserialize)]
struct Key {
    id: String,
    skey: Option<String>,
    valid: Option<bool>,
    vkey: String,
}

#[test]
fn keys_are_read_or_refused_as_published() {
    let vectors: Vec<Key> = vectors("vkeys.json", 26);
    for Key { id, valid, vkey, .. } in &vectors {
        let key = vkey.parse::<VerifierKey>();
        assert_eq!(key.is_ok(), valid.unwrap_or(true), "{id}");
        if let Ok(key) = key {
            assert_eq!(key.to_string(), *vkey, "{id}");
        }
    }
    assert_eq!(vectors.iter().filter(|key| key.valid == Some(true)).count(), 5);
}

#[test]
fn private_keys_have_the_published_public_halves() {
    let mut seen = 0;
    for Key { id, skey, vkey, .. } in vectors("vkeys.json", 26) {
        let Some(skey) = skey else { continue };
        let key: SigningKey = skey.parse().unwrap();
        assert_eq!(key.verifier().to_string(), vkey, "{id}");
        assert_eq!(key.to_secret(), skey, "{id}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn a_published_note_is_signed_again_with_the_same_bytes() {
    #[derive(Deserialize)]
    struct Note {
        id: String,
        note_b64: String,
    }
    let keys: Vec<Key> = vectors("vkeys.json", 26);
    let skey = keys.into_iter().find(|key| key.id == "sk Peter").and_then(|key| key.skey).unwrap();
    let key: SigningKey = skey.parse().unwrap();
    let notes: Vec<Note> = vectors("signed_note.json", 15);
    let note = notes.iter().find(|note| note.id == "both known").unwrap();
    let note = String::from_utf8(base64(&note.note_b64)).unwrap();
    let (text, signatures) = note.split_once("\n\n").unwrap();
    assert!(signatures.starts_with(&sign_line(&format!("{text}\n"), &key)));
}

/// Whether the signature verifies. A key that is refused verifies none.
fn verifies(public: &str, message: &[u8], signature: &str) -> bool {
    let name: KeyName = "anybody".parse().unwrap();
    let key = vkey(&name, 1, &hex(public)).parse::<VerifierKey>();
    key.is_ok_and(|key| key.verify(message, &hex(signature)).is_ok())
}

#[test]
fn signatures_at_the_edges_of_the_curve_are_read_strictly() {
    #[derive(Deserialize)]
    struct Vector {
        expect_strict: bool,
        id: u64,
        msg: String,
        pk: String,
        sig: String,
    }
    let vectors: Vec<Vector> = vectors("ed25519_cctv.json", 459);
    for Vector { expect_strict, id, msg, pk, sig } in &vectors {
        assert_eq!(verifies(pk, msg.as_bytes(), sig), *expect_strict, "{id}");
    }
    assert_eq!(vectors.iter().filter(|vector| vector.expect_strict).count(), 21);
}

#[test]
fn signatures_hold_or_fail_as_wycheproof_has_them() {
    #[derive(Deserialize)]
    struct Vector {
        id: u64,
        msg: String,
        pk: String,
        sig: String,
        valid: bool,
    }
    let vectors: Vec<Vector> = vectors("ed25519_wycheproof.json", 75);
    for Vector { id, msg, pk, sig, valid } in &vectors {
        assert_eq!(verifies(pk, &hex(msg), sig), *valid, "{id}");
    }
    assert_eq!(vectors.iter().filter(|vector| vector.valid).count(), 44);
}
