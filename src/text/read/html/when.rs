use super::byline::{Region, place_of};
use super::class_hints::each_word;
use super::tokens::Tag;
use super::tree::{Item, Tree};
use crate::text::read::date;

/// When the article was published, in the words of the page: what an element for it says to
/// machines, or shows; and where.
pub(super) fn published(
    tree: &Tree,
    region: &Region,
    language: Option<&str>,
) -> Option<(String, String)> {
    let mut best: Option<(Kind, usize, String)> = None;
    let mut at = 0;
    while at < tree.nodes.len() {
        if region.is_around(tree, at) {
            at = tree.nodes[at].end;
            continue;
        }
        let kind = kind(&tree.nodes[at].tag).filter(|_| region.nodes.contains(&at));
        if let Some(kind) = kind
            && best.as_ref().is_none_or(|(found, ..)| *found < kind)
            && let Some(said) = said(tree, at, language)
        {
            best = Some((kind, at, said));
        }
        at += 1;
    }
    let best = best.map(|(_, at, said)| (place_of(&tree.nodes[at].tag), said));
    let line = || Some(("a line near the text".to_owned(), line(tree, region, language)?));
    best.or_else(line)
}

/// When it was changed last, likewise.
pub(super) fn modified(
    tree: &Tree,
    region: &Region,
    language: Option<&str>,
) -> Option<(String, String)> {
    let mut at = 0;
    while at < tree.nodes.len() {
        if region.is_around(tree, at) {
            at = tree.nodes[at].end;
            continue;
        }
        if region.nodes.contains(&at)
            && says_changed(tree, at)
            && let Some(said) = all_said(tree, at, language)
        {
            return Some((place_of(&tree.nodes[at].tag), said));
        }
        at += 1;
    }
    None
}

/// Whether an element says that it has the time of the last change.
fn says_changed(tree: &Tree, node: usize) -> bool {
    let tag = &tree.nodes[node].tag;
    let shown = || {
        let shown = super::headline::text(tree, node, LONGEST);
        is_changed(shown.trim_start())
    };
    tag.is("time") && shown()
        || tag.sources().any(|(name, value)| match name.to_ascii_lowercase().as_str() {
            "itemprop" | "property" => {
                value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("dateModified"))
            }
            "class" | "id" | "data-testid" => {
                let (mut is_changed, mut is_date) = (false, tag.is("time"));
                each_word(value, |word| match word.to_ascii_lowercase().as_str() {
                    "modified" | "updated" => is_changed = true,
                    "date" | "datetime" | "last" | "time" | "timestamp" => is_date = true,
                    _ => {}
                });
                is_changed && is_date
            }
            _ => false,
        })
}

/// How many bytes of what an element says are looked at.
const LONGEST: usize = 120;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Its name has a date in it.
    Named,
    Time,
    /// It says that it is the time of publication.
    Marked,
}

fn kind(tag: &Tag) -> Option<Kind> {
    let mut kind = tag.is("time").then_some(Kind::Time);
    for (name, value) in tag.sources() {
        match name.to_ascii_lowercase().as_str() {
            "itemprop" | "property" => {
                let has = |prop: &str| {
                    value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(prop))
                };
                if has("datePublished") || has("dateCreated") {
                    return Some(Kind::Marked);
                }
                if has("dateModified") || has("uploadDate") {
                    return None;
                }
            }
            "pubdate" => return Some(Kind::Marked),
            "class" | "id" | "data-testid" => {
                let (mut is_changed, mut is_published, mut is_date) = (false, false, false);
                each_word(value, |word| match word.to_ascii_lowercase().as_str() {
                    "modified" | "updated" | "update" | "changed" => is_changed = true,
                    "pubdate" | "published" | "publish" | "publication" => is_published = true,
                    "date" | "dateline" | "datetime" | "fecha" | "datum" | "time" | "timestamp"
                    | "posted" => is_date = true,
                    _ => {}
                });
                // `published updated` names one that is both.
                if is_changed && !is_published {
                    return None;
                }
                if is_published && kind.is_some() {
                    kind = Some(Kind::Marked);
                } else if is_published || is_date {
                    kind = kind.max(Some(Kind::Named));
                }
            }
            _ => {}
        }
    }
    kind
}

/// The words for a date in a node that has one, for machines or for people.
fn said(tree: &Tree, node: usize, language: Option<&str>) -> Option<String> {
    let shown = super::headline::text(tree, node, LONGEST);
    if is_changed(shown.trim_start()) { None } else { all_said(tree, node, language) }
}

fn all_said(tree: &Tree, node: usize, language: Option<&str>) -> Option<String> {
    let tag = &tree.nodes[node].tag;
    let attributes = ["datetime", "content", "title"].into_iter();
    let told = attributes.filter_map(|name| tag.attribute(name));
    let shown = super::headline::text(tree, node, LONGEST);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = shown.as_str();
    let date = shown.split_once(": ").map_or(shown, |(_, date)| date).to_owned();
    let shown = if is_changed(shown) { date } else { shown.to_owned() };
    told.chain([shown])
        .find(|said| said.len() <= LONGEST && date::normalised(said, language).is_some())
}

/// Whether it says when the article was changed last.
fn is_changed(said: &str) -> bool {
    const WORDS: [&str; 6] =
        ["updated", "last updated", "modified", "aktualisiert", "mis à jour", "actualizado"];
    let lower = said.to_lowercase();
    WORDS.iter().any(|word| lower.starts_with(word))
}

/// A short line between the headline and the text with a date in it.
fn line(tree: &Tree, region: &Region, language: Option<&str>) -> Option<String> {
    const FURTHEST: usize = 2000;
    const LINE: usize = 80;
    let mut words = String::new();
    let start = tree.nodes[region.nodes.start].start;
    for item in tree.items[start..].iter().take(FURTHEST) {
        match *item {
            Item::Words { node, words: said, .. } => {
                if node > region.text || node >= region.nodes.end {
                    break;
                }
                let is_shown = !super::elements::is_hidden(tree.nodes[node].tag.name().bytes());
                if is_shown && words.len() <= LINE {
                    said.read(|part, _| words.push_str(part));
                }
            }
            Item::Cell => words.push(' '),
            Item::Break | Item::Edge => {
                let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if said.len() <= LINE && !is_changed(&said) && date::date(&said, language).is_some()
                {
                    return Some(said);
                }
                words.clear();
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::byline::tests::page;
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let (tree, region) = page(html);
        let found = published(&tree, &region, None).map(|(_, words)| words);
        assert_eq!(found.as_deref(), expected, "{html}");
    }

    #[test]
    fn the_time_of_publication_is_no_other_time() {
        check(
            "<time itemprop=dateModified datetime=2026-01-09></time>\
             <time itemprop=datePublished datetime=2025-05-06></time><p id=t>x",
            Some("2025-05-06"),
        );
        check(
            "<span itemprop=datePublished content=2025-05-06>6 May</span><p id=t>x",
            Some("2025-05-06"),
        );
        check("<time class=updated datetime=2026-01-09></time><p id=t>x", None);
        check("<p class=date>Updated 6 May 2025</p><p id=t>x", None);
    }

    #[test]
    fn a_date_is_read_where_it_is_shown() {
        check("<p class=post-date>6 May 2025</p><p id=t>x", Some("6 May 2025"));
        check("<h1>Bridge</h1><p>Brenford, 6 May 2025</p><p id=t>x", Some("Brenford, 6 May 2025"));
        check("<h1>Bridge</h1><p id=t>x</p><p>6 May 2025", None);
    }
}
