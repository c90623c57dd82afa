use std::ops::Range;

use super::blocks::{Block, Sums, blocks, prose};
use super::byline::Region;
use super::credits::{Pictures, credit_in};
use super::doubts::Doubts;
use super::headline::{Headline, LONGEST, article_of, text};
use super::tokens::Tag;
use super::told_body::Confirmed;
use super::tree::{Item, Tree};
use crate::text::read::content::line;

/// How many letters a line below a headline has at least if it says more than the headline.
pub(super) const LEAD: usize = 100;

/// The blocks of a page that make up its article.
pub(super) struct Article {
    pub(super) blocks: Vec<Block>,
    /// The elements that hold it, one after another.
    bodies: Vec<usize>,
    /// For each node, whether it was left out.
    pub(super) left_out: Vec<bool>,
    pictures: Pictures,
    /// The elements in it whose words are struck out.
    pub(super) struck: Vec<usize>,
}

impl Article {
    pub(super) fn find(tree: &Tree, headline: &Headline, told: Option<&str>) -> Self {
        let mut doubts = Doubts::of(tree, headline);
        let mut left_out = doubts.left_out(tree);
        let mut all = blocks(tree, &left_out);
        let mut found = body(tree, &all, &doubts.bodies(tree, &left_out), headline);
        if doubts.take_back(tree, &left_out, &found, headline) {
            left_out = doubts.left_out(tree);
            all = blocks(tree, &left_out);
            found = body(tree, &all, &doubts.bodies(tree, &left_out), headline);
        }
        let shown = told.map(|told| (told, blocks(tree, &doubts.unshown(tree))));
        let confirmed = shown.as_ref().and_then(|(told, shown)| {
            let confirmed = Confirmed::find(tree, shown, told)?;
            let kept = of_bodies(tree, all.clone(), &found);
            Some((confirmed.lost(tree, shown, &kept)?, confirmed))
        });
        if let Some((body, confirmed)) = confirmed {
            left_out = doubts.left_out_but(tree, &confirmed);
            all = blocks(tree, &left_out);
            found = vec![body];
        }
        let all = of_bodies(tree, all, &found);
        let mut article = Self {
            blocks: all,
            bodies: found,
            left_out,
            pictures: doubts.pictures,
            struck: Vec::new(),
        };
        let is_own =
            |node: &usize| article.has(tree, *node) && !article.left_out[tree.nodes[*node].parent];
        article.struck = doubts.struck.iter().copied().filter(is_own).collect();
        article
    }

    /// Whether the words in this node are struck out.
    pub(super) fn strikes(&self, tree: &Tree, node: usize) -> bool {
        let last = self.struck.partition_point(|&struck| struck <= node).checked_sub(1);
        last.is_some_and(|last| tree.is_in(node, self.struck[last]))
    }

    /// Where in the source of this block, if it is the caption of a picture, stands whose it is.
    pub(super) fn credit(&self, tree: &Tree, block: &Block) -> Option<Range<usize>> {
        if block.letters > 700 || !self.pictures.has(tree, block.node) {
            return None;
        }
        // The words, and where each of their bytes stands.
        let (mut said, mut places) = (String::new(), Vec::new());
        for item in &tree.items[block.items.clone()] {
            match *item {
                Item::Words { node, words, .. } if !self.left_out[node] => {
                    words.read(|part, source| {
                        for (at, letter) in part.char_indices() {
                            let letter = if letter.is_whitespace() { ' ' } else { letter };
                            if letter == ' ' && said.ends_with(' ') {
                                continue;
                            }
                            let is_same = part.len() == source.len();
                            let from = if is_same { source.start + at } else { source.start };
                            said.push(letter);
                            places.resize(said.len(), from);
                        }
                    });
                }
                Item::Break | Item::Cell if !said.ends_with(' ') && !said.is_empty() => {
                    let last = places[places.len() - 1];
                    said.push(' ');
                    places.push(last);
                }
                Item::Break | Item::Cell | Item::Edge | Item::Words { .. } => {}
            }
        }
        let cut = credit_in(&said)?;
        let end = places.get(cut.end).copied().unwrap_or(usize::MAX);
        Some(*places.get(cut.start)?..end)
    }

