use std::net::IpAddr;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::public::is_public;

/// A name leads to no machine that anybody could reach, but to this one or to its neighbours.
#[derive(Debug, thiserror::Error)]
#[error("`{host}` is at {address}, which is not a public address")]
pub struct NotPublic {
    address: IpAddr,
    host: String,
}

/// Resolves names as the system does, and keeps the addresses that may be reached. The connection is
/// made to one of these: the name is not resolved again.
#[derive(Debug)]
pub(super) struct Guarded {
    private: bool,
    system: DefaultResolver,
}

impl Guarded {
    pub(super) fn new(private: bool) -> Self {
        Self { private, system: DefaultResolver::default() }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        if self.private {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            kept.push(*address);
        }
        match found.first() {
            Some(refused) if kept.is_empty() => Err(Error::Other(Box::new(NotPublic {
                address: refused.ip(),
                host: uri.host().unwrap_or_default().to_owned(),
            }))),
            Some(_) | None => Ok(kept),
        }
    }
}
