//! The ledger's own key, which can be rotated. The next one is on the disk under a name of its own
//! before the log names it, and takes the place of the old one afterwards. So whenever the program
//! stops, the key that the log names is here.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{KeyError, KeyFolder, Owner, TEST_ORIGIN};
use crate::domain::Origin;
use crate::files::{FileError, IfExists, private};
use crate::keys::Randomness;
use crate::merkle::{SigningKey, VerifierKey};

impl KeyFolder {
    /// The ledger's private key for `vkey`, the one in the log: in its place, or not there yet, or
    /// replaced already, because this is an older copy of the ledger.
    pub fn ledger_key(&self, log: &Origin, vkey: &str) -> Result<SigningKey, KeyError> {
        let error = match self.known(log, Owner::Ledger, vkey) {
            Err(error @ (KeyError::Missing { .. } | KeyError::Other { .. })) => error,
            known => return known,
        };
        let retired = vkey.parse().ok().map(|key: VerifierKey| self.retired_path(log, &key));
        for path in retired.into_iter().chain([self.next_path(log)]) {
            if let Ok(Some(key)) = Self::read_key(&path, log, Owner::Ledger)
                && key.verifier().to_string() == vkey
            {
                return Ok(key);
            }
        }
        Err(error)
    }

    /// A new key for a ledger, in the place of this one. It is not saved yet.
    pub fn next_ledger(&self, log: &Origin, old: &SigningKey) -> Result<SigningKey, KeyError> {
        let is_guessable = matches!(self.randomness, Randomness::Guessable(_));
        if is_guessable && !log.as_str().starts_with(TEST_ORIGIN) {
            return Err(KeyError::Guessable);
        }
        let before = old.verifier().to_string();
        let seed = self.randomness.draw(&[b"the next key of a ledger", before.as_bytes()])?;
        Ok(SigningKey::new(old.name().clone(), seed.as_bytes()))
    }

    /// A new key for a ledger that lost this one, under a new name. It is not saved yet.
    pub fn successor(&self, log: &Origin, lost: &VerifierKey) -> Result<SigningKey, KeyError> {
        let is_guessable = matches!(self.randomness, Randomness::Guessable(_));
        if is_guessable && !log.as_str().starts_with(TEST_ORIGIN) {
            return Err(KeyError::Guessable);
        }
        let before = lost.to_string();
        let seed = self.randomness.draw(&[b"the key of a successor", before.as_bytes()])?;
        self.named_ledger(seed).map(|(_, key)| key)
    }

    /// Save the next key of a ledger, before the log names it. It is on the disk when this returns.
    /// One that is there was never named by the log: it is kept elsewhere, and its path returned.
    pub fn save_next(&self, log: &Origin, key: &SigningKey) -> Result<Option<PathBuf>, KeyError> {
        let path = self.next_path(log);
        let failed =
            |error: FileError| KeyError::Io { path: path.clone(), source: error.into_io() };
        let unused = match Self::read_key(&path, log, Owner::Ledger)? {
            Some(unused) if unused.verifier() != key.verifier() => {
                let aside = self.retired_path(log, unused.verifier());
                private::rename(&path, &aside).map_err(failed)?;
                Some(aside)
            }
            Some(_) | None => None,
        };
        private::write(&path, &format!("{}\n", key.to_secret()), IfExists::Replace)
            .map_err(failed)?;
        Ok(unused)
    }

    /// If the log now names the key that was saved as the next one, put it in its place. Returns
    /// whether it did.
    pub fn take_next(&self, log: &Origin, key: &SigningKey) -> Result<bool, KeyError> {
        let path = self.next_path(log);
        let next = Self::read_key(&path, log, Owner::Ledger)?;
        if next.is_none_or(|next| next.verifier() != key.verifier()) {
            return Ok(false);
        }
        self.replace_ledger(log, key)?;
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(KeyError::Io { path, source })
            }
            Ok(()) | Err(_) => Ok(true),
        }
    }

    /// Save the key of a ledger in place of one that the log no longer names, which is kept under
    /// another name.
    pub fn replace_ledger(&self, log: &Origin, key: &SigningKey) -> Result<(), KeyError> {
        if let Some(old) = self.find(log, Owner::Ledger)?
            && old.verifier() != key.verifier()
        {
            let path = self.path(log, Owner::Ledger);
            let retired = self.retired_path(log, old.verifier());
            private::rename(&path, &retired)
                .map_err(|error| KeyError::Io { path, source: error.into_io() })?;
        }
        self.save(log, Owner::Ledger, key)
    }

    /// Where a key of the ledger is that it does not have any more.
    pub fn retired_path(&self, log: &Origin, key: &VerifierKey) -> PathBuf {
        self.folder(log).join("revoked").join(format!("ledger.{}.key", key.id()))
    }

    fn next_path(&self, log: &Origin) -> PathBuf {
        self.folder(log).join("ledger.next.key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (tempfile::TempDir, KeyFolder, Origin, SigningKey) {
        static DRAWN: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);
        let draw = || Ok([DRAWN.fetch_add(1, std::sync::atomic::Ordering::SeqCst); 32]);
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path().join("keys"), Randomness::Secret(draw));
        let (log, key) = keys.new_ledger().unwrap();
        keys.save(&log, Owner::Ledger, &key).unwrap();
        (folder, keys, log, key)
    }

    #[test]
    fn wherever_a_rotation_stops_the_key_that_the_log_names_is_here() {
        let (_folder, keys, log, old) = keys();
        let is_here = |key: &SigningKey| {
            keys.ledger_key(&log, &key.verifier().to_string()).unwrap().to_secret()
                == key.to_secret()
        };
        let next = keys.next_ledger(&log, &old).unwrap();
        assert!(keys.ledger_key(&log, &next.verifier().to_string()).is_err());
        keys.save_next(&log, &next).unwrap();
        assert!(is_here(&old) && is_here(&next));
        // Between the two steps of replacing it.
        let place = keys.path(&log, Owner::Ledger);
        private::rename(&place, &keys.retired_path(&log, old.verifier())).unwrap();
        assert!(is_here(&old) && is_here(&next));
        assert!(keys.take_next(&log, &next).unwrap());
        assert!(is_here(&old) && is_here(&next));
        assert!(!keys.take_next(&log, &next).unwrap());
        assert_eq!(keys.find(&log, Owner::Ledger).unwrap().unwrap().verifier(), next.verifier());
    }

    #[test]
    fn a_key_that_no_log_named_is_set_aside() {
        let (_folder, keys, log, old) = keys();
        let (unused, next) =
            (keys.next_ledger(&log, &old).unwrap(), keys.next_ledger(&log, &old).unwrap());
        assert_eq!(keys.save_next(&log, &unused).unwrap(), None);
        let aside = keys.save_next(&log, &next).unwrap();
        assert_eq!(aside, Some(keys.retired_path(&log, unused.verifier())));
        assert!(keys.take_next(&log, &next).unwrap());
    }
}
