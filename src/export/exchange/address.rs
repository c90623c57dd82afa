use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::domain::ClaimId;

/// The address of the folder on the web that the pages of the checks are in. It ends in `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Not such an address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address like `https://desk.example/checks/`")]
pub struct NotABaseUrl;

impl FromStr for BaseUrl {
    type Err = NotABaseUrl;

    fn from_str(address: &str) -> Result<Self, NotABaseUrl> {
        let mut url = web(address).ok_or(NotABaseUrl)?;
        let is_plain = url.query().is_none() && url.fragment().is_none();
        if !is_plain || !url.username().is_empty() || url.password().is_some() {
            return Err(NotABaseUrl);
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Ok(Self(url))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl BaseUrl {
    /// The address of a file in the folder.
    pub fn of(&self, path: &str) -> String {
        format!("{self}{path}")
    }

    /// The address of the page of a check.
    pub fn of_claim(&self, claim: ClaimId) -> String {
        self.of(&format!("claims/{claim}.html"))
    }
}

/// The text itself, if it is a web address.
pub(super) fn web_address(text: &str) -> Option<&str> {
    web(text).map(|_| text)
}

/// The host of a web address.
pub(super) fn host(text: &str) -> Option<String> {
    web(text)?.host_str().map(ToOwned::to_owned)
}

fn web(text: &str) -> Option<Url> {
    // What is read over would be another address than the one that stands there.
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    if text.contains(is_odd) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_the_address_of_a_folder() {
        for (address, base) in [
            ("https://desk.example", Some("https://desk.example/")),
            ("https://desk.example/checks", Some("https://desk.example/checks/")),
            ("http://desk.example:8080/a/", Some("http://desk.example:8080/a/")),
            ("https://desk.example/?q", None),
            ("https://desk.example/#a", None),
            ("https://ana@desk.example/", None),
            ("ftp://desk.example/", None),
            ("https://desk .example/", None),
            ("https://desk.example/\n", None),
            ("javascript:alert(1)", None),
            ("desk.example", None),
            ("", None),
        ] {
            let read = address.parse::<BaseUrl>().ok().map(|base| base.to_string());
            assert_eq!(read.as_deref(), base, "{address}");
        }
    }
}
