//! Fetching: an address on the web in, the bytes of the document out.
//!
//! A page is fetched because a person named it: one request, no cookies, nothing that the page
//! points to, and no user name or password. The server is not trusted, so the size, the
//! time and the redirects are limited, and a connection is only made to an address that was
//! found to be public after its name was resolved. A person may allow the host that they
//! named to be private; that does not extend to redirects to other hosts, or to a name that
//! resolves to another address later.
//!
//! No proxy is used, whatever the environment says: a proxy resolves names itself, and then
//! nobody knows where a page came from. Pages behind a proxy are imported from standard input.
//!
//! Deliberately absent: the meaning of the bytes, scripts, caches, retries.

mod address;
mod error;
mod public;
mod resolver;
mod response;

use std::io::Read;
use std::time::{Duration, Instant};

pub use address::{Address, AddressError};
pub use error::FetchError;

use resolver::Guarded;
use response::{charset, is_redirect};
use ureq::Agent;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, LAST_MODIFIED, LOCATION};
use ureq::unversioned::transport::DefaultConnector;

/// The limits on a fetch.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum size of a document, decompressed, in bytes.
    pub bytes: u64,
    /// Whether the host that a person named may be private. Other hosts that it redirects to
    /// may not.
    pub private: bool,
    /// The time limit, with all redirects.
    pub time: Duration,
}

/// A document as it was received, without the codings of its transfer.
#[derive(Debug)]
pub struct Fetched {
    /// The address after all redirects.
    pub address: Address,
    /// The character encoding that the server named.
    pub charset: Option<String>,
    /// The headers `Content-Type`, `ETag` and `Last-Modified`.
    pub content_type: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub raw: Vec<u8>,
    /// The status of the answer: 200.
    pub status: u16,
}

pub struct Fetcher {
    limits: Limits,
}

impl Fetcher {
    pub fn new(limits: Limits) -> Self {
        Self { limits }
    }

    /// Requests one document, and follows redirects.
    fn agent(&self, typed: &Address) -> Agent {
        let config = Agent::config_builder()
            .accept("text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.1")
            .http_status_as_error(false)
            .max_idle_connections(0)
            // Each redirect is checked before it is followed.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(concat!("factledger/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Guarded::new(self.limits.private.then(|| typed.host()));
        Agent::with_parts(config, DefaultConnector::default(), resolver)
    }

    /// The document at this address.
    pub fn fetch(&self, address: &Address) -> Result<Fetched, FetchError> {
        let start = Instant::now();
        let agent = self.agent(address);
        let mut address = address.clone();
        let mut before = Vec::new();
        loop {
            let answered = self.ask(&agent, &address, start).and_then(|answer| match answer {
                Answer::Document(fetched) => Ok(Answer::Document(fetched)),
                Answer::Redirect(to) => follow(&before, &address, to).map(Answer::Redirect),
            });
            match answered {
                Ok(Answer::Document(fetched)) => return Ok(fetched),
                Ok(Answer::Redirect(to)) => before.push(std::mem::replace(&mut address, to)),
                Err(error) if before.is_empty() => return Err(error),
                Err(error) => return Err(FetchError::There { address, source: Box::new(error) }),
            }
        }
    }

    fn ask(&self, agent: &Agent, address: &Address, start: Instant) -> Result<Answer, FetchError> {
        let timed_out = || FetchError::TimedOut { seconds: self.limits.time.as_secs() };
        let failed = |error: ureq::Error| {
            let is_late = matches!(error, ureq::Error::Timeout(_));
            if is_late { timed_out() } else { FetchError::of(error) }
        };
        let left = self.limits.time.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(timed_out());
        }
        let request = agent.get(address.to_string());
        let request = request.config().timeout_global(Some(left)).build();
        let response = request.call().map_err(failed)?;
        let status = response.status();
        let header = |name| {
            let value: Option<&ureq::http::HeaderValue> = response.headers().get(name);
            value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        if is_redirect(status)
            && let Some(to) = header(LOCATION)
        {
            let joined = address.join(&to);
            return joined.map(Answer::Redirect).map_err(|source| FetchError::Redirect {
                source,
                to: Address::without_secrets(&to),
            });
        }
        if status != 200 {
            return Err(FetchError::Status(status.into()));
        }
        // What was asked for is undone by now.
        if let Some(coding) = header(CONTENT_ENCODING).filter(|coding| coding != "identity") {
            return Err(FetchError::Coding(coding));
        }
        let content_type = header(CONTENT_TYPE);
        let charset = content_type.as_deref().and_then(charset);
        let (etag, last_modified) = (header(ETAG), header(LAST_MODIFIED));
        let limit = self.limits.bytes;
        let mut raw = Vec::new();
        let mut body = response.into_body().into_reader().take(limit.saturating_add(1));
        body.read_to_end(&mut raw).map_err(|error| failed(error.into()))?;
        if raw.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        Ok(Answer::Document(Fetched {
            address: address.clone(),
            charset,
            content_type,
            etag,
            last_modified,
            raw,
            status: status.into(),
        }))
    }
}

enum Answer {
    Document(Fetched),
    Redirect(Address),
}

/// The address that a redirect leads `to`, if it may be followed.
fn follow(before: &[Address], address: &Address, to: Address) -> Result<Address, FetchError> {
    const MOST: usize = 10;
    if to == *address || before.contains(&to) {
        return Err(FetchError::Circle { to });
    }
    if before.len() == MOST {
        return Err(FetchError::TooManyRedirects { most: MOST });
    }
    if address.is_secure() && !to.is_secure() {
        return Err(FetchError::Downgrade { to });
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hops: &[&str], expected: &str) {
        let mut hops: Vec<Address> = hops.iter().map(|hop| hop.parse().unwrap()).collect();
        let (to, address) = (hops.pop().unwrap(), hops.pop().unwrap());
        let followed = follow(&hops, &address, to);
        assert_eq!(followed.map_or_else(|error| error.to_string(), |to| to.to_string()), expected);
    }

    #[test]
    fn a_redirect_is_followed_unless_it_leads_astray() {
        let hops: Vec<String> = (0..12).map(|hop| format!("https://a/{hop}")).collect();
        let hops: Vec<&str> = hops.iter().map(String::as_str).collect();
        check(&["http://a/", "https://a/"], "https://a/");
        check(&["http://a/", "https://b/", "https://c/"], "https://c/");
        check(&["https://a/", "http://a/"], "it redirects from https to `http://a/`");
        check(&["http://a/", "http://a/"], "it redirects in a loop, back to `http://a/`");
        check(
            &["http://a/", "https://a/", "http://a/"],
            "it redirects in a loop, back to `http://a/`",
        );
        check(&hops[..11], "https://a/10");
        check(&hops, "it redirects more than 10 times");
    }
}
