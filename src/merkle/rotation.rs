use super::base64::{decode_exactly, encode};
use super::key::{BadSignature, SigningKey, VerifierKey};

/// The statement with which a key of a log names the next one.
#[derive(Clone, Copy, Debug)]
pub struct Rotation<'a> {
    pub from: &'a VerifierKey,
    /// The name of the log, in its first entry.
    pub log: &'a str,
    pub to: &'a VerifierKey,
}

impl Rotation<'_> {
    /// The signature of the old key, in base64.
    pub fn sign(&self, key: &SigningKey) -> String {
        encode(&key.sign(self.text().as_bytes()))
    }

    /// Whether the old key made this signature.
    pub fn verify(&self, signature: &str) -> Result<(), BadSignature> {
        let signature: [u8; 64] = decode_exactly(signature).ok_or(BadSignature)?;
        self.from.verify(self.text().as_bytes(), &signature)
    }

    /// The first line says what is signed: no checkpoint and no note on a bundle begins like this,
    /// because the name of a log has no white space.
    fn text(&self) -> String {
        let Self { from, log, to } = self;
        format!("factledger rotation v1\n{log}\nfrom {from}\nto {to}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_old_key_names_the_next_and_only_in_its_log() {
        let key = |seed: u8| SigningKey::new("desk.example".parse().unwrap(), &[seed; 32]);
        let (old, new, other) = (key(1), key(2), key(3));
        let said = Rotation { from: old.verifier(), log: "desk.example", to: new.verifier() };
        let signature = said.sign(&old);
        assert_eq!(said.verify(&signature), Ok(()));
        assert_eq!(said.verify(&said.sign(&new)), Err(BadSignature));
        let to_other = Rotation { to: other.verifier(), ..said };
        assert_eq!(to_other.verify(&signature), Err(BadSignature));
        let elsewhere = Rotation { log: "other.example", ..said };
        assert_eq!(elsewhere.verify(&signature), Err(BadSignature));
        for odd in ["", "AAAA", &signature[..80], &format!("{signature}\n")] {
            assert_eq!(said.verify(odd), Err(BadSignature), "{odd:?}");
        }
    }
}
