//! Web pages: the article among all that a page has around it.
//!
//! The page is cut into [`pieces`], which grow into a [`tree`] of its elements and lines of words.
//! [`signs`] are what the names of elements say of them; with the lengths of paragraphs and of
//! links they tell which element holds the [`article`], and [`trim`] leaves out what else is in
//! it. All of it takes time in proportion to the page, whatever is in it.

mod about;
mod article;
mod blocks;
mod byline;
mod class_hints;
mod credits;
mod doubts;
pub(super) mod elements;
mod flat;
mod head;
mod headline;
mod json_ld;
mod microdata;
mod names;
mod reference;
mod rows;
mod scripts;
mod struck;
mod structure;
pub(super) mod tokens;
mod told_body;
mod tree;
mod trim;
mod when;

use std::collections::HashSet;

pub(super) use microdata::{Described, microdata};
pub(super) use scripts::{Script, scripts};

use about::About;
use article::Article;
use flat::{Surroundings, flat, show};
use head::Head;
use headline::Headline;
use structure::{Lines, is_time};
use tokens::tokens;
use tree::{Growing, Item, Tree};

use super::content::{Content, Found};
use super::text_builder::TextBuilder;
use crate::domain::{Oddity, Structure};
use crate::text::extract::language_tag;

pub(super) fn read(html: &str) -> Content {
    let mut head = Head::default();
    let mut tree = Growing::default();
    for piece in tokens(html) {
        head.see(&piece);
        tree.add(piece);
    }
    let tree = tree.finish();
    let data = head.data();
    let mut about = About { data: &data, head: &head, headline: None, page: None };
    let content = if let Some(tree) = tree.as_ref() {
        let headline = Headline::find(tree, &about.titles());
        let article = Article::find(tree, &headline, about.body());
        about.headline = article.headline(tree, &headline);
        about.page = Some((tree, article.region(tree, &headline)));
        let content = about.content();
        let (text, lines) = text(html, tree, &article, &headline);
        let is_whole = lines.is_none();
        let (text, source) = text.finish();
        let structure = lines.map_or_else(Structure::default, |lines| {
            structure::structure(tree, &article.left_out, &lines, &text, &data.posts)
        });
        let oddities = oddity(html, tree, &text, is_whole).into_iter();
        let oddities = oddities.chain(struck::told(tree, &article.struck)).collect();
        Content { oddities, source, structure, text, ..content }
    } else {
        let (text, source) = all_text(html).finish();
        Content { source, text, ..about.content() }
    };
    let language = content.language.or_else(|| language_of(&content.text));
    Content { claim_reviews: data.claim_reviews, language, ..content }
}

/// The language that the words of a text are in, where the page does not say it.
fn language_of(text: &str) -> Option<Found> {
    const SHORTEST: usize = 200;
    let tag = language_tag(text).filter(|_| text.len() >= SHORTEST)?;
    Some(Found::new(tag, "the words of the text"))
}

/// Whether a person should look at what was taken for the article: most of the text of the page is
/// something else.
fn oddity(html: &str, tree: &Tree, text: &str, is_whole: bool) -> Option<Oddity> {
    /// Of a page of which this part is its text, nobody has to ask where the rest is.
    const ONE_IN: usize = 10;
    /// So much less than the running text of the page is little, and so much less than all it shows
    /// of a text as short as `SHORT`.
    const LITTLE: usize = 4;
    const VERY_LITTLE: u64 = 12;
    const SHORT: u64 = 400;
    /// So much more prose that a page does not show is much, where the text has next to none.
    const HIDDEN: u64 = 3;
    const NEXT_TO_NOTHING: u64 = 200;
    if is_whole {
        return Some(Oddity::Whole);
    }
    let count = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count() as u64;
    let taken = count(text);
    let is_long = text.len() * ONE_IN >= html.len();
    let is_little = !is_long && blocks::running(tree) > LITTLE * blocks::letters(text);
    if is_little || !is_long && taken < SHORT {
        let all = count(&flat(html, Surroundings::Kept).finish().0);
        if is_little || all >= VERY_LITTLE * taken {
            return Some(Oddity::Little { all, taken });
        }
    }
    // A page may hide its story in a script, in an attribute or in a comment.
    let hidden = if taken < NEXT_TO_NOTHING { hidden(html, text) } else { 0 };
    (hidden >= HIDDEN * taken.max(1)).then_some(Oddity::Little { all: taken + hidden, taken })
}