    /// The words of the heading of the article: that which says what a title says, or else the only
    /// one that stands in the article or right above it.
    pub(super) fn headline(&self, tree: &Tree, headline: &Headline) -> Option<String> {
        let is_near = |node: &usize| self.has(tree, *node);
        let mut near = headline.all().iter().copied().filter(is_near);
        let only = near.next().filter(|_| near.next().is_none());
        let only = only.or(match headline.all() {
            &[only] => Some(only),
            _ => None,
        });
        let only = only.filter(|&only| only < self.start());
        let words = text(tree, headline.own().or(only)?, LONGEST);
        line(&words).filter(|words| words.len() <= LONGEST)
    }

    /// The node of its first paragraph.
    pub(super) fn start(&self) -> usize {
        let text = self.blocks.iter().find(|block| block.is_paragraph());
        text.or(self.blocks.first()).map_or(0, |block| block.node)
    }

    /// Whether a node is in the article, or in the element named so around it.
    pub(super) fn has(&self, tree: &Tree, node: usize) -> bool {
        self.bodies.iter().any(|&body| {
            tree.is_in(node, body) || article_of(tree, body).is_some_and(|of| tree.is_in(node, of))
        })
    }

    /// What of the page speaks of the article: from its headline, or from what is above it, to what
    /// is below its text.
    pub(super) fn region(&self, tree: &Tree, headline: &Headline) -> Region {
        let first = self.bodies[0];
        let last = self.bodies[self.bodies.len() - 1];
        let text = self.start();
        let above = headline.above(tree, first).min(first);
        let is_small = |node: usize| tree.nodes[node].end - node <= tree.nodes.len() / 2;
        let outer = tree.nodes[above].parent;
        let start = if is_small(outer) || tree.is_in(first, outer) { outer } else { above };
        let end = tree.nodes[tree.nodes[last].parent].end;
        let (start, end) = match article_of(tree, first) {
            Some(article) if headline.own().is_some_and(|own| !tree.is_in(own, article)) => {
                (start.min(article), end.max(tree.nodes[article].end))
            }
            Some(article) => (article, tree.nodes[article].end),
            None => (start, end),
        };
        let headline = headline.own();
        Region { headline, nodes: start..end.max(start + 1), text: text.max(start) }
    }
}

/// The blocks in these elements, with the lead above the first.
fn of_bodies(tree: &Tree, mut all: Vec<Block>, bodies: &[usize]) -> Vec<Block> {
    let lead = lead(tree, &all, bodies[0]);
    let mut at = 0;
    all.retain(|block| {
        at += 1;
        bodies.iter().any(|&body| tree.is_in(block.node, body)) || lead.contains(&(at - 1))
    });
    all
}

/// The element that holds the article, or its parts one after another.
fn body(tree: &Tree, blocks: &[Block], bodies: &[usize], headline: &Headline) -> Vec<usize> {
    let values = Sums::new(tree, blocks, |block| block.value(tree));
    let mut best = 0;
    for node in 0..tree.nodes.len() {
        if tree.nodes[node].is_block && values.of(tree, node) >= values.of(tree, best) {
            best = node;
        }
    }
    if values.of(tree, best) <= 0 {
        best = 0;
    }
    // A paragraph alone is no article: in a short story, no other may be worth as much.
    let counts = Sums::new(tree, blocks, |_| 1);
    while best != 0 && counts.of(tree, best) == 1 {
        best = tree.nodes[tree.nodes[best].parent].block;
    }
    let texts = Sums::new(tree, blocks, prose);
    // One that says that it is the body of the article is believed if it has much of the text.
    let parts = parts(tree, bodies, &texts);
    let all = parts.iter().map(|&part| texts.of(tree, part)).sum::<i64>();
    let best_text = texts.of(tree, best).max(1);
    let is_cut = parts.len() > 1;
    if is_cut && all * 10 >= best_text * 9 {
        return parts;
    }
    let is_body = !is_cut && all * 2 >= best_text;
    let body = parts.first().copied().filter(|_| is_body).unwrap_or(best);
    vec![only_article(tree, body, headline, &texts)]
}

