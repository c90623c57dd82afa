use super::base64::{decode, encode};
use super::key::{KeyId, KeyName, SigningKey, VerifierKey};

/// A text and its signatures, as in a C2SP signed note. Nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote<'a> {
    pub signatures: Vec<NoteSignature<'a>>,
    /// With its final line end.
    pub text: &'a str,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature<'a> {
    pub id: KeyId,
    pub name: &'a str,
    /// The signature after the id: 64 bytes of Ed25519, or another kind.
    pub signature: Vec<u8>,
}

/// Why a note is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    #[error("it is not a signed note")]
    Malformed,
    #[error("it is not signed by the expected key")]
    Unsigned,
    #[error("its signature does not verify")]
    WrongSignature,
}

const DASH: &str = "— ";

impl<'a> SignedNote<'a> {
    /// So many signatures are read, as Go's package does it.
    const MOST: usize = 100;

    /// Take a note apart.
    pub fn parse(note: &'a [u8]) -> Result<Self, Rejected> {
        let note = std::str::from_utf8(note).map_err(|_| Rejected::Malformed)?;
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(Rejected::Malformed);
        }
        // The signatures follow the last empty line.
        let at = note.rfind("\n\n").ok_or(Rejected::Malformed)?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        let lines = signatures.strip_suffix('\n').ok_or(Rejected::Malformed)?;
        let mut read = Vec::new();
        for line in lines.split('\n') {
            if read.len() == Self::MOST {
                return Err(Rejected::Malformed);
            }
            read.push(NoteSignature::parse(line).ok_or(Rejected::Malformed)?);
        }
        Ok(Self { signatures: read, text })
    }

    /// The keys of `known` that signed it, each once. A known key whose signature does not verify
    /// spoils the whole note, and so does a note that no known key has signed. What unknown keys
    /// signed is passed over.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, Rejected> {
        let mut signers: Vec<&VerifierKey> = Vec::new();
        for line in &self.signatures {
            let is_named =
                |key: &&VerifierKey| key.name().as_str() == line.name && key.id() == line.id;
            let Some(key) = known.iter().find(is_named) else { continue };
            key.verify(self.text.as_bytes(), &line.signature)
                .map_err(|_| Rejected::WrongSignature)?;
            if !signers.contains(&key) {
                signers.push(key);
            }
        }
        if signers.is_empty() { Err(Rejected::Unsigned) } else { Ok(signers) }
    }
}

impl<'a> NoteSignature<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        name.parse::<KeyName>().ok()?;
        let blob = decode(base64)?;
        let (id, signature) = blob.split_first_chunk()?;
        let is_some = !signature.is_empty();
        is_some.then(|| Self { id: KeyId(*id), name, signature: signature.to_vec() })
    }

    pub(super) fn to_line(&self) -> String {
        let blob = [self.id.0.as_slice(), &self.signature].concat();
        format!("{DASH}{} {}\n", self.name, encode(&blob))
    }
}

/// The note that says `text`, which ends in a line end, signed by `key`.
pub fn sign(text: &str, key: &SigningKey) -> String {
    format!("{text}\n{}", sign_line(text, key))
}

/// The line with which `key` signs `text`.
pub fn sign_line(text: &str, key: &SigningKey) -> String {
    let signature = key.sign(text.as_bytes()).to_vec();
    NoteSignature { id: key.verifier().id(), name: key.name().as_str(), signature }.to_line()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_signature_of_a_key_must_verify_too() {
        let key = SigningKey::new("desk.example".parse().unwrap(), &[1; 32]);
        let known = [key.verifier().clone()];
        let once = sign("text\n", &key);
        let line = sign_line("text\n", &key);
        let verified = |note: &str| {
            let note = SignedNote::parse(note.as_bytes()).unwrap();
            note.verify(&known).map(|signers| signers.len())
        };
        assert_eq!(verified(&once), Ok(1));
        assert_eq!(verified(&format!("{once}{line}")), Ok(1));
        let garbage = sign_line("other\n", &key);
        assert_eq!(verified(&format!("{once}{garbage}")), Err(Rejected::WrongSignature));
        assert_eq!(verified(&format!("text\n\n{garbage}{line}")), Err(Rejected::WrongSignature));
    }
}
