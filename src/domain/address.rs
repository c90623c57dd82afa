use std::fmt;

/// A web address in the form in which addresses are compared: two that lead to the same page, as far
/// as their letters tell, are the same. It is never shown.
///
/// Left out: the scheme, `www.` and the common names of mobile hosts, the port of the scheme, the
/// fragment, a slash at the end, and parameters that only say where a reader came from. The order of
/// the other parameters, and the case of a path, may matter to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Whether it is the page for mobiles, or the one that AMP made: the same article, shown otherwise.
    pub is_variant: bool,
    canonical: String,
}

/// Parameters that say where a reader came from.
const TRACKING: [&str; 16] = [
    "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "mc_cid", "mc_eid", "mkt_tok",
    "msclkid", "ncid", "twclid", "wbraid", "wt_mc", "yclid", "_ga",
];

impl Address {
    /// `None`: not a web address. Only these identify a place; different files may share a name.
    pub fn of(origin: &str) -> Option<Self> {
        let origin = origin.trim();
        let (scheme, rest) = origin.split_once("://")?;
        let port = match scheme.to_ascii_lowercase().as_str() {
            "http" => ":80",
            "https" => ":443",
            _ => return None,
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (host, after) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = host.rsplit('@').next().unwrap_or_default().to_lowercase();
        let host = host.strip_suffix(port).unwrap_or(&host).trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        if host.is_empty() {
            return None;
        }
        let mut is_variant = false;
        let mut shown_host = host;
        for mobile in ["m.", "mobile.", "amp."] {
            if let Some(other) = host.strip_prefix(mobile).filter(|other| other.contains('.')) {
                (shown_host, is_variant) = (other, true);
            }
        }
        let (path, query) = after.split_once('?').unwrap_or((after, ""));
        let mut path = path.trim_end_matches('/');
        for amp in ["/amp", ".amp"] {
            if let Some(other) = path.strip_suffix(amp) {
                (path, is_variant) = (other.trim_end_matches('/'), true);
            }
        }
        let mut kept = Vec::new();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
            if name == "amp" || parameter.eq_ignore_ascii_case("outputType=amp") {
                is_variant = true;
            } else if !name.starts_with("utm_") && !TRACKING.contains(&name.as_str()) {
                kept.push(parameter);
            }
        }
        let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        Some(Self { is_variant, canonical: format!("{shown_host}{path}{query}") })
    }

    /// Whether both lead to the same article.
    pub fn is_same(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }

    /// The host, to look for it.
    pub fn host(&self) -> &str {
        self.canonical.split(['/', '?']).next().unwrap_or_default()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(origin: &str, is_same: bool) {
        let known = Address::of("https://post.example/2025/ferry?id=7").unwrap();
        let address = Address::of(origin).unwrap();
        assert_eq!(address.is_same(&known), is_same, "{origin}: {address}");
    }

    #[test]
    fn the_same_page_has_one_address() {
        for origin in [
            "http://post.example/2025/ferry?id=7",
            "HTTPS://WWW.Post.Example:443/2025/ferry/?id=7",
            "https://post.example/2025/ferry?utm_source=mail&id=7&fbclid=x#top",
            "http://post.example:80/2025/ferry?id=7&&gclid=1&UTM_Medium=a",
            " https://ana:secret@post.example./2025/ferry?id=7 ",
        ] {
            check(origin, true);
            assert!(!Address::of(origin).unwrap().is_variant, "{origin}");
        }
    }

    #[test]
    fn pages_for_mobiles_and_of_amp_are_variants() {
        for origin in [
            "https://m.post.example/2025/ferry?id=7",
            "https://amp.post.example/2025/ferry?id=7",
            "https://post.example/2025/ferry/amp/?id=7",
            "https://post.example/2025/ferry.amp?id=7",
            "https://post.example/2025/ferry?id=7&amp=1",
        ] {
            check(origin, true);
            assert!(Address::of(origin).unwrap().is_variant, "{origin}");
        }
    }

    #[test]
    fn other_pages_have_other_addresses() {
        for origin in [
            "https://post.example/2025/Ferry?id=7",
            "https://post.example/2025/ferry?id=8",
            "https://post.example/2025/ferry",
            "https://post.example:8080/2025/ferry?id=7",
            "http://post.example:443/2025/ferry?id=7",
            "https://other.example/2025/ferry?id=7",
            "https://m.example/2025/ferry?id=7",
        ] {
            check(origin, false);
        }
        for origin in
            ["ferry.txt", "ftp://post.example/x", "https://", "https:///x", "", "a://b://c"]
        {
            assert_eq!(Address::of(origin), None, "{origin}");
        }
    }
}
