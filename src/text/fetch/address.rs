//! Addresses are read by `url`, as browsers read them. It is stricter here in what a person or a
//! server may mean by one, and each byte that browsers disagree on is escaped first, so that an
//! address is recorded in one way.
//!
//! `idna_adapter` is pinned in Cargo.toml to the version without Unicode data: hosts in other letters
//! than ASCII are refused here in any case. With the data, `url` needs 21 crates more, and 19 seconds
//! to compile instead of 2.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use url::{Host, ParseError, SyntaxViolation, Url};

/// The address of a document on the web: a scheme, a host, a path and a query. It has no name, no
/// password and no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why nothing is fetched from there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It would be sent on, and recorded.
    #[error("it has a name or a password in it")]
    Credentials,
    /// Its host is missing, or is not a valid name.
    #[error("it has no host that can be asked")]
    Host,
    /// Its host is written in other letters than those that the network knows.
    #[error("its host is not written in ASCII")]
    HostLetters,
    #[error("it is longer than {} bytes", Address::LONGEST)]
    Long,
    /// It is neither http nor https, or has no scheme.
    #[error("only http and https are fetched")]
    Scheme,
}

impl Address {
    /// In bytes.
    pub const LONGEST: usize = 2000;

    /// Whether a person who wrote this means an address, and no file.
    pub fn is_meant(written: &str) -> bool {
        let Some((scheme, rest)) = written.split_once(':') else { return false };
        rest.starts_with("//")
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    }

    /// What was written, without the names and passwords that may stand before the host.
    pub fn without_secrets(written: &str) -> String {
        let Range { start, end } = authority(written);
        match written[start..end].rfind('@') {
            Some(at) => format!("{}…{}", &written[..start], &written[start + at..]),
            None => written.to_owned(),
        }
    }

    /// The name of the host, or its number.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The address that `reference` stands for in what is found here.
    pub fn join(&self, reference: &str) -> Result<Self, AddressError> {
        Self::read(reference, Some(&self.0))
    }

