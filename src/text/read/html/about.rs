//! What a page says of its article, where its parts say different things: the title, who wrote it,
//! when it was published, in which language. No single place is believed in all pages.

use super::byline::{Region, byline};
use super::head::Head;
use super::headline::{folded, is_alike};
use super::json_ld::{Data, Told};
use super::names::names_in_field;
use super::tree::Tree;
use super::when;
use crate::text::read::content::{Content, Found, host};
use crate::text::read::date;

/// All that is weighed.
pub(super) struct About<'a> {
    pub(super) data: &'a Data,
    pub(super) head: &'a Head,
    /// The heading of the first level above the text.
    pub(super) headline: Option<String>,
    pub(super) page: Option<(&'a Tree<'a>, Region)>,
}

impl About<'_> {
    /// What is believed, without the text.
    pub(super) fn content(&self) -> Content {
        let url = self.head.url();
        let told = told(self.data, &self.titles(), url.as_deref());
        let site = self.site(told);
        let language = self.language(told);
        let tongue = language.as_ref().map(|found| found.said.clone());
        Content {
            byline: self.byline(told, site.as_deref()),
            language,
            modified: self.modified(told, tongue.as_deref()),
            published: self.published(told, tongue.as_deref()),
            title: self.title(told, site.as_deref()),
            url: url.or_else(|| told?.url.clone()),
            ..Content::default()
        }
    }

    /// The text of the article as linked data has it.
    pub(super) fn body(&self) -> Option<&str> {
        told(self.data, &self.titles(), self.head.url().as_deref())?.body.as_deref()
    }

    /// The titles that the page gives itself, but for linked data.
    pub(super) fn titles(&self) -> Vec<&str> {
        let shared = self.head.said(&["og.title", "twitter.title"]).map(|(_, said)| said);
        self.headline.as_deref().into_iter().chain(shared).chain(self.head.window()).collect()
    }

    fn site(&self, told: Option<&Told>) -> Option<String> {
        let said = self.head.said(&["og.site.name", "application.name"]);
        said.map(|(_, said)| said.to_owned()).or_else(|| told?.publisher.clone())
    }

    fn title(&self, told: Option<&Told>, site: Option<&str>) -> Option<Found> {
        let is_site = |title: &str| {
            let title = folded(title);
            site.is_some_and(|site| folded(site) == title)
        };
        let host = self.head.url().as_deref().and_then(host).map(|host| folded(&host));
        let is_host = |title: &str| {
            let joined = folded(title).replace(' ', "");
            host.as_deref().is_some_and(|host| host.split(' ').any(|part| part == joined))
        };
        let shared = self.head.said(&["og.title", "dc.title", "dcterms.title", "twitter.title"]);
        let shared =
            shared.map(|(place, said)| Found::new(without_site(said, site), &place).in_words(said));
        let shared = shared.filter(|found| !is_site(&found.said));
        let window = self.head.window().map(|said| Found::new(said, "<title>"));
        let headline = self.headline.as_deref().map(|said| Found::new(said, "the heading (h1)"));
        let told = told.and_then(|told| told.titles.first());
        let told = told.map(|said| Found::new(said, "JSON-LD headline"));

        if let (Some(headline), Some(window)) = (&headline, &window) {
            let (one, other) = (folded(&headline.said), folded(&window.said));
            // The words above the window are most often the headline, and the site's name.
            let is_start = other.starts_with(&format!("{one} ")) && one.contains(' ');
            if (one == other || is_start) && !is_host(&one) && !is_site(&one) {
                return Some(headline.clone());
            }
        }
        let window = window.map(|found| {
            Found::new(&without_last(&found.said, site), "<title>").in_words(&found.said)
        });
        let window = window.filter(|found| !is_site(&found.said));
        if let (Some(headline), Some(shared)) = (&headline, &shared)
            && is_alike(&folded(&headline.said), &folded(&shared.said))
        {
            return Some(headline.clone());
        }
        if let Some(shared) = shared {
            return Some(shared);
        }
        // Nothing bears the window out, so it may name the site alone.
        if let (Some(headline), Some(window)) = (&headline, &window)
            && !shares_words(&headline.said, &window.said)
            && headline.said.split_whitespace().count() >= 2
            && !is_host(&headline.said)
        {
            return Some(headline.clone());
        }
        let is_borne_out = |told: &Found| {
            window.as_ref().is_none_or(|window| shares_words(&told.said, &window.said))
        };
        told.filter(is_borne_out).or(window).or(headline)
    }

    fn byline(&self, told: Option<&Told>, site: Option<&str>) -> Option<Found> {
        const PLACES: [&str; 15] = [
            "dc.creator",
            "dcterms.creator",
            "dcterm.creator",
            "article.author",
            "article.author.name",
            "og.article.author",
            "author",
            "parsely.author",
            "sailthru.author",
            "byl",
            "citation.author",
            "cxenseparse.author",
            "bylines",
            "author.name",
            "news.authors",
        ];
        let host = self.head.url().as_deref().and_then(host).map(|host| folded(&host));
        let is_site = |names: &str| {
            let names = folded(names);
            let joined = names.replace(' ', "");
            let publisher = told.and_then(|told| told.publisher.as_deref());
            site.into_iter().chain(publisher).any(|site| {
                let site = folded(site);
                site == names || site.replace(' ', "").trim_start_matches("the") == joined
            }) || host
                .as_deref()
                .is_some_and(|host| joined.len() >= 4 && host.split(' ').any(|part| part == joined))
        };
        let is_address = |said: &str| {
            said.contains("://") || said.contains("www.") || said.starts_with(['/', '@', '#', '$'])
        };
        let known = |said: &str| {
            let names = if is_address(said) { None } else { names_in_field(said) };
            names.filter(|names| !is_site(names))
        };
        let data = told.and_then(|told| known(told.author.as_deref()?));
        let data = data.map(|names| Found::new(&names, "JSON-LD author"));
        let data = data
            .zip(told)
            .map(|(data, told)| data.in_words(told.author.as_deref().unwrap_or_default()));
        let (body, person) =
            if told.is_some_and(|told| told.is_by_body) { (data, None) } else { (None, data) };
        person
            .or_else(|| {
                PLACES.iter().find_map(|place| {
                    let mut all: Vec<String> = Vec::new();
                    for names in self.head.all(place).take(20).filter_map(known) {
                        if !all.contains(&names) {
                            all.push(names);
                        }
                    }
                    let words: Vec<&str> = self.head.all(place).take(20).collect();
                    (!all.is_empty()).then(|| {
                        Found::new(&all.join(", "), &self.head.place(place))
                            .in_words(&words.join(", "))
                    })
                })
            })
            .or_else(|| {
                let (tree, region) = self.page.as_ref()?;
                byline(tree, region).filter(|found| !is_site(&found.said))
            })
            .or(body)
    }

    fn published(&self, told: Option<&Told>, language: Option<&str>) -> Option<Found> {
        const PLACES: [&str; 22] = [
            "article.published.time",
            "article.published",
            "og.article.published.time",
            "og.published.time",
            "datepublished",
            "parsely.pub.date",
            "sailthru.date",
            "publish.date",
            "publishdate",
            "publication.date",
            "publicationdate",
            "pubdate",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "dc.date.created",
            "citation.publication.date",
            "date",
            "article.date.original",
            "displaydate",
        ];
        let data = told.and_then(|told| {
            date_in(told.published.as_deref()?, "JSON-LD datePublished", language)
        });
        let page = || {
            let (tree, region) = self.page.as_ref()?;
            let (place, words) = when::published(tree, region, language)?;
            date_in(&words, &place, language)
        };
        let address = || {
            let url = self.head.url()?;
            date_in(&day_in(&url)?, "the address", language)
        };
        // What cannot be read as a date is still what the page says.
        let raw = || {
            let (place, said) = self.head.said(&PLACES)?;
            Some(Found::new(said, &place))
        };
        data.or_else(|| self.date(&PLACES, language)).or_else(page).or_else(address).or_else(raw)
    }

    fn modified(&self, told: Option<&Told>, language: Option<&str>) -> Option<Found> {
        const PLACES: [&str; 14] = [
            "article.modified.time",
            "article.modified",
            "og.article.modified.time",
            "og.modified.time",
            "og.updated.time",
            "article.updated",
            "article.updated.time",
            "datemodified",
            "last.modified",
            "lastmod",
            "dcterms.modified",
            "dc.date.modified",
            "modified",
            "revised",
        ];
        let data = told
            .and_then(|told| date_in(told.modified.as_deref()?, "JSON-LD dateModified", language));
        let page = || {
            let (tree, region) = self.page.as_ref()?;
            let (place, words) = when::modified(tree, region, language)?;
            date_in(&words, &place, language)
        };
        data.or_else(|| self.date(&PLACES, language)).or_else(page)
    }

    /// The first date that one of these names of a `<meta>` says.
    fn date(&self, names: &[&str], language: Option<&str>) -> Option<Found> {
        names.iter().find_map(|name| {
            let place = self.head.place(name);
            self.head.all(name).find_map(|said| date_in(said, &place, language))
        })
    }

    fn language(&self, told: Option<&Told>) -> Option<Found> {
        let html = self.head.language().map(|said| Found::new(said, "html lang"));
        let meta = || {
            let names = ["content.language", "language", "og.locale", "dc.language"];
            let (place, said) = self.head.said(&names)?;
            let said = said.split([',', ' ']).next()?.replace('_', "-");
            let is_tag = |said: &str| {
                let first = said.split('-').next().unwrap_or_default();
                (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
            };
            is_tag(&said).then(|| Found::new(&said, &place))
        };
        let data = || told?.language.as_deref().map(|said| Found::new(said, "JSON-LD inLanguage"));
        html.or_else(meta).or_else(data)
    }
}

