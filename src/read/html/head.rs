use super::pieces::{Piece, Tag, pieces};
use crate::read::content::{Content, address};

/// What the head of a page says of it, as far as it is told without looking at the rest.
pub(super) fn head(html: &str) -> Content {
    let mut head = Content::default();
    let mut shared_url = None;
    let mut in_title = false;

    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) if tag.is("body") => break,
            Piece::Start(tag) if tag.is("html") => {
                head.language = head.language.or_else(|| tag.attribute("lang"));
            }
            Piece::Start(tag) if tag.is("link") && is_canonical(&tag) => {
                let href = tag.attribute("href");
                head.url = head.url.or_else(|| href.as_deref().and_then(address));
            }
            Piece::Start(tag) if tag.is("meta") => {
                let name = tag.attribute("property").or_else(|| tag.attribute("name"));
                let field = match name.unwrap_or_default().to_ascii_lowercase().as_str() {
                    "article:published_time" => &mut head.published,
                    "author" => &mut head.byline,
                    "og:url" => &mut shared_url,
                    _ => continue,
                };
                *field = field.take().or_else(|| tag.attribute("content"));
            }
            Piece::Start(tag) => in_title = tag.is("title"),
            Piece::Text(words) if in_title => head.title = head.title.or(Some(words)),
            Piece::Text(_) => {}
            Piece::End(_) => in_title = false,
        }
    }
    head.url = head.url.or_else(|| shared_url.as_deref().and_then(address));
    head
}

fn is_canonical(link: &Tag) -> bool {
    let rel = link.attribute("rel").unwrap_or_default();
    rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_url(html: &str, expected: Option<&str>) {
        assert_eq!(head(html).url.as_deref(), expected, "{html}");
    }

    #[test]
    fn the_head_says_what_it_says() {
        let head = head(
            "<html lang=en-GB><title>Bridge &amp; tunnel</title>\
             <meta name=Author content='Ana Silva'><meta name=author content='Bo'>\
             <meta property=article:published_time content=2024-05-06T07:08:09Z>\
             <body><title>no</title><svg><title>no</title></svg>",
        );
        assert_eq!(head.language.as_deref(), Some("en-GB"));
        assert_eq!(head.title.as_deref(), Some("Bridge & tunnel"));
        assert_eq!(head.byline.as_deref(), Some("Ana Silva"));
        assert_eq!(head.published.as_deref(), Some("2024-05-06T07:08:09Z"));
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
