use url::Url;

use crate::domain::{Oddity, PublishedFactCheck, SourceMap, Structure};

/// What a document says: its text, and what it says of itself.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) byline: Option<Found>,
    pub(super) claim_reviews: Vec<PublishedFactCheck>,
    pub(super) language: Option<Found>,
    pub(super) modified: Option<Found>,
    pub(super) oddities: Vec<Oddity>,
    pub(super) published: Option<Found>,
    /// Where the text stands in the document.
    pub(super) source: SourceMap,
    pub(super) structure: Structure,
    pub(super) text: String,
    pub(super) title: Option<Found>,
    /// Its own address.
    pub(super) url: Option<String>,
}

/// Something that a document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it says so.
    pub(super) place: String,
    pub(super) said: String,
    /// The words that it stands in, if it was put in another form.
    pub(super) words: Option<String>,
}

impl Found {
    pub(super) fn new(said: &str, place: &str) -> Self {
        Self { place: place.to_owned(), said: said.to_owned(), words: None }
    }

    /// The same, which stands in these words of the document.
    pub(super) fn in_words(self, words: &str) -> Self {
        Self { words: line(words), ..self }
    }
}

impl Content {
    /// The same, with each thing that it says of itself on one line, or left out.
    pub(super) fn tidy(self) -> Self {
        let tidy = |found: Option<Found>| {
            let found = found?;
            Some(Found { said: line(&found.said)?, ..found })
        };
        Self {
            byline: tidy(self.byline),
            claim_reviews: self.claim_reviews,
            language: tidy(self.language),
            modified: tidy(self.modified),
            oddities: self.oddities,
            published: tidy(self.published),
            source: self.source,
            structure: self.structure,
            text: self.text,
            title: tidy(self.title),
            url: self.url.as_deref().and_then(address),
        }
    }
}

/// The longest that anything but the text may be, in bytes.
const LONGEST: usize = 1000;

/// The words with one space between them, if there are any.
pub(super) fn line(said: &str) -> Option<String> {
    let mut line = String::new();
    for word in said.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST {
            break;
        }
    }
    while line.len() > LONGEST {
        line.pop();
    }
    (!line.is_empty()).then_some(line)
}

/// The address, if it is a whole one on the web, without a name or a password. A part of one would
/// name another page. It is kept as it was written, in whatever letters: nothing is asked for there.
pub(super) fn address(said: &str) -> Option<String> {
    let said = said.trim();
    let (scheme, rest) = said.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let is_whole =
        said.len() <= LONGEST && !said.contains(|c: char| c.is_whitespace() || c.is_control());
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let is_open = !authority.contains('@');
    (is_web && has_host && is_whole && is_open).then(|| said.to_owned())
}

/// The host in an address, as it is asked for.
pub(super) fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: Option<&str>) {
        assert_eq!(line(said).as_deref(), expected);
    }

    #[track_caller]
    fn check_address(said: &str, is_one: bool) {
        assert_eq!(address(said).as_deref(), is_one.then_some(said.trim()), "{said}");
    }

    #[test]
    fn a_line_has_one_space_between_words() {
        check(" Bridge\r\n\treopens\u{a0} today ", Some("Bridge reopens today"));
        check(" \n\u{2003}", None);
    }

    #[test]
    fn a_line_is_cut_between_characters() {
        check(&"é".repeat(600), Some(&"é".repeat(500)));
        check(&format!("a{}", "é".repeat(600)), Some(&format!("a{}", "é".repeat(499))));
    }

    #[test]
    fn an_address_is_whole_and_on_the_web() {
        check_address(" https://news.example/a?b=c#d ", true);
        check_address("HTTP://NEWS.EXAMPLE", true);
        check_address("/2024/bridge", false);
        check_address("//news.example/a", false);
        check_address("https://", false);
        check_address("https:///bridge", false);
        check_address("javascript:alert(1)", false);
        check_address("https://ana:secret@news.example/a", false);
        check_address("https://news.example/@ana", true);
        check_address("file:///etc/passwd", false);
        check_address("https://news.example/a b", false);
        check_address(&format!("https://news.example/{}", "a".repeat(1000)), false);
    }
}