/// What linked data says of this article, if it speaks of it and not only of others.
fn told<'a>(data: &'a Data, titles: &[&str], url: Option<&str>) -> Option<&'a Told> {
    let titles: Vec<String> = titles.iter().map(|title| folded(title)).collect();
    let page = |url: &str| {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
    };
    let score = |told: &Told| {
        let mut score = if told.is_inner { -2 } else { 1 };
        if let (Some(url), Some(own)) = (url, told.url.as_deref()) {
            score += if page(url) == page(own) { 4 } else { -2 };
        }
        if !told.titles.is_empty() && !titles.is_empty() {
            let is_alike = |own: &String| {
                let own = folded(own);
                titles.iter().any(|title| is_alike(title, &own) || shares_words(title, &own))
            };
            score += if told.titles.iter().any(is_alike) { 3 } else { -2 };
        }
        score + i32::from(told.author.is_some()) + i32::from(told.published.is_some())
    };
    let mut best: Option<(&Told, i32)> = None;
    for told in &data.articles {
        let score = score(told);
        if score > 0 && best.is_none_or(|(_, found)| found < score) {
            best = Some((told, score));
        }
    }
    best.map(|(told, _)| told)
}

/// Whether most of the longer words of the shorter line are in the other.
fn shares_words(one: &str, other: &str) -> bool {
    const LONG: usize = 4;
    let (one, other) = (folded(one), folded(other));
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    let words: Vec<&str> = short.split(' ').filter(|word| word.len() >= LONG).collect();
    let shared = words.iter().filter(|word| long.split(' ').any(|found| found == **word)).count();
    if words.is_empty() {
        long.contains(&short)
    } else {
        shared * 2 >= words.len().max(1) && shared > 0
    }
}

