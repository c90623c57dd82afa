//! What people read is plain English: some turns of phrase are kept out of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::session::{Session, repository};

/// Each with what to say instead.
const NOT_PLAIN: &[(&str, &str)] = &[
    ("goes on standing", "remains"),
    ("held against", "checked against"),
    ("is none", "is not a valid …"),
    ("is to be had", "is available"),
    ("made again", "rebuilt"),
    ("made anew", "rebuilt"),
    ("mend", "fix"),
    ("so many", "at most N"),
    ("told", "reported, shown"),
    ("whoever", "the owner, anyone who"),
    ("written past", "not written by"),
];

/// Files of `src` with sentences that no version may change: bundles of version 0.1.0 have them.
const FROZEN: &[&str] = &["src/export/first/words.rs"];

#[test]
fn the_documents_are_in_plain_english() {
    let mut pages = vec![repository().join("README.md"), repository().join("CHANGELOG.md")];
    pages.extend(files(&repository().join("docs"), "md"));
    assert!(pages.len() > 5, "the documents are not where they were");
    let mut odd = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        // What a session shows is checked where it comes from, and articles may say what they like.
        let mut is_prose = true;
        for line in text.lines() {
            is_prose ^= line.starts_with("```");
            if is_prose {
                odd.extend(not_plain(line).map(|word| format!("{}: {word}", page.display())));
            }
        }
    }
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn the_help_is_in_plain_english() {
    let session = Session::new();
    session.run("factledger -q man pages").success();
    let mut odd = Vec::new();
    for page in files(&session.path().join("pages"), "1") {
        let text = fs::read_to_string(&page).unwrap();
        odd.extend(not_plain(&text).map(|word| format!("{}: {word}", page.display())));
    }
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn messages_are_in_plain_english() {
    let mut odd = Vec::new();
    for source in files(&repository().join("src"), "rs") {
        let path = source.strip_prefix(repository()).unwrap().to_str().unwrap().replace('\\', "/");
        // There, words are data.
        if path.starts_with("src/text/extract/") || FROZEN.contains(&path.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&source).unwrap();
        for line in text
            .lines()
            .filter(|line| !["//", "#["].iter().any(|start| line.trim_start().starts_with(start)))
        {
            for literal in literals(line) {
                odd.extend(not_plain(literal).map(|word| format!("{path}: {word}: {literal}")));
            }
        }
    }
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn the_names_of_tests_are_in_plain_english() {
    let mut odd = Vec::new();
    for source in files(&repository().join("tests/it"), "rs") {
        let text = fs::read_to_string(&source).unwrap();
        for line in text.lines() {
            let name =
                line.trim_start().strip_prefix("fn ").and_then(|rest| rest.split('(').next());
            let name = name.unwrap_or_default().replace('_', " ");
            odd.extend(
                not_plain(&name).map(|word| format!("{}: {name}: {word}", source.display())),
            );
        }
    }
    assert_eq!(odd, Vec::<String>::new());
}

/// The strings that begin on a line, roughly: what is between its quotation marks.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Which of these words are in a text, as words of their own.
fn not_plain(text: &str) -> impl Iterator<Item = String> {
    let letters = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words = text.replace("told apart", "").chars().map(letters).collect::<String>();
    let words = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    let found = NOT_PLAIN.iter().filter(move |(word, _)| words.contains(&format!(" {word} ")));
    found.map(|(word, better)| format!("`{word}`, better {better}"))
}

/// The files of a folder, and of those below it, with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn words_are_found_as_words() {
    let found = |text| not_plain(text).count();
    assert_eq!(found("we recommend to amend what they told apart"), 0);
    assert_eq!(found("Whoever is\n  held against it, mend this"), 3);
}
