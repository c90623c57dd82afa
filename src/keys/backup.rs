use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{KeyError, KeyFolder, NotOpened, Owner, lock, unlock};
use crate::domain::Origin;
use crate::files::{FileError, IfExists, private};
use crate::merkle::SigningKey;

/// Why private keys were not backed up or restored. No key was overwritten.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("there is another key in `{}`, and no key is overwritten", path.display())]
    Another { path: PathBuf },
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("no private key of this ledger is on this machine: there is none in `{}`", folder.display())]
    None { folder: PathBuf },
    #[error("it is not a backup of keys")]
    NotABackup,
    #[error("the backup of the keys does not open")]
    NotOpened(#[source] NotOpened),
}

/// How the plain text of a backup begins.
const MARK: &str = "private keys of ";

/// In bytes: thousands of keys.
const LONGEST: u64 = 1 << 20;

impl KeyFolder {
    /// The private keys of this ledger that are here, the ledger's own first: that of `vkey`.
    pub fn all(&self, log: &Origin, vkey: &str) -> Result<Vec<SigningKey>, KeyError> {
        let mut keys = match self.ledger_key(log, vkey) {
            Ok(key) => vec![key],
            Err(KeyError::Missing { .. } | KeyError::Other { .. }) => Vec::new(),
            Err(error) => return Err(error),
        };
        let folder = self.folder(log).join("reviewers");
        let files = match fs::read_dir(&folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(keys),
            Err(source) => return Err(KeyError::Io { path: folder, source }),
        };
        let mut names: Vec<String> = files
            .filter_map(|file| file.ok()?.file_name().into_string().ok())
            .filter_map(|file| file.strip_suffix(".key").map(str::to_owned))
            .collect();
        names.sort();
        for name in names.iter().filter_map(|name| name.parse().ok()) {
            keys.extend(self.find(log, Owner::Reviewer(&name))?);
        }
        Ok(keys)
    }

    /// Write the private keys of this ledger to a new file, behind a passphrase. Returns the names of
    /// the keys.
    pub fn back_up(
        &self,
        log: &Origin,
        vkey: &str,
        file: &Path,
        passphrase: &str,
    ) -> Result<Vec<String>, BackupError> {
        let keys = self.all(log, vkey)?;
        if keys.is_empty() {
            return Err(BackupError::None { folder: self.folder(log) });
        }
        let mut text = format!("{MARK}{log}\n");
        for key in &keys {
            text.push_str(&key.to_secret());
            text.push('\n');
        }
        let locked = lock(&text, passphrase).map_err(BackupError::NotOpened)?;
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        private::write(&file, &locked, IfExists::Refuse)?;
        Ok(keys.iter().map(|key| key.name().to_string()).collect())
    }

    /// Put the keys of a backup into the folder: all of them, or none if one would be overwritten.
    /// Returns the ledger that they are of, and the names of those that were not here before.
    pub fn restore(
        &self,
        file: &Path,
        passphrase: &str,
    ) -> Result<(Origin, Vec<String>), BackupError> {
        let locked = private::read_any(file, LONGEST)?;
        let text = unlock(&locked, passphrase).map_err(BackupError::NotOpened)?;
        let mut lines = text.lines();
        let log = lines.next().and_then(|line| line.strip_prefix(MARK)?.parse::<Origin>().ok());
        let log = log.ok_or(BackupError::NotABackup)?;
        let mut missing = Vec::new();
        for line in lines {
            let key: SigningKey = line.parse().map_err(|_| BackupError::NotABackup)?;
            let reviewer = key.name().as_str().strip_prefix(&format!("{log}/"));
            let reviewer = reviewer.map(str::parse).transpose();
            let reviewer = reviewer.map_err(|_| BackupError::NotABackup)?;
            let owner = reviewer.as_ref().map_or(Owner::Ledger, Owner::Reviewer);
            match self.find(&log, owner)? {
                None => missing.push((reviewer, key)),
                Some(here) if here.verifier() == key.verifier() => {}
                Some(_) => return Err(BackupError::Another { path: self.path(&log, owner) }),
            }
        }
        for (reviewer, key) in &missing {
            self.save(&log, reviewer.as_ref().map_or(Owner::Ledger, Owner::Reviewer), key)?;
        }
        let names = missing.iter().map(|(_, key)| key.name().to_string()).collect();
        Ok((log, names))
    }
}

/// What a key is called to a person: of the ledger, or of a reviewer.
pub fn owner_of(log: &Origin, key: &str) -> String {
    let reviewer = key.strip_prefix(&format!("{log}/"));
    reviewer.map_or_else(|| "the ledger".to_owned(), str::to_owned)
}