/// The date in these words, which stand there.
fn date_in(words: &str, place: &str, language: Option<&str>) -> Option<Found> {
    date::normalised(words, language).map(|date| Found::new(&date, place).in_words(words))
}

/// The day in an address: `/2024/05/06/`.
fn day_in(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '?']).collect();
    parts.windows(3).find_map(|three| {
        let [year, month, day] = *three else { return None };
        let is_number = |part: &str, longest: usize| {
            (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_day =
            year.len() == 4 && is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
        is_day.then(|| format!("{year}-{month}-{day}"))
    })
}

const SEPARATORS: [char; 8] = [' ', '|', '-', '–', '—', '•', '·', ':'];

/// The title without the name of the site at its end.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
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

/// The same, or without what stands last after a bar, as names of sites do.
fn without_last(title: &str, site: Option<&str>) -> String {
    const BARS: [&str; 8] = [" | ", " – ", " — ", " · ", " » ", " :: ", " - ", " « "];
    const MOST_WORDS: usize = 4;
    let cut = without_site(title, site);
    if cut.len() < title.trim().len() {
        return cut.to_owned();
    }
    let last = BARS.iter().filter_map(|bar| Some((cut.rfind(bar)?, bar.len()))).max();
    match last {
        Some((at, length)) => {
            let (rest, name) = (&cut[..at], &cut[at + length..]);
            let words = |part: &str| part.split_whitespace().count();
            let is_name = words(name) <= MOST_WORDS && words(rest) > words(name);
            if is_name { rest.trim().to_owned() } else { cut.to_owned() }
        }
        None => cut.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const TEXT: &str = "<p>The council of Brenford sold the old tannery for 1.2 million on Friday, \
        its clerk said to those who had come.</p><p>Builders will put 80 flats where the vats \
        were, and a school of music in the hall where leather was dried.</p>";

    fn page(head: &str, above: &str) -> Content {
        read(&format!(
            "<!doctype html><head>{head}</head><body><article><h1>Tannery sold</h1>{above}{TEXT}\
             </article>"
        ))
    }

    #[track_caller]
    fn title(head: &str, expected: &str) {
        assert_eq!(page(head, "").title.unwrap().said, expected, "{head}");
    }

    #[track_caller]
    fn byline(head: &str, above: &str, expected: &str) {
        let found = page(head, above).byline.map(|found| found.said).unwrap_or_default();
        assert_eq!(found, expected, "{head}{above}");
    }

    #[track_caller]
    fn published(head: &str, above: &str, expected: &str) {
        let found = page(head, above).published.map(|found| found.said).unwrap_or_default();
        assert_eq!(found, expected, "{head}{above}");
    }

    #[test]
    fn a_title_is_the_headline_and_never_the_site() {
        title("<title>Brenford Mail</title>", "Tannery sold");
        title("<title>Tannery sold | Brenford Mail</title>", "Tannery sold");
        title("<title>x</title><meta property=og:title content='Tannery sold!'>", "Tannery sold");
        let data = "<script type=application/ld+json>{\"@type\":\"Article\",\
            \"headline\":\"A list\",\"name\":\"Tannery sold\"}</script>";
        title(&format!("<title>Tannery sold - Mail</title>{data}"), "Tannery sold");
        title("<meta property=og:title content='Old vats, new flats'>", "Old vats, new flats");
    }

    #[test]
    fn a_byline_names_people_and_not_the_paper() {
        let site = "<meta property=og:site_name content='Brenford Mail'>";
        let mail = format!("{site}<meta name=author content='Brenford Mail'>");
        byline(&mail, "<p class=byline>By <a rel=author href=/a>Ada Brill</a></p>", "Ada Brill");
        byline(&mail, "", "");
        byline("<meta property=article:author content='Ada Brill'>", "", "Ada Brill");
        byline("<meta property=article:author content='https://x.example/ada'>", "", "");
        byline("<meta name=author content='By Ada Brill, editor'>", "", "Ada Brill");
    }

    #[test]
    fn linked_data_of_another_article_is_not_believed() {
        let script = |data: &str| format!("<script type=application/ld+json>{data}</script>");
        let other = script(
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Ferry",
               "author":{"name":"Bo Lind"},"datePublished":"2019-01-02"}]}"#,
        );
        let own = script(
            r#"{"@type":"NewsArticle","headline":"Tannery sold","author":{"name":"Ada Brill"},
               "datePublished":"2025-05-06"}"#,
        );
        byline(&other, "", "");
        byline(&format!("{other}{own}"), "", "Ada Brill");
        published(&format!("{other}{own}"), "", "2025-05-06");
    }

    #[test]
    fn a_date_is_that_of_publication_in_one_form() {
        published(
            "<meta property=article:published_time content='December 1, 2024'>",
            "",
            "2024-12-01",
        );
        let both = "<time itemprop=dateModified datetime=2026-01-09>x</time>\
            <time itemprop=datePublished datetime=2025-05-06>y</time>";
        published("", both, "2025-05-06");
        published("", "<p>Brenford, 6 May 2025</p>", "2025-05-06");
        published(
            "<link rel=canonical href=https://mail.example/2025/05/06/tannery>",
            "",
            "2025-05-06",
        );
        published("<meta name=date content='last week'>", "", "last week");
    }

    #[test]
    fn a_language_is_told_in_several_places() {
        let language = |head: &str| page(head, "").language.map(|found| found.said);
        assert_eq!(
            language("<meta http-equiv=content-language content=de>").as_deref(),
            Some("de")
        );
        assert_eq!(language("<meta property=og:locale content=de_DE>").as_deref(), Some("de-DE"));
        assert_eq!(language("").as_deref(), Some("en"));
    }

    #[test]
    fn a_title_may_end_like_its_site() {
        assert_eq!(without_site("Who reads The Herald", Some("Herald")), "Who reads The");
        assert_eq!(without_site("Who reads TheHerald", Some("Herald")), "Who reads TheHerald");
        assert_eq!(without_site("The Herald", Some("The Herald")), "The Herald");
    }
}
