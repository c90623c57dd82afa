//! No two files need each other: what a file is made of can be read before it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::rooms::sources;

/// The seam to an engine and the folder of the engine name each other: each statement runs in one of
/// the two, and its rows come out of the other.
const SEAM: [&str; 3] = ["store::postgres", "store::sql", "store::sqlite"];

#[test]
fn no_two_files_need_each_other() {
    let files: BTreeMap<String, String> = sources()
        .into_iter()
        .map(|(path, text)| (module(&path), without_tests_and_comments(&text)))
        .collect();
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, text) in &files {
        for name in names(module, text) {
            let needed = prefixes(&name).find_map(|name| files.get_key_value(name));
            let Some((needed, _)) = needed else { continue };
            // A module is more than the file that begins it, and may name what is in it.
            let is_part = needed == module || within(needed, module) || within(module, needed);
            if !(is_part || is_of_seam(needed) && is_of_seam(module)) {
                needs.entry(module).or_default().insert(needed);
            }
        }
    }
    // What needs nothing that is left, or is needed by nothing that is left, is in no circle.
    let mut left: BTreeSet<&str> = needs.keys().copied().collect();
    loop {
        let is_needed = |module: &str| left.iter().any(|other| needs[other].contains(module));
        let needs_some = |module: &str| needs[module].iter().any(|needed| left.contains(needed));
        let stay = left.iter().copied().filter(|module| needs_some(module) && is_needed(module));
        let stay: BTreeSet<&str> = stay.collect();
        if stay == left {
            break;
        }
        left = stay;
    }
    let circles: Vec<_> = left
        .iter()
        .map(|module| (module, needs[module].intersection(&left).collect::<Vec<_>>()))
        .collect();
    assert!(circles.is_empty(), "these need each other: {circles:#?}");
}

fn is_of_seam(module: &str) -> bool {
    SEAM.iter().any(|seam| module == *seam || within(seam, module))
}

/// Whether a module is inside another.
fn within(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with("::"))
}

/// `a::b::c`, `a::b`, `a`.
fn prefixes(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| Some(name.rsplit_once("::")?.0))
}

fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let parts: Vec<_> = path.iter().skip(1).map(|part| part.to_str().unwrap()).collect();
    parts.join("::").trim_end_matches("::mod").to_owned()
}

fn without_tests_and_comments(text: &str) -> String {
    let code = text.split("mod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that a file names, as they are called from the root.
fn names(module: &str, text: &str) -> BTreeSet<String> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("super::").into_iter().chain(rest.find("crate::")).min() {
        let is_inside = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let end = end_of_path(&rest[at..]);
        if !is_inside {
            let path: String = rest[at..at + end].split_whitespace().collect();
            paths.extend(expanded(&path));
        }
        rest = &rest[at + end.max(1)..];
    }
    paths.iter().map(|path| resolved(module, path)).collect()
}

/// Where a path ends, which may have a list in braces.
fn end_of_path(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' if depth > 0 || text[..at].ends_with("::") => depth += 1,
            '}' if depth > 0 => depth -= 1,
            _ if depth > 0 || c.is_alphanumeric() || c == '_' || c == ':' => {}
            _ => return at,
        }
    }
    text.len()
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn expanded(path: &str) -> Vec<String> {
    let Some((head, list)) = path.split_once('{') else { return vec![path.to_owned()] };
    let list = list.rsplit_once('}').map_or(list, |(list, _)| list);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in list.chars() {
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                parts.last_mut().unwrap().push(c);
            }
        }
    }
    parts.iter().flat_map(|part| expanded(part)).map(|part| format!("{head}{part}")).collect()
}

fn resolved(module: &str, path: &str) -> String {
    let mut base: Vec<&str> = module.split("::").collect();
    let mut parts = path.split("::").peekable();
    if parts.next_if_eq(&"crate").is_some() {
        base.clear();
    }
    while parts.next_if_eq(&"super").is_some() {
        base.pop();
    }
    base.extend(parts);
    base.join("::")
}

#[test]
fn names_are_read_as_the_compiler_reads_them() {
    let text = "use super::{a, b::{C, d}};\nfn f() { crate::e::g(super::super::h::I) }";
    let found: Vec<String> = names("x::y::z", text).into_iter().collect();
    assert_eq!(found, ["e::g", "x::h::I", "x::y::a", "x::y::b::C", "x::y::b::d"]);
}
