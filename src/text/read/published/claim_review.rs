//! schema.org `ClaimReview`: in the scripts of a page, in a file, in a list, in a graph, in a feed.

use std::collections::HashMap;

use super::json::{Json, bare, mended};
use super::row::{BadRow, Lines, PublishedRow, Row, named, said};
use crate::domain::PublishedFactCheck;
use crate::text::read::html::{Described, Script, microdata, scripts};

/// How deep an object may stand in others.
const DEEPEST: usize = 32;

/// The reviews in a file of JSON.
pub(super) fn of_file(text: &str) -> Result<Vec<Row>, serde_json::Error> {
    let mut found = Found::new(text);
    found.read(text, Some(0))?;
    Ok(found.rows)
}

/// The reviews in the scripts of a page, and those that the attributes of its elements describe.
pub(super) fn of_page(html: &str) -> Vec<Row> {
    let mut found = Found::new(html);
    for Script { at, source } in scripts(html) {
        if let Err(error) = found.read(source, Some(at))
            && !bare(source).is_empty()
        {
            let line = found.lines.of(at, html);
            let why = format!("a script of data is not JSON: {error}");
            found.rows.push(Err(BadRow::new(line, why)));
        }
    }
    for Described { at, thing } in microdata(html) {
        let thing = thing.to_string();
        let Ok(value) = Json::read(&thing) else { continue };
        found.take_at(at, value, &thing);
    }
    found.rows
}

struct Found<'t> {
    file: &'t str,
    lines: Lines,
    reviews: u64,
    rows: Vec<Row>,
}

impl<'t> Found<'t> {
    fn new(file: &'t str) -> Self {
        Self { file, lines: Lines::default(), reviews: 0, rows: Vec::new() }
    }

    /// Read what is JSON, or nearly so. `at` is where it stands in the file.
    fn read(&mut self, script: &str, at: Option<usize>) -> Result<(), serde_json::Error> {
        let json = bare(script);
        let inner = json.as_ptr().addr() - script.as_ptr().addr();
        let at = at.map(|at| at + inner);
        let error = match Json::read(json) {
            Ok(value) => {
                self.take(value, json, at);
                return Ok(());
            }
            Err(error) => error,
        };
        let mended = mended(json);
        if let Ok(value) = Json::read(&mended) {
            self.take(value, &mended, at);
            return Ok(());
        }
        // What is spelled otherwise throughout is found again by its first line alone.
        let spelled = spelled_out(&mended);
        let value = Json::read(&spelled).map_err(|_| error)?;
        self.take_at(at.unwrap_or_default(), value, &spelled);
        Ok(())
    }

    /// Take the reviews in a value whose text is not that of the file, but stands for what is there.
    fn take_at(&mut self, at: usize, value: Json<'_>, text: &str) {
        let before = self.rows.len();
        self.take(value, text, None);
        let line = self.lines.of(at, self.file);
        for row in &mut self.rows[before..] {
            match row {
                Ok(row) => row.line = line,
                Err(bad) => bad.line = line,
            }
        }
    }

    /// Take the reviews in a value, which stands in a text, which stands in the file.
    fn take(&mut self, value: Json<'_>, text: &str, at: Option<usize>) {
        let mut reviews = Vec::new();
        let mut names = HashMap::new();
        collect(value, 0, &mut reviews, &mut names);
        for review in reviews {
            let place = |value: Json<'_>| {
                let place = value.place_in(text)?;
                Some(at? + place.start..at? + place.end)
            };
            let line = place(review).map_or(1, |place| self.lines.of(place.start, self.file));
            let claim = review.get("claimReviewed");
            let stands = claim.and_then(first).and_then(place);
            let claim = claim.and_then(text_of).unwrap_or_default();
            let check = check(review, &claim, &names);
            let row = PublishedRow {
                claimant: check.claimant.clone(),
                checks: vec![check],
                claim,
                line,
                stands,
                ..PublishedRow::default()
            };
            self.reviews += 1;
            self.rows.push(row.checked("no `claimReviewed`").map_err(|bad| bad.at(self.reviews)));
        }
    }
}

