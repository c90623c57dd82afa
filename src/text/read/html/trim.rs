use super::article::{Article, Block, LEAD};
use super::tree::{Item, Tree};
use crate::text::extract::is_aside;

/// What a block of an article is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// No part of the article.
    Aside,
    /// The number is the level.
    Heading(u8),
    /// An item of a list, or a row of a table.
    Item,
    /// Too few words to be more than a label, in an element that is not for words.
    Label,
    /// Words of the article.
    Paragraph,
    /// Too few words to tell.
    Short,
}

/// The blocks that are the text of the article, without what stands before it, after it and
/// between its paragraphs.
pub(super) fn trim<'a>(tree: &Tree, article: &'a Article) -> Vec<&'a Block> {
    let blocks = &article.blocks;
    let mut roles: Vec<Role> = blocks.iter().map(|block| role(tree, article, block)).collect();
    keep_lines(blocks, &mut roles);
    let Some(first) = first(blocks, &roles) else {
        return blocks.iter().collect();
    };
    roles[..first].fill(Role::Aside);
    drop_after_last(tree, blocks, &mut roles);
    drop_empty_headings(&mut roles);
    let kept = blocks.iter().zip(&roles).filter(|(_, role)| **role != Role::Aside);
    kept.map(|(block, _)| block).collect()
}

fn role(tree: &Tree, article: &Article, block: &Block) -> Role {
    const LONG: usize = 240;
    let name = tree.nodes[block.node].tag.name();
    let name = name.bytes();
    let words = if block.letters <= LONG { words(tree, article, block) } else { String::new() };
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
        let is_sentence = unlinked >= 40 && (block.letters > LONG || ends_sentence(&words));
        return if is_sentence { Role::Paragraph } else { Role::Aside };
    }
    match name {
        b"li" | b"dt" | b"dd" => Role::Item,
        _ if block.is_paragraph() => Role::Paragraph,
        b"p" | b"blockquote" | b"caption" | b"pre" => Role::Short,
        _ if ends_sentence(&words) || block.letters > LONG => Role::Short,
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
                Role::Aside | Role::Heading(_) | Role::Item | Role::Label | Role::Short => {}
            }
        }
    }
    for role in roles {
        if *role == Role::Label {
            *role = Role::Aside;
        }
    }
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

fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '\'', '”', '’', '»', '«', '“', ')', ' ']);
    words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।'])
}

/// Whether it can only be text of the article.
fn is_text(block: &Block, role: Role) -> bool {
    role == Role::Paragraph || role == Role::Item && block.is_paragraph()
}

/// Where the text starts: at its first paragraph below the headline, or the heading right above.
fn first(blocks: &[Block], roles: &[Role]) -> Option<usize> {
    let all: usize = blocks.iter().map(|block| block.letters).sum();
    let mut before = 0;
    let mut after_title = 0;
    for (at, (block, role)) in blocks.iter().zip(roles).enumerate() {
        if *role == Role::Heading(1) && before * 3 < all {
            after_title = at + 1;
        }
        before += block.letters;
    }
    let first = (after_title..blocks.len()).find(|&at| is_text(&blocks[at], roles[at]))?;
    // One heading stands above a part of the text if there are others like it. Else it is a line
    // below the headline.
    let above = roles[after_title..first].last();
    let Some(Role::Heading(level @ 2..)) = above else {
        return Some(first);
    };
    let is_like = |role: &&Role| **role == Role::Heading(*level);
    let others = roles[first..].iter().filter(is_like).count();
    Some(if others >= 2 { first - 1 } else { first })
}

/// What stands below the last paragraph, but for the rest of what that is in, is no text.
fn drop_after_last(tree: &Tree, blocks: &[Block], roles: &mut [Role]) {
    let Some(last) = (0..blocks.len()).rfind(|&at| is_text(&blocks[at], roles[at])) else {
        return;
    };
    let parent = |block: &Block| tree.nodes[block.node].parent;
    for at in last + 1..blocks.len() {
        let is_sibling = parent(&blocks[at]) == parent(&blocks[last]);
        match roles[at] {
            Role::Short if is_sibling => {}
            Role::Item if roles[at - 1] != Role::Aside => {}
            Role::Aside
            | Role::Heading(_)
            | Role::Item
            | Role::Label
            | Role::Paragraph
            | Role::Short => {
                roles[at] = Role::Aside;
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
            Role::Aside | Role::Label => {}
            Role::Item | Role::Paragraph | Role::Short => {
                is_followed = true;
                below = None;
            }
        }
    }
}
