use super::json_ld::Data;
use super::tokens::{Tag, Token};
use crate::text::read::content::{address, line};

/// What a page says of itself, gathered piece by piece, before any of it is believed.
#[derive(Default)]
pub(super) struct Head {
    metas: Vec<Meta>,
    in_body: bool,
    in_data: bool,
    in_title: bool,
    language: Option<String>,
    /// The scripts of linked data.
    scripts: Vec<String>,
    /// The address that it gives itself.
    url: Option<String>,
    /// What stands above the window.
    window: Option<String>,
}

/// What one name of a `<meta>` says.
struct Meta {
    /// In one form for all: `og.title`.
    name: String,
    said: String,
    /// As the page has it: `og:title`.
    written: String,
}

/// How many scripts of linked data are looked at, and how many bytes of all of them.
const MOST_SCRIPTS: usize = 100;
const MOST_DATA: usize = 4 * 1024 * 1024;

/// How many `<meta>` are looked at.
const MOST_METAS: usize = 1000;

impl Head {
    pub(super) fn see(&mut self, piece: &Token) {
        match piece {
            Token::Start(tag) => {
                self.in_data = tag.is("script") && is_data(tag);
                self.in_title = tag.is("title") && !self.in_body;
                self.start(tag);
            }
            Token::End(_) => (self.in_data, self.in_title) = (false, false),
            Token::Text(words) if self.in_data => {
                let length: usize = self.scripts.iter().map(String::len).sum();
                if self.scripts.len() < MOST_SCRIPTS && length + words.source.len() <= MOST_DATA {
                    self.scripts.push(words.source.to_owned());
                }
            }
            Token::Text(words) if self.in_title && self.window.is_none() => {
                self.window = line(&words.to_text());
            }
            Token::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name().bytes() {
            b"body" | b"html" => {
                self.in_body |= tag.is("body");
                let said = tag.attribute("lang").or_else(|| tag.attribute("xml:lang"));
                let said = said.as_deref().and_then(line);
                self.language = self.language.take().or(said);
            }
            b"link" if !self.in_body && is_canonical(tag) => {
                let href = tag.attribute("href");
                let url = self.url.take();
                self.url = url.or_else(|| href.as_deref().and_then(address));
            }
            b"meta" => self.meta(tag),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        // Some pages say `value` where they mean `content`.
        let said = tag.attribute("content").or_else(|| tag.attribute("value"));
        let Some(said) = said.as_deref().and_then(line) else { return };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let Some(names) = tag.attribute(attribute) else { continue };
            for name in names.split_ascii_whitespace() {
                if self.metas.len() < MOST_METAS {
                    let written = name.to_owned();
                    let name = name.to_ascii_lowercase().replace([':', '_', '-'], ".");
                    self.metas.push(Meta { name, said: said.clone(), written });
                }
            }
        }
    }

    /// The first that one of these names says, in the order of the names, and where it stands.
    pub(super) fn said(&self, names: &[&str]) -> Option<(String, &str)> {
        names.iter().find_map(|name| Some((self.place(name), self.all(name).next()?)))
    }

    /// All that this name says.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |meta| meta.name == name).map(|meta| meta.said.as_str())
    }

    /// Where the first stands that has this name.
    pub(super) fn place(&self, name: &str) -> String {
        let found = self.metas.iter().find(|meta| meta.name == name);
        format!("meta {}", found.map_or(name, |meta| meta.written.as_str()))
    }

    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    pub(super) fn url(&self) -> Option<String> {
        let shared = || self.said(&["og.url"]).and_then(|(_, said)| address(said));
        self.url.clone().or_else(shared)
    }

    pub(super) fn window(&self) -> Option<&str> {
        self.window.as_deref()
    }

    pub(super) fn data(&self) -> Data {
        let mut data = Data::default();
        for script in &self.scripts {
            data.read(script);
        }
        data
    }
}

fn is_canonical(link: &Tag) -> bool {
    let rel = link.attribute("rel").unwrap_or_default();
    rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"))
}

pub(super) fn is_data(script: &Tag) -> bool {
    let kind = script.attribute("type").unwrap_or_default();
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn head(html: &str) -> Head {
        let mut head = Head::default();
        tokens(html).for_each(|piece| head.see(&piece));
        head
    }

    #[track_caller]
    fn check_url(html: &str, expected: Option<&str>) {
        assert_eq!(head(html).url().as_deref(), expected, "{html}");
    }

    #[test]
    fn the_head_gives_metadata() {
        let head = head(
            "<html lang=en-GB><title>Bridge &amp; tunnel</title>\
             <meta name=Author content='Ana Silva'><meta name=author content='Bo'>\
             <meta property='dc:creator og:x' content=Cy><meta name=pubdate value=2024>\
             <body><title>no</title><svg><title>no</title></svg>",
        );
        assert_eq!(head.language(), Some("en-GB"));
        assert_eq!(head.window(), Some("Bridge & tunnel"));
        assert_eq!(head.all("author").collect::<Vec<_>>(), ["Ana Silva", "Bo"]);
        assert_eq!(head.said(&["no", "dc.creator"]), Some(("meta dc:creator".to_owned(), "Cy")));
        assert_eq!(head.said(&["pubdate"]), Some(("meta pubdate".to_owned(), "2024")));
    }

    #[test]
    fn the_address_is_the_canonical_one_else_the_shared_one() {
        let shared = "<meta property=og:url content=https://news.example/shared>";
        let canonical = "<link rel='x CANONICAL' href=https://news.example/a?b&amp;c>";
        check_url(&format!("{shared}{canonical}"), Some("https://news.example/a?b&c"));
        check_url(shared, Some("https://news.example/shared"));
        check_url(
            &format!("<link rel=canonical href=/a>{shared}"),
            Some("https://news.example/shared"),
        );
        check_url("<link rel=canonical href=javascript:alert(1)>", None);
        check_url("<link rel=alternate href=https://news.example/amp>", None);
        check_url(&format!("<!-- {canonical} -->"), None);
    }
}
