//! The private keys, in a folder outside every ledger: `ORIGIN/ledger.key`,
//! `ORIGIN/reviewers/NAME.key`, readable only by their owner, each one line as Go's note package
//! writes it. Next to them are the last checkpoint that was signed here, and the last one that each
//! reviewer cosigned here. So an older copy of a ledger is never continued by mistake, and one
//! person never cosigns two histories.

mod backup;
mod cosigned;
mod inbox;
mod live;
mod rotation;
mod sealed;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use backup::{BackupError, owner_of};
pub use cosigned::CosignerTurn;
pub use inbox::ReadMark;
pub use sealed::{NotOpened, open, seal};

use sealed::{lock, unlock};

use crate::domain::{Entry, NotAnOrigin, Origin, ReviewerName, Sha256};
use crate::files::{FileError, IfExists, private};
use crate::merkle::{KeyName, NotAKey, SignedNote, SigningKey, VerifierKey};

/// The folder with the keys of all ledgers.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    /// Whether to go on with the copy of a ledger that is given, whatever was signed before.
    pub is_this_copy: bool,
    /// For whom keys are made here.
    pub meant: Meant,
    path: PathBuf,
    randomness: Randomness,
}

/// Whether a name that is new to a ledger, and close to a known one, is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meant {
    /// The person says so.
    Said,
    /// It may be a slip of the pen.
    #[default]
    Unsaid,
}

/// What new keys are made of.
#[derive(Clone, Copy)]
pub enum Randomness {
    /// A stopped clock's: anybody can guess the keys, and their ledger's name says so.
    Guessable([u8; 32]),
    /// The operating system's: drawn anew for each key.
    Secret(fn() -> io::Result<[u8; 32]>),
}

impl Randomness {
    /// What a new key is made of. Where anybody can guess it, the names of the key make it another
    /// one than the rest.
    fn draw(self, of: &[&[u8]]) -> Result<Sha256, KeyError> {
        let seed = match self {
            Self::Guessable(seed) => seed,
            Self::Secret(draw) => draw().map_err(KeyError::NoRandomness)?,
        };
        let mut parts = of.to_vec();
        parts.push(&seed);
        Ok(Sha256::of_parts(&parts))
    }
}

/// Keeps the secret out of logs.
impl std::fmt::Debug for Randomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Guessable(_) => "Guessable",
            Self::Secret(_) => "Secret",
        })
    }
}

/// Why there is no key to sign with. Reading and verifying need no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the last cosigned checkpoint cannot be saved in `{}`", path.display())]
    Cosigned { path: PathBuf, source: io::Error },
    #[error("no keys are made while the clock is stopped, for anybody could guess them")]
    Guessable,
    #[error("there is no randomness to make a key of")]
    NoRandomness(#[source] io::Error),
    #[error("the key in `{}` is not valid", path.display())]
    Malformed { path: PathBuf, source: NotAKey },
    #[error("the key of {whose} is not on this machine: there is no `{}`", path.display())]
    Missing { path: PathBuf, whose: String },
    #[error("other users can read the key in `{}`", path.display())]
    Open { path: PathBuf },
    #[error("the key in `{}` is not the one in the ledger", path.display())]
    Other { path: PathBuf },
    #[error("the key in `{}` cannot be used", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("the last signed checkpoint cannot be read from `{}`", path.display())]
    Signed { path: PathBuf, source: io::Error },
}

/// The owner of a key.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    Ledger,
    Reviewer(&'a ReviewerName),
}

const TEST_ORIGIN: &str = "factledger-test/";

/// In bytes. A key is one line, and shorter than this.
const LONGEST: u64 = 4096;

impl KeyFolder {
    pub fn new(path: PathBuf, randomness: Randomness) -> Self {
        Self { is_this_copy: false, meant: Meant::default(), path, randomness }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.path
    }

    /// Another folder, whose new keys are made of the same randomness.
    #[must_use]
    pub fn elsewhere(&self, path: PathBuf) -> Self {
        Self { path, ..self.clone() }
    }

    /// The path of the key, even if it does not exist.
    pub fn path(&self, log: &Origin, owner: Owner<'_>) -> PathBuf {
        let folder = self.of(log);
        match owner {
            Owner::Ledger => folder.join("ledger.key"),
            Owner::Reviewer(name) => folder.join("reviewers").join(format!("{name}.key")),
        }
    }

    /// The key, if its file exists.
    pub fn find(&self, log: &Origin, owner: Owner<'_>) -> Result<Option<SigningKey>, KeyError> {
        Self::read_key(&self.path(log, owner), log, owner)
    }

