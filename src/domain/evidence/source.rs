//! What counts as one origin.

use super::{EvidenceAdded, SourceName};
use crate::domain::Address;

/// What evidence counts as among independent origins: the origin that a person named; or else the
/// site of its address, or the very bytes of its file. `None`: a search that found nothing, of which
/// nobody said whose records it was in.
pub fn source_of(added: &EvidenceAdded) -> Option<String> {
    if let Some(origin) = &added.origin {
        return Some(of_name(origin));
    }
    let locator = added.locator.as_ref()?.as_str();
    let key = Address::key_of(locator);
    if let Some(page) = key.strip_prefix("//").filter(|_| key != locator) {
        return Some(format!("site {}", page.split(['/', '?']).next().unwrap_or_default()));
    }
    let bytes = added.capture.as_ref().map(|capture| capture.sha256.to_string());
    Some(bytes.map_or_else(|| format!("place {locator}"), |sha256| format!("bytes {sha256}")))
}

/// Names that differ only in the case of ASCII letters and in white space are one.
pub(super) fn of_name(name: &SourceName) -> String {
    let words: Vec<&str> = name.as_str().split_whitespace().collect();
    format!("origin {}", words.join(" ").to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EvidenceId, Stance};

    fn source(locator: &str, origin: Option<&str>) -> Option<String> {
        source_of(&EvidenceAdded {
            capture: None,
            claims: Vec::new(),
            evidence: EvidenceId(1),
            kind: None,
            locator: locator.parse().ok(),
            note: None,
            origin: origin.map(|origin| origin.parse().unwrap()),
            published: None,
            quote: None,
            quote_at: None,
            searched: None,
            stance: Stance::Context,
        })
    }

    #[test]
    fn one_origin_counts_once_wherever_it_stands() {
        let site = Some("site harbour.example".to_owned());
        assert_eq!(source("https://www.Harbour.example/a?b=c", None), site);
        assert_eq!(source("http://harbour.example:80/d", None), site);
        let named = Some("origin north wire".to_owned());
        assert_eq!(source("https://harbour.example/a", Some("North  Wire")), named);
        assert_eq!(source("minutes.txt", Some("north wire")), named);
        assert_eq!(source("minutes.txt", None), Some("place minutes.txt".to_owned()));
        assert_eq!(source("", None), None);
    }
}
