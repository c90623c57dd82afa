//! Which texts are entries: the program and the `verify.py` of a bundle run the same
//! table of texts, and agree on each.

use std::collections::BTreeMap;
use std::fs;

use factledger::domain::Entry;
use serde::Deserialize;

use crate::session::{Session, repository, skipped};

#[derive(Deserialize)]
struct Table {
    /// Of each type an entry that is good.
    good: BTreeMap<String, String>,
    cases: Vec<Case>,
}

/// A good entry in which one thing was changed.
#[derive(Deserialize)]
struct Case {
    name: String,
    of: String,
    from: String,
    to: String,
    is_entry: bool,
}

impl Table {
    fn read() -> Self {
        let table = fs::read_to_string(repository().join("tests/it/entries.json")).unwrap();
        serde_json::from_str(&table).unwrap()
    }

    /// Each text with its name, and whether it is an entry.
    fn texts(&self) -> Vec<(&str, String, bool)> {
        let good = self.good.iter().map(|(name, text)| (name.as_str(), text.clone(), true));
        let changed = self.cases.iter().map(|case| {
            let good = &self.good[&case.of];
            assert_eq!(good.matches(&case.from).count(), 1, "{}", case.name);
            (case.name.as_str(), good.replace(&case.from, &case.to), case.is_entry)
        });
        good.chain(changed).collect()
    }
}

#[test]
fn the_program_reads_what_is_an_entry_and_nothing_else() {
    let table = Table::read();
    let mut wrong = Vec::new();
    for (name, text, is_entry) in table.texts() {
        let read = Entry::from_text(&format!("{text}\n"));
        if read.is_ok() != is_entry {
            wrong.push(format!("{name}: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn python_reads_what_is_an_entry_and_nothing_else() {
    const JUDGE: &str = "
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
for name, text, is_entry in json.load(open('texts.json', encoding='utf-8')):
    try:
        verify.read_entry(text + '\\n')
        why = None
    except Exception as error:
        why = repr(error)
    if (why is None) != is_entry:
        print(ascii(f'{name}: {why}'))
";
    let table = Table::read();
    let session = Session::new()
        .write("texts.json", serde_json::to_string(&table.texts()).unwrap())
        .write("judge.py", JUDGE);
    let new_enough = "python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'";
    if session.run(new_enough).code != 0 {
        skipped("the entries by Python, for want of Python 3.9");
        return;
    }
    let verifier = repository().join("src/bundle/verify.py");
    let said = session.run(&format!("python3 -B judge.py '{}'", verifier.display())).success();
    assert!(said.is_empty(), "{said}");
}
