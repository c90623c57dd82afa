use std::cell::RefCell;
use std::path::Path;

use super::findings::{VerifyError, damage, of_file};
use super::rebuilt::{Rebuilt, check_list};
use super::{BundleError, BundleFiles, FirstEdition, NOTE, Odd, SUMS};
use crate::domain::{Sha256, Timestamp};
use crate::keys::KeyFolder;
use crate::ledger::{Ledger, LedgerParts, VerifierKey, VerifyOptions};
use crate::view::{BundleNote, FileFault, Finding, Verification};

/// An open bundle, with a ledger of the readable part of its log. Nothing in it is trusted.
pub struct OpenBundle {
    /// Damage in the files that the log is read from.
    broken: Vec<Finding>,
    files: BundleFiles,
    ledger: Ledger,
    log_keys: Vec<VerifierKey>,
}

/// The result of verifying a bundle.
pub struct VerifiedBundle {
    /// The number of files that match the log.
    pub compared: u64,
    pub found: Verification,
    /// What is in its log, as far as that is sound.
    pub ledger: Ledger,
    /// The version of the program that the bundle claims to be from.
    pub version: Option<String>,
}

impl OpenBundle {
    /// Open a folder or an archive, and build a ledger from its log. `keys` can be empty.
    pub fn open(path: &Path, keys: KeyFolder) -> Result<Self, VerifyError> {
        let files = BundleFiles::open(path)?;
        let mut broken = odd(&files);
        let ledger = ledger(&files, keys, &mut broken)?;
        // A damaged log does not always name its key.
        let log_keys = ledger.log_keys().unwrap_or_default();
        Ok(Self { broken, files, ledger, log_keys })
    }

    /// The key that the log names as its own, if any, and before it those that lead to it.
    pub fn log_keys(&self) -> &[VerifierKey] {
        &self.log_keys
    }

    /// Verify the log, every file by rebuilding it from that log, and the note that signs them all.
    /// Broken files are reported, and the rest is still checked.
    ///
    /// `kept` are the checkpoints kept elsewhere. `now` is used as the date of the report if the
    /// bundle does not give one.
    pub fn verify(
        self,
        kept: Vec<(String, Vec<u8>)>,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<VerifiedBundle, VerifyError> {
        let Self { broken, files, mut ledger, log_keys } = self;
        let options = VerifyOptions {
            kept,
            may_be_older: true,
            now: Some(now),
            only_last_checkpoint: true,
            ..VerifyOptions::default()
        };
        let mut found = with_first(broken, ledger.rebuild(options, progress)?);
        found.strewn = strewn(&files);
        if let Some(log_key) = log_keys.last() {
            let is_signed = check_note(&files, log_key, &mut found)?;
            found.signed = Some(is_signed);
            let view = &ledger.view()?;
            let rebuilt = Rebuilt { files: &files, is_signed, now, view };
            rebuilt.check(&mut found)?;
        } else {
            found.add(Finding::BundleWithoutLogKey);
            check_list(&files, &mut found)?;
        }
        let is_signed = found.signed.unwrap_or_default();
        let not_compared = found.not_compared.len() + usize::from(is_signed);
        let compared = files.count().saturating_sub(not_compared) as u64;
        let version = files.version();
        Ok(VerifiedBundle { compared, found, ledger, version })
    }
}

/// A ledger of the readable part of the log and its texts.
fn ledger(
    files: &BundleFiles,
    keys: KeyFolder,
    broken: &mut Vec<Finding>,
) -> Result<Ledger, VerifyError> {
    let (size, checkpoints) = match files.checkpoint() {
        Ok((size, checkpoint)) => (size, [(size, checkpoint)].into()),
        Err(error) => {
            broken.push(damage(error)?);
            (files.size_by_tiles(), [].into())
        }
    };
    let damaged = RefCell::new(Vec::new());
    // Damage is collected; a file that cannot be read at all is an error.
    let set_aside = |error: BundleError| -> Option<VerifyError> {
        let finding = damage(error).map(|finding| damaged.borrow_mut().push(finding));
        finding.err().map(VerifyError::Files)
    };
    let parts = LedgerParts {
        checkpoints,
        contents: files.contents().filter_map(|content| match content {
            Ok(content) => Some(Ok(content)),
            Err(error) => set_aside(error).map(Err),
        }),
        // After a gap, no entry is in its original place.
        entries: files.entries(size).map_while(|entry| match entry {
            Ok(entry) => Some(Ok(entry)),
            Err(error) => set_aside(error).map(Err),
        }),
        words: files.words().map_while(|text| match text {
            Ok(text) => Some(Ok(text)),
            Err(error) => set_aside(error).map(Err),
        }),
    };
    let ledger = Ledger::of_parts::<_, _, _, VerifyError>(parts, keys)?;
    broken.append(&mut damaged.borrow_mut());
    Ok(ledger)
}

/// Things in the folder that no bundle has.
fn odd(files: &BundleFiles) -> Vec<Finding> {
    let odd = files.odd().iter().filter_map(|(path, odd)| {
        let how = match odd {
            Odd::Strewn => return None,
            Odd::EmptyFolder => FileFault::EmptyFolder,
            Odd::NotAFile => FileFault::NotAFile,
            Odd::OddName => FileFault::OddName,
            Odd::TooDeep => FileFault::TooDeep,
        };
        Some(of_file(path, how))
    });
    odd.collect()
}

/// Files that a desktop put into the folder.
fn strewn(files: &BundleFiles) -> Vec<String> {
    let strewn = files.odd().iter().filter(|(_, odd)| **odd == Odd::Strewn);
    strewn.map(|(path, _)| path.clone()).collect()
}

/// Check what the log's key signed. Returns whether it signed the list of these files.
fn check_note(
    files: &BundleFiles,
    log_key: &VerifierKey,
    found: &mut Verification,
) -> Result<bool, BundleError> {
    // Bundles of version 0.1.0 have none; all their files are rebuilt.
    if !files.has(NOTE) {
        if files.version().as_deref() != Some(FirstEdition::VERSION) {
            found.add(of_file(NOTE, FileFault::Missing));
        }
        return Ok(false);
    }
    let sums = match files.hash(SUMS) {
        Err(BundleError::Missing(_)) => Sha256::of([]),
        sums => sums?,
    };
    let note = BundleNote::new(log_key.name(), sums).check(&files.read(NOTE)?, log_key);
    if let Err(error) = &note {
        found.add(of_file(NOTE, FileFault::NoteNotValid(error.to_string())));
    }
    Ok(note.is_ok())
}

/// The findings, with others put first.
fn with_first(first: Vec<Finding>, mut found: Verification) -> Verification {
    let before = found.findings.len();
    for finding in first {
        found.add(finding);
    }
    found.findings.rotate_left(before);
    found
}
