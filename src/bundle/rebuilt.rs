use super::findings::{VerifyError, damage, of_file};
use super::write::write_view;
use super::{
    BundleError, BundleFiles, Comparison, Difference, Edition, FirstEdition, NOTE, SUMS, Unlisted,
    VERSION,
};
use crate::domain::Timestamp;
use crate::ledger::View;
use crate::view::{FileFault, Verification};

/// Files whose words depend on the version of the program, and the list of hashes.
const WORDED: [&str; 4] = [SUMS, "VERIFY.md", "report.html", "verify.py"];

/// Files that say when the report was created, and the list of hashes.
const DATED: [&str; 3] = [SUMS, "report.html", "report.json"];

/// The files of a bundle, to compare with those that follow from its log.
pub(super) struct Rebuilt<'a> {
    pub(super) files: &'a BundleFiles,
    /// Whether the log's key signed the list of the files.
    pub(super) is_signed: bool,
    /// Used as the date of the report if the bundle does not give one.
    pub(super) now: Timestamp,
    /// The ledger rebuilt from its log.
    pub(super) view: &'a View<'a>,
}

impl Rebuilt<'_> {
    /// Report every file that differs from what follows from the log. If nothing follows from the
    /// log, report at least every file that does not match `SHA256SUMS`.
    pub(super) fn check(&self, found: &mut Verification) -> Result<(), VerifyError> {
        let named = found.wrong();
        // The log was verified before; without one, nothing follows.
        let difference =
            if found.head.is_some() && found.rows > 0 { self.difference(found) } else { Ok(None) };
        let difference = match difference {
            // The problems of the log are already found.
            Err(_) if named > 0 => None,
            difference => difference?,
        };
        let Some(mut difference) = difference else {
            return Ok(check_list(self.files, found)?);
        };
        let version = self.files.version().unwrap_or_default();
        if self.is_signed && !["", VERSION, FirstEdition::VERSION].contains(&version.as_str()) {
            self.excuse_words(&mut difference, found)?;
        }
        compare(&difference, found);
        Ok(())
    }

    /// What differs from the files that follow from the log.
    fn difference(&self, found: &mut Verification) -> Result<Option<Difference>, VerifyError> {
        let made_at = match self.files.made_at() {
            Ok(made_at) => Some(made_at),
            Err(error) => {
                found.add(damage(error)?);
                None
            }
        };
        let mut comparison = Comparison::new(self.files);
        let edition = self.edition()?;
        let made_at_or_now = made_at.unwrap_or(self.now);
        let packed = write_view(self.view, made_at_or_now, None, &edition, &mut comparison);
        let other: &[&str] = match edition {
            Edition::Current if self.files.has(NOTE) => &[NOTE],
            Edition::Current | Edition::First(_) => &[],
        };
        let mut difference = comparison.finish(other)?;
        packed?;
        if made_at.is_none() {
            for name in DATED {
                difference.differing.remove(name);
                difference.missing.remove(name);
            }
        }
        Ok(Some(difference))
    }

    /// Version 0.1.0 signed no note, so a bundle with a note is not from it.
    fn edition(&self) -> Result<Edition, BundleError> {
        let is_first = self.files.version().as_deref() == Some(FirstEdition::VERSION);
        if !is_first {
            return Ok(Edition::Current);
        }
        let script = match self.files.read("verify.py") {
            Err(BundleError::Missing(_)) => Vec::new(),
            script => script?,
        };
        Ok(Edition::First(FirstEdition::new(self.files.read("VERIFY.md")?, script)))
    }

    /// Another version words some files of a bundle differently. Accept them, because the log's key
    /// signed their hashes.
    fn excuse_words(
        &self,
        difference: &mut Difference,
        found: &mut Verification,
    ) -> Result<(), VerifyError> {
        let unlisted = match self.files.unlisted() {
            Ok(unlisted) => unlisted,
            Err(error) => {
                found.add(damage(error)?);
                return Ok(());
            }
        };
        for name in WORDED {
            if !unlisted.contains_key(name) && difference.differing.remove(name).is_some() {
                found.not_compared.push(name.to_owned());
            }
        }
        for (name, how) in &unlisted {
            let is_named = difference.differing.contains_key(name)
                || difference.foreign.contains(name)
                || difference.missing.contains(name);
            if !is_named {
                found.add(of_file(name, not_as_listed(*how)));
            }
        }
        Ok(())
    }
}

/// Report every file that does not match `SHA256SUMS`.
pub(super) fn check_list(files: &BundleFiles, found: &mut Verification) -> Result<(), BundleError> {
    match files.unlisted() {
        Ok(unlisted) => {
            for (name, how) in unlisted {
                found.add(of_file(&name, not_as_listed(how)));
            }
        }
        Err(error) => found.add(damage(error)?),
    }
    Ok(())
}

fn not_as_listed(how: Unlisted) -> FileFault {
    match how {
        Unlisted::Changed => FileFault::NotAsListed { list: SUMS },
        Unlisted::Missing => FileFault::ListedAndMissing { list: SUMS },
        Unlisted::NotListed => FileFault::NotListed { list: SUMS },
    }
}

fn compare(difference: &Difference, found: &mut Verification) {
    let Difference { differing, foreign, misplaced, missing } = difference;
    let differing = differing.iter().map(|(path, line)| of_file(path, FileFault::Differs(*line)));
    let foreign = foreign.iter().map(|path| of_file(path, FileFault::Foreign));
    let missing = missing.iter().map(|path| of_file(path, FileFault::Missing));
    let misplaced = misplaced.iter().map(|path| of_file(path, FileFault::Misplaced));
    for finding in differing.chain(foreign).chain(missing).chain(misplaced) {
        found.add(finding);
    }
}
