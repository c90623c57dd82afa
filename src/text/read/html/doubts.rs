use super::blocks::{Block, Sums, blocks, prose};
use super::class_hints::{ClassHints, Hint};
use super::credits::Pictures;
use super::elements::{self, is_around};
use super::headline::{Headline, is_slug_of};
use super::struck::struck;
use super::tree::Tree;

/// How many letters of text below its headline are a story, whatever else is on the page.
const STORY: i64 = 300;

/// What the names of elements say against them, and what speaks for them.
pub(super) struct Doubts {
    hints: Vec<ClassHints>,
    /// The nodes that are shown to nobody, or are no part of an article whatever is in them.
    out: Vec<bool>,
    /// The nodes that are left out by their names.
    named: Vec<bool>,
    pub(super) pictures: Pictures,
    /// The elements whose words are struck out.
    pub(super) struck: Vec<usize>,
    /// The nodes that are left out by their tags.
    tagged: Vec<bool>,
}

impl Doubts {
    pub(super) fn of(tree: &Tree, headline: &Headline) -> Self {
        let hints: Vec<ClassHints> = (0..tree.nodes.len()).map(|node| hints(tree, node)).collect();
        let mut out = vec![false; tree.nodes.len()];
        let text = |out: &[bool]| Sums::new(tree, &blocks(tree, out), prose);
        leave_out(tree, &mut out, |node| elements::is_hidden(tree.nodes[node].tag.name().bytes()));
        let pictures = Pictures::new(tree, &blocks(tree, &out));
        let texts = text(&out);
        let mut struck = struck(tree, &out);
        // A page that strikes out most of its text does so with some other meaning.
        if struck.iter().map(|&node| texts.of(tree, node)).sum::<i64>() * 2 > texts.of(tree, 0) {
            struck.clear();
        }
        leave_out(tree, &mut out, |node| {
            struck.binary_search(&node).is_ok() || pictures.is_credit(tree, node)
        });
        let texts = text(&out);
        leave_out(tree, &mut out, |node| {
            let is_not_all = texts.of(tree, node) * 10 < texts.of(tree, 0) * 9;
            let name = tree.nodes[node].tag.name();
            let is_page = matches!(name.bytes(), b"html" | b"body" | b"main");
            let is_apart = hints[node].apart == Hint::Strong
                && !hints[node].is_body
                && !is_page
                && !headline.stands_above_text(tree, node, &texts);
            is_not_all && (is_apart || name.is("nav"))
        });

        leave_out_streams(tree, &mut out, headline);
        let texts = text(&out);
        let all = texts.of(tree, 0);
        let large: Vec<usize> = (0..tree.nodes.len())
            .filter(|&node| hints[node].is_body && !out[node])
            .filter(|&body| texts.of(tree, body) * 5 > all)
            .collect();
        let story = headline.story(tree, &texts);
        let is_less = |node: usize| {
            let text = texts.of(tree, node);
            // One that is larger than the story beside it may still be none of it.
            let is_beside = story.is_some_and(|story| {
                node > story
                    && !tree.is_in(node, story)
                    && texts.of(tree, story) >= STORY
                    && (hints[node].around == Hint::Strong || tree.nodes[node].tag.is("aside"))
            });
            (text * 2 < all.max(1) || is_beside)
                && !has_any(tree, node, &large)
                && !headline.stands_above_text(tree, node, &texts)
        };
        let is_hidden =
            |node: usize| hints[node].is_hidden && texts.of(tree, node) * 3 < all.max(1) * 2;
        let mut named = vec![false; tree.nodes.len()];
        let mut tagged = named.clone();
        for node in 0..tree.nodes.len() {
            let name = tree.nodes[node].tag.name();
            let hint = hints[node];
            let is_named = hint.around != Hint::None || hint.apart != Hint::None;
            match name.bytes() {
                b"article" | b"body" | b"html" | b"main" => {}
                b"a" | b"blockquote" => named[node] = is_hidden(node),
                b"header" if headline.has_any(tree, node) => {}
                name => {
                    tagged[node] = is_around(name) && is_less(node);
                    named[node] = is_hidden(node) || is_named && is_less(node);
                }
            }
        }
        let mut doubts = Self { hints, out, named, pictures, struck, tagged };
        // Where so much goes, the names do not mean what they mean elsewhere.
        if text(&doubts.left_out(tree)).of(tree, 0) * 3 < all {
            doubts.named.fill(false);
        }
        doubts
    }

    pub(super) fn left_out(&self, tree: &Tree) -> Vec<bool> {
        let mut out = self.out.clone();
        leave_out(tree, &mut out, |node| self.named[node] || self.tagged[node]);
        out
    }

