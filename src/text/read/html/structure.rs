//! What the elements of a page say of the lines of its text: which are rows of a table and what names
//! their cells, and which stand in a post with a time of its own.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::class_hints::each_word;
use super::headline::line_in;
use super::json_ld::ToldPost;
use super::rows::{LONGEST, is_header, rows};
use super::tokens::Name;
use super::tree::{Item, Tree};
use crate::domain::{Clock, Structure};
use crate::text::read::content::line;
use crate::text::read::date;

/// Where lines of the text, and the times in them, come from.
#[derive(Default)]
pub(super) struct Lines {
    /// Each with its innermost block.
    pub(super) blocks: Vec<(Range<usize>, usize)>,
    /// The words of times.
    pub(super) times: Vec<Range<usize>>,
}

/// How many elements around a line are looked at.
const FURTHEST: usize = 64;

pub(super) fn structure(
    tree: &Tree,
    left_out: &[bool],
    lines: &Lines,
    text: &str,
    told: &[ToldPost],
) -> Structure {
    let mut structure = Structure::default();
    let mut tables = HashMap::new();
    let posts = Posts::of(tree);
    let mut marked = Vec::new();
    for (span, block) in &lines.blocks {
        let mut is_head = false;
        let (mut cell, mut row) = (None, None);
        let mut is_done = false;
        for node in tree.around(*block).take(FURTHEST) {
            let name = tree.nodes[node].tag.name();
            match name.bytes() {
                _ if is_done => {}
                b"caption" => {
                    structure.captions.push(span.clone());
                    is_done = true;
                }
                b"td" | b"th" => cell = cell.or(Some(node)),
                b"tr" => row = row.or(Some(node)),
                b"table" => {
                    let table = tables.entry(node).or_insert_with(|| rows(tree, left_out, node));
                    if let Some(found) = row.and_then(|row| table.get(&row)) {
                        let is_alone = cell.is_some_and(|cell| is_header(tree, cell));
                        is_head = found.is_head || is_alone;
                        structure.rows.extend(found.heading.clone().map(|is| (span.clone(), is)));
                    }
                    is_done = true;
                }
                _ => {}
            }
        }
        if is_head && span.len() <= LONGEST {
            structure.heads.push(span.clone());
        }
        if let Some(post) = posts.around(tree, *block) {
            marked.push((span.clone(), post));
        }
    }
    let first = marked.first().map(|(_, post)| *post);
    if marked.iter().any(|(_, post)| Some(*post) != first) {
        let mut clocks: HashMap<usize, Option<Arc<Clock>>> = HashMap::new();
        for (span, post) in marked {
            let clock =
                clocks.entry(post).or_insert_with(|| Posts::clock(tree, post).map(Arc::new));
            structure.posts.extend(clock.clone().map(|clock| (span, clock)));
        }
    }
    if structure.posts.is_empty() {
        structure.posts = told_posts(text, told);
    }
    times(&mut structure, lines);
    structure
}

/// The times at the starts of lines of posts are no part of what these say.
fn times(structure: &mut Structure, lines: &Lines) {
    for time in &lines.times {
        let at = structure.posts.partition_point(|(post, _)| post.end <= time.start);
        if structure.posts.get(at).is_some_and(|(post, _)| post.start == time.start) {
            structure.heads.push(time.clone());
        }
    }
    structure.heads.sort_unstable_by_key(|head| (head.start, head.end));
    let mut end = 0;
    structure.heads.retain(|head| {
        let is_apart = head.start >= end;
        end = end.max(head.end);
        is_apart
    });
}

/// The elements of a page that may be posts: those among several of a kind, side by side, each with a
/// time of its own.
struct Posts {
    /// How many such an element has beside it, with itself.
    alike: HashMap<(usize, Name), usize>,
    /// How many times there are in what comes before a node.
    times: Vec<u32>,
}

