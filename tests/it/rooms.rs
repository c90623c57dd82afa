//! The structure of the code: which room may import which, and what is in one place only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::session::repository;

/// Which rooms each room may import. Imports run downwards only.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("merkle", &["domain"]),
    ("log", &["domain", "merkle"]),
    ("view", &["domain", "merkle"]),
    ("text/extract", &["domain", "merkle"]),
    ("text/explain", &["domain", "text/extract"]),
    ("text/fetch", &["domain"]),
    ("text/external", &["domain", "text/extract"]),
    ("text/read", &["domain", "merkle", "text/extract", "view"]),
    ("files", &[]),
    ("interrupt", &["files"]),
    ("keys", &["domain", "merkle", "files"]),
    ("store", &["domain", "merkle", "log", "text/extract", "view", "keys", "files"]),
    ("ledger", &["domain", "merkle", "log", "view", "keys", "store"]),
    ("export", &["domain", "merkle", "text/explain", "view"]),
    ("bundle", &["domain", "merkle", "export", "keys", "ledger", "view"]),
    ("publish", &["domain", "merkle", "export", "files", "ledger", "view"]),
    (
        "intake",
        &[
            "domain",
            "view",
            "text/external",
            "text/extract",
            "text/fetch",
            "text/read",
            "keys",
            "ledger",
        ],
    ),
    ("terminal", &["domain", "merkle", "view"]),
    (
        "cli",
        &[
            "domain",
            "view",
            "text/explain",
            "text/external",
            "text/extract",
            "text/fetch",
            "text/read",
            "keys",
            "ledger",
            "export",
            "bundle",
            "intake",
            "publish",
            "terminal",
            "files",
        ],
    ),
    ("run", &["domain", "keys", "cli", "interrupt", "terminal"]),
];