/// How many letters of prose stand between the tags and the quotation marks of a page, and not in this
/// text. What is said twice counts once.
fn hidden(html: &str, text: &str) -> u64 {
    const SHORTEST: usize = 60;
    const FEWEST: usize = 8;
    const START: usize = 30;
    let mut seen = HashSet::new();
    let mut letters = 0;
    for part in html.split(['<', '>', '"', '`']).filter(|part| part.len() >= SHORTEST) {
        let code = |byte: &u8| matches!(byte, b'{' | b'}' | b'=' | b';' | b'|' | b'_' | b'[');
        let is_prose = part.split_ascii_whitespace().nth(FEWEST).is_some()
            && part.bytes().filter(code).count() * 40 < part.len();
        let start: String = part.trim_start().chars().take(START).collect();
        if is_prose && !text.contains(&start) && seen.insert(start) {
            letters += part.chars().filter(|letter| !letter.is_whitespace()).count() as u64;
        }
    }
    letters
}

/// The text of the article and its lines; or that of the whole page, if next to nothing of it was taken
/// for the article.
fn text(
    html: &str,
    tree: &Tree,
    article: &Article,
    headline: &Headline,
) -> (TextBuilder, Option<Lines>) {
    const SHORT: usize = 250;
    const LITTLE: usize = 4;
    let (main, lines, is_sure) = main_text(tree, article, headline);
    if main.length() < SHORT && !is_sure {
        let all = all_text(html);
        if main.length() < all.length() / LITTLE {
            return (all, None);
        }
    }
    (main, Some(lines))
}

/// The text of the article with its lines, and whether there is a paragraph in it.
fn main_text(tree: &Tree, article: &Article, headline: &Headline) -> (TextBuilder, Lines, bool) {
    let (blocks, has_text) = trim::trim(tree, article, headline);
    let mut flow = TextBuilder::default();
    let mut lines = Lines::default();
    for block in blocks {
        flow.paragraph();
        let start = flow.length();
        let mut was_time = false;
        let credit = article.credit(tree, block);
        for item in &tree.items[block.items.clone()] {
            match *item {
                Item::Break => flow.line(),
                Item::Cell => flow.cell(),
                Item::Edge => {}
                Item::Words { node, words, .. } if article.left_out[node] => {
                    // What is struck out within a word parts no words.
                    let is_spaced = words.source.trim() != words.source;
                    if is_spaced || !article.strikes(tree, node) {
                        flow.space();
                    }
                }
                Item::Words { is_preformatted, node, words, .. } => {
                    let before = flow.length();
                    if was_time && words.source.starts_with(char::is_alphanumeric) {
                        flow.space();
                    }
                    match &credit {
                        Some(credit) => credits::show_without(&mut flow, words, credit),
                        None => show(&mut flow, words, is_preformatted),
                    }
                    was_time = is_time(tree, node);
                    if was_time && flow.since(start) == flow.since(before) {
                        lines.times.extend(flow.span_since(before));
                    }
                }
            }
        }
        lines.blocks.extend(flow.span_since(start).map(|span| (span, block.node)));
    }
    (flow, lines, has_text)
}

/// The text of the page without what stands around its article, or with it if that is all it has.
fn all_text(html: &str) -> TextBuilder {
    let text = flat(html, Surroundings::Skipped);
    if text.length() == 0 { flat(html, Surroundings::Kept) } else { text }
}

