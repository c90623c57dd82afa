use std::ops::Range;

use super::class_hints::{ClassHints, Hint, each_word};
use super::elements::is_hidden;
use super::names::{names, names_of};
use super::tokens::Tag;
use super::tree::{Item, Tree};
use crate::text::read::content::{Found, line};

/// How long the words are in which names are looked for, in bytes.
const LONGEST: usize = 300;

/// How many pieces of a page an element for names has at most that are looked at.
const MOST_ITEMS: usize = 200;

/// Who wrote the article, as a page shows it: what stands in the first element that is for it, or in
/// a line that starts as one does, near the text.
pub(super) fn byline(tree: &Tree, region: &Region) -> Option<Found> {
    let mut best: Option<(Kind, Found)> = None;
    let mut at = 0;
    while at < tree.nodes.len() {
        if region.is_around(tree, at) {
            at = tree.nodes[at].end;
            continue;
        }
        let Some(kind) = kind(&tree.nodes[at].tag).filter(|_| region.has(at)) else {
            at += 1;
            continue;
        };
        if best.as_ref().is_some_and(|(found, _)| *found >= kind) {
            at += 1;
            continue;
        }
        let parts = parts(tree, at);
        if let Some(name) = names(&parts) {
            let place = place_of(&tree.nodes[at].tag);
            best = Some((kind, Found::new(&name, &place).in_words(&parts.join(" "))));
        }
        at += 1;
    }
    best.map(|(_, found)| found)
        .or_else(|| line_of(tree, region))
        .or_else(|| linked(tree, region, |tag, _| kind(tag) == Some(Kind::Marked)))
        .or_else(|| {
            linked(tree, region, |tag, names| {
                author_of_page(tag).is_some_and(|page| page == slug(names))
            })
        })
}

/// The author that elements of this kind name, if they all name the same one. On a page that links to
/// articles by other people they name several.
fn linked(tree: &Tree, region: &Region, is: impl Fn(&Tag, &str) -> bool) -> Option<Found> {
    let mut found: Option<Found> = None;
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        if region.is_around(tree, at) {
            at = node.end;
            continue;
        }
        let is_link = kind(&node.tag) == Some(Kind::Marked) || node.tag.is("a");
        let parts = if is_link { parts(tree, at) } else { Vec::new() };
        if let Some(names) = names(&parts).filter(|names| is(&node.tag, names)) {
            if found.as_ref().is_some_and(|found| found.said != names) {
                return None;
            }
            found.get_or_insert_with(|| {
                Found::new(&names, &place_of(&node.tag)).in_words(&parts.join(" "))
            });
        }
        at += 1;
    }
    found
}

/// The last part of an address that leads to the page of an author: `ana-silva` of
/// `https://mail.example/staff/ana-silva/`.
fn author_of_page(tag: &Tag) -> Option<String> {
    const FOLDERS: [&str; 10] = [
        "author",
        "authors",
        "autor",
        "auteur",
        "by",
        "contributor",
        "contributors",
        "editors",
        "reporters",
        "staff",
    ];
    let address = tag.is("a").then(|| tag.attribute("href")).flatten()?;
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let (folders, last) = path.rsplit_once('/')?;
    let is_folder = |name: &str| FOLDERS.contains(&name.to_ascii_lowercase().as_str());
    folders.rsplit('/').take(2).any(is_folder).then(|| last.to_lowercase())
}

/// A name as addresses have it.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// An element as its tag has it, but for what does not tell it apart: `<a rel=author>`.
pub(super) fn place_of(tag: &Tag) -> String {
    const LONGEST: usize = 60;
    let told = ["itemprop", "rel", "property", "class", "id", "data-testid"];
    let name = tag.name().bytes().to_ascii_lowercase();
    let mut place = format!("<{}", String::from_utf8_lossy(&name));
    let found = told.iter().find_map(|name| Some((*name, line(&tag.attribute(name)?)?)));
    if let Some((name, value)) = found {
        let value: String = value.chars().take(LONGEST).collect();
        let quote = if value.contains(' ') { "\"" } else { "" };
        place += &format!(" {name}={quote}{value}{quote}");
    }
    place + ">"
}

/// What in a page belongs to its article, and what to others.
pub(super) struct Region {
    /// The nodes from the headline, or what is above it, to the end of the text.
    pub(super) nodes: Range<usize>,
    /// The headline, if it is known.
    pub(super) headline: Option<usize>,
    /// The first node of the text.
    pub(super) text: usize,
}

impl Region {
    fn has(&self, node: usize) -> bool {
        self.nodes.contains(&node)
    }