    pub(super) fn bodies(&self, tree: &Tree, left_out: &[bool]) -> Vec<usize> {
        let is_body = |node: &usize| {
            let is_line = tree.nodes[*node].tag.is("p");
            self.hints[*node].is_body && !left_out[*node] && !is_line
        };
        (0..left_out.len()).filter(is_body).collect()
    }

    /// Take back what names alone have left out, where what is in it, and its place, say that it is
    /// a part of the text. Whether there was any.
    pub(super) fn take_back(
        &mut self,
        tree: &Tree,
        left_out: &[bool],
        found: &[usize],
        headline: &Headline,
    ) -> bool {
        let blocks = blocks(tree, &self.out);
        let sum = |value: fn(&Block) -> i64| Sums::new(tree, &blocks, value);
        let letters = sum(|block| i64::try_from(block.letters).unwrap_or(i64::MAX));
        let texts = sum(prose);
        let is_sentence = |block: &Block| {
            block.is_paragraph() && block.ends && tree.nodes[block.node].tag.is("p")
        };
        let sentences = Sums::new(tree, &blocks, |block| i64::from(is_sentence(block)));
        let (first, last) = (found[0], found[found.len() - 1]);
        let start = headline.above(tree, first);
        let end = tree.nodes[tree.nodes[last].parent].end;
        // The last paragraph that was kept.
        let last = blocks
            .iter()
            .rfind(|block| {
                block.is_paragraph()
                    && !left_out[block.node]
                    && found.iter().any(|&body| tree.is_in(block.node, body))
            })
            .map_or(0, |block| block.node);
        let mut has_any = false;
        let mut node = start;
        while node < end {
            if !self.named[node] || self.tagged[node] || self.out[node] {
                node += 1;
                continue;
            }
            let hint = self.hints[node];
            let share = texts.of(tree, node);
            let is_pure = share * 10 >= letters.of(tree, node) * 7;
            let count = sentences.of(tree, node);
            let is_before = tree.nodes[node].end <= last;
            let is_sibling = tree.nodes[node].parent == tree.nodes[last].parent
                || tree.nodes[node].parent == tree.nodes[tree.nodes[last].parent].parent;
            let is_strong = hint.around.max(hint.apart) == Hint::Strong;
            let is_text = is_pure
                && !hint.is_hidden
                && if is_strong {
                    count >= 2 && is_before
                } else {
                    count >= 1 && (is_before || is_sibling && count >= 2)
                };
            if is_text {
                self.named[node] = false;
                has_any = true;
                node += 1;
            } else {
                node = tree.nodes[node].end;
            }
        }
        has_any
    }
}

/// Leave out lists of links to other articles with a few words below each, beside a story.
fn leave_out_streams(tree: &Tree, out: &mut [bool], headline: &Headline) {
    const FEWEST: usize = 4;
    const LONGEST: i64 = 800;
    let blocks = blocks(tree, out);
    let texts = Sums::new(tree, &blocks, prose);
    let letters =
        Sums::new(tree, &blocks, |block| i64::try_from(block.letters).unwrap_or(i64::MAX));
    let count =
        |is_such: fn(&Block) -> bool| Sums::new(tree, &blocks, |block| i64::from(is_such(block)));
    let paragraphs = count(Block::is_paragraph);
    let all = texts.of(tree, 0);
    let is_teaser = |node: usize| {
        let start = tree.nodes[node].start;
        let first = blocks.get(blocks.partition_point(|block| block.items.start < start));
        first.is_some_and(|first| tree.is_in(first.node, node) && first.is_mostly_linked())
            && paragraphs.of(tree, node) == 1
            && letters.of(tree, node) <= LONGEST
    };
    let mut streams = vec![false; tree.nodes.len()];
    for (node, is_stream) in streams.iter_mut().enumerate() {
        let (mut teasers, mut others) = (0, 0);
        let mut child = node + 1;
        while child < tree.nodes[node].end {
            if is_teaser(child) {
                teasers += 1;
            } else {
                others += usize::from(texts.of(tree, child) > 0);
            }
            child = tree.nodes[child].end;
        }
        let is_beside_story = all - texts.of(tree, node) >= STORY
            && !headline.own().is_some_and(|own| tree.is_in(own, node));
        *is_stream = teasers >= FEWEST && teasers > 4 * others && is_beside_story;
    }
    leave_out(tree, out, |node| streams[node]);
}

