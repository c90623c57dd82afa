use std::fmt;
use std::path::{Path, PathBuf};

use super::{AddressError, Server, ServerEnvironment};

/// Where a ledger is.
#[derive(Clone, Debug)]
pub enum Location {
    File(PathBuf),
    Server(Box<Server>),
}

impl Location {
    /// What a person names: a file, or the address of a server.
    pub fn read(named: PathBuf, environment: &ServerEnvironment) -> Result<Self, AddressError> {
        match named.to_str().filter(|text| Server::is_address(text)) {
            Some(address) => Ok(Self::Server(Box::new(Server::read(address, environment)?))),
            None => Ok(Self::File(named)),
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(server) => server.fmt(f),
        }
    }
}