    /// Whether what is in this node speaks of something else: another article, a photograph, what
    /// readers say.
    pub(super) fn is_around(&self, tree: &Tree, node: usize) -> bool {
        let tag = &tree.nodes[node].tag;
        let name = tag.name();
        let is_own = tree.is_in(self.text, node)
            || self.headline.is_some_and(|headline| tree.is_in(headline, node));
        // A page as a whole may have any name.
        let is_page = is_own || tree.nodes[node].end - node > tree.nodes.len() / 2;
        // The text may start above the element that has most of it, with its standfirst.
        let is_most = (tree.nodes[node].end - node) * 2 > self.nodes.len();
        match name.bytes() {
            b"article" => !is_own && !is_most && node > self.nodes.start,
            b"blockquote" | b"figcaption" | b"figure" | b"form" | b"footer" => !is_page,
            b"aside" | b"nav" => {
                !is_page && (!self.has(node) || ClassHints::of(tag).apart == Hint::Strong)
            }
            _ => !is_page && ClassHints::of(tag).apart == Hint::Strong,
        }
    }
}

/// How much an element says that names are in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Its name has `author` in it.
    Author,
    /// Its name is a byline.
    Byline,
    /// It says so to machines.
    Marked,
}

fn kind(tag: &Tag) -> Option<Kind> {
    let mut kind = tag.is("address").then_some(Kind::Author);
    for (name, value) in tag.sources() {
        let found = match name.to_ascii_lowercase().as_str() {
            "itemprop" | "rel" | "property" => value
                .split_ascii_whitespace()
                .any(|word| word.eq_ignore_ascii_case("author"))
                .then_some(Kind::Marked),
            "class" | "id" | "data-testid" => {
                let (mut found, mut before) = (None, String::new());
                each_word(value, |word| {
                    let word = word.to_ascii_lowercase();
                    let said = match word.as_str() {
                        "authorname" | "byline" | "bylines" | "storybyline" => Some(Kind::Byline),
                        "name" if before == "author" => Some(Kind::Byline),
                        "author" | "authors" | "writer" | "autor" | "contributor"
                        | "contributors" => Some(Kind::Author),
                        _ => None,
                    };
                    found = found.max(said);
                    before = word;
                });
                found
            }
            _ => None,
        };
        kind = kind.max(found);
    }
    kind
}

/// The words in a node, those of each element by themselves.
fn parts(tree: &Tree, node: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut last = None;
    let mut length = 0;
    for item in tree.items[tree.nodes[node].start..].iter().take(MOST_ITEMS) {
        match *item {
            Item::Words { node: at, .. } if !tree.is_in(at, node) => break,
            Item::Words { node: at, words, is_linked, .. } => {
                let is_shown = !is_hidden(tree.nodes[at].tag.name().bytes());
                if length > LONGEST {
                    break;
                }
                if !is_shown {
                    continue;
                }
                if last != Some((at, is_linked)) {
                    parts.push(String::new());
                    last = Some((at, is_linked));
                }
                let Some(part) = parts.last_mut() else { continue };
                words.read(|said, _| part.push_str(said));
                length += words.source.len();
            }
            Item::Break | Item::Cell | Item::Edge => {
                // An edge after the last words of the node is the first of what follows it.
                if length > 0 {
                    parts.push(String::new());
                    last = None;
                }
            }
        }
    }
    parts
}

/// A line of its own between the headline and the text, that starts as bylines do.
fn line_of(tree: &Tree, region: &Region) -> Option<Found> {
    const FURTHEST: usize = 2000;
    let mut words = String::new();
    let start = tree.nodes[region.nodes.start].start;
    let is_edge = |item: &Item| matches!(item, Item::Break | Item::Edge);
    for item in tree.items[start..].iter().take(FURTHEST) {
        match *item {
            Item::Words { node, words: said, .. } => {
                if node >= region.nodes.end {
                    break;
                }
                let is_shown = !is_hidden(tree.nodes[node].tag.name().bytes());
                if is_shown && words.len() < LONGEST {
                    said.read(|part, _| words.push_str(part));
                }
                if node > region.text && words.len() > 100 {
                    break;
                }
            }
            Item::Cell => words.push(' '),
            Item::Break | Item::Edge => {}
        }
        if is_edge(item) {
            if let Some(name) = labelled(&words) {
                return Some(name);
            }
            words.clear();
        }
    }
    labelled(&words)
}

