use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer as _;

use super::base64::{decode_exactly, encode};
use crate::domain::Sha256;

/// The name of a key: not empty, no white space, no `+` (C2SP signed-note).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

impl KeyName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyName {
    type Err = NotAKey;

    fn from_str(name: &str) -> Result<Self, NotAKey> {
        let is_name = !name.is_empty()
            && !name.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control());
        if is_name { Ok(Self(name.to_owned())) } else { Err(NotAKey::Name) }
    }
}

/// Distinguishes keys of the same name: the first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public
/// key).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// Signs the text of a note.
    const ED25519: u8 = 0x01;
    /// Cosigns a checkpoint, with the time.
    const COSIGNATURE: u8 = 0x04;

    fn of(name: &KeyName, kind: u8, public: &[u8; 32]) -> Self {
        let hash = Sha256::of_parts(&[name.0.as_bytes(), &[b'\n', kind], public]);
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl FromStr for KeyId {
    type Err = NotAKey;

    fn from_str(hex: &str) -> Result<Self, NotAKey> {
        let is_hex =
            hex.len() == 8 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let number = u32::from_str_radix(hex, 16).ok().filter(|_| is_hex);
        number.map(|number| Self(number.to_be_bytes())).ok_or(NotAKey::Id)
    }
}

/// Why a text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    #[error("it does not have the form name+id+key")]
    Form,
    #[error("its id does not match it")]
    Id,
    #[error("it is not an Ed25519 key")]
    Kind,
    #[error("its name is empty, or contains white space or a `+`")]
    Name,
    #[error("it is a weak key: anyone could sign for it")]
    Weak,
}

/// A signature that this key did not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not verify")]
pub struct BadSignature;

/// An Ed25519 public key with its name, as signed notes know it: a vkey (C2SP signed-note). Written
/// as `name+id+key`, the id in hexadecimal, the key in base64 after a byte for its type.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    id: KeyId,
    key: ed25519_dalek::VerifyingKey,
    name: KeyName,
}

impl VerifierKey {
    fn new(name: KeyName, public: &[u8; 32]) -> Result<Self, NotAKey> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(public).map_err(|_| NotAKey::Kind)?;
        // A point has one canonical spelling. With a point of small order, anyone could sign.
        if key.to_edwards().compress().as_bytes() != public {
            return Err(NotAKey::Kind);
        }
        if key.is_weak() {
            return Err(NotAKey::Weak);
        }
        Ok(Self { id: KeyId::of(&name, KeyId::ED25519, public), key, name })
    }

    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Its id as the signer of notes.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Its id as a cosigner of checkpoints.
    pub fn cosigner_id(&self) -> KeyId {
        KeyId::of(&self.name, KeyId::COSIGNATURE, self.key.as_bytes())
    }

    /// The public half for agreeing on a secret: the X25519 form of the key.
    pub fn agreement(&self) -> [u8; 32] {
        self.key.to_montgomery().to_bytes()
    }

    /// Whether this key made `signature` (64 bytes), by the strictest reading of RFC 8032: one
    /// spelling of each signature, and no points of small order.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        let signature =
            ed25519_dalek::Signature::from_slice(signature).map_err(|_| BadSignature)?;
        self.key.verify_strict(message, &signature).map_err(|_| BadSignature)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[KeyId::ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, encode(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(vkey: &str) -> Result<Self, NotAKey> {
        let (name, id, key) = parts(vkey)?;
        let [kind, public @ ..] = key;
        if kind != KeyId::ED25519 {
            return Err(NotAKey::Kind);
        }
        let key = Self::new(name, &public)?;
        if key.id == id { Ok(key) } else { Err(NotAKey::Id) }
    }
}

/// `name+id+base64 of 33 bytes`; the base64 can contain `+`, the name cannot.
fn parts(key: &str) -> Result<(KeyName, KeyId, [u8; 33]), NotAKey> {
    let mut parts = key.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NotAKey::Form);
    };
    let key = decode_exactly(key).ok_or(NotAKey::Form)?;
    Ok((name.parse()?, id.parse()?, key))
}

/// An Ed25519 private key with its name. Written as `PRIVATE+KEY+name+id+key`, as Go's note package
/// does it.
#[derive(Clone)]
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    verifier: VerifierKey,
}

impl SigningKey {
    const MARK: &str = "PRIVATE+KEY+";

    /// The key that follows from these 32 bytes, which must be random.
    pub fn new(name: KeyName, seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = key.verifying_key();
        let id = KeyId::of(&name, KeyId::ED25519, public.as_bytes());
        Self { key, verifier: VerifierKey { id, key: public, name } }
    }

    pub fn name(&self) -> &KeyName {
        &self.verifier.name
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The 64 bytes of its signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// The private half for agreeing on a secret: see [`VerifierKey::agreement`].
    pub fn agreement(&self) -> [u8; 32] {
        self.key.to_scalar_bytes()
    }

    /// The text that is saved in a file and never shown.
    pub fn to_secret(&self) -> String {
        let key = [&[KeyId::ED25519], self.key.as_bytes().as_slice()].concat();
        format!("{}{}+{}+{}", Self::MARK, self.verifier.name, self.verifier.id, encode(&key))
    }
}

impl FromStr for SigningKey {
    type Err = NotAKey;

    fn from_str(secret: &str) -> Result<Self, NotAKey> {
        let (name, id, key) = parts(secret.strip_prefix(Self::MARK).ok_or(NotAKey::Form)?)?;
        let [kind, seed @ ..] = key;
        if kind != KeyId::ED25519 {
            return Err(NotAKey::Kind);
        }
        let key = Self::new(name, &seed);
        if key.verifier.id == id { Ok(key) } else { Err(NotAKey::Id) }
    }
}

/// Keeps the secret out of logs.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the private key of {}", self.verifier)
    }
}
