use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::article::{Article, LEAD};
use super::blocks::{Block, is_beside};
use super::headline::Headline;
use super::tree::{Item, Tree};
use crate::text::extract::is_aside;

/// How many letters a sentence has at least that is taken for one: `It was open.`
const SENTENCE: usize = 12;

/// How many letters a sentence has at least that is a link as a whole and no label of one.
const LINK: usize = 40;

/// How many letters a sentence below the headline has at least.
const STANDFIRST: usize = 40;

/// What a block of an article is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// No part of the article.
    Aside,
    /// The number is the level.
    Heading(u8),
    /// An item of a list, or a row of a table.
    Item,
    /// A sentence that leads to another page as a whole.
    Link,
    /// Too few words to be more than a label, in an element that is not for words.
    Label,
    /// Words of the article.
    Paragraph,
    /// Too few words to tell.
    Short,
}

/// The blocks that are the text of the article, without what stands before it, after it and
/// between its paragraphs. None of them may be a paragraph.
pub(super) fn trim<'a>(
    tree: &Tree,
    article: &'a Article,
    headline: &Headline,
) -> (Vec<&'a Block>, bool) {
    let blocks = &article.blocks;
    let mut roles: Vec<Role> = blocks.iter().map(|block| role(tree, article, block)).collect();
    keep_lines(blocks, &mut roles);
    keep_links(tree, blocks, &mut roles);
    let Some(first) = first(tree, blocks, &roles, headline) else {
        return (blocks.iter().collect(), false);
    };
    roles[..first].fill(Role::Aside);
    drop_after_last(tree, blocks, &mut roles);
    drop_repeats(tree, article, blocks, &mut roles);
    drop_empty_headings(&mut roles);
    let kept = blocks.iter().zip(&roles).filter(|(_, role)| **role != Role::Aside);
    (kept.map(|(block, _)| block).collect(), true)
}

fn role(tree: &Tree, article: &Article, block: &Block) -> Role {
    const LONG: usize = 240;
    let name = tree.nodes[block.node].tag.name();
    let name = name.bytes();
    let words = if block.letters <= LONG { words(tree, article, block) } else { String::new() };
    if is_in_post(tree, block.node) {
        // Whoever wrote a post is named below it, in a line that elsewhere is none of the text.
        let signs =
            ["A post shared by ", "Posted by "].iter().any(|start| words.starts_with(start))
                || words.starts_with(['—', '–']);
        return match () {
            () if signs => Role::Short,
            () if is_address(&words) || is_aside(&words) => Role::Aside,
            () if block.letters >= SENTENCE && !words.starts_with("View this post") => {
                Role::Paragraph
            }
            () => Role::Short,
        };
    }
    if block.letters <= LONG && is_aside(&words) || is_address(&words) {
        return Role::Aside;
    }
    match name {
        [b'h', b'2'..=b'6'] if block.is_paragraph() && block.letters >= LEAD => {
            return Role::Paragraph;
        }
        [b'h', level @ b'1'..=b'6'] => return Role::Heading(level - b'0'),
        b"tr" | b"td" | b"th" => return Role::Item,
        _ => {}
    }
    if is_in(tree, block.node, "blockquote") {
        return if block.is_paragraph() { Role::Paragraph } else { Role::Short };
    }
    if block.is_mostly_linked() {
        let unlinked = block.letters - block.linked;
        let is_sentence = unlinked >= 40 && (block.letters > LONG || block.ends);
        let is_linked = name == b"li" || block.ends && name == b"p" && block.letters >= LINK;
        return match () {
            () if is_sentence => Role::Paragraph,
            () if is_linked => Role::Link,
            () => Role::Aside,
        };
    }
    match name {
        b"li" | b"dt" | b"dd" => Role::Item,
        _ if block.is_paragraph() => Role::Paragraph,
        b"p" | b"blockquote" | b"caption" | b"pre" => Role::Short,
        _ if block.ends || block.letters > LONG => Role::Short,
        _ => Role::Label,
    }
}

