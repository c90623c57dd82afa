//! The private keys, in a folder outside of every ledger: `ORIGIN/ledger.key`,
//! `ORIGIN/reviewers/NAME.key`, readable to their owner alone, each one line as Go's note package
//! writes it. Beside them stands the last checkpoint that was signed here, so that an older copy of
//! a ledger is never signed on from by mistake.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::{Entry, NotAnOrigin, Origin, ReviewerName, Sha256};
use crate::merkle::{KeyName, NotAKey, SigningKey};

/// Where the keys of all ledgers are.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    path: PathBuf,
    randomness: Randomness,
}

/// What new keys are made of.
#[derive(Clone, Copy)]
pub enum Randomness {
    /// A stopped clock's: anybody can guess the keys, and their ledger's name says so.
    Guessable([u8; 32]),
    /// The operating system's.
    Secret([u8; 32]),
}

/// A secret is not for logs.
impl std::fmt::Debug for Randomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Guessable(_) => "Guessable",
            Self::Secret(_) => "Secret",
        })
    }
}

/// Why there is no key to sign with. Reading and verifying need none.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("no keys are made while the clock is stopped, for anybody could guess them")]
    Guessable,
    #[error("the key in `{}` is unsound", path.display())]
    Malformed { path: PathBuf, source: NotAKey },
    #[error("the key of {whose} is not here: there is no `{}`", path.display())]
    Missing { path: PathBuf, whose: String },
    #[error("others may read the key in `{}`", path.display())]
    Open { path: PathBuf },
    #[error("the key in `{}` is not the one that the ledger knows", path.display())]
    Other { path: PathBuf },
    #[error("the key in `{}` cannot be used", path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Whose a key is.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    Ledger,
    Reviewer(&'a ReviewerName),
}

const TEST_ORIGIN: &str = "factledger-test/";

impl KeyFolder {
    pub fn new(path: PathBuf, randomness: Randomness) -> Self {
        Self { path, randomness }
    }

    /// Where the key is, or would be.
    pub fn path(&self, log: &Origin, owner: Owner<'_>) -> PathBuf {
        let folder = self.of(log);
        match owner {
            Owner::Ledger => folder.join("ledger.key"),
            Owner::Reviewer(name) => folder.join("reviewers").join(format!("{name}.key")),
        }
    }

    /// The key, if there is a file for it.
    pub fn find(&self, log: &Origin, owner: Owner<'_>) -> Result<Option<SigningKey>, KeyError> {
        let path = self.path(log, owner);
        let secret = match read_private(&path) {
            Ok(secret) => secret,
            Err(KeyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let key: SigningKey = match secret.trim_end().parse() {
            Ok(key) => key,
            Err(source) => return Err(KeyError::Malformed { path, source }),
        };
        if key.name().as_str() == name(log, owner) {
            Ok(Some(key))
        } else {
            Err(KeyError::Other { path })
        }
    }

    /// The key that the ledger knows as `vkey`.
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

    /// A name and a key for a new ledger. Nothing is saved yet.
    pub fn new_ledger(&self) -> Result<(Origin, SigningKey), KeyError> {
        let (prefix, seed) = match self.randomness {
            Randomness::Guessable(seed) => (TEST_ORIGIN, seed),
            Randomness::Secret(seed) => ("factledger/", seed),
        };
        let seed = Sha256::of_parts(&[b"the key of a ledger", &seed]);
        let unlike = Sha256::of_parts(&[b"its name", seed.as_bytes()]).to_string();
        let origin = format!("{prefix}{}", &unlike[..16]);
        let origin: Origin = origin.parse().map_err(|_: NotAnOrigin| KeyError::Guessable)?;
        let name = key_name(&origin, Owner::Ledger, &self.path)?;
        Ok((origin, SigningKey::new(name, seed.as_bytes())))
    }

    /// A key for a reviewer who is new to a ledger, or the one that waits for them. Nothing is
    /// saved yet.
    pub fn new_reviewer(&self, log: &Origin, name: &ReviewerName) -> Result<SigningKey, KeyError> {
        let owner = Owner::Reviewer(name);
        if let Some(key) = self.find(log, owner)? {
            return Ok(key);
        }
        let seed = match self.randomness {
            Randomness::Guessable(seed) if log.as_str().starts_with(TEST_ORIGIN) => seed,
            Randomness::Guessable(_) => return Err(KeyError::Guessable),
            Randomness::Secret(seed) => seed,
        };
        let key_name = key_name(log, owner, &self.path(log, owner))?;
        let of = [b"the key of a reviewer".as_slice(), key_name.as_str().as_bytes(), &seed];
        let seed = Sha256::of_parts(&of);
        Ok(SigningKey::new(key_name, seed.as_bytes()))
    }

    /// Save a key, if there is no file for it yet. It is on the disk when this returns.
    pub fn save(&self, log: &Origin, owner: Owner<'_>, key: &SigningKey) -> Result<(), KeyError> {
        let path = self.path(log, owner);
        write_private(&path, &format!("{}\n", key.to_secret()))
            .map_err(|source| KeyError::Io { path, source })
    }

    /// The last checkpoint of this log that was signed here.
    pub fn last_signed(&self, log: &Origin) -> Option<Vec<u8>> {
        fs::read(self.last_signed_path(log)).ok()
    }

    /// Where that checkpoint is kept.
    pub fn last_signed_path(&self, log: &Origin) -> PathBuf {
        self.of(log).join("last-signed.checkpoint")
    }

    /// Keep a checkpoint that was signed here. Best effort: what is kept may be an earlier one.
    pub fn keep_signed(&self, log: &Origin, checkpoint: &str) {
        let path = self.last_signed_path(log);
        let unfinished = path.with_extension(format!("{}", std::process::id()));
        if fs::write(&unfinished, checkpoint).is_ok() && fs::rename(&unfinished, &path).is_err() {
            let _ = fs::remove_file(unfinished);
        }
    }

    /// A folder's name for an origin, which may have any letters.
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

fn read_private(path: &Path) -> Result<String, KeyError> {
    /// In bytes. A key is one line; whatever is longer is none.
    const LONGEST: u64 = 4096;
    let failed = |source| KeyError::Io { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(failed)?;
    if is_open(&metadata) {
        return Err(KeyError::Open { path: path.to_owned() });
    }
    if !metadata.is_file() || metadata.len() > LONGEST {
        return Err(KeyError::Malformed { path: path.to_owned(), source: NotAKey::Form });
    }
    fs::read_to_string(path).map_err(failed)
}

/// It is whole or not there, and so is its folder: only then may the ledger say that it exists.
fn write_private(path: &Path, secret: &str) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Err(io::ErrorKind::InvalidInput.into()) };
    make_private_folder(folder)?;
    let mut unfinished = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
    unfinished.write_all(secret.as_bytes())?;
    unfinished.as_file().sync_all()?;
    match unfinished.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(error.error),
    }
    sync_folder(folder)
}

#[cfg(unix)]
fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open(_: &fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A new name outlives a power cut when its folder is on the disk, and that folder's name too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // The folders that may be new: reviewers, the ledger's, and the keys'.
    for folder in folder.ancestors().take(4).filter(|folder| !folder.as_os_str().is_empty()) {
        if let Ok(folder) = fs::File::open(folder) {
            folder.sync_all()?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
