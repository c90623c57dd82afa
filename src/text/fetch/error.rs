use std::io;

use super::resolver::NotPublic;
use super::{Address, AddressError};

/// Why a document cannot be fetched. The caller knows which one.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// A redirect leads back to an earlier address.
    #[error("it redirects in a loop, back to `{to}`")]
    Circle { to: Address },
    /// It has a compression that was not asked for.
    #[error("the server compressed it as `{0}`, which it was not asked for")]
    Coding(String),
    /// It redirects from https to http, where others could read and change it.
    #[error("it redirects from https to `{to}`")]
    Downgrade { to: Address },
    /// The connection failed: no such name, no answer, or it was cut.
    #[error("the connection failed")]
    Io(#[from] io::Error),
    /// Its name resolves to an address that is not public.
    #[error(transparent)]
    NotPublic(#[from] NotPublic),
    /// The response is not HTTP, or not trusted TLS.
    #[error("the response cannot be used: {0}")]
    Protocol(String),
    /// It redirects to something that is not fetched.
    #[error("it redirects to `{to}`")]
    Redirect { source: AddressError, to: String },
    /// The server answered with something other than the document.
    #[error("the server answered {}", status(*.0))]
    Status(u16),
    /// The same, at the end of a redirect.
    #[error("it redirects to `{address}`")]
    There { address: Address, source: Box<FetchError> },
    #[error("it did not arrive within {seconds} s")]
    TimedOut { seconds: u64 },
    /// It has more bytes than the caller is ready to read.
    #[error("it has more than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("it redirects more than {most} times")]
    TooManyRedirects { most: usize },
}

impl FetchError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the list of them is open")]
    pub(super) fn of(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Io(error) => Self::of_io(error),
            ureq::Error::Other(error) => match error.downcast::<NotPublic>() {
                Ok(error) => Self::NotPublic(*error),
                Err(error) => Self::Protocol(error.to_string()),
            },
            ureq::Error::Rustls(error) => Self::Protocol(error.to_string()),
            ureq::Error::Decompress(_, error) => {
                Self::Protocol(format!("it cannot be decompressed: {error}"))
            }
            error => Self::Protocol(error.to_string()),
        }
    }

    /// TLS errors arrive as connection errors.
    fn of_io(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::InvalidData {
            return Self::Protocol(error.to_string());
        }
        Self::Io(error)
    }
}

/// `404 Not Found`.
fn status(status: u16) -> String {
    let known = ureq::http::StatusCode::from_u16(status).ok();
    match known.and_then(|status| status.canonical_reason()) {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}
