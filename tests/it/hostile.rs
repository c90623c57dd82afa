//! Text from an article is hostile: no command lets it control a terminal.

use crate::session::Session;

/// What would act on a terminal, or turn its words around.
fn acts(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
}

#[track_caller]
fn harmless(session: &Session, line: &str) {
    let ran = session.run(line);
    if let Some(c) = ran.screen().chars().find(|&c| acts(c)) {
        panic!("{line} lets U+{:04X} through:\n{:?}", u32::from(c), ran.screen());
    }
}

#[test]
fn nothing_of_an_article_acts_on_the_terminal() {
    let session = Session::new().fixture("hostile.txt");
    let name = "'a\u{1b}]0;title\u{7}\u{202e}b.txt'";
    session.run(&format!("cp hostile.txt {name}")).success();
    harmless(&session, &format!("factledger import {name} --min-score 0"));
    for claim in 1..=60 {
        harmless(&session, &format!("factledger show C{claim}"));
    }
    session.run("factledger note C1 -m 'seen\u{1b}[2J\u{202e}'").success();
    for line in [
        "factledger list --limit 0",
        "COLUMNS= factledger list --limit 0",
        "factledger show A1",
        "factledger history",
        "factledger history C1",
        "factledger show 'C\u{1b}[2J'",
        "factledger add A1 'no\u{1b}[2J'",
        "factledger add A1 'e'",
        "factledger --as 'x\u{1b}[2J' note C1 -m n",
        "factledger list --status 'x\u{1b}[2J'",
        "factledger 'x\u{1b}[2J'",
        "factledger --ledger 'x\u{1b}[2J' list",
        "factledger import 'x\u{1b}[2J'",
        "factledger export -o 'x\u{1b}[2J.md'",
        "factledger export -o 'x\u{1b}[2J'",
        "factledger export -o 'x\u{1b}[2J/y.md'",
        "factledger list --format json",
        "factledger list --format jsonl",
        "factledger list --format csv",
        "factledger show C1 --format json",
        "factledger show A1 --format json",
        "factledger history --format json",
        "factledger history --format csv",
        "factledger export --format json",
        "factledger export --format csv",
        "factledger export",
        "factledger export --format html",
    ] {
        harmless(&session, line);
    }
}

#[test]
fn json_keeps_the_exact_words() {
    let session = Session::new().fixture("hostile.txt");
    session.run("factledger import hostile.txt --min-score 0").success();
    let text = session.run("factledger show A1 --text").success();
    for claim in session.run("factledger list --format json").json().as_array().unwrap() {
        let at = |end: &str| usize::try_from(claim["span"][end].as_u64().unwrap()).unwrap();
        assert_eq!(&text[at("start")..at("end")], claim["text"].as_str().unwrap());
    }
}
