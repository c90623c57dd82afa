use super::class_hints::{ClassHints, Hint, each_word};
use super::elements::is_hidden;
use super::tokens::Tag;
use super::tree::{Item, Tree};
use crate::text::read::content::line;

/// How long the names of those who wrote an article may be, in bytes.
const LONGEST: usize = 90;

/// Who wrote the article, as a page shows it: what stands in the first element that is for it.
pub(super) fn byline(tree: &Tree) -> Option<String> {
    let mut at = 0;
    let mut items = tree.items.iter().peekable();
    while at < tree.nodes.len() {
        let tag = &tree.nodes[at].tag;
        if ClassHints::of(tag).apart == Hint::Strong
            || matches!(tag.name().bytes(), b"aside" | b"footer" | b"form")
        {
            // A page as a whole may have any name.
            let is_page = tree.nodes[at].end - at > tree.nodes.len() / 2;
            at = if is_page { at + 1 } else { tree.nodes[at].end };
            continue;
        }
        if !is_byline(&tree.nodes[at].tag) {
            at += 1;
            continue;
        }
        let mut words = String::new();
        let is_before = |item: &&Item| match **item {
            Item::Words { node, .. } => node < tree.nodes[at].end,
            Item::Break | Item::Cell | Item::Edge => true,
        };
        while let Some(item) = items.next_if(is_before) {
            match *item {
                Item::Words { node, words: part, .. } if node >= at => {
                    let is_shown = !is_hidden(tree.nodes[node].tag.name().bytes());
                    if is_shown && words.len() <= LONGEST {
                        part.read(|part, _| words.push_str(part));
                    }
                }
                Item::Words { .. } => {}
                Item::Break | Item::Cell | Item::Edge => words.push(' '),
            }
        }
        if let Some(name) = name(&words) {
            return Some(name);
        }
        at = tree.nodes[at].end;
    }
    None
}

fn is_byline(tag: &Tag) -> bool {
    tag.sources().any(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "itemprop" | "rel" => value.eq_ignore_ascii_case("author"),
        "class" => {
            let (mut is_one, mut before) = (false, String::new());
            each_word(value, |word| {
                let word = word.to_ascii_lowercase();
                is_one |= word == "byline" || before == "author" && word == "name";
                before = word;
            });
            is_one
        }
        _ => false,
    })
}

/// The names without the word before them, if they can be names.
fn name(words: &str) -> Option<String> {
    let words = line(words)?;
    let name = without_label(&words);
    let has_letters = name.chars().filter(|letter| letter.is_alphabetic()).count() >= 4;
    let has_digits = name.chars().any(|letter| letter.is_ascii_digit());
    let is_sentence = name.ends_with(['.', '?', '!', ':']) || name.split(' ').count() > 9;
    let is_name = name.len() <= LONGEST && has_letters && !has_digits && !is_sentence;
    is_name.then(|| name.to_owned())
}

/// The names without the word before them: `By Ana Silva`.
pub(super) fn without_label(words: &str) -> &str {
    #[rustfmt::skip]
    const LABELS: [&str; 11] = [
        "author:", "autor:", "autora:", "by", "by:", "par", "por", "text:", "von", "von:",
        "автор:",
    ];
    match words.split_once(' ') {
        Some((first, rest)) if LABELS.contains(&first.to_lowercase().as_str()) => rest,
        Some(_) | None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::super::tree::Growing;
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let mut tree = Growing::default();
        tokens(html).for_each(|piece| tree.add(piece));
        assert_eq!(byline(&tree.finish().unwrap()).as_deref(), expected, "{html}");
    }

    #[test]
    fn a_byline_is_the_content_of_its_element() {
        check("<p class=article-byline>By <b>Ana</b>\n Silva</p><p>x", Some("Ana Silva"));
        check("<div><a rel=author href=/ana>Ana Silva</a> wrote</div>", Some("Ana Silva"));
        check("<span itemprop=author>Ana<br>Silva</span>", Some("Ana Silva"));
        check("<div class=authorName>Ana Silva", Some("Ana Silva"));
    }

    #[test]
    fn text_that_cannot_be_a_name_is_not_a_byline() {
        check("<p class=byline>12 March 2024</p><p class=byline>Ana Silva", Some("Ana Silva"));
        check("<p class=byline>She has written for us since the bridge was built.", None);
        check("<form><p class=byline>Your name</form><p>x<p>y<p>z<p>a", None);
        check("<div class=comments><p class=byline>Ana Silva</p></div><p>x<p>y<p>z<p>a", None);
        check("<p>Ana Silva", None);
    }

    #[test]
    fn a_label_is_not_a_name() {
        assert_eq!(without_label("By Ana Silva"), "Ana Silva");
        assert_eq!(without_label("VON Ana Silva"), "Ana Silva");
        assert_eq!(without_label("Byron Silva"), "Byron Silva");
    }
}
