//! The sessions in the README and in `docs` run as shown, and the tests that they name
//! exist.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::session::{Session, repository};

#[test]
fn its_sessions_happen_as_they_are_shown() {
    assert!(sessions_happen_as_shown(&repository().join("README.md")) > 7);
}

/// The chapters with sessions; each is a test of its own, so that they run side by side.
const CHAPTERS: &[&str] = &["guide.md", "log-format.md", "threats.md"];

#[test]
fn the_sessions_of_the_guide_happen_as_they_are_shown() {
    assert!(sessions_happen_as_shown(&repository().join("docs/guide.md")) > 40);
}

#[test]
fn the_sessions_on_the_log_happen_as_they_are_shown() {
    assert!(sessions_happen_as_shown(&repository().join("docs/log-format.md")) > 25);
}

#[test]
fn the_sessions_on_threats_happen_as_they_are_shown() {
    assert!(sessions_happen_as_shown(&repository().join("docs/threats.md")) > 0);
}

/// The chapters in `docs`, which holds a picture and a schema, too.
fn chapters() -> Vec<String> {
    let files = fs::read_dir(repository().join("docs")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let pages = files.filter(|file| file.extension().is_some_and(|ending| ending == "md"));
    pages.filter_map(|page| Some(page.file_name()?.to_str()?.to_owned())).collect()
}

#[test]
fn no_chapter_with_sessions_is_forgotten() {
    for name in chapters() {
        let chapter = repository().join("docs").join(&name);
        let has_sessions = fs::read_to_string(chapter).unwrap().contains("```console");
        assert_eq!(has_sessions, CHAPTERS.contains(&name.as_str()), "{name}");
    }
}

/// Runs every console block of a page, one after the other, in one session, and compares what is
/// printed. A line `...` stands for any number of lines. With `SNAPSHOTS=overwrite` it writes the
/// page again. Returns how many commands there were.
fn sessions_happen_as_shown(path: &Path) -> usize {
    let page = fs::read_to_string(path).unwrap();
    let extractor = fs::read(repository().join("examples/extractor.py")).unwrap();
    let session = beside_the_fixtures().write("examples/extractor.py", extractor);
    let mut happened = String::new();
    let mut commands = 0;
    let mut is_console = false;
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(happened, "{line}");
        is_console = line == "```console" || (is_console && line != "```");
        if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            commands += 1;
            let mut shown = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && *line != "```") {
                shown.push(line);
            }
            happened.push_str(&elided(&session.run(command).screen(), &shown));
        }
    }
    #[expect(clippy::disallowed_methods, reason = "the one who runs the tests asks for it")]
    let is_overwritten =
        std::env::var_os("SNAPSHOTS").is_some_and(|snapshots| snapshots == "overwrite");
    if is_overwritten {
        fs::write(path, &happened).unwrap();
    }
    snapbox::assert_data_eq!(page, snapbox::Data::text(happened).raw());
    commands
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = vec!["README.md".to_owned()];
    pages.extend(chapters().into_iter().map(|name| format!("docs/{name}")));
    let mut links = 0;
    for page in &pages {
        let path = repository().join(page);
        let text = fs::read_to_string(&path).unwrap();
        // Text between fences is code.
        let prose: String = text.split("\n```").step_by(2).collect();
        for link in prose.split("](").skip(1).filter_map(|after| after.split(')').next()) {
            if link.starts_with("https://") {
                continue;
            }
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.with_file_name(file) };
            assert!(target.exists(), "{page}: {link}");
            if !anchor.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut anchors = headings.map(|line| anchor_of(line.trim_start_matches('#')));
                assert!(anchors.any(|found| found == anchor), "{page}: {link}");
            }
        }
    }
    assert!(links > 10, "{links}");
}

/// The name under which a heading is linked to.
fn anchor_of(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Every test that the chapter on threats names is one that is run, and is not left out.
#[test]
fn each_promise_names_tests_that_try_to_break_it() {
    let chapter = fs::read_to_string(repository().join("docs/threats.md")).unwrap();
    let mut named = 0;
    for row in chapter.lines().filter(|line| line.starts_with("| ") && line.contains("` |")) {
        let tests = row.split('|').rev().nth(1).unwrap();
        for test in tests.split('`').filter(|test| test.contains("::")) {
            let (file, name) = test.rsplit_once("::").unwrap();
            let path = repository().join(format!("tests/it/{}.rs", file.replace("::", "/")));
            let source =
                fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()));
            let (before, _) = source
                .split_once(&format!("fn {name}("))
                .unwrap_or_else(|| panic!("there is no test `{test}`"));
            let attributes = before.rsplit("\n\n").next().unwrap();
            assert!(attributes.contains("#[test]"), "`{test}` is not a test");
            assert!(!attributes.contains("#[ignore"), "`{test}` is not run by default");
            named += 1;
        }
    }
    assert!(named > 40, "{named}");
}

/// A session in a folder that has the fixtures as the repository has them.
fn beside_the_fixtures() -> Session {
    let mut session = Session::new();
    for folder in ["fixtures/articles", "fixtures/published"] {
        for file in fs::read_dir(repository().join(folder)).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            session = session.write(&format!("{folder}/{name}"), fs::read(file.path()).unwrap());
        }
    }
    session
}

#[test]
fn the_first_command_leaves_a_ledger_and_a_report() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let shown = readme.split("`report.html`:\n\n```sh\n").nth(1).expect("the first command");
    let line = shown.lines().next().unwrap().replace("cargo run --", "factledger");
    let session = beside_the_fixtures();
    for _ in 0..2 {
        session.run(&line).success();
        assert_eq!(session.run("ls").success(), "factledger.db\nfixtures\nreport.html\n");
    }
}

/// The output, cut as the page shows it: as many lines before and after the `...`.
fn elided(printed: &str, shown: &[&str]) -> String {
    let Some(before) = shown.iter().position(|line| *line == "...") else {
        return printed.to_owned();
    };
    let after = shown.len() - before - 1;
    let lines: Vec<&str> = printed.lines().collect();
    assert!(before + after < lines.len(), "nothing is left out of:\n{printed}");
    let kept = [&lines[..before], &["..."], &lines[lines.len() - after..]].concat();
    kept.iter().fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn the_readme_names_every_command_and_setting() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let help = Session::new().run("factledger --help").success();
    let verbs = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs = verbs.lines().filter_map(|line| line.strip_prefix("  "));
    for verb in verbs.filter_map(|line| line.split(' ').next()).filter(|verb| !verb.is_empty()) {
        assert!(verb == "help" || readme.contains(&format!("`{verb}")), "{verb} is missing");
    }
    for setting in ["FACTLEDGER_LEDGER", "FACTLEDGER_REVIEWER", "FACTLEDGER_NOW", "NO_COLOR"] {
        assert!(readme.contains(setting), "{setting} is missing");
    }
}

#[test]
fn the_readme_shows_the_test_command_that_ci_runs() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let ci = fs::read_to_string(repository().join(".ci/run")).unwrap();
    let shown = readme.split("passes the tests:\n\n```sh\n").nth(1).expect("the test command");
    let shown = shown.lines().next().unwrap();
    assert_eq!(ci.lines().last(), Some(shown));
}