#[test]
fn imports_run_downwards_only() {
    let may_import: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        if ["lib", "main", "text/mod"].contains(&room.as_str()) {
            continue;
        }
        let allowed = may_import.get(room.as_str());
        let allowed = allowed.unwrap_or_else(|| panic!("`{room}` is a room without a place"));
        for import in imports(&text) {
            if import != room && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_concern_has_one_home() {
    stands_only_in("rusqlite", &["src/store/sql.rs", "src/store/sql/", "src/store/sqlite/"]);
    for of_server in ["postgres::types", "rustls", "SimpleQueryMessage", "search_path"] {
        stands_only_in(of_server, &["src/store/postgres/"]);
    }
    stands_only_in("SELECT ", &["src/store/"]);
    stands_only_in("ed25519_dalek", &["src/merkle/"]);
    stands_only_in("INSERT INTO checkpoints", &["src/store/append.rs"]);
    // Tampering with a scratch ledger bypasses `store/append`.
    let door = ["src/store/append.rs", "src/store/append/", "src/store/sqlite/tampering.rs"];
    stands_only_in("INSERT INTO entries", &door);
    stands_only_in("INSERT INTO contents", &door);
    stands_only_in("INSERT INTO claims", &["src/store/project.rs"]);
    let index = ["src/store/project.rs", "src/store/project/", "src/store/sqlite/tampering.rs"];
    stands_only_in("UPDATE claims", &index);
    for of_sqlite in ["PRAGMA", "pragma_", "sqlite_schema", "VACUUM", "WITHOUT ROWID"] {
        stands_only_in(of_sqlite, &["src/store/sqlite/"]);
    }
    // Whatever changes rows says how many it must change.
    stands_only_in(".execute(", &["src/store/sql.rs"]);
    stands_only_in("Utc::now", &["src/run.rs"]);
    stands_only_in("getrandom", &["src/run.rs"]);
    stands_only_in("env::var", &["src/run.rs"]);
    stands_only_in("comfy_table", &["src/terminal/"]);
    stands_only_in("encoding_rs", &["src/text/read/"]);
    stands_only_in("process_group", &["src/text/external/"]);
    // Where the system is asked for what Rust's own library does not have.
    stands_only_in("rustix", &["src/text/external/", "src/text/read/", "src/store/", "src/files/"]);
    stands_only_in("signal_hook", &["src/interrupt.rs"]);
    stands_only_in("ureq", &["src/text/fetch/"]);
    stands_only_in("clap", &["src/cli/", "src/run.rs"]);
    for unfinished in ["todo!", "unimplemented!", "dbg!(", "FIXME", "TODO", "XXX"] {
        stands_only_in(unfinished, &[]);
    }
}

#[test]
fn portable_sql_uses_numbered_parameters_and_no_function_of_one_engine() {
    let of_sqlite_alone = [
        "json_each",
        "group_concat",
        "hex(",
        "strftime",
        "unixepoch",
        "printf(",
        "ifnull(",
        "INSERT OR",
        "rowid",
        " GLOB ",
        "typeof(",
        "total(",
        "AUTOINCREMENT",
        "RETURNING",
        "zeroblob",
        "randomblob",
        "last_insert",
        "INDEXED BY",
        "EXPLAIN",
    ];
    for (path, text) in sources() {
        if room(&path) != "store"
            || path.starts_with("src/store/sqlite")
            || path.starts_with("src/store/postgres")
        {
            continue;
        }
        for name in of_sqlite_alone {
            assert!(!text.contains(name), "{} has {name}", path.display());
        }
    }
}

/// A web page would print them, too.
#[test]
fn only_the_command_line_names_flags_and_commands() {
    let verbs: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| path.starts_with("src/cli") && path.components().count() == 3)
        .map(|(path, _)| format!("factledger {}", path.file_stem().unwrap().display()))
        .collect();
    assert!(verbs.len() > 20, "the verbs are not where they were");
    for (path, text) in sources() {
        if ["cli", "run"].contains(&room(&path).as_str()) {
            continue;
        }
        let code = text.split("mod tests {").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code.filter(|line| line.contains('"')) {
            let names_flag = line
                .match_indices("--")
                .any(|(at, _)| line[at + 2..].starts_with(|c: char| c.is_ascii_lowercase()));
            let names_verb = verbs.iter().any(|verb| line.contains(verb.as_str()));
            assert!(!names_flag && !names_verb, "{}: {line}", path.display());
        }
    }
}

#[test]
fn a_file_is_one_noun_or_one_verb() {
    for (path, text) in sources() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let nameless = ["util", "utils", "helper", "helpers", "misc", "common", "models", "types"];
        assert!(!nameless.contains(&name), "{} says nothing", path.display());
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines: is it one thing still?", path.display());
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(repository().join("tests/it/main.rs")).unwrap();
    for file in fs::read_dir(repository().join("tests/it")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        if Path::new(name).extension().is_some() {
            continue;
        }
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name} is not run");
    }
}

#[track_caller]
fn stands_only_in(words: &str, homes: &[&str]) {
    for (path, text) in sources() {
        let path = path.to_str().unwrap().replace('\\', "/");
        let is_at_home = homes.iter().any(|home| path.starts_with(home));
        assert!(
            is_at_home || !text.contains(words),
            "`{words}` stands in {path}, and belongs in {homes:?}"
        );
    }
}

/// The rooms that a file names after `crate::`, outside comments.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut rooms = Vec::new();
    for line in code {
        for after in line.split("crate::").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let within = |after: &str| -> String {
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
            };
            match after.strip_prefix("text::") {
                Some(after) => rooms.push(format!("text/{}", within(after))),
                None if !name.is_empty() => rooms.push(name),
                None => {}
            }
            assert!(!after.starts_with('{'), "name one room a line: {line}");
        }
    }
    rooms
}

fn room(path: &Path) -> String {
    let part = |nth| {
        let part = path.components().nth(nth).unwrap().as_os_str().to_str().unwrap();
        part.trim_end_matches(".rs")
    };
    match part(1) {
        "text" => format!("text/{}", part(2)),
        room => room.to_owned(),
    }
}

/// Every source file by its path in the repository.
pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&repository().join("src"), &mut found);
    assert!(found.len() > 40, "the sources are not where they were");
    let sources = found.into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(repository()).unwrap().to_owned(), text)
    });
    sources.collect()
}
