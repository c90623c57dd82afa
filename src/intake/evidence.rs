//! Reading what is to be kept as evidence, by the same readers as articles.

use std::path::Path;

use super::{ReadingOptions, SourceError};
use crate::ledger::{Captured, ReadText};
use crate::text::fetch::{Address, Fetched, Fetcher};
use crate::text::read::{self, Format, ReadError, Reading};

/// Where evidence is: what a person named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidencePlace {
    Address(Address),
    File(std::path::PathBuf),
}

impl EvidencePlace {
    /// An address, or the path of a file.
    pub fn of(name: &str) -> Result<Self, SourceError> {
        if !Address::is_meant(name) {
            return Ok(Self::File(name.into()));
        }
        name.parse().map(Self::Address).map_err(|source| {
            let name = Address::without_secrets(name);
            SourceError::Address { name, source }
        })
    }

    /// What is recorded of it: the address, or the name of the file. Where a file is stays private.
    pub fn locator(&self) -> String {
        match self {
            Self::Address(address) => address.to_string(),
            Self::File(path) => {
                let name = path.file_name().map_or(path.as_path(), Path::new);
                name.to_string_lossy().into_owned()
            }
        }
    }

    /// Read what is there.
    pub fn capture(&self, how: &ReadingOptions) -> Result<Captured, SourceError> {
        match self {
            Self::Address(address) => fetched(address, how),
            Self::File(path) => {
                let failed =
                    |source| SourceError::Read { name: path.display().to_string(), source };
                let raw = read::load(path, how.limits.bytes).map_err(failed)?;
                if raw.is_empty() {
                    return Err(failed(ReadError::Empty));
                }
                let text = text_of(&raw, &self.locator(), &how.reading);
                Ok(Captured {
                    address: None,
                    content_type: None,
                    etag: None,
                    last_modified: None,
                    raw,
                    status: None,
                    text,
                })
            }
        }
    }
}

fn fetched(address: &Address, how: &ReadingOptions) -> Result<Captured, SourceError> {
    let name = || address.to_string();
    let fetched = Fetcher::new(how.limits).fetch(address);
    let fetched = fetched.map_err(|source| SourceError::Fetch { name: name(), source })?;
    let Fetched { address: found_at, charset, content_type, etag, last_modified, raw, status } =
        fetched;
    let found_at = found_at.to_string();
    if raw.is_empty() {
        return Err(SourceError::Read { name: name(), source: ReadError::Empty });
    }
    let reading = Reading { address: Some(found_at.clone()), charset, ..how.reading.clone() };
    let text = text_of(&raw, &found_at, &reading);
    let header = |header: Option<String>| header.map(|header| header.chars().take(200).collect());
    Ok(Captured {
        address: Some(found_at),
        content_type: header(content_type),
        etag: header(etag),
        last_modified: header(last_modified),
        raw,
        status: Some(status),
        text,
    })
}

/// The text of these bytes. What is no article can be evidence all the same: tables are read as plain
/// text, and of pictures only the bytes are kept.
fn text_of(raw: &[u8], name: &str, reading: &Reading) -> Option<ReadText> {
    let plain = || Reading { format: Some(Format::Text), ..reading.clone() };
    let draft = match read::read(raw.to_owned(), name, reading) {
        Err(ReadError::Data(_)) => read::read(raw.to_owned(), name, &plain()).ok()?,
        read => read.ok()?,
    };
    let text = draft.text.as_str().to_owned();
    Some(ReadText { encoding: draft.encoding, reader: draft.reader, text })
}