    fn read(written: &str, base: Option<&Url>) -> Result<Self, AddressError> {
        let written = written.trim();
        if written.len() > Self::LONGEST {
            return Err(AddressError::Long);
        }
        // `url` forgives these, as browsers do.
        let forgiven = Cell::new(None);
        let on_violation = |violation| {
            if violation == SyntaxViolation::EmbeddedCredentials {
                forgiven.set(Some(AddressError::Credentials));
            } else if violation == SyntaxViolation::ExpectedDoubleSlash {
                forgiven.set(Some(AddressError::Host));
            }
        };
        let parsed = Url::options()
            .base_url(base)
            .syntax_violation_callback(Some(&on_violation))
            .parse(&escaped(written));
        if parsed.as_ref().is_ok_and(|url| !["http", "https"].contains(&url.scheme())) {
            return Err(AddressError::Scheme);
        }
        if let Some(error) = forgiven.take() {
            return Err(error);
        }
        let mut url = parsed.map_err(|error| {
            if error == ParseError::RelativeUrlWithoutBase {
                AddressError::Scheme
            } else if !written[authority(written)].is_ascii() {
                AddressError::HostLetters
            } else {
                AddressError::Host
            }
        })?;
        if url.host().is_some_and(|host| matches!(host, Host::Domain(name) if !is_name(name))) {
            return Err(AddressError::Host);
        }
        url.set_fragment(None);
        if url.as_str().len() > Self::LONGEST { Err(AddressError::Long) } else { Ok(Self(url)) }
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(written: &str) -> Result<Self, AddressError> {
        Self::read(written, None)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

/// Where the host stands, with what may stand before and after it.
fn authority(written: &str) -> Range<usize> {
    let start = written.find("//").map_or(0, |slashes| slashes + 2);
    let length = written[start..].find(['/', '?', '#', '\\']);
    start..length.map_or(written.len(), |length| start + length)
}

/// The same in bytes that may stand in an address. `url` alone would drop tabs and line breaks, read
/// `\` as `/`, and leave others of these as they are.
fn escaped(written: &str) -> String {
    let mut escaped = String::new();
    for byte in written.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// Whether this can be the name of a host on the network.
fn is_name(host: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 253;
    host.len() <= LONGEST
        && host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        assert_eq!(written.parse::<Address>().unwrap().to_string(), expected, "{written}");
    }

    #[track_caller]
    fn refused(written: &str, expected: AddressError) {
        assert_eq!(written.parse::<Address>(), Err(expected), "{written}");
    }

    #[track_caller]
    fn joined(base: &str, reference: &str, expected: &str) {
        let base: Address = base.parse().unwrap();
        assert_eq!(base.join(reference).unwrap().to_string(), expected, "{reference}");
    }

    #[test]
    fn an_address_is_written_in_one_way() {
        check(
            "https://news.example/a|b^c{d}`e\\f?g|h^i{j}`k\\l",
            "https://news.example/a%7Cb%5Ec%7Bd%7D%60e%5Cf?g%7Ch%5Ei%7Bj%7D%60k%5Cl",
        );
        check("http://a.example/b\tc", "http://a.example/b%09c");
        check("https://news.example./a//b/?", "https://news.example./a//b/?");
        check("https://news.example/o'neil?q=o'neil", "https://news.example/o'neil?q=o%27neil");
        check("https://news.example/a/%2E%2e/b", "https://news.example/b");
        check("HTTPS://News.Example", "https://news.example/");
        check(" http://news.example:80/a#part ", "http://news.example/a");
        check("http://news.example:8080?q=1", "http://news.example:8080/?q=1");
        check("https://news.example:443/a/../b/./c/", "https://news.example/b/c/");
        check("https://news.example/a?b=/../c", "https://news.example/a?b=/../c");
        check("https://news.example/né wo\"rd%20", "https://news.example/n%C3%A9%20wo%22rd%20");
        check("http://[::1]:8000/", "http://[::1]:8000/");
        check("http://[2001:DB8::0:1]", "http://[2001:db8::1]/");
        check("http://a.example/\r\nx", "http://a.example/%0D%0Ax");
    }

    #[test]
    fn a_host_that_is_a_number_is_written_as_one() {
        for number in ["127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "%31%32%37.0.0.1"] {
            check(&format!("http://{number}/a"), "http://127.0.0.1/a");
        }
        refused("http://127.0.0.256/", AddressError::Host);
        refused("http://news.example.1/", AddressError::Host);
    }

    #[test]
    fn what_is_not_fetched_says_why() {
        refused("file:///etc/passwd", AddressError::Scheme);
        refused("ftp://news.example/", AddressError::Scheme);
        refused("news.example/a", AddressError::Scheme);
        refused("https:news.example", AddressError::Host);
        refused("https://", AddressError::Host);
        refused("https:///a", AddressError::Host);
        refused("https://a b/", AddressError::Host);
        refused("https://news.example\\evil.example/", AddressError::Host);
        refused("https://news.example:99999/", AddressError::Host);
        refused("https://news.example:+80/", AddressError::Host);
        refused("https://[fe80::1%eth0]/", AddressError::Host);
        refused("https://ana:secret@news.example/", AddressError::Credentials);
        refused("https://ana@news.example/", AddressError::Credentials);
        refused("https://@news.example/", AddressError::Credentials);
        refused("https://żółw.example/", AddressError::HostLetters);
        refused("https://nеws.example/", AddressError::HostLetters);
        refused("https://news．example/", AddressError::HostLetters);
        refused("https://ｎews.example/", AddressError::HostLetters);
        refused("https://new\u{ad}s.example/", AddressError::HostLetters);
        refused("https://n%D0%B5ws.example/", AddressError::Host);
        refused("https://news%00.example/", AddressError::Host);
        refused("https://news*.example/", AddressError::Host);
        refused("https://-news.example/", AddressError::Host);
        refused("https:////news.example/", AddressError::Host);
        refused(&format!("https://{}/", "a.".repeat(127)), AddressError::Host);
        refused(&format!("https://news.example/{}", "a".repeat(2000)), AddressError::Long);
        refused(&format!("https://news.example/{}", "é".repeat(500)), AddressError::Long);
    }

    #[test]
    fn a_reference_is_joined_as_rfc_3986_says() {
        const BASE: &str = "http://a/b/c/d;p?q";
        joined(BASE, "g", "http://a/b/c/g");
        joined(BASE, "./g/", "http://a/b/c/g/");
        joined(BASE, "/g", "http://a/g");
        joined(BASE, "//g", "http://g/");
        joined(BASE, "?y", "http://a/b/c/d;p?y");
        joined(BASE, "#s", "http://a/b/c/d;p?q");
        joined(BASE, "", "http://a/b/c/d;p?q");
        joined(BASE, "..", "http://a/b/");
        joined(BASE, "../../../../g", "http://a/g");
        joined(BASE, "g?y/../x#s", "http://a/b/c/g?y/../x");
        joined(BASE, "https://b/", "https://b/");
        let base: Address = BASE.parse().unwrap();
        assert_eq!(base.join("javascript:alert(1)"), Err(AddressError::Scheme));
        assert_eq!(base.join("//ana:secret@g"), Err(AddressError::Credentials));
        assert_eq!(base.join("///g"), Err(AddressError::Host));
        assert_eq!(base.join("//żółw.example"), Err(AddressError::HostLetters));
        assert_eq!(base.join(&"a".repeat(1990)), Err(AddressError::Long));
    }

    #[test]
    fn an_address_is_no_file() {
        for written in ["http://a", "HTTPS://a/b", "https://", "ftp://a", "file:///a"] {
            assert!(Address::is_meant(written), "{written}");
        }
        for written in ["a.txt", "http.txt", "http:a", "./https://a", "C:\\a", "C:/a", "-", "//a"] {
            assert!(!Address::is_meant(written), "{written}");
        }
    }

    #[test]
    fn secrets_are_not_told_on() {
        for (written, shown) in [
            ("https://ana:pw@a.example/x@y", "https://…@a.example/x@y"),
            ("//ana@a", "//…@a"),
            ("https://a.example/x@y", "https://a.example/x@y"),
            ("https://a:b@c@d/", "https://…@d/"),
        ] {
            assert_eq!(Address::without_secrets(written), shown);
        }
    }
}
