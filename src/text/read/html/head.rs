use super::json_ld;
use super::tokens::{Tag, Token};
use crate::text::read::content::{Content, address, line};

/// What a page says of itself, gathered piece by piece.
#[derive(Default)]
pub(super) struct Head {
    content: Content,
    /// What the address is called where the page is shared.
    shared_url: Option<String>,
    /// What its title is called there.
    shared_title: Option<String>,
    in_body: bool,
    in_data: bool,
    in_title: bool,
    /// The scripts of linked data, which are asked last.
    scripts: Vec<String>,
    /// The first time that an element of the page tells.
    time: Option<String>,
}

/// How many scripts of linked data are looked at, and how many bytes of all of them.
const MOST_SCRIPTS: usize = 100;
const MOST_DATA: usize = 4 * 1024 * 1024;

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
            Token::Text(words) if self.in_title && self.content.title.is_none() => {
                self.content.title = line(&words.to_text());
            }
            Token::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name().bytes() {
            b"body" => self.in_body = true,
            b"html" => {
                let said = self.content.language.take();
                self.content.language = said.or(tag.attribute("lang"));
            }
            b"time" if self.time.is_none() => self.time = tag.attribute("datetime"),
            b"link" if !self.in_body && is_canonical(tag) => {
                let href = tag.attribute("href");
                let url = self.content.url.take();
                self.content.url = url.or_else(|| href.as_deref().and_then(address));
            }
            b"meta" => self.meta(tag),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let name = tag
            .attribute("property")
            .or_else(|| tag.attribute("name"))
            .or_else(|| tag.attribute("itemprop"));
        let field = match name.unwrap_or_default().to_ascii_lowercase().as_str() {
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "parsely-pub-date"
            | "publish-date"
            | "pubdate" => &mut self.content.published,
            "author" | "byl" | "dc.creator" | "parsely-author" | "sailthru.author" => {
                &mut self.content.byline
            }
            "og:site_name" => &mut self.content.site,
            "og:title" => &mut self.shared_title,
            "og:url" => &mut self.shared_url,
            _ => return,
        };
        let said = || tag.attribute("content").as_deref().and_then(line);
        *field = field.take().or_else(said);
    }

    /// The titles that it gives itself, and what it says in all.
    pub(super) fn finish(self) -> (Vec<String>, Content) {
        let mut content = self.content;
        // The one above the window often has the name of the site in it, so it is asked last.
        let window = std::mem::replace(&mut content.title, self.shared_title);
        let mut titles: Vec<String> = window.iter().chain(content.title.iter()).cloned().collect();
        let url = content.url.take();
        content.url = url.or_else(|| self.shared_url.as_deref().and_then(address));
        let said = content.byline.take();
        content.byline = said.filter(|byline| !byline.contains("://"));
        for script in &self.scripts {
            json_ld::read(script, &mut content);
        }
        content.published = content.published.take().or(self.time);
        let site = content.site.clone();
        content.title =
            content.title.or(window).map(|title| without_site(&title, site.as_deref()).to_owned());
        titles.extend(content.title.clone());
        (titles, content)
    }
}

fn is_canonical(link: &Tag) -> bool {
    let rel = link.attribute("rel").unwrap_or_default();
    rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"))
}

fn is_data(script: &Tag) -> bool {
    let kind = script.attribute("type").unwrap_or_default();
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}

/// The title without the name of the site at its end.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const SEPARATORS: [char; 8] = [' ', '|', '-', '–', '—', '•', '·', ':'];
    let title = title.trim();
    match site.and_then(|site| title.strip_suffix(site.trim())) {
        Some(rest)
            if rest.ends_with(SEPARATORS) && !rest.trim_end_matches(SEPARATORS).is_empty() =>
        {
            rest.trim_end_matches(SEPARATORS)
        }
        Some(_) | None => title,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn head(html: &str) -> Content {
        let mut head = Head::default();
        tokens(html).for_each(|piece| head.see(&piece));
        head.finish().1
    }

    #[track_caller]
    fn check_url(html: &str, expected: Option<&str>) {
        assert_eq!(head(html).url.as_deref(), expected, "{html}");
    }

    #[test]
    fn the_head_gives_metadata() {
        let head = head(
            "<html lang=en-GB><title>Bridge &amp; tunnel</title>\
             <meta name=Author content='Ana Silva'><meta name=author content='Bo'>\
             <meta property=article:published_time content=2024-05-06T07:08:09Z>\
             <meta property=og:site_name content='The Herald'>\
             <body><title>no</title><svg><title>no</title></svg>",
        );
        assert_eq!(head.language.as_deref(), Some("en-GB"));
        assert_eq!(head.title.as_deref(), Some("Bridge & tunnel"));
        assert_eq!(head.byline.as_deref(), Some("Ana Silva"));
        assert_eq!(head.published.as_deref(), Some("2024-05-06T07:08:09Z"));
        assert_eq!(head.site.as_deref(), Some("The Herald"));
    }

    #[test]
    fn data_fills_what_the_head_left_out() {
        let head = head(
            "<title>no</title><body><script type='application/ld+json'>\
             {\"@type\": \"NewsArticle\", \"headline\": \"Bridge\", \"datePublished\": \"2024-05-06\"}\
             </script><time datetime=2024-05-09>no</time>",
        );
        assert_eq!(head.title.as_deref(), Some("Bridge"));
        assert_eq!(head.published.as_deref(), Some("2024-05-06"));
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

    #[test]
    fn a_title_may_end_like_its_site() {
        assert_eq!(without_site("Who reads The Herald", Some("Herald")), "Who reads The");
        assert_eq!(without_site("Who reads TheHerald", Some("Herald")), "Who reads TheHerald");
        assert_eq!(without_site("The Herald", Some("The Herald")), "The Herald");
    }
}
