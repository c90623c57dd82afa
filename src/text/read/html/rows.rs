//! What names the cells of the rows of a table.

use std::collections::HashMap;
use std::sync::Arc;

use super::flat::show;
use super::headline::line_in;
use super::tree::{Item, Tree};
use crate::domain::Heading;
use crate::text::read::text_builder::TextBuilder;

pub(super) struct Row {
    pub(super) heading: Option<Arc<Heading>>,
    pub(super) is_head: bool,
}

/// In bytes: no line that names what stands below it is longer.
pub(super) const LONGEST: usize = 300;

/// How many rows of names may stand above others. A page may have no end of them.
const MOST: usize = 4;

/// How many elements and pieces of a row are looked at.
const FURTHEST: usize = 2000;

/// What a row says.
enum Says {
    Facts,
    /// The names of what stands below it.
    Names {
        /// Whether it names no columns, but all the rows below it: `Lorries only`.
        is_part: bool,
        words: String,
    },
    /// Names that nobody would read beside a claim.
    TooMuch,
}

/// The rows of a table, each with what names its cells. Those of a table in it are not among them.
pub(super) fn rows(tree: &Tree, left_out: &[bool], table: usize) -> HashMap<usize, Row> {
    let mut rows = HashMap::new();
    let mut caption = None;
    let mut head_end = 0;
    // The names above: those of the columns, and of a part of the table.
    let mut above: Vec<(bool, String)> = Vec::new();
    let mut was_head = true;
    let mut heading: Option<Arc<Heading>> = None;
    let mut node = table + 1;
    while node < tree.nodes[table].end {
        let tag = &tree.nodes[node].tag;
        match tag.name().bytes() {
            b"table" => {
                node = tree.nodes[node].end;
                continue;
            }
            b"caption" => {
                caption = caption.or_else(|| line_in(tree, node, LONGEST));
                heading = headed(caption.as_ref(), &above);
            }
            b"thead" => head_end = tree.nodes[node].end,
            b"tr" => {
                let says = says(tree, left_out, node, node < head_end);
                let is_head = matches!(says, Says::Names { .. });
                match says {
                    Says::Names { is_part, words } => {
                        // Names below facts take the place of those of their kind.
                        while !was_head && above.last().is_some_and(|last| last.0 || !is_part) {
                            above.pop();
                        }
                        above.push((is_part, words));
                    }
                    Says::TooMuch => above.clear(),
                    Says::Facts => {}
                }
                if !is_head && (was_head || above.is_empty()) {
                    heading = headed(caption.as_ref(), &above);
                }
                was_head = is_head;
                let heading = heading.clone().filter(|_| !is_head);
                rows.insert(node, Row { heading, is_head });
            }
            _ => {}
        }
        node += 1;
    }
    // A table of nothing but headers is one for looks.
    if rows.values().all(|row: &Row| row.is_head) {
        rows.clear();
    }
    rows
}

fn headed(caption: Option<&String>, above: &[(bool, String)]) -> Option<Arc<Heading>> {
    let names = above.iter().map(|(_, words)| words.as_str());
    let header = (1..=MOST).contains(&above.len()).then(|| names.collect::<Vec<_>>().join(" / "));
    let heading = Heading { caption: caption.cloned(), header };
    (heading != Heading::default()).then(|| Arc::new(heading))
}

fn says(tree: &Tree, left_out: &[bool], row: usize, in_head: bool) -> Says {
    let Some(cells) = cells(tree, row) else { return Says::Facts };
    let mut flow = TextBuilder::default();
    let mut with_words = Vec::new();
    let mut items = tree.items[tree.nodes[row].start..].iter();
    for item in items.by_ref().take(FURTHEST) {
        match *item {
            Item::Words { node, .. } if !tree.is_in(node, row) => break,
            Item::Words { node, words, .. } => {
                if left_out[node] || words.source.trim_start().is_empty() {
                    continue;
                }
                // Words outside of the cells, or in those of a table within, are no names.
                let Some(cell) = cell_of(tree, node, row) else { return Says::Facts };
                if with_words.last() != Some(&cell) {
                    with_words.push(cell);
                    flow.cell();
                }
                if !in_head && !names_below(tree, cell) {
                    return Says::Facts;
                }
                if words.source.len() > 2 * LONGEST {
                    return Says::TooMuch;
                }
                if flow.length() <= LONGEST {
                    show(&mut flow, words, false);
                }
            }
            Item::Break | Item::Cell | Item::Edge => flow.space(),
        }
    }
    let is_part = with_words.len() == 1 && with_words.first() == cells.first();
    // `2020`, and no figure beside it
    let has_gap = is_part && !in_head && cells[1..].iter().any(|&cell| !is_header(tree, cell));
    if with_words.is_empty() || has_gap {
        Says::Facts
    } else if flow.length() > LONGEST {
        Says::TooMuch
    } else {
        Says::Names { is_part, words: flow.finish().0 }
    }
}

/// The cells of a row, unless there are too many of them.
fn cells(tree: &Tree, row: usize) -> Option<Vec<usize>> {
    let mut cells = Vec::new();
    let mut node = row + 1;
    for _ in 0..FURTHEST {
        if node >= tree.nodes[row].end {
            return Some(cells);
        }
        if is_cell(tree, node) {
            cells.push(node);
        }
        let is_inner = tree.nodes[node].tag.is("table");
        node = if is_inner { tree.nodes[node].end } else { node + 1 };
    }
    None
}

