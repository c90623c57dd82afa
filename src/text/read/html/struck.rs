//! Words that a page shows struck out: it takes them back, so nobody can be asked to check them.

use super::tokens::Tag;
use super::tree::{Item, Tree};
use crate::domain::Oddity;

/// Whether an element strikes out what is in it.
pub(super) fn is_struck(tag: &Tag) -> bool {
    matches!(tag.name().bytes(), b"del" | b"s" | b"strike")
        || tag.sources().any(|(name, value)| {
            name.eq_ignore_ascii_case("style")
                && value.to_ascii_lowercase().contains("line-through")
        })
}

/// The elements that strike out what is in them, and are in none that does, without those that are
/// left out.
pub(super) fn struck(tree: &Tree, left_out: &[bool]) -> Vec<usize> {
    let mut struck = Vec::new();
    let mut node = 0;
    while node < tree.nodes.len() {
        if !left_out[node] && is_struck(&tree.nodes[node].tag) {
            struck.push(node);
            node = tree.nodes[node].end;
        } else {
            node += 1;
        }
    }
    struck
}

/// What a person is told of the words in these elements.
pub(super) fn told(tree: &Tree, struck: &[usize]) -> Option<Oddity> {
    let (mut letters, mut places) = (0, 0);
    for &node in struck {
        let before = letters;
        for item in &tree.items[tree.nodes[node].start..] {
            match *item {
                Item::Words { node: at, .. } if !tree.is_in(at, node) => break,
                Item::Words { words, .. } => words.read(|part, _| {
                    letters += part.chars().filter(|letter| !letter.is_whitespace()).count() as u64;
                }),
                Item::Break | Item::Cell | Item::Edge => {}
            }
        }
        places += u64::from(letters > before);
    }
    (places > 0).then_some(Oddity::Struck { letters, places })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const TEXT: &str = "<p>The council of Brenford sold the old tannery on Friday, its clerk said to \
        those who had come to hear it.</p>";

    #[track_caller]
    fn check(markup: &str, expected: &str, told: Option<(u64, u64)>) {
        let content = read(&format!("<!doctype html><article>{TEXT}<p>{markup}</p>{TEXT}"));
        let shown: Vec<&str> = content.text.split("\n\n").collect();
        assert_eq!(shown[1..shown.len() - 1].join("\n\n"), expected, "{markup}");
        let told = told.map(|(letters, places)| Oddity::Struck { letters, places });
        assert_eq!(content.oddities, Vec::from_iter(told), "{markup}");
    }

    #[test]
    fn words_that_are_struck_out_are_left_out_and_told() {
        let said = "It cost 1.2 million, which is more than the council had planned to take.";
        for (struck, end) in [
            ("<s>", "</s>"),
            ("<del datetime=2024>", "</del>"),
            ("<strike>", "</strike>"),
            ("<span style='text-decoration: line-through'>", "</span>"),
        ] {
            check(
                &said.replace("1.2", &format!("{struck}four{end} <ins>1.2</ins>")),
                said,
                Some((4, 1)),
            );
        }
        check(&said.replace(' ', "<s> <i>or</i> </s>"), said, Some((26, 13)));
        check(&said.replace(',', "<s>s</s>,"), said, Some((1, 1)));
        check(&format!("{said}<p><del>It was</del> <s>free.</s>"), said, Some((10, 2)));
        check(said, said, None);
    }

    #[test]
    fn an_end_that_is_missing_strikes_out_no_more_than_its_paragraph() {
        let said = "It cost 1.2 million, which is more than the council had planned to take.";
        check(&format!("{said}<s>No"), said, Some((2, 1)));
    }
}
