//! Calls that the program makes of the system, listed, and made to fail or to kill it.

use std::fs;
use std::sync::OnceLock;

use crate::session::{Ran, Session, skipped, system};

/// A call: the so-many-th of its name that the program makes.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) number: usize,
    /// As strace writes it.
    pub(super) words: String,
}

/// Stop the program at the calls that are traced, and let the others pass.
pub(super) const ONLY_TRACED: &str = "-f --seccomp-bpf";

/// Whether programs can be traced here; if not, it is said that the test is skipped.
pub(super) fn is_here() -> bool {
    static IS_HERE: OnceLock<bool> = OnceLock::new();
    let is_here = *IS_HERE.get_or_init(|| {
        let mut strace = system("strace");
        strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]);
        strace.status().is_ok_and(|status| status.success())
    });
    if !is_here {
        skipped("there is no strace here, or it may not trace");
    }
    is_here
}

/// Run a command, and list its calls of these names, from the first on that is about the ledger.
pub(super) fn calls(session: &Session, names: &str, line: &str) -> Vec<Call> {
    session
        .run(&format!("strace {ONLY_TRACED} -y -qq -o .calls -e trace={names} {line}"))
        .success();
    let text = fs::read_to_string(session.path().join(".calls")).unwrap();
    let main = text.split(' ').next().unwrap();
    let mut calls: Vec<Call> = Vec::new();
    let mut counts = std::collections::BTreeMap::new();
    let mut has_begun = false;
    for line in text.lines() {
        let Some(words) = line.strip_prefix(main).map(str::trim_start) else { continue };
        let Some((name, _)) = words.split_once('(') else { continue };
        let number = counts.entry(name.to_owned()).or_insert(0);
        *number += 1;
        has_begun |= words.contains("factledger.db");
        if has_begun {
            calls.push(Call { name: name.to_owned(), number: *number, words: words.to_owned() });
        }
    }
    calls
}

/// Run a command, and do this to it at such a call: `signal=KILL:when=3`, `error=EIO:when=3+`.
pub(super) fn inject(session: &Session, call: &Call, what: &str, line: &str) -> Ran {
    let name = &call.name;
    // A signal that is ignored by the one who runs the tests, as under `nohup`, is not ignored here.
    session.run(&format!(
        "env --default-signal strace {ONLY_TRACED} -qq -o /dev/null -e trace={name} \
         -e inject={name}:{what} {line}"
    ))
}
