use serde_json::{Map, Value};

use crate::domain::PublishedFactCheck;
use crate::text::read::content::{address, line};

/// How long the data of one script may be, in bytes.
const LONGEST: usize = 1024 * 1024;

/// How many of its objects are looked at. Their depth is limited by the reader of JSON.
const MOST_OBJECTS: usize = 10_000;

/// How many claim reviews a page may have.
const MOST_REVIEWS: usize = 100;

/// How many posts of a live blog are looked at.
const MOST_POSTS: usize = 200;

/// How many articles of a page's data are compared.
const MOST_ARTICLES: usize = 50;

/// What the scripts of linked data (JSON-LD) in a page say.
#[derive(Debug, Default)]
pub(super) struct Data {
    /// The articles that are told of, which may be others than that of the page.
    pub(super) articles: Vec<Told>,
    pub(super) claim_reviews: Vec<PublishedFactCheck>,
    /// The posts of live blogs.
    pub(super) posts: Vec<ToldPost>,
}

/// What linked data says of one post of a live blog.
#[derive(Debug)]
pub(super) struct ToldPost {
    pub(super) body: String,
    pub(super) published: String,
}

/// What linked data says of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) author: Option<String>,
    pub(super) body: Option<String>,
    /// Whether the author is a firm or the like, and no person.
    pub(super) is_by_body: bool,
    /// Whether it stands in a list of articles, or within another thing.
    pub(super) is_inner: bool,
    pub(super) language: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    /// Its headline, and its name, which may be another.
    pub(super) titles: Vec<String>,
    pub(super) url: Option<String>,
}

impl Data {
    pub(super) fn read(&mut self, script: &str) {
        let Some(data) = parse(script) else {
            return;
        };
        let mut left = MOST_OBJECTS;
        let mut open = vec![(&data, false)];
        while let Some((value, is_inner)) = open.pop() {
            match value {
                Value::Array(values) => {
                    open.extend(values.iter().rev().map(|value| (value, is_inner)));
                }
                Value::Object(fields) => {
                    let Some(fewer) = left.checked_sub(1) else {
                        return;
                    };
                    left = fewer;
                    if has_type(fields, |name| name == "ClaimReview") {
                        if self.claim_reviews.len() < MOST_REVIEWS {
                            self.claim_reviews.push(claim_review(fields));
                        }
                        continue;
                    }
                    if let Some(updates) = fields.get("liveBlogUpdate") {
                        self.updates(updates);
                    }
                    if has_type(fields, is_article) && self.articles.len() < MOST_ARTICLES {
                        self.articles.push(article(fields, is_inner));
                    }
                    let inner = fields
                        .iter()
                        .rev()
                        .filter(|(_, value)| value.is_object() || value.is_array());
                    open.extend(inner.map(|(name, value)| (value, is_inner || !is_page(name))));
                }
                Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
}

impl Data {
    fn updates(&mut self, updates: &Value) {
        let all = updates.as_array().map_or(std::slice::from_ref(updates), Vec::as_slice);
        for update in all.iter().filter_map(Value::as_object) {
            let said = |name: &str| fields_text(update, name);
            if self.posts.len() < MOST_POSTS
                && let Some(body) = said("articleBody")
                && let Some(published) = said("datePublished")
            {
                self.posts.push(ToldPost { body, published });
            }
        }
    }
}

fn fields_text(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Whether what stands in this field may be what the page is about, and not only beside it.
fn is_page(field: &str) -> bool {
    matches!(field, "@graph" | "mainEntity" | "mainEntityOfPage")
}

/// The data, if it is JSON, or but for line ends within strings and what stands around it.
fn parse(script: &str) -> Option<Value> {
    const AROUND: [&str; 9] = [
        "<!--",
        "-->",
        "//<![CDATA[",
        "//]]>",
        "/*<![CDATA[*/",
        "/*]]>*/",
        "<![CDATA[",
        "]]>",
        ";",
    ];
    if script.len() > LONGEST {
        return None;
    }
    let mut script = script.trim();
    loop {
        let cut = AROUND.iter().fold(script, |script, around| {
            let script = script.strip_prefix(around).unwrap_or(script);
            script.strip_suffix(around).unwrap_or(script).trim().trim_start_matches("//").trim()
        });
        if cut.len() == script.len() {
            break;
        }
        script = cut;
    }
    serde_json::from_str(script).ok().or_else(|| {
        let one_line: String =
            script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&one_line).ok()
    })
}

fn has_type(fields: &Map<String, Value>, is_such: impl Fn(&str) -> bool) -> bool {
    let name = |value: &Value| value.as_str().is_some_and(&is_such);
    match fields.get("@type") {
        Some(Value::Array(types)) => types.iter().any(name),
        Some(value) => name(value),
        None => false,
    }
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report"
}

fn article(fields: &Map<String, Value>, is_inner: bool) -> Told {
    let said = |name: &str| fields.get(name).and_then(text);
    let page = fields.get("mainEntityOfPage");
    let page = page.and_then(|page| text(page).or_else(|| text(page.get("@id")?)));
    let titles = ["headline", "name", "alternativeHeadline"].into_iter().filter_map(said);
    let author = fields.get("author").or_else(|| fields.get("creator"));
    let is_by_body = author.and_then(first).and_then(Value::as_object).is_some_and(|author| {
        has_type(author, |name| name.ends_with("Organization") || name == "Corporation")
    });
    Told {
        author: author.and_then(names),
        body: fields.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        is_by_body,
        is_inner,
        language: said("inLanguage"),
        modified: said("dateModified"),
        published: said("datePublished"),
        publisher: fields.get("publisher").and_then(names),
        titles: titles.collect(),
        url: page.or_else(|| said("url")).as_deref().and_then(address),
    }
}

fn claim_review(fields: &Map<String, Value>) -> PublishedFactCheck {
    let said = |name: &str| fields.get(name).and_then(text);
    let rating = |name: &str| first(fields.get("reviewRating")?)?.get(name).and_then(text);
    let item = fields.get("itemReviewed").and_then(first);
    PublishedFactCheck {
        author: fields.get("author").and_then(names),
        best_rating: rating("bestRating"),
        claim: said("claimReviewed"),
        claimant: item.and_then(|item| names(item.get("author")?)),
        published: said("datePublished"),
        rating: rating("ratingValue"),
        url: said("url"),
        verdict: rating("alternateName"),
        worst_rating: rating("worstRating"),
        ..PublishedFactCheck::default()
    }
}

/// The value, or the first of several.
fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.first(),
        Value::Null => None,
        Value::Bool(_) | Value::Number(_) | Value::Object(_) | Value::String(_) => Some(value),
    }
}

/// What a value says on one line.
fn text(value: &Value) -> Option<String> {
    match first(value)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(said) => line(said),
        Value::Object(fields) => fields.get("@value").and_then(Value::as_str).and_then(line),
        Value::Array(_) | Value::Bool(_) | Value::Null => None,
    }
}

