use std::fmt;

/// A web address in the form in which addresses are compared: two that lead to the same page, as far
/// as their letters tell, are the same. It is never shown.
///
/// Left out: the scheme, `www.`, the port of the scheme, the fragment, a slash at the end, and
/// parameters that only say where a reader came from. The order of the other parameters, and the
/// case of a path, may matter to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The same without what only says that it is a page for mobiles, or one that AMP made.
    article: String,
    page: String,
    /// What other page of the same article it seems to be.
    pub variant: Option<Variant>,
}

/// A page that seems to show an article of another page. That is only a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    Amp,
    Mobile,
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
        let host = host.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
        let host = host.strip_suffix(port).unwrap_or(&host).trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        if host.is_empty() {
            return None;
        }
        let (path, query) = after.split_once('?').unwrap_or((after, ""));
        let path = path.trim_end_matches('/');
        let is_kept = |parameter: &&str| {
            let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
            !parameter.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
        };
        let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
        let page = joined(host, path, &kept);
        let mut variant = None;
        let (mut other_host, mut other_path) = (host, path);
        for (prefix, of) in
            [("m.", Variant::Mobile), ("mobile.", Variant::Mobile), ("amp.", Variant::Amp)]
        {
            if let Some(other) = host.strip_prefix(prefix).filter(|other| other.contains('.')) {
                (other_host, variant) = (other, Some(of));
            }
        }
        for amp in ["/amp", ".amp"] {
            if let Some(other) = path.strip_suffix(amp) {
                (other_path, variant) = (other.trim_end_matches('/'), Some(Variant::Amp));
            }
        }
        if let Some(other) = path.strip_prefix("/amp").filter(|other| other.starts_with('/')) {
            (other_path, variant) = (other, Some(Variant::Amp));
        }
        let is_amp = |parameter: &&str| {
            let name = parameter.split('=').next().unwrap_or_default();
            name.eq_ignore_ascii_case("amp") || parameter.eq_ignore_ascii_case("outputType=amp")
        };
        if kept.iter().any(is_amp) {
            variant = Some(Variant::Amp);
        }
        let others: Vec<&str> = kept.into_iter().filter(|one| !is_amp(one)).collect();
        Some(Self { article: joined(other_host, other_path, &others), page, variant })
    }

    /// An origin as it is compared, be it an address or another name.
    pub fn key_of(origin: &str) -> String {
        Self::of(origin).map_or_else(|| origin.to_owned(), |address| address.key())
    }

    /// As it is compared. No name of a file starts like this.
    pub fn key(&self) -> String {
        format!("//{}", self.page)
    }

    /// Whether both lead to the same page.
    pub fn is_same(&self, other: &Self) -> bool {
        self.page == other.page
    }

    /// Whether they seem to be two pages of one article, such as one for mobiles. Only a person can
    /// tell.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.article == other.article && !self.is_same(other)
    }

    /// The host, to look for it.
    pub fn host(&self) -> &str {
        self.article.split(['/', '?']).next().unwrap_or_default()
    }
}

fn joined(host: &str, path: &str, parameters: &[&str]) -> String {
    let query =
        if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
    format!("{host}{path}{query}")
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.page)
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
            assert_eq!(Address::of(origin).unwrap().variant, None, "{origin}");
        }
    }

    #[test]
    fn pages_for_mobiles_and_of_amp_are_alike_and_not_the_same() {
        let known = Address::of("https://post.example/2025/ferry?id=7").unwrap();
        for (origin, variant) in [
            ("https://m.post.example/2025/ferry?id=7", Variant::Mobile),
            ("https://mobile.post.example/2025/ferry?id=7", Variant::Mobile),
            ("https://amp.post.example/2025/ferry?id=7", Variant::Amp),
            ("https://post.example/2025/ferry/amp/?id=7", Variant::Amp),
            ("https://post.example/amp/2025/ferry?id=7", Variant::Amp),
            ("https://post.example/2025/ferry.amp?id=7", Variant::Amp),
            ("https://post.example/2025/ferry?id=7&amp=1", Variant::Amp),
            ("https://post.example/2025/ferry?outputType=amp&id=7", Variant::Amp),
        ] {
            check(origin, false);
            let address = Address::of(origin).unwrap();
            assert_eq!(address.variant, Some(variant), "{origin}");
            assert!(address.is_alike(&known), "{origin}");
        }
        let other = Address::of("https://m.post.example/2025/ferry?id=8").unwrap();
        assert!(!other.is_alike(&known) && !known.is_alike(&known));
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
