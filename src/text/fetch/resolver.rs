use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::public::is_public;

/// A name resolves to an address that is not public: of this machine or its neighbours.
#[derive(Debug, thiserror::Error)]
#[error("`{host}` is at {address}, which is not a public address")]
pub struct NotPublic {
    address: IpAddr,
    host: String,
}

/// Resolves names as the system does, and keeps the addresses that are allowed. The connection is
/// made to one of these: the name is not resolved again.
///
/// It is for one document, with all its redirects.
#[derive(Debug)]
pub(super) struct Guarded {
    /// The host that a person named, if it may be private.
    exception: Option<Mutex<Exception>>,
    system: DefaultResolver,
}

/// A host that may be private, as long as nobody else decides where it is.
#[derive(Debug)]
struct Exception {
    /// Its addresses when it was first resolved. Later ones are not connected to.
    found: Option<Vec<IpAddr>>,
    host: String,
    /// Another host was requested, which decides where the fetch goes from there.
    is_over: bool,
}

impl Guarded {
    /// `typed`: the host in the address that a person gave, if they allow it to be private.
    pub(super) fn new(typed: Option<&str>) -> Self {
        let exception = typed.map(|host| {
            Mutex::new(Exception { found: None, host: host.to_owned(), is_over: false })
        });
        Self { exception, system: DefaultResolver::default() }
    }

    /// The addresses of this host that may be connected to although they are not public.
    fn excepted(&self, host: &str, found: &[IpAddr]) -> Vec<IpAddr> {
        let Some(exception) = &self.exception else { return Vec::new() };
        let mut exception = exception.lock().unwrap_or_else(PoisonError::into_inner);
        exception.is_over |= exception.host != host;
        if exception.is_over {
            return Vec::new();
        }
        exception.found.get_or_insert_with(|| found.to_vec()).clone()
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
        let host = uri.host().unwrap_or_default();
        let addresses: Vec<IpAddr> = found.iter().map(SocketAddr::ip).collect();
        let excepted = self.excepted(host, &addresses);
        let mut kept = self.empty();
        let may_be_reached = |ip: &IpAddr| is_public(*ip) || excepted.contains(ip);
        for address in found.iter().filter(|address| may_be_reached(&address.ip())) {
            kept.push(*address);
        }
        match found.first() {
            Some(refused) if kept.is_empty() => Err(Error::Other(Box::new(NotPublic {
                address: refused.ip(),
                host: host.to_owned(),
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

    /// Where these lead one after another, as numbers, which no name server is asked for.
    #[track_caller]
    fn check(typed: Option<&str>, hops: &[(&str, bool)]) {
        let guarded = Guarded::new(typed);
        for (host, is_reached) in hops {
            let timeout = NextTimeout {
                after: Duration::NotHappening,
                reason: Timeout::Global,
                ..NextTimeout::default()
            };
            let uri = format!("http://{host}/").parse::<Uri>().unwrap();
            match guarded.resolve(&uri, &Config::default(), timeout) {
                Ok(found) => {
                    assert!(is_reached, "{host}");
                    let port = if host.ends_with(":81") { "" } else { ":80" };
                    assert_eq!(found[0].to_string(), format!("{host}{port}"));
                }
                Err(Error::Other(error)) => {
                    assert!(!is_reached, "{host}");
                    let said = error.to_string();
                    assert!(said.ends_with("which is not a public address"), "{said}");
                }
                Err(error) => panic!("{host}: {error}"),
            }
        }
    }

    const PRIVATE: [&str; 6] =
        ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:1.1.1.1]", "[fe80::1]"];

    #[test]
    fn only_public_addresses_are_connected_to() {
        check(None, &[("1.1.1.1", true), ("[2606:4700::1]:81", true)]);
        for host in PRIVATE {
            check(None, &[(host, false)]);
        }
    }

    #[test]
    fn only_the_host_that_was_typed_may_be_private() {
        for host in PRIVATE {
            check(Some(host), &[(host, true), (host, true), ("1.1.1.1", true)]);
            check(Some("1.1.1.1"), &[("1.1.1.1", true), (host, false)]);
            check(Some("192.168.1.1"), &[("192.168.1.1", true), (host, false)]);
            // Nobody else leads back to it.
            check(Some(host), &[(host, true), ("1.1.1.1", true), (host, false)]);
        }
        check(Some("127.0.0.1"), &[("127.0.0.1", true), ("127.0.0.1:81", true)]);
        check(Some("127.0.0.1"), &[("127.0.0.1", true), ("127.0.0.2", false)]);
    }

    #[test]
    fn a_name_that_leads_elsewhere_than_before_is_not_followed() {
        let guarded = Guarded::new(Some("desk.example"));
        let at = |address: &str| -> Vec<IpAddr> { vec![address.parse().unwrap()] };
        assert_eq!(guarded.excepted("desk.example", &at("10.0.0.1")), at("10.0.0.1"));
        assert_eq!(guarded.excepted("desk.example", &at("10.0.0.2")), at("10.0.0.1"));
        assert_eq!(guarded.excepted("other.example", &at("10.0.0.1")), at("1.1.1.1")[1..]);
        assert_eq!(guarded.excepted("desk.example", &at("10.0.0.1")), at("1.1.1.1")[1..]);
    }
}