/// The reviews in a value, in their order; and what its things with an `@id` are called.
fn collect<'t>(
    value: Json<'t>,
    depth: usize,
    reviews: &mut Vec<Json<'t>>,
    names: &mut HashMap<String, String>,
) {
    if depth > DEEPEST {
        return;
    }
    if value.is_array() {
        for item in value.items() {
            collect(item, depth + 1, reviews, names);
        }
        return;
    }
    let members = value.members();
    let member = |name: &str| members.iter().rfind(|(known, _)| known == name).map(|of| of.1);
    if let (Some(id), Some(name)) =
        (member("@id").and_then(Json::said), member("name").and_then(names_of))
    {
        names.entry(id).or_insert(name);
    }
    if member("@type").is_some_and(is_review) {
        reviews.push(value);
        return;
    }
    for (_, inner) in members {
        collect(inner, depth + 1, reviews, names);
    }
}

fn is_review(types: Json<'_>) -> bool {
    let is = |name: &Json<'_>| {
        let name = name.said().unwrap_or_default();
        name.rsplit(['/', ':', '#']).next() == Some("ClaimReview")
    };
    types.each().iter().any(is)
}

fn check(review: Json<'_>, claim: &str, names: &HashMap<String, String>) -> PublishedFactCheck {
    let text = |name: &str| review.get(name).and_then(text_of);
    let line = |name: &str| text(name).as_deref().and_then(named);
    let rating = review.get("reviewRating").and_then(first);
    let rated = |name: &str| rating?.get(name).and_then(text_of);
    let item = review.get("itemReviewed").and_then(first);
    let known = |value: Json<'_>| {
        names_of(value).or_else(|| {
            let ids = value.each().into_iter().filter_map(|one| one.get("@id")?.said());
            let found: Vec<String> = ids.filter_map(|id| names.get(&id).cloned()).collect();
            named(&found.join(", "))
        })
    };
    let address = |value: Json<'_>| value.get("url").and_then(text_of);
    let who = |of: Json<'_>, name: &str| {
        let value = of.get(name)?;
        known(value).or_else(|| address(first(value)?).as_deref().and_then(named))
    };
    let places = |name: &str| {
        let places = item.and_then(|item| item.get(name)).map(Json::each).unwrap_or_default();
        let place = |place: Json<'_>| place.said().or_else(|| address(place));
        places.into_iter().filter_map(place).filter_map(|place| named(&place)).collect::<Vec<_>>()
    };
    let mut appearances = places("firstAppearance");
    for place in places("appearance") {
        if !appearances.contains(&place) {
            appearances.push(place);
        }
    }
    let author = who(review, "author");
    let publisher = who(review, "publisher").filter(|name| Some(name) != author.as_ref());
    PublishedFactCheck {
        appearances,
        author,
        best_rating: rated("bestRating"),
        claim: Some(claim.to_owned()),
        claimed: item.and_then(|item| item.get("datePublished")).and_then(text_of),
        claimant: item.and_then(|item| who(item, "author")),
        explanation: rated("ratingExplanation"),
        published: line("datePublished"),
        publisher,
        rating: rated("ratingValue"),
        title: line("headline").or_else(|| line("name")),
        url: text("url"),
        verdict: rated("alternateName").or_else(|| rated("name")),
        worst_rating: rated("worstRating"),
    }
}

/// The value, or the first of several.
fn first(value: Json<'_>) -> Option<Json<'_>> {
    value.each().into_iter().next()
}

/// What a value says.
fn text_of(value: Json<'_>) -> Option<String> {
    let value = first(value)?;
    let text = if value.is_object() { value.get("@value")?.said() } else { value.said() };
    said(&text?)
}

/// The names of people and organisations, with commas between them.
pub(super) fn names_of(value: Json<'_>) -> Option<String> {
    names_within(value, 0)
}

fn names_within(value: Json<'_>, depth: usize) -> Option<String> {
    const MOST: usize = 20;
    /// A name in several languages is an object, too. Deeper ones are none.
    const DEEPEST: usize = 4;
    let name = |one: Json<'_>| {
        if one.is_object() && depth < DEEPEST {
            one.get("name").and_then(|name| names_within(name, depth + 1))
        } else {
            one.said().as_deref().and_then(named)
        }
    };
    let names: Vec<String> = value.each().into_iter().filter_map(name).take(MOST).collect();
    named(&names.join(", "))
}

