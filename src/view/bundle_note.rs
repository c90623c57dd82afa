use std::fmt;

use crate::domain::Sha256;
use crate::merkle::{KeyName, Rejected, SignedNote, SigningKey, VerifierKey, sign};

/// The last file of a bundle: the hash of `SHA256SUMS`, which has the hash of every other file. The
/// key of the log signs it (C2SP signed-note).
///
/// Its first line has spaces, so it can never be read as a checkpoint or an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleNote {
    log: KeyName,
    sums: Sha256,
}

/// Why a note is not valid for a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABundleNote {
    #[error("it is not the note of a bundle of this log, with one signature")]
    Form,
    #[error("it is for another `SHA256SUMS`")]
    OtherSums,
    #[error(transparent)]
    Rejected(#[from] Rejected),
}

impl BundleNote {
    pub fn new(log: &KeyName, sums: Sha256) -> Self {
        Self { log: log.clone(), sums }
    }

    pub fn sign(&self, key: &SigningKey) -> String {
        sign(&self.to_string(), key)
    }

    /// Check that `note` says exactly this, signed once, by the key of the log.
    pub fn check(&self, note: &[u8], key: &VerifierKey) -> Result<(), NotABundleNote> {
        let note = SignedNote::parse(note)?;
        if note.signatures.len() != 1 {
            return Err(NotABundleNote::Form);
        }
        note.verify(std::slice::from_ref(key))?;
        if note.text == self.to_string() {
            return Ok(());
        }
        // Either only the hash differs, or everything.
        let is_note = note.text.strip_prefix(Self::FIRST_LINE).is_some_and(|rest| {
            rest.strip_prefix(self.log.as_str()).is_some_and(|rest| rest.starts_with("\nsha256 "))
        });
        Err(if is_note { NotABundleNote::OtherSums } else { NotABundleNote::Form })
    }

    const FIRST_LINE: &str = "factledger bundle v1\n";
}

impl fmt::Display for BundleNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}\nsha256 {}\n", Self::FIRST_LINE, self.log, self.sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::new("example.org/log".parse().unwrap(), &[seed; 32])
    }

    #[test]
    fn only_the_exact_text_signed_once_by_the_log_is_accepted() {
        let (ours, other) = (key(1), key(2));
        let note = BundleNote::new(ours.name(), Sha256::of("sums"));
        let signed = note.sign(&ours);
        let text = note.to_string();
        let check = |bytes: &str| note.check(bytes.as_bytes(), ours.verifier());
        assert_eq!(check(&signed), Ok(()));
        let line = signed.lines().last().unwrap();
        for (bytes, why) in [
            (note.sign(&other), NotABundleNote::Rejected(Rejected::Unsigned)),
            (format!("{signed}{line}\n"), NotABundleNote::Form),
            (
                format!("{signed}{}\n", note.sign(&other).lines().last().unwrap()),
                NotABundleNote::Form,
            ),
            (sign(&format!("{text}more\n"), &ours), NotABundleNote::OtherSums),
            (BundleNote::new(ours.name(), Sha256::of("")).sign(&ours), NotABundleNote::OtherSums),
            (
                BundleNote::new(&"example.org/other".parse().unwrap(), Sha256::of("sums"))
                    .sign(&ours),
                NotABundleNote::Form,
            ),
            (sign("example.org/log\n0\nAAAA\n", &ours), NotABundleNote::Form),
            (signed.replacen('v', "V", 1), NotABundleNote::Rejected(Rejected::WrongSignature)),
            (signed.trim_end().to_owned(), NotABundleNote::Rejected(Rejected::Malformed)),
            (text.clone(), NotABundleNote::Rejected(Rejected::Malformed)),
        ] {
            assert_eq!(check(&bytes), Err(why), "{bytes}");
        }
    }
}
