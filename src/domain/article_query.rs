use std::cmp::Ordering;

use super::{Address, ArticleId, folded};

/// Which articles to list, and in which order.
#[derive(Clone, Debug, Default)]
pub struct ArticleQuery {
    pub order: ArticleOrder,
    /// Each must appear in the title or an address, ignoring spacing and case.
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
    /// Other places where its text appeared.
    pub also_at: Vec<String>,
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

    /// Where it is from, and the other places where its text appeared.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        [&self.origin].into_iter().chain(&self.also_at).map(String::as_str)
    }

    /// The place of an article in a list of this order. Articles with the same place are in the
    /// order in which they were imported.
    pub fn place(self, order: ArticleOrder) -> ArticlePlace {
        let key = match order {
            ArticleOrder::Address => Address::of(&self.origin)
                .map_or_else(|| self.origin.clone(), |address| address.to_string()),
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
        let places = heading.places().collect::<Vec<_>>().join(" ");
        let words = folded(&format!("{title} {places}"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_ordered_by_title_address_or_date() {
        let heading = |id, title: Option<&str>, origin: &str, published: Option<&str>| {
            let (title, published) = (title.map(str::to_owned), published.map(str::to_owned));
            let (also_at, origin) = (Vec::new(), origin.to_owned());
            ArticleHeading { also_at, id: ArticleId(id), origin, published, title }
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
