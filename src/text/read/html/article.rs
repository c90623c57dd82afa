use std::ops::Range;

use super::class_hints::ClassHints;
use super::elements::{is_around, is_hidden};
use super::tree::{Item, Tree};

/// How many letters a line below a headline has at least if it says more than the headline.
pub(super) const LEAD: usize = 100;

/// The blocks of a page that make up its article.
pub(super) struct Article {
    pub(super) blocks: Vec<Block>,
    /// For each node, whether it was left out.
    pub(super) left_out: Vec<bool>,
}

/// Words in one line of a page: a paragraph, a heading, an item, a row.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) items: Range<usize>,
    /// How many letters lead to another page.
    pub(super) linked: usize,
    pub(super) letters: usize,
    /// The innermost element with lines of its own.
    pub(super) node: usize,
}

/// How long a paragraph is at least.
const PARAGRAPH: usize = 60;

/// How many letters these words have, where one of East Asia counts as two.
pub(super) fn letters(source: &str) -> usize {
    source
        .bytes()
        .map(|byte| match byte {
            b'\t'..=b'\r' | b' ' | 0x80..=0xbf => 0,
            0xe0..=0xff => 2,
            _ => 1,
        })
        .sum()
}

impl Block {
    pub(super) fn is_mostly_linked(&self) -> bool {
        self.linked * 2 > self.letters
    }

    pub(super) fn is_paragraph(&self) -> bool {
        self.letters >= PARAGRAPH && self.linked * 2 < self.letters
    }

    /// How much it speaks for what it is in, or against it.
    fn value(&self, tree: &Tree) -> i64 {
        let letters = i64::try_from(self.letters).unwrap_or(i64::MAX);
        let linked = i64::try_from(self.linked).unwrap_or(i64::MAX);
        if self.is_paragraph() {
            let name = tree.nodes[self.node].tag.name();
            let is_plain = matches!(name.bytes(), b"p" | b"blockquote" | b"pre");
            (letters - linked).min(2000) * if is_plain { 2 } else { 1 }
        } else if self.is_mostly_linked() {
            -linked.min(500) - 10
        } else {
            -letters.min(60) / 4
        }
    }
}

/// Sums over all that is in a node.
struct Sums(Vec<i64>);

impl Sums {
    fn new(tree: &Tree, blocks: &[Block], value: impl Fn(&Block) -> i64) -> Self {
        let mut sums = vec![0; tree.nodes.len() + 1];
        for block in blocks {
            sums[block.node + 1] += value(block);
        }
        for node in 1..sums.len() {
            sums[node] += sums[node - 1];
        }
        Self(sums)
    }

    fn of(&self, tree: &Tree, node: usize) -> i64 {
        self.0[tree.nodes[node].end] - self.0[node]
    }
}

impl Article {
    pub(super) fn find(tree: &Tree) -> Self {
        let (left_out, bodies) = left_out(tree);
        let blocks = blocks(tree, &left_out);
        let values = Sums::new(tree, &blocks, |block| block.value(tree));
        let mut best = 0;
        for node in 0..tree.nodes.len() {
            if tree.nodes[node].is_block && values.of(tree, node) >= values.of(tree, best) {
                best = node;
            }
        }
        if values.of(tree, best) <= 0 {
            best = 0;
        }
        let texts = Sums::new(tree, &blocks, |block| {
            let letters = if block.is_paragraph() { block.letters - block.linked } else { 0 };
            i64::try_from(letters).unwrap_or(i64::MAX)
        });
        // One that says that it is the body of the article is believed if it has much of the text.
        let body = bodies.into_iter().max_by_key(|&body| texts.of(tree, body));
        if let Some(body) = body
            && texts.of(tree, body) * 2 >= texts.of(tree, best).max(1)
        {
            best = body;
        }
        let best = only_article(tree, best, &headlines(tree), &texts);
        let range = best..tree.nodes[best].end;
        let lead = lead(tree, &blocks, best);
        let mut blocks = blocks;
        let mut at = 0;
        blocks.retain(|block| {
            at += 1;
            range.contains(&block.node) || lead.contains(&(at - 1))
        });
        Self { blocks, left_out }
    }
}

fn headlines(tree: &Tree) -> Vec<usize> {
    (0..tree.nodes.len()).filter(|&node| tree.nodes[node].tag.is("h1")).collect()
}

fn has_any(tree: &Tree, node: usize, nodes: &[usize]) -> bool {
    let next = nodes.partition_point(|&inner| inner < node);
    nodes.get(next).is_some_and(|&inner| tree.is_in(inner, node))
}

/// The first of the articles in a node, if it alone has a headline of the first level.
fn only_article(tree: &Tree, node: usize, headlines: &[usize], texts: &Sums) -> usize {
    let mut articles = Vec::new();
    let mut at = node + 1;
    while at < tree.nodes[node].end {
        if tree.nodes[at].tag.is("article") {
            articles.push(at);
            at = tree.nodes[at].end;
        } else {
            at += 1;
        }
    }
    match articles.as_slice() {
        &[first, _, ..] => {
            let is_only = has_any(tree, first, headlines)
                && !articles[1..].iter().any(|&other| has_any(tree, other, headlines));
            if is_only && texts.of(tree, first) > 0 { first } else { node }
        }
        _ => node,
    }
}

