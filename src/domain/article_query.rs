use std::cmp::Ordering;

use super::{ArticleId, folded};

/// Which articles to list, and in which order.
#[derive(Clone, Debug, Default)]
pub struct ArticleQuery {
    pub order: ArticleOrder,
    /// Each must appear in the title or the address, ignoring spacing and case.
    pub words: Vec<String>,
}

/// In which order articles are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleOrder {
    /// By their addresses, without the scheme and `www.`.
    Address,
    /// As they were imported.
    Id,
    /// The last imported first.
    #[default]
    Newest,
    /// The last published first; those without a date last.
    Published,
    /// By their titles; an article without one has the place of its address.
    Title,
}

/// What a list of articles is ordered and searched by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHeading {
    pub id: ArticleId,
    pub origin: String,
    pub published: Option<String>,
    pub title: Option<String>,
}

impl ArticleHeading {
    /// Its title, or else its origin.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.origin)
    }

    /// The place of an article in a list of this order. Articles with the same place are in the
    /// order in which they were imported.
    pub fn place(self, order: ArticleOrder) -> ArticlePlace {
        let key = match order {
            ArticleOrder::Address => address_key(&self.origin),
            ArticleOrder::Id | ArticleOrder::Newest => String::new(),
            ArticleOrder::Published => self.published.unwrap_or_default(),
            ArticleOrder::Title => folded(self.name()),
        };
        ArticlePlace { id: self.id, key, order }
    }
}

impl ArticleQuery {
    /// Whether an article with this heading is listed.
    pub fn takes(&self, heading: &ArticleHeading) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let title = heading.title.as_deref().unwrap_or_default();
        let words = folded(&format!("{title} {}", heading.origin));
        self.words.iter().all(|word| words.contains(&folded(word)))
    }
}

/// Where an article is in a list of some order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlePlace {
    pub id: ArticleId,
    key: String,
    order: ArticleOrder,
}

impl Ord for ArticlePlace {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.order {
            ArticleOrder::Address | ArticleOrder::Id | ArticleOrder::Title => {
                (&self.key, self.id).cmp(&(&other.key, other.id))
            }
            ArticleOrder::Newest => other.id.cmp(&self.id),
            ArticleOrder::Published => {
                other.key.cmp(&self.key).then_with(|| self.id.cmp(&other.id))
            }
        }
    }
}

impl PartialOrd for ArticlePlace {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An address as it is compared: without its scheme, `www.`, the fragment and a slash at its end,
/// and with its host in lower case. Other names are compared as they are.
pub fn address_key(origin: &str) -> String {
    let Some((scheme, rest)) = origin.split_once("://") else { return origin.to_owned() };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return origin.to_owned();
    }
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_differ_only_in_form_are_the_same() {
        let forms = [
            "https://news.example/bridge",
            "http://news.example/bridge",
            "HTTPS://WWW.News.example/bridge/",
            "https://news.example/bridge#top",
        ];
        for form in forms {
            assert_eq!(address_key(form), "news.example/bridge", "{form}");
        }
        assert_eq!(address_key("https://news.example/Bridge?a=B/"), "news.example/Bridge?a=B");
        assert_eq!(address_key("Notes/"), "Notes/");
        assert_eq!(address_key("ftp://A/"), "ftp://A/");
    }

    #[test]
    fn articles_are_ordered_by_title_address_or_date() {
        let heading = |id, title: Option<&str>, origin: &str, published: Option<&str>| {
            let (title, published) = (title.map(str::to_owned), published.map(str::to_owned));
            ArticleHeading { id: ArticleId(id), origin: origin.to_owned(), published, title }
        };
        let headings = [
            heading(1, Some("ÉCLAIR"), "https://www.b.example/x", None),
            heading(2, None, "éa.txt", Some("2025-03-01")),
            heading(3, Some("zoo"), "http://a.example/y", Some("2025-04-02T08:00:00Z")),
        ];
        let check = |order, expected: [u64; 3]| {
            let mut places: Vec<_> =
                headings.iter().map(|heading| heading.clone().place(order)).collect();
            places.sort();
            assert_eq!(places.iter().map(|place| place.id.0).collect::<Vec<_>>(), expected);
        };
        check(ArticleOrder::Address, [3, 1, 2]);
        check(ArticleOrder::Id, [1, 2, 3]);
        check(ArticleOrder::Newest, [3, 2, 1]);
        check(ArticleOrder::Published, [3, 2, 1]);
        check(ArticleOrder::Title, [3, 2, 1]);
    }
}