/// The names of people and organisations, with commas between them.
fn names(value: &Value) -> Option<String> {
    const MOST: usize = 20;
    match value {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(names).take(MOST).collect();
            line(&names.join(", "))
        }
        Value::Object(fields) => fields.get("name").and_then(names),
        Value::String(said) => line(said),
        Value::Bool(_) | Value::Null | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(script: &str) -> Data {
        let mut data = Data::default();
        data.read(script);
        data
    }

    fn title(script: &str) -> Option<String> {
        read_all(script).articles.first()?.titles.first().cloned()
    }

    #[test]
    fn an_article_says_who_wrote_it_and_when() {
        let data = read_all(
            r#"{"@context": "https://schema.org", "@graph": [
                {"@type": "WebSite", "name": "no", "author": "no"},
                {"@type": ["Thing", "NewsArticle"], "headline": " Bridge\n reopens ",
                 "author": [{"@type": "Person", "name": "Ana Silva"}, {"name": "Bo Lind"}],
                 "datePublished": "2024-05-06",
                 "inLanguage": "en", "publisher": {"name": "The Herald"},
                 "mainEntityOfPage": {"@id": "https://news.example/bridge"}}]}"#,
        );
        let [told] = data.articles.as_slice() else { panic!("there is one article") };
        assert_eq!(told.titles, ["Bridge reopens"]);
        assert_eq!(told.author.as_deref(), Some("Ana Silva, Bo Lind"));
        assert_eq!(told.published.as_deref(), Some("2024-05-06"));
        assert_eq!(told.language.as_deref(), Some("en"));
        assert_eq!(told.publisher.as_deref(), Some("The Herald"));
        assert_eq!(told.url.as_deref(), Some("https://news.example/bridge"));
        assert!(!told.is_inner);
    }

    #[test]
    fn an_article_in_a_list_is_not_that_of_the_page() {
        let data = read_all(
            r#"{"@type": "ItemList", "itemListElement": [{"@type": "Article", "name": "x"}]}"#,
        );
        assert!(data.articles[0].is_inner);
    }

    #[test]
    fn a_claim_review_says_what_was_claimed_and_what_of_it_holds() {
        let content = read_all(
            r#"[{"@type": "ClaimReview", "claimReviewed": "The bridge cost six million.",
                "url": "https://check.example/1", "datePublished": "2024-05-08",
                "author": {"@type": "Organization", "name": "Check"},
                "itemReviewed": {"@type": "Claim", "author": [{"name": ["The mayor", "his son"]}]},
                "reviewRating": {"ratingValue": 2, "bestRating": "5", "worstRating": 1,
                                 "alternateName": "Mostly false"}}]"#,
        );
        let text = |said: &str| Some(said.to_owned());
        let expected = PublishedFactCheck {
            author: text("Check"),
            best_rating: text("5"),
            claim: text("The bridge cost six million."),
            claimant: text("The mayor, his son"),
            published: text("2024-05-08"),
            rating: text("2"),
            url: text("https://check.example/1"),
            verdict: text("Mostly false"),
            worst_rating: text("1"),
            ..PublishedFactCheck::default()
        };
        assert_eq!(content.claim_reviews, [expected]);
    }

    #[test]
    fn line_ends_in_strings_are_read_and_other_faults_are_not() {
        let object = "{\"@type\": \"Article\", \"headline\": \"Bridge\n\treopens\"}";
        for around in [("<!-- ", "; -->"), ("//<![CDATA[\n", "\n//]]>"), ("<![CDATA[\n", "\n]]>")] {
            let script = format!("{}{object}{}", around.0, around.1);
            assert_eq!(title(&script).as_deref(), Some("Bridge reopens"), "{script}");
        }
        assert_eq!(title("{\"@type\": \"Article\", \"headline\": \"Bridge"), None);
    }

    #[test]
    fn hostile_data_is_soon_read() {
        let deep = "[{\"@graph\":".repeat(100_000);
        assert_eq!(title(&deep), None);
        let wide = format!("[{}0]", "{\"@type\":\"ClaimReview\"},".repeat(40_000));
        assert_eq!(read_all(&wide).claim_reviews.len(), MOST_REVIEWS);
        let huge = format!("{{\"@type\":\"Article\",\"headline\":\"{}\"}}", "x".repeat(LONGEST));
        assert_eq!(title(&huge), None);
    }
}
