use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::session::{Session, repository, skipped, system};

/// The exit codes of the three verifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) named_by_program: BTreeSet<String>,
    pub(super) named_by_python: BTreeSet<String>,
    pub(super) program: i32,
    pub(super) python: i32,
    pub(super) steps: i32,
}

/// The three of them.
pub(super) struct Judges {
    /// Where what they need is kept.
    folder: PathBuf,
}

/// A bundle, and the steps to go through; without them the third verifier is not asked.
pub(super) struct Case<'a> {
    pub(super) folder: PathBuf,
    pub(super) steps: Option<&'a str>,
}

/// Judges many folders in one process, with the answers of Ed25519 kept.
const PYTHON: &str = r#"
import contextlib, importlib.util, io, json, re, sys
spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
answers, verifies = {}, verify.Key.verifies
def remembered(key, text, signature):
    question = key.vkey, text, signature
    if question not in answers:
        answers[question] = verifies(key, text, signature)
    return answers[question]
verify.Key.verifies = remembered
for folder in open(sys.argv[2]).read().splitlines():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        audit = verify.Audit(folder, None, None)
        audit.run()
    print(json.dumps([3 if audit.findings else 0, said.getvalue()]), flush=True)
"#;

impl Judges {
    /// `None`: one of them cannot be asked here.
    pub(super) fn new(session: &Session) -> Option<Self> {
        let has_python =
            session.run("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'").code == 0;
        let has_openssl = session.run("openssl version | grep -q 'OpenSSL [3-9]'").code == 0;
        if !has_python || !has_openssl {
            skipped("three verifiers side by side, for want of Python 3.9 or OpenSSL 3");
            return None;
        }
        Some(Self { folder: session.path().to_owned() })
    }

    /// What they say of each bundle.
    pub(super) fn judge(&self, cases: &[Case<'_>]) -> Vec<Verdict> {
        let threads = thread::available_parallelism().unwrap().get();
        let size = cases.len().div_ceil(threads);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut verdicts = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(case) = cases.get(number) else { return verdicts };
                let (program, named_by_program) = program(&case.folder);
                let steps = case.steps.map_or(0, |steps| self.steps(steps, &case.folder));
                let verdict = Verdict { named_by_program, program, steps, ..Verdict::default() };
                verdicts.push((number, verdict));
            }
        };
        thread::scope(|scope| {
            let python: Vec<_> = cases
                .chunks(size)
                .enumerate()
                .map(|(number, cases)| scope.spawn(move || self.python(number, cases)))
                .collect();
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let mut verdicts = vec![Verdict::default(); cases.len()];
            for worker in workers {
                for (number, verdict) in worker.join().unwrap() {
                    verdicts[number] = verdict;
                }
            }
            let python = python.into_iter().flat_map(|worker| worker.join().unwrap());
            for (verdict, (code, named)) in verdicts.iter_mut().zip(python) {
                verdict.python = code;
                verdict.named_by_python = named;
            }
            verdicts
        })
    }

    fn python(&self, number: usize, cases: &[Case<'_>]) -> Vec<(i32, BTreeSet<String>)> {
        let list = self.folder.join(format!("folders.{number}"));
        let lines = cases.iter().map(|case| format!("{}\n", case.folder.display()));
        fs::write(&list, lines.collect::<String>()).unwrap();
        let output = system("python3")
            .args(["-I", "-B", "-c", PYTHON])
            .arg(repository().join("src/bundle/verify.py"))
            .arg(&list)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let verdicts: Vec<(i32, String)> =
            said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(verdicts.len(), cases.len(), "{errors}");
        verdicts.into_iter().map(|(code, said)| (code, named(&said))).collect()
    }

    fn steps(&self, steps: &str, folder: &Path) -> i32 {
        let status = system("sh")
            .args(["-euc", steps])
            .current_dir(folder)
            .env("TMPDIR", &self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        // A step that something went wrong in refuses as well.
        i32::from(status.unwrap().code() != Some(0))
    }
}

/// What the program says, and which entries it names.
fn program(folder: &Path) -> (i32, BTreeSet<String>) {
    let output = Command::new(env!("CARGO_BIN_EXE_factledger"))
        .arg("verify")
        .arg(folder)
        .env_clear()
        .env("HOME", folder.join("nobody"))
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap_or(-1), named(&said))
}

/// Which entries are named in what a verifier says.
fn named(said: &str) -> BTreeSet<String> {
    said.lines().filter_map(|line| line.strip_prefix("WRONG `E")).filter_map(entry).collect()
}

/// The number that a text begins with.
fn entry(text: &str) -> Option<String> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}