/// Lines of a text that has paragraphs between breaks, and not in elements of their own.
fn keep_lines(blocks: &[Block], roles: &mut [Role]) {
    let mut last = None;
    for forward in [true, false] {
        for at in 0..blocks.len() {
            let at = if forward { at } else { blocks.len() - 1 - at };
            match roles[at] {
                Role::Paragraph => last = Some(blocks[at].node),
                Role::Label if last == Some(blocks[at].node) => roles[at] = Role::Short,
                Role::Aside
                | Role::Heading(_)
                | Role::Item
                | Role::Label
                | Role::Link
                | Role::Short => {}
            }
        }
    }
    for role in roles {
        if *role == Role::Label {
            *role = Role::Aside;
        }
    }
}

/// A sentence that is a link stays between two paragraphs that are none, beside which it stands.
fn keep_links(tree: &Tree, blocks: &[Block], roles: &mut [Role]) {
    let parent = |at: usize| tree.nodes[blocks[at].node].parent;
    for at in 0..roles.len() {
        if roles[at] != Role::Link {
            continue;
        }
        if tree.nodes[blocks[at].node].tag.is("li") {
            roles[at] = if is_in_text(tree, blocks, roles, at) { Role::Item } else { Role::Aside };
            continue;
        }
        let is_beside =
            |other: usize| roles[other] == Role::Paragraph && parent(other) == parent(at);
        let is_between = at > 0 && is_beside(at - 1) && at + 1 < roles.len() && is_beside(at + 1);
        roles[at] = if is_between { Role::Paragraph } else { Role::Aside };
    }
}

/// Whether most letters of the list that this item is in lead nowhere: few of its items are links.
fn is_in_text(tree: &Tree, blocks: &[Block], roles: &[Role], at: usize) -> bool {
    const FURTHEST: usize = 200;
    let list = tree.nodes[blocks[at].node].parent;
    let is_in = |other: &usize| tree.is_in(blocks[*other].node, list);
    let before = (0..at).rev().take(FURTHEST).take_while(is_in);
    let after = (at..blocks.len()).take(FURTHEST).take_while(is_in);
    let (mut linked, mut letters, mut items) = (0, 0, 0);
    for other in before.chain(after) {
        linked += blocks[other].linked;
        letters += blocks[other].letters;
        items += usize::from(roles[other] == Role::Item);
    }
    linked * 2 < letters && items >= 2
}

/// Whether a node is in a post of a social network that is shown in the page.
fn is_in_post(tree: &Tree, node: usize) -> bool {
    const POSTS: [&str; 9] = [
        "bluesky-embed",
        "fb-post",
        "fb-xfbml-parse-ignore",
        "instagram-media",
        "mastodon-embed",
        "text-post-media",
        "threads-embed",
        "twitter-tweet",
        "twitter-video",
    ];
    const FURTHEST: usize = 8;
    tree.around(node).take(FURTHEST).any(|node| {
        let tag = &tree.nodes[node].tag;
        tag.is("blockquote")
            && tag.attribute("class").is_some_and(|class| {
                class.split_ascii_whitespace().any(|name| POSTS.contains(&name))
            })
    })
}

fn is_address(words: &str) -> bool {
    words.contains("://") && !words.contains(' ')
}

fn is_in(tree: &Tree, node: usize, name: &str) -> bool {
    const FURTHEST: usize = 4;
    tree.around(node).take(FURTHEST).any(|node| tree.nodes[node].tag.is(name))
}

