use std::ops::Range;

use super::elements::is_hidden;
use super::tree::{Item, Tree};

/// Words in one line of a page: a paragraph, a heading, an item, a row.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Whether its last words end a sentence.
    pub(super) ends: bool,
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

/// How many letters of running text a block has.
pub(super) fn prose(block: &Block) -> i64 {
    let letters = if block.is_paragraph() { block.letters - block.linked } else { 0 };
    i64::try_from(letters).unwrap_or(i64::MAX)
}

impl Block {
    pub(super) fn is_mostly_linked(&self) -> bool {
        self.linked * 2 > self.letters
    }

    pub(super) fn is_paragraph(&self) -> bool {
        self.letters >= PARAGRAPH && self.linked * 2 < self.letters
    }

    /// How much it speaks for what it is in, or against it.
    pub(super) fn value(&self, tree: &Tree) -> i64 {
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
pub(super) struct Sums(Vec<i64>);

impl Sums {
    pub(super) fn new(tree: &Tree, blocks: &[Block], mut value: impl FnMut(&Block) -> i64) -> Self {
        let mut sums = vec![0; tree.nodes.len() + 1];
        for block in blocks {
            sums[block.node + 1] += value(block);
        }
        for node in 1..sums.len() {
            sums[node] += sums[node - 1];
        }
        Self(sums)
    }

    pub(super) fn of(&self, tree: &Tree, node: usize) -> i64 {
        self.in_range(node..tree.nodes[node].end)
    }

    pub(super) fn in_range(&self, nodes: Range<usize>) -> i64 {
        self.0[nodes.end] - self.0[nodes.start]
    }
}

/// How many letters of running text a page shows, wherever they stand.
pub(super) fn running(tree: &Tree) -> usize {
    let mut out: Vec<bool> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let is_in = out.get(node.parent).is_some_and(|&is_out| is_out);
        out.push(is_in || is_hidden(node.tag.name().bytes()));
    }
    let running =
        |block: Block| if block.is_paragraph() { block.letters - block.linked } else { 0 };
    blocks(tree, &out).into_iter().map(running).sum()
}

/// Whether two blocks stand in elements of the same kind, side by side, and the second is no link.
pub(super) fn is_beside(tree: &Tree, one: &Block, other: &Block) -> bool {
    let parent = |block: &Block| tree.nodes[block.node].parent;
    let kind = |block: &Block| {
        let tag = &tree.nodes[parent(block)].tag;
        (tag.name(), tag.attribute("class"), tree.nodes[parent(block)].parent)
    };
    other.linked == 0 && parent(one) != 0 && kind(one) == kind(other)
}

/// The blocks of a page without what is left out.
pub(super) fn blocks(tree: &Tree, left_out: &[bool]) -> Vec<Block> {
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
                    ends: false,
                    items: at..at,
                    linked: 0,
                    letters: 0,
                    node: tree.nodes[node].block,
                });
                block.ends = ends_sentence(words.source);
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

/// Whether these words, as they stand in the source of a page, end a sentence.
pub(super) fn ends_sentence(words: &str) -> bool {
    const QUOTES: [&str; 6] = ["&quot;", "&rdquo;", "&raquo;", "&nbsp;", "&#8221;", "&#8217;"];
    let mut words = words.trim_end();
    loop {
        let cut = words.trim_end_matches(['"', '\'', '”', '’', '»', '«', '“', ')', ']', ' ', '」']);
        let cut = QUOTES.iter().find_map(|quote| cut.strip_suffix(quote)).unwrap_or(cut);
        if cut.len() == words.len() {
            break;
        }
        words = cut;
    }
    words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '۔'])
        || words.ends_with("&hellip;")
}
