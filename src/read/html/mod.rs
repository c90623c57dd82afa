//! Web pages: the article among all that a page has around it.

mod flat;
mod head;
pub(super) mod names;
pub(super) mod pieces;
mod weight;

use std::panic::catch_unwind;

use dom_smoothie::{Article, Readability};
use flat::{Surroundings, flat};

use super::Content;

pub(super) fn read(html: &str) -> Content {
    let head = head::head(html);
    let Some(article) = extract(html) else {
        return Content { text: all_text(html), ..head };
    };
    let title = without_site(&article.title, article.site_name.as_deref());
    Content {
        title: Some(title.to_owned()).filter(|title| !title.is_empty()).or(head.title),
        text: main_text(html, &article.content),
        byline: article.byline.or(head.byline),
        language: article.lang.or(head.language),
        published: article.published_time.or(head.published),
        url: head.url,
    }
}

/// The article of a page, if it can be told from the rest.
fn extract(html: &str) -> Option<Article> {
    if weight::is_too_heavy(html) {
        return None;
    }
    // The page was written by anybody, and the extraction by others. Should it ever panic, the
    // page still has its words.
    catch_unwind(|| Readability::from(html).parse().ok()).ok().flatten()
}

/// The text of an article's own HTML, unless next to nothing of the page was taken for it.
fn main_text(html: &str, article: &str) -> String {
    const SHORT: usize = 250;
    const LITTLE: usize = 4;
    // Words come from the HTML of the extraction: its own text glues those of two blocks together.
    let main = flat(article, Surroundings::Skipped);
    if main.len() < SHORT {
        let all = all_text(html);
        if main.len() < all.len() / LITTLE {
            return all;
        }
    }
    main
}

/// The text of the page without what stands around its article, or with it if that is all it has.
fn all_text(html: &str) -> String {
    let text = flat(html, Surroundings::Skipped);
    if text.is_empty() { flat(html, Surroundings::Kept) } else { text }
}

/// The title without the name of the site at its end.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const SEPARATORS: [char; 8] = [' ', '|', '-', '–', '—', '•', '·', ':'];
    let title = title.trim();
    match site.and_then(|site| title.strip_suffix(site.trim())) {
        Some(rest) if rest.ends_with(SEPARATORS) => rest.trim_end_matches(SEPARATORS),
        Some(_) | None => title,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Long enough that an extraction is content with what it found at first.
    const STORY: [&str; 6] = [
        "The bridge over the river was opened to cars on Tuesday, after four years of works.",
        "It cost six million, said the mayor, who crossed it first, and on foot, in the rain.",
        "Trucks will have to wait until spring, when the ramps on the left bank are finished.",
        "Some 41,000 cars crossed the old bridge each day, by the count of the city in 2019.",
        "The works took two years longer than planned, since a pier was found to be hollow.",
        "The mayor, asked about the cost, said that a new bridge would have been ten times it.",
    ];

    fn page(title: &str, around: &str) -> String {
        let story = STORY.map(|words| format!("<p>{words}</p>")).concat();
        format!(
            "<!doctype html><html lang=en><head><title>{title}</title>\
             <meta property=og:site_name content='The Herald'>\
             <script>var no = '<p>' + 1 < 2</script></head><body>\
             <nav><a href=/>Home</a> <a href=/s>Sport</a></nav>\
             <article><h1>Bridge opens to cars again</h1>{story}{around}</article>\
             <footer>All rights reserved</footer></body></html>"
        )
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(read(html).text, expected);
    }

    #[test]
    fn the_story_is_read_and_what_stands_around_it_is_not() {
        let around = "<div class=share-bar><a href=/f>Share</a> <a href=/t>Post</a></div>\
            <div id=comments><form action=/c><label>Your comment</label><textarea>no</textarea>\
            <button>Send</button></form></div><aside>Read more</aside>";
        check(&page("Bridge opens to cars again", around), &STORY.join("\n\n"));
    }

    #[test]
    fn the_title_is_the_headline_alone() {
        for title in ["", " | The Herald", " - The Herald", " – The Herald"] {
            let page = page(&format!("Bridge opens to cars again{title}"), "");
            assert_eq!(read(&page).title.as_deref(), Some("Bridge opens to cars again"));
        }
    }

    #[test]
    fn a_title_may_end_like_its_site() {
        assert_eq!(without_site("Who reads The Herald", Some("Herald")), "Who reads The");
        assert_eq!(without_site("Who reads TheHerald", Some("Herald")), "Who reads TheHerald");
    }

    #[test]
    fn a_page_with_next_to_no_article_is_read_whole() {
        check("<p>The bridge is open.", "The bridge is open.");
        check("<body><form id=aspnet><p>The bridge is open.</p></form>", "The bridge is open.");
        check("<div>Open <b>to</b>day<br>at six</div>", "Open today\nat six");
        check("<nav>Home</nav><ul><li>one<li>two</ul>", "one\n\ntwo");
    }

    #[test]
    fn a_page_too_deep_or_too_large_is_read_without_a_tree() {
        let words = "The bridge is open.";
        check(&format!("{}{words}", "<div>".repeat(100_000)), words);
        check(&format!("{}{words}", "<br>".repeat(1_000_000)), words);
        let heavy = page("Bridge", &"<div>".repeat(1000));
        assert_eq!(read(&heavy).title.as_deref(), Some("Bridge"));
    }

    #[test]
    fn deep_data_about_the_page_is_no_harm() {
        let data = "[{\"@graph\":".repeat(100_000);
        let data = format!("<script type=application/ld+json>{data}</script>");
        check(&page("Bridge opens to cars again", &data), &STORY.join("\n\n"));
    }

    proptest! {
        #[test]
        fn no_word_is_glued_added_or_moved(
            paragraphs in prop::collection::vec("[a-z]{2,8}(,? [a-z]{2,8}){5,30}", 1..8),
            element in prop::sample::select(vec!["p", "div", "li", "blockquote", "h2"]),
        ) {
            let markup = |words: &String| {
                format!("<{element}>{}</{element}>", words.replacen('e', "<b>e</b>", 3))
            };
            let html = paragraphs.iter().map(markup).collect::<Vec<_>>().concat();
            let text = read(&format!("<!doctype html><div>{html}</div>")).text;
            let mut page = paragraphs.iter().flat_map(|words| words.split_whitespace());
            for word in text.split_whitespace().filter(|&word| word != "|") {
                prop_assert!(page.any(|found| found == word), "{word:?} in {text:?}");
            }
        }
    }
}
