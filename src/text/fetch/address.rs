use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// The address of a document on the web: a scheme, a host, a path and what is asked there. There is
/// no name, no password and no fragment in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    host: String,
    is_secure: bool,
    /// With what follows a `?`; it starts with a `/`.
    path: String,
    /// Where it is not the one of the scheme.
    port: Option<u16>,
}

/// Why nothing is fetched from there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It would be sent on, and recorded.
    #[error("it has a name or a password in it")]
    Credentials,
    /// Its host is missing, or no host's name.
    #[error("it has no host that can be asked")]
    Host,
    /// Its host is written in other letters than those that the network knows.
    #[error("its host has letters that names on the network have not")]
    HostLetters,
    #[error("it is longer than {} bytes", Address::LONGEST)]
    Long,
    /// It is neither http nor https, or nothing at all.
    #[error("only http and https are fetched")]
    Scheme,
}

impl Address {
    /// In bytes.
    pub const LONGEST: usize = 2000;

    /// Whether a person who wrote this means an address, and no file.
    pub fn is_meant(written: &str) -> bool {
        scheme(written).is_some_and(|(_, rest)| rest.starts_with("//"))
    }

    /// What was written, without the names and passwords that may stand before the host.
    pub fn without_secrets(written: &str) -> String {
        let start = written.find("//").map_or(0, |slashes| slashes + 2);
        let (before, rest) = written.split_at(start);
        let authority = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        match rest[..authority].rfind('@') {
            Some(at) => format!("{before}…{}", &rest[at..]),
            None => written.to_owned(),
        }
    }

    /// The name of the host, or its number.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The address that `reference` stands for in what is found here (RFC 3986, 5.2).
    pub fn join(&self, reference: &str) -> Result<Self, AddressError> {
        let reference = reference.trim();
        if scheme(reference).is_some() {
            return reference.parse();
        }
        if reference.starts_with("//") {
            let scheme = if self.is_secure { "https" } else { "http" };
            return format!("{scheme}:{reference}").parse();
        }
        let reference = reference.split('#').next().unwrap_or_default();
        let (own, _) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let path = match reference.chars().next() {
            None => self.path.clone(),
            Some('/') => reference.to_owned(),
            Some('?') => format!("{own}{reference}"),
            Some(_) => {
                let folder = own.rfind('/').map_or("/", |slash| &own[..=slash]);
                format!("{folder}{reference}")
            }
        };
        Self { path: tidy(&path), ..self.clone() }.checked()
    }

    fn checked(self) -> Result<Self, AddressError> {
        if self.to_string().len() > Self::LONGEST { Err(AddressError::Long) } else { Ok(self) }
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(written: &str) -> Result<Self, AddressError> {
        let written = written.trim();
        if written.len() > Self::LONGEST {
            return Err(AddressError::Long);
        }
        let (scheme, rest) = scheme(written).ok_or(AddressError::Scheme)?;
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(AddressError::Scheme);
        }
        let rest = rest.strip_prefix("//").ok_or(AddressError::Host)?;
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        let (host, port) = match authority.rfind(':') {
            Some(colon) if !authority.ends_with(']') => {
                (&authority[..colon], Some(&authority[colon + 1..]))
            }
            Some(_) | None => (authority, None),
        };
        let port = match port {
            None | Some("") => None,
            Some(port) if port.bytes().all(|digit| digit.is_ascii_digit()) => {
                Some(port.parse::<u16>().map_err(|_| AddressError::Host)?)
            }
            Some(_) => return Err(AddressError::Host),
        };
        let usual = if is_secure { 443 } else { 80 };
        let port = port.filter(|&port| port != usual);
        let path = match path.chars().next() {
            Some('/') => tidy(path),
            Some(_) | None => tidy(&format!("/{path}")),
        };
        Self { host: self::host(host)?, is_secure, path, port }.checked()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.path)
    }
}

/// The scheme, and what follows its colon.
fn scheme(written: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = written.split_once(':')?;
    let is_one = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_one.then_some((scheme, rest))
}

/// The name of a host as the network knows it.
fn host(written: &str) -> Result<String, AddressError> {
    /// In bytes: as long as names on the network may be.
    const LONGEST: usize = 253;
    if let Some(literal) = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let literal: Ipv6Addr = literal.parse().map_err(|_| AddressError::Host)?;
        return Ok(format!("[{literal}]"));
    }
    if !written.is_ascii() {
        return Err(AddressError::HostLetters);
    }
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = written.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if !starts || written.len() > LONGEST || !written.chars().all(is_letter) {
        return Err(AddressError::Host);
    }
    Ok(written.to_ascii_lowercase())
}

/// The path without `.` and `..`, and all of it in letters that an address is made of.
fn tidy(path: &str) -> String {
    let (path, asked) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    let mut tidy = String::new();
    for byte in format!("/{}{asked}", kept.join("/")).bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            tidy.push(char::from(byte));
        } else {
            tidy.push_str(&format!("%{byte:02X}"));
        }
    }
    tidy
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
        refused("https://żółw.example/", AddressError::HostLetters);
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