/// All words of a part of a page.
#[cfg(test)]
pub(super) fn flat_text(html: &str) -> String {
    flat(html, Surroundings::Kept).finish().0
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

    #[test]
    fn a_story_is_read_or_missed_aloud_wherever_a_page_hides_it() {
        let story = STORY.join(" ");
        let paragraphs = STORY.map(|words| format!("<p>{words}</p>")).concat();
        let parts = STORY.map(|words| {
            let parts = words.split(' ').map(|word| format!("<div><span>{word}</span></div> "));
            format!("<div>{}</div>", parts.collect::<String>())
        });
        let wall = "We use cookies to show you advertisements that fit. Accept all or reject all.";
        let links: String =
            (1..40).map(|at| format!("<li><a href=/{at}>Ferry {at} sinks</a></li>")).collect();
        let short = "<h1>Bridge opens</h1><p>Please turn on scripts to read this story.</p>";
        let told = |body: &str| {
            format!(
                "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\
                 \"Bridge opens\",\"articleBody\":\"{body}\"}}</script>"
            )
        };
        for (hidden, body) in [
            ("a script", format!("{short}<script>show(\"{story}\")</script>")),
            ("a modal", format!("<div class='modal overlay popup' role=dialog>{paragraphs}</div>")),
            (
                "a template",
                format!(
                    "{short}<x-story><template shadowrootmode=open>{paragraphs}</template></x-story>"
                ),
            ),
            ("a comment", format!("{short}<!-- {paragraphs} -->")),
            ("tiny parts", parts.concat()),
            ("other data", format!("{}{short}", told(&story))),
            ("an attribute", format!("{short}<div data-story=\"{story}\"></div>")),
            (
                "a wall",
                format!(
                    "<div class=cookie-wall><p>{wall}</p></div><script>later(\"{story}\")</script>"
                ),
            ),
            ("links", format!("<nav><ul>{links}</ul></nav>")),
            ("an empty body", format!("<noscript>{paragraphs}</noscript>")),
        ] {
            let content = read(&format!("<!doctype html><title>Bridge opens</title><body>{body}"));
            let dense = |words: &str| words.split_whitespace().collect::<String>();
            let is_read = STORY.iter().all(|words| dense(&content.text).contains(&dense(words)));
            let is_told = !content.oddities.is_empty() || content.text.is_empty();
            assert!(is_read || is_told, "{hidden}: {}", content.text);
        }
    }

    fn title_of(html: &str) -> Option<String> {
        read(html).title.map(|found| found.said)
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(read(html).text, expected);
    }

    #[test]
    fn the_story_is_read_without_its_surroundings() {
        let around = "<div class=share-bar><a href=/f>Share</a> <a href=/t>Post</a></div>\
            <div id=comments><form action=/c><label>Your comment</label><textarea>no</textarea>\
            <button>Send</button></form></div><aside>Read more</aside>";
        check(&page("Bridge opens to cars again", around), &STORY.join("\n\n"));
    }

    #[track_caller]
    fn check_around(around: &str) {
        check(&page("Bridge opens to cars again", around), &STORY.join("\n\n"));
    }

    #[test]
    fn boilerplate_in_the_body_of_a_story_is_left_out() {
        check_around("<p>Read more: <a href=/t>Trucks wait until spring</a></p>");
        check_around("<p>© 2024 The Herald. All rights reserved.</p><p>Photo: Ana Silva</p>");
        check_around(
            "<div class=author-box><p>Ana Silva has written for this paper about bridges, and \
             about the rivers under them, since 2010.</p></div>",
        );
        check_around("<h3>Most read</h3><ul><li><a href=/a>The other bridge</a></ul>");
        check_around("<figure><img src=x><figcaption>The bridge on Tuesday.</figcaption></figure>");
        check_around(
            "<div id=cookie-notice><p>We use cookies, and so do our partners, to see how often \
             you cross this page.</p></div>",
        );
        check_around("<p class=tags>Filed under <a href=/b>bridges</a></p>");
    }

    #[test]
    fn everything_above_the_story_but_its_lead_is_left_out() {
        let lead = "Four years of works have come to an end on Tuesday, and to a cost that nobody \
            in the city had planned for the bridge over the river.";
        let body = STORY.map(|words| format!("<p>{words}</p>")).concat();
        let page = |lead: &str| {
            format!(
                "<!doctype html><body><div><h1>Bridge opens</h1><p>By Ana Silva</p><p>{lead}</p>\
             <time>Tuesday</time><div class=article-body>{body}</div></div>",
            )
        };
        check(&page("Open at last"), &STORY.join("\n\n"));
        check(&page(lead), &format!("{lead}\n\n{}", STORY.join("\n\n")));
    }

    #[test]
    fn headings_quotations_lists_and_tables_of_a_story_stay() {
        let last =
            "It will pay until 2040, if no other pier is found to be hollow, said the mayor.";
        let more = format!(
            "<h2>Who pays</h2><p>{last}</p><ul><li>Two million for the pier</ul>\
             <blockquote><p>Ten times as much</p></blockquote>\
             <table><tr><th>Year<th>Cars<tr><td>2019<td>41,000</table><p>{last}</p>"
        );
        let text = format!(
            "Who pays\n\n{last}\n\nTwo million for the pier\n\nTen times as much\n\n\
             Year | Cars\n\n2019 | 41,000\n\n{last}"
        );
        check(&page("Bridge", &more), &format!("{}\n\n{text}", STORY.join("\n\n")));
    }

    #[test]
    fn of_several_articles_the_one_with_the_headline_is_read() {
        let other =
            "<p>Another story on the same page, which is as long as any of its paragraphs is.</p>";
        let html = page("Bridge", "").replace(
            "</article>",
            &format!("</article><article><h2>Ferry</h2>{}</article>", other.repeat(9)),
        );
        check(&html, &STORY.join("\n\n"));
    }

    #[test]
    fn names_that_would_leave_out_all_are_not_believed() {
        let html = STORY.map(|words| format!("<div class=slide-caption><p>{words}</p></div>"));
        check(&format!("<!doctype html><h1>Bridge</h1>{}", html.concat()), &STORY.join("\n\n"));
    }

    #[test]
    fn lines_between_breaks_are_paragraphs() {
        let html = STORY.join("<br><br>");
        check(
            &format!("<!doctype html><div><h1>Bridge</h1><div>{html}<br><br>The end</div></div>"),
            &format!("{}\n\nThe end", STORY.join("\n\n")),
        );
    }

    #[test]
    fn the_title_is_the_headline_alone() {
        for title in ["", " | The Herald", " - The Herald", " – The Herald"] {
            let page = page(&format!("Bridge opens to cars again{title}"), "");
            assert_eq!(title_of(&page).as_deref(), Some("Bridge opens to cars again"));
        }
    }

    #[test]
    fn a_page_with_next_to_no_article_is_read_whole() {
        check("<p>The bridge is open.", "The bridge is open.");
        check("<body><form id=aspnet><p>The bridge is open.</p></form>", "The bridge is open.");
        check("<div>Open <b>to</b>day<br>at six</div>", "Open today\nat six");
        check("<nav>Home</nav><ul><li>one<li>two</ul>", "one\n\ntwo");
    }

    #[test]
    fn a_page_of_which_little_was_taken_says_so() {
        let odd = |html: &str| read(html).oddities;
        assert_eq!(odd(&page("Bridge opens to cars again", "")), []);
        let links = "<li><a href=/a>The other bridge</a>".repeat(400);
        let html = format!(
            "<!doctype html><title>Bridge</title><h1>Bridge</h1><p>{}</p><ul>{links}</ul>",
            STORY[0]
        );
        assert_eq!(odd(&html), [Oddity::Little { all: 5674, taken: 68 }]);
    }

    #[test]
    fn a_page_too_deep_or_too_large_is_read_without_a_tree() {
        let words = "The bridge is open.";
        check(&format!("{}{words}", "<div>".repeat(100_000)), words);
        check(&format!("{}{words}", "<br>".repeat(1_000_000)), words);
        let heavy = page("Bridge", &"<div>".repeat(1000));
        assert_eq!(title_of(&heavy).as_deref(), Some("Bridge"));
    }

    #[test]
    fn deeply_nested_page_data_does_no_harm() {
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