/// The cell of this row that a node is in, if no other table is in between.
fn cell_of(tree: &Tree, node: usize, row: usize) -> Option<usize> {
    let mut around = tree.around(node).take(FURTHEST).take_while(|&node| node != row);
    around.find(|&node| is_cell(tree, node)).filter(|&cell| tree.nodes[cell].parent == row)
}

fn is_cell(tree: &Tree, node: usize) -> bool {
    matches!(tree.nodes[node].tag.name().bytes(), b"td" | b"th")
}

/// Whether a cell says that it names others.
pub(super) fn is_header(tree: &Tree, cell: usize) -> bool {
    let tag = &tree.nodes[cell].tag;
    tag.is("th")
        || tag.sources().any(|(name, value)| {
            name.eq_ignore_ascii_case("scope")
                || name.eq_ignore_ascii_case("role")
                    && matches!(value.trim(), "columnheader" | "rowheader")
        })
}

/// Whether a cell names what stands below it, and not only beside it.
fn names_below(tree: &Tree, cell: usize) -> bool {
    is_header(tree, cell)
        && !tree.nodes[cell].tag.sources().any(|(name, value)| {
            let value = value.trim();
            name.eq_ignore_ascii_case("scope") && value.eq_ignore_ascii_case("row")
                || name.eq_ignore_ascii_case("role") && value == "rowheader"
        })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    /// The header of each row of a table that is in an article.
    #[track_caller]
    fn check(table: &str, expected: &[(&str, &str)]) {
        let text = "<p>The council of Brenford counted the cars on its bridges, and its clerk \
            published the figures on Friday.</p>";
        let content = read(&format!("<!doctype html><article>{text}{table}{text}</article>"));
        let rows = content.structure.rows.iter();
        let rows: Vec<_> = rows
            .map(|(at, heading)| {
                (&content.text[at.clone()], heading.header.as_deref().unwrap_or("-"))
            })
            .collect();
        assert_eq!(rows, expected, "{table}");
    }

    #[test]
    fn names_below_facts_replace_those_of_their_kind() {
        check(
            "<table><tr><th colspan=2>Lorries<tr><td>2019<td>900<tr><th colspan=2>Buses\
             <tr><td>2019<td>40</table>",
            &[("2019 | 900", "Lorries"), ("2019 | 40", "Buses")],
        );
        check(
            "<table><tr><th>A<th>B<tr><th>C<th>D<tr><td>1<td>2<tr><th>E<th>F<tr><td>3<td>4\
             <tr><th colspan=2>East<tr><td>5<td>6<tr><th colspan=2>West<tr><td>7<td>8</table>",
            &[
                ("1 | 2", "A | B / C | D"),
                ("3 | 4", "E | F"),
                ("5 | 6", "E | F / East"),
                ("7 | 8", "E | F / West"),
            ],
        );
    }

    #[test]
    fn a_row_without_its_figure_is_no_header() {
        for gap in ["<th>2020<td>", "<th>2020<td> <td>", "<th scope=row>2020"] {
            check(
                &format!(
                    "<table><tr><th>Year<th>Cars<tr>{gap}<tr><th>2021<td>43,000\
                     <tr><th>2022<td>44,000</table>"
                ),
                &[
                    ("2020", "Year | Cars"),
                    ("2021 | 43,000", "Year | Cars"),
                    ("2022 | 44,000", "Year | Cars"),
                ],
            );
        }
        check(
            "<table><tr><th><th>Cars<tr><th>2021<td>43,000<tr><th colspan=2>East\
             <tr><th>2021<td>9</table>",
            &[("2021 | 43,000", "Cars"), ("2021 | 9", "Cars / East")],
        );
    }

    #[test]
    fn a_header_that_is_too_long_is_not_that_of_the_rows_before() {
        let long = "<th>Cars that crossed the bridge".repeat(12);
        check(
            &format!("<table><tr><th>A<th>B<tr><td>1<td>2<tr>{long}<tr><td>3<td>4</table>"),
            &[("1 | 2", "A | B")],
        );
        // More of them than anybody reads.
        let many = "<tr><th>A<th>B".repeat(5);
        check(&format!("<table>{many}<tr><td>1<td>2</table>"), &[]);
    }

    #[test]
    fn a_table_in_a_table_has_its_own_header() {
        check(
            "<table><tr><th>A<th>B<tr><td>1<td><table><tr><th>C<th>D<tr><td>2<td>3</table>\
             <tr><td>4<td>5</table>",
            &[("1", "A | B"), ("2 | 3", "C | D"), ("4 | 5", "A | B")],
        );
        check(
            "<table><tr><th><table><tr><th>C<th>D<tr><td>2<td>3</table><tr><td>4<td>5</table>",
            &[("2 | 3", "C | D")],
        );
    }

    #[test]
    fn tables_that_never_end_are_soon_read() {
        let words = "The bridge is closed to cars. ".repeat(2);
        for part in [
            format!("<tr><th>{words}<th>b"),
            format!("<tr><th>{words}<th>b<tr><td>1<td>2<tr><th>{words}"),
            "<table><tr><td><span hidden>a</span>".into(),
            "<table><caption>".into(),
            "<span class=time>".into(),
            format!("<div><time>9.30{words}</time>"),
        ] {
            let page = format!("<!doctype html><table>{}<p>{words}", part.repeat(2_000));
            assert!(!read(&page).text.is_empty());
        }
    }
}
