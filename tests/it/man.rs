//! The man pages: one for each command, which format without warnings.

use std::collections::BTreeSet;
use std::fs;

use snapbox::{assert_data_eq, str};

use crate::session::{Session, skipped};

/// The commands below one, as its help lists them.
fn verbs(session: &Session, command: &str) -> Vec<String> {
    let help = session.run(&format!("{command} --help")).success();
    let Some(list) = help.split("Commands:\n").nth(1) else { return Vec::new() };
    let list = list.split("\n\n").next().unwrap();
    let verbs = list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    verbs.filter(|verb| !verb.is_empty() && *verb != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page() {
    let session = Session::new();
    let mut expected = BTreeSet::from(["factledger.1".to_owned()]);
    for verb in verbs(&session, "factledger") {
        expected.insert(format!("factledger-{verb}.1"));
        for below in verbs(&session, &format!("factledger {verb}")) {
            expected.insert(format!("factledger-{verb}-{below}.1"));
            for last in verbs(&session, &format!("factledger {verb} {below}")) {
                expected.insert(format!("factledger-{verb}-{below}-{last}.1"));
            }
        }
    }
    assert!(expected.len() > 20, "{expected:?}");
    let written = session.run("factledger man share/man/man1").screen();
    assert_eq!(written, format!("{} pages written to share/man/man1\n", expected.len()));
    let mut found = BTreeSet::new();
    for file in fs::read_dir(session.path().join("share/man/man1")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        let page = fs::read_to_string(file.path()).unwrap();
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
            assert!(page.contains(&format!("\n.SH {section}\n")), "{name} has no {section}");
        }
        let follows = ["EXAMPLES", "NOTES"].map(|section| page.contains(&format!(".SH {section}")));
        assert!(follows.contains(&true), "{name} shows no example");
        found.insert(name);
    }
    assert_eq!(found, expected);
    // Written again, over the pages of an earlier version.
    session.run("factledger man share/man/man1").success();
}

#[test]
fn a_file_that_is_no_page_is_overwritten_only_with_force() {
    let session = Session::new().write("pages/factledger-list.1", "my own notes\n");
    assert_data_eq!(
        session.run("factledger man pages").failure(),
        str![[r#"
error: no page was written
       └─ `pages/factledger-list.1` is not a page of factledger
hint: name another folder, or use `--force` to overwrite it

"#]]
    );
    let names = fs::read_dir(session.path().join("pages")).unwrap().count();
    assert_eq!(names, 1);
    session.run("factledger man pages --force").success();
    session.run("factledger man pages").success();
}

#[test]
fn without_a_folder_the_page_is_printed() {
    let session = Session::new();
    let page = session.run("factledger man").success();
    session.run("factledger -q man pages").success();
    assert_eq!(page, fs::read_to_string(session.path().join("pages/factledger.1")).unwrap());
    session.run("touch file").success();
    session.run("factledger man file/pages").failure();
}

#[test]
fn the_pages_are_formatted_without_a_warning_and_fit_80_columns() {
    let session = Session::new();
    if session.run("command -v groff").code != 0 {
        skipped("the man pages in groff, for want of it");
        return;
    }
    session.run("factledger -q man pages").success();
    for page in fs::read_dir(session.path().join("pages")).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        let format = format!("groff -man -Kutf8 -Tutf8 -P-cbou -ww -rLL=80n pages/{name}");
        let formatted = session.run(&format);
        assert_eq!(formatted.stderr, "", "{name}");
        let text = formatted.success();
        // Examples are shown as they are typed.
        let prose = text.split("EXAMPLES").next().unwrap();
        for line in prose.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
    }
}
