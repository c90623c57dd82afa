use super::elements::{is_block, is_drawing, is_formatting, is_table_part, is_void};
use super::tokens::{Name, Tag, Token, Words};

/// The elements of a page and its words, each in the order of the source.
///
/// It is what browsers make of a page as far as that tells an article from what stands around it:
/// formatting is left out, and where the rules of HTML move elements around, they stay.
pub(super) struct Tree<'h> {
    pub(super) items: Vec<Item<'h>>,
    /// In the order of their start tags, so that all that is in one follows it.
    pub(super) nodes: Vec<Node<'h>>,
}

pub(super) struct Node<'h> {
    /// The innermost block that has it, which it may be itself.
    pub(super) block: usize,
    /// The first node that is not in it.
    pub(super) end: usize,
    pub(super) is_block: bool,
    /// The root is its own.
    pub(super) parent: usize,
    /// The first of the items that may be in it.
    pub(super) start: usize,
    pub(super) tag: Tag<'h>,
}

#[derive(Clone, Copy)]
pub(super) enum Item<'h> {
    Break,
    Cell,
    /// The start or the end of a block.
    Edge,
    Words {
        is_linked: bool,
        is_preformatted: bool,
        node: usize,
        words: Words<'h>,
    },
}

/// More elements than the page of any article has.
const MOST_NODES: usize = 200_000;

const MOST_ITEMS: usize = 2_000_000;

/// How many open elements an end tag is compared with. A well-formed page needs one.
const FURTHEST: usize = 64;

impl Tree<'_> {
    /// The node and all that it is in, from the inside out, but for the root.
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |&node| Some(self.nodes[node].parent))
            .take_while(|&node| node > 0)
    }

    pub(super) fn is_in(&self, node: usize, outer: usize) -> bool {
        (outer..self.nodes[outer].end).contains(&node)
    }
}

/// A tree to which one piece after another is added.
#[derive(Default)]
pub(super) struct Growing<'h> {
    is_linked: bool,
    items: Vec<Item<'h>>,
    nodes: Vec<Node<'h>>,
    /// The nodes that are open, from the outside in.
    open: Vec<usize>,
    preformatted: usize,
}

impl<'h> Growing<'h> {
    pub(super) fn add(&mut self, piece: Token<'h>) {
        if self.is_too_large() {
            return;
        }
        match piece {
            Token::Start(tag) => self.start(tag),
            Token::End(name) => self.end(name),
            Token::Text(words) => self.words(words),
        }
    }