impl Posts {
    fn of(tree: &Tree) -> Self {
        let mut times = vec![0; tree.nodes.len() + 1];
        for node in 0..tree.nodes.len() {
            times[node + 1] = times[node] + u32::from(is_stamp(tree, node));
        }
        let mut posts = Self { alike: HashMap::new(), times };
        for node in 1..tree.nodes.len() {
            if tree.nodes[node].is_block && posts.has_time(tree, node) {
                let Some(key) = key(tree, node) else { continue };
                *posts.alike.entry(key).or_default() += 1;
            }
        }
        posts
    }

    fn has_time(&self, tree: &Tree, node: usize) -> bool {
        self.times[tree.nodes[node].end] > self.times[node]
    }

    /// The post that a block is in.
    fn around(&self, tree: &Tree, block: usize) -> Option<usize> {
        const FEWEST: usize = 3;
        let is_post = |&node: &usize| {
            self.has_time(tree, node)
                && (is_update(tree, node)
                    || key(tree, node)
                        .is_some_and(|key| self.alike.get(&key).is_some_and(|all| *all >= FEWEST)))
        };
        if self.alike.is_empty() {
            return None;
        }
        tree.around(block).take(FURTHEST).find(is_post)
    }

    /// The first time in a post.
    fn clock(tree: &Tree, post: usize) -> Option<Clock> {
        let time = (post..tree.nodes[post].end).find(|&node| is_stamp(tree, node))?;
        let shown = line_in(tree, time, TIME);
        let tag = &tree.nodes[time].tag;
        let said = tag.attribute("datetime").or_else(|| tag.attribute("content"));
        let at = said.and_then(|said| date::normalised(&said, None));
        let words = shown.or_else(|| at.clone())?;
        Some(Clock { at, words })
    }
}

fn key(tree: &Tree, node: usize) -> Option<(usize, Name)> {
    let name = tree.nodes[node].tag.name();
    let is_kind = matches!(name.bytes(), b"article" | b"section" | b"div" | b"li");
    is_kind.then_some((tree.nodes[node].parent, name))
}

/// In bytes, of the words of a time.
const TIME: usize = 60;

/// Whether an element is for a time, and has one.
pub(super) fn is_time(tree: &Tree, node: usize) -> bool {
    let tag = &tree.nodes[node].tag;
    if tag.is("time") {
        return true;
    }
    let is_named = matches!(tag.name().bytes(), b"span" | b"div" | b"p" | b"a")
        && tag.sources().any(|(name, value)| {
            let mut is_named = false;
            if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("itemprop") {
                each_word(value, |word| {
                    is_named |= ["time", "timestamp", "datetime"]
                        .iter()
                        .any(|it| word.eq_ignore_ascii_case(it));
                });
            }
            is_named
        });
    is_named && {
        let shown = line_in(tree, node, TIME).unwrap_or_default();
        shown.bytes().filter(u8::is_ascii_digit).count() >= 2
    }
}

/// Whether a time says when what is around it was written: no sentence goes on before it, as in `The
/// dam broke on 3 May`.
fn is_stamp(tree: &Tree, time: usize) -> bool {
    /// In bytes: `Posted by Ana Silva at`.
    const BESIDE: usize = 60;
    const FURTHEST: usize = 20;
    if !is_time(tree, time) {
        return false;
    }
    let block = tree.nodes[time].block;
    let is_beside = |item: &&Item| match **item {
        Item::Words { node, .. } => tree.nodes[node].block == block,
        Item::Cell | Item::Break | Item::Edge => false,
    };
    let length = |item: &Item| match *item {
        Item::Words { words, .. } => words.source.trim_ascii_start().len(),
        Item::Cell | Item::Break | Item::Edge => 0,
    };
    let (before, after) = tree.items.split_at(tree.nodes[time].start);
    let before = before.iter().rev().take_while(is_beside).take(FURTHEST);
    let before: usize = before.map(length).sum();
    let after = after.iter().take_while(is_beside).take(FURTHEST);
    let after =
        after.filter(|item| matches!(**item, Item::Words { node, .. } if !tree.is_in(node, time)));
    tree.nodes[time].is_block || before == 0 || before + after.map(length).sum::<usize>() <= BESIDE
}

