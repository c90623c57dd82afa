//! `docs/log-format.md` describes every event and every field.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::session::repository;

/// The structures of `src/domain` with named fields: of each field its name and its type.
fn structures() -> BTreeMap<String, Vec<(String, String)>> {
    let mut found = BTreeMap::new();
    let domain = repository().join("src/domain");
    let files =
        [domain.clone(), domain.join("evidence")].map(|folder| fs::read_dir(folder).unwrap());
    for file in files.into_iter().flatten() {
        let file = file.unwrap().path();
        if file.is_dir() {
            continue;
        }
        let text = fs::read_to_string(file).unwrap();
        for after in text.split("\npub struct ").skip(1) {
            let Some((name, body)) = after.split_once(" {\n") else { continue };
            if !name.chars().all(char::is_alphanumeric) {
                continue;
            }
            let body = body.split("\n}").next().unwrap();
            let fields = body.lines().filter_map(|line| {
                let (field, kind) = line.strip_prefix("    pub ")?.split_once(": ")?;
                Some((field.to_owned(), kind.trim_end_matches(',').to_owned()))
            });
            found.insert(name.to_owned(), fields.collect());
        }
    }
    found
}

/// The fields of a structure, as the chapter writes them: `revision.reader.name`, `claims[].span`.
/// Those that may be absent end in `?`.
fn fields(
    of: &str,
    structures: &BTreeMap<String, Vec<(String, String)>>,
    before: &str,
    into: &mut BTreeSet<String>,
) {
    for (name, kind) in &structures[of] {
        let inner = |outer: &str| kind.strip_prefix(outer).and_then(|kind| kind.strip_suffix('>'));
        let (kind, ending) = match (inner("Option<"), inner("Vec<")) {
            (Some(kind), _) => (kind, "?"),
            (_, Some(kind)) => (kind, "[]"),
            (None, None) => (kind.as_str(), ""),
        };
        let path = format!("{before}{name}");
        into.insert(format!("{path}{ending}"));
        // The members of a list that may be absent are those of its elements.
        let of_list = kind.strip_prefix("Vec<").and_then(|kind| kind.strip_suffix('>'));
        let list = if of_list.is_some() { "[]" } else { ending.trim_end_matches('?') };
        let kind = of_list.unwrap_or(kind);
        // A span is described once, and always has two members.
        if structures.contains_key(kind) && kind != "RawSpan" {
            fields(kind, structures, &format!("{path}{list}."), into);
        }
    }
}

/// The fields that the table of a section lists in its first column.
fn listed(chapter: &str, heading: &str) -> BTreeSet<String> {
    let section = chapter.split(&format!("\n{heading}\n")).nth(1);
    let section = section.unwrap_or_else(|| panic!("there is no section {heading}"));
    let section = section.split("\n#").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(str::to_owned).collect()
}

#[test]
fn the_chapter_on_the_log_has_every_event_and_every_field_of_it() {
    let chapter = fs::read_to_string(repository().join("docs/log-format.md")).unwrap();
    let source = fs::read_to_string(repository().join("src/domain/event.rs")).unwrap();
    let structures = structures();
    let vocabulary = source.split("\nvocabulary! {\n").nth(1).expect("the vocabulary");
    let vocabulary = vocabulary.split("\n}").next().unwrap();
    let mut kinds = BTreeSet::new();
    for line in vocabulary.lines() {
        let (kind, variant) = line.trim().trim_end_matches(',').split_once(" => ").unwrap();
        let kind = kind.trim_matches('"');
        let of = source.split(&format!("    {variant}(")).nth(1).unwrap();
        let of = of.split(')').next().unwrap();
        let of = of.strip_prefix("Box<").map_or(of, |of| of.trim_end_matches('>'));
        let mut expected = BTreeSet::new();
        fields(of, &structures, "", &mut expected);
        assert_eq!(listed(&chapter, &format!("### `{kind}`")), expected, "{kind}");
        kinds.insert(kind.to_owned());
    }
    assert!(kinds.len() >= 10, "{kinds:?}");
    let headings = chapter.lines().filter_map(|line| line.strip_prefix("### `"));
    let headings: BTreeSet<String> = headings.map(|line| line.replace('`', "")).collect();
    assert_eq!(headings, kinds);
    assert_eq!(
        listed(&chapter, "## The members of an entry"),
        ["actor", "after", "after.root", "after.size", "body", "id", "ts", "type", "v"]
            .map(str::to_owned)
            .into()
    );
}
