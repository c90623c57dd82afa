//! The text of the article as linked data has it (`articleBody`): evidence for which part of the page
//! it is, where the page shows the same words.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::blocks::{Block, Sums, letters};
use super::tree::{Item, Tree};

/// How many words in a row are compared.
const SHINGLE: usize = 4;

/// How much of it is compared, in bytes.
const LONGEST: usize = 400_000;

/// How many letters of it must be on the page, at least, for it to be evidence.
const FEWEST: usize = 300;

/// The blocks of a page that the linked data has, too.
pub(super) struct Confirmed {
    /// For each block, whether it is such.
    is_told: Vec<bool>,
    sums: Sums,
    total: i64,
}

impl Confirmed {
    /// None if page and data do not agree: the most of what the data has is not on the page.
    pub(super) fn find(tree: &Tree, blocks: &[Block], told: &str) -> Option<Self> {
        let mut end = told.len().min(LONGEST);
        while !told.is_char_boundary(end) {
            end -= 1;
        }
        let told = &told[..end];
        let known: HashSet<u64> = shingles(told).into_iter().collect();
        let is_told: Vec<bool> = blocks
            .iter()
            .map(|block| {
                let own = shingles(&words(tree, block));
                let same = own.iter().filter(|own| known.contains(own)).count();
                block.is_paragraph() && same * 10 >= own.len() * 6 && same > 0
            })
            .collect();
        let value = |at: usize| if is_told[at] { blocks[at].letters } else { 0 };
        let mut at = 0;
        let sums = Sums::new(tree, blocks, |_| {
            at += 1;
            i64::try_from(value(at - 1)).unwrap_or(i64::MAX)
        });
        let total: usize = (0..blocks.len()).map(value).sum();
        let agrees = total >= FEWEST && total * 10 >= letters(told) * 6;
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        agrees.then_some(Self { is_told, sums, total })
    }

    /// How many letters of it are in a node.
    pub(super) fn of(&self, tree: &Tree, node: usize) -> i64 {
        self.sums.of(tree, node)
    }

    /// The smallest element with nearly all of it, if less than the most of it is in these blocks.
    pub(super) fn lost(&self, tree: &Tree, blocks: &[Block], kept: &[Block]) -> Option<usize> {
        let is_kept = |block: &Block| {
            let at = kept.partition_point(|kept| kept.items.start < block.items.start);
            kept.get(at).is_some_and(|kept| kept.items.start == block.items.start)
        };
        let told =
            blocks.iter().zip(&self.is_told).filter(|(block, told)| **told && is_kept(block));
        let found: usize = told.map(|(block, _)| block.letters).sum();
        if i64::try_from(found).unwrap_or(i64::MAX) * 10 >= self.total * 6 {
            return None;
        }
        let has_most = |node: &usize| {
            tree.nodes[*node].is_block && self.of(tree, *node) * 20 >= self.total * 19
        };
        (0..tree.nodes.len()).rfind(has_most)
    }
}

fn words(tree: &Tree, block: &Block) -> String {
    let mut said = String::new();
    for item in &tree.items[block.items.clone()] {
        match *item {
            Item::Words { words, .. } => words.read(|part, _| said.push_str(part)),
            Item::Break | Item::Cell => said.push(' '),
            Item::Edge => {}
        }
    }
    said
}

/// The hashes of all words in a row. Where words have no spaces between them, a few letters are one.
fn shingles(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut hasher = DefaultHasher::new();
        word.to_lowercase().hash(&mut hasher);
        words.push(hasher.finish());
    }
    words
        .windows(SHINGLE)
        .map(|row| {
            let mut hasher = DefaultHasher::new();
            row.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::article::tests::{TEXT, paragraphs};
    use super::super::read;

    /// A story in an element whose name says that it is none, beside a longer text.
    fn page(body: &str) -> String {
        let other = "<p>News of another place, which has nothing to do with the tannery at all, but \
            is longer than what is said of it, and in plain words.</p>";
        format!(
            "<!doctype html><title>Tannery sold</title><script type=application/ld+json>\
             {{\"@type\": \"NewsArticle\", \"headline\": \"Tannery sold\", \"articleBody\": \"{body}\"}}\
             </script><body><div>{}</div><div class=related-posts>{}</div>",
            other.repeat(5),
            paragraphs(&TEXT)
        )
    }

    #[test]
    fn linked_data_tells_which_part_is_the_article() {
        assert_eq!(read(&page(&TEXT.join(" "))).text, TEXT.join("\n\n"));
    }

    #[test]
    fn data_that_the_page_does_not_show_tells_nothing() {
        let other = "Something else was sold to the firm of somebody else in May. ".repeat(9);
        let (one, none) = (read(&page(&other)).text, read(&page("")).text);
        assert_eq!(one, none);
        assert!(!one.contains(TEXT[0]));
    }
}