/// The largest of the bodies, with the others that are named as it is and stand below the same
/// headline: a text may be cut in two by what stands between.
fn parts(tree: &Tree, bodies: &[usize], texts: &Sums) -> Vec<usize> {
    const MOST: usize = 50;
    let Some(&largest) = bodies.iter().max_by_key(|&&body| texts.of(tree, body)) else {
        return Vec::new();
    };
    let mut parts: Vec<usize> = Vec::new();
    for &body in bodies.iter().take(MOST) {
        let is_inner = parts.last().is_some_and(|&last| tree.is_in(body, last));
        let is_like = is_named_like(tree, body, largest);
        if is_like && !is_inner && texts.of(tree, body) > 0 {
            parts.push(body);
        }
    }
    let is_cut = |between: Range<usize>| {
        between.clone().any(|node| {
            let name = tree.nodes[node].tag.name();
            name.is("article")
                || matches!(name.bytes(), b"h1" | b"h2") && !tree.is_in(node, largest)
        })
    };
    // What has a headline of its own is another article.
    let own = article_of(tree, largest);
    let is_whole = parts.len() > 1
        && parts.windows(2).all(|two| !is_cut(tree.nodes[two[0]].end..two[1]))
        && parts.iter().all(|&part| article_of(tree, part) == own);
    if is_whole { parts } else { vec![largest] }
}

/// The first of the articles in a node, if it alone has a headline of the first level.
fn only_article(tree: &Tree, node: usize, headline: &Headline, texts: &Sums) -> usize {
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
            let is_only = headline.has_any(tree, first)
                && !articles[1..].iter().any(|&other| headline.has_any(tree, other));
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
    let is_lead = |block: &Block| {
        block.is_paragraph() && (block.letters >= LEAD || block.ends && block.linked == 0)
    };
    let lead = (end - between..end).find(|&at| is_lead(&blocks[at]));
    lead.map_or(0..0, |lead| lead..lead + 1)
}

fn is_named_like(tree: &Tree, node: usize, other: usize) -> bool {
    let (tag, other) = (&tree.nodes[node].tag, &tree.nodes[other].tag);
    // `body-1` and `body-2` are alike.
    let words = |tag: &Tag, name: &str| {
        tag.attribute(name).map(|said| said.replace(|c: char| c.is_ascii_digit(), ""))
    };
    let is_same = |name: &str| words(tag, name) == words(other, name);
    tag.name() == other.name() && is_same("class") && is_same("itemprop")
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::read;

    pub(in super::super) const TEXT: [&str; 5] = [
        "The council of Brenford sold the old tannery for 1.2 million on Friday, its clerk said.",
        "Builders will put 80 flats where the vats were, and a school of music in the drying hall.",
        "Forty people had signed a letter against the sale, which the council did not discuss.",
        "The tannery closed in 1988, when its last owner moved the works across the border.",
        "Its chimney, of 41 metres, will stay: storks have lived on it for longer than anybody knows.",
    ];

    pub(in super::super) fn paragraphs(words: &[&str]) -> String {
        words.iter().map(|words| format!("<p>{words}</p>")).collect()
    }

    #[track_caller]
    pub(in super::super) fn check(body: &str) {
        let html = format!("<!doctype html><title>Tannery sold</title><body>{body}");
        assert_eq!(read(&html).text, TEXT.join("\n\n"), "{body}");
    }

    #[test]
    fn a_short_story_is_read_whole() {
        let text = [TEXT[0], "The toll rose.", "It had been 40 crowns since 1988.", "Few pay it."];
        for (before, after) in [("<p>", "</p>"), ("<div><p>", "</p></div>"), ("<div>", "</div>")] {
            let story: String =
                text.iter().map(|words| format!("{before}{words}{after}")).collect();
            for html in [format!("<article><h1>Tannery sold</h1>{story}</article>"), story.clone()]
            {
                let html = format!("<!doctype html><title>Tannery sold</title><body>{html}");
                assert_eq!(read(&html).text, text.join("\n\n"), "{html}");
            }
        }
    }

    #[test]
    fn a_body_in_several_parts_is_read_whole() {
        let (first, rest) = (paragraphs(&TEXT[..2]), paragraphs(&TEXT[2..]));
        check(&format!(
            "<main><h1>Tannery sold</h1><div><div class=article-text>{first}</div></div>\
             <div class=x>Brenford Mail</div><div><div class=article-text>{rest}</div></div></main>"
        ));
    }
}
