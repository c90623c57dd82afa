use super::blocks::Sums;
use super::tree::{Item, Tree};
use crate::text::read::content::line;

/// The headings of the first level, and the one among them that heads the article.
pub(super) struct Headline {
    /// In the order of the page.
    all: Vec<usize>,
    own: Option<usize>,
}

impl Headline {
    /// Find it by the titles that a page gives itself.
    pub(super) fn find(tree: &Tree, titles: &[&str]) -> Self {
        let all: Vec<usize> =
            (0..tree.nodes.len()).filter(|&node| tree.nodes[node].tag.is("h1")).collect();
        let titles: Vec<String> = titles.iter().map(|title| folded(title)).collect();
        let is_title = |node: &&usize| {
            let words = folded(&text(tree, **node, LONGEST));
            words.len() >= 4 && titles.iter().any(|title| is_alike(title, &words))
        };
        let own = all.iter().find(is_title).copied();
        Self { all, own }
    }

    /// All headings of the first level, in the order of the page.
    pub(super) fn all(&self) -> &[usize] {
        &self.all
    }

    /// The heading that says what a title of the page says.
    pub(super) fn own(&self) -> Option<usize> {
        self.own
    }

    pub(super) fn has_any(&self, tree: &Tree, node: usize) -> bool {
        let next = self.all.partition_point(|&inner| inner < node);
        self.all.get(next).is_some_and(|&inner| tree.is_in(inner, node))
    }

    /// Whether the headline is in this node, with text below it.
    pub(super) fn stands_above_text(&self, tree: &Tree, node: usize, texts: &Sums) -> bool {
        let own = self.own.or(if self.all.len() == 1 { Some(self.all[0]) } else { None });
        own.is_some_and(|own| {
            let below = texts.in_range(own..tree.nodes[node].end);
            tree.is_in(own, node) && below > 0 && below * 4 >= texts.of(tree, 0)
        })
    }

    /// The innermost element with the headline and text below it.
    pub(super) fn story(&self, tree: &Tree, texts: &Sums) -> Option<usize> {
        let own = self.own?;
        tree.around(own).find(|&node| {
            tree.nodes[node].is_block && texts.in_range(own..tree.nodes[node].end) >= 200
        })
    }

    /// The node of the headline above this one, or this one.
    pub(super) fn above(&self, tree: &Tree, node: usize) -> usize {
        let before = self.all.partition_point(|&found| found < node);
        let own = self.own.filter(|&own| own < node);
        let article = article_of(tree, node);
        own.or(before.checked_sub(1).map(|at| self.all[at])).or(article).unwrap_or(node)
    }
}

/// The element named article that has this node.
pub(super) fn article_of(tree: &Tree, node: usize) -> Option<usize> {
    tree.around(node).find(|&node| tree.nodes[node].tag.is("article"))
}

/// How much of a heading is read, in bytes.
pub(super) const LONGEST: usize = 400;

/// The words in a node, or those that it starts with.
pub(super) fn text(tree: &Tree, node: usize, most: usize) -> String {
    let mut text = String::new();
    let items = &tree.items[tree.nodes[node].start..];
    for item in items.iter().take(100) {
        match *item {
            Item::Words { node: at, words, .. } => {
                if !tree.is_in(at, node) || text.len() > most {
                    break;
                }
                words.read(|part, _| text.push_str(part));
            }
            Item::Break | Item::Cell | Item::Edge => text.push(' '),
        }
    }
    text
}

/// The words in an element as one line, if it is at most this long.
pub(super) fn line_in(tree: &Tree, node: usize, most: usize) -> Option<String> {
    const PIECES: usize = 100;
    let mut text = String::new();
    let mut source = 0;
    for item in tree.items[tree.nodes[node].start..].iter().take(PIECES) {
        match *item {
            Item::Words { node: at, words, .. } => {
                if !tree.is_in(at, node) {
                    break;
                }
                source += words.source.len();
                // Markup and indents are longer than what they show, but not without end.
                if source > 8 * most {
                    return None;
                }
                words.read(|part, _| text.push_str(part));
            }
            Item::Break | Item::Cell | Item::Edge => text.push(' '),
        }
    }
    line(&text).filter(|line| line.len() <= most)
}

/// The letters and digits of the words, in small letters, with one space between words.
pub(super) fn folded(words: &str) -> String {
    let mut folded = String::new();
    for letter in words.chars() {
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether one of two folded lines is the other, or most of it.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    !short.is_empty()
        && (long == short
            || short.len() >= 10
                && (long.starts_with(&format!("{short} "))
                    || long.ends_with(&format!(" {short}"))
                    || long.contains(&format!(" {short} "))))
}

/// Whether the id of a node is made of the words that it starts with.
pub(super) fn is_slug_of(tree: &Tree, node: usize) -> bool {
    let Some(id) = tree.nodes[node].tag.attribute("id") else {
        return false;
    };
    let id = folded(&id);
    id.contains(' ') && folded(&text(tree, node, id.len() + 20)).starts_with(&id)
}