/// What the names of an element say of it. An id that is made of the words it starts with, as those
/// of sections are, says nothing.
fn hints(tree: &Tree, node: usize) -> ClassHints {
    let tag = &tree.nodes[node].tag;
    let hints = ClassHints::of(tag);
    if hints.around == Hint::None && hints.apart == Hint::None {
        return hints;
    }
    let without = ClassHints::without_id(tag);
    if without != hints && is_slug_of(tree, node) { without } else { hints }
}

fn has_any(tree: &Tree, node: usize, nodes: &[usize]) -> bool {
    let next = nodes.partition_point(|&inner| inner < node);
    nodes.get(next).is_some_and(|&inner| tree.is_in(inner, node))
}

/// Leave out the nodes that are such, and all that is in them.
fn leave_out(tree: &Tree, out: &mut [bool], is_such: impl Fn(usize) -> bool) {
    for node in 0..out.len() {
        out[node] = out[node] || out[tree.nodes[node].parent] || is_such(node);
    }
}

#[cfg(test)]
mod tests {
    use super::super::article::tests::{TEXT, check, paragraphs};
    use super::super::read;

    /// The first part of a text in an element with these names, and the rest beside it.
    #[track_caller]
    fn check_first_part(names: &str) {
        let (first, rest) = (paragraphs(&TEXT[..2]), paragraphs(&TEXT[2..]));
        check(&format!(
            "<main><h1>Tannery sold</h1><div {names}>{first}</div><div>{rest}</div></main>"
        ));
    }

    #[test]
    fn a_word_in_a_name_alone_costs_no_text() {
        for names in [
            "class='d-flex overflow-hidden'",
            "class='elementor-element elementor-widget'",
            "class='part extra'",
            "class='social-history'",
            "class=tools id=banner",
            "class=sharing",
            "id=the-cost-of-sharing-a-river",
        ] {
            check_first_part(names);
        }
    }

    #[test]
    fn the_container_of_the_story_may_have_any_name() {
        for names in ["class='post popup-ready'", "class=modal", "class='related promo'"] {
            let text = paragraphs(&TEXT);
            let imprint = "The Brenford Mail is owned by those who print it, since 1911.";
            let html = format!(
                "<!doctype html><title>Tannery sold</title>\
                 <div {names}><h1>Tannery sold</h1>{text}</div><div><p>{imprint}</p></div>"
            );
            assert!(read(&html).text.starts_with(&TEXT.join("\n\n")), "{names}");
        }
    }

    #[test]
    fn names_that_what_is_in_them_bears_out_are_believed() {
        let text = paragraphs(&TEXT);
        for around in [
            "<div class=comments><p>I lived beside it for years, and it smelled of nothing but money.</p>\
             <p>They should have kept the vats, and shown them to children who ask about shoes.</p></div>",
            "<div class=widget><a href=/a>Ferry sinks</a> <a href=/b>Ferry found</a></div>",
            "<div class='author-bio'><p>Ada Brill has written about Brenford since the river rose.</p></div>",
            "<div class=extra>Brenford Mail, 41 pages</div>",
        ] {
            check(&format!("<article><h1>Tannery sold</h1>{text}{around}</article>"));
        }
    }

    #[test]
    fn a_section_named_by_its_heading_is_text() {
        let (first, rest) = (paragraphs(&TEXT[..4]), paragraphs(&TEXT[4..]));
        let html = format!(
            "<!doctype html><title>Tannery sold</title><article><h1>Tannery sold</h1>{first}\
             <section id=related-storks><h2>Related storks</h2>{rest}</section></article>"
        );
        let text = read(&html).text;
        assert!(text.ends_with(&format!("Related storks\n\n{}", TEXT[4])), "{text}");
    }

    #[test]
    fn a_stream_of_teasers_is_left_out() {
        let teaser = |at: usize| {
            format!(
                "<li><h3><a href=/{at}>Ferry number {at} sinks at Holm</a></h3><p>It was the ferry \
                 number {at} of this year, and again nobody knows what it ran into.</p></li>"
            )
        };
        let stream: String = (0..30).map(teaser).collect();
        let text = paragraphs(&TEXT);
        check(&format!("<div><h1>Tannery sold</h1><div>{text}</div><ul>{stream}</ul></div>"));
    }

    #[test]
    fn a_column_that_is_longer_than_the_story_is_none_of_it() {
        let news = format!(
            "<li><p>{}</p></li>",
            "News of another place, which has nothing to do with it."
        )
        .repeat(20);
        let text = paragraphs(&TEXT);
        check(&format!(
            "<div><div><h1>Tannery sold</h1>{text}</div><aside><ul>{news}</ul></aside></div>"
        ));
    }
}