/// The words of a block.
fn words(tree: &Tree, article: &Article, block: &Block) -> String {
    let mut text = String::new();
    for item in &tree.items[block.items.clone()] {
        match *item {
            Item::Words { node, words, .. } if !article.left_out[node] => {
                words.read(|part, _| text.push_str(part));
            }
            Item::Break | Item::Cell => text.push(' '),
            Item::Edge | Item::Words { .. } => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether it can only be text of the article.
fn is_text(block: &Block, role: Role) -> bool {
    role == Role::Paragraph || role == Role::Item && block.is_paragraph()
}

/// Where the text starts: at its first paragraph below the headline, or the heading right above.
fn first(tree: &Tree, blocks: &[Block], roles: &[Role], headline: &Headline) -> Option<usize> {
    let after_title = after_title(tree, blocks, roles, headline);
    let first = (after_title..blocks.len()).find(|&at| is_text(&blocks[at], roles[at]))?;
    let first = first_short(tree, blocks, roles, after_title..first);
    let first = first_item(roles, after_title..first);
    // One heading stands above a part of the text if there are others like it, or if it says a
    // sentence. Else it is a line below the headline.
    let above = (after_title..first).next_back();
    let Some(Role::Heading(level)) = above.map(|at| roles[at]) else {
        return Some(first);
    };
    let is_like = |role: &&Role| **role == Role::Heading(level);
    let others = roles[first..].iter().filter(is_like).count();
    let is_sentence = blocks[first - 1].ends && blocks[first - 1].letters >= STANDFIRST;
    Some(if others >= 2 || is_sentence { first - 1 } else { first })
}

/// The block below the headline.
fn after_title(tree: &Tree, blocks: &[Block], roles: &[Role], headline: &Headline) -> usize {
    let all: usize = blocks.iter().map(|block| block.letters).sum();
    let mut before = 0;
    let mut last = None;
    let mut has_text = false;
    for (at, (block, role)) in blocks.iter().zip(roles).enumerate() {
        if *role == Role::Heading(1) {
            let is_own = headline.own().is_some_and(|own| tree.is_in(block.node, own));
            if is_own && before * 2 < all {
                return at + 1;
            }
            // What stands between two headings is the text of the first.
            if before * 3 < all && !(has_text && last.is_some()) {
                last = Some(at + 1);
                has_text = false;
            }
        }
        has_text |= is_text(block, *role);
        before += block.letters;
    }
    last.unwrap_or(0)
}

/// The first of the items right above, if a heading stands above them.
fn first_item(roles: &[Role], above: Range<usize>) -> usize {
    let is_item = |at: &usize| matches!(roles[*at], Role::Item | Role::Aside);
    let items = above.clone().rev().take_while(is_item).count();
    let first = above.end - items;
    let has_heading = first > above.start && matches!(roles[first - 1], Role::Heading(2..));
    if has_heading && roles[first..above.end].contains(&Role::Item) { first } else { above.end }
}

/// The first of the short sentences right above the first paragraph, in elements like its own.
fn first_short(tree: &Tree, blocks: &[Block], roles: &[Role], above: Range<usize>) -> usize {
    const FURTHEST: usize = 12;
    let mut first = above.end;
    let like = &tree.nodes[blocks[first].node];
    // Pictures, with what is said of them, may stand between.
    for at in above.rev().take(FURTHEST) {
        let node = &tree.nodes[blocks[at].node];
        let is_like = node.parent == like.parent && node.tag.name() == like.tag.name();
        let is_sentence =
            roles[at] == Role::Short && blocks[at].ends && blocks[at].letters >= SENTENCE;
        if is_sentence && is_like && like.tag.is("p") {
            first = at;
        } else if matches!(roles[at], Role::Heading(_)) {
            break;
        }
    }
    first
}

/// What stands below the last paragraph, but for the rest of what that is in, is no text.
fn drop_after_last(tree: &Tree, blocks: &[Block], roles: &mut [Role]) {
    let Some(last) = (0..blocks.len()).rfind(|&at| is_text(&blocks[at], roles[at])) else {
        return;
    };
    let parent = |block: &Block| tree.nodes[block.node].parent;
    for at in last + 1..blocks.len() {
        // The last of several posts may be short.
        let is_next = blocks[at].ends && is_beside(tree, &blocks[last], &blocks[at]);
        let is_sibling = is_next
            || parent(&blocks[at]) == parent(&blocks[last])
            || is_in_post(tree, blocks[at].node) && blocks[at].node == parent(&blocks[last]);
        match roles[at] {
            Role::Short if is_sibling => {}
            Role::Item if roles[at - 1] != Role::Aside => {}
            Role::Aside
            | Role::Heading(_)
            | Role::Item
            | Role::Label
            | Role::Link
            | Role::Paragraph
            | Role::Short => {
                roles[at] = Role::Aside;
            }
        }
    }
}

/// What is said twice was written once: some pages have their text for several screens.
fn drop_repeats(tree: &Tree, article: &Article, blocks: &[Block], roles: &mut [Role]) {
    let mut seen = HashMap::new();
    // Below a heading of its own it is meant to be there again.
    let mut is_headed = false;
    for (block, role) in blocks.iter().zip(roles) {
        let is_heading = matches!(role, Role::Heading(_));
        if *role == Role::Aside || !(is_heading || block.is_paragraph()) {
            continue;
        }
        let mut hasher = DefaultHasher::new();
        words(tree, article, block).hash(&mut hasher);
        let parent = tree.nodes[block.node].parent;
        let first = *seen.entry(hasher.finish()).or_insert(block.items.start);
        if is_heading {
            is_headed = first == block.items.start;
        } else if first < block.items.start && !is_headed {
            let is_beside = blocks
                .get(blocks.partition_point(|other| other.items.start < first))
                .is_some_and(|other| tree.nodes[other.node].parent == parent);
            if !is_beside {
                *role = Role::Aside;
            }
        }
    }
}

/// A heading above nothing, or above nothing that was kept, goes too.
fn drop_empty_headings(roles: &mut [Role]) {
    let mut below = None;
    let mut is_followed = false;
    for at in (0..roles.len()).rev() {
        match roles[at] {
            Role::Heading(level) => {
                let heads_heading = below.is_some_and(|below| level < below);
                if !is_followed && !heads_heading {
                    roles[at] = Role::Aside;
                } else {
                    below = Some(level);
                    is_followed = false;
                }
            }
            Role::Aside | Role::Label | Role::Link => {}
            Role::Item | Role::Paragraph | Role::Short => {
                is_followed = true;
                below = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const TEXT: [&str; 4] = [
        "The council of Brenford sold the old tannery for 1.2 million on Friday, its clerk said.",
        "Builders will put 80 flats where the vats were, and a school of music in the drying hall.",
        "Forty people had signed a letter against the sale, which the council did not discuss.",
        "The tannery closed in 1988, when its last owner moved the works across the border.",
    ];

    #[track_caller]
    fn check(story: &str, expected: &[&str]) {
        let html = format!(
            "<!doctype html><title>Tannery sold</title><article><h1>Tannery sold</h1>{story}</article>"
        );
        assert_eq!(read(&html).text, expected.join("\n\n"));
    }

    fn paragraphs(words: &[&str]) -> String {
        words.iter().map(|words| format!("<p>{words}</p>")).collect()
    }

    #[test]
    fn short_sentences_above_the_first_paragraph_are_text() {
        let short = ["The tannery is sold.", "It went for 1.2 million."];
        let all = [&short[..], &TEXT].concat();
        check(&paragraphs(&all), &all);
        // What is no sentence, or stands elsewhere, is a line about the text.
        check(&format!("<p>Brenford today</p>{}", paragraphs(&TEXT)), &TEXT);
        check(&format!("<div>Read by 40.</div>{}", paragraphs(&TEXT)), &TEXT);
    }

    #[test]
    fn a_heading_below_the_headline_stays_if_it_is_a_sentence() {
        let standfirst = "The council takes 1.2 million for a works that stood empty for years.";
        let all = [&[standfirst], &TEXT[..]].concat();
        check(&format!("<h2>{standfirst}</h2>{}", paragraphs(&TEXT)), &all);
        check(&format!("<h2>Brenford and its works</h2>{}", paragraphs(&TEXT)), &TEXT);
    }

    #[test]
    fn a_post_keeps_its_author_wherever_it_stands() {
        let text = paragraphs(&TEXT);
        let said = "It is sold. We warned of this.";
        for (class, markup, signed) in [
            (
                "twitter-tweet",
                "&mdash; Petra Holm (@petraholm) <a href=/s>May 6, 2025</a>",
                "— Petra Holm (@petraholm) May 6, 2025",
            ),
            (
                "bluesky-embed",
                "&mdash; Petra Holm (<a href=/h>@holm.example</a>) <a href=/s>May 6</a>",
                "— Petra Holm (@holm.example) May 6",
            ),
            (
                "instagram-media",
                "<p><a href=/s>A post shared by Petra Holm (@petraholm)</a></p>",
                "A post shared by Petra Holm (@petraholm)",
            ),
            (
                "fb-xfbml-parse-ignore",
                "Posted by <a href=/h>Petra Holm</a> on <a href=/s>Friday, 6 May 2025</a>",
                "Posted by Petra Holm on Friday, 6 May 2025",
            ),
        ] {
            let post = format!("<blockquote class={class}><p>{said}</p>{markup}</blockquote>");
            check(&format!("{text}{post}"), &[&TEXT[..], &[said, signed]].concat());
            check(&format!("{post}{text}"), &[&[said, signed], &TEXT[..]].concat());
        }
    }

    #[test]
    fn headings_of_the_first_level_below_the_headline_are_parts_of_the_text() {
        let (above, below) = (paragraphs(&TEXT[..2]), paragraphs(&TEXT[2..]));
        let all = [&TEXT[..2], &["What came before"], &TEXT[2..]].concat();
        check(&format!("{above}<h1>What came before</h1>{below}"), &all);
        let logo = format!(
            "<!doctype html><body><h1>Brenford Mail</h1><h1>Tannery sold</h1>{above}{below}"
        );
        assert_eq!(read(&logo).text, TEXT.join("\n\n"));
    }

    #[test]
    fn a_linked_sentence_between_paragraphs_is_text_and_a_linked_label_is_none() {
        let linked = "On 3 May the clerk had said in the council that nobody would buy the works.";
        let (above, below) = (paragraphs(&TEXT[..2]), paragraphs(&TEXT[2..]));
        let all = [&TEXT[..2], &[linked], &TEXT[2..]].concat();
        check(&format!("{above}<p><a href=/3>{linked}</a></p>{below}"), &all);
        check(
            &format!("{above}<p><a href=/3>Why nobody wanted the works of Brenford</a></p>{below}"),
            &TEXT,
        );
    }

    #[test]
    fn a_linked_item_among_others_is_text() {
        let items = "<ul><li>Eighty flats in six houses<li><a href=/s>A school of music</a>\
            <li>A yard with trees</ul>";
        let all =
            [&TEXT[..], &["Eighty flats in six houses", "A school of music", "A yard with trees"]];
        check(&format!("{}{items}", paragraphs(&TEXT)), &all.concat());
        let links = "<ul><li><a href=/1>Eighty flats</a><li><a href=/2>A school</a></ul>";
        check(&format!("{}{links}", paragraphs(&TEXT)), &TEXT);
    }

    #[test]
    fn what_stands_twice_is_read_once() {
        let copy = paragraphs(&TEXT[1..]);
        check(&format!("<div>{}</div><div class=small>{copy}</div>", paragraphs(&TEXT)), &TEXT);
        // Beside itself, it is meant.
        let all = [&TEXT[..], &TEXT[..1]].concat();
        check(&paragraphs(&all), &all);
    }

    #[test]
    fn a_story_of_one_paragraph_is_read_without_its_teasers() {
        let teasers: String =
            (1..20).map(|at| format!("<li><a href=/{at}>Ferry number {at} sinks</a>")).collect();
        check(&format!("<p>{}</p><h3>Watch</h3><ul>{teasers}</ul>", TEXT[0]), &TEXT[..1]);
    }
}