    fn read_key(
        path: &Path,
        log: &Origin,
        owner: Owner<'_>,
    ) -> Result<Option<SigningKey>, KeyError> {
        let path = path.to_owned();
        let secret = match private::read(&path, LONGEST) {
            Ok(secret) => secret,
            Err(FileError::NotPrivate { path }) => return Err(KeyError::Open { path }),
            Err(FileError::TooLong { path, .. }) => {
                return Err(KeyError::Malformed { path, source: NotAKey::Form });
            }
            Err(error) => {
                let source = error.into_io();
                let is_absent = source.kind() == io::ErrorKind::NotFound;
                return if is_absent { Ok(None) } else { Err(KeyError::Io { path, source }) };
            }
        };
        let key: SigningKey = match secret.trim_end().parse() {
            Ok(key) => key,
            Err(source) => return Err(KeyError::Malformed { path, source }),
        };
        let is_it = match owner {
            // A ledger that lost its key goes on under another name.
            Owner::Ledger => !key.name().as_str().starts_with(&format!("{log}/")),
            Owner::Reviewer(_) => key.name().as_str() == name(log, owner),
        };
        if is_it { Ok(Some(key)) } else { Err(KeyError::Other { path }) }
    }

    /// The private key for `vkey`, the one in the ledger.
    pub fn known(
        &self,
        log: &Origin,
        owner: Owner<'_>,
        vkey: &str,
    ) -> Result<SigningKey, KeyError> {
        let path = self.path(log, owner);
        match self.find(log, owner)? {
            Some(key) if key.verifier().to_string() == vkey => Ok(key),
            Some(_) => Err(KeyError::Other { path }),
            None => Err(KeyError::Missing { path, whose: whose(owner) }),
        }
    }

    /// A name and a key for a new ledger. They are not saved yet.
    pub fn new_ledger(&self) -> Result<(Origin, SigningKey), KeyError> {
        self.named_ledger(self.randomness.draw(&[b"the key of a ledger"])?)
    }

    /// The key of a ledger that follows from this, and the ledger's name.
    fn named_ledger(&self, seed: Sha256) -> Result<(Origin, SigningKey), KeyError> {
        let prefix = match self.randomness {
            Randomness::Guessable(_) => TEST_ORIGIN,
            Randomness::Secret(_) => "factledger/",
        };
        let unlike = Sha256::of_parts(&[b"its name", seed.as_bytes()]).to_string();
        let origin = format!("{prefix}{}", &unlike[..16]);
        let origin: Origin = origin.parse().map_err(|_: NotAnOrigin| KeyError::Guessable)?;
        let name = key_name(&origin, Owner::Ledger, &self.path)?;
        Ok((origin, SigningKey::new(name, seed.as_bytes())))
    }

    /// A key for a reviewer who has no active key in the ledger: the one that is already here,
    /// unless it is `revoked`, or a new one. It is not saved yet.
    pub fn new_reviewer(
        &self,
        log: &Origin,
        name: &ReviewerName,
        revoked: &[VerifierKey],
    ) -> Result<SigningKey, KeyError> {
        let owner = Owner::Reviewer(name);
        if let Some(key) = self.find(log, owner)?.filter(|key| !revoked.contains(key.verifier())) {
            return Ok(key);
        }
        let is_guessable = matches!(self.randomness, Randomness::Guessable(_));
        if is_guessable && !log.as_str().starts_with(TEST_ORIGIN) {
            return Err(KeyError::Guessable);
        }
        let key_name = key_name(log, owner, &self.path(log, owner))?;
        let of = [b"the key of a reviewer".as_slice(), key_name.as_str().as_bytes()];
        let seed = self.randomness.draw(&of)?;
        Ok(SigningKey::new(key_name, seed.as_bytes()))
    }

    /// Save a key, unless its file already exists. It is on the disk when this returns.
    pub fn save(&self, log: &Origin, owner: Owner<'_>, key: &SigningKey) -> Result<(), KeyError> {
        let path = self.path(log, owner);
        match private::write(&path, &format!("{}\n", key.to_secret()), IfExists::Refuse) {
            Ok(()) => return Ok(()),
            // Another process saved it first, and may have been killed before it was on the disk.
            Err(FileError::FileExists { .. }) => {}
            Err(error) => return Err(KeyError::Io { path, source: error.into_io() }),
        }
        // Never overwrite another key.
        self.known(log, owner, &key.verifier().to_string())?;
        private::sync(&path).map_err(|error| KeyError::Io { path, source: error.into_io() })
    }