/// JSON whose quotation marks are written as references of HTML, or with escapes that JSON has not.
fn spelled_out(json: &str) -> String {
    let mut spelled = json.to_owned();
    if !json.contains('"') && json.contains("&quot;") {
        spelled = spelled.replace("&quot;", "\"").replace("&amp;", "&");
    }
    let mut out = String::with_capacity(spelled.len());
    let mut letters = spelled.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some(known @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                out.push('\\');
                out.push(known);
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEW: &str = r#"{"@type": "ClaimReview", "claimReviewed": "The dam cost 41 million.",
        "url": "https://veldmark-check.example/1", "datePublished": "2024-02-01 10:30",
        "author": {"@type": "Organization", "name": "Veldmark Check"},
        "itemReviewed": {"@type": "Claim", "datePublished": "2024-01-30",
            "author": [{"name": "Rosa Ilvane"}, {"name": "Tor Anders"}],
            "appearance": ["https://a.example", {"url": "https://b.example"}]},
        "reviewRating": {"ratingValue": 1, "bestRating": "5", "worstRating": 1,
            "alternateName": "False"}}"#;

    fn found(text: &str) -> Vec<Row> {
        of_file(text).unwrap()
    }

    #[track_caller]
    fn check_claims(rows: &[Row], expected: &[&str]) {
        let claims: Vec<&str> = rows.iter().flatten().map(|row| row.claim.as_str()).collect();
        assert_eq!(claims, expected);
    }

    #[test]
    fn a_review_says_who_claimed_what_and_what_others_found() {
        let rows = found(REVIEW);
        let [Ok(row)] = rows.as_slice() else { panic!("{rows:?}") };
        let text = |said: &str| Some(said.to_owned());
        let check = PublishedFactCheck {
            appearances: vec!["https://a.example".into(), "https://b.example".into()],
            author: text("Veldmark Check"),
            best_rating: text("5"),
            claim: text("The dam cost 41 million."),
            claimed: text("2024-01-30"),
            claimant: text("Rosa Ilvane, Tor Anders"),
            published: text("2024-02-01 10:30"),
            rating: text("1"),
            url: text("https://veldmark-check.example/1"),
            verdict: text("False"),
            worst_rating: text("1"),
            ..PublishedFactCheck::default()
        };
        assert_eq!(row.checks, [check]);
        assert_eq!(row.claimant, text("Rosa Ilvane, Tor Anders"));
        assert_eq!(&REVIEW[row.stands.clone().unwrap()], "The dam cost 41 million.");
    }

    #[test]
    fn reviews_are_found_wherever_they_stand() {
        let one = "The dam cost 41 million.";
        check_claims(&found(&format!("[{REVIEW}, {REVIEW}]")), &[one, one]);
        check_claims(
            &found(&format!("{{\"@graph\": [{{\"@type\": \"WebSite\"}}, {REVIEW}]}}")),
            &[one],
        );
        let feed = format!(
            "{{\"@type\": \"DataFeed\", \"dataFeedElement\": [{{\"@type\": \"DataFeedItem\", \
             \"item\": [{REVIEW}]}}, {{\"item\": {REVIEW}}}]}}"
        );
        check_claims(&found(&feed), &[one, one]);
        let typed =
            REVIEW.replace("\"ClaimReview\"", "[\"Review\", \"https://schema.org/ClaimReview\"]");
        check_claims(&found(&typed), &[one]);
        check_claims(&found(&REVIEW.replace("ClaimReview\"", "Review\"")), &[]);
        let deep = format!("{}{REVIEW}{}", "[".repeat(40), "]".repeat(40));
        check_claims(&found(&deep), &[]);
        check_claims(&found(&format!("{}{}", "[".repeat(9000), "]".repeat(9000))), &[]);
    }

    #[test]
    fn a_person_of_the_graph_is_known_by_the_id() {
        let text = "{\"@graph\": [{\"@type\": \"ClaimReview\", \"claimReviewed\": \"It leaks.\", \
            \"author\": {\"@id\": \"#ana\"}, \"publisher\": {\"@id\": \"#desk\"}}, \
            {\"@id\": \"#ana\", \"name\": \"Ana Roth\"}, {\"@id\": \"#desk\", \"name\": \"The Desk\"}]}";
        let rows = found(text);
        let check = &rows[0].as_ref().unwrap().checks[0];
        assert_eq!(check.author.as_deref(), Some("Ana Roth"));
        assert_eq!(check.publisher.as_deref(), Some("The Desk"));
        assert_eq!(check.stance(), crate::domain::Stance::Context);
    }

    #[test]
    fn pages_have_several_scripts_and_broken_ones() {
        let broken = REVIEW.replace("41 million.", "41\n million.").replace("}}", "},\n}");
        let coded = REVIEW.replace('"', "&quot;");
        let odd = REVIEW.replace("The dam", r"The dam\'s gate");
        let page = format!(
            "<html><script type='application/ld+json'>//<![CDATA[\n{broken}\n//]]></script>\n\
             <script>{REVIEW}</script>\n<script type=application/ld+json>{coded}</script>\n\
             <script type=application/ld+json>{odd}</script>\n\
             <script type=application/ld+json>{{\"@type\": \"ClaimReview\", claimReviewed}}</script>"
        );
        let rows = of_page(&page);
        check_claims(
            &rows,
            &[
                "The dam cost 41  million.",
                "The dam cost 41 million.",
                "The dam's gate cost 41 million.",
            ],
        );
        let Err(BadRow { why, .. }) = &rows[3] else { panic!("{rows:?}") };
        assert!(why.starts_with("a script of data is not JSON: "), "{why}");
        let lines: Vec<u64> = rows.iter().flatten().map(|row| row.line).collect();
        assert_eq!(lines, [2, 21, 29]);
    }

    #[test]
    fn reviews_in_the_attributes_of_elements_are_found() {
        let page = "<title>x</title>\n<div itemscope itemtype='http://schema.org/ClaimReview'>\n\
            <h1 itemprop=claimReviewed>The dam leaks.</h1><link itemprop=url href='https://a.example'>\
            <span itemprop=author itemscope itemtype=http://schema.org/Organization>\
            <b itemprop=name>Veldmark Check</b></span><div itemprop=itemReviewed itemscope>\
            <p itemprop=author itemscope><i itemprop=name>Rosa Ilvane</i></p></div>\
            <p itemprop=reviewRating itemscope><meta itemprop=ratingValue content=1>\
            <i itemprop=alternateName>False</i></p></div><div itemscope itemtype=Review></div>";
        let rows = of_page(page);
        let [Ok(row)] = rows.as_slice() else { panic!("{rows:?}") };
        let check = &row.checks[0];
        let said = [&check.author, &check.claimant, &check.url, &check.rating, &check.verdict];
        let said = said.map(|said| said.as_deref().unwrap_or("-"));
        assert_eq!(said, ["Veldmark Check", "Rosa Ilvane", "https://a.example", "1", "False"]);
        assert_eq!((row.line, row.claim.as_str()), (2, "The dam leaks."));
    }

    #[test]
    fn a_review_without_a_claim_is_named_by_its_line() {
        let text = "[\n{\"@type\": \"ClaimReview\", \"claimReviewed\": \" \\u200b \"},\n\
                    {\"@type\": \"ClaimReview\", \"claimReviewed\": \"a\\u0000b\"}]";
        let why = |line, why: &str| Err(BadRow::new(line, why.to_owned()).at(line - 1));
        assert_eq!(
            found(text),
            [
                why(2, "it has no claim: no `claimReviewed`"),
                why(3, "its claim has a NUL character"),
            ]
        );
    }
}