/// The paragraphs between the headline and the body of an article that is in an element of its own.
fn lead(tree: &Tree, blocks: &[Block], body: usize) -> Range<usize> {
    let is_in_body = |block: &Block| tree.is_in(block.node, body);
    let end = blocks.iter().position(is_in_body).unwrap_or(0);
    let above = blocks[..end].iter().rev().take_while(|block| !tree.nodes[block.node].tag.is("h1"));
    let between = above.clone().count();
    if between == end {
        return 0..0;
    }
    let lead =
        (end - between..end).find(|&at| blocks[at].is_paragraph() && blocks[at].letters >= LEAD);
    lead.map_or(0..0, |lead| lead..lead + 1)
}

/// The nodes that are no part of an article whatever is in them, and those that say that they are
/// the text of one.
fn left_out(tree: &Tree) -> (Vec<bool>, Vec<usize>) {
    let signs: Vec<ClassHints> = tree.nodes.iter().map(|node| ClassHints::of(&node.tag)).collect();
    let mut out = vec![false; tree.nodes.len()];
    // How many letters of paragraphs are in each node.
    let text = |out: &[bool]| {
        Sums::new(tree, &blocks(tree, out), |block| {
            let letters = if block.is_paragraph() { block.letters - block.linked } else { 0 };
            i64::try_from(letters).unwrap_or(i64::MAX)
        })
    };
    leave_out(tree, &mut out, |node| is_hidden(tree.nodes[node].tag.name().bytes()));
    let texts = text(&out);
    leave_out(tree, &mut out, |node| {
        let is_not_all = texts.of(tree, node) * 10 < texts.of(tree, 0) * 9;
        let name = tree.nodes[node].tag.name();
        let is_page = matches!(name.bytes(), b"html" | b"body" | b"main");
        let is_apart = signs[node].is_apart && !signs[node].is_body && !is_page;
        is_not_all && (is_apart || name.is("nav"))
    });

    let texts = text(&out);
    let all = texts.of(tree, 0);
    let headlines = headlines(tree);
    let is_body = |node: &usize| signs[*node].is_body && !out[*node];
    let bodies: Vec<usize> = (0..tree.nodes.len()).filter(is_body).collect();
    let large = bodies.iter().copied().filter(|&body| texts.of(tree, body) * 5 > all);
    let large: Vec<usize> = large.collect();
    let is_around = |node: usize, by_names: bool| {
        let name = tree.nodes[node].tag.name();
        let named = by_names && (signs[node].is_around || signs[node].is_hidden);
        let is_such = match name.bytes() {
            b"article" | b"body" | b"html" | b"main" => false,
            b"a" | b"blockquote" => by_names && signs[node].is_hidden,
            b"header" if has_any(tree, node, &headlines) => false,
            name => named || is_around(name),
        };
        is_such && texts.of(tree, node) * 2 < all.max(1) && !has_any(tree, node, &large)
    };
    let mut strictly = out.clone();
    leave_out(tree, &mut strictly, |node| is_around(node, true));
    // Where so much goes, the names do not mean what they mean elsewhere.
    if text(&strictly).of(tree, 0) * 3 < all {
        leave_out(tree, &mut out, |node| is_around(node, false));
    } else {
        out = strictly;
    }
    let bodies = bodies.into_iter().filter(|&body| !out[body]).collect();
    (out, bodies)
}

/// Leave out the nodes that are such, and all that is in them.
fn leave_out(tree: &Tree, out: &mut [bool], is_such: impl Fn(usize) -> bool) {
    for node in 0..out.len() {
        out[node] = out[node] || out[tree.nodes[node].parent] || is_such(node);
    }
}

/// The blocks of a page without what is left out.
fn blocks(tree: &Tree, left_out: &[bool]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block: Option<Block> = None;
    let mut breaks = 0;
    for (at, item) in tree.items.iter().enumerate() {
        match *item {
            Item::Break => breaks += 1,
            Item::Cell => {}
            Item::Edge => blocks.extend(block.take()),
            Item::Words { node, .. } if left_out[node] => {}
            Item::Words { is_linked, node, words, .. } => {
                let letters = letters(words.source);
                if letters == 0 {
                    continue;
                }
                if breaks > 1 {
                    blocks.extend(block.take());
                }
                let block = block.get_or_insert_with(|| Block {
                    items: at..at,
                    linked: 0,
                    letters: 0,
                    node: tree.nodes[node].block,
                });
                block.items.end = at + 1;
                block.letters += letters;
                block.linked += if is_linked { letters } else { 0 };
            }
        }
        if !matches!(item, Item::Break) {
            breaks = 0;
        }
    }
    blocks.extend(block);
    blocks
}
