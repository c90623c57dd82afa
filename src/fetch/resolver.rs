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

#[cfg(test)]
mod tests {
    use ureq::Timeout;
    use ureq::unversioned::transport::time::Duration;

    use super::*;

    /// Where this leads, as numbers, which no name server is asked for.
    fn resolved(private: bool, uri: &str) -> Result<String, String> {
        let timeout = NextTimeout {
            after: Duration::NotHappening,
            reason: Timeout::Global,
            ..NextTimeout::default()
        };
        let uri = uri.parse::<Uri>().unwrap();
        let found = Guarded::new(private).resolve(&uri, &Config::default(), timeout);
        match found {
            Ok(found) => {
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                Ok(found.join(" "))
            }
            Err(Error::Other(error)) => Err(error.to_string()),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn only_what_is_public_is_gone_to() {
        assert_eq!(resolved(false, "https://1.1.1.1/"), Ok("1.1.1.1:443".into()));
        assert_eq!(resolved(false, "http://[2606:4700::1]:81/"), Ok("[2606:4700::1]:81".into()));
        for host in ["127.0.0.1", "10.0.0.1", "[::1]", "[::ffff:1.1.1.1]", "[fe80::1]"] {
            let said = resolved(false, &format!("http://{host}:8000/")).unwrap_err();
            assert!(said.ends_with("which is not a public address"), "{said}");
        }
        assert_eq!(resolved(true, "http://127.0.0.1:8000/"), Ok("127.0.0.1:8000".into()));
    }
}