/// Whether an element says that it is a post of a live blog.
fn is_update(tree: &Tree, node: usize) -> bool {
    tree.nodes[node].tag.attribute("itemprop").is_some_and(|props| {
        props.split_ascii_whitespace().any(|prop| prop.eq_ignore_ascii_case("liveBlogUpdate"))
    })
}

/// The posts that linked data has, where the text has their words.
fn told_posts(text: &str, told: &[ToldPost]) -> Vec<(Range<usize>, Arc<Clock>)> {
    const START: usize = 40;
    let mut posts: Vec<(Range<usize>, Arc<Clock>)> = Vec::new();
    for ToldPost { body, published } in told {
        let Some(words) = line(body) else { continue };
        let Some(published) = line(published).filter(|said| said.len() <= TIME) else { continue };
        let Some((cut, _)) = words.char_indices().nth(START) else { continue };
        // Its first words must stand once, its last ones after them.
        let Some(start) = text.find(&words[..cut]) else { continue };
        let last = words.char_indices().rev().nth(START / 2).map_or(0, |(at, _)| at);
        let most = body.len() * 2 + 200;
        let Some(end) = text[start..].find(&words[last..]) else { continue };
        let end = start + end + words.len() - last;
        if end - start <= most && !text[start + cut..].contains(&words[..cut]) {
            let at = date::normalised(&published, None);
            posts.push((start..end, Arc::new(Clock { at, words: published })));
        }
    }
    posts.sort_unstable_by_key(|(span, _)| span.start);
    let is_apart = posts.windows(2).all(|two| two[0].0.end <= two[1].0.start);
    if is_apart { posts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const TEXT: &str = "<p>The council of Brenford sold the old tannery on Friday, its clerk said to \
        those who had come to hear it.</p>";

    /// Every line between the first and the last, with what is known of it.
    #[track_caller]
    fn check(markup: &str, expected: &[&str]) {
        let page = format!("<!doctype html><article>{TEXT}{markup}{TEXT}</article>");
        let content = read(&page);
        let structure = &content.structure;
        let mut at = 0;
        let mut shown: Vec<String> = Vec::new();
        for line in content.text.split("\n\n") {
            let mut line = line.to_owned();
            let is_at = |span: &std::ops::Range<usize>| span.contains(&at);
            if let Some(head) = structure.heads.iter().find(|head| is_at(head)) {
                let whole = head.len() == line.len();
                line = if whole {
                    format!("[{line}]")
                } else {
                    format!("[{}]{}", &line[..head.len()], &line[head.len()..])
                };
            }
            if structure.captions.iter().any(is_at) {
                line = format!("({line})");
            }
            if let Some((_, heading)) = structure.rows.iter().find(|(span, _)| is_at(span)) {
                let caption = heading.caption.as_deref().unwrap_or("-");
                line += &format!(" < {caption} < {}", heading.header.as_deref().unwrap_or("-"));
            }
            if let Some((_, clock)) = structure.posts.iter().find(|(span, _)| is_at(span)) {
                line += &format!(" @ {} {}", clock.words, clock.at.as_deref().unwrap_or("-"));
            }
            shown.push(line);
            at = content.text[at..].find("\n\n").map_or(content.text.len(), |end| at + end + 2);
        }
        assert_eq!(shown[1..shown.len() - 1], *expected, "{page}");
    }

    #[test]
    fn a_row_has_the_header_of_its_table() {
        check(
            "<table><caption>Cars a day</caption><thead><tr><td>Year<td>Cars<tbody>\
             <tr><th scope=row>2019<td>41,000<tr><td>2020<td><p>40,500<p>or so</table>",
            &[
                "(Cars a day)",
                "[Year | Cars]",
                "2019 | 41,000 < Cars a day < Year | Cars",
                "2020 < Cars a day < Year | Cars",
                "40,500 < Cars a day < Year | Cars",
                "or so < Cars a day < Year | Cars",
            ],
        );
        check(
            "<table><tr><th colspan=2>Bridges<tr><th>Year<th>Cars<tr><td>2019<td>41,000\
             <tr><th colspan=2>Lorries only<tr><td>2019<td>900</table>",
            &[
                "[Bridges]",
                "[Year | Cars]",
                "2019 | 41,000 < - < Bridges / Year | Cars",
                "[Lorries only]",
                "2019 | 900 < - < Bridges / Year | Cars / Lorries only",
            ],
        );
        // One that is for looks has no header.
        check("<table><tr><td>2019<td>41,000</table>", &["2019 | 41,000"]);
        check("<table><tr><th>It rained.</table>", &["It rained."]);
    }

    #[test]
    fn a_post_has_its_own_time() {
        let post = |time: &str, words: &str| {
            format!(
                "<div class=post><p><time datetime={time}>{}</time> {words}</p></div>",
                &time[11..16]
            )
        };
        check(
            &[
                post("2025-05-06T15:40Z", "Firemen emptied 60 cellars in the lower town."),
                post(
                    "2025-05-06T10:45Z",
                    "The third gate has a crack of 41 centimetres.</p><p>Divers saw it.",
                ),
                post("2025-05-06T09:05Z", "Rain fell in the hills all night."),
            ]
            .concat(),
            &[
                "[15:40] Firemen emptied 60 cellars in the lower town. @ 15:40 2025-05-06T15:40:00Z",
                "[10:45] The third gate has a crack of 41 centimetres. @ 10:45 2025-05-06T10:45:00Z",
                "Divers saw it. @ 10:45 2025-05-06T10:45:00Z",
                "[09:05] Rain fell in the hills all night. @ 09:05 2025-05-06T09:05:00Z",
            ],
        );
    }

    #[test]
    fn linked_data_has_the_times_of_posts() {
        let data = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[\
            {\"@type\":\"BlogPosting\",\"datePublished\":\"2025-05-06T10:45:00Z\",\"articleBody\":\
            \"Élan Quell saw a crack of 41 centimetres in the third gate, and the second one leaks.\"}]}</script>";
        check(
            &format!(
                "{data}<p>Élan Quell saw a crack of 41 centimetres in the third gate, and the second one leaks.</p>\
                 <p>Rain fell in the hills all night, and the river rose by two metres.</p>"
            ),
            &[
                "Élan Quell saw a crack of 41 centimetres in the third gate, and the second one leaks. \
                 @ 2025-05-06T10:45:00Z 2025-05-06T10:45:00Z",
                "Rain fell in the hills all night, and the river rose by two metres.",
            ],
        );
    }

    #[test]
    fn a_date_in_a_sentence_is_not_when_it_was_written() {
        let part = |time: &str, words: &str| {
            format!(
                "<section><p>The dam of Brenford broke on <time>{time}</time>{words}.</p></section>"
            )
        };
        let rest = " and 41 people died in the lower town, where nobody had been warned of it";
        check(
            &[part("3 May 1919", rest), part("4 May 1931", rest), part("5 May 1971", rest)]
                .concat(),
            &["3 May 1919", "4 May 1931", "5 May 1971"]
                .map(|time| format!("The dam of Brenford broke on {time}{rest}."))
                .each_ref()
                .map(String::as_str),
        );
        let part = |time: &str| {
            format!(
                "<section><p>Posted by Ana Silva at <time>{time}</time></p><p>It rained.</p></section>"
            )
        };
        check(
            &[part("10:45"), part("9:30"), part("8:15")].concat(),
            &["It rained. @ 10:45 -", "It rained. @ 9:30 -", "It rained. @ 8:15 -"],
        );
    }

    #[test]
    fn deep_and_wide_tables_are_soon_read() {
        for part in
            ["<table><tr><th>a", "<table><tr><td>a", "<tr><th>a<td>b", "<div><time>9.30</time>a"]
        {
            let page = format!("<!doctype html><table>{}", part.repeat(20_000));
            assert!(!read(&page).text.is_empty());
        }
    }
}