/// The names in a line that starts with `By`.
fn labelled(words: &str) -> Option<Found> {
    const STARTS: [&str; 9] =
        ["By ", "BY ", "By: ", "Par ", "Por ", "Von ", "Text: ", "Written by ", "Автор: "];
    const LINE: usize = 100;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_line = words.len() <= LINE && STARTS.iter().any(|start| words.starts_with(start));
    let names = names_of(&words).filter(|_| is_line && !words.ends_with(['.', '!', '?']))?;
    // `By Friday` is no name, and a name alone after it has two words.
    let found = || Found::new(&names, "a line near the text").in_words(&words);
    names.contains(' ').then(found)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::tokens::tokens;
    use super::super::tree::Growing;
    use super::*;

    /// A page, and the region of its article: all of it, with the text in the element `t`.
    pub(in super::super) fn page(html: &str) -> (Tree<'_>, Region) {
        let mut tree = Growing::default();
        tokens(html).for_each(|piece| tree.add(piece));
        let tree = tree.finish().unwrap();
        let is_text = |node: &usize| tree.nodes[*node].tag.attribute("id").as_deref() == Some("t");
        let text = (0..tree.nodes.len()).find(is_text).unwrap_or(0);
        let region = Region { headline: None, nodes: 0..tree.nodes.len(), text };
        (tree, region)
    }

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let (tree, region) = page(html);
        let found = byline(&tree, &region).map(|found| found.said);
        assert_eq!(found.as_deref(), expected, "{html}");
    }

    #[test]
    fn a_byline_is_the_content_of_its_element() {
        check("<p class=article-byline>By <b>Ana</b>\n Silva</p><p>x", Some("Ana Silva"));
        check("<div><a rel=author href=/ana>Ana Silva</a> wrote</div>", Some("Ana Silva"));
        check("<p itemprop='author creator'>By <span>Ana Silva</span></p>", Some("Ana Silva"));
        check("<div class=authorName>Ana Silva", Some("Ana Silva"));
        check("<div class=post__author>Ana Silva</div>", Some("Ana Silva"));
    }

    #[test]
    fn a_trade_or_a_date_beside_a_name_is_no_part_of_it() {
        check("<p class=byline><i>By Ana Silva</i><span>Water writer</span>", Some("Ana Silva"));
        check("<p class=byline>By <a href=/a>Ana Silva</a> 6 May 2025<p>x", Some("Ana Silva"));
    }

    #[test]
    fn a_line_near_the_text_may_be_one() {
        check("<h1>Bridge</h1><p class=meta>By Ana Silva</p><p id=t>x", Some("Ana Silva"));
        check("<h1>Bridge</h1><p>By Friday it was open.</p><p id=t>x", None);
    }

    #[test]
    fn those_of_photographs_readers_and_other_articles_are_none() {
        check("<figure><p itemprop=author>Bo Lind</p></figure><p>x<p>y<p>z<p>a", None);
        check(
            "<article><p id=t>x</article><article><p class=byline>Bo Lind</article><p>y<p>z<p>a",
            None,
        );
        check("<div class=comments><p class=byline>Ana Silva</p></div><p>x<p>y<p>z<p>a", None);
        check("<form><p class=byline>Ana Silva</form><p>x<p>y<p>z<p>a", None);
    }

    #[test]
    fn the_text_may_start_above_its_article() {
        let html = "<main><p id=t>In short, it is open.</p><article><p class=byline>Ana Silva</p>\
                    <p>x<p>y<p>z<p>a</article></main>";
        let (tree, mut region) = page(html);
        region.nodes.start = region.text;
        assert_eq!(byline(&tree, &region).map(|found| found.said).as_deref(), Some("Ana Silva"));
    }

    #[test]
    fn links_to_the_one_author_are_believed_wherever_they_stand() {
        let story = "<div id=t><p>x<p>y<p>z<p>a</div>";
        let (marked, other) = (
            "<i><a rel=author href=/7>Ana Silva</a></i>",
            "<i><a rel=author href=/8>Bo Lind</a></i>",
        );
        let own = "<i><a href=https://mail.example/staff/ana-silva/>Ana Silva</a></i>";
        let check = |html: &str, expected: Option<&str>| {
            let (tree, mut region) = page(html);
            region.nodes = region.text..tree.nodes[region.text].end;
            let found = byline(&tree, &region).map(|found| found.said);
            assert_eq!(found.as_deref(), expected, "{html}");
        };
        check(&format!("{marked}{story}{marked}"), Some("Ana Silva"));
        check(&format!("{marked}{story}{other}"), None);
        check(&format!("{own}{story}"), Some("Ana Silva"));
        check(&format!("<i><a href=/staff/all>Our Staff</a></i>{story}"), None);
        check(&format!("<i><a href=/people/ana-silva>Ana Silva</a></i>{story}"), None);
    }

    #[test]
    fn text_that_cannot_be_a_name_is_not_a_byline() {
        check("<p class=byline>12 March 2024</p><p class=byline>Ana Silva", Some("Ana Silva"));
        check("<p class=byline>She has written for us since the bridge was built.", None);
        check("<p>Ana Silva", None);
    }
}
