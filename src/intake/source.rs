use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Progress, ReadingOptions, SourceError};
use crate::domain::Draft;
use crate::text::fetch::{Address, Fetched, Fetcher};
use crate::text::read::{self, Data, ReadError, Reading};

/// Where an article comes from, and its name there.
#[derive(Debug)]
pub enum Source {
    Address(Address),
    File { name: String, path: PathBuf },
    Stdin,
}

/// The sources that a person named.
#[derive(Debug, Default)]
pub struct Sources {
    /// The sources to read, in the order of the names.
    pub found: Vec<Source>,
    /// The number of sources that failed.
    pub skipped: u64,
}

impl Sources {
    /// The sources for these names: web addresses; files; folders, with every file below them that
    /// has the name of an article; and `-` for standard input. A name that is not found is reported
    /// and counted; if it is the only name, it is the error.
    pub fn find(
        names: &[PathBuf],
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Self, SourceError> {
        let mut sources = Self::default();
        for name in names {
            match sources.add(name, tell) {
                Err(error) if names.len() == 1 => return Err(error),
                Err(error) => sources.skip(error, tell),
                Ok(()) => {}
            }
        }
        Ok(sources)
    }

    /// Whether only one source was named.
    pub fn is_only_one(&self) -> bool {
        self.found.len() == 1 && self.skipped == 0
    }

    fn add(&mut self, name: &Path, tell: &mut dyn FnMut(Progress<'_>)) -> Result<(), SourceError> {
        if name.as_os_str() == "-" {
            self.found.push(Source::Stdin);
            return Ok(());
        }
        // A file in a folder called `https:` can still be named: `./https:/…`.
        if let Some(written) = name.to_str().filter(|name| Address::is_meant(name)) {
            let address = written.parse::<Address>().map_err(|source| {
                let name = Address::without_secrets(written);
                SourceError::Address { name, source }
            })?;
            self.found.push(Source::Address(address));
            return Ok(());
        }
        let found = read::find(name)?;
        if found.passed_over > 0 {
            tell(Progress::PassedOver { files: found.passed_over, folder: name });
        }
        for folder in found.bundles {
            self.skip(SourceError::Bundle(folder), tell);
        }
        for folder in found.unreadable {
            self.skip(SourceError::UnreadableFolder(folder), tell);
        }
        self.found.extend(found.files.into_iter().map(|file| Source::file(name, file)));
        Ok(())
    }

    fn skip(&mut self, error: SourceError, tell: &mut dyn FnMut(Progress<'_>)) {
        tell(Progress::Skipped(error));
        self.skipped += 1;
    }
}

impl Source {
    /// A file has its own name, or its path within the given folder: where that folder is stays
    /// private.
    fn file(given: &Path, path: PathBuf) -> Self {
        let within = path.strip_prefix(given).ok().filter(|path| !path.as_os_str().is_empty());
        let name = within.or_else(|| path.file_name().map(Path::new)).unwrap_or(&path);
        Self::File { name: name.to_string_lossy().into_owned(), path }
    }

    /// Read it.
    pub fn read(
        &self,
        how: &ReadingOptions,
        fetcher: &Fetcher,
        stdin: &mut dyn Read,
    ) -> Result<Draft, SourceError> {
        let Loaded { name, raw, reading, shown } = self.load(how, fetcher, stdin)?;
        let path = if let Self::File { path, .. } = self { Some(path) } else { None };
        read::read(raw, &name, &reading)
            .and_then(|draft| match path {
                Some(path) => no_data(draft, path, &reading),
                None => Ok(draft),
            })
            .map_err(|source| SourceError::Read { name: shown, source })
    }

    /// Get its bytes.
    pub fn load(
        &self,
        how: &ReadingOptions,
        fetcher: &Fetcher,
        stdin: &mut dyn Read,
    ) -> Result<Loaded, SourceError> {
        let limit = how.limits.bytes;
        let reading = how.reading.clone();
        let (name, shown, raw) = match self {
            Self::Address(address) => return fetch(address, &how.reading, fetcher),
            Self::File { name, path } => {
                (name.clone(), path.display().to_string(), read::load(path, limit))
            }
            Self::Stdin => {
                let raw = read::load_stream(stdin, limit);
                ("stdin".to_owned(), "standard input".to_owned(), raw)
            }
        };
        match raw {
            Ok(raw) => Ok(Loaded { name, raw, reading, shown }),
            Err(source) => Err(SourceError::Read { name: shown, source }),
        }
    }
}

/// The bytes of a source.
#[derive(Debug)]
pub struct Loaded {
    /// What its article is called, if nothing else says it.
    pub name: String,
    pub raw: Vec<u8>,
    /// How they are to be read, with what the server said of them.
    pub reading: Reading,
    /// What it is called in messages.
    pub shown: String,
}

/// Refuse prose in a file that is named like data, unless a person names its reader.
fn no_data(draft: Draft, path: &Path, reading: &Reading) -> Result<Draft, ReadError> {
    match Data::named(path) {
        Some(data) if reading.format.is_none() => Err(ReadError::Data(data)),
        _ => Ok(draft),
    }
}

fn fetch(address: &Address, reading: &Reading, fetcher: &Fetcher) -> Result<Loaded, SourceError> {
    let shown = address.to_string();
    let Fetched { address: found_at, charset, raw, .. } = fetcher
        .fetch(address)
        .map_err(|source| SourceError::Fetch { name: shown.clone(), source })?;
    let name = found_at.to_string();
    let reading = Reading { address: Some(name.clone()), charset, ..reading.clone() };
    Ok(Loaded { name, raw, reading, shown })
}