    /// Rename the key of a reviewer to make room for a new one, if it is `revoked`. It is kept,
    /// because its earlier signatures remain valid.
    pub fn retire(
        &self,
        log: &Origin,
        name: &ReviewerName,
        revoked: &[VerifierKey],
    ) -> Result<(), KeyError> {
        let owner = Owner::Reviewer(name);
        let Some(key) = self.find(log, owner)?.filter(|key| revoked.contains(key.verifier()))
        else {
            return Ok(());
        };
        let (path, id) = (self.path(log, owner), key.verifier().id());
        let retired = self.of(log).join("revoked").join(format!("{name}.{id}.key"));
        private::rename(&path, &retired)
            .map_err(|error| KeyError::Io { path, source: error.into_io() })
    }

    /// The last checkpoint of this log that was signed here. One that a power cut left incomplete
    /// is ignored, because it is not synced to the disk.
    pub fn last_signed(&self, log: &Origin) -> Result<Option<Vec<u8>>, KeyError> {
        let path = self.last_signed_path(log);
        match fs::read(&path) {
            Ok(note) => Ok(SignedNote::parse(&note).is_ok().then_some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::Signed { path, source }),
        }
    }

    /// The path of that checkpoint.
    pub fn last_signed_path(&self, log: &Origin) -> PathBuf {
        self.of(log).join("last-signed.checkpoint")
    }

    /// Save a checkpoint that was signed here. This is best effort and not synced to the disk: an
    /// earlier one, or none, may remain.
    pub fn keep_signed(&self, log: &Origin, checkpoint: &str) {
        let _ = private::replace_soon(&self.last_signed_path(log), checkpoint);
    }

    /// Where the keys of this ledger are, if there are any.
    pub fn folder(&self, log: &Origin) -> PathBuf {
        self.of(log)
    }

    /// The folder name for an origin, which may have any characters.
    fn of(&self, log: &Origin) -> PathBuf {
        let mut name = String::new();
        for byte in log.as_str().bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                    name.push(char::from(byte));
                }
                b'.' if !name.is_empty() => name.push('.'),
                other => name.push_str(&format!("%{other:02X}")),
            }
        }
        self.path.join(name)
    }
}

fn name(log: &Origin, owner: Owner<'_>) -> String {
    match owner {
        Owner::Ledger => log.to_string(),
        Owner::Reviewer(name) => Entry::key_name(log, name),
    }
}

fn key_name(log: &Origin, owner: Owner<'_>, path: &Path) -> Result<KeyName, KeyError> {
    let name = name(log, owner).parse();
    name.map_err(|source| KeyError::Malformed { path: path.to_owned(), source })
}

fn whose(owner: Owner<'_>) -> String {
    match owner {
        Owner::Ledger => "the ledger".to_owned(),
        Owner::Reviewer(name) => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_drawn_by_itself() {
        use std::sync::atomic::{AtomicU8, Ordering};
        static DRAWN: AtomicU8 = AtomicU8::new(0);
        let draw = || Ok([DRAWN.fetch_add(1, Ordering::SeqCst); 32]);
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path().join("keys"), Randomness::Secret(draw));
        let (log, ledger) = keys.new_ledger().unwrap();
        let ana = "ana".parse().unwrap();
        let first = keys.new_reviewer(&log, &ana, &[]).unwrap();
        // The same person, after the first key was revoked: nobody can work the new one out.
        let second = keys.new_reviewer(&log, &ana, &[first.verifier().clone()]).unwrap();
        assert_ne!(first.verifier(), second.verifier());
        assert_eq!(DRAWN.load(Ordering::SeqCst), 3);
        assert_ne!(
            ledger.verifier().to_string(),
            keys.new_ledger().unwrap().1.verifier().to_string()
        );
    }

    #[test]
    fn without_randomness_there_is_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let none = || Err(io::Error::other("the device is gone"));
        let keys = KeyFolder::new(folder.path().join("keys"), Randomness::Secret(none));
        assert!(matches!(keys.new_ledger(), Err(KeyError::NoRandomness(_))));
    }

    #[test]
    fn what_cannot_be_kept_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path().to_owned(), Randomness::Secret(|| Ok([1; 32])));
        let log: Origin = "desk.example/ledger".parse().unwrap();
        let path = keys.last_signed_path(&log);
        fs::create_dir_all(path.join("in the way")).unwrap();
        keys.keep_signed(&log, "a checkpoint");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        assert!(matches!(keys.last_signed(&log), Err(KeyError::Signed { .. })));
    }
}
