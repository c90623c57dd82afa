use std::io::Read;
use std::path::{Path, PathBuf};

use super::import::warn;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Draft, Visible};
use crate::terminal::Console;
use crate::text::fetch::{Address, Fetched, Fetcher};
use crate::text::read::{self, Reading};
use crate::view::words;

/// Where an article comes from, and what it is called there.
pub(super) enum Source {
    Address(Address),
    File { name: String, path: PathBuf },
    Stdin,
}

/// What brings the bytes of a source.
pub(super) struct Carrier<'a> {
    pub(super) fetcher: Fetcher,
    pub(super) limit: u64,
    pub(super) stdin: &'a mut dyn Read,
}

impl Source {
    /// What the paths lead to. What cannot be found is told, and counted as failed.
    pub(super) fn all(
        paths: &[PathBuf],
        console: &mut Console<'_>,
        failed: &mut u64,
    ) -> Result<Vec<Self>, Failure> {
        let mut sources = Vec::new();
        for path in paths {
            match Self::of(path, console, failed) {
                Ok(found) => sources.extend(found),
                Err(failure) if paths.len() == 1 => return Err(failure),
                Err(failure) => {
                    warn(console, &failure)?;
                    *failed += 1;
                }
            }
        }
        Ok(sources)
    }

    fn of(path: &Path, console: &mut Console<'_>, failed: &mut u64) -> Result<Vec<Self>, Failure> {
        if path.as_os_str() == "-" {
            return Ok(vec![Self::Stdin]);
        }
        // A file in a folder called `https:` is still to be had, as `./https:/…`.
        if let Some(written) = path.to_str().filter(|path| Address::is_meant(path)) {
            let address = written.parse::<Address>().map_err(|error| {
                let shown = Address::without_secrets(written);
                Failure::from(error).context(format!("`{shown}` was not imported"))
            })?;
            return Ok(vec![Self::Address(address)]);
        }
        let found = read::find(path)?;
        if found.passed_over > 0 {
            console.say(format_args!(
                "{} in {} passed over: not named .txt, .md or .html",
                words::count(found.passed_over as u64, "file", "files"),
                path.display()
            ))?;
        }
        for folder in found.unreadable {
            let folder = format!("the folder `{}` cannot be read", folder.display());
            warn(console, &Failure::new(Kind::Failed, folder))?;
            *failed += 1;
        }
        Ok(found.files.into_iter().map(|file| Self::file(path, file)).collect())
    }

    /// A file is called by its own name, or by its path in the folder that was given: where that
    /// folder lies is nobody else's business.
    fn file(given: &Path, path: PathBuf) -> Self {
        let within = path.strip_prefix(given).ok().filter(|path| !path.as_os_str().is_empty());
        let name = within.or_else(|| path.file_name().map(Path::new)).unwrap_or(&path);
        Self::File { name: name.to_string_lossy().into_owned(), path }
    }

    pub(super) fn read(
        &self,
        reading: &Reading,
        carrier: &mut Carrier<'_>,
    ) -> Result<Draft, Failure> {
        let limit = carrier.limit;
        let (name, read) = match self {
            Self::Address(address) => {
                (address.to_string(), fetch(address, reading, &carrier.fetcher))
            }
            Self::File { name, path } => {
                let read = read::load(path, limit).and_then(|raw| read::read(raw, name, reading));
                (path.display().to_string(), read.map_err(Failure::from))
            }
            Self::Stdin => {
                let raw = read::load_stream(&mut *carrier.stdin, limit);
                let read = raw.and_then(|raw| read::read(raw, "stdin", reading));
                ("standard input".to_owned(), read.map_err(Failure::from))
            }
        };
        read.map_err(|failure| failure.context(format!("`{name}` was not imported")))
    }
}

fn fetch(address: &Address, reading: &Reading, fetcher: &Fetcher) -> Result<Draft, Failure> {
    let Fetched { address, charset, raw } = fetcher.fetch(address)?;
    let address = address.to_string();
    let reading = Reading { address: Some(address.clone()), charset, ..reading.clone() };
    Ok(read::read(raw, &address, &reading)?)
}

/// Tell that a page is a fact-check by others, and how it rates what it checks. It is not recorded:
/// their verdict is none of this ledger's.
pub(super) fn tell_ratings(console: &mut Console<'_>, draft: &Draft) -> Result<(), Failure> {
    /// Of one page.
    const MOST: usize = 5;
    for review in draft.claim_reviews.iter().take(MOST) {
        let verdict = review.verdict.as_ref().or(review.rating.as_ref());
        let (Some(claim), Some(verdict)) = (&review.claim, verdict) else {
            continue;
        };
        let by = |who: &Option<String>, how: &str| {
            who.as_ref().map_or_else(String::new, |who| format!("{how}{}", Visible::line(who)))
        };
        console.say(format_args!(
            "the page is a fact-check{}: it rates “{}”{} as {}",
            by(&review.author, " by "),
            Visible::line(claim),
            by(&review.claimant, ", said by "),
            Visible::line(verdict)
        ))?;
    }
    Ok(())
}