    /// The tree, unless it has more elements, or more pieces, than any page of an article.
    pub(super) fn finish(mut self) -> Option<Tree<'h>> {
        if self.is_too_large() || self.nodes.is_empty() {
            return None;
        }
        self.close_to(0);
        Some(Tree { items: self.items, nodes: self.nodes })
    }

    fn is_too_large(&self) -> bool {
        self.nodes.len() > MOST_NODES || self.items.len() > MOST_ITEMS
    }

    fn start(&mut self, tag: Tag<'h>) {
        if self.nodes.is_empty() {
            self.push(Tag::root());
        }
        let name = tag.name();
        match name.bytes() {
            b"br" => return self.items.push(Item::Break),
            b"hr" => return self.items.push(Item::Edge),
            b"a" => {
                self.end_inline(name);
                let href = tag.sources().find(|(name, _)| name.eq_ignore_ascii_case("href"));
                // What leads to another place of the same page leads nowhere else.
                self.is_linked = href.is_some_and(|(_, href)| !href.trim_start().starts_with('#'));
            }
            b"td" | b"th" => {
                self.close_in_table(|name| matches!(name, b"td" | b"th"));
                self.items.push(Item::Cell);
            }
            b"tr" => self.close_in_table(|name| name == b"tr"),
            b"caption" | b"tbody" | b"tfoot" | b"thead" => {
                self.close_in_table(|name| {
                    matches!(name, b"caption" | b"tbody" | b"tfoot" | b"thead")
                });
            }
            b"li" => self.close_item(
                |name| name == b"li",
                |name| matches!(name, b"ol" | b"ul" | b"menu" | b"dir"),
            ),
            b"dd" | b"dt" => {
                self.close_item(|name| matches!(name, b"dd" | b"dt"), |name| name == b"dl");
            }
            _ => {}
        }
        if is_block(name.bytes()) {
            self.close_paragraph();
        }
        let is_picture = name.is("img");
        if is_void(name.bytes()) && !is_picture || is_formatting(name.bytes()) {
            return;
        }
        self.push(tag);
        // Nothing else but a drawing closes itself.
        if is_picture || tag.is_self_closing() && self.is_in_drawing() {
            self.close_to(self.open.len() - 1);
        }
    }

    fn end(&mut self, name: Name) {
        match name.bytes() {
            b"br" => self.items.push(Item::Break),
            b"p" if !self.close_paragraph() => self.items.push(Item::Edge),
            b"p" => {}
            b"a" => {
                self.is_linked = false;
                self.end_inline(name);
            }
            _ if is_formatting(name.bytes()) => {}
            _ if is_block(name.bytes()) || is_table_part(name.bytes()) => {
                let is_wall = |open: &[u8]| match name.bytes() {
                    b"table" => false,
                    part if is_table_part(part) => open == b"table",
                    _ => matches!(open, b"td" | b"th" | b"caption" | b"table"),
                };
                self.close_last(|open| open == name.bytes(), is_wall);
            }
            _ => self.end_inline(name),
        }
    }

    fn words(&mut self, words: Words<'h>) {
        if self.nodes.is_empty() {
            self.push(Tag::root());
        }
        self.items.push(Item::Words {
            is_linked: self.is_linked,
            is_preformatted: self.preformatted > 0,
            node: self.open.last().copied().unwrap_or(0),
            words,
        });
    }

    fn push(&mut self, tag: Tag<'h>) {
        let name = tag.name();
        let is_block = is_block(name.bytes());
        if is_block {
            self.items.push(Item::Edge);
        }
        self.preformatted += usize::from(name.is("pre"));
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(self.nodes.len());
        let block = match self.nodes.get(parent) {
            Some(parent) if !is_block => parent.block,
            Some(_) | None => self.nodes.len(),
        };
        let start = self.items.len();
        self.nodes.push(Node { block, end: 0, is_block, parent, start, tag });
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(node) = self.open.pop()
        {
            self.nodes[node].end = self.nodes.len();
            let name = self.nodes[node].tag.name();
            if self.nodes[node].is_block {
                self.items.push(Item::Edge);
            }
            self.preformatted -= usize::from(name.is("pre"));
        }
    }

    /// Close the last element that is such, with all that is in it, unless a wall stands between.
    fn close_last(
        &mut self,
        is_such: impl Fn(&[u8]) -> bool,
        is_wall: impl Fn(&[u8]) -> bool,
    ) -> bool {
        let name = |node: &usize| self.nodes[*node].tag.name();
        // The root stays open.
        let open = self.open.iter().enumerate().skip(1).rev().take(FURTHEST);
        for (depth, node) in open {
            let name = name(node);
            if is_such(name.bytes()) {
                self.close_to(depth);
                return true;
            }
            if is_wall(name.bytes()) {
                return false;
            }
        }
        false
    }

    fn close_in_table(&mut self, is_such: impl Fn(&[u8]) -> bool) {
        self.close_last(is_such, |name| name == b"table");
    }

    fn close_item(&mut self, is_such: impl Fn(&[u8]) -> bool, is_list: impl Fn(&[u8]) -> bool) {
        let is_wall = |name: &[u8]| {
            is_list(name) || is_table_part(name) || is_block(name) && !matches!(name, b"div" | b"p")
        };
        self.close_last(is_such, is_wall);
    }

    fn close_paragraph(&mut self) -> bool {
        self.close_last(|name| name == b"p", |name| is_block(name) || is_table_part(name))
    }

    fn end_inline(&mut self, name: Name) {
        let is_wall = |open: &[u8]| is_block(open) || is_table_part(open);
        self.close_last(|open| open == name.bytes(), is_wall);
    }

    fn is_in_drawing(&self) -> bool {
        let open = self.open.iter().rev().take(FURTHEST);
        open.map(|&node| self.nodes[node].tag.name()).any(|name| is_drawing(name.bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn tree(html: &str) -> Option<Tree<'_>> {
        let mut growing = Growing::default();
        tokens(html).for_each(|piece| growing.add(piece));
        growing.finish()
    }

    /// The elements as `div(p p(a))`.
    #[track_caller]
    fn check(html: &str, expected: &str) {
        let tree = tree(html).unwrap();
        let mut shown = String::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            while open.last().is_some_and(|&last| tree.nodes[last].end <= at) {
                open.pop();
                shown.push(')');
            }
            shown.push_str(if node.parent == at - 1 && at > 1 { "(" } else { " " });
            if node.parent == at - 1 && at > 1 {
                open.push(node.parent);
            }
            shown.push_str(&String::from_utf8_lossy(node.tag.name().bytes()));
        }
        shown.push_str(&")".repeat(open.len()));
        assert_eq!(shown.trim(), expected, "{html}");
    }

    #[test]
    fn an_end_that_is_not_written_is_where_the_next_one_starts() {
        check("<p>a<p>b<div>c</div>", "p p div");
        check("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li li(ul(li)) li)");
        check("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td td) tr(td))");
        check("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt dd dt)");
    }

    #[test]
    fn an_end_closes_what_is_in_it_and_nothing_around() {
        check("<div><span><p>a</span>b</div><p>", "div(span(p)) p");
        check("<table><tr><td></div></p><p>a</table>", "table(tr(td(p)))");
        check("</div><div><section></div><p>", "div(section) p");
        check("<p><a>b<a>c</a>", "p(a a)");
    }

    #[test]
    fn formatting_is_not_in_the_tree_and_drawings_close_themselves() {
        check("<p><b>a<br><i>b<img></p><div>", "p(img) div");
        check("<svg><g/><path/></svg><p>", "svg(g path) p");
    }

    #[test]
    fn words_know_whether_they_lead_elsewhere() {
        let tree = tree("a<a href=/b>b</a><a href='#c'>c</a><a name=d>d<a href=/e>e").unwrap();
        let linked = tree.items.iter().filter_map(|item| match item {
            Item::Words { is_linked: true, words, .. } => Some(words.source),
            Item::Words { .. } | Item::Break | Item::Cell | Item::Edge => None,
        });
        assert_eq!(linked.collect::<Vec<_>>(), ["b", "e"]);
    }

    #[test]
    fn a_page_too_large_for_an_article_has_none() {
        assert!(tree(&"<p>a".repeat(MOST_NODES + 1)).is_none());
        assert!(tree(&"<br>a".repeat(MOST_ITEMS)).is_none());
        assert!(tree(&"<div>".repeat(MOST_NODES - 1)).is_some());
        assert!(tree("").is_none());
    }
}
