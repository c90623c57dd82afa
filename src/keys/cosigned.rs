use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use super::{KeyError, KeyFolder};
use crate::domain::{Origin, ReviewerName};
use crate::files::{FileError, IfExists, private};

/// An exclusive turn of one reviewer to cosign a checkpoint of one log on this machine. Other
/// processes with the same reviewer wait, so that nothing comes between the last cosignature and
/// the next.
pub struct CosignerTurn {
    /// Locked while it is open.
    _lock: File,
    path: PathBuf,
}

impl CosignerTurn {
    /// The last checkpoint that the reviewer cosigned here.
    pub fn last(&self) -> Result<Option<Vec<u8>>, KeyError> {
        match fs::read(&self.path) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::Cosigned { path: self.path.clone(), source }),
        }
    }

    /// Where that is saved.
    pub fn path(&self) -> &PathBuf {
        &self.path
    }

    /// Save a cosigned checkpoint before it is handed out. It is on the disk when this returns.
    pub fn keep(&self, note: &str) -> Result<(), KeyError> {
        let failed = |error: FileError| KeyError::Cosigned {
            path: self.path.clone(),
            source: error.into_io(),
        };
        private::write(&self.path, note, IfExists::Replace).map_err(failed)
    }
}

impl KeyFolder {
    /// Wait for the turn to cosign.
    pub fn cosigner_turn(
        &self,
        log: &Origin,
        name: &ReviewerName,
    ) -> Result<CosignerTurn, KeyError> {
        let path = self.cosigned(log).join(format!("{name}.checkpoint"));
        match private::lock(&path.with_file_name(format!("{name}.lock"))) {
            Ok(lock) => Ok(CosignerTurn { _lock: lock, path }),
            Err(error) => Err(KeyError::Cosigned { path, source: error.into_io() }),
        }
    }

    /// The checkpoints of this log that reviewers last cosigned here, with the file of each.
    pub fn last_cosigned(&self, log: &Origin) -> Vec<(PathBuf, Vec<u8>)> {
        let Ok(files) = fs::read_dir(self.cosigned(log)) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = files
            .filter_map(|file| Some(file.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "checkpoint"))
            .collect();
        paths.sort();
        paths.into_iter().filter_map(|path| Some((path.clone(), fs::read(path).ok()?))).collect()
    }

    fn cosigned(&self, log: &Origin) -> PathBuf {
        self.of(log).join("last-cosigned")
    }
}
