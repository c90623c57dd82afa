use serde_json::{Map, Value};

use crate::domain::PublishedFactCheck;
use crate::text::read::content::{Content, address, line};

/// How long the data of one script may be, in bytes.
const LONGEST: usize = 1024 * 1024;

/// How many of its objects are looked at. Their depth is limited by the reader of JSON.
const MOST_OBJECTS: usize = 10_000;

/// How many claim reviews a page may have.
const MOST_REVIEWS: usize = 100;

/// Take what a page says of itself in a script of linked data (JSON-LD), where nothing else was
/// said yet.
pub(super) fn read(script: &str, content: &mut Content) {
    let Some(data) = parse(script) else {
        return;
    };
    let mut left = MOST_OBJECTS;
    let mut open = vec![&data];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(fields) => {
                let Some(fewer) = left.checked_sub(1) else {
                    return;
                };
                left = fewer;
                if has_type(fields, |name| name == "ClaimReview") {
                    if content.claim_reviews.len() < MOST_REVIEWS {
                        content.claim_reviews.push(claim_review(fields));
                    }
                    continue;
                }
                if has_type(fields, is_article) {
                    article(fields, content);
                }
                open.extend(
                    fields.values().rev().filter(|value| value.is_object() || value.is_array()),
                );
            }
            Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// The data, if it is JSON, or but for line ends within strings and what stands around it.
fn parse(script: &str) -> Option<Value> {
    if script.len() > LONGEST {
        return None;
    }
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let script = script.trim_end_matches("-->").trim_end_matches("//]]>");
    let script = script.trim().trim_end_matches(';');
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

fn article(fields: &Map<String, Value>, content: &mut Content) {
    let said = |name: &str| fields.get(name).and_then(text);
    let fill = |field: &mut Option<String>, said: Option<String>| {
        *field = field.take().or(said);
    };
    fill(&mut content.byline, fields.get("author").and_then(names));
    fill(&mut content.language, said("inLanguage"));
    fill(&mut content.published, said("datePublished"));
    fill(&mut content.site, fields.get("publisher").and_then(names));
    fill(&mut content.title, said("headline"));
    let page = fields.get("mainEntityOfPage");
    let page = page.and_then(|page| text(page).or_else(|| text(page.get("@id")?)));
    fill(&mut content.url, page.or_else(|| said("url")).as_deref().and_then(address));
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

    fn read_all(script: &str) -> Content {
        let mut content = Content::default();
        read(script, &mut content);
        content
    }

    #[test]
    fn an_article_says_who_wrote_it_and_when() {
        let content = read_all(
            r#"{"@context": "https://schema.org", "@graph": [
                {"@type": "WebSite", "name": "no", "author": "no"},
                {"@type": ["Thing", "NewsArticle"], "headline": " Bridge\n reopens ",
                 "author": [{"@type": "Person", "name": "Ana Silva"}, {"name": "Bo Lind"}],
                 "datePublished": "2024-05-06",
                 "inLanguage": "en", "publisher": {"name": "The Herald"},
                 "mainEntityOfPage": {"@id": "https://news.example/bridge"}}]}"#,
        );
        assert_eq!(content.title.as_deref(), Some("Bridge reopens"));
        assert_eq!(content.byline.as_deref(), Some("Ana Silva, Bo Lind"));
        assert_eq!(content.published.as_deref(), Some("2024-05-06"));
        assert_eq!(content.language.as_deref(), Some("en"));
        assert_eq!(content.site.as_deref(), Some("The Herald"));
        assert_eq!(content.url.as_deref(), Some("https://news.example/bridge"));
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
        };
        assert_eq!(content.claim_reviews, [expected]);
    }

    #[test]
    fn what_was_said_before_stays() {
        let mut content = Content { title: Some("Bridge".to_owned()), ..Content::default() };
        read(r#"{"@type": "Article", "headline": "no"}"#, &mut content);
        assert_eq!(content.title.as_deref(), Some("Bridge"));
    }

    #[test]
    fn line_ends_in_strings_are_read_and_other_faults_are_not() {
        let broken = "<!-- {\"@type\": \"Article\", \"headline\": \"Bridge\n\treopens\"}; -->";
        assert_eq!(read_all(broken).title.as_deref(), Some("Bridge reopens"));
        assert_eq!(read_all("{\"@type\": \"Article\", \"headline\": \"Bridge").title, None);
    }

    #[test]
    fn hostile_data_is_soon_read() {
        let deep = "[{\"@graph\":".repeat(100_000);
        assert_eq!(read_all(&deep).title, None);
        let wide = format!("[{}0]", "{\"@type\":\"ClaimReview\"},".repeat(40_000));
        assert_eq!(read_all(&wide).claim_reviews.len(), MOST_REVIEWS);
        let huge = format!("{{\"@type\":\"Article\",\"headline\":\"{}\"}}", "x".repeat(LONGEST));
        assert_eq!(read_all(&huge).title, None);
    }
}
